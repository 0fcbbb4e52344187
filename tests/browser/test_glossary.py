"""What a term means, beside its mention: by mouse, keyboard and finger, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.build_site import serve, tiny_site
from tests.test_glossary import PAGES

pytestmark = pytest.mark.browser

MEANING = "analisis mengenai dampak lingkungan: Kajian dampak."
ICON = '<svg xmlns="http://www.w3.org/2000/svg"/>'  # else the console tells of a missing icon
HEAD = "---\ntitle: Baris\n---\n\n"
LESSON = f"{HEAD}Baca AMDAL dulu.\n\n" + "Isi.\n\n" * 60 + "Lalu konsultasi publik di ujung.\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pages = {**PAGES, "id/baris.md": LESSON, "en/baris.md": LESSON, "assets/logo.svg": ICON}
    done = tiny_site(tmp_path_factory.mktemp("glossary"), pages, strict=False)
    assert done.code == 0, done.output
    with serve(done.folder) as url:
        yield url


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True)
    yield context
    context.close()


def test_hovering_shows_the_meaning_and_the_pointer_may_move_onto_it(page: Page, address: str) -> None:
    page.goto(address + "baris/")
    meaning = page.get_by_text(MEANING)
    expect(meaning).to_be_hidden()
    page.get_by_role("link", name="AMDAL", exact=True).hover()
    expect(meaning).to_be_visible()
    meaning.hover()
    expect(meaning).to_be_visible()
    page.get_by_role("link", name="analisis mengenai dampak lingkungan").click()
    expect(page).to_have_url(address + "glosarium/#amdal")


def test_the_meaning_goes_when_the_pointer_leaves(page: Page, address: str) -> None:
    page.goto(address + "baris/")
    page.get_by_role("link", name="AMDAL", exact=True).hover()
    expect(page.get_by_text(MEANING)).to_be_visible()
    page.get_by_role("contentinfo").hover()
    expect(page.get_by_text(MEANING)).to_be_hidden()


def test_the_keyboard_opens_the_meaning_and_escape_closes_it(page: Page, address: str) -> None:
    page.goto(address + "baris/")
    link = page.get_by_role("link", name="AMDAL", exact=True)
    link.focus()
    expect(page.get_by_text(MEANING)).to_be_visible()
    expect(link).to_have_accessible_description(MEANING)
    page.keyboard.press("Escape")
    expect(page.get_by_text(MEANING)).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="konsultasi publik").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_text(MEANING)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(address + "glosarium/#amdal")


def test_one_tap_shows_the_meaning_and_the_next_follows_the_link(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    page.goto(address + "baris/")
    link = page.get_by_role("link", name="AMDAL", exact=True)
    link.tap()
    expect(page.get_by_text(MEANING)).to_be_visible()
    expect(page).to_have_url(address + "baris/")
    page.get_by_text("Isi.").nth(20).tap()
    expect(page.get_by_text(MEANING)).to_be_hidden()
    link.tap()
    expect(page.get_by_text(MEANING)).to_be_visible()
    link.tap()
    expect(page).to_have_url(address + "glosarium/#amdal")


def test_a_meaning_stays_on_the_screen(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    page.goto(address + "baris/")
    for name, meaning in (("AMDAL", "Kajian dampak."), ("konsultasi publik", "Pertemuan")):
        page.get_by_role("link", name=name, exact=True).tap()
        expect(page.get_by_text(meaning)).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_meaning_is_accessible_and_breaks_no_policy(
    browser: Browser, address: str, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + "baris/")
    page.get_by_role("link", name="AMDAL", exact=True).focus()
    expect(page.get_by_text(MEANING)).to_be_visible()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]] == []
    assert said == []
    context.close()


def test_without_javascript_the_link_leads_to_the_entry(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "baris/")
    expect(page.get_by_text(MEANING)).to_be_hidden()
    page.get_by_role("link", name="AMDAL", exact=True).click()
    expect(page).to_have_url(address + "glosarium/#amdal")
    expect(page.get_by_role("heading", name="analisis mengenai dampak lingkungan")).to_be_in_viewport()
    context.close()


def test_on_paper_the_notes_are_left_out(page: Page, address: str) -> None:
    page.goto(address + "baris/")
    page.get_by_role("link", name="AMDAL", exact=True).focus()
    page.emulate_media(media="print")
    expect(page.get_by_text(MEANING)).to_be_hidden()
