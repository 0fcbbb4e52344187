"""The whole course in one file, alone in a folder: with JavaScript and without, by keyboard, shut in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pandu.offline.book import read_book
from pandu.offline.parts import module_book, single_book
from pandu.offline.single import single_file
from pandu.settings import Settings
from tests.browser.test_a11y import violations
from tests.build_site import PREFIX, ROOT
from tests.search_course import labelled, places

pytestmark = pytest.mark.browser

SETTINGS = Settings(f"https://example.org{PREFIX}", "example/pandu-csr", "0.1.0", date(2025, 11, 24))
LESSON = "modul/amdal/tahap-dan-pintu"
# Parts out of sight are not drawn, and stand over each other as far as their height was guessed wrongly.
DRAW_ALL = (
    "for (const part of document.querySelectorAll('.single-page')) part.style.contentVisibility = 'visible'"
)


@dataclass(frozen=True)
class Opened:
    """A page with the file in it, what its console said and what it asked for."""

    page: Page
    said: list[str]
    asked: list[str]


@pytest.fixture(scope="module")
def course(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the course, alone in its folder."""
    book = single_book(read_book(real_site, ROOT, "id"))
    file = tmp_path_factory.mktemp("course") / "pandu-csr-id.html"
    file.write_bytes(single_file(book, SETTINGS, root=ROOT))
    return file


@pytest.fixture(scope="module")
def module(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = module_book(read_book(real_site, ROOT, "en"), "amdal")
    file = tmp_path_factory.mktemp("module") / "pandu-csr-en-amdal.html"
    file.write_bytes(single_file(book, SETTINGS, root=ROOT, title="AMDAL"))
    return file


@pytest.fixture
def opens(browser: Browser) -> Iterator[Callable[..., Opened]]:
    contexts: list[BrowserContext] = []

    def opened(url: str, **options: Any) -> Opened:
        context = browser.new_context(**{"viewport": {"width": 360, "height": 640}, **options})
        contexts.append(context)
        done = Opened(context.new_page(), [], [])
        done.page.on("console", lambda message: done.said.append(message.text))
        done.page.on("pageerror", lambda error: done.said.append(str(error)))
        done.page.on("request", lambda request: done.asked.append(request.url))
        done.page.goto(url)
        return done

    yield opened
    for context in contexts:
        context.close()


def search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    expect(page.locator(".search-status[data-ready]")).to_be_attached()
    page.get_by_role("searchbox").fill(text)


def test_it_asks_for_nothing_and_says_nothing(course: Path, opens: Callable[..., Opened]) -> None:
    opened = opens(course.as_uri())
    page = opened.page
    expect(page.get_by_role("heading", name="Daftar isi")).to_be_in_viewport()
    search(page, "tenggat tanggapan")
    expect(page.locator(".search-results section li a").first).to_be_visible()
    page.get_by_role("button", name="Tutup").click()
    page.locator(".single-others").get_by_role("link", name="Kemajuan saya").click()
    expect(page.get_by_role("heading", name="Kemajuan saya")).to_be_in_viewport()
    assert [url for url in opened.asked if not url.startswith("data:")] == [course.as_uri()]
    assert opened.said == []


def test_the_first_screen_tells_version_address_and_contents(
    course: Path, opens: Callable[..., Opened]
) -> None:
    page = opens(course.as_uri()).page
    expect(page.get_by_text("Versi 0.1.0, 24 November 2025").first).to_be_in_viewport(ratio=1)
    expect(page.locator(".banner").get_by_role("link")).to_have_text(f"{SETTINGS.site_url}unduh/")
    expect(page.locator(".banner").get_by_role("link")).to_be_in_viewport(ratio=1)
    expect(page.locator(".single-module summary").first).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_contents_lead_to_a_lesson_and_back_brings_one_back(
    course: Path, opens: Callable[..., Opened]
) -> None:
    page = opens(course.as_uri()).page
    page.locator(".single-module summary", has_text="AMDAL").click()
    page.locator(".single-module").get_by_role("link", name="Tahap dan pintu warga").click()
    expect(page).to_have_url(f"{course.as_uri()}#{LESSON}")
    heading = page.get_by_role("heading", name="Tahap dan pintu warga", level=1)
    expect(heading).to_be_in_viewport()
    lesson = page.locator(f'[id="{LESSON}"]')
    lesson.get_by_role("link", name="Berikutnya Membaca RKL-RPL").click()
    expect(page.get_by_role("heading", name="Membaca RKL-RPL", level=1)).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(f"{course.as_uri()}#{LESSON}")
    lesson.get_by_role("link", name="Daftar isi").click()
    expect(page.get_by_role("heading", name="Daftar isi")).to_be_in_viewport()


def test_an_answer_is_marked_and_found_again(course: Path, opens: Callable[..., Opened]) -> None:
    page = opens(f"{course.as_uri()}#{LESSON}").page
    quiz = page.locator('pandu-quiz[data-id="lsm-pendamping"]')
    quiz.get_by_role("radio", name="Dapat ikut bersama warga").check()
    quiz.get_by_role("button", name="Periksa jawaban").click()
    expect(quiz.locator("output")).to_contain_text("Tepat")
    stored = page.evaluate("JSON.parse(localStorage.getItem('pandu:1:a:quiz:lsm-pendamping')).d")
    assert stored["k"] == quiz.get_attribute("data-key")
    page.reload()
    expect(quiz.locator("output")).to_contain_text("Tepat")
    expect(quiz.get_by_role("radio", name="Dapat ikut bersama warga")).to_be_checked()
    expect(page.locator(".single-module", has_text="AMDAL").get_by_text("1 dari 23 soal")).to_be_attached()


def test_answers_go_out_as_a_backup_and_come_in_again(
    course: Path, opens: Callable[..., Opened], tmp_path: Path
) -> None:
    page = opens(f"{course.as_uri()}#kemajuan").page
    value = json.dumps({"t": 1, "d": {"a": [0], "s": 1, "n": 1, "k": "7c1ec346"}})
    page.evaluate("(value) => localStorage.setItem('pandu:1:a:quiz:lsm-pendamping', value)", value)
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh berkas cadangan").click()
    backup = tmp_path / "backup.json"
    download.value.save_as(backup)
    page.get_by_role("button", name="Hapus semua data").click()
    page.get_by_role("button", name="Hapus semua", exact=True).click()
    expect(page.locator("pandu-wipe").get_by_role("status")).to_contain_text("sudah dihapus")
    assert page.evaluate("localStorage.getItem('pandu:1:a:quiz:lsm-pendamping')") is None
    page.get_by_label("Pilih berkas cadangan").set_input_files(backup)
    page.get_by_role("button", name="Masukkan jawaban").click()
    assert json.loads(page.evaluate("localStorage.getItem('pandu:1:a:quiz:lsm-pendamping')")) == json.loads(
        value
    )


def test_a_result_leads_to_its_place_and_the_words_are_marked_there(
    course: Path, opens: Callable[..., Opened]
) -> None:
    page = opens(course.as_uri()).page
    search(page, "brondolan kelompok air")
    first = page.locator(".search-results section li a").first
    expect(first.locator("span")).not_to_be_empty()  # the excerpt, taken from the file
    target = first.get_attribute("href") or ""
    page.keyboard.press("Enter")
    expect(page).to_have_url(course.as_uri() + target)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".single-page mark").first).to_be_attached()
    page.get_by_role("button", name="Hilangkan tanda").click()
    expect(page.locator(".single-page mark")).to_have_count(0)
    assert page.evaluate("(id) => document.getElementById(id) !== null", target[1:])


def test_every_excerpt_is_that_of_the_site(
    course: Path, real_site: Path, opens: Callable[..., Opened]
) -> None:
    """As far as one can compare: the site takes them from the source, where a list has its marks."""
    script = (real_site / "search/id.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("panduSearch.receive(").removesuffix(");\n"))
    page = opens(course.as_uri()).page
    expected = [
        (index["pages"][number][0], anchor, excerpt)
        for (number, anchor), excerpt in zip(places(index), index["excerpts"].split("\n"), strict=True)
        if index["pages"][number][3] in {"term", "lesson"} and excerpt and anchor
    ]
    made = page.evaluate(
        """(places) => places.map(([path, anchor]) =>
            panduSearch.address(path, anchor).endsWith(anchor) ? panduSearch.excerpt(path, anchor) : null)""",
        expected,
    )
    compared = [(e[2], ours) for e, ours in zip(expected, made, strict=True) if ours is not None]
    assert len(compared) > 300  # the file has fewer terms
    same = [e for e, ours in compared if re.findall(r"\w+", e)[:5] == re.findall(r"\w+", ours)[:5]]
    assert len(same) >= 0.9 * len(compared)


def test_the_file_finds_what_the_site_finds(course: Path, opens: Callable[..., Opened]) -> None:
    """Its index is made of its own text, and not of the source; it lacks the facilitators' pages."""
    page = opens(course.as_uri()).page
    search(page, "amdal")
    queries = labelled("course.tsv", "id")
    found = page.evaluate(
        """(texts) => texts.map((text) => panduSearch.engine.find(text).groups
          .flatMap(({ address, entries }) => entries.map(({ anchor }) => `${address}#${anchor}`)))""",
        [query.text for query in queries],
    )
    scores = [query.recall(places) for query, places in zip(queries, found, strict=True)]
    assert sum(scores) / len(scores) >= 0.92


def test_an_old_browser_is_told_why_there_is_no_search(course: Path, opens: Callable[..., Opened]) -> None:
    opened = opens("about:blank")
    opened.page.add_init_script("delete window.DecompressionStream")
    opened.page.goto(course.as_uri())
    opened.page.get_by_role("button", name="Cari", exact=True).click()
    status = opened.page.locator(".search-status")
    expect(status).to_contain_text("memerlukan peramban yang lebih baru")
    status.get_by_role("link", name="Buka daftar isi").click()
    expect(opened.page.get_by_role("heading", name="Daftar isi", level=2)).to_be_in_viewport()
    assert opened.said == []


def test_a_term_shows_what_its_entry_says_and_leads_there(course: Path, opens: Callable[..., Opened]) -> None:
    page = opens(f"{course.as_uri()}#{LESSON}").page
    link = page.locator(f'[id="{LESSON}"]').get_by_role("link", name="AMDAL", exact=True).first
    link.focus()
    note = page.locator(".glossary-notes p:not([hidden])")
    expect(note).to_contain_text("analisis mengenai dampak lingkungan:")
    expect(link).to_have_accessible_description(re.compile("^analisis mengenai dampak lingkungan:"))
    box, at = note.bounding_box(), link.bounding_box()
    assert box
    assert at
    assert 0 <= box["y"] - at["y"] - at["height"] < 20 or 0 <= at["y"] - box["y"] - box["height"] < 20
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="analisis mengenai dampak lingkungan")).to_be_in_viewport()


def test_the_keyboard_alone_reaches_contents_search_and_menu(
    course: Path, opens: Callable[..., Opened]
) -> None:
    page = opens(course.as_uri()).page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Daftar isi")).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu", exact=True).focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("navigation", name="Semua halaman")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Daftar isi")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.get_by_role("button", name="Menu", exact=True)).to_be_focused()


def test_the_menu_shows_the_page_being_read(course: Path, opens: Callable[..., Opened]) -> None:
    page = opens(f"{course.as_uri()}#{LESSON}", viewport={"width": 1280, "height": 800}).page
    menu = page.get_by_role("navigation", name="Semua halaman")
    expect(menu.locator('[aria-current="page"]')).to_have_text("Tahap dan pintu warga")
    menu.get_by_role("link", name="Glosarium").click()
    expect(menu.locator('[aria-current="page"]')).to_have_text("Glosarium")


def test_the_colours_follow_the_device_until_chosen_and_the_choice_stays(
    course: Path, opens: Callable[..., Opened]
) -> None:
    page = opens(course.as_uri(), color_scheme="dark").page
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Warna: mengikuti perangkat").click()
    page.reload()
    expect(page.get_by_role("button", name="Warna: terang")).to_be_visible()
    assert page.evaluate(ground) != dark


def test_without_javascript_everything_is_there_and_a_box_says_how_to_get_more(
    course: Path, opens: Callable[..., Opened]
) -> None:
    opened = opens(course.as_uri(), java_script_enabled=False)
    page = opened.page
    expect(page.locator("noscript p")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Menu", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Menu", exact=True).click()
    page.get_by_role("navigation", name="Semua halaman").get_by_role("link", name="Meminta dokumen").click()
    expect(page.get_by_role("heading", name="Meminta dokumen", level=1)).to_be_in_viewport()
    quiz = page.locator('pandu-quiz[data-id="lsm-pendamping"]')
    expect(quiz.get_by_role("button", name="Periksa jawaban")).to_have_count(0)
    quiz.get_by_text("Kunci dan penjelasan").click()
    expect(quiz.get_by_text("Satu pintu bisa tertutup.")).to_be_visible()
    page.get_by_role("link", name="Cari", exact=True).click()
    expect(page.get_by_text("Seluruh kursus dalam satu berkas.")).to_be_in_viewport()
    assert [url for url in opened.asked if not url.startswith("data:")] == [course.as_uri()]


def test_shut_in_without_storage_it_tells_and_goes_on(
    course: Path, opens: Callable[..., Opened], tmp_path: Path
) -> None:
    """An opaque origin, as in a preview of a mail program: no storage, but reading, marking and search."""
    frame = '<!doctype html><iframe sandbox="allow-scripts allow-forms" width="360" height="640"></iframe>'
    (tmp_path / "frame.html").write_text(frame, encoding="utf-8")
    opened = opens((tmp_path / "frame.html").as_uri(), viewport={"width": 400, "height": 700})
    opened.page.evaluate(
        "(html) => (document.querySelector('iframe').srcdoc = html)", course.read_text("utf-8")
    )
    inside = opened.page.frame_locator("iframe")
    expect(inside.locator(".memory-notices")).to_contain_text("tidak tersimpan di perangkat ini")
    quiz = inside.locator('pandu-quiz[data-id="lsm-pendamping"]')
    quiz.get_by_role("radio", name="Dapat ikut bersama warga").check()
    quiz.get_by_role("button", name="Periksa jawaban").click()
    expect(quiz.locator("output")).to_contain_text("Tepat")
    inside.get_by_role("button", name="Cari", exact=True).click()
    inside.get_by_role("searchbox").fill("amdal")
    expect(inside.locator(".search-results section li a").first).to_be_visible()
    assert opened.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_a_module(
    module: Path, opens: Callable[..., Opened], width: int, scheme: str
) -> None:
    opened = opens(module.as_uri(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    opened.page.evaluate(DRAW_ALL)
    assert violations(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.said == []


def test_axe_finds_nothing_in_the_course(course: Path, opens: Callable[..., Opened]) -> None:
    """What only so many pages in one can have: ids and landmarks twice.

    Colours, which take a minute on a page so long, are looked at in a module.
    """
    page = opens(course.as_uri()).page
    page.evaluate(DRAW_ALL)
    assert violations(page, without=["color-contrast"]) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_paper_every_page_is_drawn(module: Path, opens: Callable[..., Opened]) -> None:
    page = opens(module.as_uri()).page
    page.emulate_media(media="print")
    parts = "[...document.querySelectorAll('.single-page')]"
    drawn = page.evaluate(f"{parts}.map((part) => getComputedStyle(part).contentVisibility)")
    assert set(drawn) == {"visible"}
