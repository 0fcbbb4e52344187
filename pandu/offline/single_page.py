"""A page of the course as one part of a file that holds many: its ids, links and pictures, in few bytes.

An id on the page `modul/amdal/tahap-dan-pintu` becomes `modul/amdal/tahap-dan-pintu/<id>`: none collide, and
an address inside the file says what it leads to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from lxml import html
from lxml.html import HtmlElement

from pandu.compact import compact
from pandu.offline.book import (
    Book,
    BookPage,
    Place,
    content,
    drop,
    page_address,
    relink,
    with_class,
)
from pandu.offline.pictures import data_uri

_SAID_TWICE = ("glossary-notes", "glossary-used", "quiz-answer-part")
"""What a page repeats for the pointer and for paper; where a term is used, the search of the file says."""
_PICTURE = "picture-"
_HEIGHTS = (1000, 2000, 3000, 4000, 8000, 12000, 16000, 24000, 32000, 64000, 96000, 128000)
"""Pixels that a part is taken for until it is drawn; each has its rule in single.css."""


@dataclass(frozen=True)
class Links:
    """Where links lead and how ids are called in a file of this book."""

    book: Book
    site_url: str

    @cached_property
    def anchors(self) -> dict[str, set[str]]:
        """The ids on each page, by its key."""
        return {
            page.key: {str(each) for each in content(page, scripted=True).xpath(".//@id")}
            for page in self.book.pages
        }

    @cached_property
    def ids(self) -> dict[str, str]:
        return {page.key: page.id for page in self.book.pages}

    def new_id(self, place: Place) -> str:
        """Two slashes where one would make it the id of a page: `modul/amdal//jenis-dokumen`."""
        plain = f"{self.ids[place.key]}/{place.anchor}"
        return f"{self.ids[place.key]}//{place.anchor}" if plain in self.ids.values() else plain

    def holds(self, key: str, anchor: str) -> bool:
        return not anchor or anchor in self.anchors[key]

    def link(self, place: Place) -> str:
        if not place.anchor:
            return f"#{self.ids[place.key]}"
        if self.holds(place.key, place.anchor):
            return f"#{self.new_id(place)}"
        # The file holds a part of the glossary or the register: the rest of it is on the site.
        return f"{self.site_url}{page_address(place.key, self.book.language)}#{quote(place.anchor)}"


def section(links: Links, page: BookPage, *, after: str = "") -> str:
    """The page as a `<section>`; `after` is HTML for its end."""
    article = prepared(links, page)
    article.tag = "section"
    article.set("class", f"{article.get('class')} single-page h{_height(article)}")
    text = finished(links, page, article)
    start, end = text.index(" ") + 1, text.rindex("</section>")
    return f"{text[:start]}id={page.id} {text[start:end]}{after}</section>"


def prepared(links: Links, page: BookPage) -> HtmlElement:
    """A copy of the page without what the file says elsewhere or does not need."""
    article = content(page, scripted=True)
    for name in _SAID_TWICE:
        drop(article, name)
    for term in with_class(article, "term"):  # glossary.js makes the note from the entry itself
        term.attrib.pop("aria-describedby", None)
    for law in with_class(
        article, "law"
    ):  # that it is in force and was read goes without saying: so does its entry
        if not law.get("data-status") and not law.get("data-confidence"):
            law.attrib.pop("title", None)
    for element in article.iter("form", "section"):
        element.attrib.pop("data-search-exclude", None)
    for nav in article.iter("nav"):  # several pages have an alphabet
        nav.set("aria-label", f"{nav.get('aria-label')}: {page.title}")
    for element in article.xpath(f".//*[@lang='{links.book.language}' and not(self::pandu-quiz)]"):
        if not element.xpath(f"ancestor::*[@lang and @lang!='{links.book.language}']"):
            element.attrib.pop("lang")  # the file says it, once; quiz.js and quiz.css read that of a quiz
    return article


def finished(links: Links, page: BookPage, tree: HtmlElement) -> str:
    """Part of a page as it stands in the file: links, ids and pictures in their form. Changes `tree`."""
    pictures: list[Path] = []

    def picture(file: Path) -> str:
        pictures.append(file)
        return f"{_PICTURE}{len(pictures) - 1}"

    tools = list(tree.iter("template", "dialog"))
    for tool in tools:  # the scripts of the progress page know these by their ids
        tool.drop_tree()
    relink(
        tree,
        links.book,
        page,
        site_url=links.site_url,
        link=links.link,
        picture=picture,
        new_id=links.new_id,
    )
    tree.extend(tools)
    tree.tail = None
    text = compact(html.tostring(tree, encoding="unicode"))
    return re.sub(rf"={_PICTURE}(\d+)", lambda match: f'="{data_uri(pictures[int(match[1])])}"', text)


def _height(article: HtmlElement) -> int:
    """About as high as the page is on a screen of 360 pixels, as measured on lessons, sheets and lists."""
    pixels = 800 + 0.65 * len(article.text_content()) + 22 * len(list(article.iter("li")))
    return next((height for height in _HEIGHTS if height >= pixels), _HEIGHTS[-1])
