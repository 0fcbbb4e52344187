"""`fill` and `numeric`: gaps in the question's text, `[[answer|other answer]]` and `[[=30±2 ha]]`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pandu.quiz.block import Line, Report, shorten, visible
from pandu.quiz.items import RawItem, explanation_of, first, is_rule, item_kind, read_answers
from pandu.quiz.model import BLANK, Blank, Fill, Numeric, WrongNumber
from pandu.quiz.numbers import parse_number

# A line break in a gap is a wrapped line; a blank line ends the paragraph and with it the hope of `]]`.
_GAP = re.compile(r"\[\[(?P<text>(?:\\.|\n(?!\n)|[^\\\n\]]|\](?!\]))*)\]\]")
_OR = re.compile(r"(?<!\\)\|")
_ESCAPE = re.compile(r"\\([|\]])")
_KEY = re.compile(
    r"(?P<rupiah>Rp\.?\s*)?(?P<number>[+\-−]?[0-9.,\s]*[0-9])\s*(?P<unit>[^\s0-9.,+\-−±][^±]*)?", re.I
)


class Gap(NamedTuple):
    """`start` and `end` in the text, `line` counted from the text's first."""

    text: str
    start: int
    end: int
    line: int


class Key(NamedTuple):
    value: float
    tolerance: float
    low: float
    high: float
    unit: str


def find_gaps(lines: Sequence[Line]) -> list[Gap]:
    """The gaps in `lines`, outside code."""
    if not any("[[" in line.text for line in lines):
        return []
    text = "\n".join(line.text for line in lines)
    return [
        Gap(
            text[match.start("text") : match.end("text")],
            match.start(),
            match.end(),
            text.count("\n", 0, match.start()),
        )
        for match in _GAP.finditer(visible(lines))
    ]


def find_end_of_fill(lines: Sequence[Line]) -> int:
    return first(lines, is_rule)


def find_wrong_numbers(lines: Sequence[Line]) -> int:
    """The list of wrong numbers begins after the gap; without a list the question ends at `---`."""
    gaps = find_gaps(lines)
    after_gap = gaps[-1].line + 1 if gaps else 0
    return min(first(lines, lambda line: bool(item_kind(line)), after_gap), first(lines, is_rule))


def fill_question(lines: Sequence[Line]) -> str:
    """The question's text with BLANK in place of every gap."""
    text = "\n".join(line.text.replace(BLANK, " ") for line in lines)
    parts, position = [], 0
    for gap in find_gaps(lines):
        parts += [text[position : gap.start], BLANK]
        position = gap.end
    return "".join([*parts, text[position:]]).strip("\n")


def read_fill(question: Sequence[Line], rest: Sequence[Line], report: Report) -> tuple[Fill, str]:
    gaps = find_gaps(question)
    _check_unclosed(question, report)
    if not gaps:
        report.add("E144", report.line)
    return Fill(tuple(_blank(gap, question[gap.line].number, report) for gap in gaps)), explanation_of(rest)


def read_numeric(
    question: Sequence[Line], rest: Sequence[Line], report: Report, language: str
) -> tuple[Numeric | None, str]:
    gaps = find_gaps(question)
    _check_unclosed(question, report)
    items: list[RawItem] = []
    if rest and item_kind(rest[0]):
        items, rest = read_answers(rest, report)
    if len(gaps) != 1 or not gaps[0].text.lstrip().startswith("="):
        report.add("E142", question[gaps[0].line].number if gaps else report.line, count=len(gaps))
        return None, explanation_of(rest)
    line = question[gaps[0].line].number
    written = gaps[0].text.strip().removeprefix("=").strip()
    key = read_key(written, language)
    if key is None:
        report.add("E141" if written else "E140", line, text=shorten(written))
        return None, explanation_of(rest)
    wrong = [_wrong_number(item, language, key, report) for item in items]
    return Numeric(*key, tuple(one for one in wrong if one), line), explanation_of(rest)


def read_key(text: str, language: str) -> Key | None:
    """`N`, `N±T`, `N±P%` or `A..B`, each with a unit or without; None if it is none of these."""
    low_text, dots, high_text = text.partition("..")
    if dots:
        low, high = _quantity(low_text, language), _quantity(high_text, language)
        if not low or not high or low[0] > high[0] or not _agree(low[1], high[1]):
            return None
        value, tolerance = (low[0] + high[0]) / 2, (high[0] - low[0]) / 2
        return Key(value, tolerance, low[0], high[0], low[1] or high[1])
    number_text, sign, tolerance_text = text.partition("±")
    number, allowed = (
        _quantity(number_text, language),
        _quantity(tolerance_text, language) if sign else (0.0, ""),
    )
    if not number or not allowed or allowed[0] < 0:
        return None
    value, unit = number
    tolerance, tolerance_unit = allowed
    if tolerance_unit.startswith("%"):
        tolerance, tolerance_unit = abs(value) * tolerance / 100, tolerance_unit[1:].lstrip()
    if not _agree(unit, tolerance_unit):
        return None
    return Key(value, tolerance, value - tolerance, value + tolerance, unit or tolerance_unit)


def _quantity(text: str, language: str) -> tuple[float, str] | None:
    match = _KEY.fullmatch(text.strip())
    number = parse_number(match["number"], language) if match else None
    if match is None or number is None:
        return None
    return number, "Rp" if match["rupiah"] else " ".join((match["unit"] or "").split())


def _agree(one: str, other: str) -> bool:
    return not one or not other or one.casefold() == other.casefold()


def _wrong_number(item: RawItem, language: str, right: Key, report: Report) -> WrongNumber | None:
    if item.mark is not None:
        report.add("E136", item.line, text=shorten(item.text), type="numeric")
        return None
    key = read_key(item.text.removeprefix("="), language)
    if key is None:
        report.add("E145", item.line, text=shorten(item.text))
        return None
    if not _agree(key.unit, right.unit):
        report.add("E145", item.line, text=shorten(item.text))
    if right.low <= key.high and key.low <= right.high:
        report.add("E146", item.line, text=shorten(item.text))
    return WrongNumber(key.low, key.high, item.text, item.feedback, item.line)


def _blank(gap: Gap, line: int, report: Report) -> Blank:
    if gap.text.lstrip().startswith("="):
        report.add("E143", line, text=shorten(f"[[{gap.text}]]"))
    answers = tuple(_ESCAPE.sub(r"\1", " ".join(answer.split())) for answer in _OR.split(gap.text))
    if not all(answers):
        report.add("E140", line, text=shorten(f"[[{gap.text}]]"))
    return Blank(answers, line)


def _check_unclosed(lines: Sequence[Line], report: Report) -> None:
    """`[[` that opens no gap would be shown as it stands, and one gap less would be asked for."""
    left = _GAP.sub(lambda gap: re.sub(r"[^\n]", " ", gap[0]), visible(lines))
    for line, text in zip(lines, left.split("\n"), strict=False):  # no lines still make one text
        if "[[" in text:
            report.add("E147", line.number, text=shorten(line.text))
