"""One block of text → one Quiz. Only syntax is judged here; what must hold beyond it is in rules.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pandu import DEFAULT_LANGUAGE
from pandu.quiz.blanks import (
    fill_question,
    find_end_of_fill,
    find_gaps,
    find_wrong_numbers,
    read_fill,
    read_numeric,
)
from pandu.quiz.block import Block, Line, Report, join, shorten, trim
from pandu.quiz.choices import find_options, read_options
from pandu.quiz.groups import find_category, find_order, find_pairs, read_categorise, read_match, read_order
from pandu.quiz.hints import fold, take_hints
from pandu.quiz.items import explanation_of, is_marked, is_quote, looks_marked
from pandu.quiz.metadata import Metadata, read_metadata, read_type
from pandu.quiz.model import Body, Choices, Quiz, QuizType, Reflect
from pandu.quiz.scenario import find_scene, read_scenario

_FIND_ANSWERS: Mapping[QuizType, Callable[[Sequence[Line]], int]] = {
    "single": find_options,
    "multiple": find_options,
    "truefalse": find_options,
    "fill": find_end_of_fill,
    "numeric": find_wrong_numbers,
    "order": find_order,
    "match": find_pairs,
    "categorise": find_category,
    "scenario": find_scene,
    "reflect": find_end_of_fill,
}
_CHOICE_TYPES = ("single", "multiple", "truefalse")
_TYPES_WITH_ITEMS = (*_CHOICE_TYPES, "numeric", "order", "match")
# Lines of older mkdocs-quiz versions, which its own converter leaves in the question.
_OLD_OPTION = re.compile(
    r"((?:show-correct|auto-submit|disable-after-submit|shuffle-answers|answer(?:-correct)?):.*)"
)


class Parsed(NamedTuple):
    """`quiz` is None when the block says none; `metadata` is what could be read of it even then.

    `answers_are_read` is False when an answer could not be read: then they are not judged as a whole.
    """

    quiz: Quiz | None
    metadata: Metadata
    report: Report
    answers_are_read: bool = False


def parse_block(block: Block, *, path: str, language: str = DEFAULT_LANGUAGE) -> Parsed:
    """Read `block`; `language` is that of the numbers in keys."""
    report = Report(path, block.line, block.label)
    metadata = read_metadata(block, report)
    if metadata.id:
        report.label = shorten(metadata.id)
    named = read_type(block.attributes, block.line, report)
    if named is None and report.has("E114"):
        return Parsed(None, metadata, report)
    plain, folded = fold(block.lines)
    type_ = named or _type_of(plain, report)
    if type_ is None:
        return Parsed(None, metadata, report)
    known = report.errors
    start = _FIND_ANSWERS[type_](plain)
    question, answers = plain[:start], block.lines[start:]
    hints = take_hints(question, folded, report)
    _check_question(question, answers, type_, report)
    body, explanation = _read_body(type_, question, answers, block, metadata, report, language)
    if body is None:
        return Parsed(None, metadata, report)
    if named is None and isinstance(body, Choices) and sum(option.right for option in body.options) > 1:
        type_ = "multiple"
    quiz = Quiz(
        type=type_,
        id=metadata.id or "",
        line=block.line,
        question=fill_question(question) if type_ in ("fill", "numeric") else join(question),
        body=body,
        explanation=explanation,
        hints=hints,
        objective=metadata.objective,
        shuffle=metadata.shuffle,
        lines=metadata.lines,
    )
    return Parsed(quiz, metadata, report, report.errors == known)


def _type_of(plain: Sequence[Line], report: Report) -> QuizType | None:
    """The type of a bare <quiz>: marks make a choice, gaps a fill."""
    if any(is_marked(line) for line in plain):
        return "single"
    if find_gaps(plain[: find_end_of_fill(plain)]):
        return "fill"
    _check_marks(plain, report)
    if not report.has("E133"):
        report.add("E116", report.line)
    return None


def _read_body(
    type_: QuizType,
    question: Sequence[Line],
    answers: Sequence[Line],
    block: Block,
    metadata: Metadata,
    report: Report,
    language: str,
) -> tuple[Body | None, str]:
    match type_:
        case "fill":
            return read_fill(question, answers, report)
        case "numeric":
            return read_numeric(question, answers, report, language)
        case "reflect":
            return Reflect(), explanation_of(answers)
    if not answers:
        if not report.has("E133"):
            report.add("E116", report.line)
        return None, ""
    match type_:
        case "order":
            return read_order(answers, report)
        case "match":
            return read_match(answers, report)
        case "categorise":
            return read_categorise(answers, report)
        case "scenario":
            return read_scenario(answers, block.comments, metadata.measures, report)
        case _:
            return read_options(answers, report)


def _check_question(
    question: Sequence[Line], answers: Sequence[Line], type_: QuizType, report: Report
) -> None:
    """Signs that this type does not read and that must not be lost without a word."""
    if type_ in _CHOICE_TYPES:
        _check_marks([*question, *answers], report)
    else:
        for line in question:
            if looks_marked(line):
                report.add("E136", line.number, text=shorten(line.text))
    if type_ != "numeric":
        lines = answers if type_ == "fill" else [*question, *answers]
        for gap in find_gaps(lines):
            code = "E143" if gap.text.lstrip().startswith("=") else "E138"
            if code == "E143" or type_ != "fill":  # [[…]] after a fill is text
                report.add(code, lines[gap.line].number, text=shorten(f"[[{gap.text}]]"))
    for line in question:
        if not line.code and (option := _OLD_OPTION.match(line.text)):
            report.add("W138", line.number, text=option[1])
    last = trim(question)[-1:]
    if last and answers and is_quote(last[0]) and type_ in _TYPES_WITH_ITEMS and "[[" not in last[0].text:
        report.add("E109", last[0].number, text=shorten(last[0].text))


def _check_marks(lines: Sequence[Line], report: Report) -> None:
    for line in lines:
        if looks_marked(line) and not is_marked(line):
            report.add("E133", line.number, text=shorten(line.text))
