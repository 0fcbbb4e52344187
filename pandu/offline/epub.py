"""The EPUB of a language: the course as a book for reader apps, with its keys at the end.

Each page of the menu becomes one file, in the order of the menu; `epub_page` says what its HTML becomes. The
package, the contents and the cover are templates beside the other styles and words of the artefacts.
"""

from __future__ import annotations

import textwrap
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lxml.html import HtmlElement, builder
from markupsafe import Markup

from pandu.glossary.markdown import PAGE as GLOSSARY
from pandu.offline.artefact import newest, release
from pandu.offline.book import HOME, Book, BookPage, Place, content, relink
from pandu.offline.epub_page import as_xhtml, for_readers, page_file, picture_file
from pandu.offline.keys import is_key, take_keys
from pandu.offline.parts import reading_book
from pandu.offline.pictures import MEDIA_TYPES as PICTURE_TYPES
from pandu.offline.templates import OFFLINE, template
from pandu.offline.zip_file import zip_file
from pandu.settings import Settings
from pandu.strings import words_for

FOLDER = "EPUB"
MIMETYPE = "application/epub+zip"
KEYS = "kunci"
"""Files of keys begin with it: `kunci.amdal.xhtml`."""
MEDIA_TYPES = {**PICTURE_TYPES, ".css": "text/css", ".xhtml": "application/xhtml+xml"}
CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_COVER_LINE = 17
"""Letters in a line of the cover's title."""


@dataclass(frozen=True)
class Chapter:
    """A file of the book; `body` is its XHTML. `below` are the chapters that the contents show under it."""

    file: str
    title: str
    body: Markup
    below: tuple[Chapter, ...] = ()


@dataclass(frozen=True)
class Item:
    """A line of the manifest; `properties` as EPUB 3 names them, `is_read` if it is in the reading order."""

    file: str
    properties: str = ""
    is_read: bool = False

    @property
    def id(self) -> str:
        """A file's name, which is unique, as a name of XML."""
        return f"item-{self.file}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[Path(self.file).suffix.lower()]


def epub(book: Book, settings: Settings) -> bytes:
    """The EPUB of `book`, of whose pages it leaves out those that are no use in a reader app."""
    book = reading_book(book)
    words = words_for(book.language)
    pictures: dict[str, Path] = {}
    chapters, keys = _chapters(book, settings, pictures, words["quiz.answer-part"])
    home = book.page(HOME)
    title = ": ".join(filter(None, (words["site.name"], home.title if home else "")))
    read = [*(each for chapter in chapters for each in (chapter, *chapter.below)), *keys]
    manifest = (
        Item("cover.xhtml", is_read=True),
        Item("nav.xhtml", "nav", is_read=True),
        *(Item(chapter.file, is_read=True) for chapter in read),
        Item("epub.css"),
        Item("cover.svg", "cover-image"),
        *(Item(name) for name in sorted(pictures)),
    )

    def fill(name: str, **values: object) -> bytes:
        text = template(f"features/offline/{name}").render(
            book=book,
            words=words,
            day=settings.today.isoformat(),
            release=release(settings, words, book.language),
            newest=newest(settings, book.language),
            title=title,
            **values,
        )
        return text.encode()

    files = [
        ("mimetype", MIMETYPE.encode()),
        ("META-INF/container.xml", CONTAINER.encode()),
        (
            f"{FOLDER}/package.opf",
            fill("epub-package.opf", identifier=identifier(book, settings), manifest=manifest),
        ),
        (f"{FOLDER}/cover.xhtml", fill("epub-cover.xhtml")),
        (
            f"{FOLDER}/nav.xhtml",
            fill("epub-nav.xhtml", chapters=chapters, keys=keys, glossary=_glossary(book)),
        ),
        *((f"{FOLDER}/{chapter.file}", fill("epub-page.xhtml", chapter=chapter)) for chapter in read),
        (f"{FOLDER}/epub.css", (OFFLINE / "epub.css").read_bytes()),
        (
            f"{FOLDER}/cover.svg",
            fill("epub-cover.svg", lines=textwrap.wrap(home.title if home else "", _COVER_LINE)),
        ),
        *((f"{FOLDER}/{name}", pictures[name].read_bytes()) for name in sorted(pictures)),
    ]
    return zip_file(files, settings.today, stored="mimetype")


def identifier(book: Book, settings: Settings) -> str:
    """The same for every version: a reader app then knows the newer copy as the same book."""
    return uuid.uuid5(uuid.NAMESPACE_URL, settings.site_url + book.language).urn


def _chapters(
    book: Book, settings: Settings, pictures: dict[str, Path], key_title: str
) -> tuple[list[Chapter], list[Chapter]]:
    """The chapters as the contents show them, and those of keys. Adds to `pictures`: name → file."""

    def link(place: Place) -> str:
        page = pages[place.key]
        file = _key_file(page) if is_key(place) else page_file(page)
        return f"{file}#{place.anchor}" if place.anchor else file

    def picture(file: Path) -> str:
        name = picture_file(file.relative_to(book.site))
        pictures[name] = file
        return name

    def finished(tree: HtmlElement, page: BookPage) -> HtmlElement:
        return for_readers(
            relink(
                tree,
                book,
                page,
                site_url=settings.site_url,
                link=link,
                picture=picture,
                new_id=lambda place: place.anchor,
            )
        )

    pages = {page.key: page for page in book.pages}
    chapters: list[tuple[str, list[Chapter]]] = []
    keys: list[tuple[BookPage, HtmlElement]] = []
    for page in book.pages:
        article = content(page)
        part = take_keys(article)
        if part is not None:
            keys.append((page, finished(part, page)))
        chapter = Chapter(page_file(page), page.title, as_xhtml(finished(article, page)))
        if page.depth and chapters and chapters[-1][0] == page.part:
            chapters[-1][1].append(chapter)
        else:
            chapters.append((page.part, [chapter]))
    return [
        Chapter(first.file, first.title, first.body, tuple(below)) for _, (first, *below) in chapters
    ], list(_key_chapters(book, keys, key_title))


def _key_chapters(
    book: Book, keys: Sequence[tuple[BookPage, HtmlElement]], key_title: str
) -> Iterable[Chapter]:
    """One file of keys a module, a section in it for each page with questions."""
    for file, group in groupby(keys, lambda pair: _key_file(pair[0])):
        parts = list(group)
        first = parts[0][0]
        module = book.page(f"modul/{first.module}/index.md") or first
        tree = builder.SECTION(builder.H1(f"{key_title}: {module.title}"))
        for page, part in parts:
            if len(parts) > 1 or page is not module:
                tree.append(builder.H2(builder.A(page.title, href=page_file(page))))
            tree.append(part)
        yield Chapter(file, module.title, as_xhtml(tree))


def _key_file(page: BookPage) -> str:
    return f"{KEYS}.{page.module or page_file(page).removesuffix('.xhtml')}.xhtml"


def _glossary(book: Book) -> str:
    page = book.page(GLOSSARY)
    return page_file(page) if page else ""
