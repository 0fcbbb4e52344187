// Opens the search. Everything else of it is fetched the first time somebody does: until then a page carries this
// file only. Also marks the words that led here (`?h=`).
(() => {
  const words = JSON.parse(document.querySelector('script[data-words="search"]').textContent);
  const { root, language, listing } = document.querySelector("[data-search]").dataset;
  const button = document.querySelector(".bar-search-button");
  const PARTS = [
    "vendor/minisearch/index.js",
    "vendor/stemmer/index.js",
    "features/search/analysis.js",
    "features/search/engine.js",
    "features/search/marks.js",
    "features/search/dialog.js",
  ];
  const search = (self.panduSearch = {
    words,
    root,
    receive: (index) => (search.index = index),
  });
  let dialog;
  let tries = 0;

  const at = (path) => new URL(path, new URL(`${root}/`, location.href)).href;

  function load(path) {
    return new Promise((resolve, reject) => {
      // Asked for again under another address: what the browser keeps of a damaged file is damaged too.
      const src = at(path) + (tries > 1 ? `?${tries}` : "");
      const script = Object.assign(document.createElement("script"), { src, async: false });
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  }

  function style() {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: at("features/search/search.css") });
    return new Promise((resolve) => {
      link.addEventListener("load", resolve);
      link.addEventListener("error", resolve); // plain, but it works
      document.head.append(link);
    });
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function makeDialog() {
    const field = element("input", {
      type: "search", name: "q", autocomplete: "off", spellcheck: false, enterKeyHint: "search", maxLength: 5000,
      placeholder: words.placeholder, ariaLabel: words.field,
    });
    const close = element("button", { type: "button", className: "search-close", textContent: words.close });
    const status = element("p", { className: "search-status", role: "status" });
    dialog = element(
      "dialog",
      { className: "search-dialog", ariaLabel: words.open },
      element("form", { method: "dialog", role: "search" }, field, close),
      status,
      element("div", { className: "search-results" }),
    );
    dialog.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    return status;
  }

  async function prepare(status) {
    status.textContent = words.loading;
    tries += 1;
    try {
      self.module = {}; // the stemmer is written for Node
      await Promise.all([...PARTS, `search/${language}.js`].map(load));
      search.porter = self.module.exports;
      search.start(dialog);
    } catch {
      const again = element("button", { type: "button", textContent: words.again });
      again.addEventListener("click", () => prepare(status));
      status.replaceChildren(words.broken, " ", again, " ", element("a", { href: listing, textContent: words.listing }));
    }
    delete self.module;
  }

  async function open() {
    if (dialog?.open) return;
    const status = dialog ? null : makeDialog();
    if (status) await style();
    dialog.showModal();
    dialog.querySelector("input").select(); // at once: what is typed while the rest loads must stay
    if (status) await prepare(status);
  }

  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const controlK = event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!slash && !controlK) return;
    event.preventDefault();
    open();
  });

  if (new URLSearchParams(location.search).get("h")) {
    Promise.all([load("features/search/marks.js"), style()]).then(() => search.markPage(), () => {});
  }
})();
