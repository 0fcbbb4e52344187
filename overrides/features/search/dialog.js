// What the reader sees of the search: results while they type, what was understood, what they asked lately.
(() => {
  const search = self.panduSearch;
  const RECENT = { feature: "search", id: "terbaru", profile: "_" };
  const MOST_RECENT = 5;
  const FIRST_RESULTS = 12;
  const MOST_SAID = 6;
  const AT_ONCE = 3; // letters
  const PAUSE = 500; // milliseconds until a word of two letters is searched
  const onFile = location.protocol === "file:";

  search.start = (dialog) => {
    const { index } = search;
    const engine = (search.engine = new search.Engine(index, search.porter));
    const words = { ...index.say, ...search.words };
    const field = dialog.querySelector("input");
    const status = dialog.querySelector(".search-status");
    const results = dialog.querySelector(".search-results");
    const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const count = (number, thing) => fill(words[`${thing}.${number === 1 ? "one" : "other"}`], { n: number });
    let pause;
    let marked = []; // what the results on show are marked with

    function element(name, properties, ...children) {
      const made = Object.assign(document.createElement(name), properties);
      made.append(...children);
      return made;
    }

    const button = (text, action) => {
      const made = element("button", { type: "button", textContent: text });
      made.addEventListener("click", action);
      return made;
    };

    function address(path, anchor, marks) {
      if (search.address) return search.address(path, anchor);
      const url = new URL(path || "./", new URL(`${search.root}/`, location.href));
      if (onFile && url.pathname.endsWith("/")) url.pathname += "index.html";
      if (marks?.length) url.searchParams.set("h", marks.join("|"));
      if (anchor) url.hash = anchor;
      return url.href;
    }

    // Recent searches: a setting of the device, never part of what a participant hands on.
    function recent() {
      const recall = { ...RECENT, data: null };
      document.dispatchEvent(new CustomEvent("pandu-recall", { detail: recall }));
      return Array.isArray(recall.data) ? recall.data.filter((each) => typeof each === "string") : [];
    }

    const keep = (data) => document.dispatchEvent(new CustomEvent("pandu-answered", { detail: { ...RECENT, data } }));

    function remember(text) {
      const query = text.trim().slice(0, 80);
      if (query) keep([query, ...recent().filter((each) => each !== query)].slice(0, MOST_RECENT));
    }

    function ask(text) {
      field.value = text;
      show(text);
      field.focus();
    }

    function showRecent() {
      const list = recent();
      status.textContent = list.length ? "" : words.hint;
      results.replaceChildren();
      if (!list.length) return;
      results.append(
        element("h2", { textContent: words.recent }),
        element("ul", { className: "search-recent" }, ...list.map((each) => element("li", {}, button(each, () => ask(each))))),
        button(words.forget, () => {
          keep([]);
          field.focus();
          showRecent();
        }),
      );
    }

    function said(found) {
      const parts = [];
      for (const [typed, meant] of found.meant) {
        parts.push(fill(words.meant, { word: typed }), " ", button(meant, () => ask(field.value.replace(new RegExp(typed, "i"), meant))), " ");
      }
      if (found.also.length) {
        const list = found.also.slice(0, MOST_SAID).join(", ");
        parts.push(element("span", { textContent: fill(words.also, { words: list }) }));
      }
      return parts;
    }

    function item(entry, place, marks, pattern) {
      const excerpt = entry.excerpt || (search.excerpt?.(place.address, entry.anchor) ?? "");
      const link = element(
        "a",
        { href: address(place.address, entry.anchor, marks) },
        element("b", {}, ...search.marked(entry.title, pattern)),
        element("span", {}, ...search.marked(excerpt, pattern)),
      );
      return element("li", {}, link);
    }

    function show(text) {
      clearTimeout(pause);
      if (!text.trim()) return showRecent();
      const found = engine.find(text);
      const marks = [...new Set([...found.words.filter((word) => !engine.isStopWord(word)), ...found.also])].map((each) =>
        found.beginnings.has(each) ? `${each}*` : each,
      );
      const pattern = search.pattern(marks);
      marked = marks;
      const total = found.groups.reduce((sum, place) => sum + place.entries.length, 0);
      results.replaceChildren();
      const told = found.isCut ? fill(words["found.most"], { n: total }) : count(total, "found");
      status.replaceChildren(total ? told : fill(words.nothing, { query: text.trim().slice(0, 60) }), " ", ...said(found));
      if (!total) return showNothing(text);
      let shown = 0;
      const draw = (most) => {
        results.replaceChildren();
        shown = 0;
        for (const place of found.groups) {
          if (shown >= most) break;
          shown += place.entries.length;
          const kind = [words[`kind.${place.kind}`], place.group].filter(Boolean).join(" · ");
          results.append(
            element(
              "section",
              {},
              element("h2", {}, element("a", { href: address(place.address, "", marks), tabIndex: -1, textContent: place.title }), " ", element("small", { textContent: kind })),
              element("ul", {}, ...place.entries.map((entry) => item(entry, place, marks, pattern))),
            ),
          );
        }
        if (shown < total) {
          results.append(
            button(words.more, () => {
              const next = results.querySelectorAll("li a").length;
              draw(Infinity);
              results.querySelectorAll("li a")[next]?.focus();
            }),
          );
        }
      };
      draw(FIRST_RESULTS);
      results.scrollTop = 0;
    }

    function showNothing(text) {
      const { glossary, listing, suggest } = index.links;
      const steps = [
        [address(glossary), words.glossary],
        [address(listing), words.listing],
        ...(suggest ? [[`${suggest}${encodeURIComponent(text.trim().slice(0, 80))}`, words.suggest]] : []),
      ];
      results.append(
        element("ul", { className: "search-steps" }, ...steps.map(([href, textContent]) => element("li", {}, element("a", { href, textContent })))),
      );
    }

    const links = () => [...results.querySelectorAll("li a, li button")];

    field.addEventListener("input", (event) => {
      clearTimeout(pause);
      if (event.isComposing) return;
      const { length } = field.value.trim();
      if (length === 0 || length >= AT_ONCE) show(field.value);
      else pause = setTimeout(() => show(field.value), PAUSE);
    });
    dialog.addEventListener("keydown", (event) => {
      const list = links();
      const here = list.indexOf(document.activeElement);
      if (event.key === "Enter" && event.target === field && !event.isComposing) {
        event.preventDefault();
        show(field.value);
        if (field.value.trim()) results.querySelector("li a")?.click();
        return;
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || (event.target !== field && here < 0)) return;
      event.preventDefault();
      (list[here + step] ?? (here + step < 0 ? field : list[here]))?.focus();
    });
    results.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      if (event.target.closest("section")) remember(field.value);
      // On the page that is open already, a change of the hash alone loads nothing, so the dialog must go.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      dialog.close();
      search.follow?.(link, marked);
    });

    show(field.value);
    status.dataset.ready = "true";
    setTimeout(() => engine.plan("a")); // what the first query needs, before it is typed
  };
})();
