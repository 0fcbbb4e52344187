// Keeps what is read for days without a connection, says in the foot what is kept, and offers a newer release once
// it is here. The work is the service worker's (sw.js); save.js has the button that keeps all of a language.
(() => {
  const { serviceWorker, connection } = navigator;
  const foot = document.querySelector(".foot-offline");
  if (!serviceWorker || !foot) return;
  const words = JSON.parse(document.querySelector('script[data-words="offline"]').textContent);
  const { root, language } = foot.dataset;
  const [text, save, forget] = foot.children;
  const wasControlled = serviceWorker.controller;
  const unanswered = new Set(); // quizzes in which an answer was begun
  let newer; // release, fetched whole
  let news; // not told yet, or not heeded
  let mayReload;

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  // Puts a question to the worker; `answer` gets everything it says.
  async function ask(question, answer) {
    const { active } = await serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => answer(data);
    active.postMessage({ ...question, language }, [port2]);
  }

  const show = () =>
    ask({ do: "report" }, (report) => {
      text.textContent = report.text;
      save.hidden = report.whole;
      forget.hidden = !report.some;
      foot.hidden = false;
      tell("pandu-kept", report);
    });

  function reload() {
    if (unanswered.size && !confirm(words.unanswered)) return;
    mayReload = true;
    newer ? newer.postMessage({ do: "activate" }) : location.reload();
  }

  function offer(text = news) {
    news = text;
    if (news && !unanswered.size) tell("pandu-notice", { text, action: words.reload, run: reload });
  }

  async function register() {
    const registration = await serviceWorker.register(`${root}/sw.js`, { updateViaCache: "none" });
    const check = () => {
      newer = serviceWorker.controller && registration.waiting;
      if (newer) offer(words.newer);
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
    else if (wasControlled) offer(words.elsewhere);
  });
  const begin = ({ target }) => {
    const form = target.closest("pandu-quiz fieldset")?.form;
    if (form) unanswered.add(form.parentNode);
  };
  document.addEventListener("input", begin);
  document.addEventListener("click", begin);
  document.addEventListener("pandu-answered", ({ target }) => unanswered.delete(target) && offer());
  document.addEventListener("pandu-wiped", () => ask({ do: "forget" }, show));
  forget.addEventListener("click", () => confirm(words.forget) && ask({ do: "forget" }, show));

  self.panduOffline = { ask, register, show };
  // Where data is to be spared, nothing is kept before the reader asks for it.
  if (wasControlled || !connection?.saveData) addEventListener("load", () => register().catch(() => {}));
})();
