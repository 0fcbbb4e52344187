"""Lists of lessons and modules: from marker lines to Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pandu.pages import Course, parse_page
from pandu.progress import fill_lists, has_marker, page_order, read_modules
from pandu.strings import words_for

QUIZ = """
<quiz>

<!-- id: {id} -->

Siapa yang menyusun?

- [x] Pemrakarsa
- [ ] Warga

</quiz>
"""
LESSON = "---\ntitle: {title}\nminutes: {minutes}\n---\n"
PAGES = {
    "id/modul/amdal/index.md": "# AMDAL\n",
    "id/modul/amdal/baris.md": LESSON.format(title="Satu baris", minutes=9)
    + QUIZ.format(id="siapa-menyusun")
    + QUIZ.format(id="siapa-menilai"),
    "id/modul/amdal/surat.md": LESSON.format(title="Surat *pertama* [draf] & <b>", minutes=1),
    "id/modul/lfa/index.md": "# Kerangka logis\n",
    "en/modul/amdal/index.md": "# Impact assessment\n",
    "en/modul/amdal/baris.md": LESSON.format(title="One row", minutes=9) + QUIZ.format(id="siapa-menyusun"),
}
NAV = [
    "index.md",
    {"Kursus": [{"Kerangka logis": ["modul/lfa/index.md"]}]},
    {"AMDAL": ["modul/amdal/index.md", "modul/amdal/surat.md", {"Baris": "modul/amdal/baris.md"}]},
    {"Tentang": "tentang.md"},
]


def course(pages: Mapping[str, str] = PAGES) -> Course:
    parsed = {}
    for name, text in pages.items():
        language, key = name.split("/", 1)
        page, problems = parse_page(text, path=f"docs/{name}", language=language, key=key)
        assert problems == []
        parsed[language, key] = page
    return Course(parsed, Path(), frozenset(pages))


def filled(markdown: str, *, key: str, language: str = "id") -> str:
    modules = read_modules(course(), NAV, language)
    return fill_lists(markdown, modules, key=key, language=language, words=words_for(language))


def test_the_order_of_nav_is_kept_however_deep_its_pages_lie() -> None:
    assert list(page_order(NAV)) == [
        "index.md",
        "modul/lfa/index.md",
        "modul/amdal/index.md",
        "modul/amdal/surat.md",
        "modul/amdal/baris.md",
        "tentang.md",
    ]


def test_a_site_without_nav_has_no_modules() -> None:
    assert read_modules(course(), None, "id") == ()


def test_a_module_page_lists_its_lessons_with_minutes_and_the_questions_of_each() -> None:
    text = filled("Awal.\n\n<!-- daftar-pelajaran -->\n\nAkhir.\n", key="modul/amdal/index.md")
    assert text == (
        "Awal.\n\n"
        '<ol class="lesson-list" markdown="1">\n'
        r'<li markdown="1">[Surat \*pertama\* \[draf\] &amp; &lt;b&gt;](surat.md)'
        ' <span class="lesson-facts">1 menit</span></li>\n'
        '<li markdown="1">[Satu baris](baris.md) <span class="lesson-facts">9 menit</span>'
        ' <pandu-progress data-quizzes="siapa-menyusun:b59d8dbe siapa-menilai:b59d8dbe">2 soal'
        "</pandu-progress></li>\n"
        "</ol>\n\nAkhir.\n"
    )


def test_the_first_page_lists_modules_with_the_sum_of_their_lessons() -> None:
    text = filled("<!-- daftar-modul -->", key="index.md", language="en")
    assert text == (
        '<ol class="lesson-list" markdown="1">\n'
        '<li markdown="1">[Kerangka logis](modul/lfa/index.md){: lang="id" }'
        ' <span class="lesson-facts">0 lessons</span></li>\n'
        '<li markdown="1">[Impact assessment](modul/amdal/index.md)'
        ' <span class="lesson-facts">2 lessons, 10 minutes</span>'
        ' <pandu-progress data-quizzes="siapa-menyusun:b59d8dbe">1 question</pandu-progress></li>\n'
        "</ol>"
    )


def test_the_progress_page_has_a_heading_for_each_module_and_the_lessons_below_it() -> None:
    text = filled("<!-- daftar-kemajuan -->", key="kemajuan.md")
    assert [line for line in text.splitlines() if line.startswith(("###", "{:", "<ol", "<li"))] == [
        "### [Kerangka logis](modul/lfa/index.md) { #modul-lfa }",
        "{: .lesson-module }",
        '<ol class="lesson-list" markdown="1">',
        "### [AMDAL](modul/amdal/index.md) { #modul-amdal }",
        "{: .lesson-module }",
        '<ol class="lesson-list" markdown="1">',
        *filled("<!-- daftar-pelajaran -->", key="modul/amdal/index.md")
        .replace("](", "](modul/amdal/")
        .splitlines()[1:3],
    ]


@pytest.mark.parametrize(
    "markdown",
    ["```\n<!-- daftar-modul -->\n```\n", "Tulis `<!-- daftar-modul -->`.\n", "<!-- daftar -->\n", ""],
)
def test_a_marker_shown_as_code_or_misspelt_is_left_alone(markdown: str) -> None:
    assert not has_marker(markdown)
    assert filled(markdown, key="index.md") == markdown
