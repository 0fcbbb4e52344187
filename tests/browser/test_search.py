"""The dialog of the search: by keyboard, from a file, without JavaScript, and when something is missing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.test_a11y import opened, violations
from tests.build_site import serve

pytestmark = pytest.mark.browser

LESSON = "modul/amdal/tahap-dan-pintu/"
PHONE = {"width": 360, "height": 640}


@pytest.fixture
def lesson(page: Page, address: str) -> Page:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(address + LESSON)
    return page


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox")


def results(page: Page) -> Locator:
    return page.locator(".search-results section li a")


def ask(page: Page, text: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator(".search-status[data-ready]")).to_be_attached()
    field(page).fill(text)


def status(page: Page) -> Locator:
    return page.locator(".search-status")


def test_nothing_of_the_search_is_fetched_before_it_is_opened_and_then_one_language(
    page: Page, address: str
) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(address)))
    page.goto(address + LESSON)
    assert [url for url in fetched if "search" in url or "vendor" in url] == ["features/search/search.js"]
    ask(page, "tanggapan")
    expect(results(page).first).to_be_visible()
    assert [url for url in fetched if url.startswith(("search/", "en/search/"))] == ["search/id.js"]


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_keyboard_alone_opens_chooses_and_comes_back(lesson: Page, key: str) -> None:
    lesson.get_by_role("link", name="English").focus()
    lesson.keyboard.press(key)
    expect(field(lesson)).to_be_focused()
    lesson.keyboard.press("Escape")
    expect(lesson.get_by_role("link", name="English")).to_be_focused()
    lesson.keyboard.press(key)
    lesson.keyboard.type("tenggat tanggapan")
    expect(results(lesson).first).to_be_visible()
    lesson.keyboard.press("ArrowDown")
    expect(results(lesson).nth(0)).to_be_focused()
    lesson.keyboard.press("ArrowDown")
    expect(results(lesson).nth(1)).to_be_focused()
    lesson.keyboard.press("ArrowUp")
    lesson.keyboard.press("ArrowUp")
    expect(field(lesson)).to_be_focused()
    target = results(lesson).first.get_attribute("href") or ""
    lesson.keyboard.press("Enter")
    expect(lesson).to_have_url(target)
    expect(lesson.locator("dialog[open]")).to_have_count(0)


def test_what_is_typed_while_the_search_loads_stays(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/search/id.js", lambda route: held.append(route))
    page.goto(address + LESSON)
    with page.expect_request("**/search/id.js"):
        page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.type("tenggat")
    for route in held:
        route.continue_()
    expect(results(page).first).to_be_visible()
    page.keyboard.type(" tanggapan")
    expect(field(page)).to_have_value("tenggat tanggapan")


def test_a_slash_typed_into_an_answer_stays_there(page: Page, address: str) -> None:
    page.goto(address + "fasilitator/contoh-soal/")
    text = page.locator("pandu-quiz :is(textarea, input[type=text])").first
    text.focus()
    page.keyboard.press("/")
    expect(text).to_have_value("/")
    expect(page.locator(".search-dialog")).to_have_count(0)


def test_results_are_grouped_marked_and_counted(lesson: Page) -> None:
    ask(lesson, "menanggapi")
    expect(status(lesson)).to_contain_text(re.compile(r"^\d+ hasil"))
    expect(status(lesson)).to_contain_text("Mencari juga:")
    expect(lesson.locator(".search-results h2").first).to_be_visible()
    expect(
        lesson.locator(".search-results mark", has_text=re.compile("tanggapan", re.I)).first
    ).to_be_visible()
    assert status(lesson).get_attribute("role") == "status"


def test_what_was_typed_is_not_told_again_in_other_letters(lesson: Page) -> None:
    ask(lesson, "amdal")
    expect(status(lesson)).to_contain_text("Mencari juga:")
    expect(status(lesson)).not_to_contain_text(re.compile(r"[:,] amdal,", re.I))


def test_a_typing_slip_is_asked_about(lesson: Page) -> None:
    ask(lesson, "tanggapn")
    expect(status(lesson)).to_contain_text("Maksud Anda")
    status(lesson).get_by_role("button", name="tanggapan").click()
    expect(field(lesson)).to_have_value("tanggapan")
    expect(results(lesson).first).to_be_visible()


def test_without_a_result_there_are_two_next_steps(lesson: Page) -> None:
    ask(lesson, "xqzzy")
    expect(status(lesson)).to_contain_text("Tidak ada hasil")
    steps = lesson.locator(".search-steps a")
    expect(steps.filter(has_text="glosarium")).to_have_attribute("href", re.compile("/glosarium/$"))
    expect(steps.filter(has_text="Usulkan")).to_have_attribute(
        "href", re.compile("usul-topik.yml&topik=xqzzy$")
    )


def test_recent_searches_are_kept_until_they_are_deleted(lesson: Page) -> None:
    ask(lesson, "tenggat")
    results(lesson).first.click()
    lesson.wait_for_load_state()
    ask(lesson, "")
    recent = lesson.locator(".search-recent")
    expect(recent).to_contain_text("tenggat")
    lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("Enter")
    expect(field(lesson)).to_have_value("tenggat")
    field(lesson).fill("")
    lesson.get_by_role("button", name="Hapus riwayat").click()
    expect(recent).to_have_count(0)
    lesson.reload()
    ask(lesson, "")
    expect(recent).to_have_count(0)


def test_found_words_are_marked_on_the_page_and_the_marks_can_go(lesson: Page, address: str) -> None:
    ask(lesson, "brondolan")
    lesson.keyboard.press("Enter")
    marks = lesson.locator("article mark")
    expect(marks.first).to_be_visible()
    assert violations(lesson) == []
    before = lesson.locator("article").inner_text()
    lesson.get_by_role("button", name="Hilangkan tanda").click()
    expect(marks).to_have_count(0)
    assert "h=" not in lesson.url
    assert lesson.locator("article").inner_text() == before


@pytest.mark.parametrize("h", ["<img src=x onerror=alert(1)>", "(((", "*", "|||", "a" * 5000, "\\", "[^"])
def test_a_strange_address_marks_nothing_and_runs_nothing(page: Page, address: str, h: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(address + LESSON)
    page.goto(
        page.evaluate(
            "(h) => { const u = new URL(location.href); u.searchParams.set('h', h); return u.href }", h
        )
    )
    page.wait_for_load_state("networkidle")
    assert said == []
    expect(page.locator("article mark")).to_have_count(0)


ODD = [
    "a",
    "x" * 5000,
    "😀",
    "<img src=x onerror=alert(1)>",
    "__proto__",
    "constructor",
    "العربية",
    "yang dan",
    "?!",
    "(",
    "\\",
]


def test_odd_input_is_answered_in_words(lesson: Page) -> None:
    said: list[str] = []
    lesson.on("console", lambda message: said.append(message.text))
    lesson.on("pageerror", lambda error: said.append(str(error)))
    ask(lesson, "")
    for text in ODD:
        field(lesson).fill(text)
        expect(status(lesson)).not_to_be_empty()
        assert lesson.locator(".search-dialog img").count() == 0
    assert said == []
    assert lesson.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("query", ["amdal", "xqzzy", ""])
def test_the_open_dialog_is_accessible(
    browser: Browser, address: str, query: str, language: str, scheme: str
) -> None:
    with opened(browser, address + language + LESSON, scheme=scheme) as (page, said):
        ask(page, query)
        assert violations(page) == []
        assert said == []


@pytest.fixture
def broken_site(real_site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(real_site, tmp_path / "site"))


@pytest.mark.parametrize(
    "text",
    [None, "", "panduSearch.receive({", "panduSearch.receive({version: 99});", "panduSearch.receive(null);"],
)
def test_a_missing_or_damaged_index_says_so_and_offers_the_listing(
    page: Page, broken_site: Path, text: str | None
) -> None:
    index = broken_site / "search/id.js"
    whole = index.read_text(encoding="utf-8")
    index.unlink() if text is None else index.write_text(text, encoding="utf-8")
    with serve(broken_site) as url:
        page.goto(url + LESSON)
        page.get_by_role("button", name="Cari", exact=True).click()
        expect(status(page)).to_contain_text("tidak dapat dimuat")
        expect(status(page).get_by_role("link")).to_have_attribute("href", re.compile("indeks/$"))
        index.write_text(whole, encoding="utf-8")
        status(page).get_by_role("button").click()
        expect(page.locator(".search-status[data-ready]")).to_be_attached()
        field(page).fill("amdal")
        expect(results(page).first).to_be_visible()


def found(page: Page, query: str) -> list[str]:
    ask(page, query)
    expect(results(page).first).to_be_visible()
    titles: list[str] = results(page).locator("b").all_inner_texts()
    page.keyboard.press("Escape")
    return titles


def test_a_file_gives_the_same_results_as_a_server(page: Page, address: str, real_site: Path) -> None:
    queries = ["tenggat tanggapan", "LSM", "UU 32/2009", "kemiskinnan", "deadline"]
    page.goto(address + LESSON)
    online = [found(page, query) for query in queries]
    page.goto((real_site / LESSON / "index.html").as_uri())
    assert [found(page, query) for query in queries] == online
    ask(page, "tenggat tanggapan")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"^file:.*index\.html\?h="))
    expect(page.locator("article mark").first).to_be_visible()


def test_without_a_connection_a_loaded_search_goes_on(lesson: Page) -> None:
    ask(lesson, "amdal")
    lesson.context.set_offline(True)
    field(lesson).fill("tenggat tanggapan")
    expect(results(lesson).first).to_be_visible()


@pytest.fixture
def without_javascript(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("language", "name"), [("", "Cari"), ("en/", "Search")])
def test_without_javascript_the_button_leads_to_the_listing(
    without_javascript: Page, address: str, language: str, name: str
) -> None:
    without_javascript.goto(address + language + LESSON)
    without_javascript.get_by_role("link", name=name, exact=True).click()
    expect(without_javascript).to_have_url(f"{address}{language}indeks/")
    expect(without_javascript.locator('article a[href$="tahap-dan-pintu/#pintu"]')).to_be_visible()
