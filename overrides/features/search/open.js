// The dialog of the search, and what it needs: loaded the first time somebody searches. The dialog stands at once, so
// that what is typed while the rest loads stays.
(() => {
  const search = self.panduSearch;
  const { words, load } = search;
  const { language, listing, root } = document.querySelector(".bar-search-button").dataset;
  const PARTS = [
    "vendor/minisearch/index.js",
    "vendor/stemmer/index.js",
    "features/search/analysis.js",
    "features/search/engine.js",
    "features/search/marks.js",
    "features/search/dialog.js",
  ];
  let dialog;
  let tries = 0;

  search.root = root;
  search.receive = (index) => (search.index = index);
  // The words that led to this page, marked on it.
  search.mark = () => load("features/search/marks.js").then(() => search.markPage(), () => {});

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
    // Beside the dialog; or on the way to the index, which may stand on the same page.
    dialog.addEventListener("click", ({ target }) => (target === dialog || target.matches(".search-status a")) && dialog.close());
    document.body.append(dialog);
    return status;
  }

  async function prepare(status) {
    status.textContent = words.loading;
    // Asked for again under another address: what the browser keeps of a damaged file is damaged too.
    const end = tries++ ? `?${tries}` : "";
    try {
      self.module = {}; // the stemmer is written for Node
      await Promise.all([...PARTS, `search/${language}.js`].map((path) => load(path, end)));
      search.porter = self.module.exports;
      search.start(dialog);
    } catch (problem) {
      const again = element("button", { type: "button", textContent: words.again });
      again.addEventListener("click", () => prepare(status));
      const link = element("a", { href: listing, textContent: words.listing });
      status.replaceChildren(problem?.told ?? words.broken, " ", again, " ", link);
    }
    delete self.module;
  }

  search.open = () => {
    if (dialog?.open) return;
    const status = dialog ? null : makeDialog();
    dialog.showModal();
    dialog.querySelector("input").select();
    if (status) prepare(status);
  };
})();
