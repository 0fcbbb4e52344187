// Backups of one person's answers: out as a file or as text, and in again from either. Contract C5.
(() => {
  const words = JSON.parse(document.querySelector('script[data-words="progress"]').textContent);
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const asked = {};
  document.dispatchEvent(new CustomEvent("pandu-store", { detail: asked }));
  const { store } = asked;
  const FORMAT = 1;
  const KEY = /^pandu:1:[a-z]:([a-z-]+:[a-z0-9-]+)$/;
  const DATE = /^\d{4}-\d\d-\d\d$/;

  const prefix = () => `${store.ROOT}${store.current()}:`;
  const person = () => document.querySelector("pandu-profiles").currentName;

  function answers() {
    const keys = store.keys().filter((key) => key.startsWith(prefix()) && KEY.test(key));
    return keys.sort().map((key) => [key, store.read(key)]).filter(([, value]) => value);
  }

  // The names people gave themselves stay on the device.
  function backup() {
    const date = new Date().toLocaleDateString("sv-SE"); // year-month-day of the device's own time zone
    const { version } = document.getElementById("progress-export").dataset;
    return JSON.stringify({ v: FORMAT, version, date, keys: Object.fromEntries(answers()) });
  }

  // What a text holds: `entries` of feature:id and value, or in `refusal` why it cannot be used.
  function examine(text) {
    let data;
    try {
      // Messengers add words before and after.
      data = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
    } catch {
      return { refusal: text.includes('"pandu:') ? "damaged" : "foreign" };
    }
    const { v, version, date, keys } = data;
    if (!Number.isInteger(v) || typeof version !== "string" || !keys) return { refusal: "foreign" };
    if (v !== FORMAT) return { refusal: v > FORMAT ? "newer" : "foreign" };
    const entries = Object.entries(keys).map(([key, value]) => [KEY.exec(key)?.[1], value]);
    const good = ([name, value]) => name && Number.isFinite(value?.t) && value.d != null;
    if (!DATE.test(date) || !entries.every(good)) return { refusal: "damaged" };
    return { version, date, entries };
  }

  // Of two answers to a question the newer one stays; at equal age the one on the device.
  function compare(entries) {
    const sorted = { added: [], replaced: [], kept: [] };
    for (const [name, { t, d }] of entries) {
      const key = prefix() + name;
      const here = store.read(key);
      sorted[!here ? "added" : t > here.t ? "replaced" : "kept"].push([key, { t, d }]);
    }
    return sorted;
  }

  class Tool extends HTMLElement {
    connectedCallback() {
      this.replaceChildren(document.getElementById(this.constructor.template).content.cloneNode(true));
      this.status = this.querySelector('[role="status"]');
      this.text = this.querySelector("textarea");
      this.addEventListener("click", ({ target }) => this[target.dataset.do]?.());
      document.addEventListener("pandu-remembered", () => this.draw());
      this.draw();
    }

    say(word, values) {
      this.status.textContent = fill(words[word], values);
    }
  }

  class PanduExport extends Tool {
    static template = "progress-export";

    draw() {
      this.text.value = backup();
      const count = fill(words.answers_of, { name: person(), n: answers().length });
      this.querySelector(".progress-count").textContent = count;
    }

    download() {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([this.text.value], { type: "application/json" }));
      link.download = `pandu-csr-${JSON.parse(this.text.value).date}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
      this.say("downloaded", { file: link.download });
    }

    async copy() {
      this.text.select();
      try {
        await navigator.clipboard.writeText(this.text.value);
        this.say("copied");
      } catch {
        // Opened from a folder, or not allowed: the old way, else by hand.
        this.say(document.execCommand("copy") ? "copied" : "copy_by_hand");
      }
    }
  }

  class PanduImport extends Tool {
    static template = "progress-import";

    connectedCallback() {
      super.connectedCallback();
      this.decide = this.querySelector('[data-do="apply"]').parentElement;
      const input = this.querySelector('input[type="file"]');
      input.addEventListener("change", async () => {
        const text = await input.files[0]?.text();
        input.value = ""; // so that choosing the same file again is a change again
        if (text !== undefined) this.consider(text);
      });
    }

    // Another person was chosen or an answer came: what would change is another thing now.
    draw() {
      if (this.found) this.summarise();
    }

    check() {
      this.consider(this.text.value);
    }

    consider(text) {
      const found = examine(text);
      this.found = found.refusal ? null : found;
      this.decide.hidden = true;
      if (found.refusal) this.say(text.trim() ? found.refusal : "empty");
      else this.summarise();
    }

    summarise() {
      const { version, date, entries } = this.found;
      const { added, replaced, kept } = compare(entries);
      const options = { dateStyle: "long", timeZone: "UTC" };
      const made = new Date(date).toLocaleDateString(document.documentElement.lang, options);
      const list = document.createElement("ul");
      for (const [word, n] of [
        ["holds", entries.length],
        ["made", 0],
        ["adds", added.length],
        ["replaces", replaced.length],
        ["keeps", kept.length],
      ]) {
        const item = document.createElement("li");
        item.textContent = fill(words[word], { n, made, version, name: person() });
        list.append(item);
      }
      this.status.replaceChildren(list);
      this.decide.hidden = added.length + replaced.length === 0;
    }

    apply() {
      const { added, replaced } = compare(this.found.entries);
      const changes = [...added, ...replaced];
      const failed = changes.findIndex(([key, value]) => store.write(key, value));
      this.cancel();
      if (failed < 0) this.say("applied", { n: changes.length, name: person() });
      else this.say("applied_partly", { n: failed, all: changes.length });
      store.announce();
    }

    cancel() {
      this.found = null;
      this.decide.hidden = true;
      this.text.value = this.status.textContent = "";
      this.status.focus();
    }
  }

  customElements.define("pandu-export", PanduExport);
  customElements.define("pandu-import", PanduImport);
})();
