"""Two pages of one key: what must be equal, and which sections have fallen behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pandu.accept import accept_page
from pandu.pages import Course, Page, load_course, parse_page
from pandu.parity import find_source, section_hash, sections, stale_sections
from pandu.problems import as_text
from pandu.twins import compare
from tests.build_site import ROOT
from tests.mini_course import write_course

TWINS = yaml.safe_load((ROOT / "tests/golden/parity/twins.yml").read_text(encoding="utf-8"))
PICTURES = frozenset(f"{language}/{name}" for language in ("id", "en") for name in ("peta.svg", "tangga.svg"))


def page_of(text: str, language: str) -> Page:
    path = f"docs/{language}/index.md"
    return parse_page(text, path=path, language=language, key="index.md")[0]


@pytest.mark.parametrize("case", TWINS, ids=[case["case"] for case in TWINS])
def test_differences_are_told_naming_both_places(case: dict[str, Any]) -> None:
    pages = {(language, "index.md"): page_of(case[language], language) for language in ("id", "en")}
    course = Course(pages, ROOT, PICTURES | {"id/index.md", "en/index.md"})
    problems = compare(course, pages["id", "index.md"], pages["en", "index.md"])
    assert [as_text(problem) for problem in problems] == case["problems"]


@pytest.mark.parametrize(
    "same",
    [
        "## Tahapan {#lain}\n\nSatu kata *tebal* dan `kode`.",
        "## Tahapan\n\nSatu kata tebal dan kode.",
        "## Tahapan {#tahapan}\n\n\n\nSatu kata **tebal**\ndan `kode`.\n",
        "## Tahapan {: #tahapan .besar }\r\n\r\nSatu\r\nkata __tebal__\tdan\n_kode_.  \n\n",
    ],
)
def test_a_hash_does_not_change_with_marks_ids_and_line_breaks(same: str) -> None:
    assert section_hash(same) == section_hash("## Tahapan {#tahapan}\n\nSatu kata **tebal** dan `kode`.")


@pytest.mark.parametrize(
    "other",
    [
        "## Tahapan\n\nDua kata.",
        "### Tahapan\n\nSatu kata.",
        "## Tahapan\n\nsatu kata.",
        "## Tahapan\n\nSatu_kata.",
    ],
)
def test_a_hash_changes_with_the_words_and_the_level(other: str) -> None:
    assert section_hash(other) != section_hash("## Tahapan\n\nSatu kata.")


def test_a_hash_is_eight_digits_of_sha_256_over_the_plain_text() -> None:
    # printf '## Café au lait kode_sumber' | sha256sum, the é being one character
    assert section_hash("## Cafe\u0301 *au*  lait {#cafe}\n\n_kode_sumber_\n") == "a6102ced"


def test_sections_run_to_the_next_heading_with_an_id_and_keep_their_quizzes() -> None:
    page = page_of(
        "---\ntitle: Judul\ndescription: Isi.\nobjectives:\n  satu: {text: Bisa., ability: 1}\n---\n"
        "Pembuka.\n\n## Dua {#dua}\n\nTeks.\n\n<quiz>\n\n## Bukan judul\n\n</quiz>\n\n"
        "### Tiga {#tiga}\n\nAkhir.\n",
        "id",
    )
    found = [
        (section.id, section.title, section.line, " ".join(section.text.split()))
        for section in sections(page)
    ]
    assert found == [
        ("_meta", "", 2, "Judul Isi. Bisa."),
        ("_lead", "", 7, "Pembuka."),
        ("dua", "Dua", 9, "## Dua {#dua} Teks. <quiz> ## Bukan judul </quiz>"),
        ("tiga", "Tiga", 19, "### Tiga {#tiga} Akhir."),
    ]


def test_only_the_section_that_changed_is_stale(tmp_path: Path) -> None:
    write_course(tmp_path)
    file = tmp_path / "docs/id/modul/amdal/tahap.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Sejak pengumuman", "Sejak Senin"), encoding="utf-8"
    )
    stale = stale_sections(load_course(tmp_path)[0], "modul/amdal/tahap.md", "en")
    assert [(section.id, section.title) for section in stale] == [
        ("tanggapan", "When may residents comment?")
    ]


def test_a_page_written_in_english_first_is_the_source_of_the_indonesian_one(tmp_path: Path) -> None:
    write_course(tmp_path)
    english, indonesian = tmp_path / "docs/en/index.md", tmp_path / "docs/id/index.md"
    english.write_text(
        "---\ntitle: Home\nsource_language: en\n---\n\n## Start {#mulai}\n\nWelcome.\n", encoding="utf-8"
    )
    course, _ = load_course(tmp_path)
    source = find_source(course, "index.md")
    assert source is course.pages["en", "index.md"]
    assert [section.id for section in stale_sections(course, "index.md", "id")] == ["_meta", "_lead", "mulai"]
    accepted = accept_page(course, course.pages["id", "index.md"])
    assert accepted is not None
    indonesian.write_text(accepted.text, encoding="utf-8")
    course, _ = load_course(tmp_path)
    assert stale_sections(course, "index.md", "id") == []
    assert accept_page(course, course.pages["en", "index.md"]) is None


def test_the_id_of_an_underlined_heading_is_not_in_the_hash() -> None:
    assert section_hash("Judul {#satu}\n---\n\nTeks {bukan id}") == section_hash(
        "Judul\n---\n\nTeks {bukan id}"
    )
    assert section_hash("Judul\n---\n\nTeks {bukan id}") != section_hash("Judul\n---\n\nTeks")
