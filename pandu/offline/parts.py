"""Which pages a copy holds: the course, what of it can be read on paper, a module, the facilitator's pages.

Of glossary and register a module takes only the entries that its pages mention: whole, they outweigh it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import partial

from lxml.html import HtmlElement

from pandu.glossary.markdown import PAGE as GLOSSARY
from pandu.law.register_page import KEY as REGISTER
from pandu.offline.artefact import FOLDER
from pandu.offline.book import Book, BookPage, Place, drop, place_of, with_class
from pandu.pages import FACILITATORS
from pandu.search.listing import PAGE as LISTING

_SHEETS = "lembar/"
_TOOLS = (LISTING, "kemajuan.md", f"{FOLDER}/")
"""Pages of use only where one can click."""
_HEADINGS = ("h1", "h2", "h3")
_LETTER = "huruf-"
"""Begins the id of each letter in the glossary: overrides/features/glossary/entries.html."""


def course_book(book: Book) -> Book:
    """All that a participant's copy holds: keys of the sheets are the facilitator's."""
    return book.part(lambda page: not page.key.startswith(FACILITATORS))


def single_book(book: Book) -> Book:
    """What the single file holds: the course, with the entries of glossary and register that it mentions.

    No index: the file is one page, in which browsers search by themselves.
    """
    course = course_book(book)
    keys = {page.key for page in course.pages} - {GLOSSARY, REGISTER, LISTING}
    return pages_book(course, keys, lettered=True)


def reading_book(book: Book) -> Book:
    """The course for paper and reader apps."""
    return course_book(book).part(lambda page: not page.key.startswith(_TOOLS))


def facilitator_book(book: Book) -> Book:
    """What those who run the training hold beside the course."""
    return book.part(lambda page: page.key.startswith(FACILITATORS))


def is_sheet(page: BookPage) -> bool:
    return page.key.startswith(_SHEETS) and not page.key.endswith("/index.md")


def module_book(book: Book, module: str) -> Book:
    """A module's pages, the sheets they link to, and the entries that any of these mention."""
    own = [page for page in book.pages if page.module == module]
    mentioned = {place.key for page in own for place in _links(book, page)}
    sheets = [page for page in book.pages if is_sheet(page) and page.key in mentioned]
    return pages_book(book, {page.key for page in (*own, *sheets)})


def pages_book(book: Book, keys: Collection[str], *, lettered: bool = False) -> Book:
    """Some pages, with the entries of glossary and register that they mention.

    `lettered`: there are so many terms that they keep their alphabet.
    """
    pages = {page.key: page for page in book.pages if page.key in keys}
    # The register first: what stands in it mentions terms, too.
    for key, reduced in ((REGISTER, _laws), (GLOSSARY, partial(_entries, lettered=lettered))):
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


def _entries(article: HtmlElement, anchors: Collection[str], *, lettered: bool) -> HtmlElement:
    """The glossary with these terms: a term is a heading of level 3 and what follows it, below its letter."""
    article = deepcopy(article)
    keep, letter, used = True, "", set()
    for element in [each for box in with_class(article, "glossary-entries") for each in box]:
        if element.tag == "h2":
            letter = element.get("id") or ""
        elif element.tag in _HEADINGS:
            keep = element.get("id") in anchors
            used |= {letter} if keep else set()
        if element.tag != "h2" and not keep:
            element.drop_tree()
    for listed in with_class(article, "glossary-see"):
        _keep_links(listed, anchors)
    _keep_letters(article, used if lettered else ())
    return article


def _keep_links(listed: HtmlElement, anchors: Collection[str]) -> None:
    """Of a list of links with commas between, those that lead to `anchors`."""
    links = [each for each in listed.iter("a") if (each.get("href") or "").removeprefix("#") in anchors]
    if not links:
        listed.drop_tree()
        return
    for place, link in enumerate(links):
        link.tail = ", " if place < len(links) - 1 else None
    listed[:] = links


def _keep_letters(article: HtmlElement, ids: Collection[str]) -> None:
    """Without any, the terms themselves are headings of level 2."""
    for heading in [each for each in article.iter("h2") if (each.get("id") or "").startswith(_LETTER)]:
        if heading.get("id") not in ids:
            heading.drop_tree()
    for link in [each for letters in with_class(article, "glossary-letters") for each in letters.iter("a")]:
        if (link.get("href") or "").removeprefix("#") not in ids:
            link.drop_tree()
    if not ids:
        drop(article, "glossary-letters")
        for term in article.iter("h3"):
            term.tag = "h2"


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
