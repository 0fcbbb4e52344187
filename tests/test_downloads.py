"""The download page: what is offered before the files exist, and what is said of them once they do."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import segno

from pandu.offline.artefact import BOOK, EPUB, GUIDE, HANDOUT, LAPTOP, MODULE, SINGLE, Artefact
from pandu.offline.downloads import (
    add_facts,
    fill_downloads,
    has_marker,
    qr_code,
    readable_size,
    sums,
)
from pandu.problems import Problem, as_text
from pandu.settings import Settings
from pandu.strings import words_for
from tests.build_site import ROOT
from tests.html_page import HtmlPage
from tests.test_built_site import weight

SETTINGS = Settings("https://example.org/pandu-csr/", "", "1.2.0", date(2026, 11, 24))
MARKERS = "Awal.\n\n<!-- daftar-unduhan -->\n\nTengah.\n\n<!-- alamat-unduhan -->\n"
MODULES = [("paradigma", "Paradigma"), ("amdal", 'AMDAL & <b>"izin"</b>')]
LANGUAGES = ["id", "en"]


def filled(
    markdown: str = MARKERS, *, language: str = "id", modules: Sequence[tuple[str, str]] = MODULES
) -> str:
    words = words_for(language)
    return fill_downloads(markdown, language=language, modules=modules, settings=SETTINGS, words=words)


def artefacts() -> list[Artefact]:
    """All that a course of two modules is handed on as."""
    made = [Artefact(LAPTOP, b"laptop")]
    for language in LANGUAGES:
        for kind in (SINGLE, BOOK, EPUB, GUIDE):
            made.append(Artefact(kind, f"{kind} {language}".encode(), language))
        for module, _ in MODULES:
            for kind in (MODULE, HANDOUT):
                made.append(Artefact(kind, f"{kind} {language} {module}".encode(), language, module))
    return made


def with_facts(
    html: str, made: Sequence[Artefact] | None = None, language: str = "id"
) -> tuple[str, list[Problem]]:
    words = words_for(language)
    made = artefacts() if made is None else made
    return add_facts(html, made, language=language, settings=SETTINGS, words=words)


def fact(html: str, name: str) -> str:
    found = re.findall(rf'<span data-artefact="{re.escape(name)}">([^<]*)</span>', html)
    assert len(found) == 1, f"{name}: {found}"
    return str(found[0])


def names(language: str) -> list[str]:
    return sorted(each.name for each in artefacts() if each.language in ("", language))


# Before the files exist


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_of_the_language_has_one_link_and_is_saved_with_its_day(language: str) -> None:
    links = [link.attributes for link in HtmlPage(filled(language=language)).all("a")]
    files = {link["href"]: link["download"] for link in links if "download" in link}
    folder = "../../unduh/" if language == "en" else ""
    assert sorted(files) == sorted(folder + name for name in names(language))
    assert files[f"{folder}pandu-csr-{language}.html"] == f"pandu-csr-{language}-2026-11-24.html"
    assert files[f"{folder}pandu-csr-laptop.zip"] == "pandu-csr-laptop-2026-11-24.zip"
    assert len([link for link in links if "download" in link]) == len(files)


@pytest.mark.parametrize("language", LANGUAGES)
def test_copies_show_names_and_the_address_of_newer_ones_and_nothing_a_copy_cannot_know(
    language: str,
) -> None:
    html = filled(language=language)
    page = HtmlPage(html)
    texts = {text for _, text in page.texts}
    assert f"https://example.org/pandu-csr/{'en/' if language == 'en' else ''}unduh/" in texts
    assert set(names(language)) <= texts
    assert not page.all("svg")
    assert not re.search(r"\b[0-9a-f]{64}\b|\d [kM]B|1\.2\.0", html)
    assert [
        e for e in page.elements if "data-downloads" in e.attributes and "hidden" not in e.attributes
    ] == []


def test_what_surrounds_the_markers_stays_and_a_title_cannot_break_the_page() -> None:
    markdown = filled()
    assert markdown.startswith("Awal.\n\n<div data-downloads=")
    assert "\n\nTengah.\n\n" in markdown
    assert "AMDAL &amp; &lt;b&gt;&#34;izin&#34;&lt;/b&gt;" in markdown
    assert "<!-- " not in markdown


def test_the_headings_are_the_same_in_both_languages() -> None:
    ids = {
        language: re.findall(r"^### .+ \{ #(\S+) \}$", filled(language=language), re.M)
        for language in LANGUAGES
    }
    assert ids["id"] == ids["en"]
    assert len(set(ids["id"])) == len(ids["id"]) == 6


def test_a_course_without_modules_offers_none() -> None:
    assert "berkas-module" not in filled(modules=[])


@pytest.mark.parametrize(
    "markdown",
    ["```\n<!-- daftar-unduhan -->\n```\n", "Tulis `<!-- daftar-unduhan -->`.\n", "<!-- unduhan -->\n", ""],
)
def test_a_marker_shown_as_code_or_misspelt_is_left_alone(markdown: str) -> None:
    assert not has_marker(markdown)
    assert filled(markdown) == markdown


# Once they exist


def test_size_and_day_of_every_file_are_told_in_its_place() -> None:
    made = [each for each in artefacts() if each.kind not in (SINGLE, MODULE)]
    made += [Artefact(SINGLE, bytes(1_249_000), language) for language in LANGUAGES]
    made += [
        Artefact(MODULE, bytes(320_400), language, module) for language in LANGUAGES for module, _ in MODULES
    ]
    for language, size in [("id", "1,2 MB"), ("en", "1.2 MB")]:
        html, problems = with_facts(filled(language=language), made, language)
        assert problems == []
        assert fact(html, f"pandu-csr-{language}.html") == f"{size}, 24 November 2026"
        assert fact(html, f"pandu-csr-{language}-amdal.html") == "320 kB"
        assert fact(html, "pandu-csr-laptop.zip") == "1 kB, 24 November 2026"
        assert "hidden" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hash_of_every_file_is_told_beside_its_name(language: str) -> None:
    html, _ = with_facts(filled(language=language), language=language)
    listed = re.findall(r"<dt>(\S+)</dt>\s*<dd><code>([0-9a-f]{64})</code></dd>", html)
    offered = [each for each in artefacts() if each.language in ("", language)]
    assert listed == sorted((each.name, hashlib.sha256(each.data).hexdigest()) for each in offered)
    folder = "../../unduh/" if language == "en" else ""
    assert HtmlPage(html).all("a", href=f"{folder}SHA256SUMS")


def test_the_same_files_give_the_same_page() -> None:
    assert with_facts(filled()) == with_facts(filled(), list(reversed(artefacts())))


def test_nothing_on_the_page_breaks_the_policy() -> None:
    page = HtmlPage(with_facts(filled())[0])
    assert not [e for e in page.elements if e.tag in ("script", "style") or "style" in e.attributes]


def test_a_link_without_file_and_a_file_without_link_are_both_told() -> None:
    made = [each for each in artefacts() if each.kind != EPUB]
    made.append(Artefact(HANDOUT, b"new", "en", "lfa"))
    assert [as_text(each) for each in with_facts(filled(), made)[1]] == [
        "docs/id/unduh/index.md:1: E750 halaman Unduh menautkan 'pandu-csr-id.epub', "
        "tetapi berkas itu tidak dibuat. Bangun ulang dengan: make build"
    ]
    problems = with_facts(filled(language="en"), made, "en")[1]
    assert [as_text(each, "en") for each in problems] == [
        "docs/en/unduh/index.md:1: E750 the download page links to 'pandu-csr-en.epub', "
        "but that file was not made. Build again with: make build",
        "docs/en/unduh/index.md:1: E751 'pandu-csr-en-lfa.pdf' was made, "
        "but the download page does not link to it. "
        "Does its module have an index.md page, and is that page in nav in mkdocs.yml?",
    ]


def test_a_page_that_lost_its_list_is_one_problem_and_not_one_for_each_file() -> None:
    html, problems = with_facts("<p>Awal.</p>")
    assert html == "<p>Awal.</p>"
    assert [as_text(each) for each in problems] == [
        "docs/id/unduh/index.md:1: E752 halaman Unduh tidak punya daftar berkas. "
        "Tulis <!-- daftar-unduhan --> sendirian di barisnya."
    ]


def test_the_sums_are_what_sha256sum_reads_sorted_by_name() -> None:
    text = sums(artefacts())
    lines = [re.fullmatch(r"([0-9a-f]{64})  (\S+)", line) for line in text.splitlines()]
    told = {line[2]: line[1] for line in lines if line}
    assert told == {each.name: hashlib.sha256(each.data).hexdigest() for each in artefacts()}
    assert list(told) == sorted(told)
    assert len(lines) == len(artefacts())
    assert text.endswith("\n")


@pytest.mark.parametrize(
    ("size", "indonesian", "english"),
    [
        (1, "1 kB", "1 kB"),
        (1_400, "1 kB", "1 kB"),
        (340_499, "340 kB", "340 kB"),
        (999_499, "999 kB", "999 kB"),
        (999_500, "1,0 MB", "1.0 MB"),
        (1_249_999, "1,2 MB", "1.2 MB"),
        (12_000_000, "12,0 MB", "12.0 MB"),
    ],
)
def test_a_size_is_told_as_a_reader_says_it(size: int, indonesian: str, english: str) -> None:
    assert (readable_size(size, "id"), readable_size(size, "en")) == (indonesian, english)


def test_the_qr_code_holds_the_address_black_on_white_with_a_quiet_edge() -> None:
    address = "https://example.org/pandu-csr/unduh/"
    html, _ = with_facts(filled())
    (drawn,) = re.findall(r"<svg.*?</svg>", html)
    assert drawn == qr_code(address, "Kode QR dengan alamat halaman ini")
    (svg,) = HtmlPage(drawn).all("svg")
    assert (svg.attributes["role"], svg.attributes["aria-label"]) == (
        "img",
        "Kode QR dengan alamat halaman ini",
    )
    # Each row is drawn in strokes one unit high: read them back as modules.
    matrix = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    side = len(matrix) + 8
    assert svg.attributes["viewbox"] == f"0 0 {side} {side}"
    background, dark = HtmlPage(drawn).all("path")
    assert (background.attributes["fill"], dark.attributes["stroke"]) == ("#fff", "#000")
    x, y = 0.0, 0.0
    read = [[0] * side for _ in range(side)]
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", dark.attributes["d"]):
        steps = [float(number) for number in numbers.split()]
        if command == "h":
            for column in range(int(x), int(x + steps[0])):
                read[int(y)][column] = 1
            x += steps[0]
        else:
            x, y = (steps[0], steps[1]) if command == "M" else (x + steps[0], y + steps[1])
    edge = [[0] * side] * 4
    assert read == [*edge, *([0] * 4 + [int(cell) for cell in row] + [0] * 4 for row in matrix), *edge]


def test_the_share_button_is_light() -> None:
    assert weight(ROOT / "overrides/features/offline/share.js") <= 1.5


def test_only_the_download_page_loads_it(real_site: Path) -> None:
    loading = [
        file.relative_to(real_site).as_posix()
        for file in sorted(real_site.rglob("*.html"))
        if "offline/share.js" in file.read_text(encoding="utf-8")
    ]
    assert loading == ["en/unduh/index.html", "unduh/index.html"]


def test_both_pages_of_the_real_site_offer_the_modules_of_the_course(real_site: Path) -> None:
    modules = sorted(folder.name for folder in (ROOT / "docs/id/modul").iterdir() if folder.is_dir())
    for language, page in [("id", "unduh/index.html"), ("en", "en/unduh/index.html")]:
        html = (real_site / page).read_text(encoding="utf-8")
        offered = re.findall(rf'data-artefact="pandu-csr-{language}-([a-z0-9-]+)\.html"', html)
        assert sorted(offered) == modules
