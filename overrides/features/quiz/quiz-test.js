// A test: its questions are answered one by one and judged all at once. Loaded only on pages that are one. Answers
// are kept as drafts until then, so that a reader may stop; <pandu-test> shows what came of it, objective by objective.
customElements.whenDefined("pandu-quiz").then((PanduQuiz) => {
  const { say, all, element } = PanduQuiz.tools;
  const recall = (feature, id) => {
    const detail = { feature, id, data: null };
    document.dispatchEvent(new CustomEvent("pandu-recall", { detail }));
    return detail.data;
  };
  const store = (feature, id, data) =>
    document.dispatchEvent(new CustomEvent("pandu-answered", { detail: { feature, id, data } }));
  // What is stored under the question as it stands now.
  const current = (feature, { dataset: { id, key } }) => {
    const stored = recall(feature, id);
    return stored?.k === key ? stored : null;
  };
  const keep = (quiz, answer) => store("draft", quiz.dataset.id, { a: answer, k: quiz.dataset.key });

  // The score of each objective: [right, asked]; "" is all of them.
  const results = (quizzes) => {
    const sums = { "": [0, quizzes.length] };
    for (const quiz of quizzes) {
      const sum = (sums[quiz.dataset.test] ??= [0, 0]);
      sum[1] += 1;
      for (const each of [sum, sums[""]]) each[0] += current("quiz", quiz).s;
    }
    return sums;
  };

  // Begun anew, and not one question answered yet.
  const NONE = [];

  class PanduTest extends HTMLElement {
    connectedCallback() {
      if (this.state) return;
      this.quizzes = this.dataset.quizzes.split(" ").map((id) => document.querySelector(`pandu-quiz[data-id="${id}"]`));
      this.state = element("p", { className: "quiz-test-state" });
      this.state.setAttribute("role", "status");
      this.heading = this.querySelector(".quiz-result-title");
      this.heading.tabIndex = -1;
      const button = (word, className, onclick) => element("button", { type: "button", className, onclick }, say(word));
      this.prepend(this.state, button("test.finish", "quiz-test-finish", () => this.finish()));
      this.append(button("test.again", "quiz-test-again", () => this.begin()));
      for (const quiz of this.quizzes) {
        quiz.addEventListener("input", () => {
          keep(quiz, quiz.answer);
          this.count();
        });
        // Enter in a text field would judge this question alone and open its key.
        quiz.addEventListener("submit", (event) => this.hold(event), true);
      }
      this.resume();
    }

    hold(event) {
      event.preventDefault();
      event.stopPropagation();
    }

    resume() {
      const drafts = this.quizzes.map((quiz) => current("draft", quiz)?.a ?? null);
      const answered = this.quizzes.every((quiz) => current("quiz", quiz));
      if (drafts.some((draft) => draft !== null))
        this.quizzes.forEach((quiz, i) => (quiz.answer = drafts[i]?.length === 0 ? null : drafts[i]));
      else if (answered) this.show();
      this.count();
    }

    count() {
      const done = this.quizzes.filter((quiz) => quiz.answer !== null).length;
      this.state.textContent = say("test.state", { done, total: this.quizzes.length });
    }

    finish() {
      const missing = this.quizzes.filter((quiz) => quiz.answer === null);
      if (missing.length) {
        const link = (quiz) => element("a", { href: `#${quiz.id}` }, quiz.querySelector(".quiz-head strong").textContent);
        return this.state.replaceChildren(say("test.missing"), ...missing.flatMap((quiz) => [" ", link(quiz)]));
      }
      for (const quiz of this.quizzes) {
        quiz.answerNow();
        keep(quiz, null);
      }
      store("test", this.dataset.name, this.show());
      this.heading.focus({ preventScroll: true });
      this.heading.scrollIntoView({ block: "start" });
    }

    begin() {
      for (const quiz of this.quizzes) {
        quiz.answer = null;
        keep(quiz, NONE);
      }
      this.toggleAttribute("data-done", false);
      this.count();
      this.quizzes[0].scrollIntoView({ block: "start" });
      this.quizzes[0].querySelector("input, select, button, textarea").focus({ preventScroll: true });
    }

    show() {
      const sums = results(this.quizzes);
      for (const old of all(this, ".quiz-result-before")) old.remove();
      for (const row of this.rows()) row.querySelector("td").textContent = this.of(sums[row.dataset.objective]);
      const before = this.dataset.name !== "pra-tes" && recall("test", "pra-tes");
      if (before) this.column(say("test.before"), before);
      this.toggleAttribute("data-done", true);
      return sums;
    }

    rows() {
      return all(this, "tbody tr, tfoot tr");
    }

    column(title, sums) {
      const className = "quiz-result-before";
      this.querySelector("thead tr").append(element("th", { className, scope: "col" }, title));
      for (const row of this.rows()) {
        const sum = sums[row.dataset.objective];
        row.append(element("td", { className }, sum ? this.of(sum) : "–"));
      }
    }

    of([score, total]) {
      const decimal = this.closest("[lang]").lang === "id" ? "," : ".";
      return say("test.of", { score: String(Math.round(score * 10) / 10).replace(".", decimal), total });
    }
  }
  customElements.define("pandu-test", PanduTest);
});
