"""What readers see of translations that are behind, and what authors are told while the site is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandu.parity import section_hash
from tests.build_site import Build, tiny_site

HOME = (
    "---\ntitle: Beranda\ndescription: Isi.\n---\n\nPembuka.\n\n## Mulai <kini> {#mulai}\n\nSelamat datang.\n"
)
OLD = f"_meta: 11111111, _lead: {section_hash('Pembuka.')}, mulai: 22222222"
ENGLISH_HOME = f"""---
title: Home
description: What is in it.
source: {{{OLD}}}
---

Opening.

## Start & go {{#mulai}}

Welcome.
"""
STATUS = "---\ntitle: {title}\n---\n\n<!-- status-terjemahan -->\n\n## Cara {{#cara}}\n\nTeks.\n"
PAGES = {
    "id/index.md": HOME,
    "en/index.md": ENGLISH_HOME,
    "id/baru.md": "---\ntitle: Baru | [lain] *x*\n---\n\nTeks.\n",
    "id/fasilitator/status-terjemahan.md": STATUS.format(title="Status"),
    "en/fasilitator/status-terjemahan.md": STATUS.format(title="State"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return tiny_site(tmp_path_factory.mktemp("languages"), PAGES, strict=True)


def main_of(site: Build, page: str) -> str:
    """The text of a page's article, tags and all, in one line."""
    html = (site.folder / page).read_text(encoding="utf-8")
    return " ".join(html.partition("<article")[2].partition("</article>")[0].split())


def test_warnings_are_told_once_and_do_not_stop_a_strict_build(site: Build) -> None:
    assert site.code == 0, site.output
    told = [line for line in site.output.splitlines() if "check: " in line]
    assert [line.split(": ")[0].split()[0] for line in told] == ["INFO"] * len(told)
    assert [line.split()[4] for line in told] == ["W502", "W502", "W502", "W501"]


def test_a_stale_page_names_its_sections_and_leads_to_its_source(site: Build) -> None:
    english = main_of(site, "en/index.html")
    assert "These sections may be behind: title and objectives, Start &amp; go." in english
    assert '<a href="../" hreflang="id">' in english
    assert "may be behind" not in main_of(site, "index.html")
    assert "tertinggal" not in main_of(site, "index.html")


def test_the_status_page_lists_every_page_in_each_language(site: Build) -> None:
    rows = [
        row.partition("</tr>")[0]
        for row in main_of(site, "en/fasilitator/status-terjemahan/index.html")
        .partition("<tbody>")[2]
        .split("<tr>")
    ][1:]
    cells = [[cell.partition("</td>")[0] for cell in row.split("<td>")[1:]] for row in rows]
    assert cells == [
        ['<a href="../../baru/">Baru | [lain] *x*</a>', "not translated", ""],
        ['<a href="./">State</a>', "never compared", ""],
        ['<a href="../../">Home</a>', "2 sections behind", "title and objectives, Start &amp; go"],
    ]
    assert "style=" not in main_of(site, "fasilitator/status-terjemahan/index.html")
    assert "2 bagian tertinggal" in main_of(site, "fasilitator/status-terjemahan/index.html")


def test_an_error_stops_a_strict_build_and_is_told_once(tmp_path: Path) -> None:
    pages = {"id/index.md": "---\ntitle: Beranda\n---\n\n## Mulai\n\nTeks.\n"}
    build = tiny_site(tmp_path, pages, strict=True)
    assert build.code == 1
    told = [line.split("check: ")[1] for line in build.output.splitlines() if "check: " in line]
    assert told == [
        "docs/id/index.md:5: E443 judul 'Mulai' tidak punya id. Tulis ## Mulai {#mulai}",
        "docs/id/index.md:1: W501 halaman ini belum diterjemahkan. Buat docs/en/index.md; sampai saat itu"
        " pembacanya melihat teks bahasa Indonesia.",
    ]
