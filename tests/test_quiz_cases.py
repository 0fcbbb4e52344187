"""The 149 cases of mkdocs-quiz: ours is a superset of its syntax, but for the deviations listed here."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from typing import Any

import pytest
from markdown import Markdown

from pandu.problems import Problem
from pandu.quiz.model import Choices, Fill, Quiz
from pandu.quiz.parse import parse_block
from pandu.quiz.scan import find_blocks, find_quizzes
from tests.build_site import ROOT

CASES = json.loads((ROOT / "tests/golden/quiz/mkdocs-quiz.json").read_text(encoding="utf-8"))
NAMES = [case["name"] for case in CASES]

DEVIATIONS: dict[str, list[str]] = {
    # A quotation indented to its option belongs to it, whatever blank line stands before.
    "053": [],
    # A quiz inside an HTML comment is none.
    **{name: [] for name in ("058", "059", "060", "075")},
    # An indented quiz is told, instead of being read in some places and not in others.
    **{name: ["E105"] for name in ("061", "062", "063", "065", "066", "067", "068", "069")},
    # A quiz that is never closed is an error, not text.
    "107": ["E101"],
}
"""Case → the codes we report for it. What is said there is all that may differ; a stale entry fails."""

RULES = {"064": "E108", "090": "E108", "109": "E108", "089": "E115", "100": "E115"}
"""Cases that break a rule above syntax, which mkdocs-quiz reports too."""


def read(text: str) -> tuple[list[Quiz | None], list[Problem]]:
    """Syntax alone: what rules.py would add is left out."""
    spans, problems = find_blocks(text, path="page.md")
    parsed = [parse_block(span.block, path="page.md", language="en") for span in spans if span.block]
    problems += [problem for one in parsed for problem in one.report.problems]
    return [one.quiz for one in parsed], problems


CONVERTER = Markdown(extensions=["pymdownx.superfences", "admonition", "tables", "attr_list"])


@cache
def plain(text: str) -> str:
    """Words as a reader sees them, without their Markdown."""
    page = CONVERTER.reset().convert(text)
    page = re.sub(r"</(?:p|li|h\d|td|th|tr|pre|div|blockquote)>|<br ?/?>", " ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def as_expected(quiz: Quiz) -> dict[str, Any]:
    options = quiz.body.options if isinstance(quiz.body, Choices) else ()
    blanks = quiz.body.blanks if isinstance(quiz.body, Fill) else ()
    return {
        "type": "fill-blank" if quiz.type == "fill" else quiz.type,
        "options": [
            {"text": plain(option.text), "correct": option.right, "feedback": plain(option.feedback) or None}
            for option in options
        ],
        "blanks": [answer for blank in blanks for answer in blank.answers],
        "question_text": letters(plain(quiz.question)),
        "content_text": letters(plain(quiz.explanation)),
    }


def wanted(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            **{key: quiz[key] for key in ("type", "options", "blanks")},
            "question_text": letters(quiz["question_text"]),
            "content_text": letters(quiz["content_text"]),
        }
        for quiz in case["expected"]["quizzes"]
    ]


def letters(text: str) -> str:
    """The text's letters and digits: where blanks and punctuation stand is the converter's business."""
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_case_is_read_as_mkdocs_quiz_reads_it_or_deviates_as_listed(case: dict[str, Any]) -> None:
    quizzes, problems = read(case["text"])
    codes = [problem.code for problem in problems if problem.is_error]
    if case["name"] in RULES:
        _, problems = find_quizzes(case["text"], path="page.md", language="en")
        assert RULES[case["name"]] in [problem.code for problem in problems]
        assert "error" in case["expected"]
    elif "error" in case["expected"]:
        assert (codes == DEVIATIONS[case["name"]]) if case["name"] in DEVIATIONS else codes
    else:
        agrees = not codes and [as_expected(quiz) for quiz in quizzes if quiz] == wanted(case)
        if case["name"] in DEVIATIONS:
            assert not agrees, "the deviation is gone: take the case off the list"
            assert codes == DEVIATIONS[case["name"]]
        else:
            assert codes == []
            assert [as_expected(quiz) for quiz in quizzes if quiz] == wanted(case)


VARIANTS = {
    "blank line after <quiz>": lambda text: re.sub(r"^<quiz>\n(?!\n)", "<quiz>\n\n", text, flags=re.M),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "BOM": lambda text: "\ufeff" + text,
    "trailing blanks": lambda text: re.sub(r"(?<=\S)$", " ", text, flags=re.M),
    "capital X": lambda text: re.sub(r"^([-*] )\[x\]", r"\1[X]", text, flags=re.M),
    "empty brackets": lambda text: re.sub(r"^([-*] )\[ \]", r"\1[]", text, flags=re.M),
    "stars": lambda text: re.sub(r"^- (?=\[[ xX]?\])", "* ", text, flags=re.M),
    "indented feedback": lambda text: re.sub(r"(?<=\S\n)(?=> )", "  ", text),
}


def shape(text: str) -> list[Any]:
    return [as_expected(quiz) for quiz in read(text)[0] if quiz]


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_a_different_way_to_type_the_same_is_read_the_same(variant: Any) -> None:
    for case in CASES:
        # Trailing blanks and star bullets mean something else inside code and lists of the question.
        if "```" not in case["text"] and "quizzes" in case["expected"] and case["name"] not in DEVIATIONS:
            assert shape(variant(case["text"])) == shape(case["text"]), case["name"]
