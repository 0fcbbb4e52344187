"""The built site as a book: its pages in the order of the menu, each with its content as a tree.

Every artefact is made from this: single file, PDF, EPUB. A link inside the book is a `Place`; what it becomes
(`#modul/amdal/tahap`, `amdal.xhtml#tahap`) is the artefact's own affair.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import yaml
from lxml import html
from lxml.html import HtmlElement

from pandu.menu import FILE
from pandu.offline.artefact import language_folder
from pandu.progress import Nav
from pandu.yaml_lines import compose

ROOT_URL = "http://site.invalid/"
"""Stands for the root of the site while links are resolved; it is never written."""
HOME = "index.md"
FURNITURE = "pager mend"
"""Classes of what belongs to a page on the site and not to its content."""
_REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "list")


@dataclass(frozen=True)
class Place:
    """A place in the book: a page by its key, and the id of an element there or nothing."""

    key: str
    anchor: str = ""


@dataclass(frozen=True)
class BookPage:
    """`key` is the Markdown file's path below docs/<language>; `address` the page's, from the site's root.

    `part` is the label of the menu's entry it lies under, `depth` how deep: 0 is a page of the menu itself.
    """

    key: str
    address: str
    title: str
    part: str
    depth: int
    article: HtmlElement

    @property
    def id(self) -> str:
        """Unique in the book: `modul/amdal` for that module, `modul/amdal/tahap-dan-pintu` for a lesson."""
        return self.key.removesuffix(".md").removesuffix("/index")

    @property
    def module(self) -> str:
        """The module's folder, for its page and its lessons; else nothing."""
        parts = self.key.split("/")
        return parts[1] if parts[0] == "modul" and len(parts) > 2 else ""


@dataclass(frozen=True)
class Book:
    """Pages for readers of one language, in the order of the menu; `site` is the folder of the built site."""

    site: Path
    language: str
    pages: tuple[BookPage, ...]

    def page(self, key: str) -> BookPage | None:
        return next((page for page in self.pages if page.key == key), None)

    def part(self, keep: Callable[[BookPage], bool]) -> Book:
        """The same book with fewer pages: links to those left out lead to the site."""
        return replace(self, pages=tuple(page for page in self.pages if keep(page)))

    @property
    def modules(self) -> tuple[str, ...]:
        """Folders of the modules in their order."""
        return tuple(dict.fromkeys(page.module for page in self.pages if page.module))


def read_book(site: Path, root: Path, language: str) -> Book:
    """Every page of the menu that was built; `root` is the project's, whose mkdocs.yml has the menu."""
    settings = read_settings(root)
    labels = _labels(settings, language)
    pages = []
    for key, part, depth in _entries(settings["nav"]):
        address = page_address(key, language)
        file = site / address / "index.html"
        if file.is_file():
            article = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot().find(".//article")
            heading = article.find(".//h1")
            title = " ".join(heading.text_content().split()) if heading is not None else key
            pages.append(BookPage(key, address, title, labels.get(part, part), depth, article))
    return Book(site, language, tuple(pages))


def page_address(key: str, language: str) -> str:
    """`modul/amdal/index.md` → `modul/amdal/`, below `en/` in English; the first page is an empty address."""
    path = key.removesuffix("index.md") if key.endswith("index.md") else key.removesuffix(".md") + "/"
    return language_folder(language) + path


def content(page: BookPage, *, scripted: bool = False) -> HtmlElement:
    """A copy of the page's article that may be changed, without what holds on the site only.

    An author marks such parts: `data-online-only` holds on the site alone, `data-screen-only` also in a copy
    with scripts. Templates and dialogs, too, stay where the artefact is `scripted`.
    """
    article = deepcopy(page.article)
    unfit = ".//*[@data-online-only]"
    if not scripted:
        unfit += " | .//*[@data-screen-only] | .//template | .//dialog | .//script"
    for element in article.xpath(unfit):
        element.drop_tree()
    for name in FURNITURE.split():
        drop(article, name)
    article.attrib.pop("id", None)
    article.attrib.pop("tabindex", None)
    return article


def with_class(tree: HtmlElement, name: str) -> list[HtmlElement]:
    return [element for element in tree.iter() if name in str(element.get("class") or "").split()]


def drop(tree: HtmlElement, name: str) -> list[HtmlElement]:
    """Take out every element of a class; returns them, in the order of the page."""
    found = with_class(tree, name)
    for element in found:
        element.drop_tree()
    return found


def place_of(book: Book, page: BookPage, href: str) -> Place | None:
    """Where a link of `page` leads, if it stays in the book."""
    address = urljoin(ROOT_URL + page.address, href)
    if not address.startswith(ROOT_URL):
        return None
    url = urlsplit(address)
    path = unquote(url.path.lstrip("/")).removesuffix("index.html")
    target = next((each for each in book.pages if each.address == path), None)
    return Place(target.key, unquote(url.fragment)) if target else None


def file_of(book: Book, page: BookPage, src: str) -> Path:
    """The file of the site that `src` on `page` names."""
    url = urlsplit(urljoin(ROOT_URL + page.address, src))
    return book.site / unquote(url.path.lstrip("/"))


def online(page: BookPage, href: str, site_url: str) -> str:
    """The full address of what a link leads to outside the book."""
    url = urljoin(ROOT_URL + page.address, href)
    return site_url + url.removeprefix(ROOT_URL) if url.startswith(ROOT_URL) else url


def relink(
    article: HtmlElement,
    book: Book,
    page: BookPage,
    *,
    site_url: str,
    link: Callable[[Place], str],
    picture: Callable[[Path], str],
    new_id: Callable[[Place], str],
) -> HtmlElement:
    """Give links, pictures and ids of a page their form in an artefact. Changes and returns `article`."""
    for element in article.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("id"):
            element.set("id", new_id(Place(page.key, element.get("id") or "")))
        for name in _REFERENCES:
            if element.get(name):
                ids = (element.get(name) or "").split()
                element.set(name, " ".join(new_id(Place(page.key, each)) for each in ids))
        if element.get("href"):
            href = element.get("href") or ""
            place = place_of(book, page, href)
            element.set("href", link(place) if place else online(page, href, site_url))
        if element.get("src"):
            element.set("src", picture(file_of(book, page, element.get("src") or "")))
    return article


def read_settings(root: Path) -> dict[str, Any]:
    """mkdocs.yml with what only MkDocs understands (`!ENV`, `!!python/name`) read as plain values."""
    node = compose((root / FILE).read_text(encoding="utf-8"))
    assert node is not None, "mkdocs.yml is empty"
    settings: dict[str, Any] = _plain(node)
    return settings


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {_plain(key): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value


def _entries(nav: Nav, part: str = "", depth: int = 0) -> Iterator[tuple[str, str, int]]:
    """Each page of the menu with the label of the entry it lies under and its depth."""
    if isinstance(nav, str):
        yield nav, part, depth
    elif isinstance(nav, Sequence):
        for each in nav:
            yield from _entries(each, part, depth)
    else:
        for label, below in (nav or {}).items():
            inside = not isinstance(below, str)
            for key, label_below, level in _entries(below, part or label, depth + inside):
                is_index = inside and posixpath.basename(key) == "index.md"
                yield key, label_below, level - is_index


def _labels(settings: dict[str, Any], language: str) -> dict[str, str]:
    plugins: Iterable[Any] = settings.get("plugins") or ()
    for plugin in plugins:
        for each in (plugin.get("i18n") or {}).get("languages", ()) if isinstance(plugin, dict) else ():
            if each.get("locale") == language:
                return each.get("nav_translations") or {}
    return {}
