"""The zip for laptops, as it lies on a disk: every address names a file in it, nothing comes from the web."""

from __future__ import annotations

import io
import posixpath
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest

from pandu.offline.artefact import LAPTOP, LIMITS
from pandu.offline.laptop import LONGEST_PATH, START, check_paths, laptop_zip
from pandu.problems import as_text
from pandu.settings import Settings
from tests.html_page import HtmlPage

SETTINGS = Settings("https://example.org/pandu-csr/", "example/pandu-csr", "1.2.3", date(2026, 11, 24))
PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}</head>'
    '<body>{body}<footer class="foot"><div><p>Pandu CSR</p></div></footer></body></html>'
)


@pytest.fixture(scope="module")
def data(real_site: Path) -> bytes:
    return laptop_zip(real_site, SETTINGS)


@pytest.fixture(scope="module")
def files(data: bytes) -> dict[str, bytes]:
    return unpacked(data)


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, HtmlPage]:
    return {name: HtmlPage(text.decode()) for name, text in files.items() if name.endswith(".html")}


def unpacked(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def small_site(folder: Path, body: str = "", *, head: str = "", language: str = "id") -> Path:
    """A site of three pages; the one at `modul/amdal/tahap/` has this body."""
    for path in ("", "modul/amdal/", "modul/amdal/tahap/"):
        (folder / path).mkdir(parents=True, exist_ok=True)
        is_last = path.endswith("tahap/")
        text = PAGE.format(language=language, head=head if is_last else "", body=body if is_last else "")
        (folder / path / "index.html").write_text(text, encoding="utf-8")
    return folder


def last_page(site: Path) -> HtmlPage:
    files = unpacked(laptop_zip(site, SETTINGS))
    return HtmlPage(files["situs/modul/amdal/tahap/index.html"].decode())


# The real site


def test_the_same_site_makes_the_same_bytes(real_site: Path, data: bytes) -> None:
    assert laptop_zip(real_site, SETTINGS) == data
    assert len(data) <= LIMITS[LAPTOP]
    with ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 24, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_it_holds_every_page_and_starts_at_its_root(files: dict[str, bytes], real_site: Path) -> None:
    built = {f"situs/{file.relative_to(real_site).as_posix()}" for file in real_site.rglob("index.html")}
    assert {name for name in files if name.endswith(".html")} == {*built, START}
    assert [name for name in files if "/" not in name] == [START]
    assert {f"situs/search/{language}.js" for language in ("id", "en")} <= set(files)


def test_no_path_is_too_long_for_windows(files: dict[str, bytes]) -> None:
    assert max(map(len, files)) <= LONGEST_PATH


def test_every_address_on_every_page_names_a_file_and_a_place_in_it(
    files: dict[str, bytes], pages: dict[str, HtmlPage]
) -> None:
    ids = {name: {each.attributes.get("id") for each in page.elements} for name, page in pages.items()}
    lost, seen = [], 0
    for name, page in pages.items():
        for each in page.elements:
            for attribute in ("href", "src", "data-listing"):
                url = urlsplit(each.attributes.get(attribute, ""))
                if attribute not in each.attributes or url.scheme:
                    continue
                seen += 1
                path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(url.path)))
                target = path if url.path else name
                anchor = unquote(url.fragment)
                if target not in files or (anchor and anchor not in ids[target]):
                    lost.append((name, each.tag, each.attributes[attribute]))
    assert seen > 1000
    assert lost == []


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, HtmlPage]) -> None:
    foreign = [
        (name, each.tag, address)
        for name, page in pages.items()
        for each in page.elements
        for address in (each.attributes.get("href", ""), each.attributes.get("src", ""))
        if urlsplit(address).scheme and each.tag != "a"
    ]
    assert foreign == []


def test_what_is_for_the_web_only_stays_behind(files: dict[str, bytes]) -> None:
    web = (
        "404.html",
        "sitemap",
        "sw.js",
        ".map",
        ".webmanifest",
        "javascripts",
        "palette",
        "offline.js",
        "epub",
    )
    assert [name for name in files if any(part in name for part in web)] == []


def test_every_page_says_which_copy_it_is(pages: dict[str, HtmlPage]) -> None:
    said = {
        "id": "Untuk dibaca di laptop tanpa internet. Salinan terbaru ada di",
        "en": "For reading on a laptop without the internet. The newest copy is at",
    }
    releases = {"id": "Versi 1.2.3, 24 November 2026", "en": "Version 1.2.3, 24 November 2026"}
    for name, page in pages.items():
        if name == START:
            continue
        language = page.all("html")[0].attributes["lang"]
        texts = [text for _, text in page.texts]
        assert said[language] in texts, name
        assert [text for text in texts if "1.2.3" in text] == [f"Pandu CSR · {releases[language]}"], name
        folder = {"id": "", "en": "en/"}[language]
        assert page.all("a", href=f"https://example.org/pandu-csr/{folder}unduh/"), name


def test_the_first_page_says_all_that_one_needs_to_begin(pages: dict[str, HtmlPage]) -> None:
    start = pages[START]
    for language, first in (("id", "situs/index.html"), ("en", "situs/en/index.html")):
        text = " ".join(each for code, each in start.texts if code == language)
        for said in ("1.2.3, 24 November 2026", "CC BY 4.0", "Firefox", START):
            assert said in text, (language, said)
        assert start.all("a", href=first)
    assert start.all("script") == []


# What becomes of addresses


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("../", "../index.html"),
        ("./", "./index.html"),
        (".", "./index.html"),
        ("../../..", "../../../index.html"),
        ("../#tahap", "../index.html#tahap"),
        ("../?h=a|b#c", "../index.html?h=a|b#c"),
        ("#tahap", "#tahap"),
        ("../index.html", "../index.html"),
        ("https://example.com/a/", "https://example.com/a/"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("../../../unduh/pandu-csr-id.pdf", "https://example.org/pandu-csr/unduh/pandu-csr-id.pdf"),
    ],
)
def test_a_link_names_the_file_and_one_to_what_is_missing_leads_online(
    tmp_path: Path, given: str, expected: str
) -> None:
    page = last_page(small_site(tmp_path, f'<a href="{given}" id="it">x</a>'))
    assert page.all("a", id="it")[0].attributes["href"] == expected


def test_the_search_is_told_the_file_of_the_index(tmp_path: Path) -> None:
    body = '<button data-search data-root="../../.." data-listing="../../">Cari</button>'
    (button,) = last_page(small_site(tmp_path, body)).all("button")
    assert button.attributes["data-listing"] == "../../index.html"
    assert button.attributes["data-root"] == "../../.."


def test_what_is_of_use_online_only_is_taken_out(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://example.org/x/">'
        '<link rel="manifest" href="../../../manifest.webmanifest">'
        '<link rel="icon" href="../../../assets/logo.svg">'
        '<script src="../../../features/offline/offline.js" defer></script>'
    )
    body = (
        "<p data-online-only>Simpan <b>untuk luring</b></p><pandu-offline>Simpan</pandu-offline><p>Tahap</p>"
    )
    page = last_page(small_site(tmp_path, body, head=head))
    assert [link.attributes["rel"] for link in page.all("link")] == ["icon"]
    assert page.all("script") == []
    said = " ".join(text for _, text in page.texts)
    assert said.startswith("Tahap ")
    assert "Simpan" not in said


def test_the_download_page_is_kept_and_the_downloads_are_not(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (site / "unduh").mkdir()
    (site / "unduh" / "index.html").write_text(PAGE.format(language="id", head="", body=""), encoding="utf-8")
    for name in ("pandu-csr-id.html", "pandu-csr-laptop.zip", "SHA256SUMS"):
        (site / "unduh" / name).write_text("x", encoding="utf-8")
    files = unpacked(laptop_zip(site, SETTINGS))
    assert [name for name in files if "unduh" in name] == ["situs/unduh/index.html"]


def test_a_path_that_is_too_long_is_named(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    longest = "x" * (LONGEST_PATH - len("situs/"))
    for name in (longest, f"{longest}y", f"{longest}y.map"):
        (site / name).write_text("x", encoding="utf-8")
    assert [as_text(problem, "en") for problem in check_paths(site)] == [
        f"site/{longest}y:1: E708 the path of this file is 59 letters long; the limit is 58, since on "
        "Windows laptops a file with a very long path does not open. Shorten the name of the file or its "
        "folder in docs/, and in nav in mkdocs.yml."
    ]
