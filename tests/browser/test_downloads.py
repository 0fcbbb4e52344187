"""The download page in a browser: links that save, and a button that hands a file to other apps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from pandu.offline.artefact import BOOK, EPUB, GUIDE, HANDOUT, LAPTOP, MODULE, SINGLE, Artefact
from pandu.offline.downloads import add_facts, sums
from pandu.settings import from_environment
from pandu.strings import words_for
from tests.build_site import EPOCH, PREFIX, ROOT, serve, tiny_site

pytestmark = pytest.mark.browser

PAGE = "unduh/"
LANGUAGES = {"id": "", "en": "en/"}
DATA = {
    SINGLE: b"<!doctype html><title>Pandu CSR</title>" + b"x" * 1_200_000,
    BOOK: b"%PDF-1.7" + b"x" * 2_300_000,
    MODULE: b"x" * 321_000,
    HANDOUT: b"x" * 187_000,
    GUIDE: b"x" * 412_000,
    EPUB: b"x" * 640_000,
    LAPTOP: b"x" * 1_800_000,
}
# A device that can share. It notes what it was given; each of `answers` lets one attempt fail with that name.
DEVICE = """(({ files, answers }) => {
  window.shared = [];
  window.attempts = 0;
  navigator.canShare = (data) => files || !data.files;
  navigator.share = async (data) => {
    attempts += 1;
    const failure = answers.shift();
    if (failure) throw new DOMException("", failure);
    if (!data.files) return void shared.push(data);
    const [file] = data.files;
    const text = await file.text();
    shared.push({ ...data, files: [file.name, file.type, text.length, text.slice(0, 8)] });
  };
})"""


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small course with the real download page, and files of a realistic size behind it."""
    pages: dict[str, str] = {}
    head = "---\ntitle: {}\ndescription: D\n---\n\n## Isi {{#{}}}\n\nIsi.\n"
    for language in LANGUAGES:
        pages |= {
            f"{language}/{name}.md": head.format(name, anchor)
            for name, anchor in [
                ("index", "isi"),
                ("kemajuan", "cadangan"),
                ("tentang/privasi", "di-perangkat"),
                ("tentang/lisensi", "isi"),
                ("tentang/index", "isi"),
                ("modul/amdal/index", "isi"),
            ]
        }
        source = ROOT / "docs" / language / "unduh" / "index.md"
        pages[f"{language}/unduh/index.md"] = source.read_text(encoding="utf-8")
    environ = {"PANDU_SITE_URL": f"https://example.org{PREFIX}", "SOURCE_DATE_EPOCH": EPOCH}
    done = tiny_site(tmp_path_factory.mktemp("downloads"), pages, strict=False, **environ)
    assert done.code == 0, done.output
    made = [Artefact(LAPTOP, DATA[LAPTOP])]
    for language in LANGUAGES:
        made += [Artefact(kind, DATA[kind], language) for kind in (SINGLE, BOOK, EPUB, GUIDE)]
        made += [Artefact(kind, DATA[kind], language, "amdal") for kind in (MODULE, HANDOUT)]
    for artefact in made:
        (done.folder / PAGE / artefact.name).write_bytes(artefact.data)
    (done.folder / PAGE / "SHA256SUMS").write_text(sums(made), encoding="utf-8")
    for language, below in LANGUAGES.items():
        file = done.folder / below / PAGE / "index.html"
        html, problems = add_facts(
            file.read_text(encoding="utf-8"),
            made,
            language=language,
            settings=from_environment(environ),
            words=words_for(language),
        )
        assert problems == []
        file.write_text(html, encoding="utf-8")
    with serve(done.folder) as url:
        yield url


def open_on(page: Page, url: str, *answers: str | None, files: bool = True) -> None:
    """Open the page on a device that shares; `answers` are its failures in their order."""
    page.add_init_script(f"{DEVICE}({json.dumps({'files': files, 'answers': answers})})")
    page.goto(url + PAGE)


def shared(page: Page) -> list[Any]:
    found: list[Any] = page.evaluate("() => window.shared")
    return found


def said(page: Page, text: str) -> None:
    expect(page.get_by_role("main").get_by_role("status").filter(has_text=text)).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_every_link_saves_its_file_with_the_day_in_its_name(
    browser: Browser, downloads: str, language: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(downloads + LANGUAGES[language] + PAGE)
    verb = {"id": "Unduh", "en": "Download"}[language]
    for label, name in [
        (f"{verb} HTML", f"pandu-csr-{language}-2025-11-24.html"),
        (f"{verb} ZIP", "pandu-csr-laptop-2025-11-24.zip"),
        (f"pandu-csr-{language}-amdal.pdf", f"pandu-csr-{language}-amdal-2025-11-24.pdf"),
    ]:
        with page.expect_download() as started:
            page.get_by_role("link", name=label).click()
        assert started.value.suggested_filename == name
        assert started.value.failure() is None
    expect(page.get_by_text({"id": "1,2 MB", "en": "1.2 MB"}[language])).to_be_visible()
    context.close()


def test_a_device_without_sharing_shows_no_button(page: Page, downloads: str) -> None:
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(downloads + PAGE)
    expect(page.get_by_role("link", name="Unduh HTML")).to_be_visible()
    expect(page.get_by_role("button", name="Bagikan")).to_have_count(0)


@pytest.mark.parametrize(
    ("form", "kind", "type"), [("HTML", SINGLE, "text/html"), ("PDF", BOOK, "application/pdf")]
)
def test_the_file_itself_is_shared_under_the_name_it_would_be_saved_with(
    page: Page, downloads: str, form: str, kind: str, type: str
) -> None:
    open_on(page, downloads)
    page.get_by_role("button", name=f"Bagikan {form}").click()
    name = f"pandu-csr-id-2025-11-24.{form.lower()}"
    page.wait_for_function("() => shared.length")
    assert shared(page) == [{"files": [name, type, len(DATA[kind]), DATA[kind][:8].decode()]}]


def test_a_tap_too_long_ago_asks_for_another_which_fetches_nothing_again(page: Page, downloads: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    open_on(page, downloads, "NotAllowedError")
    button = page.get_by_role("button", name="Bagikan HTML")
    button.click()
    said(page, "Siap. Ketuk sekali lagi.")
    expect(button).to_be_focused()
    button.click()
    page.wait_for_function("() => shared.length")
    assert len([url for url in fetched if url.endswith(".html")]) == 1
    expect(page.get_by_text("Siap. Ketuk sekali lagi.")).to_have_count(0)


def test_a_device_that_refuses_again_is_told_of_with_another_way(page: Page, downloads: str) -> None:
    open_on(page, downloads, "NotAllowedError", "NotAllowedError")
    for expected in ("Siap. Ketuk sekali lagi.", "Perangkat ini menolak"):
        page.get_by_role("button", name="Bagikan PDF").click()
        said(page, expected)
    assert shared(page) == []


def test_whoever_changes_their_mind_is_told_nothing(page: Page, downloads: str) -> None:
    open_on(page, downloads, "AbortError")
    page.get_by_role("button", name="Bagikan HTML").click()
    page.wait_for_function("() => attempts === 1")
    expect(page.get_by_role("main").get_by_role("status").filter(has_text=re.compile(r"\S"))).to_have_count(0)
    assert shared(page) == []


def test_a_broken_connection_is_told_and_the_next_tap_tries_again(page: Page, downloads: str) -> None:
    def cut(route: Route) -> None:
        route.abort()

    open_on(page, downloads)
    page.route("**/pandu-csr-id.html", cut)
    button = page.get_by_role("button", name="Bagikan HTML")
    button.click()
    said(page, "Berkas gagal diambil.")
    page.unroute("**/pandu-csr-id.html", cut)
    button.click()
    page.wait_for_function("() => shared.length")


def test_a_file_that_is_gone_is_not_shared_as_an_error_page(page: Page, downloads: str) -> None:
    open_on(page, downloads)
    page.route("**/pandu-csr-id.pdf", lambda route: route.fulfill(status=404, body="Tidak ada"))
    page.get_by_role("button", name="Bagikan PDF").click()
    said(page, "Berkas gagal diambil.")
    assert shared(page) == []


@pytest.mark.parametrize("files", [True, False])
def test_the_address_of_the_newest_copy_is_shared_also_where_files_are_refused(
    page: Page, downloads: str, files: bool
) -> None:
    open_on(page, downloads, files=files)
    expect(page.get_by_role("button", name="Bagikan")).to_have_count(3 if files else 1)
    page.get_by_role("button", name="Bagikan alamat ini").click()
    page.wait_for_function("() => shared.length")
    assert shared(page) == [{"title": "Unduh · Pandu CSR", "url": f"https://example.org{PREFIX}{PAGE}"}]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_download_page_is_accessible_and_fits(
    page: Page, downloads: str, language: str, width: int, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    open_on(page, downloads + LANGUAGES[language])
    page.get_by_text("SHA-256").click()
    expect(page.get_by_text("certutil")).to_be_visible()
    expect(page.get_by_role("img", name="QR")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules})
    assert [
        f"{rule['id']}: {node['html']}" for rule in found.response["violations"] for node in rule["nodes"]
    ] == []
