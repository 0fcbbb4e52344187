"""The whole course in one HTML file, or a part of it: it opens alone, from any folder, and loads nothing.

Style, scripts, pictures and search stand inside. With JavaScript off everything can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markupsafe import Markup, escape

from pandu import LANGUAGES
from pandu.offline.artefact import newest, release
from pandu.offline.book import HOME, Book, BookPage, Place, page_address, with_class
from pandu.offline.pictures import data_uri
from pandu.offline.scripts import CREDITS, PAGE_START, pack, page_scripts, with_policy
from pandu.offline.single_page import Links, finished, prepared, section
from pandu.offline.styles import compact, subset, words_of
from pandu.offline.templates import OVERRIDES, template
from pandu.pages import course_of_build
from pandu.search.course import course_index
from pandu.settings import Settings
from pandu.strings import script_words, words_for

OPEN_MODULES = 3
"""With more of them, the contents tell the lessons of a module when the reader opens it."""
CONTENTS = "daftar-isi"
_FEET = ("tentang", "privasi", "lisensi")


@dataclass(frozen=True)
class Entry:
    """A page as the contents tell of it; `quizzes` are `id:key`. A module has those of its lessons."""

    page: BookPage
    minutes: int = 0
    quizzes: tuple[str, ...] = ()
    below: tuple[Entry, ...] = ()

    @property
    def lessons(self) -> int:
        return sum(each.minutes > 0 for each in self.below) if self.page.module else 0


@dataclass(frozen=True)
class Cover:
    """`rest` is HTML of the site's first page, for below the contents; `id` is that of the contents."""

    heading: str
    rest: Markup
    id: str


def single_file(book: Book, settings: Settings, *, root: Path, title: str | None = None) -> bytes:
    """The book as one file of HTML. `title` is given for a part of the course.

    A part has no search: a few pages are found by their contents and with the browser's own search, and ours
    would weigh as much as they do. Links to pages that are not in the book lead to the site.
    """
    words = words_for(book.language)
    links = Links(book, settings.site_url)
    cover = _cover(links, words, title)
    pages = [page for page in book.pages if page.key != HOME]
    parts = [section(links, page, after=_pager(pages, page, words)) for page in pages]
    packed = pack(_index(links, settings, root)) if title is None else None
    features = _features(parts, searched=packed is not None)
    own_scripts = page_scripts(features)
    fields = {
        "language": book.language,
        "words": words,
        "settings": settings,
        "release": release(settings, words, book.language),
        "newest": newest(settings, book.language),
        "title": title or words["site.name"],
        "whole": title is None,
        "others": [
            {"language": code, "name": words_for(code)["site.language"], "address": newest(settings, code)}
            for code in LANGUAGES
            if code != book.language
        ],
        "cover": cover,
        "contents": contents(pages),
        "folded": len(book.modules) > OPEN_MODULES,
        "count": partial(_count, words),
        "parts": [Markup(part) for part in parts],
        "feet": {name: _foot(links, name) for name in _FEET},
        "spoken": {feature: _spoken(words, feature) for feature in _speaking(features)},
        "packed": packed.data if packed else "",
        "credits": CREDITS if packed else "",
        "scripts": list(map(Markup, own_scripts)),
        "start": Markup(PAGE_START),
        "styles": "",
    }
    form = template("features/offline/single.html")
    scripts = [*own_scripts, packed.script if packed else ""]
    style = _style(book, features, html=form.render(fields), scripts=scripts)
    page = form.render({**fields, "styles": Markup(style)})
    return with_policy(page, style=style, packed=[packed.script] if packed else []).encode("utf-8")


def contents(pages: Iterable[BookPage]) -> list[Entry]:
    """The pages as the menu has them: those of a module, or of a part with several pages, below its first."""
    tops: list[tuple[BookPage, list[Entry]]] = []
    for page in pages:
        if page.depth and tops and tops[-1][0].part == page.part:
            tops[-1][1].append(_entry(page))
        else:
            tops.append((page, []))
    return [
        Entry(
            page,
            sum(each.minutes for each in below),
            tuple(quiz for each in below for quiz in each.quizzes),
            tuple(below),
        )
        for page, below in tops
    ]


def _entry(page: BookPage) -> Entry:
    """A test counts for nothing, as on the site: it is no lesson."""
    if page.article.find(".//pandu-test") is not None:
        return Entry(page, 0, ())
    said = "".join(each.text_content() for each in with_class(page.article, "minutes")[:1])
    minutes = int("".join(filter(str.isdigit, said)) or 0)
    quizzes = (f"{quiz.get('data-id')}:{quiz.get('data-key')}" for quiz in page.article.iter("pandu-quiz"))
    return Entry(page, minutes, tuple(quizzes))


def _cover(links: Links, words: Mapping[str, str], title: str | None) -> Cover:
    home = links.book.page(HOME)
    if home is None:
        return Cover(title or words["site.name"], Markup(), CONTENTS)
    article, place = prepared(links, home), CONTENTS
    for heading in list(article.iter("h1")):
        heading.drop_tree()
    for banner in with_class(article, "banner"):
        banner.drop_tag()
    for listed in with_class(article, "lesson-list"):  # the contents say the same and more
        heading = listed.getprevious()
        if heading is not None and heading.tag == "h2" and heading.get("id"):
            place = links.new_id(Place(home.key, heading.get("id") or ""))
            heading.drop_tree()
        listed.drop_tree()
    article.tag = "div"
    article.attrib.clear()
    return Cover(title or home.title, Markup(finished(links, home, article)), place)


def _pager(pages: Sequence[BookPage], page: BookPage, words: Mapping[str, str]) -> str:
    """Where to go from a page. Not a `<nav>`: the file would have one landmark of this name a page."""
    at = pages.index(page)
    steps = [
        ("previous", pages[at - 1] if at else None),
        ("next", pages[at + 1] if at + 1 < len(pages) else None),
    ]
    (_, before), (_, after) = steps
    links = [
        *(_step("previous", before, words) if before else ""),
        f"<a class=pager-contents href=#index>{escape(words['offline.copy.contents'])}</a>",
        *(_step("next", after, words) if after else ""),
    ]
    return f'<div class="pager single-pager">{"".join(links)}</div>'


def _step(step: str, page: BookPage, words: Mapping[str, str]) -> str:
    said = escape(words[f"site.{step}"])
    return f"<a class=pager-{step} href=#{page.id}><span>{said}</span> {escape(page.title)}</a>"


def _foot(links: Links, name: str) -> str:
    key = "tentang/index.md" if name == "tentang" else f"tentang/{name}.md"
    if links.book.page(key):
        return links.link(Place(key))
    return links.site_url + page_address(key, links.book.language)


def _count(words: Mapping[str, str], number: int, thing: str) -> str:
    return words[f"memory.{thing}.{'one' if number == 1 else 'other'}"].format(n=number)


def _index(links: Links, settings: Settings, root: Path) -> str:
    """Made anew and not taken from the site: there it finds what this file does not hold."""
    book = links.book
    keys = [page.key for page in book.pages]
    course = course_of_build(root)
    return course_index(course, book.language, keys, settings.repository, held=links.holds)


def _features(parts: Iterable[str], *, searched: bool) -> list[str]:
    """The scripts, in the order of the site: memory listens before anyone speaks."""
    text = "".join(parts)
    found = ["memory", "site"]
    if searched:
        found += ["offline/single", "search", "search/open"]
    if "<pandu-quiz" in text:
        found.append("quiz")
        if any(f"data-type={kind}" in text for kind in ("order", "match", "categorise")):
            found.append("quiz/quiz-arrange")
        if "data-type=scenario" in text:
            found.append("quiz/quiz-scenario")
        if "<pandu-test" in text:
            found.append("quiz/quiz-test")
    if "class=term" in text:
        found.append("glossary")
    if "<pandu-profiles" in text:
        found += ["memory/progress", "memory/transfer"]
    return found


def _speaking(features: Iterable[str]) -> list[str]:
    speakers = {"memory": "memory", "site": "site", "search": "search", "quiz": "quiz"}
    more = {"offline/single": "offline.single", "memory/progress": "progress"}
    return [(speakers | more)[each] for each in features if each in speakers | more]


def _spoken(words: Mapping[str, str], feature: str) -> dict[str, str]:
    """Where the site offers its index, the file offers its contents."""
    said = script_words(words, feature)
    if feature == "memory":
        said |= script_words(words, "memory.answers")
    return {**said, "listing": words["offline.single.listing"]} if "listing" in said else said


def _style(book: Book, features: Sequence[str], *, html: str, scripts: Sequence[str]) -> str:
    """What the site's pages load, with Material's sheet cut down to what this file can use."""
    names = ["site/site", "memory/memory", "law/law", "glossary/glossary"]
    names += ["quiz/quiz"] if "quiz" in features else []
    names += ["memory/progress"] if "memory/progress" in features else []
    names += ["search/search"] if "search" in features else []
    folder = OVERRIDES / "features"
    own = {
        name: compact((folder / f"{name}.css").read_text(encoding="utf-8"))
        for name in [*names, "offline/single", "site/print"]
    }
    own["site/print"] = f"@media print{{{own['site/print']}}}"
    last = own.pop("offline/single")
    sheet = "".join(own.values()) + last
    (material,) = sorted((book.site / "assets" / "stylesheets").glob("main.*.min.css"))
    theirs = subset(material.read_text(encoding="utf-8"), words_of(html, scripts), read_by=sheet)
    river = data_uri(folder / "site" / "river.svg")
    return (theirs + sheet).replace("url(river.svg)", f'url("{river}")')
