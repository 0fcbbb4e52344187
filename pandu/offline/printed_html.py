"""A book on paper, as one HTML document for Chromium to print: cover, contents, chapters and keys.

Everything stands inside the document. Chromium cannot print the page on which a link ends, so the numbers
come from outside: the book is printed once to learn them and once to show them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement, builder
from markupsafe import Markup

from pandu.glossary.markdown import PAGE as GLOSSARY
from pandu.law.register_page import KEY as REGISTER
from pandu.offline.artefact import newest, release
from pandu.offline.book import Book, BookPage, Place, content, drop, relink
from pandu.offline.keys import static_form, take_keys
from pandu.offline.parts import is_sheet
from pandu.offline.pictures import data_uri
from pandu.offline.printed_entries import short_articles, short_terms
from pandu.offline.templates import OFFLINE, template
from pandu.settings import Settings
from pandu.strings import words_for

STYLES = (
    "assets/stylesheets/main.*.css",
    *(f"features/{name}/{name}.css" for name in ("site", "memory", "quiz", "glossary", "law")),
    "features/site/print.css",
)
"""The site's own, in the order in which its pages load them; print-book.css comes last."""
FURNITURE = ("glossary-notes", "glossary-letters", "law-index", "md-button")
"""Classes of what helps on a screen and only takes room on paper."""
KEYS = "kunci-jawaban"
"""The id of the chapter of keys."""
UNKNOWN = "00"
"""In place of a page number that is not known yet: about as wide as one that is."""
_SHORT_FORMS = {GLOSSARY: short_terms, REGISTER: short_articles}
"""Pages that are looked up, each with what makes it short."""
_HEADING = re.compile(r"h([1-6])")
_SHEET_MARGIN = "margin: 12mm 15mm; "
"""As when a sheet is printed from the site (print.css), so that here too it is one side of paper."""


@dataclass(frozen=True)
class Printed:
    """What is printed as one PDF: `kind` says what it is, in words. A `short` one has no cover page."""

    book: Book
    heading: str
    kind: str
    short: bool = False

    @property
    def title(self) -> str:
        """The document's, as viewers show it in their window."""
        return f"{self.heading} · {self.kind}"


@dataclass(frozen=True)
class Chapter:
    """`keys` are those of its questions, or None; `page` is the number in the contents."""

    id: str
    title: str
    depth: int
    page: str
    body: HtmlElement
    keys: HtmlElement | None = None


def book_html(printed: Printed, settings: Settings, *, page_numbers: Mapping[str, int] | None = None) -> str:
    """The document; `page_numbers` are pages by id, known from an earlier print."""
    book = printed.book
    words = words_for(book.language)
    pages = {id: str(page) for id, page in (page_numbers or {}).items()}
    chapters = [_chapter(printed, page, settings, pages) for page in book.pages]
    keys = [_keys_of(chapter) for chapter in chapters if chapter.keys is not None]
    if keys:
        title = words["quiz.answer-part"]
        body = builder.SECTION(builder.H1(title, {"class": "level-1"}), *keys)
        body.set("class", "chapter keys md-typeset")
        body.set("id", KEYS)
        chapters.append(Chapter(KEYS, title, 0, pages.get(KEYS, UNKNOWN), body))
    if printed.short:
        _add_class(chapters[0].body, "opening")
    ids = {element.get("id") for chapter in chapters for element in chapter.body.iter() if element.get("id")}
    for chapter in chapters:
        _drop_links_to_what_is_left_out(chapter.body, ids)
        _add_page_numbers(chapter.body, pages, words["offline.print.page"])
    copy = release(settings, words, book.language)
    margins = _margins(f"{words['site.name']} · {copy} · CC BY 4.0", chapters)
    return template("features/offline/print-book.html").render(
        printed=printed,
        words=words,
        release=copy,
        lead=_description(book, book.pages[0]),
        newest=newest(settings, book.language),
        logo=data_uri(book.site / "assets" / "logo.svg"),
        styles=Markup(_styles(book.site) + margins),
        chapters=chapters,
        markup=lambda chapter: Markup(html.tostring(chapter.body, encoding="unicode", with_tail=False)),
    )


def _chapter(printed: Printed, page: BookPage, settings: Settings, pages: Mapping[str, str]) -> Chapter:
    """A page with links, pictures and ids as they are in the document."""
    article = static_form(content(page))
    if printed.short and page.key in _SHORT_FORMS:
        article = _SHORT_FORMS[page.key](article)
    keys = take_keys(article)
    for name in FURNITURE:
        drop(article, name)
    for details in article.iter("details"):
        details.set("open", "")
    for part in (article,) if keys is None else (article, keys):
        for element in part.iter():
            element.attrib.pop("aria-describedby", None)
        for link in part.iter("a"):
            if not re.match(r"[a-z]+:", link.get("href") or ""):
                _add_class(link, "ours")
        relink(part, printed.book, page, site_url=settings.site_url, link=_link, picture=data_uri, new_id=_id)
    kind = "looked-up" if page.key in _SHORT_FORMS else "sheet" if is_sheet(page) else ""
    article.tag = "section"
    article.set("id", page.id)
    article.set("class", f"chapter md-typeset {kind}".strip())
    _put_figures_beside_their_words(article)
    for element in article.iter():
        level = _HEADING.fullmatch(element.tag) if isinstance(element.tag, str) else None
        if level:  # bookmarks become a tree: lessons below their module
            _add_class(element, f"level-{level[1]}")
            element.tag = f"h{min(6, int(level[1]) + page.depth)}"
    return Chapter(page.id, page.title, page.depth, pages.get(page.id, UNKNOWN), article, keys)


def _keys_of(chapter: Chapter) -> HtmlElement:
    """The keys of one page below its title, which leads back to the page."""
    keys = chapter.keys
    assert keys is not None
    keys.insert(0, builder.H2({"class": "level-2"}, builder.A(chapter.title, href=f"#{chapter.id}")))
    return keys


def _put_figures_beside_their_words(article: HtmlElement) -> None:
    """A diagram is tall and narrow, and the same in words follows it: side by side they save a page."""
    for picture in list(article.iter("img")):
        paragraph = picture.getparent()
        words = paragraph.getnext() if paragraph is not None and paragraph.tag == "p" else None
        if paragraph is None or words is None or words.tag != "details" or paragraph.text_content().strip():
            continue
        figure = builder.DIV({"class": "figure"})
        paragraph.addprevious(figure)
        figure.extend((paragraph, words))


def _drop_links_to_what_is_left_out(tree: HtmlElement, ids: Collection[str | None]) -> None:
    """An excerpt of the register may name a law of which it has no article; the name stays, the link goes."""
    for link in list(tree.iter("a")):
        href = link.get("href") or ""
        if href.startswith("#") and href[1:] not in ids:
            link.drop_tag()


def _add_page_numbers(tree: HtmlElement, pages: Mapping[str, str], form: str) -> None:
    """Say on paper where a link leads. Not in the same chapter, nor to the glossary and the register: these
    are found by the alphabet and by the number of the law."""
    own = {element.get("id") for element in tree.iter() if element.get("id")}
    before, after = form.split("{page}")
    for link in list(tree.iter("a")):
        href = link.get("href") or ""
        id = href.removeprefix("#")
        if id == href or id in own or {"term", "law"} & set((link.get("class") or "").split()):
            continue
        number = builder.SPAN(pages.get(id, UNKNOWN), {"class": "page-number"})
        link.append(builder.SPAN({"class": "page-reference"}, f" ({before}", number, f"{after})"))


def _margins(copy: str, chapters: list[Chapter]) -> str:
    """What stands in the margins: which copy this is, and the chapter's title at the head of its pages."""
    rules = [f"@page {{ @bottom-left {{ content: {_css_string(copy)}; }} }}"]
    for number, chapter in enumerate(chapters):
        margin = _SHEET_MARGIN if "sheet" in (chapter.body.get("class") or "").split() else ""
        head = f"@top-right {{ content: {_css_string(chapter.title)}; }}"
        rules.append(f"@page chapter-{number} {{ {margin}{head} }}")
        rules.append(f"[id={_css_string(chapter.id)}] {{ page: chapter-{number}; }}")
    return "\n".join(rules)


def _css_string(text: str) -> str:
    r"""A CSS string that cannot end early or close a <style>: `"` becomes `\22 `."""
    return '"' + re.sub(r'["\\<>\n&]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'


def _description(book: Book, page: BookPage) -> str:
    """What a page says of itself to search engines: one or two sentences."""
    tree = html.parse(str(book.site / page.address / "index.html"), html.HTMLParser(encoding="utf-8"))
    found = tree.getroot().find(".//meta[@name='description']")
    return str(found.get("content") or "") if found is not None else ""


def _add_class(element: HtmlElement, name: str) -> None:
    element.set("class", f"{element.get('class') or ''} {name}".strip())


def _id(place: Place) -> str:
    page = place.key.removesuffix(".md").removesuffix("/index")
    return f"{page}/{place.anchor}" if place.anchor else page


def _link(place: Place) -> str:
    return f"#{_id(place)}"


def _styles(site: Path) -> str:
    files = [file for pattern in STYLES for file in sorted(site.glob(pattern))]
    return "\n".join(file.read_text(encoding="utf-8") for file in [*files, OFFLINE / "print-book.css"])
