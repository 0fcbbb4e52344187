"""What a page says about itself in its front matter: which keys there are and what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pandu import LANGUAGES
from pandu.ids import is_id, nearest, suggest_id
from pandu.pages import KINDS, Page
from pandu.problems import Problem

KEYS = {
    "title": str,
    "description": str,
    "minutes": int,
    "objectives": dict,
    "source": dict,
    "source_language": str,
    "template": str,  # read by MkDocs: another page layout
    "shuffle": bool,  # contracts C1: choices of the page's quizzes
    "hide": list,  # read by Material: parts of the layout
    "search": dict,
    "sheet": str,  # the sheet's or template's number, as L11a
    "kind": str,  # of a page among lessons that is none: one of pandu.pages.KINDS
}
"""Every key a page may have, and the kind of its value."""
OBJECTIVE_KEYS = ("text", "ability")
ABILITIES = range(1, 10)


def check_meta(page: Page) -> Iterator[Problem]:
    if not page.head.readable:  # said already, where it was read
        return
    yield from _unknown_keys(page)
    yield from _kinds(page)
    yield from _required(page)
    yield from _objectives(page)
    language = page.meta.get("source_language")
    if isinstance(language, str) and language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        yield Problem(page.path, page.line_of("source_language"), "E433", {"value": language, "known": known})
    kind = page.meta.get("kind")
    if isinstance(kind, str) and kind not in KINDS:
        params = {"value": kind, "known": ", ".join(KINDS)}
        yield Problem(page.path, page.line_of("kind"), "E458", params)


def _unknown_keys(page: Page) -> Iterator[Problem]:
    for key in page.meta:
        if key in KEYS:
            continue
        near = nearest(key, KEYS)
        params = {"key": key, "near": near, "known": ", ".join(KEYS)}
        yield Problem(page.path, page.line_of(key), "E424" if near else "E425", params)


def _kinds(page: Page) -> Iterator[Problem]:
    codes = {str: "E427", int: "E428", dict: "E430", bool: "E434", list: "E435"}
    for key, kind in KEYS.items():
        value = page.meta.get(key)
        if value is None or (isinstance(value, kind) and not (kind is int and not _is_minutes(value))):
            continue
        written = page.head.scalars.get(key, "…")
        yield Problem(page.path, page.line_of(key), codes[kind], {"key": key, "value": written})


def _is_minutes(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _required(page: Page) -> Iterator[Problem]:
    misspelt = {nearest(key, KEYS) for key in page.meta if key not in KEYS}
    if _blank(page.meta.get("title")) and "title" not in misspelt:
        yield Problem(page.path, page.line_of("title"), "E426", {"remedy": _title_remedy(page)})
    if not (page.is_lesson or page.is_test):
        return
    if page.meta.get("minutes") is None and "minutes" not in misspelt:
        yield Problem(page.path, page.line_of("minutes"), "E429")
    if page.meta.get("objectives") in (None, {}) and "objectives" not in misspelt:
        yield Problem(page.path, page.line_of("objectives"), "E431")


def _title_remedy(page: Page) -> str:
    heading = next((heading.text for heading in page.headings if heading.text), "…")
    return f'title: "{heading}"' if ": " in heading or heading[:1] in "\"'[{*&!%@`#" else f"title: {heading}"


def _objectives(page: Page) -> Iterator[Problem]:
    objectives = page.meta.get("objectives")
    if not isinstance(objectives, Mapping):
        return
    for name, objective in objectives.items():
        line = page.line_of(f"objectives.{name}")
        if not is_id(name):
            yield Problem(page.path, line, "E432", {"id": name, "near": suggest_id(str(name), "tujuan")})
        if not isinstance(objective, Mapping):
            yield Problem(page.path, line, "E436", {"id": name, "text": objective or "…"})
            continue
        for key in objective:
            if key not in OBJECTIVE_KEYS:
                at = page.line_of(f"objectives.{name}.{key}")
                yield Problem(page.path, at, "E437", {"id": name, "key": key})
        if _blank(objective.get("text")) or not isinstance(objective["text"], str):
            yield Problem(page.path, page.line_of(f"objectives.{name}.text"), "E438", {"id": name})
        ability = objective.get("ability")
        if isinstance(ability, bool) or ability not in ABILITIES:
            written = page.head.scalars.get(f"objectives.{name}.ability", "–")
            at = page.line_of(f"objectives.{name}.ability")
            yield Problem(page.path, at, "E439", {"id": name, "value": written})


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
