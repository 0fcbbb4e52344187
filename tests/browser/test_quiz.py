"""Answering as people do: by keyboard, again tomorrow, in both languages, with JavaScript off, on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.device import put, recall, store
from tests.build_site import ROOT, serve, tiny_site

pytestmark = pytest.mark.browser

SAMPLE = "contoh-soal/"
ODD = """\
# Soal lain {#soal-lain}

<quiz type="numeric">

<!-- id: berapa-hektare -->

Berapa luasnya? [[=1.250 ha]]

</quiz>

<quiz>

<!-- id: isi-bebas -->

Kata yang lazim ialah [[tanggung jawab]].

</quiz>
"""
NUMBERS = ROOT / "tests/golden/quiz/numbers.yml"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page with a question of every type, in both languages, and a page of odd ones."""
    pages = {}
    for language in ("id", "en"):
        sample = ROOT / "tests/sites/quiz" / language / "contoh-soal.md"
        pages |= {
            f"{language}/index.md": "# Beranda {#beranda}\n",
            f"{language}/lain.md": ODD if language == "id" else ODD.replace("1.250", "1,250"),
            f"{language}/contoh-soal.md": sample.read_text(encoding="utf-8"),
        }
    done = tiny_site(tmp_path_factory.mktemp("quiz"), pages, strict=False)
    assert done.code == 0, done.output
    with serve(done.folder) as url:
        yield url


@pytest.fixture
def sample(page: Page, site: str) -> Page:
    page.goto(site + SAMPLE)
    return page


def card(page: Page, heading: str) -> Locator:
    """The question whose card says "Soal 3"."""
    return page.locator("pandu-quiz").filter(has=page.get_by_text(heading, exact=True))


def check(quiz: Locator) -> Locator:
    """Press the button; returns the result."""
    quiz.get_by_role(
        "button", name=re.compile("^(Periksa jawaban|Check the answer|Selesai menulis)$")
    ).click()
    return result(quiz)


def result(quiz: Locator) -> Locator:
    return quiz.locator("output")


def stored(page: Page, quiz: str) -> Any:
    return json.loads(store(page)[f"pandu:1:a:quiz:{quiz}"])["d"]


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus; a keyboard has no other way."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {target}")


def test_one_answer_by_keyboard_with_feedback_and_another_try(sample: Page) -> None:
    quiz = card(sample, "Soal 1")
    wrong = quiz.get_by_role("radio", name="Warga menyetujui rencana perusahaan")
    right = quiz.get_by_role("radio", name="Siapa saja yang datang")
    wrong.focus()
    sample.keyboard.press("Space")
    tab_to(sample, quiz.get_by_role("button", name="Periksa jawaban"))
    sample.keyboard.press("Enter")
    expect(result(quiz)).to_have_text("Belum tepat")
    question = quiz.get_by_role("group", name="Apa yang dibuktikan")
    expect(question.get_by_text("Tanda tangan di daftar hadir sering dibaca")).to_be_visible()
    expect(question.get_by_text("Daftar tidak mencatat apa yang dibicarakan")).to_have_count(0)
    expect(quiz.get_by_text("Baca setiap kertas menurut judul").first).to_be_visible()
    again = quiz.get_by_role("button", name="Coba lagi")
    expect(again).to_be_focused()
    sample.keyboard.press("Enter")
    expect(wrong).to_be_focused()
    expect(wrong).to_be_checked()
    expect(result(quiz)).to_be_hidden()
    right.focus()
    sample.keyboard.press("Space")
    sample.keyboard.press("Enter")  # in a form, Enter answers
    expect(result(quiz)).to_have_text("Tepat")
    expect(question.get_by_text("Itulah isi daftar hadir.")).to_be_visible()
    assert stored(sample, "arti-daftar-hadir")["a"] == [1]
    assert stored(sample, "arti-daftar-hadir")["s"] == 1
    assert stored(sample, "arti-daftar-hadir")["n"] == 2


def test_several_answers_are_scored_in_part_and_wrong_ones_cost(sample: Page) -> None:
    quiz = card(sample, "Soal 2")
    for option in ("Tanggal dan jam", "Cara mengukurnya"):
        quiz.get_by_role("checkbox", name=option).check()
    expect(check(quiz)).to_have_text("Sebagian tepat: 2 dari 3")
    assert stored(sample, "isi-catatan-air") | {"k": ""} == {
        "a": [0, 3],
        "s": pytest.approx(2 / 3),
        "n": 1,
        "k": "",
    }
    quiz.get_by_role("button", name="Coba lagi").click()
    quiz.get_by_role("checkbox", name="Nama orang").check()
    expect(check(quiz)).to_have_text("Sebagian tepat: 1 dari 3")
    question = quiz.get_by_role("group", name="Ibu Lusia")
    expect(question.get_by_text("Catatan air menunjukkan keadaan")).to_be_visible()


def test_a_hint_opens_before_answering_and_the_key_only_after(sample: Page) -> None:
    quiz = card(sample, "Soal 2")
    expect(quiz.get_by_text("Kunci dan penjelasan")).to_be_hidden()
    quiz.get_by_text("Petunjuk").click()
    expect(quiz.get_by_text("Bayangkan petugas")).to_be_visible()
    quiz.get_by_role("checkbox", name="Tanggal dan jam").check()
    check(quiz)
    expect(quiz.get_by_text("Kunci dan penjelasan")).to_be_visible()


def test_blanks_ignore_case_and_punctuation_and_count_each(sample: Page) -> None:
    quiz = card(sample, "Soal 4")
    quiz.get_by_role("textbox", name="Isian 1").fill(' "DOKUMEN". ')
    quiz.get_by_role("textbox", name="Isian 2").fill("nama")
    sample.keyboard.press("Enter")
    expect(result(quiz)).to_have_text("Sebagian tepat: 1 dari 2")
    assert stored(sample, "unsur-pertanyaan")["a"] == [' "DOKUMEN". ', "nama"]


@pytest.mark.parametrize(
    "typed", ["tanggung jawab", "Tanggung  Jawab", "tanggungjawab.", "ｔａｎｇｇｕｎｇ jawab"]
)
def test_a_blank_accepts_every_way_of_writing_the_same(page: Page, site: str, typed: str) -> None:
    page.goto(site + "lain/")
    quiz = card(page, "Soal 2")
    quiz.get_by_role("textbox").fill(typed)
    expect(check(quiz)).to_have_text("Tepat")


def test_a_wrong_number_that_is_known_gets_its_feedback(sample: Page) -> None:
    quiz = card(sample, "Soal 5")
    quiz.get_by_role("textbox", name="Jawaban Anda").fill("4")
    expect(check(quiz)).to_have_text("Belum tepat")
    expect(quiz.get_by_text("Empat adalah hasil untuk satu tempat").first).to_be_visible()
    quiz.get_by_role("button", name="Coba lagi").click()
    quiz.get_by_role("textbox", name="Jawaban Anda").fill("8,0")
    expect(check(quiz)).to_have_text("Tepat")


def test_another_unit_is_wrong_with_its_own_message_and_no_number_is_no_answer(page: Page, site: str) -> None:
    page.goto(site + "lain/")
    quiz = card(page, "Soal 1")
    box = quiz.get_by_role("textbox", name="Jawaban Anda")
    box.fill("seribu")
    expect(check(quiz)).to_contain_text("belum terbaca sebagai angka")
    assert recall(page, "berapa-hektare") is None
    box.fill("1.250 km")
    expect(check(quiz)).to_have_text("Belum tepat")
    expect(quiz.get_by_text("Satuannya lain dari yang ditanyakan.")).to_be_visible()
    quiz.get_by_role("button", name="Coba lagi").click()
    expect(box).to_have_value("1.250 km")
    box.fill("1250 HA")
    expect(check(quiz)).to_have_text("Tepat")


def test_order_by_keyboard_keeps_the_focus_and_tells_each_move(sample: Page) -> None:
    quiz = card(sample, "Soal 6")
    first = "Menemui warga dan mencatat keluhan mereka"
    up = quiz.get_by_role("button", name=f"Naikkan: {first}")
    up.focus()
    for place in (3, 2, 1):
        sample.keyboard.press("Enter")
        expect(quiz.get_by_role("status").filter(has_text="sekarang")).to_have_text(
            f"{first}: sekarang nomor {place} dari 5"
        )
        expect(up).to_be_focused()
    expect(up).to_have_attribute("aria-disabled", "true")
    sample.keyboard.press("Enter")
    expect(quiz.get_by_role("listitem").first).to_contain_text(first)
    expect(check(quiz)).to_have_text("Sebagian tepat: 1 dari 4 baris mengikuti baris yang semestinya")
    assert stored(sample, "jalan-ke-pertemuan")["a"] == [0, 2, 3, 1, 4]
    quiz.get_by_role("button", name="Coba lagi").click()
    for _ in range(2):
        quiz.get_by_role("button", name="Naikkan: Meminta mandat").click()
    expect(check(quiz)).to_have_text("Tepat")


def test_pairs_by_keyboard_are_scored_each(sample: Page) -> None:
    quiz = card(sample, "Soal 7")
    for name, letter in (("Siapa berjanji", "C"), ("Keruhnya air", "B"), ("Berat buah", "D")):
        quiz.get_by_role("combobox", name=name).focus()
        sample.keyboard.type(letter)
    expect(check(quiz)).to_have_text("Sebagian tepat: 2 dari 3")
    assert stored(sample, "kertas-dan-isinya")["a"] == [0, 1, 3]
    expect(quiz.get_by_text("Nota timbang juga memuat").first).to_be_visible()


def test_groups_and_reflections_are_answered_too(sample: Page) -> None:
    groups = card(sample, "Soal 8")
    for box in groups.get_by_role("combobox").all():
        box.select_option(label="A. Dapat diperiksa")
    expect(check(groups)).to_have_text("Sebagian tepat: 2 dari 4")
    assert stored(sample, "fakta-atau-pendapat")["a"] == [0, 0, 0, 0]
    thoughts = card(sample, "Soal 10")
    thoughts.get_by_role("textbox", name="Jawaban Anda").fill("Di notula rapat.")
    expect(check(thoughts)).to_have_text("Selesai")
    assert stored(sample, "janji-di-desa-anda")["a"] == "Di notula rapat."


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("Soal 1", "Pilih jawaban dulu."),
        ("Soal 4", "Tulis jawaban dulu."),
        ("Soal 6", "Pindahkan dulu barisnya dengan tombol panah."),
        ("Soal 7", "Pilih jawaban dulu."),
        ("Soal 10", "Tulis jawaban dulu."),
    ],
)
def test_without_an_answer_a_message_stands_there_and_nothing_is_kept(
    sample: Page, heading: str, message: str
) -> None:
    quiz = card(sample, heading)
    expect(check(quiz)).to_have_text(message)
    expect(quiz.get_by_role("button", name="Coba lagi")).to_be_hidden()
    assert not [key for key in store(sample) if ":quiz:" in key]


def test_answers_are_there_after_a_reload_and_in_the_other_language(sample: Page, site: str) -> None:
    card(sample, "Soal 1").get_by_role("radio", name="Warga menyetujui").check()
    card(sample, "Soal 4").get_by_role("textbox", name="Isian 1").fill("surat")
    card(sample, "Soal 6").get_by_role("button", name="Naikkan: Meminta mandat").click()
    card(sample, "Soal 7").get_by_role("combobox", name="Keruhnya air").select_option(label="B. Buku air")
    for number in (1, 4, 6, 7):
        check(card(sample, f"Soal {number}"))
    told = {number: result(card(sample, f"Soal {number}")).inner_text() for number in (1, 4, 6, 7)}
    sample.reload()
    for number, text in told.items():
        expect(result(card(sample, f"Soal {number}"))).to_have_text(text)
    expect(card(sample, "Soal 4").get_by_role("textbox", name="Isian 1")).to_have_value("surat")
    sample.goto(site + "en/" + SAMPLE)
    first = card(sample, "Question 1")
    expect(first.get_by_role("radio", name="Residents approve")).to_be_checked()
    expect(result(first)).to_have_text("Not right yet")
    expect(first.get_by_text("Signatures on an attendance list").first).to_be_visible()
    expect(card(sample, "Question 6").get_by_role("listitem").nth(1)).to_contain_text(
        "Ask a residents' meeting"
    )
    pairs = card(sample, "Question 7")
    expect(pairs.get_by_role("combobox", name="How cloudy")).to_have_value("1")
    expect(result(pairs)).to_have_text("Partly right: 1 of 3")


def test_the_stored_verdict_is_shown_and_not_judged_anew(sample: Page) -> None:
    quiz = card(sample, "Soal 4")
    quiz.get_by_role("textbox", name="Isian 1").fill("kertas")
    expect(check(quiz)).to_have_text("Belum tepat")
    value = json.dumps({"t": 1, "d": stored(sample, "unsur-pertanyaan") | {"s": 1}})
    put(sample, "pandu:1:a:quiz:unsur-pertanyaan", value)
    sample.reload()
    expect(result(quiz)).to_have_text("Tepat")
    expect(quiz.get_by_text("Belum tepat")).to_be_hidden()


def test_a_question_that_was_changed_since_says_so_and_is_asked_again(sample: Page) -> None:
    quiz = card(sample, "Soal 1")
    quiz.get_by_role("radio", name="Warga menyetujui").check()
    check(quiz)
    value = json.dumps({"t": 1, "d": stored(sample, "arti-daftar-hadir") | {"k": "00000000"}})
    put(sample, "pandu:1:a:quiz:arti-daftar-hadir", value)
    sample.reload()
    expect(result(quiz)).to_have_text("Soal ini telah diubah sejak Anda menjawabnya. Silakan jawab lagi.")
    quiz.get_by_role("radio", name="Siapa saja yang datang").check()
    expect(check(quiz)).to_have_text("Tepat")
    assert stored(sample, "arti-daftar-hadir")["n"] == 1


@pytest.mark.parametrize("answer", [7, "x", [99], {"a": 1}, [[]]])
def test_an_answer_of_another_shape_breaks_nothing(sample: Page, answer: object) -> None:
    for quiz in sample.locator("pandu-quiz").all():
        value = {"t": 1, "d": {"a": answer, "s": 1, "n": 1, "k": quiz.get_attribute("data-key")}}
        put(sample, f"pandu:1:a:quiz:{quiz.get_attribute('data-id')}", json.dumps(value))
    sample.reload()
    for number in (1, 2, 3, 4, 6, 7, 8):
        expect(result(card(sample, f"Soal {number}"))).to_be_hidden()
    order = card(sample, "Soal 6")
    order.get_by_role("button", name="Naikkan: Meminta mandat").click()
    expect(check(order)).to_have_text("Belum tepat")


def test_another_tab_sees_the_answer_but_keeps_what_is_being_typed(
    sample: Page, context: BrowserContext, site: str
) -> None:
    other = context.new_page()
    other.goto(site + SAMPLE)
    other.get_by_role("textbox", name="Isian 1").fill("surat")
    sample.get_by_role("textbox", name="Isian 1").fill("laporan")
    check(card(sample, "Soal 4"))
    card(sample, "Soal 1").get_by_role("radio", name="Siapa saja").check()
    check(card(sample, "Soal 1"))
    expect(result(card(other, "Soal 1"))).to_have_text("Tepat")
    expect(other.get_by_role("textbox", name="Isian 1")).to_have_value("surat")
    expect(result(card(other, "Soal 4"))).to_be_hidden()


def test_another_person_on_the_same_device_does_not_see_the_answer(sample: Page) -> None:
    quiz = card(sample, "Soal 1")
    quiz.get_by_role("radio", name="Siapa saja").check()
    check(quiz)
    put(sample, "pandu:1:_:memory:profile", json.dumps({"t": 1, "d": "b"}))
    sample.evaluate('() => document.dispatchEvent(new CustomEvent("pandu-remembered", { detail: {} }))')
    expect(result(quiz)).to_be_hidden()
    expect(quiz.get_by_role("radio", name="Siapa saja")).not_to_be_checked()
    expect(quiz.get_by_role("button", name="Periksa jawaban")).to_be_visible()


def test_an_answer_that_cannot_be_kept_is_marked_and_says_so(page: Page, site: str) -> None:
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    page.goto(site + SAMPLE)
    quiz = card(page, "Soal 1")
    quiz.get_by_role("radio", name="Siapa saja").check()
    expect(check(quiz)).to_have_text("TepatJawaban ini tidak tersimpan di perangkat ini.")


def test_without_javascript_everything_can_be_read_and_enter_loses_nothing(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + SAMPLE)
    expect(page.get_by_role("button", name="Periksa jawaban")).to_have_count(0)
    blank = page.get_by_role("textbox", name="Isian 1")
    blank.fill("surat")
    page.keyboard.press("Enter")
    expect(blank).to_have_value("surat")
    assert page.url == site + SAMPLE
    page.get_by_role("radio", name="Siapa saja").check()
    page.get_by_role("textbox", name="Nomor urut untuk baris 1").fill("3")
    quiz = card(page, "Soal 1")
    quiz.get_by_text("Kunci dan penjelasan").click()
    expect(quiz.get_by_text("Itulah isi daftar hadir.")).to_be_visible()
    page.get_by_role("link", name="lanjut ke 2").click()
    assert page.url.endswith("#quiz-manajer-datang-terlambat--jadwal")
    context.close()


def test_on_paper_the_sheet_is_clean_and_the_keys_stand_at_the_end(sample: Page) -> None:
    quiz = card(sample, "Soal 1")
    quiz.get_by_role("radio", name="Siapa saja").check()
    check(quiz)
    sample.emulate_media(media="print")
    expect(result(quiz)).to_be_hidden()
    expect(quiz.get_by_role("button")).to_have_count(0)
    expect(quiz.get_by_text("Kunci dan penjelasan")).to_be_hidden()
    expect(quiz.get_by_text("Itulah isi daftar hadir.").first).to_be_hidden()
    expect(card(sample, "Soal 6").get_by_role("textbox", name="Nomor urut untuk baris 1")).to_be_visible()
    expect(card(sample, "Soal 7").get_by_role("combobox")).to_have_count(0)
    expect(sample.get_by_text("Kunci jawaban", exact=True)).to_be_visible()
    expect(sample.get_by_text("Itulah isi daftar hadir.").last).to_be_visible()


def test_the_browser_reads_numbers_as_the_checker_does(sample: Page) -> None:
    cases = yaml.safe_load(NUMBERS.read_text(encoding="utf-8"))
    typed = [[case["text"], case["language"], case.get("unit", "")] for case in cases]
    read = "(typed) => typed.map((one) => customElements.get('pandu-quiz').readNumber(...one))"
    assert dict(zip(map(str, typed), sample.evaluate(read, typed), strict=True)) == {
        str(one): case["number"] for one, case in zip(typed, cases, strict=True)
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_questions_asked_and_answered(
    page: Page, site: str, width: int, scheme: Any
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(site + SAMPLE)
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("radio", name="Warga menyetujui").check()
    page.get_by_role("checkbox", name="Nama orang").check()
    page.get_by_role("checkbox", name="Tanggal dan jam").check()
    page.get_by_role("textbox", name="Isian 1").fill("surat")
    page.get_by_role("button", name="Naikkan: Meminta mandat").click()
    page.get_by_role("combobox", name="Keruhnya air").select_option(label="B. Buku air")
    for number in (1, 2, 4, 6, 7):
        check(card(page, f"Soal {number}"))
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_to_press_is_large_enough_for_a_thumb(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(site + SAMPLE)
    targets = [*page.locator("pandu-quiz").get_by_role("button").all(), *page.get_by_role("combobox").all()]
    targets += page.locator("pandu-quiz label").all() + page.locator("pandu-quiz summary:visible").all()
    assert len(targets) > 30
    for target in targets:
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, target.inner_text()
