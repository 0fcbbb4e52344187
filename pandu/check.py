"""Everything that can be said about the course without building it: `check_course` runs every check."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from pandu import LANGUAGES
from pandu.files import read_text
from pandu.glossary.check import check_glossary
from pandu.headings import check_headings
from pandu.html_tags import check_html
from pandu.ids import suggest_id
from pandu.law.check import check_law
from pandu.links import check_links
from pandu.menu import check_menu
from pandu.meta import check_meta
from pandu.offline.verify import check_offline
from pandu.pages import Course, Page, load_course
from pandu.parity import check_languages
from pandu.problems import Problem, sort
from pandu.quiz.quality import check_quality
from pandu.search.check import check_search
from pandu.yaml_lines import parse_yaml

_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


FEATURES: Mapping[str, Callable[[Course], Iterator[Problem]]] = {
    "glossary": check_glossary,
    "law": check_law,
    "offline": check_offline,
    "search": check_search,
}
"""Checks of features that a site may do without, by the name of their hook."""


def check_course(root: Path, features: Collection[str] = tuple(FEATURES)) -> list[Problem]:
    """Every problem of the course below `root`, errors first."""
    course, problems = load_course(root)
    for page in course.pages.values():
        twins = (course.pages.get((other, page.key)) for other in LANGUAGES if other != page.language)
        problems += check_meta(page)
        problems += check_headings(page, next(filter(None, twins), None))
        problems += check_links(course, page)
        problems += check_html(page)
        problems += _objectives(page)
    problems += _file_names(course)
    problems += _quiz_ids(course)
    problems += check_quality(course)
    problems += check_languages(course)
    for name in FEATURES.keys() & features:
        problems += FEATURES[name](course)
    problems += check_menu(course)
    problems += _data(root)
    return sort(_without_echoes(problems))


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """A file with a wrong name will be renamed: what is said of its name elsewhere would be told twice."""
    misnamed = {problem.path for problem in problems if problem.code == "E403"}
    return [p for p in problems if p.path not in misnamed or p.code not in ("E404", "E501", "W501")]


def of_file(problems: list[Problem], path: str) -> list[Problem]:
    """The problems of one file, and what its twins in other languages say about how they differ from it."""
    docs, language, key = (*path.split("/", 2), "", "")[:3]
    twins = {f"{docs}/{other}/{key}" for other in LANGUAGES} if language in LANGUAGES else set()
    return [p for p in problems if p.path == path or (p.path in twins and p.code[1] == "5")]


def _file_names(course: Course) -> Iterator[Problem]:
    for name in sorted(course.files):
        bad = next((part for part in name.split("/") if not _NAME.fullmatch(part)), None)
        if bad is not None:
            yield Problem(f"docs/{name}", 1, "E403", {"name": bad, "near": _better_name(bad)})


def _better_name(name: str) -> str:
    stem, extension = posixpath.splitext(name)
    return suggest_id(stem, "halaman") + extension.lower()


def _quiz_ids(course: Course) -> Iterator[Problem]:
    """An id names one question of the course: answers are remembered under it."""
    seen: dict[tuple[str, str], str] = {}
    for page in course.pages.values():
        for block in page.quiz_blocks:
            if not block.id:
                continue
            line = page.first_line + block.first
            if block.quiz is not None:
                line = block.quiz.lines.get("id", block.quiz.line)
            first = seen.setdefault((page.language, block.id), f"{page.path}:{line}")
            if first != f"{page.path}:{line}":
                yield Problem(page.path, line, "E120", {"quiz": block.id, "first": first})


def _objectives(page: Page) -> Iterator[Problem]:
    """A quiz says which of the page's objectives it measures."""
    objectives = page.meta.get("objectives") or {}
    if not page.head.readable or not isinstance(objectives, Mapping):
        return
    known = ", ".join(str(name) for name in objectives)
    for quiz in (block.quiz for block in page.quiz_blocks if block.quiz is not None):
        params = {"quiz": quiz.id, "objective": quiz.objective, "objectives": known}
        if quiz.objective is None and objectives:
            yield Problem(page.path, quiz.line, "W121", params)
        elif quiz.objective is not None and quiz.objective not in objectives:
            code = "E122" if objectives else "E172"
            yield Problem(page.path, quiz.lines.get("objective", quiz.line), code, params)


def _data(root: Path) -> Iterator[Problem]:
    """What both languages share must at least be readable; what it says is checked by its feature."""
    for file in sorted((root / "docs" / "data").rglob("*.yml")):
        path = file.relative_to(root).as_posix()
        text, problems = read_text(file, path=path)
        yield from problems
        if text is not None:
            yield from parse_yaml(text, path=path)[1]
