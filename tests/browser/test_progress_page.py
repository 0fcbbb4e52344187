"""The progress page: people, backups, and deleting everything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pandu.settings import ROOT, project_version
from tests.browser.device import (
    FULL,
    PROGRESS,
    answer,
    notice,
    open_course,
    put,
    recall,
    store,
)

pytestmark = pytest.mark.browser


def backup(page: Page, **changes: Any) -> str:
    """The text the progress page offers, with changes."""
    return json.dumps({**json.loads(page.get_by_label("Cadangan sebagai teks").input_value()), **changes})


def violations(page: Page, part: str | None = None) -> list[str]:
    rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, context=part, options={"runOnly": rules})
    return [
        f"{rule['id']}: {node['html']}" for rule in found.response["violations"] for node in rule["nodes"]
    ]


# People


def test_a_second_person_has_answers_of_their_own(page: Page, small_course: str) -> None:
    first, second, *_ = open_course(page, small_course)
    answer(page, *first)
    page.goto(small_course + PROGRESS)
    expect(page.get_by_role("radio", name="Orang 1")).to_be_checked()
    page.get_by_role("button", name="Tambah orang").click()
    expect(page.get_by_role("radio", name="Orang 2")).to_be_checked()
    expect(notice(page, "Sekarang yang belajar: Orang 2.")).to_be_visible()
    expect(page.get_by_text("0 dari 3 soal").first).to_be_visible()
    answer(page, *second)
    assert f"pandu:1:b:quiz:{second[0]}" in store(page)
    page.get_by_role("radio", name="Orang 1").check()
    assert recall(page, first[0]) is not None
    assert recall(page, second[0]) is None
    page.goto(small_course + "en/" + PROGRESS)
    expect(page.get_by_role("radio", name="Person 1 Answers: 1")).to_be_checked()


def test_a_person_is_renamed_and_deleted_with_their_answers_only(page: Page, small_course: str) -> None:
    first, second, *_ = open_course(page, small_course)
    answer(page, *first)
    page.goto(small_course + PROGRESS)
    expect(page.get_by_role("button", name="Hapus: Orang 1")).to_be_hidden()
    page.get_by_role("button", name="Tambah orang").click()
    answer(page, *second)
    page.get_by_role("button", name="Ganti nama: Orang 2").click()
    page.get_by_role("textbox", name="Nama panggilan").fill("Elang <b>")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Elang <b>")).to_be_checked()
    assert json.loads(store(page)["pandu:1:_:profiles"])["d"] == {"a": "", "b": "Elang <b>"}

    page.get_by_role("button", name="Hapus: Elang <b>").click()
    expect(page.get_by_role("button", name="Batal")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Hapus: Elang <b>")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Hapus orang ini").click()
    expect(page.get_by_role("radio")).to_have_count(1)
    expect(page.get_by_role("radio", name="Orang 1")).to_be_checked()
    expect(page.get_by_role("button", name="Tambah orang")).to_be_focused()
    assert recall(page, first[0]) is not None
    assert [name for name in store(page) if name.startswith("pandu:1:b:")] == []


def test_whoever_has_answers_is_listed_even_if_the_names_are_lost(page: Page, small_course: str) -> None:
    (quiz, _), *_ = open_course(page, small_course)
    put(page, f"pandu:1:c:quiz:{quiz}", '{"t":1,"d":{}}')
    put(page, "pandu:1:_:profiles", '{"t":1,"d":"?"}')
    page.goto(small_course + PROGRESS)
    expect(page.get_by_role("radio")).to_have_count(2)
    expect(page.get_by_role("radio", name="Orang 3 Jawaban: 1")).not_to_be_checked()


# Backups


def test_a_backup_file_brings_back_what_was_deleted(page: Page, small_course: str, tmp_path: Path) -> None:
    first, second, *_ = open_course(page, small_course)
    answer(page, *first)
    answer(page, *second)
    page.goto(small_course + PROGRESS)
    before = store(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Unduh berkas cadangan").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    data = json.loads(file.read_text(encoding="utf-8"))
    assert file.name == f"pandu-csr-{data['date']}.json"
    assert (data["v"], data["version"]) == (1, project_version(ROOT))
    assert set(data["keys"]) == {f"pandu:1:a:quiz:{quiz}" for quiz, _ in (first, second)}

    put(page, "someone-else", "stays")
    page.get_by_role("button", name="Hapus semua data di perangkat ini").click()
    page.get_by_role("button", name="Hapus semua", exact=True).click()
    expect(notice(page, "Semua data Pandu CSR di perangkat ini sudah dihapus.")).to_be_visible()
    assert store(page) == {"someone-else": "stays"}

    page.get_by_label("Pilih berkas cadangan").set_input_files(file)
    summary = notice(page, "Jawaban di cadangan ini: 2")
    expect(summary).to_contain_text("Baru bagi Orang 1: 2")
    page.get_by_role("button", name="Masukkan jawaban").click()
    expect(notice(page, "Jawaban yang masuk untuk Orang 1: 2.")).to_be_focused()
    assert store(page) == {**before, "someone-else": "stays"}


def test_a_backup_as_text_merges_newer_answers_and_keeps_all_others(page: Page, small_course: str) -> None:
    first, second, third, *_ = open_course(page, small_course)
    page.goto(small_course + PROGRESS)
    for quiz in (first, second):
        answer(page, *quiz)
    page.get_by_role("button", name="Tambah orang").click()

    def value(time: int, chosen: int) -> dict[str, Any]:
        return {"t": time, "d": {"a": [chosen], "s": 1, "n": 1, "k": "b8c42c0e"}}

    put(page, f"pandu:1:b:quiz:{first[0]}", json.dumps(value(100, 0)))
    put(page, f"pandu:1:b:quiz:{second[0]}", json.dumps(value(300, 0)))
    answer(page, *third)
    kept = store(page)[f"pandu:1:b:quiz:{third[0]}"]
    text = backup(
        page,
        date="2026-11-24",
        keys={
            f"pandu:1:a:quiz:{first[0]}": value(200, 1),
            f"pandu:1:a:quiz:{second[0]}": value(200, 1),
            "pandu:1:a:quiz:soal-baru": value(200, 1),
        },
    )
    page.get_by_label("Atau tempel teks cadangan").fill(f"Ini cadangan saya: {text}\n\nDikirim dari ponsel")
    page.get_by_role("button", name="Periksa teks").click()
    summary = notice(page, "Jawaban di cadangan ini: 3")
    expect(summary.get_by_role("listitem")).to_contain_text(
        ["ini: 3", "24 November 2026", "Baru bagi Orang 2: 1", "lebih lama: 1", "sama atau lebih baru: 1"]
    )
    page.get_by_role("button", name="Masukkan jawaban").click()
    expect(notice(page, "Jawaban yang masuk untuk Orang 2: 2.")).to_be_visible()
    now = store(page)
    assert json.loads(now[f"pandu:1:b:quiz:{first[0]}"]) == value(200, 1)
    assert json.loads(now[f"pandu:1:b:quiz:{second[0]}"]) == value(300, 0)
    assert json.loads(now["pandu:1:b:quiz:soal-baru"]) == value(200, 1)
    assert now[f"pandu:1:b:quiz:{third[0]}"] == kept


ENTRY = {"pandu:1:a:quiz:satu": {"t": 1, "d": {}}}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"v": 2}, "versi Pandu CSR yang lebih baru"),
        ({"v": 0}, "Ini bukan cadangan Pandu CSR"),
        ({"version": 3}, "Ini bukan cadangan Pandu CSR"),
        ({"date": "kemarin"}, "rusak atau terpotong"),
        ({"keys": {"pandu:1:a:quiz:satu": {"t": "baru", "d": {}}}}, "rusak atau terpotong"),
        ({"keys": {"pandu:1:a:quiz:satu": None}}, "rusak atau terpotong"),
        ({"keys": {"pandu:1:_:site:scheme": {"t": 1, "d": "dark"}}}, "rusak atau terpotong"),
        ({"keys": {"kunci-lain": {"t": 1, "d": {}}}}, "rusak atau terpotong"),
    ],
)
def test_a_backup_that_cannot_be_used_is_refused_with_its_reason(
    page: Page, small_course: str, changes: dict[str, Any], reason: str
) -> None:
    page.goto(small_course + PROGRESS)
    text = backup(page, **{"keys": ENTRY, **changes})
    page.get_by_label("Atau tempel teks cadangan").fill(text)
    page.get_by_role("button", name="Periksa teks").click()
    expect(notice(page, reason)).to_be_visible()
    expect(page.get_by_role("button", name="Masukkan jawaban")).to_be_hidden()
    assert store(page) == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("  ", "Belum ada teks"),
        ("Halo, apa kabar?", "Ini bukan cadangan Pandu CSR"),
        ("[1, 2]", "Ini bukan cadangan Pandu CSR"),
        ('{"name": "package"}', "Ini bukan cadangan Pandu CSR"),
        ('{"v":1,"version":"0.1.0","date":"2026-11-24","keys":{"pandu:1:a:quiz:sa', "rusak atau terpotong"),
    ],
)
def test_a_text_that_is_no_backup_is_refused_with_its_reason(
    page: Page, small_course: str, text: str, reason: str
) -> None:
    page.goto(small_course + PROGRESS)
    page.get_by_label("Atau tempel teks cadangan").fill(text)
    page.get_by_role("button", name="Periksa teks").click()
    expect(notice(page, reason)).to_be_visible()
    expect(page.get_by_role("button", name="Masukkan jawaban")).to_be_hidden()


def test_a_backup_larger_than_the_room_left_is_told_and_loses_nothing(page: Page, small_course: str) -> None:
    page.goto(small_course + PROGRESS)
    text = backup(page, keys=ENTRY)
    page.evaluate(FULL)
    before = store(page)
    page.get_by_label("Atau tempel teks cadangan").fill(text)
    page.get_by_role("button", name="Periksa teks").click()
    page.get_by_role("button", name="Masukkan jawaban").click()
    expect(notice(page, "Jawaban yang masuk: 0 dari 1.")).to_be_visible()
    assert store(page) == before


def test_the_text_of_a_backup_is_copied(page: Page, context: BrowserContext, small_course: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    first, *_ = open_course(page, small_course)
    answer(page, *first)
    page.goto(small_course + PROGRESS)
    page.get_by_role("button", name="Salin teks").click()
    expect(notice(page, "Teks sudah tersalin.")).to_be_visible()
    offered = page.get_by_label("Cadangan sebagai teks").input_value()
    assert page.evaluate("() => navigator.clipboard.readText()") == offered


# The page itself


def test_without_javascript_the_page_lists_the_lessons_and_says_what_is_missing(
    browser: Browser, small_course: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(small_course + PROGRESS)
    expect(page.get_by_text("Halaman ini memerlukan JavaScript.")).to_be_visible()
    expect(page.get_by_text("Tanpa JavaScript, hapus data situs ini lewat setelan peramban.")).to_be_visible()
    expect(page.get_by_text("3 soal", exact=True).first).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_progress_page_is_accessible_and_fits(
    page: Page, small_course: str, width: int, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    (quiz, key), *_ = open_course(page, small_course)
    answer(page, quiz, key)
    put(page, "pandu:2:a:quiz:satu", "{}")
    page.goto(small_course + PROGRESS)
    page.get_by_role("button", name="Tambah orang").click()
    page.get_by_label("Atau tempel teks cadangan").fill(backup(page, keys=ENTRY))
    page.get_by_role("button", name="Periksa teks").click()
    expect(page.get_by_role("button", name="Masukkan jawaban")).to_be_visible()
    told = notice(page, "versi Pandu CSR yang lain")
    expect(told).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert violations(page, ".memory-notices") == []
    # What sticks to the window lies over a part of the page, another one at every scroll; axe counts that.
    told.get_by_role("button", name="Tutup").click()
    page.evaluate("() => scrollTo(0, 0)")
    assert violations(page) == []
    page.get_by_role("button", name="Ganti nama: Orang 1").click()
    expect(page.get_by_role("textbox", name="Nama panggilan")).to_be_focused()
    assert violations(page, "dialog") == []
