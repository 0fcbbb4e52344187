"""`order`, `match`, `categorise`: things to put in order, beside or below each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pandu.quiz.block import Line, Report, shorten, trim
from pandu.quiz.items import RawItem, explanation_of, first, is_heading, item_kind, read_answers, read_items
from pandu.quiz.model import Categorise, Category, Item, Match, Order, Pair
from pandu.source import mask_code

_HEADING = re.compile(r" {0,3}(?P<level>#{1,6}) *(?P<title>.*?) *#* *(?:\{[^{}]*\})?$")
_SPLIT = re.compile(r"(?:^|(?<=\s))::(?:\s|$)")


def find_order(lines: Sequence[Line]) -> int:
    """A list with numbers; a number other than 1 begins one only after a blank line, as in Markdown."""
    for at, line in enumerate(lines):
        starts = at == 0 or not lines[at - 1].text or line.text.lstrip().startswith("1")
        if item_kind(line) == "1" and starts:
            return at
    return first(lines, lambda line: bool(item_kind(line)))


def find_pairs(lines: Sequence[Line]) -> int:
    """The list in which the first pair stands."""
    pair = first(lines, _is_pair)
    kind = item_kind(lines[pair]) if pair < len(lines) else ""
    for at in range(pair):
        if item_kind(lines[at]) and (not kind or read_items(lines[at:])[1] > pair - at):
            return at
    return pair


def find_category(lines: Sequence[Line]) -> int:
    """The first `###`; without one the first heading, so that its level can be reported."""
    third = first(lines, lambda line: is_heading(line) and heading_of(line)[0] == 3)
    return third if third < len(lines) else first(lines, is_heading)


def read_order(lines: Sequence[Line], report: Report) -> tuple[Order, str]:
    items, rest = read_answers(lines, report)
    if items and item_kind(lines[0]) != "1":
        report.add("E153", items[0].line, text=shorten(items[0].text))
    return Order(tuple(_item(item, report) for item in items)), explanation_of(rest)


def read_match(lines: Sequence[Line], report: Report) -> tuple[Match, str]:
    items, rest = read_answers(lines, report, resumes=_is_pair)
    pairs: list[Pair] = []
    distractors: list[str] = []
    distractor_lines: list[int] = []
    for item in items:
        _refuse_mark(item, report)
        sides = _sides(item.text)
        if sides is None or not sides[1]:
            report.add("E150", item.line, text=shorten(item.text))
        elif sides[0]:
            pairs.append(Pair(*sides, item.feedback, item.line))
        else:
            distractors.append(sides[1])
            distractor_lines.append(item.line)
            if item.feedback:
                report.add("W159", item.line, text=shorten(item.text))
    return Match(tuple(pairs), tuple(distractors), tuple(distractor_lines)), explanation_of(rest)


def read_categorise(lines: Sequence[Line], report: Report) -> tuple[Categorise, str]:
    categories: list[Category] = []
    rest: Sequence[Line] = ()
    starts = [at for at, line in enumerate(lines) if is_heading(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        heading = lines[start]
        level, name = heading_of(heading)
        if trim(rest) and level == 3:
            report.add("E118", heading.number, text=shorten(heading.text))
        if level != 3:
            report.add("E155", heading.number, text=shorten(heading.text))
        content = trim(lines[start + 1 : end])
        list_start = first(content, lambda line: bool(item_kind(line)))
        if 0 < list_start < len(content):
            report.add(
                "E119",
                content[list_start].number,
                text=shorten(content[list_start].text),
                other=content[0].number,
            )
        items, rest = (
            read_answers(content[list_start:], report) if list_start < len(content) else ([], content)
        )
        categories.append(Category(name, tuple(_item(item, report) for item in items), heading.number))
    return Categorise(tuple(categories)), explanation_of(rest)


def heading_of(line: Line) -> tuple[int, str]:
    """Level and title of a heading, without its attributes."""
    match = _HEADING.match(line.text)
    return (len(match["level"]), match["title"]) if match else (0, line.text)


def _is_pair(line: Line) -> bool:
    return bool(item_kind(line)) and "::" in line.text


def _sides(text: str) -> tuple[str, str] | None:
    split = _SPLIT.search(mask_code(text))
    return (text[: split.start()].strip(), text[split.end() :].strip()) if split else None


def _item(item: RawItem, report: Report) -> Item:
    _refuse_mark(item, report)
    return Item(item.text, item.feedback, item.line)


def _refuse_mark(item: RawItem, report: Report) -> None:
    if item.mark is not None:
        report.add("E136", item.line, text=shorten(item.text))
