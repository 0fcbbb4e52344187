// Marks words in results, and on a page that a result led to. `?h=` holds them, separated by "|"; one that ends with
// "*" is the beginning of a word. Whatever stands there is text, never HTML.
(() => {
  const MOST = 24;
  const LONGEST = 80;
  const LETTER = "[\\p{L}\\p{N}]";

  function pattern(list) {
    const parts = list
      .filter((each) => each.length > 1 && each.length <= LONGEST)
      .slice(0, MOST)
      .sort((one, other) => other.length - one.length)
      .map((each) => {
        const words = each.replace(/\*$/, "").replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").split(/\s+/).join("\\s+");
        return each.endsWith("*") ? `${words}${LETTER}*` : words;
      });
    return parts.length ? new RegExp(`(?<!${LETTER})(?:${parts.join("|")})(?!${LETTER})`, "giu") : null;
  }

  // `text` as nodes, with <mark> around what `found` matches.
  function marked(text, found) {
    const nodes = [];
    let end = 0;
    for (const match of found ? text.matchAll(found) : []) {
      const mark = document.createElement("mark");
      mark.textContent = match[0];
      nodes.push(text.slice(end, match.index), mark);
      end = match.index + match[0].length;
    }
    return [...nodes, text.slice(end)];
  }

  // Marks them in `article` and says so. Returns what takes the marks away again; `gone` is called when the reader does.
  function markIn(article, list, gone = () => {}) {
    const { words } = self.panduSearch;
    const found = pattern(list);
    if (!found) return gone;
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("script, style, textarea, .glossary-notes") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const node of texts) if (node.data.search(found) >= 0) node.replaceWith(...marked(node.data, found));
    const marks = article.querySelectorAll("mark");
    if (!marks.length) return gone;

    const notice = document.createElement("p");
    const off = document.createElement("button");
    const unmark = () => {
      for (const each of marks) each.replaceWith(each.textContent);
      article.normalize();
      notice.remove();
    };
    notice.className = "search-marked";
    notice.setAttribute("role", "status");
    off.type = "button";
    off.textContent = words.unmark;
    off.addEventListener("click", () => {
      unmark();
      gone();
    });
    notice.append(words.marked, " ", off);
    (document.querySelector("main") ?? document.body).append(notice);
    return unmark;
  }

  function markPage() {
    const address = new URL(location.href);
    const article = document.querySelector("article");
    const gone = () => {
      address.searchParams.delete("h");
      history.replaceState(null, "", address);
    };
    if (article) markIn(article, address.searchParams.get("h").split("|"), gone);
  }

  Object.assign(self.panduSearch, { pattern, marked, markIn, markPage });
})();
