// "Bagikan HTML": hands a file of the download page, or the page's address, to WhatsApp or whatever else the device
// has for sharing. Where it has nothing, or refuses such files, no button appears: the link beside it does.
(() => {
  if (!navigator.share || !location.protocol.startsWith("http")) return;
  const words = JSON.parse(document.querySelector('script[data-words="offline.downloads"]').textContent);
  const TYPES = { html: "text/html", pdf: "application/pdf" };

  class PanduShare extends HTMLElement {
    connectedCallback() {
      this.link = this.closest(".download").querySelector("a");
      const name = this.link.download;
      const form = name.split(".").pop();
      if (name && !navigator.canShare?.({ files: [new File(["-"], name, { type: TYPES[form] })] })) return;
      this.type = TYPES[form];
      this.button = Object.assign(document.createElement("button"), { type: "button" });
      this.button.textContent = name ? words.file.replace("{form}", form.toUpperCase()) : words.address;
      this.said = document.createElement("span");
      this.said.setAttribute("role", "status");
      this.replaceChildren(this.button, " ", this.said);
      this.button.addEventListener("click", () => this.share());
    }

    say(word) {
      this.said.textContent = word ? words[word] : "";
    }

    async share() {
      if (this.busy) return;
      this.busy = true;
      const { download, href } = this.link;
      const early = !download || this.file; // nothing stands between this tap and the sharing
      if (!early) this.say("fetching");
      try {
        if (!early) this.file = await this.fetchFile(href, download);
        await navigator.share(download ? { files: [this.file] } : { title: document.title, url: href });
        this.say();
      } catch (error) {
        // AbortError: the reader changed their mind. A tap counts for some seconds only, less than a file may take.
        const { name } = error;
        if (name === "AbortError") this.say();
        else if (download && !this.file) this.say("failed");
        else this.say(name === "NotAllowedError" && !early ? "again" : "refused");
      }
      this.busy = false;
    }

    async fetchFile(href, name) {
      const response = await fetch(href);
      if (!response.ok) throw new Error(`${response.status}`);
      return new File([await response.blob()], name, { type: this.type });
    }
  }
  customElements.define("pandu-share", PanduShare);
})();
