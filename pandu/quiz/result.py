"""A test's result: one row an objective, filled in by quiz-test.js, or by hand on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from pandu.quiz.elements import add


def result_table(
    quizzes: Sequence[Element], objectives: Mapping[str, str], name: str, words: Mapping[str, str]
) -> Element:
    """<pandu-test> with a row for each objective that a question of the test measures.

    `quizzes` are the rendered questions, whose data-test is their objective; `objectives` id → sentence.
    """
    asked = Counter(quiz.get("data-test", "") for quiz in quizzes)
    ids = " ".join(quiz.get("data-id", "") for quiz in quizzes)
    test = Element("pandu-test", {"data-name": name, "data-quizzes": ids, "data-search-exclude": ""})
    add(test, "p", words["quiz.result.title"], class_="quiz-result-title")
    add(test, "p", words["quiz.result.by-hand"], class_="quiz-result-by-hand")
    table = add(test, "table", class_="quiz-result")
    head = add(add(table, "thead"), "tr")
    add(head, "th", words["quiz.result.objective"], scope="col")
    add(head, "th", words["quiz.result.right"], scope="col")
    body = add(table, "tbody")
    for objective, text in objectives.items():
        if asked[objective]:
            _add_row(body, text, asked[objective], words, objective)
    _add_row(add(table, "tfoot"), words["quiz.result.all"], len(quizzes), words)
    return test


def _add_row(parent: Element, text: str, total: int, words: Mapping[str, str], objective: str = "") -> None:
    row = add(parent, "tr", data_objective=objective, data_total=str(total))
    add(row, "th", text, scope="row")
    add(row, "td", words["quiz.result.of"].format(score="……", total=total))
