// Says in the foot what is kept for reading offline, and offers a newer release. The work is done by sw.js.
(() => {
  const { serviceWorker, connection } = navigator;
  const foot = document.querySelector(".foot-offline");
  if (!serviceWorker || !foot) return;
  const { root, language } = foot.dataset;
  const [text, save, forget] = foot.children;
  const wasControlled = serviceWorker.controller;
  const unanswered = new Set(); // quizzes in which an answer was begun
  let words; // come with the worker's report
  let newer; // the worker of a release that is here whole
  let news; // "newer" or "elsewhere", not told yet
  let mayReload;

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  // `answer` gets everything the worker says.
  async function ask(question, answer) {
    const { active } = await serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => answer(data);
    active.postMessage({ ...question, language }, [port2]);
  }

  const show = () =>
    ask({ do: "report" }, (report) => {
      words = report.words;
      text.textContent = report.text;
      save.hidden = report.whole;
      forget.hidden = !report.some;
      foot.hidden = false;
      tell("pandu-kept", report);
      offer();
    });

  function reload() {
    if (unanswered.size && !confirm(words.unanswered)) return;
    mayReload = true;
    if (!newer) return location.reload();
    serviceWorker.controller.postMessage({ do: "pause" });
    newer.postMessage({ do: "activate" });
  }

  function offer(word = news) {
    news = word;
    if (news && words && !unanswered.size) tell("pandu-notice", { text: words[news], action: words.reload, run: reload });
  }

  async function register() {
    const registration = await serviceWorker.register(`${root}/sw.js`, { updateViaCache: "none" });
    const check = () => {
      newer = serviceWorker.controller && registration.waiting;
      if (newer) offer("newer");
    };
    const watch = () => registration.installing?.addEventListener("statechange", check);
    registration.addEventListener("updatefound", watch);
    watch();
    check();
    show();
  }

  serviceWorker.addEventListener("controllerchange", () => {
    newer = null;
    if (mayReload) location.reload();
    else if (wasControlled) offer("elsewhere");
  });
  const begin = ({ target }) => target.closest("pandu-quiz fieldset") && unanswered.add(target.closest("pandu-quiz"));
  document.addEventListener("input", begin);
  document.addEventListener("click", begin);
  document.addEventListener("pandu-answered", ({ target }) => unanswered.delete(target) && offer());
  const clear = () => ask({ do: "forget" }, show);
  document.addEventListener("pandu-wiped", clear);
  forget.addEventListener("click", () => confirm(words.forget) && clear());

  self.panduOffline = { ask, register, show };
  // Where data is to be spared, nothing is kept unasked.
  if (wasControlled || !connection?.saveData) addEventListener("load", () => register().catch(() => {}));
})();
