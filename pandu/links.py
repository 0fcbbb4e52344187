"""Where links and pictures lead: to a page, a heading or a file that is there, resolved as MkDocs does it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pandu import DEFAULT_LANGUAGE, LANGUAGES
from pandu.glossary.page import generated_anchors as glossary_anchors
from pandu.ids import best, nearest
from pandu.law.register_page import generated_anchors as register_anchors
from pandu.pages import Course, Link, Page
from pandu.problems import Problem

OUTWARD = ("http", "https", "mailto", "tel")


@dataclass(frozen=True)
class Target:
    """A link inside the course. `path` is free of the language where the file lies in a language folder."""

    path: str
    anchor: str
    file: str | None
    """The file below docs/ that a reader gets, None where there is none."""


def internal_links(page: Page) -> Iterator[Link]:
    """Links and pictures that stay in the course. The choices of a scenario lead to its scenes: not here."""
    scenes = [
        range(page.first_line + block.first, page.first_line + block.last + 1)
        for block in page.quiz_blocks
        if block.quiz is None or block.quiz.type == "scenario"
    ]
    for link in page.links:
        if link.target.startswith("#") and any(link.line in lines for lines in scenes):
            continue
        if not _scheme(link.target) and not link.html:
            yield link


def resolve(course: Course, page: Page, target: str) -> Target:
    """As mkdocs-static-i18n does: the page's own language, then Indonesian, then what has no language."""
    if not target or not _can_be_split(target):
        return Target(target, "", None)
    parts = urlsplit(target)
    path = unquote(parts.path)
    if not path:
        return Target(page.key, unquote(parts.fragment), f"{page.language}/{page.key}")
    folder = "" if path.startswith("/") else posixpath.dirname(f"{page.language}/{page.key}")
    name = posixpath.normpath(posixpath.join(folder, path.lstrip("/") or "index.md"))
    if name.split("/", 1)[0] in _others(page):  # it would lead to the page of the reader's language after all
        return Target(name, unquote(parts.fragment), None)
    inside = name.removeprefix(f"{page.language}/")
    candidates = [f"{page.language}/{inside}", f"{DEFAULT_LANGUAGE}/{inside}", inside]
    found = next((name for name in candidates if name in course.files), None)
    return Target(inside, unquote(parts.fragment), found)


def check_links(course: Course, page: Page) -> Iterator[Problem]:
    for link in page.links:
        yield from _outward(page, link)
    for link in internal_links(page):
        target = resolve(course, page, link.target)
        found = _missing if target.file is None else _anchor
        yield from found(course, page, link, target)


def _others(page: Page) -> list[str]:
    return [language for language in LANGUAGES if language != page.language]


def _scheme(target: str) -> str:
    """`http`, `javascript` …; `//` for an address without a scheme; empty for a link inside the course."""
    if target.startswith(("//", "\\\\")):
        return "//"
    head, colon, _ = target.partition(":")
    return head.strip().lower() if colon and head.replace("+", "").replace("-", "").isalnum() else ""


def _can_be_split(target: str) -> bool:
    """False for brackets that look like an address of IPv6: MkDocs stops at them with a traceback."""
    try:
        urlsplit(target)
    except ValueError:
        return False
    return True


def _outward(page: Page, link: Link) -> Iterator[Problem]:
    scheme = _scheme(link.target)
    params = {"target": link.target, "text": link.text}
    if link.image:
        if scheme:
            yield Problem(page.path, link.line, "E461", params)
        elif link.html:
            yield Problem(page.path, link.line, "E463", params)
        if not link.text.strip():
            yield Problem(page.path, link.line, "E460", params)
    elif (scheme and scheme not in OUTWARD) or not _can_be_split(link.target):
        yield Problem(page.path, link.line, "E454", params)
    elif link.html and not scheme:
        yield Problem(page.path, link.line, "E457", params)


def _missing(course: Course, page: Page, link: Link, target: Target) -> Iterator[Problem]:
    params: dict[str, object] = {"target": link.target, "text": link.text}
    if not link.target and not link.image:
        yield Problem(page.path, link.line, "E459", params)
    elif target.path.split("/", 1)[0] in _others(page):
        yield Problem(page.path, link.line, "E455", params)
    elif near := _nearest_file(course, page, target):
        code = "E462" if link.image else "E450"
        yield Problem(
            page.path, link.line, code, {**params, "near": _as_link(page, course, near, target.anchor)}
        )
    else:
        yield Problem(page.path, link.line, "E464" if link.image else "E451", params)


def _nearest_file(course: Course, page: Page, target: Target) -> str | None:
    """The file that was probably meant: a folder's index, the same name elsewhere, or nearly that name."""
    reachable = {
        name.removeprefix(f"{language}/"): name
        for language in (DEFAULT_LANGUAGE, page.language)
        for name in course.files
        if name.startswith(f"{language}/")
    } | {name: name for name in course.files if name.split("/", 1)[0] not in LANGUAGES}
    for guess in (f"{target.path}.md", f"{target.path}/index.md", f"{target.path.removesuffix('.html')}.md"):
        if guess in reachable:
            return guess
    # Bare names first: whole paths are alike because of their folders and endings.
    name = nearest(_bare_name(target.path), map(_bare_name, reachable))
    return best([path for path in reachable if _bare_name(path) == name], target.path)


def _bare_name(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _as_link(page: Page, course: Course, path: str, anchor: str) -> str:
    file = path if path in course.files else f"{page.language}/{path}"
    name = posixpath.relpath(file, posixpath.dirname(f"{page.language}/{page.key}"))
    return f"{name}#{anchor}" if anchor else name


def is_there(course: Course, target: Target) -> bool:
    """Whether the file exists and, in a page that can be read, the heading or question that is named."""
    there = _page(course, target)
    if target.file is None or not target.anchor or there is None:
        return target.file is not None
    return target.anchor in _anchors(course, there)


def _page(course: Course, target: Target) -> Page | None:
    language, _, key = (target.file or "").partition("/")
    return course.pages.get((language, key))


def _anchors(course: Course, page: Page) -> frozenset[str]:
    """The ids on a page: those in its text, and those that its marker line becomes."""
    return page.anchors | glossary_anchors(course, page) | register_anchors(course, page)


def _anchor(course: Course, page: Page, link: Link, target: Target) -> Iterator[Problem]:
    there = _page(course, target)
    if is_there(course, target) or there is None:
        return
    near = nearest(target.anchor, _anchors(course, there))
    params = {"target": link.target, "anchor": target.anchor, "near": near, "path": there.path}
    yield Problem(page.path, link.line, "E452" if near else "E453", params)
