"""Pages as data: front matter, headings and links with their lines, and what is said of each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pandu.check import check_course
from pandu.headings import check_headings
from pandu.html_tags import check_html
from pandu.links import check_links
from pandu.meta import check_meta
from pandu.pages import Course, Page, load_course, parse_page
from pandu.problems import as_text, sort
from tests.build_site import ROOT

LESSON = {"path": "docs/id/modul/amdal/tahap.md", "language": "id", "key": "modul/amdal/tahap.md"}
# What heads and Markdown are made of, split by blanks; `_` is a blank.
PIECES = """
--- title:_ a é [ ]( ) ![ < ]:_ ``` ` <!-- --> <quiz> </quiz> :_ -_ " ' { } * &a_ # ##_ {#id} \\ = === !
2026-02-31 <a_href= http://[ objectives: __x:_{text:_a} <<:_
"""
MARKDOWN = st.lists(st.sampled_from([*PIECES.split(), *"\n\n\n\t \r\ufeff\x00"]), max_size=60).map(
    lambda pieces: "".join(pieces).replace("_", " ")
)


def golden(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(
        (ROOT / "tests/golden/pages" / name).read_text(encoding="utf-8")
    )
    return cases


def ids(cases: list[dict[str, Any]]) -> list[str]:
    return [case["case"] for case in cases]


def said(problems: Any) -> list[str]:
    """Line, code and sentence; the path is the same for all."""
    return [as_text(problem).split(":", 1)[1] for problem in sort(problems)]


FRONT_MATTER, HEADINGS, LINKS = golden("front_matter.yml"), golden("headings.yml"), golden("links.yml")


@pytest.mark.parametrize("case", FRONT_MATTER, ids=ids(FRONT_MATTER))
def test_a_slip_in_the_front_matter_is_told(case: dict[str, Any]) -> None:
    page, problems = parse_page(f"---\n{case['head']}---\n\nTeks.\n", **LESSON)
    assert said([*problems, *check_meta(page)]) == case["said"]


@pytest.mark.parametrize("case", HEADINGS, ids=ids(HEADINGS))
def test_a_slip_in_a_heading_is_told(case: dict[str, Any]) -> None:
    page, problems = parse_page(case["text"], **LESSON)
    assert said([*problems, *check_headings(page)]) == case["said"]


@pytest.mark.parametrize("case", LINKS, ids=ids(LINKS))
def test_a_link_that_leads_nowhere_is_told(case: dict[str, Any]) -> None:
    page, problems = parse_page(case["text"] + "\n## Akhir {#akhir}\n", **LESSON)
    home, _ = parse_page("## Mulai {#mulai}\n", path="docs/id/index.md", language="id", key="index.md")
    pictures = {"id/modul/amdal/papan.svg", "assets/logo.svg"}
    course = Course(
        {("id", page.key): page, ("id", "index.md"): home},
        ROOT,
        frozenset({"id/index.md", "id/modul/amdal/tahap.md", "en/lain.md"} | pictures),
    )
    assert said([*problems, *check_links(course, page)]) == case["said"]


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file_whatever_ends_them(start: str, line_break: str) -> None:
    head = "---\ntitle: Tahap\nobjectives:\n  pintu: {text: A., ability: 4}\n---\n"
    text = head + "\n\n## Satu {#satu}\n\n[a](b.md)\n"
    page, problems = parse_page(start + text.replace("\n", line_break), **LESSON)
    assert problems == []
    assert (page.first_line, page.headings[0].line, page.links[0].line) == (6, 8, 10)
    assert dict(page.meta_lines) == {
        "title": 2,
        "objectives": 3,
        "objectives.pintu": 4,
        "objectives.pintu.text": 4,
        "objectives.pintu.ability": 4,
    }


@pytest.mark.parametrize(
    ("head", "title"),
    [("---\ntitle: Dari kepala\n---\n# Dari judul\n", "Dari kepala"), ("# *Dari* judul\n", "Dari judul")],
)
def test_a_page_is_called_by_its_title_or_its_first_heading(head: str, title: str) -> None:
    assert parse_page(head, **LESSON)[0].title == title


def judge(text: str) -> None:
    page, problems = parse_page(text, **LESSON)
    course = Course({("id", page.key): page, ("en", page.key): page}, ROOT, frozenset({"id/" + page.key}))
    checks = (check_meta(page), check_headings(page, page), check_links(course, page), check_html(page))
    for problem in sort([*problems, *(problem for check in checks for problem in check)]):
        assert 1 <= problem.line <= text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        assert as_text(problem, "id")
        assert as_text(problem, "en")


@given(st.text())
def test_any_text_at_all_is_a_page(text: str) -> None:
    judge(text)


@given(MARKDOWN)
def test_any_heap_of_markdown_is_a_page(text: str) -> None:
    judge(text)


@given(MARKDOWN)
def test_any_heap_of_markdown_is_front_matter(text: str) -> None:
    judge(f"---\n{text}\n---\n")


def write(root: Path, name: str, text: str | bytes) -> Path:
    file = root / "docs" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_page_is_read_again_only_when_its_file_has_changed(tmp_path: Path) -> None:
    file = write(tmp_path, "id/index.md", "# Satu\n")

    def page() -> Page:
        return load_course(tmp_path)[0].pages["id", "index.md"]

    first = page()
    assert page() is first
    write(tmp_path, "id/index.md", "# Dua!\n")
    os.utime(file, ns=(1, 1))
    assert page().title == "Dua!"


def test_what_cannot_be_read_is_told_and_the_rest_is_checked(tmp_path: Path) -> None:
    write(tmp_path, "id/index.md", "---\ntitle: Beranda\n---\n")
    write(tmp_path, "en/index.md", b"---\ntitle: Home\n---\nsatu\ndua \xff\n")
    write(tmp_path, "data/strings.yml", "site.name: {id: Pandu\n")
    write(tmp_path, "data/laws.yml", b"\xff\xfe")
    (tmp_path / "docs/id/lesap.md").symlink_to("tiada.md")
    (tmp_path / "docs/id/map.md").mkdir()
    (tmp_path / "docs/id/.rahasia.md").write_text("# Tersembunyi", encoding="utf-8")
    assert [as_text(problem).split(" ")[:2] for problem in check_course(tmp_path)] == [
        ["docs/data/laws.yml:1:", "E402"],
        ["docs/data/strings.yml:1:", "E416"],
        ["docs/en/index.md:5:", "E402"],
        ["docs/id/lesap.md:1:", "E401"],
    ]


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Tahap Dua.md", "tahap-dua.md"),
        ("peta_desa.MD", "peta-desa.md"),
        ("análisis.md", "analisis.md"),
        ("1.md", "1.md"),
    ],
)
def test_file_names_are_small_letters_digits_and_hyphens(name: str, better: str, tmp_path: Path) -> None:
    write(tmp_path, f"id/{name}", "---\ntitle: A\n---\n")
    found = [problem.params["near"] for problem in check_course(tmp_path) if problem.code == "E403"]
    assert found == ([better] if name != better else [])
