"""Text → quizzes and problems, by the cases in tests/golden/quiz/. A case is text as an author types it."""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from pandu.problems import MESSAGES, as_text, sort
from pandu.quiz import find_quizzes
from pandu.quiz.model import BLANK, Choices, Quiz
from pandu.quiz.numbers import parse_number
from pandu.quiz.signature import signature, signature_key
from tests.build_site import ROOT

GOLDEN = ROOT / "tests/golden/quiz"
FILES = ("choices", "gaps", "groups", "scenario", "place", "mistakes", "english")


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((GOLDEN / f"{name}.yml").read_text(encoding="utf-8"))
    return cases


CASES = [pytest.param(case, id=f"{name}: {case['name']}") for name in FILES for case in load(name)]


def shape(value: Any) -> Any:
    """A quiz as plain data, without lines and without what is empty. A blank is shown as `___`."""
    if dataclasses.is_dataclass(value):
        fields = {field.name: shape(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {name: part for name, part in fields.items() if is_telling(name, part)}
    if isinstance(value, tuple):
        return [shape(part) for part in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value.replace(BLANK, "___") if isinstance(value, str) else value


def is_telling(name: str, part: Any) -> bool:
    if name.endswith(("line", "lines")) or part is None:
        return False
    return name == "shuffle" if part is False else part not in ("", [], {})


def outcome(text: str, language: str = "id") -> dict[str, Any]:
    blocks, problems = find_quizzes(text, path="page.md", language=language)
    return {
        "quizzes": [
            {
                "lines": f"{block.first + 1}-{block.last + 1}",
                **(
                    shape(block.quiz) | {"signature": signature(block.quiz)}
                    if block.quiz
                    else {"lost": block.id}
                ),
            }
            for block in blocks
        ],
        "problems": [as_text(problem, language) for problem in sort(problems)],
    }


@pytest.mark.parametrize("case", CASES)
def test_a_page_is_read_as_the_golden_case_says(case: dict[str, Any]) -> None:
    result = outcome(case["text"], case.get("language", "id"))
    assert result == {"quizzes": case["quizzes"], "problems": case["problems"]}


NUMBERS = load("numbers")


@pytest.mark.parametrize("case", NUMBERS, ids=[f"{case['language']} {case['text']}" for case in NUMBERS])
def test_a_number_is_read_as_its_language_writes_it(case: dict[str, Any]) -> None:
    assert parse_number(case["text"], case["language"], case.get("unit", "")) == case["number"]


def test_a_number_too_big_for_a_number_is_none() -> None:
    assert parse_number("9" * 400, "id") is None


def read_one(text: str, language: str = "id") -> Quiz:
    blocks, problems = find_quizzes(text, path="page.md", language=language)
    assert problems == []
    [block] = blocks
    assert block.quiz
    return block.quiz


NUMERIC = '<quiz type="numeric">\n\n<!-- id: luas-kebun -->\n\n{question} [[={key}]]\n\n</quiz>\n'


def test_the_signature_of_a_number_is_its_value_not_its_spelling() -> None:
    ours = read_one(NUMERIC.format(question="Luasnya?", key="1.250,5±10% ha"))
    theirs = read_one(NUMERIC.format(question="The area?", key="1,250.50±10% ha"), "en")
    assert signature(ours) == signature(theirs) == "numeric:1250.5:125.05:ha"


def test_the_signature_key_is_the_start_of_the_signatures_hash() -> None:
    quiz = read_one(NUMERIC.format(question="Luasnya?", key="30"))
    assert signature_key(quiz) == hashlib.sha256(b"numeric:30:0:").hexdigest()[:8]


def test_the_order_of_measures_in_a_choice_does_not_change_the_signature() -> None:
    text = next(case["text"] for case in load("scenario") if case["name"] == "skenario lengkap")
    assert signature(read_one(text)) == signature(read_one(text.replace("(k +1, m -2)", "(m −2,k+1)")))


def test_lines_are_those_of_the_file() -> None:
    text = (
        "Teks.\n\n<quiz>\n\n<!-- id: siapa; objective: dokumen -->\n\nSiapa?\n\n- [ ] A\n- [ ] B\n\n</quiz>\n"
    )
    blocks, problems = find_quizzes(text, path="page.md", first_line=11)
    assert [(block.first, block.last) for block in blocks] == [(2, 11)]
    assert [as_text(problem) for problem in problems] == [
        "page.md:13: E108 soal 'siapa' tidak punya jawaban benar. Tandai satu pilihan dengan [x]."
    ]
    blocks, _ = find_quizzes(text.replace("[ ] A", "[x] A"), path="page.md", first_line=11)
    assert blocks[0].quiz
    assert blocks[0].quiz.line == 13
    assert blocks[0].quiz.lines == {"id": 15, "objective": 15}
    assert isinstance(blocks[0].quiz.body, Choices)
    assert [option.line for option in blocks[0].quiz.body.options] == [19, 20]


def test_every_quiz_code_has_a_message_in_both_languages_and_a_case() -> None:
    own = yaml.safe_load((MESSAGES / "quiz.yml").read_text(encoding="utf-8"))
    told = {line.split()[1] for case in CASES for line in case.values[0]["problems"]}
    # Told by pandu/check.py, which sees the whole course.
    by_the_course = {"E120", "W121", "E122", *(f"W18{n}" for n in range(8))}
    assert {code for code, sentences in own.items() if set(sentences) != {"id", "en"}} == set()
    assert set(own) - by_the_course == told


def test_pages_are_read_fast() -> None:
    page = "\n\n".join("Warga membaca `RKL-RPL` di balai desa. " * 12 for _ in range(8))
    quizzes = "\n".join(load("choices")[number]["text"] for number in (0, 1, 2, 3, 5, 6))
    assert best_time(page) < 0.0005
    assert best_time(page + "\n\n" + quizzes) < 0.02


def best_time(text: str) -> float:
    """Seconds of the fastest of ten: the machine may be busy. The limits are ten times what was measured."""
    times = []
    for _ in range(10):
        start = time.perf_counter()
        find_quizzes(text, path="page.md")
        times.append(time.perf_counter() - start)
    return min(times)
