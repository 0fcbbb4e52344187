// A quiz that marks itself: feedback, partial credit, another try, and the answer found again tomorrow.
// The HTML is complete without it. What is right is read from the key in <details class="quiz-key">; scoring and
// the form of answers: contracts C1 and C5. A type of quiz is an object:
//   read(quiz)           the answer in the form, null if there is none
//   write(quiz, answer)  puts an answer back into the form
//   judge(quiz, answer)  → {score, total, marks}; a mark is {at, right, feedback, text}, all but `at` optional
//   unanswered, partly   which words to say
// and where needed start(quiz), reset(quiz), again(quiz) before another try, and refuse(answer): the word for what
// is no answer at all.
{
  const words = JSON.parse(document.querySelector('script[data-words="quiz"]')?.textContent ?? "null");
  const say = (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const feedbackIn = (mark) => mark?.querySelector(".quiz-feedback");

  const choices = {
    unanswered: "choose",
    read: (quiz) => {
      const chosen = all(quiz, ".quiz-options input:checked").map((input) => Number(input.value));
      return chosen.length ? chosen.sort((a, b) => a - b) : null;
    },
    write: (quiz, answer) => {
      for (const input of all(quiz, ".quiz-options input")) input.checked = answer.includes(Number(input.value));
    },
    judge: (quiz, answer) => {
      const keys = all(quiz, ".quiz-marks > li");
      const isRight = (key) => key.hasAttribute("data-right");
      const total = keys.filter(isRight).length;
      const marks = all(quiz, ".quiz-options > li")
        .map((at, i) => ({ at, right: isRight(keys[i]), feedback: feedbackIn(keys[i]) }))
        .filter(({ at }) => answer.includes(Number(at.querySelector("input").value)));
      const hits = marks.filter((mark) => mark.right).length;
      return { score: Math.max(0, (2 * hits - marks.length) / total), total, marks };
    },
  };

  // Compared without case, blanks and the punctuation around it.
  const bare = (text) => {
    const plain = text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
    return plain.replace(/^\p{P}+|\p{P}+$/gu, "") || plain;
  };

  const fill = {
    unanswered: "write",
    read: (quiz) => {
      const typed = all(quiz, ".quiz-blank").map((input) => input.value);
      return typed.some((text) => text.trim()) ? typed : null;
    },
    write: (quiz, answer) => all(quiz, ".quiz-blank").forEach((input, i) => (input.value = answer[i] ?? "")),
    judge: (quiz, answer) => {
      const keys = all(quiz, ".quiz-marks > li").map((key) => all(key, "b").map((b) => bare(b.textContent)));
      const marks = all(quiz, ".quiz-blank").map((at, i) => ({ at, right: keys[i].includes(bare(answer[i] ?? "")) }));
      return { score: marks.filter((mark) => mark.right).length / marks.length, total: marks.length, marks };
    },
  };

  // The rules of pandu.quiz.numbers; tests/golden/quiz/numbers.yml holds both to them.
  const readNumber = (text, language, unit = "") => {
    let bare = text.replace(/\s+/g, "").replace(/([+\-−]?)rp\.?/i, "$1");
    for (const end of ["%", unit.replace(/\s+/g, "")])
      if (end && bare.toLowerCase().endsWith(end.toLowerCase())) bare = bare.slice(0, -end.length);
    const [, sign, digits] = /^([+\-−]?)([0-9.,]*[0-9][0-9.,]*)$/.exec(bare) ?? [];
    const plain = digits === undefined ? null : plainDigits(digits, language === "id" ? "." : ",");
    if (plain === null || !Number.isFinite(Number(plain))) return null;
    return sign === "-" || sign === "−" ? -Number(plain) : Number(plain);
  };

  const plainDigits = (digits, thousands) => {
    const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
    if (last < 0) return digits;
    const mark = digits[last];
    const other = mark === "." ? "," : ".";
    const whole = digits.slice(0, last).replaceAll(other, "");
    const decimals = digits.slice(last + 1);
    if (digits.includes(other)) return whole.includes(mark) ? null : `${whole}.${decimals}`;
    if (whole.includes(mark)) return digits.replaceAll(mark, "");
    const groups = mark === thousands && decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
    return groups ? whole + decimals : `${whole}.${decimals}`;
  };

  const numeric = {
    unanswered: "write",
    read: (quiz) => quiz.querySelector(".quiz-blank").value.trim() || null,
    write: (quiz, answer) => (quiz.querySelector(".quiz-blank").value = answer),
    // What holds no number is a slip of the keyboard, and costs no try.
    refuse: (answer) => (/\d/.test(answer) ? "" : "number"),
    judge: (quiz, answer) => {
      const key = quiz.querySelector(".quiz-right");
      const value = readNumber(answer, quiz.lang, key.dataset.unit);
      // A little slack, since 0.8 - 0.1 is a little more than 0.7.
      const fits = ({ dataset }) => {
        const [low, high] = [Number(dataset.low), Number(dataset.high)];
        const slack = 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
        return value !== null && value >= low - slack && value <= high + slack;
      };
      const right = fits(key);
      const known = right ? null : all(quiz, ".quiz-marks > li").find(fits);
      const reason = value !== null ? "" : /[^\s\d.,+\-−]/.test(answer) ? "unit" : "number";
      const mark = { at: quiz.querySelector(".quiz-blank"), right, feedback: feedbackIn(known) };
      return { score: Number(right), total: 1, marks: [{ ...mark, text: reason && say(reason) }] };
    },
  };

  const reflect = {
    unanswered: "write",
    read: (quiz) => (quiz.querySelector("textarea").value.trim() ? quiz.querySelector("textarea").value : null),
    write: (quiz, answer) => (quiz.querySelector("textarea").value = answer),
    judge: () => ({ score: 1, total: 0, marks: [] }),
  };

  class PanduQuiz extends HTMLElement {
    static #types = { single: choices, multiple: choices, truefalse: choices, fill, numeric, reflect };
    static readNumber = readNumber;
    static tools = { say, all, element, feedbackIn };
    #type;
    #touched = false; // the reader has begun an answer that was not checked yet
    #unkept = false; // the answer on show is stored nowhere
    #form;
    #submit;
    #output;
    #retry;
    #explanation;
    #key;

    // For scripts that bring more types: such quizzes already on the page begin to work.
    static add(types) {
      Object.assign(this.#types, types);
      for (const quiz of all(document, "pandu-quiz")) if (quiz.dataset.type in types) quiz.connectedCallback();
    }

    connectedCallback() {
      document.addEventListener("pandu-remembered", this);
      if (!this.#type && words) this.#start(PanduQuiz.#types[this.dataset.type]);
    }

    disconnectedCallback() {
      document.removeEventListener("pandu-remembered", this);
    }

    handleEvent(event) {
      if (event.type === "input") this.#touched = true;
      else if (event.type === "click") this.#tryAgain();
      else if (event.type === "submit") {
        event.preventDefault();
        this.#answer();
      } else if (this.#type && (event.detail.id ?? this.dataset.id) === this.dataset.id) this.#redraw();
    }

    #start(type) {
      if (!type) return;
      this.#type = type;
      this.#form = this.querySelector("form");
      this.fieldset = this.querySelector("fieldset");
      this.#submit = this.querySelector("[type=submit]");
      this.#output = this.querySelector("output");
      this.#key = this.querySelector(".quiz-key");
      this.#explanation = element("div", { className: "quiz-said", hidden: true });
      this.#explanation.append(...all(this, ".quiz-explanation").map((part) => part.cloneNode(true)));
      this.#retry = element("button", { type: "button", className: "quiz-retry", hidden: true }, say("retry"));
      this.#retry.addEventListener("click", this);
      this.#output.after(this.#explanation, this.#retry);
      for (const name of ["submit", "input"]) this.#form.addEventListener(name, this);
      this.toggleAttribute("data-live", true);
      this.#touched = type.start?.(this); // whether an answer was begun another day
      this.#open();
      if (this.#key) this.#key.hidden = true;
      this.#redraw();
    }

    #recall() {
      const detail = { feature: "quiz", id: this.dataset.id, data: null };
      this.dispatchEvent(new CustomEvent("pandu-recall", { bubbles: true, detail }));
      return detail.data;
    }

    // What is stored is shown. An answer just begun is left alone, whatever another tab has stored.
    #redraw() {
      const stored = this.#recall();
      const current = stored?.k === this.dataset.key;
      if (current && (this.fieldset.disabled || !this.#touched)) this.#restore(stored);
      else if (!current && this.fieldset.disabled) this.#clear();
      if (stored && !current) this.#tell("changed");
    }

    #restore(stored) {
      try {
        this.#type.write(this, stored.a);
      } catch {
        // An answer of another shape: what it left in the form shows that below.
      }
      const fits = JSON.stringify(this.#type.read(this)) === JSON.stringify(stored.a);
      if (fits) this.#show(stored);
      else this.#clear();
    }

    // For a test: what is in the form, to be put back another day, and judged with all the others.
    get answer() {
      const answer = this.#type.read(this);
      return answer !== null && this.#type.refuse?.(answer) ? null : answer;
    }

    set answer(answer) {
      this.#clear();
      if (answer !== null) this.#type.write(this, answer);
      this.#touched = true;
    }

    answerNow() {
      this.#answer();
    }

    #answer() {
      const answer = this.#type.read(this);
      if (answer === null) return this.#tell(`unanswered.${this.#type.unanswered}`);
      const refusal = this.#type.refuse?.(answer);
      if (refusal) return this.#tell(refusal);
      const stored = this.#recall();
      const tries = stored?.k === this.dataset.key ? stored.n || 0 : 0;
      const data = { a: answer, s: this.#type.judge(this, answer).score, n: tries + 1, k: this.dataset.key };
      const detail = { feature: "quiz", id: this.dataset.id, data };
      this.dispatchEvent(new CustomEvent("pandu-answered", { bubbles: true, detail }));
      this.#unkept = detail.stored !== true;
      this.#show(data);
      // The pressed button is gone; the reader would be lost at the top of the page.
      this.#retry.focus({ preventScroll: true });
    }

    // The stored score decides; where the key has changed since, marks that contradict it are left out.
    #show({ a: answer, s: score }) {
      const judged = this.#type.judge(this, answer);
      const verdict = score >= 1 ? "right" : score > 0 ? "partly" : "wrong";
      this.#open();
      this.#touched = false;
      if (Math.abs(judged.score - score) < 1e-6) judged.marks.forEach((mark) => this.#mark(mark));
      const right = Math.round(score * judged.total);
      const word = verdict === "partly" ? (this.#type.partly ?? verdict) : verdict;
      this.#tell(judged.total ? word : "done", { right, total: judged.total });
      this.#output.dataset.verdict = judged.total ? verdict : "";
      if (this.#unkept) this.#output.append(element("small", {}, say("unkept")));
      this.fieldset.disabled = true;
      this.#submit.hidden = this.#submit.disabled = true;
      this.#retry.hidden = false;
      this.#explanation.hidden = !this.#explanation.hasChildNodes();
      if (this.#key) this.#key.hidden = false;
    }

    #mark({ at, right, feedback, text }) {
      const verdict = right ? "right" : "wrong";
      const place = at.matches("input") ? this.fieldset : at;
      if (right !== undefined) {
        at.dataset.verdict = verdict;
        const word = element("span", { className: "quiz-mark" }, say(verdict));
        word.dataset.verdict = verdict;
        if (place === at) at.append(word);
        else at.after(word);
      }
      if (text) place.append(element("p", { className: "quiz-said" }, text));
      if (feedback) place.append(element("div", { className: "quiz-said" }, ...feedback.cloneNode(true).childNodes));
    }

    // Ready for an answer: what is in the form stays there.
    #open() {
      for (const mark of all(this.fieldset, ".quiz-mark, .quiz-said:not(.quiz-story *)")) mark.remove();
      for (const at of all(this, "[data-verdict]")) delete at.dataset.verdict;
      this.fieldset.disabled = false;
      this.#submit.hidden = this.#submit.disabled = false;
      this.#output.hidden = this.#retry.hidden = this.#explanation.hidden = true;
    }

    #clear() {
      this.#open();
      this.#form.reset();
      this.#type.reset?.(this);
      this.#touched = false;
      if (this.#key) this.#key.hidden = true;
    }

    #tryAgain() {
      this.#open();
      this.#type.again?.(this);
      this.#touched = true;
      const fields = all(this.fieldset, "input, select, textarea, button").filter((field) => field.getClientRects().length);
      (fields.find((field) => field.checked) ?? fields[0]).focus();
    }

    #tell(word, values) {
      this.#output.hidden = false;
      this.#output.replaceChildren(say(word, values));
    }
  }
  customElements.define("pandu-quiz", PanduQuiz);
}
