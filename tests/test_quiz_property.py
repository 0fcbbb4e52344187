"""No text, however odd, makes the parser raise, lose a quiz without a word, or take more than its lines."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from pandu import LANGUAGES
from pandu.problems import Problem, as_text, sort
from pandu.quiz import QuizBlock, find_quizzes
from pandu.quiz.model import QuizType
from pandu.quiz.numbers import parse_number
from pandu.quiz.signature import signature_key
from pandu.source import normalise

SIGNS = [
    *("<quiz>", "</quiz>", "<quiz", "</Quiz>", "<kuis>", "<?quiz?>", "<?/quiz?>", '<quiz tpye="fill">'),
    *(f'<quiz type="{type_}">' for type_ in ("", *get_args(QuizType))),
    *("- [ ] A", "- [x] B", "* [X] B", "+ [] C", "- [v] D", "-[x]", "- D", "- ", "1. A", "2) B", "  - [ ] A"),
    *("> ", "  > balikan", "---", "# Judul", "### Adegan {#satu}", "### Dua", "## {#satu}", "Teks."),
    *(
        "[[a|b]]",
        "[[",
        "]]",
        "[[]]",
        "[[=30±2 ha]]",
        "[[=1..2]]",
        "[[=x]]",
        "\\|",
        "\\]",
        "kiri :: kanan",
        " ::",
    ),
    *("- kiri :: kanan", "- :: lain", "- [ke](#satu) (k +1)", "- [ke](#akhir)", "(k -1)", "- [ke](#"),
    *("<details>", "<summary>", "</summary>", "</details>", "<details><summary>P</summary>isi</details>"),
    *("measures: k=Kepercayaan", "id: siapa", "; shuffle: false", ": ;", "{id}", "%s", "30", "1.250,5", "Rp"),
    *("\n", "\n\n", "\r\n", "\r", "\t", " ", "    ", "\ufeff", "\u2028", "\x00", "\ufffc", "\ud800", "é"),
]
TYPES = ["", *(f' type="{type_}"' for type_ in get_args(QuizType))]
HIDING = [
    *("`", "``", "```", "```text", "~~~", "<!--", "-->", "<!-- id: siapa-menyusun -->", "<!-- ending -->"),
    *("<!-- ending: k>=1 | k<=2 -->", "<!-- id: ", "<!-- objective: a; id: b -->"),
]
"""Code and comments: what stands in them is rightly not seen."""

ODD = st.text(st.characters(exclude_characters="`~<"), max_size=3)

VALID = """\
<quiz>

<!-- id: soal-utuh -->

Siapa?

- [x] Warga
- [ ] Bupati

</quiz>
"""


def pieces(*signs: list[str]) -> st.SearchStrategy[str]:
    """Text made of signs that mean something to the parser, one a line or run together, amid odd letters."""
    known = st.sampled_from([sign for list_ in signs for sign in list_])
    text = st.lists(known | known.map("\n{}".format) | ODD, max_size=40).map("".join)
    quiz = st.builds("<quiz{}>\n\n<!-- id: siapa -->\n\n{}\n\n</quiz>\n".format, st.sampled_from(TYPES), text)
    return text | quiz | st.builds("{}\n{}".format, text, quiz)


def read(text: str, language: str = "id", first_line: int = 1) -> tuple[list[QuizBlock], list[Problem]]:
    return find_quizzes(text, path="page.md", language=language, first_line=first_line)


@given(st.text() | pieces(SIGNS, HIDING), st.sampled_from(LANGUAGES), st.integers(1, 50))
def test_any_text_gives_quizzes_and_problems_that_can_be_shown(
    text: str, language: str, first_line: int
) -> None:
    blocks, problems = read(text, language, first_line)
    last_line = first_line + normalise(text).count("\n")
    for problem in sort(problems):
        assert first_line <= problem.line <= last_line
        assert all(as_text(problem, shown) for shown in LANGUAGES)
    end = -1
    for block in blocks:
        assert end < block.first <= block.last <= last_line - first_line
        end = block.last
        lines = range(first_line + block.first, first_line + block.last + 1)
        has_error = any(problem.is_error and problem.line in lines for problem in problems)
        assert (block.quiz is None) == has_error
        assert block.quiz is None or signature_key(block.quiz)


@given(pieces(SIGNS))
def test_a_quiz_line_is_never_plain_text(text: str) -> None:
    blocks, problems = read(text)
    taken = {line for block in blocks for line in range(block.first, block.last + 1)}
    told = {problem.line - 1 for problem in problems}
    for number, line in enumerate(normalise(text).split("\n")):
        if "<quiz" in line or "</quiz" in line:
            assert number in taken | told, line


@given(pieces(SIGNS), pieces(SIGNS))
def test_odd_text_around_a_quiz_takes_nothing_of_it(before: str, after: str) -> None:
    blocks, _ = read(f"{before}\n{VALID}\n{after}")
    assert [block.quiz.question for block in blocks if block.quiz and block.id == "soal-utuh"][:1] == [
        "Siapa?"
    ]


@given(pieces(SIGNS, HIDING))
def test_how_a_file_is_saved_makes_no_difference(text: str) -> None:
    text = text.replace("\r", "")
    saved = "\ufeff" + text.replace("\n", " \t\r\n") if not text.startswith("\ufeff") else text
    assert read(saved) == read(text)


NUMERALS = ["1", "25", "250", "000", ".", ",", "-", "%", "Rp", "ha", " "]


@given(st.text() | st.lists(st.sampled_from(NUMERALS)).map("".join), st.text(max_size=5))
def test_any_text_is_a_number_or_none(text: str, unit: str) -> None:
    for language in LANGUAGES:
        assert isinstance(parse_number(text, language, unit), float | None)


@given(st.integers(-(10**12), 10**12), st.integers(0, 99))
def test_a_number_with_separators_is_read_back(whole: int, hundredths: int) -> None:
    english = f"{whole:,}.{hundredths:02}"
    indonesian = english.translate(str.maketrans(",.", ".,"))
    value = float(f"{whole}.{hundredths:02}")
    assert parse_number(english, "en") == parse_number(indonesian, "id") == value
    assert parse_number(f"{whole:,}", "en") == parse_number(f"{whole:,}".replace(",", "."), "id") == whole
