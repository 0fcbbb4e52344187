// What a term means, beside its first mention: on hover, focus and tap. A second tap follows the link.
(() => {
  let shown; // the link whose note is seen
  let tapped; // the link that a finger has just opened: this tap does not follow it
  let leaving;
  const linkAt = (event) => event.target.closest(".term");
  const noteAt = (event) => event.target.closest(".glossary-notes");
  // In a copy whose glossary is in the same file, single.js makes the note from the entry there.
  const noteOf = (link) => document.getElementById(link.getAttribute("aria-describedby")) ?? self.panduNote?.(link);

  function hide() {
    clearTimeout(leaving);
    if (shown) noteOf(shown).hidden = true;
    shown = null;
  }

  function show(link) {
    if (link !== shown) hide();
    clearTimeout(leaving);
    const note = noteOf(link);
    if (!note) return;
    shown = link;
    note.hidden = false;
    const page = note.offsetParent.getBoundingClientRect();
    const at = link.getBoundingClientRect();
    const fits = at.bottom + note.offsetHeight < innerHeight || at.top < note.offsetHeight * 1.5;
    const room = document.documentElement.clientWidth - note.offsetWidth - 8;
    note.style.top = `${(fits ? at.bottom + 4 : at.top - note.offsetHeight - 4) - page.top}px`;
    note.style.left = `${Math.max(8, Math.min(at.left, room)) - page.left}px`;
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (linkAt(event)) show(linkAt(event));
    else if (noteAt(event)) clearTimeout(leaving);
    else if (shown && shown !== document.activeElement) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, 300);
    }
  });
  document.addEventListener("focusin", (event) => {
    if (linkAt(event)) show(linkAt(event));
    else if (!noteAt(event)) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    const link = linkAt(event);
    tapped = event.pointerType === "touch" && link !== shown && link;
    if (!link && !noteAt(event)) hide();
  });
  document.addEventListener("click", (event) => {
    if (!tapped || linkAt(event) !== tapped) return;
    event.preventDefault();
    show(tapped);
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
})();
