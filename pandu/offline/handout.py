"""What a module needs on paper: its pages, the sheets they lead to, and the terms and articles they name."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from lxml.html import HtmlElement, builder

from pandu.offline.book import Book, BookPage, Place, place_of, with_class

GLOSSARY, REGISTER, SHEETS = "glosarium.md", "hukum/index.md", "lembar/"
EXCERPT = "excerpt"
"""Class of what was taken out of the glossary or the register."""


def module_book(book: Book, module: str) -> Book:
    """The module's own pages, its sheets, and excerpts of glossary and register, in the book's order."""
    own = [page for page in book.pages if page.module == module]
    led_to = {place.key for page in own for place in _places(book, page)}
    sheets = [
        page for page in book.pages if page.key.startswith(SHEETS) and page.depth and page.key in led_to
    ]
    named = {place for page in (*own, *sheets) for place in _places(book, page)}
    pages = [*own, *sheets]
    for key, excerpt in ((GLOSSARY, _terms), (REGISTER, _articles)):
        page = book.page(key)
        ids = {place.anchor for place in named if place.key == key and place.anchor}
        if page is not None and ids:
            pages.append(replace(page, article=excerpt(page.article, ids)))
    return replace(book, pages=tuple(pages))


def is_sheet(page: BookPage) -> bool:
    return page.key.startswith(SHEETS) and not page.key.endswith("/index.md")


def _places(book: Book, page: BookPage) -> list[Place]:
    links = [link for link in page.article.iter("a") if link.get("href")]
    return [place for link in links if (place := place_of(book, page, link.get("href") or ""))]


def _terms(glossary: HtmlElement, ids: set[str]) -> HtmlElement:
    """Term and definition, no more: <h2 id> and its paragraphs."""
    entries = builder.DIV({"class": f"glossary-entries {EXCERPT}"})
    keep = False
    for element in (each for entry in with_class(glossary, "glossary-entries") for each in entry):
        if element.tag in ("h2", "h3"):
            keep = element.get("id") in ids
        if keep and element.tag in ("h3", "p"):
            copy = deepcopy(element)
            copy.tag = "h2" if copy.tag == "h3" else copy.tag
            entries.append(copy)
    return _page(glossary, entries)


def _articles(register: HtmlElement, ids: set[str]) -> HtmlElement:
    """Each law with the articles used: the rule in our words, and a line only where it is not verified."""
    entries = builder.DIV({"class": EXCERPT})
    for entry in with_class(register, "law-entry"):
        heading = entry.getprevious()
        articles = [each for each in with_class(entry, "law-article") if each.get("id") in ids]
        if heading is None or (not articles and heading.get("id") not in ids):
            continue
        kept = deepcopy(entry)
        for article in with_class(kept, "law-article"):
            if article.get("id") not in ids:
                article.drop_tree()
        for details in list(kept.iter("details")):
            summary = details.find("summary")
            if details.get("data-confidence") and summary is not None:
                note = builder.P(summary.text_content().strip(), {"class": "law-facts"})
                details.addnext(note)
            details.drop_tree()
        entries.extend((deepcopy(heading), kept))
    return _page(register, entries)


def _page(article: HtmlElement, entries: HtmlElement) -> HtmlElement:
    """An article with the title of the whole page and these entries."""
    title = [deepcopy(each) for each in article.iter("h1")][:1]
    page: HtmlElement = builder.E.article(*title, entries)
    return page
