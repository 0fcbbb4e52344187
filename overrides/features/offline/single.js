// The whole course in one file: the search is unpacked from the file itself, results lead to places in it, and the
// menu shows the page being read.
(() => {
  const packed = document.querySelector("script[data-packed]");
  const search = (self.panduSearch ??= {});
  const HEADING = "h1, h2, h3, h4, h5, h6";
  const EXCERPT_WORDS = 20;
  const partAt = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)))?.closest(".single-page");
  let unpacking;
  let unmark = () => {};

  // Everything the search needs is one script and one index, packed together.
  async function unpack() {
    if (!self.DecompressionStream) {
      const { textContent } = document.querySelector('script[data-words="offline"]');
      throw { told: JSON.parse(textContent)["single-old"] };
    }
    const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const { script, index } = JSON.parse(await new Response(stream).text());
    document.head.append(Object.assign(document.createElement("script"), { textContent: script }));
    search.receive(index);
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

  // The first words of what follows the heading, as pandu/search/index.py takes them from the source.
  search.excerpt = (path, anchor) => {
    const place = placeOf(path, anchor);
    const heading = place?.matches(HEADING) ? place : place?.querySelector(HEADING);
    const words = [];
    for (let next = heading?.nextElementSibling; next && words.length <= EXCERPT_WORDS; next = next.nextElementSibling) {
      if (next.matches(HEADING)) break;
      if (!next.matches("pandu-quiz, nav, details, .minutes, .law-index")) words.push(...next.textContent.split(/\s+/).filter(Boolean));
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
