"""What must hold of a quiz beyond its syntax: an id, enough answers, no two alike, a key."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pandu.ids import LONGEST, SHORTEST, is_id, suggest_id
from pandu.quiz.block import Block, Report, shorten
from pandu.quiz.metadata import Metadata
from pandu.quiz.model import (
    BLANK,
    Categorise,
    Choices,
    Match,
    Numeric,
    Order,
    Quiz,
    Scenario,
)
from pandu.quiz.parse import Parsed
from pandu.quiz.scenario_rules import check_scenario

FEWEST_ITEMS = 3
FEWEST_CATEGORIES, MOST_CATEGORIES = 2, 5
_ORDINAL = re.compile(r"(?:soal|kuis|quiz|pertanyaan|question|nomor|no|q)-?[0-9]+")
_WORD = re.compile(r"[^\W_]")


def check_block(block: Block, parsed: Parsed) -> None:
    """Add to the block's report what breaks a rule; answers are judged only if they could all be read."""
    quiz, report = parsed.quiz, parsed.report
    if not block.spaced:
        report.add("W101", block.line)
    _check_id(parsed.metadata, block, report)
    if quiz is None:
        return
    if not _WORD.search(quiz.question.replace(BLANK, "")):
        report.add("E115", quiz.line)
    if parsed.answers_are_read:
        _check_body(quiz, report)


def _check_id(metadata: Metadata, block: Block, report: Report) -> None:
    if metadata.id is None:
        # A misspelt or misplaced key is told already.
        told = any(
            problem.code == "E129" or problem.params.get("nearest") == "id" for problem in report.problems
        )
        if not told:
            report.add("E123", block.line, id=suggest_id(_first_words(block.first_words), "siapa-menyusun"))
        return
    line = metadata.lines["id"]
    if not metadata.id:
        report.add("E124", line, id=suggest_id(_first_words(block.first_words), "siapa-menyusun"))
    elif not is_id(metadata.id):
        code = "E125" if not is_id(("aaa-" + metadata.id)[:LONGEST].strip("-")) else "E126"
        report.add(
            code, line, id=suggest_id(metadata.id, "siapa-menyusun"), shortest=SHORTEST, longest=LONGEST
        )
    elif _ORDINAL.fullmatch(metadata.id):
        report.add("W125", line, id=suggest_id(_first_words(block.first_words), "siapa-menyusun"))


def _first_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text)[:3])


def _check_body(quiz: Quiz, report: Report) -> None:
    match quiz.body:
        case Choices():
            _check_choices(quiz, quiz.body, report)
        case Numeric(wrong=wrong):
            _check_distinct(((number.text, number.line) for number in wrong), "E131", report)
        case Order(items):
            if len(items) < FEWEST_ITEMS:
                report.add("E154", quiz.line, count=len(items), fewest=FEWEST_ITEMS)
            _check_distinct(((item.text, item.line) for item in items), "E131", report)
        case Match():
            _check_match(quiz, quiz.body, report)
        case Categorise():
            _check_categories(quiz, quiz.body, report)
        case Scenario():
            check_scenario(quiz.body, report)


def _check_choices(quiz: Quiz, choices: Choices, report: Report) -> None:
    options = choices.options
    right = sum(option.right for option in options)
    if quiz.type == "truefalse" and len(options) != 2:
        report.add("E135", quiz.line, count=len(options))
    elif len(options) < 2:
        report.add("E130", quiz.line)
    if right == 0:
        report.add("E108", quiz.line)
    elif right > 1 and quiz.type != "multiple":
        report.add("E134", quiz.line, count=right, type=quiz.type)
    elif right == len(options) > 1:
        report.add("W134", quiz.line)
    _check_distinct(((option.text, option.line) for option in options), "E131", report)


def _check_match(quiz: Quiz, match: Match, report: Report) -> None:
    if len(match.pairs) < FEWEST_ITEMS:
        report.add("E152", quiz.line, count=len(match.pairs), fewest=FEWEST_ITEMS)
    _check_distinct(((pair.left, pair.line) for pair in match.pairs), "E131", report)
    right = [(pair.right, pair.line) for pair in match.pairs]
    distractors = zip(match.distractors, match.distractor_lines, strict=True)
    _check_distinct([*right, *distractors], "E151", report)


def _check_categories(quiz: Quiz, body: Categorise, report: Report) -> None:
    categories = body.categories
    if not FEWEST_CATEGORIES <= len(categories) <= MOST_CATEGORIES:
        report.add("E156", quiz.line, count=len(categories), fewest=FEWEST_CATEGORIES, most=MOST_CATEGORIES)
    for category in categories:
        if not category.items:
            report.add("E157", category.line, text=shorten(category.name))
    _check_distinct(((category.name, category.line) for category in categories), "E131", report)
    _check_distinct(
        ((item.text, item.line) for category in categories for item in category.items), "E158", report
    )


def _check_distinct(texts: Iterable[tuple[str, int]], code: str, report: Report) -> None:
    """No text is empty, and none stands twice; how it is wrapped makes no difference."""
    seen: dict[str, int] = {}
    for text, line in texts:
        words = " ".join(text.split())
        if not words:
            report.add("E132", line)
        elif words in seen:
            report.add(code, line, text=shorten(words), other=seen[words])
        else:
            seen[words] = line
