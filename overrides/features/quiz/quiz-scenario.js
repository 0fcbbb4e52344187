// A story with choices, played one scene at a time. Loaded only on pages that have one. Answer: the index of each
// choice taken, in their order, once an ending is reached; until then the way so far is kept as a draft.
customElements.whenDefined("pandu-quiz").then((PanduQuiz) => {
  const { say, all, element } = PanduQuiz.tools;
  const scenes = (quiz) => all(quiz, ".quiz-scene");
  const choices = (scene) => all(scene, ".quiz-choices > li");
  // "k=2; i=-1" → [["k", "2"], ["i", "-1"]]
  const pairs = (text) => (text ? text.split("; ").map((each) => each.split(/=(.*)/s).slice(0, 2)) : []);
  const draft = (quiz, data) => {
    const detail = { feature: "draft", id: quiz.dataset.id, data };
    quiz.dispatchEvent(new CustomEvent(data ? "pandu-answered" : "pandu-recall", { bubbles: true, detail }));
    return detail.data;
  };

  const holds = (condition, score) => {
    const test = (text) => {
      const [, name, sign, value] = /^(\w+)(>=|<=)(.+)$/.exec(text);
      return sign === ">=" ? score[name] >= Number(value) : score[name] <= Number(value);
    };
    if (!condition) return true;
    return condition.includes("|") ? condition.split("|").some(test) : condition.split("&").every(test);
  };

  // The scenes on the way, what was chosen there, and what it came to.
  const walk = (quiz, way) => {
    const score = Object.fromEntries(quiz.measures.map(([name]) => [name, 0]));
    const steps = [];
    let scene = scenes(quiz)[0];
    for (const index of way) {
      const choice = choices(scene)[index];
      if (!choice) break;
      steps.push({ scene, choice, index });
      for (const [name, delta] of pairs(choice.dataset.deltas)) score[name] += Number(delta);
      const { target } = choice.dataset;
      scene = scenes(quiz).find(({ dataset }) =>
        target === "akhir" ? dataset.ending !== undefined && holds(dataset.ending, score) : dataset.scene === target,
      );
    }
    return { scene, steps, score };
  };

  const named = (quiz, deltas) =>
    deltas.map(([name, value]) => {
      const sign = value > 0 ? "+" : "";
      return `${quiz.measures.find(([each]) => each === name)[1]} ${sign}${value}`.replace("-", "−");
    });

  const step = (quiz, { scene, choice, index }) => {
    const said = quiz.querySelector(`[data-choice="${scene.dataset.scene} ${"abcdefghij"[index]}"] .quiz-text`);
    const item = element("li", { tabIndex: -1 });
    item.append(scene.querySelector(".quiz-scene-title .quiz-text").cloneNode(true));
    item.append(element("p", { className: "quiz-chosen" }, say("choice", { text: choice.textOf })));
    if (said) item.append(element("div", { className: "quiz-said" }, said.cloneNode(true)));
    const deltas = named(quiz, pairs(choice.dataset.deltas));
    if (deltas.length) item.append(element("p", { className: "quiz-deltas" }, deltas.join(" · ")));
    return item;
  };

  const draw = (quiz) => {
    const { scene, steps, score } = walk(quiz, quiz.way);
    for (const each of scenes(quiz)) each.toggleAttribute("data-off", each !== scene);
    quiz.story.replaceChildren(...steps.map((each) => step(quiz, each)));
    quiz.score.textContent = quiz.measures.map(([name, text]) => `${text} ${score[name]}`.replace("-", "−")).join(" · ");
    quiz.score.hidden = !steps.length;
    quiz.back.hidden = !steps.length || scene.dataset.ending !== undefined;
    quiz.ended = scene.dataset.ending !== undefined;
  };

  const go = (quiz, way) => {
    quiz.way = way;
    draw(quiz);
    draft(quiz, { a: quiz.ended ? [] : way, k: quiz.dataset.key });
    if (quiz.ended) quiz.answerNow();
    const last = quiz.story.lastElementChild;
    // What came of the choice is read first, the next scene after it.
    (last ?? choices(scenes(quiz)[0])[0].querySelector("button")).focus({ preventScroll: true });
    last?.scrollIntoView({ block: "start" });
  };

  const scenario = {
    unanswered: "choose",
    start: (quiz) => {
      quiz.measures = pairs(quiz.querySelector(".quiz-measures").dataset.measures);
      quiz.way = [];
      quiz.story = element("ol", { className: "quiz-story" });
      quiz.score = element("p", { className: "quiz-score" });
      quiz.back = element("button", { type: "button", className: "quiz-back" }, say("back"));
      quiz.back.addEventListener("click", () => go(quiz, quiz.way.slice(0, -1)));
      scenes(quiz)[0].before(quiz.story);
      quiz.fieldset.append(quiz.back, quiz.score);
      for (const scene of scenes(quiz)) {
        choices(scene).forEach((choice, index) => {
          const text = choice.querySelector(".quiz-text");
          choice.textOf = text.textContent.trim();
          const button = element("button", { type: "button" }, ...text.childNodes);
          button.addEventListener("click", () => go(quiz, [...quiz.way, index]));
          text.replaceWith(button);
        });
      }
      const kept = draft(quiz);
      if (kept?.k === quiz.dataset.key) quiz.way = kept.a;
      draw(quiz);
      return quiz.way.length > 0;
    },
    read: (quiz) => (quiz.ended ? quiz.way : null),
    write: (quiz, answer) => {
      quiz.way = answer;
      draw(quiz);
    },
    reset: (quiz) => scenario.write(quiz, []),
    again: (quiz) => scenario.write(quiz, []),
    judge: () => ({ score: 1, total: 0, marks: [] }),
  };

  PanduQuiz.add({ scenario });
});
