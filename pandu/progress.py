"""Lists of the course's lessons and modules, in which a reader sees how far they are.

An author writes one of three marker lines, alone in its line; it is replaced by Markdown with HTML in it:

<!-- daftar-pelajaran -->   on a module's page: its lessons
<!-- daftar-modul -->       on the first page: the modules
<!-- daftar-kemajuan -->    on the progress page: every module with its lessons

A module is a folder of `modul/` with an index page; its lessons are the other pages there that say no `kind`,
in the order of `nav`. What was answered is known to the reader's device only: memory.js fills it in.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pandu.literal import literal
from pandu.pages import Course, Page
from pandu.quiz.signature import signature_key
from pandu.settings import ROOT
from pandu.source import mask_fences

TEMPLATES = ROOT / "overrides" / "features" / "memory"
_MARKER = re.compile(r"^<!-- daftar-(pelajaran|modul|kemajuan) -->$", re.M)
_MODULE_PAGE = re.compile(r"modul/(?P<module>[^/]+)/(?P<page>[^/]+)\.md")

Nav = str | Sequence["Nav"] | Mapping[str, "Nav"] | None
"""What mkdocs.yml says under `nav`."""


@dataclass(frozen=True)
class Lesson:
    """`minutes` is 0 where the page states none; a quiz is `id:key`, the key being that of its signature."""

    key: str
    language: str
    title: str
    minutes: int
    quizzes: tuple[str, ...]


@dataclass(frozen=True)
class Module:
    name: str
    page: Lesson
    lessons: tuple[Lesson, ...]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def quizzes(self) -> tuple[str, ...]:
        return tuple(quiz for lesson in self.lessons for quiz in lesson.quizzes)


def has_marker(markdown: str) -> bool:
    return "<!-- daftar-" in markdown and _MARKER.search(mask_fences(markdown)) is not None


def page_order(nav: Nav) -> Iterator[str]:
    """The paths in `nav` in their order, however deep they lie."""
    if isinstance(nav, str):
        yield nav
        return
    for below in nav.values() if isinstance(nav, Mapping) else nav or ():
        yield from page_order(below)


def read_modules(course: Course, nav: Nav, language: str) -> tuple[Module, ...]:
    """The modules as `language` shows them; a page that is not translated stands in Indonesian."""
    indexes: dict[str, Lesson] = {}
    lessons: dict[str, list[Lesson]] = {}
    for key in page_order(nav):
        place, page = _MODULE_PAGE.fullmatch(key), course.page(language, key)
        if place is None or page is None or not (page.is_lesson or place["page"] == "index"):
            continue
        if place["page"] == "index":
            indexes[place["module"]] = _read_lesson(page)
        else:
            lessons.setdefault(place["module"], []).append(_read_lesson(page))
    return tuple(Module(name, page, tuple(lessons.get(name, ()))) for name, page in indexes.items())


def fill_lists(
    markdown: str, modules: Sequence[Module], *, key: str, language: str, words: Mapping[str, str]
) -> str:
    """Replace the marker lines of the page with path `key`; `words` are the interface's in `language`."""
    folder = posixpath.dirname(key)

    def count(number: int, thing: str) -> str:
        sentence = words[f"memory.{thing}.{'one' if number == 1 else 'other'}"]
        return sentence.format(n=number)

    def from_here(target: str) -> str:
        return posixpath.relpath(target, folder or ".")

    template = _environment().get_template("lessons.html")
    lessons = [lesson for module in modules if module.page.key == key for lesson in module.lessons]
    for marker in reversed(list(_MARKER.finditer(mask_fences(markdown)))):
        filled = template.render(
            kind=marker[1],
            modules=modules,
            lessons=lessons,
            language=language,
            count=count,
            from_here=from_here,
        )
        markdown = markdown[: marker.start()] + filled.strip() + markdown[marker.end() :]
    return markdown


@cache
def _environment() -> Environment:
    """One for all pages: compiling a template costs more than filling it. A changed template is read anew."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.filters["as_text"] = literal
    return environment


def _read_lesson(page: Page) -> Lesson:
    minutes = page.meta.get("minutes")
    quizzes = [block.quiz for block in page.quiz_blocks if block.quiz]
    return Lesson(
        key=page.key,
        language=page.language,
        title=page.title,
        minutes=minutes if isinstance(minutes, int) else 0,
        quizzes=tuple(f"{quiz.id}:{signature_key(quiz)}" for quiz in quizzes),
    )
