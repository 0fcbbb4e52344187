"""`scenario`: scenes with choices that lead to other scenes, change measures and come to an end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pandu.quiz.block import Comment, Line, Report, join, shorten, trim
from pandu.quiz.groups import heading_of
from pandu.quiz.items import RawItem, first, is_heading, is_rule, item_kind, read_answers
from pandu.quiz.model import Choice, Condition, Scenario, Scene, Test

END = "akhir"
"""The target that stands for the first ending, in source order, whose condition holds."""

_SCENE_ID = re.compile(r"\{[^{}]*?#(?P<id>[^\s{}]*)[^{}]*\} *#* *$")
_CHOICE = re.compile(
    r"\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(#(?P<target>[^\s()]*)\)\s*(?:\((?P<deltas>[^()]*)\))?",
    re.S,
)
_DELTA = re.compile(r"\s*(?P<name>\w+)\s*(?P<sign>[+\-−])\s*(?P<number>[0-9]{1,6})\s*")
_ENDING = re.compile(r"\s*ending\s*(?::(?P<condition>.*))?", re.S | re.I)
_TEST = re.compile(r"\s*(?P<measure>\w+)\s*(?P<operator>>=|<=)\s*(?P<value>[+\-−]?[0-9]{1,6})\s*")


def find_scene(lines: Sequence[Line]) -> int:
    return first(lines, is_heading)


def read_scenario(
    lines: Sequence[Line], comments: Sequence[Comment], measures: Mapping[str, str], report: Report
) -> tuple[Scenario, str]:
    """Scenes, each from its heading to the next; a line `---` in the last one begins the explanation."""
    starts = [at for at, line in enumerate(lines) if is_heading(line)]
    last = starts[-1] if starts else 0
    rule = first(lines, is_rule, last)
    scenes = [
        _read_scene(lines[start:end], comments, measures, report)
        for start, end in zip(starts, [*starts[1:], rule], strict=True)
    ]
    return Scenario(dict(measures), tuple(scenes)), join(lines[rule + 1 :])


def _read_scene(
    lines: Sequence[Line], comments: Sequence[Comment], measures: Mapping[str, str], report: Report
) -> Scene:
    heading = lines[0]
    level, title = heading_of(heading)
    if level != 3:
        report.add("E155", heading.number, text=shorten(heading.text))
    id_ = _SCENE_ID.search(heading.text)
    content = lines[1:]
    start = first(content, _is_choice)
    items, rest = (
        read_answers(content[start:], report, resumes=_is_choice) if start < len(content) else ([], ())
    )
    if text_after := trim(rest):
        report.add("E174", text_after[0].number, text=shorten(text_after[0].text))
    ending, condition = _read_ending(comments, heading.number, lines[-1].number, measures, report)
    return Scene(
        id_["id"] if id_ else "",
        title,
        join(content[:start]),
        tuple(choice for item in items if (choice := _read_choice(item, measures, report))),
        ending,
        condition,
        heading.number,
    )


def _is_choice(line: Line) -> bool:
    return item_kind(line) in ("-", "*", "+") and "](" in line.text


def _read_choice(item: RawItem, measures: Mapping[str, str], report: Report) -> Choice | None:
    match = _CHOICE.fullmatch(item.text)
    if match is None or not match["text"].strip() or not match["target"]:
        report.add("E164", item.line, text=shorten(item.text))
        return None
    deltas: dict[str, int] = {}
    for part in (match["deltas"] or "").split(",") if match["deltas"] is not None else []:
        delta = _DELTA.fullmatch(part)
        if delta is None or delta["name"] in deltas:
            report.add("E164", item.line, text=shorten(item.text))
            continue
        _check_measure(delta["name"], item.line, measures, report)
        deltas[delta["name"]] = int(delta["number"]) * (1 if delta["sign"] == "+" else -1)
    return Choice(match["text"].strip(), match["target"], deltas, item.feedback, item.line)


def _read_ending(
    comments: Sequence[Comment], start: int, end: int, measures: Mapping[str, str], report: Report
) -> tuple[bool, Condition | None]:
    for comment in comments:
        ending = _ENDING.fullmatch(comment.text) if start <= comment.number <= end else None
        if ending is None:
            continue
        written = ending["condition"]
        return True, None if written is None else _read_condition(written, comment.number, measures, report)
    return False, None


def _read_condition(text: str, line: int, measures: Mapping[str, str], report: Report) -> Condition | None:
    tests: list[Test] = []
    for part in re.split(r"[,|]", text):
        match = _TEST.fullmatch(part)
        if match is None or ("," in text and "|" in text):
            report.add("E165", line, text=shorten(text))
            return None
        _check_measure(match["measure"], line, measures, report)
        value = int(match["value"].replace("−", "-"))
        tests.append(Test(match["measure"], ">=" if match["operator"] == ">=" else "<=", value))
    return Condition(tuple(tests), "any" if "|" in text else "all")


def _check_measure(name: str, line: int, measures: Mapping[str, str], report: Report) -> None:
    if name not in measures:
        report.add("E163", line, measure=name, known=", ".join(measures) or "–")
