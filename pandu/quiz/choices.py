"""`single`, `multiple`, `truefalse`: a list of options with marks."""

from __future__ import annotations

from collections.abc import Sequence

from pandu.quiz.block import Line, Report, shorten
from pandu.quiz.items import (
    RawItem,
    explanation_of,
    first,
    is_marked,
    item_kind,
    misses_mark,
    read_answers,
    read_items,
)
from pandu.quiz.model import Choices, Option


def find_options(lines: Sequence[Line]) -> int:
    """Where the options begin: with the first mark, or with unmarked items of the same list before it."""
    mark = first(lines, is_marked)
    if mark == len(lines):
        return mark
    kind = item_kind(lines[mark])
    for at in range(mark):
        if item_kind(lines[at]) == kind and read_items(lines[at:])[1] > mark - at:
            return at
    return mark


def read_options(lines: Sequence[Line], report: Report) -> tuple[Choices, str]:
    items, rest = read_answers(lines, report, resumes=is_marked)
    return Choices(tuple(_option(item, report) for item in items)), explanation_of(rest)


def _option(item: RawItem, report: Report) -> Option:
    if item.mark is None and not misses_mark(item.text):
        report.add("E117", item.line, text=shorten(item.text))
    elif item.mark not in (None, "", "x", "X"):
        report.add("E103", item.line, mark=f"[{item.mark}]", text=shorten(item.text))
    return Option(item.text, item.mark in ("x", "X"), item.feedback, item.line)
