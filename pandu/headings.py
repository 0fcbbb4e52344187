"""The headings of a page: each below level 1 has an id, the same in every language; none skips a level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pandu.ids import is_id, suggest_id
from pandu.outline import Heading
from pandu.pages import Page
from pandu.problems import Problem

# GitHub takes these for headings and Python-Markdown does not, or the other way round.
_OFF_THE_EDGE = re.compile(r"^(?: {1,3}|[ >]*>[ >]*)(?P<heading>#{1,6} +\S.*)$")
# An id that Python-Markdown overlooks: no blank before it, or no `#` in it.
_MEANT = re.compile(r"\{[#:]?\s*#?(?P<id>[a-z][a-z0-9-]+)\s*\}$")
_INDENTED = re.compile(r"^(?P<indent> {4,})(?P<heading>#{1,6} +\S.*)$")
_CONTAINER = re.compile(r"^ *(?:!!!|\?\?\?|===|[-*+] |\d+[.)] )")


def check_headings(page: Page, twin: Page | None = None) -> Iterator[Problem]:
    """`twin` is the same page in the other language: its ids are the ones to propose."""
    yield from _levels(page)
    yield from _ids(page, twin)
    yield from _off_the_edge(page)


def _levels(page: Page) -> Iterator[Problem]:
    top: Heading | None = None
    level = 1  # without a heading of level 1 the title of the front matter is it
    for heading in page.headings:
        if heading.mark == "glued":  # perhaps no heading at all
            continue
        if heading.level == 1:
            if top is not None:
                params = {"text": heading.text, "first": top.line}
                yield Problem(page.path, heading.line, "E441", params)
            elif heading is not page.headings[0]:
                yield Problem(page.path, heading.line, "E440", {"text": heading.text})
            top = top or heading
        if heading.level > level + 1:
            params = {
                "text": heading.text,
                "level": heading.level,
                "marks": "#" * (level + 1),
                "above": level,
            }
            yield Problem(page.path, heading.line, "E442", params)
        level = heading.level


def _ids(page: Page, twin: Page | None) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    used = {heading.id for heading in page.headings}
    for number, heading in enumerate(page.headings):
        if heading.mark == "glued":
            params = {"text": heading.text, "marks": "#" * heading.level}
            yield Problem(page.path, heading.line, "E446", params)
        elif not heading.text:
            yield Problem(page.path, heading.line, "E449", {"marks": "#" * heading.level})
        elif heading.id is None and heading.level > 1:
            meant = _MEANT.search(heading.text)
            proposal = meant["id"] if meant else _proposal(number, heading, page, twin, used)
            text = heading.text[: meant.start()].rstrip() if meant else heading.text
            params = {"text": text, "marks": "#" * heading.level, "id": proposal}
            yield Problem(page.path, heading.line, "E443" if heading.mark == "#" else "E448", params)
        if heading.id is None:
            continue
        if not is_id(heading.id):
            params = {"text": heading.text, "id": heading.id, "near": suggest_id(heading.id)}
            yield Problem(page.path, heading.line, "E444", params)
        elif heading.id in seen:
            twice = {"text": heading.text, "id": heading.id, "first": seen[heading.id]}
            yield Problem(page.path, heading.line, "E445", twice)
        seen.setdefault(heading.id, heading.line)


def _proposal(number: int, heading: Heading, page: Page, twin: Page | None, used: set[str | None]) -> str:
    if twin and len(twin.headings) == len(page.headings):
        there = twin.headings[number]
        if there.id and there.level == heading.level and there.id not in used:
            return there.id
    return suggest_id(heading.text)


def _off_the_edge(page: Page) -> Iterator[Problem]:
    lines = page.masked.split("\n")
    for number, line in enumerate(lines):
        if "#" not in line:
            continue
        found = _OFF_THE_EDGE.match(line)
        indented = _INDENTED.match(line)
        if indented and _inside_container(lines, number, len(indented["indent"])):
            found = indented
        if found:
            yield Problem(page.path, page.first_line + number, "E447", {"text": found["heading"]})


def _inside_container(lines: list[str], number: int, indent: int) -> bool:
    """Whether an indented line belongs to a list or an admonition; else it is code."""
    for line in reversed(lines[:number]):
        if line.strip() and len(line) - len(line.lstrip()) < indent:
            return _CONTAINER.match(line) is not None
    return False
