// Types of quiz in which things are moved or chosen a row at a time: order, match, categorise. Loaded only on
// pages that have one. Answers: order = indices as the reader placed them; match, categorise = one index each.
customElements.whenDefined("pandu-quiz").then((PanduQuiz) => {
  const { say, all, element, feedbackIn } = PanduQuiz.tools;
  const rows = (quiz) => all(quiz, ".quiz-rows > li");
  const index = (row) => Number(row.dataset.index);
  const keys = (quiz) => all(quiz, ".quiz-marks > li");
  const textOf = (item) => item.querySelector(".quiz-text").textContent.trim();

  const place = (quiz, answer) => {
    const found = new Map(rows(quiz).map((row) => [index(row), row]));
    quiz.querySelector(".quiz-rows").append(...answer.map((i) => found.get(i)).filter(Boolean));
    limit(quiz);
  };

  // The first row cannot go up. Not `disabled`: its button would lose the focus under the reader's hand.
  const limit = (quiz) =>
    rows(quiz).forEach((row, i, { length }) => {
      const [up, down] = all(row, "button");
      up.setAttribute("aria-disabled", i === 0);
      down.setAttribute("aria-disabled", i === length - 1);
    });

  const move = (quiz, row, up) => {
    // The neighbour moves, so that the row keeps the focus.
    if (up) row.previousElementSibling && row.after(row.previousElementSibling);
    else row.nextElementSibling && row.before(row.nextElementSibling);
    limit(quiz);
    const now = rows(quiz);
    const values = { text: textOf(row), place: now.indexOf(row) + 1, total: now.length };
    quiz.moves.textContent = say("moved", values);
    row.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const order = {
    unanswered: "move",
    partly: "partly.order",
    start: (quiz) => {
      quiz.shown = rows(quiz).map(index);
      quiz.moves = element("span", { className: "quiz-moves", role: "status" });
      quiz.fieldset.append(quiz.moves);
      for (const row of rows(quiz)) {
        const button = (name) => {
          const made = element("button", { type: "button", className: `quiz-${name}` });
          made.setAttribute("aria-label", say(name, { text: textOf(row) }));
          made.addEventListener("click", () => move(quiz, row, name === "up"));
          return made;
        };
        row.append(element("span", { className: "quiz-arrows" }, button("up"), button("down")));
      }
      limit(quiz);
    },
    // The order first shown is never the right one, and nobody has chosen it.
    read: (quiz) => {
      const answer = rows(quiz).map(index);
      return String(answer) === String(quiz.shown) ? null : answer;
    },
    write: place,
    reset: (quiz) => place(quiz, quiz.shown),
    judge: (quiz, answer) => {
      const total = answer.length - 1;
      const kept = answer.filter((item, i) => i > 0 && item === answer[i - 1] + 1).length;
      const marks = rows(quiz).map((at) => {
        const text = kept < total ? say("place", { place: index(at) + 1 }) : "";
        return { at, text, feedback: feedbackIn(keys(quiz)[index(at)]) };
      });
      return { score: kept / total, total, marks };
    },
  };

  const selects = (quiz) =>
    rows(quiz)
      .sort((a, b) => index(a) - index(b))
      .map((row) => row.querySelector("select"));

  const match = {
    unanswered: "choose",
    start: (quiz) => {
      const letters = all(quiz, ".quiz-letters > li").map((item, i) => [
        `${String.fromCharCode(65 + i)}. ${textOf(item)}`,
        item.dataset.index,
      ]);
      for (const row of rows(quiz)) {
        const select = element("select", {}, new Option(say("choose"), ""));
        select.append(...letters.map(([text, value]) => new Option(text, value)));
        select.setAttribute("aria-label", textOf(row));
        row.append(select);
      }
    },
    read: (quiz) => {
      const answer = selects(quiz).map(({ value }) => (value === "" ? null : Number(value)));
      return answer.some((choice) => choice !== null) ? answer : null;
    },
    write: (quiz, answer) => selects(quiz).forEach((select, i) => (select.value = answer[i] ?? "")),
    judge: (quiz, answer) => {
      const marks = selects(quiz).map((select, i) => {
        const key = keys(quiz)[i];
        return { at: select.closest("li"), right: Number(key.dataset.right) === answer[i], feedback: feedbackIn(key) };
      });
      return { score: marks.filter((mark) => mark.right).length / marks.length, total: marks.length, marks };
    },
  };

  PanduQuiz.add({ order, match, categorise: match });
});
