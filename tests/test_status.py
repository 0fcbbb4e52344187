"""The table of pages and the notice on a page that is behind."""

from __future__ import annotations

from pathlib import Path

from pandu.pages import load_course, parse_page
from pandu.status import fill_status, stale_titles
from pandu.strings import words_for
from tests.build_site import tiny_site
from tests.mini_course import write_course

KEY = "modul/amdal/tahap.md"


def change_the_source(root: Path) -> None:
    file = root / "docs/id" / KEY
    file.write_text(file.read_text(encoding="utf-8").replace("Sejak", "Mulai"), encoding="utf-8")


def table(root: Path, language: str) -> list[str]:
    course, _ = load_course(root)
    page, _ = parse_page(
        "A\n\n<!-- status-terjemahan -->", path="status.md", language=language, key="status.md"
    )
    text = fill_status(page.body, course, page, words_for(language))
    return text.split("\n")


def test_the_table_names_each_page_in_the_readers_language_and_its_state(tmp_path: Path) -> None:
    write_course(tmp_path)
    assert table(tmp_path, "id")[4:] == [
        "| [Beranda](index.md) | sama |   |",
        "| [Tahap dan pintu warga](modul/amdal/tahap.md) | sama |   |",
    ]
    change_the_source(tmp_path)
    assert table(tmp_path, "en")[5:] == [
        "| [Stages and doors](modul/amdal/tahap.md) | 1 section behind | When may residents comment? |"
    ]
    (tmp_path / "docs/en" / KEY).unlink()
    assert table(tmp_path, "en")[5:] == [
        "| [Tahap dan pintu warga](modul/amdal/tahap.md) | not translated |   |"
    ]


def test_only_a_page_that_is_behind_has_a_notice(tmp_path: Path) -> None:
    write_course(tmp_path)
    course, _ = load_course(tmp_path)
    assert stale_titles(course, KEY, "en", words_for("en")) == []
    change_the_source(tmp_path)
    course, _ = load_course(tmp_path)
    assert stale_titles(course, KEY, "en", words_for("en")) == ["When may residents comment?"]
    assert stale_titles(course, KEY, "id", words_for("id")) == []


def test_the_notice_stands_on_the_page_with_a_link_to_the_source(tmp_path: Path) -> None:
    write_course(tmp_path)
    change_the_source(tmp_path)
    pages = {
        file.relative_to(tmp_path / "docs").as_posix(): file.read_text(encoding="utf-8")
        for file in (tmp_path / "docs").rglob("*")
        if file.is_file()
    }
    built = tiny_site(tmp_path / "site-of-it", pages)
    assert built.code == 0, built.output
    page = (built.folder / "en/modul/amdal/tahap/index.html").read_text(encoding="utf-8")
    notice = page.split('<aside class="notice">')[1].split("</aside>")[0]
    assert "When may residents comment?" in notice
    assert 'href="../../../../modul/amdal/tahap/" hreflang="id"' in notice
    assert '<aside class="notice">' not in (built.folder / "en/index.html").read_text(encoding="utf-8")
