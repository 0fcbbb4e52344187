"""The frame in a browser: menu, colours, language, contents, weight, paper, and life without JavaScript."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.build_site import ROOT
from tests.test_built_site import LIMITS, weight

pytestmark = pytest.mark.browser

FIRST_LESSON = "modul/mulai/aman-dulu/"
LESSON = "modul/paradigma/tangga-pelibatan/"
LESSONS = sorted(
    file.relative_to(ROOT / "docs/id").as_posix().removesuffix(".md") + "/"
    for file in (ROOT / "docs/id/modul").glob("*/*.md")
    if file.name != "index.md"
)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    yield context.new_page()
    context.close()


@pytest.fixture
def phone_without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_newcomer_sees_in_one_screen_where_to_start(phone: Page, address: str) -> None:
    for language, label in [("", "Mulai pelajaran pertama"), ("en/", "Start the first lesson")]:
        phone.goto(address + language)
        expect(phone.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
        expect(phone.get_by_role("link", name=label)).to_be_in_viewport(ratio=1)
        phone.get_by_role("link", name=label).click()
        expect(phone).to_have_url(f"{address}{language}{FIRST_LESSON}")


def test_the_menu_works_by_keyboard_alone(phone: Page, address: str) -> None:
    phone.goto(address + LESSON)
    button = phone.get_by_role("button", name="Menu", exact=True)
    menu = phone.get_by_role("navigation", name="Semua halaman")
    tab_to(phone, "Menu")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()
    phone.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(menu).to_be_visible()
    phone.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Beranda")).to_be_focused()
    phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('article') !== null"), (
        "the closed menu took the focus"
    )


def test_the_page_behind_the_open_menu_is_out_of_reach(phone: Page, address: str) -> None:
    phone.goto(address + LESSON)
    phone.get_by_role("button", name="Menu", exact=True).click()
    reached = [focused_by_tab(phone) for _ in range(40)]
    assert "Sunting halaman ini" not in reached
    assert "Beranda" in reached


def test_a_link_in_the_menu_to_this_page_closes_it(phone: Page, address: str) -> None:
    phone.goto(address + LESSON)
    phone.get_by_role("button", name="Menu", exact=True).click()
    menu = phone.get_by_role("navigation", name="Semua halaman")
    menu.get_by_role("link").and_(phone.locator("[href^='#']")).last.click()
    expect(menu).to_be_hidden()
    expect(phone.locator(":target")).to_be_in_viewport()


def tab_to(page: Page, name: str) -> None:
    for _ in range(10):
        if focused_by_tab(page) == name:
            return
    raise AssertionError(f"{name} is not among the first ten stops")


def focused_by_tab(page: Page) -> str:
    page.keyboard.press("Tab")
    text: str = page.evaluate("document.activeElement.textContent.trim()")
    return text


def test_the_first_stop_of_the_keyboard_leads_to_the_text(phone: Page, address: str) -> None:
    phone.goto(address + LESSON)
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    expect(phone.get_by_role("link", name="Langsung ke isi")).to_be_in_viewport()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('article') !== null")


def test_the_chosen_colours_stay_and_are_set_before_the_first_paint(phone: Page, address: str) -> None:
    phone.emulate_media(color_scheme="light")
    phone.goto(address)
    bright = background(phone)
    phone.get_by_role("button", name="Warna: mengikuti perangkat").click()
    phone.get_by_role("button", name="Warna: terang").click()
    expect(phone.get_by_role("button", name="Warna: gelap")).to_be_visible()
    dark = background(phone)
    assert dark != bright
    # With our scripts kept out only the line in the head can have set the colours.
    phone.route("**/*.js", lambda route: route.abort())
    phone.reload()
    assert background(phone) == dark


def test_colours_follow_the_device_until_chosen(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.emulate_media(color_scheme="light")
    bright = background(phone)
    phone.emulate_media(color_scheme="dark")
    assert background(phone) != bright


def background(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def test_the_language_link_keeps_page_and_heading(phone: Page, address: str) -> None:
    phone.goto(address + LESSON)
    link = phone.get_by_role("link", name="English")
    expect(link).to_have_attribute("hreflang", "en")
    heading = phone.get_by_role("article").get_by_role("heading", level=2).nth(2)
    name = heading.get_attribute("id")
    phone.goto(f"{address}{LESSON}#{name}")
    expect(heading).to_be_in_viewport()
    link.click()
    expect(phone).to_have_url(f"{address}en/{LESSON}#{name}")
    expect(phone.locator(f"[id='{name}']")).to_be_in_viewport()
    phone.get_by_role("link", name="Bahasa Indonesia").click()
    expect(phone).to_have_url(f"{address}{LESSON}#{name}")


def test_at_the_top_of_a_page_the_language_link_keeps_the_page_alone(phone: Page, address: str) -> None:
    phone.goto(address + LESSON)
    phone.get_by_role("link", name="English").click()
    expect(phone).to_have_url(f"{address}en/{LESSON}")


def test_the_contents_follow_the_reading(page: Page, address: str) -> None:
    page.goto(address + LESSON)
    contents = page.get_by_role("navigation", name="Isi halaman ini")
    expect(contents.locator("[aria-current]")).to_have_count(0)
    third = contents.get_by_role("link").nth(2)
    third.click()
    expect(third).to_have_attribute("aria-current", "true")
    expect(contents.locator("[aria-current]")).to_have_count(1)
    # The last section is too short to come to the top of the screen.
    contents.get_by_role("link").last.click()
    expect(contents.get_by_role("link").last).to_have_attribute("aria-current", "true")
    expect(contents.locator("[aria-current]")).to_have_count(1)


def test_without_javascript_the_page_reads_and_the_menu_opens(
    phone_without_script: Page, address: str
) -> None:
    page = phone_without_script
    page.goto(address + LESSON)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Warna|Menu"))).to_have_count(0)
    menu = page.get_by_role("navigation", name="Semua halaman")
    expect(menu).to_be_hidden()
    page.get_by_role("link", name="Menu", exact=True).click()
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="Tutup menu").click()
    expect(menu).to_be_hidden()
    page.get_by_role("link", name="Menu", exact=True).click()
    menu.get_by_role("link", name="Tentang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tentang")


def test_on_paper_the_frame_is_gone_and_the_text_stays(page: Page, address: str) -> None:
    page.goto(address + LESSON)
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    for navigation in page.get_by_role("navigation", include_hidden=True).all():
        expect(navigation).to_be_hidden()
    expect(page.get_by_role("link", name="Sunting halaman ini")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # The foot stays: it says of which version the sheet is.
    expect(page.get_by_role("contentinfo")).to_be_visible()
    said = page.locator(".foot-release").evaluate("(it) => getComputedStyle(it, '::after').content")
    assert said.startswith('" · Versi ')


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_sheet_is_printed_on_one_side_of_paper(page: Page, address: str, prefix: str) -> None:
    sheets = [file.stem for file in (ROOT / "docs/id/lembar").glob("*.md") if file.stem != "index"]
    pages = {}
    for sheet in sorted(sheets):
        page.goto(f"{address}{prefix}lembar/{sheet}/")
        pages[sheet] = len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
    assert sheets
    assert {sheet: count for sheet, count in pages.items() if count != 1} == {}


@pytest.mark.parametrize("lesson", LESSONS)
def test_what_a_reader_fetches_stays_within_its_limits(
    phone: Page, address: str, real_site: Path, lesson: str
) -> None:
    module = lesson.rsplit("/", 2)[0] + "/"
    arrival = fetched(phone, address + module, address, real_site)
    after = fetched(phone, address + lesson, address, real_site)
    # Coming from the module page is the heaviest "next lesson": the quiz is new, too.
    assert sum(weight(file) for file in after - arrival) <= LIMITS["next lesson"]
    assert sum(weight(file) for file in after) <= LIMITS["first view of a lesson"]


def fetched(page: Page, url: str, address: str, site: Path) -> set[Path]:
    """The files of the site that one view asks for, those in the cache included."""
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url.removeprefix(address)))
    page.goto(url, wait_until="networkidle")
    return {site / (url + "index.html" if url.endswith("/") or not url else url) for url in urls}
