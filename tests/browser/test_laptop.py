"""The zip for laptops, unpacked into a folder of its own and opened without a server."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from pandu.offline.laptop import START, laptop_zip
from pandu.settings import Settings

pytestmark = pytest.mark.browser

SETTINGS = Settings("https://example.org/pandu-csr/", "example/pandu-csr", "1.2.3", date(2026, 11, 24))
LESSON = "situs/modul/amdal/tahap-dan-pintu/index.html"


@pytest.fixture(scope="module")
def folder(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Blanks and letters outside ASCII, as in the name of a folder on somebody's desk."""
    folder = tmp_path_factory.mktemp("laptop") / "Kursus é ke-2"
    with ZipFile(io.BytesIO(laptop_zip(real_site, SETTINGS))) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def opened(page: Page) -> Iterator[Page]:
    """A page whose every request must be for a file, and whose console must stay silent."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: said.append(f"{request.url}: {request.failure}"))
    yield page
    # A picture of the tab that is still on its way when the next page is asked for was not refused.
    assert [each for each in said if "net::ERR_ABORTED" not in each] == []
    assert asked
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize(
    ("button", "language", "heading"),
    [
        ("Buka kursus", "id", "Meminta perusahaan sawit menepati kewajibannya"),
        ("Open the course", "en", "Asking oil-palm companies to do what they must"),
    ],
)
def test_one_begins_at_the_root_and_reads_on_by_links(
    opened: Page, folder: Path, button: str, language: str, heading: str
) -> None:
    opened.goto((folder / START).as_uri())
    opened.get_by_role("link", name=button).click()
    expect(opened.get_by_role("heading", level=1, name=heading)).to_be_visible()
    expect(opened.locator("html")).to_have_attribute("lang", language)
    opened.locator(".lesson-list a", has_text="AMDAL").click()
    expect(opened).to_have_url(re.compile(r"/modul/amdal/index\.html$"))
    opened.locator(".lesson-list a").first.click()
    expect(opened.locator("pandu-quiz").first).to_be_visible()


def test_every_entry_of_the_menu_opens_a_page_with_its_style(opened: Page, folder: Path) -> None:
    opened.set_viewport_size({"width": 1280, "height": 800})
    opened.goto((folder / LESSON).as_uri())
    links = opened.locator("#menu-situs a[href]:visible:not([href^='#'])").evaluate_all(
        "(links) => links.map((link) => link.href)"
    )
    assert len(links) > 8
    for link in links:
        opened.goto(link)
        expect(opened.get_by_role("heading", level=1)).to_be_visible()
        expect(opened.locator(".bar")).to_have_css("background-color", "rgb(10, 74, 69)")


def test_the_other_language_opens_at_the_same_section(opened: Page, folder: Path) -> None:
    opened.goto((folder / LESSON).as_uri() + "#pintu")
    opened.get_by_role("link", name="English").click()
    expect(opened.locator("html")).to_have_attribute("lang", "en")
    expect(opened).to_have_url(
        (folder / "situs/en/modul/amdal/tahap-dan-pintu/index.html").as_uri() + "#pintu"
    )


def test_a_question_is_answered_and_remembered_on_other_pages(opened: Page, folder: Path) -> None:
    opened.goto((folder / LESSON).as_uri())
    quiz = opened.locator("#quiz-lsm-pendamping")
    quiz.get_by_role("radio", name="Dapat ikut bersama warga").check()
    quiz.get_by_role("button", name="Periksa jawaban").click()
    expect(quiz.locator("output")).to_contain_text("Tepat")
    opened.goto((folder / "situs/modul/amdal/index.html").as_uri())
    expect(opened.locator("pandu-progress", has_text="1 dari 6 soal")).to_be_visible()


@pytest.mark.parametrize(
    ("page_name", "query", "section"),
    [
        (LESSON, "konsultasi publik persetujuan", "situs/modul/amdal/tahap-dan-pintu/index.html"),
        ("situs/en/index.html", "consultation consent", "situs/en/modul/amdal/tahap-dan-pintu/index.html"),
    ],
)
def test_the_search_finds_and_leads_to_the_section(
    opened: Page, folder: Path, page_name: str, query: str, section: str
) -> None:
    opened.goto((folder / page_name).as_uri())
    opened.keyboard.press("Control+k")
    expect(opened.locator(".search-status[data-ready]")).to_be_attached()
    opened.get_by_role("searchbox").fill(query)
    result = opened.locator(".search-results section li a[href*='#konsultasi']").first
    result.click()
    expect(opened).to_have_url(re.compile(re.escape((folder / section).as_uri()) + r"\?h=.*#konsultasi$"))
    expect(opened.locator("#konsultasi")).to_be_in_viewport()
    expect(opened.locator("article mark").first).to_be_attached()


def test_without_javascript_pages_links_and_keys_are_there(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / START).as_uri())
    page.get_by_role("link", name="Buka kursus").click()
    page.get_by_role("link", name="Mulai pelajaran pertama").click()
    expect(page.locator("pandu-quiz").first).to_be_visible()
    page.locator("pandu-quiz .quiz-key summary").first.click()
    expect(page.locator("pandu-quiz .quiz-key .quiz-marks").first).to_be_visible()
    page.get_by_role("link", name="Cari").click()
    expect(page.get_by_role("heading", level=1, name="Indeks")).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_page_and_the_foot_fit_the_screen(opened: Page, folder: Path, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 740})
    for name in (START, "situs/en/tentang/lisensi/index.html"):
        opened.goto((folder / name).as_uri())
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
