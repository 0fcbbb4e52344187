// The frame of a page: menu, colour scheme, the heading that a change of language keeps, contents that follow.
(() => {
  const words = JSON.parse(document.querySelector("script[data-words=site]").textContent);
  const menu = document.getElementById("menu-situs");
  const menuButton = document.querySelector(".bar-menu-button");
  const schemeButton = document.querySelector(".bar-scheme");
  const last = (list, fits) => [...list].reverse().find(fits);
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  // Menu. While it covers the page, the page behind is inert: no link out of sight can be reached.
  const behind = document.querySelectorAll(".md-content, .foot");

  function openMenu(open) {
    menuButton.setAttribute("aria-expanded", open);
    document.documentElement.classList.toggle("menu-open", open);
    for (const part of behind) part.inert = open;
  }

  const isOpen = () => menuButton.getAttribute("aria-expanded") === "true";

  menuButton.addEventListener("click", () => openMenu(!isOpen()));
  menu.addEventListener("click", (event) => event.target.closest("a") && openMenu(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    openMenu(false);
    menuButton.focus();
  });
  // Turned to landscape or enlarged, the menu stands beside the page and covers nothing.
  matchMedia("(min-width: 76.25em)").addEventListener("change", () => openMenu(false));

  // Colour scheme: follows the device until chosen. The choice is a device setting, kept by memory.js.
  const schemes = ["auto", "light", "dark"];
  const setting = { feature: "site", id: "scheme", profile: "_" };

  function chosenScheme() {
    const recall = { ...setting, data: null };
    tell("pandu-recall", recall);
    return schemes.includes(recall.data) ? recall.data : "auto";
  }

  function showScheme(scheme) {
    if (scheme === "auto") delete document.documentElement.dataset.scheme;
    else document.documentElement.dataset.scheme = scheme;
    schemeButton.dataset.scheme = scheme;
    schemeButton.title = schemeButton.querySelector("span").textContent = words[`scheme-${scheme}`];
  }

  schemeButton.addEventListener("click", () => {
    const scheme = schemes[(schemes.indexOf(schemeButton.dataset.scheme) + 1) % schemes.length];
    showScheme(scheme);
    tell("pandu-answered", { ...setting, data: scheme });
  });
  document.addEventListener("pandu-remembered", (event) => {
    if (event.detail.feature === "site" || !event.detail.feature) showScheme(chosenScheme());
  });
  showScheme(chosenScheme());
  schemeButton.hidden = false;

  // A table wider than the screen scrolls sideways, by keyboard as well.
  function reachTables() {
    for (const table of document.querySelectorAll(".md-typeset table"))
      table.scrollWidth > table.clientWidth ? (table.tabIndex = 0) : table.removeAttribute("tabindex");
  }
  addEventListener("resize", reachTables);
  reachTables();

  // The section being read: the heading just gone to while it is in sight (near the end of a page it cannot come
  // to the top), else the last one above the upper third of the screen.
  const headings = [...document.querySelectorAll("article :is(h2, h3, h4)[id]")];
  const above = (height) => (heading) => heading.getBoundingClientRect().top < height;

  function current() {
    const target = headings.find((heading) => heading.matches(":target"));
    if (target && above(innerHeight)(target) && !above(0)(target)) return target;
    return last(headings, above(innerHeight / 3));
  }

  for (const link of document.querySelectorAll(".bar-language")) {
    link.addEventListener("click", () => (link.hash = current()?.id ?? ""));
  }

  function follow() {
    const sections = headings.slice(0, headings.indexOf(current()) + 1);
    const id = last(sections, (heading) => heading.matches("h2"))?.id;
    for (const link of document.querySelectorAll(".toc a")) {
      if (link.hash === `#${id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  const watch = new IntersectionObserver(follow, { rootMargin: "0px 0px -66% 0px" });
  for (const heading of headings) watch.observe(heading);
  addEventListener("hashchange", follow);
})();
