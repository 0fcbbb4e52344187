"""Python-Markdown extension: each citation that the register knows becomes a link into the register page.

Works on the finished tree, where headings, links, code and quizzes are told apart from prose; the words of
the page stay as they are.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from pandu import DEFAULT_LANGUAGE, strings
from pandu.law.citations import Citation, find_citations
from pandu.law.load import load_file
from pandu.law.model import PATH
from pandu.law.register_page import KEY
from pandu.settings import ROOT

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEFT_ALONE = {*_HEADINGS, "a", "code", "pre", "kbd", "samp", "summary", "button", "label", "pandu-quiz"}
_RAW_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9-]*)", re.I)


class LawExtension(Extension):
    """`page(…)` before each page says where it lies; without it nothing is linked."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "register": [str(ROOT / PATH), "File with the laws"],
            "language": [DEFAULT_LANGUAGE, "Language of the text"],
            "key": ["", "Path of the page below its language folder"],
        }
        super().__init__(**kwargs)

    def page(self, *, language: str, key: str) -> None:
        self.setConfigs({"language": language, "key": key})

    def extendMarkdown(self, md: Markdown) -> None:
        # After attribute lists (8), which would read `{…}` after a link of ours; before the copies of a
        # quiz's key (4) and before MkDocs rewrites and checks links (0).
        md.treeprocessors.register(_LinkCitations(md, self), "law", 6)


def makeExtension(**kwargs: Any) -> LawExtension:
    """By this name Python-Markdown finds the extension in this module."""
    return LawExtension(**kwargs)


@cache
def _words(language: str, _changed: int) -> Mapping[str, str]:
    """The words of one language, read anew when the file has changed: `mkdocs serve` keeps running."""
    return strings.words_for(language)


class _LinkCitations(Treeprocessor):
    def __init__(self, md: Markdown, extension: LawExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        key = self.extension.getConfig("key")
        self.register, _ = load_file(Path(self.extension.getConfig("register")))
        if not key or not self.register.laws:
            return
        self.page = posixpath.relpath(KEY, posixpath.dirname(key) or ".")
        self.words = _words(self.extension.getConfig("language"), strings.FILE.stat().st_mtime_ns)
        for parent in list(_prose(root, self.extension.getConfig("language"))):
            self._link(parent)

    def _link(self, parent: Element) -> None:
        """Link what stands directly in `parent`: its text, and what follows each of its children."""
        raw: list[str] = []  # raw HTML tags that are open here and left alone
        links, parent.text = self._parts(parent.text, raw)
        children = [*links]
        for child in list(parent):
            links, child.tail = self._parts(child.tail, raw)
            children += [child, *links]
        parent[:] = children

    def _parts(self, text: str | None, raw: list[str]) -> tuple[list[Element], str | None]:
        """Links with the text after each, and the text before the first."""
        if not text or isinstance(text, AtomicString):
            return [], text
        links: list[Element] = []
        before, done = text, 0
        for citation in self._citations(text, raw):
            if links:
                links[-1].tail = text[done : citation.start]
            else:
                before = text[: citation.start]
            links.append(self._element(citation))
            done = citation.end
        if links:
            links[-1].tail = text[done:]
        return links, before

    def _citations(self, text: str, raw: list[str]) -> Iterator[Citation]:
        """Known citations, but none inside `<a>…</a>` and the like that an author wrote as HTML."""
        tags = list(HTML_PLACEHOLDER_RE.finditer(text))
        citations = iter(find_citations(text, self.register))
        citation = next(citations, None)
        for end, index in [*((tag.start(), int(tag[1])) for tag in tags), (len(text), None)]:
            while citation is not None and citation.start < end:
                if citation.is_known and not raw:
                    yield citation
                citation = next(citations, None)
            if index is not None:
                self._note_tag(index, raw)

    def _note_tag(self, index: int, raw: list[str]) -> None:
        blocks = self.md.htmlStash.rawHtmlBlocks
        block = blocks[index] if index < len(blocks) else ""
        tag = _RAW_TAG.match(block) if isinstance(block, str) else None
        if tag is None or tag["name"].lower() not in _LEFT_ALONE:
            return
        if not tag["close"]:
            raw.append(tag["name"].lower())
        elif raw and raw[-1] == tag["name"].lower():
            raw.pop()

    def _element(self, citation: Citation) -> Element:
        law, article = citation.law, citation.article
        assert law is not None  # only known citations are linked
        facts = [self.words[f"law.status.{law.status}"]]
        attributes = {"class": "law", "href": f"{self.page}#{law.anchor(article)}"}
        if law.status == "revoked":
            attributes["data-status"] = law.status
        if article is not None:
            facts.append(self.words[f"law.confidence.{article.confidence}"])
            if article.confidence != "text":
                attributes["data-confidence"] = article.confidence
        element = Element("a", {**attributes, "title": ". ".join(facts)})
        element.text = AtomicString(citation.text)
        return element


def _prose(root: Element, language: str) -> Iterator[Element]:
    """Every element whose text may hold links; not what is quoted in another language than the page's."""
    pending = [root]
    while pending:
        element = pending.pop()
        if element.tag not in _LEFT_ALONE and element.get("lang", language) == language:
            yield element
            pending.extend(element)
