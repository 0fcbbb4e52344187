// "Simpan untuk luring": keeps all of a language, shows how far it is, and says what stops it. Loaded with the pages
// that have the button; offline.js is there before it.
(() => {
  const SILENCE = 75_000; // milliseconds: longer than the worker waits for one file, so it was ended
  const words = JSON.parse(document.querySelector('script[data-words="offline.save"]').textContent);
  const offline = self.panduOffline;

  class PanduOffline extends HTMLElement {
    connectedCallback() {
      const { bytes, size } = this.dataset;
      if (!offline || !window.isSecureContext) return void (this.textContent = words.unable);
      this.button = Object.assign(document.createElement("button"), { type: "button", className: "md-button" });
      this.button.textContent = words.save.replace("{size}", size ?? "");
      this.bar = Object.assign(document.createElement("progress"), { hidden: true, max: Number(bytes) || 1 });
      this.bar.ariaLabel = words.progress;
      this.said = document.createElement("p");
      this.said.setAttribute("role", "status");
      this.replaceChildren(this.button, this.bar, this.said);
      this.button.addEventListener("click", () => this.save());
      document.addEventListener("pandu-kept", ({ detail }) => this.show(detail));
      offline.show();
    }

    show({ whole, text }) {
      if (this.saving) return;
      const stays = whole ? this.done : this.failed; // what was said last
      if (!stays) this.said.textContent = text;
      this.button.hidden = whole;
      this.done = whole;
    }

    async save() {
      this.saving = this.button.disabled = true;
      this.failed = false;
      this.bar.hidden = false;
      this.bar.value = 0;
      this.said.textContent = words.begin;
      navigator.storage?.persist?.(); // asks the browser not to clear it when room gets scarce
      try {
        await offline.register();
        await offline.ask({ do: "save" }, (news) => this.hear(news));
      } catch {
        this.hear({ state: "stopped" });
      }
    }

    hear({ state, done, total }) {
      clearTimeout(this.silence);
      if (state === "saving") {
        this.silence = setTimeout(() => this.hear({ state: "stopped" }), SILENCE);
        this.bar.max = total;
        this.bar.value = done;
        this.said.textContent = words.saving.replace("{percent}", Math.floor((100 * done) / total));
        return;
      }
      this.saving = this.button.disabled = false;
      this.bar.hidden = true;
      this.done = state === "saved";
      this.failed = !this.done;
      this.said.textContent = words[state];
      if (state === "saved") offline.show();
    }
  }
  customElements.define("pandu-offline", PanduOffline);
})();
