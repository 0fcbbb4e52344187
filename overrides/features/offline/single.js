// The whole course in one file: the search is unpacked from the file itself, results lead to places in it, and the
// menu shows the page being read.
(() => {
  const packed = document.querySelector("script[data-packed]");
  const search = (self.panduSearch ??= {});
  const HEADING = "h1, h2, h3, h4, h5, h6";
  const EXCERPT_WORDS = 20;
  // No part of the text of a section: what the site makes, what has entries of its own, and of a question all but itself.
  const UNREAD =
    "nav, .minutes, .objectives, .lesson-list, .law-index, .glossary-entries, " +
    "pandu-quiz :is(form > :not(fieldset, .quiz-situation), .quiz-head, ol, .quiz-measures, .quiz-scene)";
  const partAt = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)))?.closest(".single-page");
  let unpacking;
  let unmark = () => {};

  // Everything the search needs is one script and one index, packed together.
  async function unpack() {
    if (!self.DecompressionStream) {
      const { textContent } = document.querySelector('script[data-words="offline.single"]');
      throw { told: JSON.parse(textContent).old };
    }
    const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const { script, index } = JSON.parse(await new Response(stream).text());
    document.head.append(Object.assign(document.createElement("script"), { textContent: script }));
    const anchors = index.anchors.split(" ");
    const paths = index.pages.flatMap(([path, , , , count]) => Array(count).fill(path));
    const excerpts = index.excerpts.split("\n");
    const texts = paths.map((path, number) => `${excerpts[number]} ${textOf(path, anchors[number])}`);
    search.receive({ ...index, texts });
  }

  search.load = async () => {
    try {
      await (unpacking ??= unpack());
    } catch (problem) {
      unpacking = null;
      throw problem;
    }
  };

  // Where an entry of the index stands in this file: a heading, an article of a law, or a page.
  function placeOf(path, anchor) {
    const page = path.replace(/^en\//, "").replace(/\/$/, "") || "index";
    const places = anchor ? [`${page}//${anchor}`, `${page}/${anchor}`, page] : [page];
    return places.map((id) => document.getElementById(id)).find(Boolean);
  }

  search.address = (path, anchor) => `#${placeOf(path, anchor)?.id ?? "index"}`;

  // What stands below a heading, up to the next.
  function* below(place) {
    const heading = place?.matches(HEADING) ? place : place?.querySelector(HEADING);
    for (let next = heading?.nextElementSibling; next && !next.matches(HEADING); next = next.nextElementSibling) yield next;
  }

  // What the search finds of an entry, as pandu/search/entries.py reads it: of a question no more than what it asks, of
  // a term what it means, of an article the rule and the law it stands in.
  function textOf(path, anchor) {
    const place = placeOf(path, anchor);
    if (place?.closest(".glossary-entries")) return place.nextElementSibling.textContent;
    const law = place?.closest(".law-entry") ?? place?.nextElementSibling?.closest(".law-entry");
    if (law) return [law.querySelector("strong"), ...place.querySelectorAll(":scope > p:first-of-type")].map(({ textContent }) => textContent).join(" ");
    return [...below(place)].map(read).join(" ");
  }

  // With blanks between cells and lines: the file has none there.
  function read(part) {
    const { FILTER_ACCEPT, FILTER_REJECT, FILTER_SKIP, SHOW_ELEMENT, SHOW_TEXT } = NodeFilter;
    const verdict = (node) => (node.nodeType === Node.TEXT_NODE ? FILTER_ACCEPT : node.matches(UNREAD) ? FILTER_REJECT : FILTER_SKIP);
    const found = [];
    if (part.matches(UNREAD)) return "";
    const texts = document.createTreeWalker(part, SHOW_ELEMENT | SHOW_TEXT, verdict);
    while (texts.nextNode()) found.push(texts.currentNode.data);
    return found.join(" ");
  }

  // The first words of what follows the heading, as pandu/search/index.py takes them from the source.
  search.excerpt = (path, anchor) => {
    const words = [];
    for (const part of below(placeOf(path, anchor))) {
      if (words.length > EXCERPT_WORDS) break;
      if (!part.matches("pandu-quiz, details")) words.push(...read(part).split(/\s+/).filter(Boolean));
    }
    return words.slice(0, EXCERPT_WORDS).join(" ") + (words.length > EXCERPT_WORDS ? "…" : "");
  };

  search.follow = (link, words) => {
    unmark();
    const part = partAt(link.hash);
    unmark = part ? search.markIn(part, words) : () => {};
  };

  // What a term means, from its entry in the glossary of this file; null where it holds no such term.
  self.panduNote = (link) => {
    const entry = link.getAttribute("href").startsWith("#") && document.getElementById(link.hash.slice(1));
    if (!entry) return null;
    const id = `istilah/${entry.id}`;
    let note = document.getElementById(id);
    if (!note) {
      note = Object.assign(document.createElement("p"), { id, hidden: true });
      const term = Object.assign(document.createElement("a"), { href: link.hash, textContent: entry.textContent });
      note.append(term, `: ${entry.nextElementSibling.textContent}`);
      document.querySelector(".glossary-notes").append(note);
    }
    link.setAttribute("aria-describedby", id);
    return note;
  };

  const menu = document.getElementById("menu-situs");
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        menu.querySelector('[aria-current="page"]')?.removeAttribute("aria-current");
        menu.querySelector(`a[href="#${target.id}"]`)?.setAttribute("aria-current", "page");
      }
    },
    { rootMargin: "-45% 0px -54% 0px" },
  );
  for (const part of document.querySelectorAll(".single-cover, .single-page")) seen.observe(part);
})();
