"""Answers on the device: kept, shared by both languages, and never lost without a word."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.device import (
    FULL,
    HOME,
    LESSON,
    MODULE,
    PROGRESS,
    answer,
    notice,
    open_course,
    put,
    recall,
    store,
)

pytestmark = pytest.mark.browser

DENIED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError") }
})"""


def test_an_answer_is_kept_under_person_and_question_with_a_copy(page: Page, small_course: str) -> None:
    (quiz, key), *_ = open_course(page, small_course)
    assert answer(page, quiz, key)
    kept = store(page)
    value = json.loads(kept[f"pandu:1:a:quiz:{quiz}"])
    assert value["d"] == {"a": [0], "s": 1, "n": 1, "k": key}
    assert isinstance(value["t"], int)
    assert kept[f"pandu:1:a:quiz:{quiz}:bak"] == kept[f"pandu:1:a:quiz:{quiz}"]


def test_an_answer_given_in_indonesian_is_known_on_the_english_page(page: Page, small_course: str) -> None:
    (quiz, key), *_ = open_course(page, small_course)
    answer(page, quiz, key, 2)
    page.goto(small_course + "en/" + LESSON)
    assert recall(page, quiz)["a"] == [2]
    page.goto(small_course + "en/" + MODULE)
    expect(page.get_by_role("progressbar").first).to_have_accessible_name("1 of 3 questions")


def test_home_module_and_progress_page_say_how_many_questions_are_answered(
    page: Page, small_course: str
) -> None:
    first, second, *_ = open_course(page, small_course)
    answer(page, *first)
    answer(page, *second)
    for path in (HOME, MODULE, PROGRESS):
        page.goto(small_course + path)
        expect(page.get_by_role("progressbar", name="2 dari 3 soal").first).to_have_attribute("value", "2")


def test_a_question_that_was_changed_since_counts_as_not_answered(page: Page, small_course: str) -> None:
    (quiz, _), *_ = open_course(page, small_course)
    answer(page, quiz, "00000000")
    expect(page.get_by_text("0 dari 3 soal")).to_be_visible()


def test_another_tab_shows_the_answer_at_once(page: Page, context: BrowserContext, small_course: str) -> None:
    (quiz, key), *_ = open_course(page, small_course)
    other = context.new_page()
    other.goto(small_course + MODULE)
    answer(page, quiz, key)
    expect(other.get_by_text("1 dari 3 soal")).to_be_visible()


def test_a_setting_of_the_device_belongs_to_nobody(page: Page, small_course: str) -> None:
    page.goto(small_course)
    page.evaluate(
        """() => document.dispatchEvent(new CustomEvent("pandu-answered", {
          detail: { feature: "site", id: "scheme", profile: "_", data: "dark" }
        }))"""
    )
    assert json.loads(store(page)["pandu:1:_:site:scheme"])["d"] == "dark"


# What can go wrong


def test_a_full_device_is_told_and_loses_nothing(page: Page, small_course: str) -> None:
    first, second, *_ = open_course(page, small_course)
    answer(page, *first)
    page.evaluate(FULL)
    before = store(page)
    assert answer(page, *second) is False
    expect(notice(page, "tempatnya penuh")).to_be_visible()
    assert recall(page, second[0]) is not None, "the answer lives on in this page"
    expect(page.get_by_text("2 dari 3 soal")).to_be_visible()
    assert store(page) == before
    page.reload()
    expect(page.get_by_text("1 dari 3 soal")).to_be_visible()


def test_an_answer_that_finds_room_again_is_kept(page: Page, small_course: str) -> None:
    (quiz, key), *_ = open_course(page, small_course)
    page.evaluate(FULL)
    assert answer(page, quiz, key, 1) is False
    page.evaluate("() => localStorage.removeItem('other:0')")
    assert answer(page, quiz, key, 2) is True
    assert recall(page, quiz)["a"] == [2]
    page.reload()
    assert recall(page, quiz)["a"] == [2]


@pytest.mark.parametrize(
    "how",
    [DENIED, "Object.defineProperty(window, 'localStorage', { value: null })"],
    ids=["the getter throws", "there is none"],
)
def test_where_nothing_can_be_stored_the_reader_is_told_and_can_go_on(
    page: Page, small_course: str, how: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(how)
    (quiz, key), *_ = open_course(page, small_course)
    page.goto(small_course + LESSON)
    told = notice(page, "Jawaban Anda tidak tersimpan di perangkat ini")
    expect(told).to_be_visible()
    assert answer(page, quiz, key, 1) is False
    assert recall(page, quiz)["a"] == [1]
    expect(told.get_by_role("paragraph")).to_have_count(1)
    told.get_by_role("button", name="Tutup").click()
    expect(told).to_be_hidden()
    page.goto(small_course + PROGRESS)
    page.get_by_role("button", name="Tambah orang").click()
    expect(notice(page, "Tidak tersimpan, karena peramban")).to_be_visible()
    assert errors == []


def test_storage_that_refuses_only_writing_is_told(page: Page, small_course: str) -> None:
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError') }"
    )
    first, *_ = open_course(page, small_course)
    assert answer(page, *first) is False
    expect(notice(page, "peramban tidak mengizinkannya")).to_be_visible()


@pytest.mark.parametrize("damaged", ['{"t":17', "null", '{"t":"x","d":1}', "[]"])
def test_a_damaged_answer_is_set_aside_and_its_last_good_copy_used(
    page: Page, small_course: str, damaged: str
) -> None:
    (quiz, key), *_ = open_course(page, small_course)
    answer(page, quiz, key, 2)
    name = f"pandu:1:a:quiz:{quiz}"
    good = store(page)[name]
    put(page, name, damaged)
    page.reload()
    expect(page.get_by_text("1 dari 3 soal")).to_be_visible()
    expect(notice(page, "Salinan terakhirnya yang masih baik dipakai kembali")).to_be_visible()
    assert store(page) == {name: good, f"{name}:bak": good, f"{name}:bad": damaged}
    page.reload()
    expect(page.get_by_text("1 dari 3 soal")).to_be_visible()
    expect(notice(page, "rusak")).to_have_count(0)


def test_a_damaged_answer_without_a_copy_is_asked_again(page: Page, small_course: str) -> None:
    (quiz, key), *_ = open_course(page, small_course)
    name = f"pandu:1:a:quiz:{quiz}"
    put(page, name, "{")
    page.reload()
    expect(page.get_by_text("0 dari 3 soal")).to_be_visible()
    expect(notice(page, "rusak dan tidak dapat dibaca")).to_be_visible()
    assert store(page) == {f"{name}:bad": "{"}
    assert answer(page, quiz, key)
    assert recall(page, quiz)["k"] == key


def test_answers_of_another_major_version_are_left_alone_and_told(page: Page, small_course: str) -> None:
    (quiz, key), *_ = open_course(page, small_course)
    theirs = {f"pandu:2:a:quiz:{quiz}": "whatever it is"}
    for name, text in theirs.items():
        put(page, name, text)
    page.goto(small_course + LESSON)
    expect(notice(page, "jawaban dari versi Pandu CSR yang lain")).to_be_visible()
    assert recall(page, quiz) is None
    answer(page, quiz, key)
    assert theirs.items() <= store(page).items()
