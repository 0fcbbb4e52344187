// Opens the search. The rest is fetched when somebody searches, or comes from a result (`?h=`).
(() => {
  const search = (self.panduSearch ??= {}); // the single file brings `load` and `open`
  const button = document.querySelector(".bar-search-button");
  const add = (name, properties) =>
    new Promise((onload, onerror) => document.head.append(Object.assign(document.createElement(name), properties, { onload, onerror })));
  const at = (path) => `${button.dataset.root}/${path}`;
  let parts;

  search.words = JSON.parse(document.querySelector('[data-words="search"]').textContent);
  search.load ??= (path, end = "") => add("script", { src: at(path) + end, async: false });

  async function use(action) {
    const style = { rel: "stylesheet", href: at("features/search/search.css") };
    try {
      search.open || (await (parts ??= Promise.allSettled([search.load("features/search/open.js"), add("link", style)])));
      search[action]();
    } catch {
      parts = null;
      alert(search.words.broken);
    }
  }

  button.addEventListener("click", () => use("open"));
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const wanted = event.ctrlKey || event.metaKey ? /^k$/i.test(key) : key === "/" && !target.closest("input, textarea, select, [contenteditable]");
    if (!wanted || event.altKey) return;
    event.preventDefault();
    use("open");
  });
  if (/[?&]h=./.test(location.search)) use("mark");
})();
