// Who learns on this device, and wiping it. Answers are read and written through memory.js.
(() => {
  const words = JSON.parse(document.querySelector('script[data-words="progress"]').textContent);
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const { store } = ask("pandu-store");
  const NAMES = `${store.ROOT}_:profiles`;

  function ask(name) {
    const detail = {};
    document.dispatchEvent(new CustomEvent(name, { detail }));
    return detail;
  }

  const answersOf = (letter) =>
    store.keys().filter((key) => key.startsWith(`${store.ROOT}${letter}:`) && key.split(":").length === 5);

  // Letter → name; "" is a person without a name, called "Orang 1" in the language of the page. Whoever has
  // answers is listed, even if the list of names was lost.
  function profiles() {
    const names = Object.entries(store.read(NAMES)?.d ?? { a: "" });
    const found = Object.fromEntries(
      names.filter(([letter, name]) => /^[a-z]$/.test(letter) && typeof name === "string"),
    );
    const letters = store.keys().map((key) => /^pandu:1:([a-z]):/.exec(key)?.[1]);
    for (const letter of [store.current(), ...letters]) if (letter) found[letter] ??= "";
    return Object.fromEntries(Object.entries(found).sort());
  }

  const nameOf = (letter) =>
    profiles()[letter] || fill(words.person, { n: letter.charCodeAt(0) - "a".charCodeAt(0) + 1 });

  // A question in a dialog; resolves to false, or true, or the text of the field when there is one.
  let answered = Promise.resolve();

  async function question(text, yes, { field } = {}) {
    await answered; // "close" comes late: asked again at once, it would answer the next question
    const dialog = document.querySelector(".progress-dialog");
    const input = dialog.querySelector("input");
    const [accept, refuse] = dialog.querySelectorAll("button");
    dialog.querySelector("p").textContent = text;
    accept.textContent = yes;
    accept.className = field === undefined ? "progress-danger" : "";
    input.closest("label").hidden = field === undefined;
    input.value = field ?? "";
    dialog.returnValue = "";
    dialog.showModal();
    (field === undefined ? refuse : input).focus();
    answered = new Promise((resolve) => {
      const close = () => resolve(dialog.returnValue === "yes" && (field === undefined || input.value.trim()));
      dialog.addEventListener("close", close, { once: true });
    });
    return answered;
  }

  class Tool extends HTMLElement {
    connectedCallback() {
      this.replaceChildren(document.getElementById(this.constructor.template).content.cloneNode(true));
      this.addEventListener("click", this);
      document.addEventListener("pandu-remembered", () => this.draw());
      this.draw();
    }

    handleEvent({ target }) {
      const action = target.closest("[data-do]")?.dataset.do;
      if (action) this[action](target.closest("[data-letter]")?.dataset.letter);
    }

    say(word, values) {
      this.querySelector('[role="status"]').textContent = fill(words[word], values);
    }
  }

  class PanduProfiles extends Tool {
    static template = "progress-profiles";

    get currentName() {
      return nameOf(store.current());
    }

    draw() {
      const { activeElement } = document;
      const focused = this.contains(activeElement) && activeElement.closest("[data-letter]");
      const all = Object.keys(profiles());
      this.querySelector(".progress-people").replaceChildren(...all.map((letter) => this.row(letter, all.length > 1)));
      if (focused) this.focusOn(focused.dataset.letter, activeElement.dataset.do);
    }

    row(letter, removable) {
      const row = document.getElementById("progress-profile").content.firstElementChild.cloneNode(true);
      const name = nameOf(letter);
      row.dataset.letter = letter;
      row.querySelector("input").checked = letter === store.current();
      row.querySelector("b").textContent = name;
      row.querySelector("small").textContent = fill(words.answers, { n: answersOf(letter).length });
      for (const button of row.querySelectorAll("button")) {
        button.setAttribute("aria-label", `${button.textContent}: ${name}`);
      }
      row.querySelector('[data-do="delete"]').hidden = !removable;
      return row;
    }

    focusOn(letter, action) {
      const row = this.querySelector(`[data-letter="${letter}"]`);
      (row ?? this).querySelector(`[data-do="${row ? action : "add"}"]`).focus();
    }

    // Writes the list of names or who is learning now; says why where that fails.
    keep(key, data) {
      const failure = store.write(key, { t: store.now(), d: data });
      if (failure) this.say(failure);
      store.announce();
      return !failure;
    }

    use(letter) {
      if (letter !== store.current() && this.keep(store.CURRENT, letter)) this.say("using", { name: nameOf(letter) });
    }

    add() {
      const taken = profiles();
      const letter = [..."abcdefghijklmnopqrstuvwxyz"].find((each) => !(each in taken));
      if (!letter) return this.say("crowded");
      if (this.keep(NAMES, { ...taken, [letter]: "" })) this.use(letter);
    }

    async rename(letter) {
      const name = nameOf(letter);
      const chosen = await question(fill(words.rename, { name }), words.save, { field: name });
      if (chosen && chosen !== name && this.keep(NAMES, { ...profiles(), [letter]: chosen })) {
        this.say("renamed", { name: chosen });
      }
    }

    async delete(letter) {
      const [name, n] = [nameOf(letter), answersOf(letter).length];
      if (!(await question(fill(words.delete, { name, n }), words.delete_yes))) return;
      for (const key of store.keys()) if (key.startsWith(`${store.ROOT}${letter}:`)) store.forget(key);
      const { [letter]: gone, ...others } = profiles();
      if (letter === store.current()) this.keep(store.CURRENT, Object.keys(others)[0]);
      if (this.keep(NAMES, others)) this.say("deleted", { name });
    }
  }

  class PanduWipe extends Tool {
    static template = "progress-wipe";

    get numbers() {
      const letters = Object.keys(profiles());
      return { people: letters.length, n: letters.flatMap(answersOf).length };
    }

    draw() {
      this.querySelector(".progress-count").textContent = fill(words.on_device, this.numbers);
    }

    async wipe() {
      if (!(await question(fill(words.wipe, this.numbers), words.wipe_yes))) return;
      for (const key of store.keys()) store.forget(key);
      store.announce();
      this.say("wiped");
      document.dispatchEvent(new CustomEvent("pandu-wiped"));
    }
  }

  customElements.define("pandu-profiles", PanduProfiles);
  customElements.define("pandu-wipe", PanduWipe);
})();
