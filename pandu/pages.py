"""Pages as data: what stands in the two language trees, read once and handed to every check and hook.

page     docs/<language>/<key>; the key is the same in all languages
course   every page, and the names of all other files below docs/ that a page may link to
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pandu import DEFAULT_LANGUAGE, LANGUAGES
from pandu.files import read_text
from pandu.front_matter import read_front_matter
from pandu.outline import Heading, Link, find_anchors, find_headings, find_links
from pandu.problems import Problem
from pandu.quiz import QuizBlock, find_quizzes
from pandu.source import mask_code, mask_comments, normalise
from pandu.yaml_lines import Document

__all__ = ["Course", "Heading", "Link", "Page", "course_of_build", "load_course", "parse_page"]


KINDS = ("test", "reference")
"""What a page in a module's folder can be, if it is no lesson."""
FACILITATORS = "fasilitator/"
"""The folder of plans, sessions and keys: no participant's copy holds it."""


@dataclass(frozen=True)
class Page:
    """One Markdown file. Lines are lines of the file; `body` is normalised and begins at `first_line`."""

    path: str
    language: str
    key: str
    head: Document
    body: str
    first_line: int
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    quiz_blocks: tuple[QuizBlock, ...]
    anchors: frozenset[str]
    visible: str
    """`body` with blanks where code and comments stand."""
    masked: str
    """`visible` with blanks where quizzes stand too."""

    @property
    def meta(self) -> Mapping[str, Any]:
        """The front matter; empty where it is absent or cannot be read."""
        return self.head.data

    @property
    def meta_lines(self) -> Mapping[str, int]:
        """The line of each key of the front matter; nested keys joined by dots."""
        return self.head.lines

    def line_of(self, key: str) -> int:
        """The line of a key of the front matter, or of the key it would stand under; else 1."""
        while key not in self.head.lines and "." in key:
            key = key.rpartition(".")[0]
        return self.head.lines.get(key, 1)

    @property
    def title(self) -> str:
        """From the front matter, else the first heading, else the key: never empty."""
        heading = next((heading.text for heading in self.headings if heading.level == 1), "")
        return str(self.meta.get("title") or heading or self.key)

    @property
    def is_lesson(self) -> bool:
        parts = self.key.split("/")
        in_module = len(parts) == 3 and parts[0] == "modul" and parts[2] != "index.md"
        return in_module and self.meta.get("kind") is None

    @property
    def is_test(self) -> bool:
        """All its questions are answered before the key is shown."""
        return self.meta.get("kind") == "test"


@dataclass(frozen=True)
class Course:
    """`files`: all files below docs/ but the data, as paths from there: `id/index.md`, `assets/peta.svg`."""

    pages: Mapping[tuple[str, str], Page]
    root: Path
    files: frozenset[str]

    def page(self, language: str, key: str) -> Page | None:
        """The page a reader of `language` gets: its own, else the Indonesian one."""
        return self.pages.get((language, key)) or self.pages.get((DEFAULT_LANGUAGE, key))


def parse_page(text: str, *, path: str, language: str, key: str) -> tuple[Page, list[Problem]]:
    """Read a page, whatever it holds; what makes no sense is a problem, never an exception."""
    front, problems = read_front_matter(text, path=path)
    body = normalise(front.body)
    blocks, quiz_problems = find_quizzes(body, path=path, language=language, first_line=front.first_line)
    visible = mask_comments(mask_code(body))
    masked = _without_quizzes(visible, blocks)
    links, undefined = find_links(visible, first_line=front.first_line)
    problems += quiz_problems
    problems += [
        Problem(path, link.line, "E456", {"text": link.text, "name": link.target}) for link in undefined
    ]
    page = Page(
        path=path,
        language=language,
        key=key,
        head=front.head,
        body=body,
        first_line=front.first_line,
        headings=find_headings(body, masked, first_line=front.first_line),
        links=links,
        quiz_blocks=tuple(blocks),
        anchors=find_anchors(visible) | {f"quiz-{block.quiz.id}" for block in blocks if block.quiz},
        visible=visible,
        masked=masked,
    )
    return page, problems


def _without_quizzes(visible: str, blocks: list[QuizBlock]) -> str:
    lines = visible.split("\n")
    for block in blocks:
        for number in range(block.first, block.last + 1):
            lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def load_course(root: Path) -> tuple[Course, list[Problem]]:
    """Every page below `root`/docs. Unchanged files are not read again: hooks may call this at will."""
    pages: dict[tuple[str, str], Page] = {}
    problems: list[Problem] = []
    files = frozenset(_files(root / "docs"))
    for name in sorted(files):
        language, _, key = name.partition("/")
        if language not in LANGUAGES or not key.endswith(".md"):
            continue
        page, found = _load_page(root, name, language, key)
        problems += found
        if page is not None:
            pages[language, key] = page
    return Course(pages, root, files), problems


@cache
def course_of_build(root: Path) -> Course:
    """The course as it stood when the build began: `course_of_build.cache_clear()` begins another.

    Looking at every file again for every page would make a build's time grow with the square of its pages.
    """
    return load_course(root)[0]


def _files(docs: Path) -> Iterator[str]:
    """Files that readers can reach, as MkDocs sees them: nothing hidden, no data."""
    for folder, folders, names in os.walk(docs, followlinks=True):
        inside = Path(folder).relative_to(docs)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (inside / name).as_posix() != "data"
        )
        yield from ((inside / name).as_posix() for name in names if not name.startswith("."))


def _load_page(root: Path, name: str, language: str, key: str) -> tuple[Page | None, tuple[Problem, ...]]:
    file, path = root / "docs" / name, f"docs/{name}"
    try:
        status = file.stat()
    except OSError:  # a link to nowhere
        return None, (Problem(path, 1, "E401"),)
    return _read_page(file, (status.st_mtime_ns, status.st_size), path, language, key)


@lru_cache(maxsize=2048)
def _read_page(
    file: Path, stamp: tuple[int, int], path: str, language: str, key: str
) -> tuple[Page | None, tuple[Problem, ...]]:
    """`stamp` is the file's time and size: the cache is right as long as they are."""
    text, problems = read_text(file, path=path)
    if text is None:
        return None, tuple(problems)
    page, found = parse_page(text, path=path, language=language, key=key)
    return page, tuple(found)
