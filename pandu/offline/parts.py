"""Which pages a copy holds: the course, what of it can be read on paper, a module, the facilitator's pages.

Of glossary and register a module takes only the entries that its pages mention: whole, they outweigh it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import replace

from lxml.html import HtmlElement

from pandu.glossary.markdown import PAGE as GLOSSARY
from pandu.law.register_page import KEY as REGISTER
from pandu.offline.artefact import FOLDER
from pandu.offline.book import Book, BookPage, Place, drop, place_of, with_class
from pandu.search.listing import PAGE as LISTING

_FACILITATOR = "fasilitator/"
_SHEETS = "lembar/"
_TOOLS = (LISTING, "kemajuan.md", f"{FOLDER}/")
"""Pages of use only where one can click."""
_HEADINGS = ("h1", "h2", "h3")


def course_book(book: Book) -> Book:
    """All that a participant's copy holds: keys of the sheets are the facilitator's."""
    return book.part(lambda page: not page.key.startswith(_FACILITATOR))


def reading_book(book: Book) -> Book:
    """The course for paper and reader apps."""
    return course_book(book).part(lambda page: not page.key.startswith(_TOOLS))


def facilitator_book(book: Book) -> Book:
    """What those who run the training hold beside the course."""
    return book.part(lambda page: page.key.startswith(_FACILITATOR))


def is_sheet(page: BookPage) -> bool:
    return page.key.startswith(_SHEETS) and not page.key.endswith("/index.md")


def module_book(book: Book, module: str) -> Book:
    """A module's pages, the sheets they link to, and the entries that any of these mention."""
    own = [page for page in book.pages if page.module == module]
    mentioned = {place.key for page in own for place in _links(book, page)}
    sheets = [page for page in book.pages if is_sheet(page) and page.key in mentioned]
    return pages_book(book, {page.key for page in (*own, *sheets)})


def pages_book(book: Book, keys: Collection[str]) -> Book:
    """Some pages, with the entries of glossary and register that they mention."""
    pages = {page.key: page for page in book.pages if page.key in keys}
    # The register first: what stands in it mentions terms, too.
    for key, reduced in ((REGISTER, _laws), (GLOSSARY, _entries)):
        page = book.page(key)
        anchors = {
            place.anchor for each in pages.values() for place in _links(book, each) if place.key == key
        } - {""}
        if page is not None and anchors and key not in pages:
            pages[key] = replace(page, article=reduced(page.article, anchors))
    return replace(book, pages=tuple(pages[page.key] for page in book.pages if page.key in pages))


def _links(book: Book, page: BookPage) -> Iterator[Place]:
    for link in page.article.iter("a"):
        place = place_of(book, page, link.get("href") or "")
        if place is not None and place.key != page.key:
            yield place


def _entries(article: HtmlElement, anchors: Collection[str]) -> HtmlElement:
    """The glossary with these terms: a term is a heading of level 3 and what follows it."""
    article = deepcopy(article)
    drop(article, "glossary-letters")
    keep = True
    for element in [each for box in with_class(article, "glossary-entries") for each in box]:
        if element.tag in _HEADINGS:
            keep = element.tag == "h3" and element.get("id") in anchors
        if not keep:
            element.drop_tree()
        elif element.tag == "h3":
            element.tag = "h2"  # without the letters above them
    return article


def _laws(article: HtmlElement, anchors: Collection[str]) -> HtmlElement:
    """The register with these articles; a law stays if it or one of its articles is meant."""
    article = deepcopy(article)
    for section in with_class(article, "law-article"):
        if section.get("id") not in anchors:
            section.drop_tree()
    for entry in with_class(article, "law-entry"):
        heading = entry.getprevious()
        if heading is not None and heading.get("id") not in anchors and not with_class(entry, "law-article"):
            heading.drop_tree()
            entry.drop_tree()
    known = {element.get("id") for element in article.iter("h2")}
    for item in [each for listed in with_class(article, "law-index") for each in listed]:
        link = item.find(".//a")
        if link is not None and (link.get("href") or "").removeprefix("#") not in known:
            item.drop_tree()
    for listed in with_class(article, "law-open"):
        _with_its_section(listed)
    return article


def _with_its_section(element: HtmlElement) -> None:
    """Take out a list with the heading and the words that announce it."""
    before = element
    while before is not None:
        above = before.getprevious()
        before.drop_tree()
        if before.tag == "h2":
            return
        before = above
