// What the reader answered, kept on this device and sent nowhere: contract C5. The only script that touches
// localStorage. pandu:1:<profile>:<feature>:<id> holds {"t": seconds, "d": data}; <key>:bak is the last good
// copy, <key>:bad what could not be read. Other scripts speak to it by events:
// pandu-answered and pandu-recall, the progress page also pandu-store; pandu-remembered is its news to all.
(() => {
  const OURS = "pandu:";
  const ROOT = `${OURS}1:`;
  const CURRENT = `${ROOT}_:memory:profile`;
  const words = JSON.parse(document.querySelector('script[data-words="memory"]').textContent);
  const unsaved = new Map(); // answers that found no room: they live as long as this page
  const told = new Set();

  let disk;
  try {
    disk = window.localStorage;
  } catch {
    // Denied by the browser. Every use below fails too, and is caught there.
  }

  function keys() {
    try {
      return Object.keys(disk).filter((key) => key.startsWith(OURS));
    } catch {
      return null;
    }
  }

  function get(key) {
    try {
      return disk.getItem(key);
    } catch {
      return null;
    }
  }

  // Returns what went wrong: "" is nothing.
  function put(key, text) {
    try {
      disk.setItem(key, text);
      return "";
    } catch (error) {
      return error.name === "QuotaExceededError" ? "full" : "denied";
    }
  }

  function forget(key) {
    unsaved.delete(key);
    for (const each of [key, `${key}:bak`, `${key}:bad`]) {
      try {
        disk.removeItem(each);
      } catch {
        // Nothing was stored there.
      }
    }
  }

  function parse(text) {
    try {
      const value = JSON.parse(text);
      return Number.isFinite(value.t) && value.d != null ? value : null;
    } catch {
      return null;
    }
  }

  function read(key) {
    if (unsaved.has(key)) return unsaved.get(key);
    const text = get(key);
    const value = parse(text);
    if (value || text === null) return value;
    const copy = get(`${key}:bak`);
    const good = parse(copy);
    // Set aside first: where there is no room for that, the damaged text stays where it is.
    if (!put(`${key}:bad`, text)) good ? put(key, copy) : disk.removeItem(key);
    tell(good ? "restored" : "lost");
    return good;
  }

  function write(key, value) {
    read(key); // sets aside what cannot be read, before it is overwritten
    const text = JSON.stringify(value);
    const failure = put(key, text);
    if (failure) return failure;
    unsaved.delete(key);
    put(`${key}:bak`, text);
    return "";
  }

  function current() {
    const letter = read(CURRENT)?.d;
    return /^[a-z]$/.test(letter) ? letter : "a";
  }

  const now = () => Math.floor(Date.now() / 1000);
  const keyOf = ({ profile = current(), feature, id }) => `${ROOT}${profile}:${feature}:${id}`;
  const announce = (detail = {}) => document.dispatchEvent(new CustomEvent("pandu-remembered", { detail }));

  // Notices stand at the lower edge until closed, each once a page.
  const notices = document.createElement("div");
  notices.className = "memory-notices";
  notices.setAttribute("role", "status");
  (document.querySelector("main") ?? document.body).append(notices);

  function tell(word) {
    notify({ text: words[word] });
  }

  // `action` labels a button that runs something.
  function notify({ text, action, run }) {
    if (told.has(text)) return;
    told.add(text);
    const notice = document.createElement("p");
    const button = (textContent, onclick) =>
      Object.assign(document.createElement("button"), { type: "button", textContent, onclick });
    notice.append(text, action ? button(action, run) : "", button(words.close, () => notice.remove()));
    notices.append(notice);
  }
  document.addEventListener("pandu-notice", ({ detail }) => notify(detail));

  document.addEventListener("pandu-answered", ({ detail }) => {
    const key = keyOf(detail);
    const value = { t: now(), d: detail.data };
    const failure = write(key, value);
    detail.stored = !failure;
    if (failure) unsaved.set(key, value);
    if (failure && detail.profile !== "_") tell(failure);
    announce({ feature: detail.feature, id: detail.id });
  });

  document.addEventListener("pandu-recall", ({ detail }) => {
    detail.data = read(keyOf(detail))?.d ?? null;
  });

  document.addEventListener("pandu-store", ({ detail }) => {
    detail.store = { ROOT, CURRENT, keys: () => keys() ?? [], read, write, forget, current, now, announce };
  });

  // Another tab wrote, or the reader came back to a page that the browser had put to sleep.
  window.addEventListener("storage", ({ key }) => {
    unsaved.delete(key);
    const [, feature, id] = /^pandu:1:[a-z]:([^:]+):([^:]+)$/.exec(key) ?? [];
    if (feature) announce({ feature, id });
    else if (key === null || key.startsWith(`${ROOT}_:`)) announce();
  });
  window.addEventListener("pageshow", ({ persisted }) => persisted && announce());

  // "3 dari 6 soal": how many of the questions in data-quizzes (id:key …) have an answer. A question whose key
  // is another by now was changed after it was answered, and is asked again.
  class PanduProgress extends HTMLElement {
    connectedCallback() {
      const label = document.createElement("label");
      this.questions = this.textContent;
      this.text = document.createElement("span");
      this.bar = document.createElement("progress");
      label.append(this.text, this.bar);
      this.replaceChildren(label);
      document.addEventListener("pandu-remembered", () => this.draw());
      this.draw();
    }

    draw() {
      const quizzes = this.dataset.quizzes.split(" ").map((quiz) => quiz.split(":"));
      const done = quizzes.filter(([id, key]) => read(keyOf({ feature: "quiz", id }))?.d.k === key).length;
      this.text.textContent = words.progress.replace("{done}", done).replace("{questions}", this.questions);
      this.bar.max = quizzes.length;
      this.bar.value = done;
      this.toggleAttribute("data-done", done === quizzes.length);
    }
  }
  customElements.define("pandu-progress", PanduProgress);

  const stored = keys();
  const asks = document.querySelector("pandu-quiz, pandu-profiles");
  if (asks && !stored) tell("denied");
  if (asks && stored?.some((key) => !key.startsWith(ROOT))) tell("version");
})();
