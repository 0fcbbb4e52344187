"""Python-Markdown extension: the first mention of each term on a page leads to its entry.

What the term means stands once at the end of the page, hidden; glossary.js shows it beside the link. Without
the script the link is a link. Works under any generator that runs Python-Markdown:
`markdown_extensions: [pandu.glossary.markdown]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

from pandu import DEFAULT_LANGUAGE
from pandu.glossary.load import load_glossary
from pandu.glossary.match import Matcher, Mention, find_mentions
from pandu.glossary.model import Term
from pandu.settings import ROOT

PAGE = "glosarium.md"
SKIPPED = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "summary", "a", "button", "label", "option", "textarea"),
    *("code", "pre", "kbd", "abbr", "svg", "script", "style", "pandu-quiz"),
}
"""Elements in whose text nothing is linked: links, headings, code, quizzes and what one presses."""
_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)")


class GlossaryExtension(Extension):
    """`page(…)` before each page says what the generator knows of it; without it the configuration holds."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "root": [str(ROOT), "Folder of the course, whose docs/data/glossary.yml is read"],
            "language": [DEFAULT_LANGUAGE, "Language of the text"],
            "link": [True, "Whether mentions are linked"],
        }
        super().__init__(**kwargs)

    def page(self, *, root: Path, language: str, link: bool) -> None:
        self.setConfigs({"root": str(root), "language": language, "link": link})

    def extendMarkdown(self, md: Markdown) -> None:
        # After attribute lists (8), which until then stand in the text, and after citations of the law (6),
        # whose words are no terms; before MkDocs rewrites links (0).
        md.treeprocessors.register(_LinkTerms(md, self), "glossary", 5.5)


def makeExtension(**kwargs: Any) -> GlossaryExtension:
    """By this name Python-Markdown finds the extension in this module."""
    return GlossaryExtension(**kwargs)


class _LinkTerms(Treeprocessor):
    def __init__(self, md: Markdown, extension: GlossaryExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        language = self.extension.getConfig("language")
        glossary, _ = load_glossary(Path(self.extension.getConfig("root")))
        if not self.extension.getConfig("link") or language not in glossary.matchers:
            return
        page = _Page(glossary.matchers[language], self.md.htmlStash.rawHtmlBlocks)
        page.link(root)
        if page.seen:
            root.append(_notes((glossary.terms[term] for term in page.seen), language))


def _notes(terms: Iterable[Term], language: str) -> Element:
    notes = Element("div", {"class": "glossary-notes", "data-search-exclude": ""})
    for term in terms:
        word = term.words[language]
        note = SubElement(notes, "p", {"id": _note_id(term.id), "hidden": "hidden"})
        name = SubElement(note, "a", {"href": f"/{PAGE}#{term.id}"})
        name.text, name.tail = word.term, f": {word.definition}"
    return notes


def _note_id(term: str) -> str:
    return f"istilah-{term}"


class _Page:
    """One page while its mentions are linked, in the order in which they are read."""

    def __init__(self, matcher: Matcher, raw_html: Sequence[object]) -> None:
        self.matcher = matcher
        self.raw_html = raw_html
        self.seen: dict[str, None] = {}
        self.inside: tuple[str, ...] = ()
        """Skipped elements that the author opened with a tag of raw HTML, as `<kbd>` in a sentence."""

    def link(self, element: Element) -> None:
        if not isinstance(element.tag, str) or element.tag in SKIPPED:
            return
        outside = self.inside
        element.text, children = self._cut(element.text)
        for child in list(element):
            self.link(child)
            child.tail, links = self._cut(child.tail)
            children += [child, *links]
        element[:] = children
        self.inside = outside

    def _cut(self, text: str | None) -> tuple[str | None, list[Element]]:
        """The text before the first link, and the links, each with the text after it."""
        if not text or text.isspace():
            return text, []
        # Python-Markdown does this later; here `\-` must already be the sign it stands for.
        text = _ESCAPED.sub(lambda match: chr(int(match[1])), text)
        links: list[Element] = []
        starts: list[int] = []
        for mention in self._first_mentions(text):
            link = Element("a", {"class": "term", "href": f"/{PAGE}#{mention.term}"})
            link.set("aria-describedby", _note_id(mention.term))
            link.text = text[mention.start : mention.end]
            if links:
                links[-1].tail = text[starts[-1] : mention.start]
            links.append(link)
            starts.append(mention.end)
        if not links:
            return text, []
        links[-1].tail = text[starts[-1] :]
        return text[: starts[0] - len(links[0].text or "")], links

    def _first_mentions(self, text: str) -> Iterator[Mention]:
        for start, end in self._readable(text):
            for mention in find_mentions(self.matcher, text, start, end):
                if mention.term not in self.seen:
                    self.seen[mention.term] = None
                    yield mention

    def _readable(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of `text` between tags of raw HTML, without those inside a skipped element."""
        start = 0
        for place in HTML_PLACEHOLDER_RE.finditer(text):
            if not self.inside:
                yield start, place.start()
            self._pass_tag(int(place[1]))
            start = place.end()
        if not self.inside:
            yield start, len(text)

    def _pass_tag(self, index: int) -> None:
        html = self.raw_html[index] if index < len(self.raw_html) else None
        tag = _TAG.match(html) if isinstance(html, str) else None
        name = tag["name"].lower() if tag else ""
        if tag is None or name not in SKIPPED:
            return
        if not tag["end"]:
            self.inside += (name,)
        elif name in self.inside:
            self.inside = self.inside[: self.inside.index(name)]
