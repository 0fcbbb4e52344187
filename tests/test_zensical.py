"""The comparison with the successor's build, on sites of one or two small pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.zensical.compare import main

LESSON = """\
<h1 id="tahapan">Tahapan</h1>
<h2 id="dokumen">Dokumen</h2>
<pandu-quiz id="quiz-siapa"><form></form></pandu-quiz>
"""


def site(folder: Path, pages: dict[str, str]) -> str:
    for path, html in pages.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
    return str(folder)


def test_two_sites_that_differ_in_everything_but_ids_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = site(tmp_path / "ours", {"tahapan/index.html": LESSON, "en/index.html": "<h1>Hello</h1>"})
    theirs = site(
        tmp_path / "theirs",
        {"id/tahapan/index.html": f'<nav id="other">…</nav>{LESSON}', "en/index.html": "<h1>Hi</h1>"},
    )
    assert main([ours, theirs]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ours: 2 pages, 2 headings, 1 quizzes",
        "theirs: 2 pages, 2 headings, 1 quizzes",
    ]


def test_each_missing_page_heading_and_quiz_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = site(tmp_path / "ours", {"tahapan/index.html": LESSON, "404.html": ""})
    theirs = site(
        tmp_path / "theirs",
        {"id/tahapan/index.html": '<h1 id="tahapan">T</h1><h2 id="lain">L</h2>', "en/baru/index.html": ""},
    )
    assert main([ours, theirs]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "ours: 2 pages, 2 headings, 1 quizzes",
        "theirs: 2 pages, 2 headings, 0 quizzes",
        "404.html: only in ours",
        "en/baru/index.html: only in theirs",
        "tahapan/index.html: headings only in ours: dokumen",
        "tahapan/index.html: headings only in theirs: lain",
        "tahapan/index.html: quizzes only in ours: quiz-siapa",
    ]
