"""What the benchmark builds: the course several times over, and the course without its quiz marks."""

from __future__ import annotations

import pytest

from tests.bench.content import multiply, multiply_nav, without_quiz_marks, without_template
from tests.bench.measure import Built
from tests.bench.report import growth, ratio, table, verdict

QUIZ = """\
Sebelum.

<quiz type="single">

<!-- id: siapa-menyusun; objective: dokumen -->

Siapa yang menyusun?

- [ ] Warga
  > Bukan.
- [x] Pemrakarsa

Penjelasan.

</quiz>

Sesudah.
"""


def test_a_course_of_three_times_the_content_has_three_of_every_module_and_of_every_other_page() -> None:
    assert list(multiply({"id/modul/m/a.md": "", "en/modul/m/index.md": "", "id/tentang/b.md": ""}, 3)) == [
        "id/modul/m/a.md",
        "en/modul/m/index.md",
        "id/tentang/b.md",
        "id/modul/m-b/a.md",
        "en/modul/m-b/index.md",
        "id/tentang/b-b.md",
        "id/modul/m-c/a.md",
        "en/modul/m-c/index.md",
        "id/tentang/b-c.md",
    ]


@pytest.mark.parametrize(
    "text",
    ["---\ntemplate: home.html\n---\n", "<!-- daftar-modul -->\n", "A\n\n<!-- status-terjemahan -->\n"],
)
def test_a_page_that_lists_the_whole_course_stays_one(text: str) -> None:
    assert multiply({"id/a.md": text}, 4) == {"id/a.md": text}


def test_a_copy_differs_from_its_original_in_the_ids_of_its_quizzes_only() -> None:
    pages = multiply({"id/a.md": QUIZ}, 2)
    assert pages["id/a.md"] == QUIZ
    assert pages["id/a-b.md"] == QUIZ.replace("id: siapa-menyusun;", "id: siapa-menyusun-b;")


@pytest.mark.parametrize("times", [0, 27])
def test_a_size_without_names_for_its_copies_is_refused(times: int) -> None:
    with pytest.raises(ValueError, match=f"not {times}"):
        multiply({"id/a.md": ""}, times)


def test_the_navigation_grows_by_a_section_for_each_copy_of_what_was_copied() -> None:
    nav = [
        {"Beranda": "index.md"},
        {"Modul": ["modul/m/index.md", {"Satu": "modul/m/a.md"}]},
        {"Saya": ["s.md"]},
    ]
    pages = {"index.md", "modul/m/index.md", "modul/m/a.md", "modul/m-b/index.md", "modul/m-b/a.md", "s.md"}
    assert multiply_nav(nav, 2, pages) == [
        *nav,
        {"Salinan B": [{"Modul": ["modul/m-b/index.md", {"Satu": "modul/m-b/a.md"}]}]},
    ]


def test_quiz_marks_go_and_every_word_of_the_quiz_stays() -> None:
    plain = without_quiz_marks(QUIZ)
    assert plain == QUIZ.replace('<quiz type="single">', "").replace("</quiz>", "").replace(
        "<!-- id: siapa-menyusun; objective: dokumen -->", ""
    )


def test_a_quiz_shown_as_code_stays_as_it_is() -> None:
    code = f"```markdown\n{QUIZ}```\n"
    assert without_quiz_marks(code) == code


def test_other_comments_stay() -> None:
    assert without_quiz_marks("<!-- daftar-modul -->\n") == "<!-- daftar-modul -->\n"


def test_only_the_front_matter_loses_its_template() -> None:
    page = "---\ntitle: A\ntemplate: home.html\n---\n\ntemplate: kata\n"
    assert without_template(page) == "---\ntitle: A\n---\n\ntemplate: kata\n"
    assert without_template("template: kata\n") == "template: kata\n"


def test_the_ratio_is_that_of_the_medians() -> None:
    assert ratio([9, 3, 2], [2, 1, 7]) == 1.5


@pytest.mark.parametrize(
    ("quotient", "words"),
    [
        (1.15, "within the limit of 1.25 and the goal of 1.15"),
        (1.2, "within the limit of 1.25, goal 1.15"),
        (1.26, "over the limit of 1.25"),
    ],
)
def test_the_verdict_names_limit_and_goal(quotient: float, words: str) -> None:
    assert verdict(quotient) == words


def test_growth_shows_what_a_further_page_costs_beside_starting_up() -> None:
    rows = growth({4: [Built(9, 1.75, 40)], 1: [Built(9, 1.0, 10)]})
    assert rows == [(1, 10, 1.0, 100.0, None), (4, 40, 1.75, 43.75, 25.0)]


def test_a_table_is_aligned_to_the_right() -> None:
    assert table(("times", "ms"), [(1, 10.0), (16, None)]) == "  times     ms\n      1  10.00\n     16      -"
