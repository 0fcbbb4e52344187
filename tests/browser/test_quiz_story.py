"""A story with choices and a test: judged as a whole, kept on the way, complete without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.device import store
from tests.build_site import serve, tiny_site

pytestmark = pytest.mark.browser

STORY = """---
title: Cerita
---

<quiz type="scenario">

<!-- id: cerita-uji; measures: k=Kepercayaan, m=Mandat warga -->

Anda adalah Sari.

### Di pintu {#di-pintu}

Pak Hendra terlambat.

- [Minta tanggal lain](#tanggal) (k +1)
  > Pertemuan tetap utuh.
- [Mulai dengan keluhan](#keluhan) (k -1, m +1)
  > Keluhan berat perlu waktu.

### Tanggal lain {#tanggal}

Ia membuka agenda.

- [Catat dalam notula](#akhir) (k +1)

### Keluhan {#keluhan}

"Kirim saja suratnya."

- [Tanyakan alamatnya](#akhir)
  > Alamat membuat surat sampai.

### Bertemu lagi {#bertemu}

<!-- ending: k>=2 -->

Hari Kamis ia datang.

### Tanpa balasan {#tanpa-balasan}

<!-- ending -->

Surat tidak dibalas.

---

Mainkan lagi dengan pilihan lain.

</quiz>
"""

TEST = """---
title: Pra-tes
kind: test
minutes: 5
objectives:
  air: {text: Membaca catatan air., ability: 2}
  uang: {text: Menghitung laporan., ability: 3}
---

<quiz>

<!-- id: uji-satu; objective: air -->

Apa isi daftar hadir?

- [ ] Persetujuan
  > Hadir tidak berarti setuju.
- [x] Siapa yang datang
  > Itu isinya.
- [ ] Isi rapat
  > Itu ada di notula.

Bacalah judulnya.

</quiz>

<quiz>

<!-- id: uji-dua; objective: air -->

Apa yang membuat catatan dapat diperiksa?

- [x] Tanggal
  > Ya.
- [x] Tempat
  > Ya.
- [ ] Tuduhan
  > Tidak.

Waktu dan tempat.

</quiz>

<quiz type="numeric">

<!-- id: uji-tiga; objective: uang -->

Berapa sisanya? [[=400]]

- 2400
  > Itu totalnya.

---

Kurangi satu per satu.

</quiz>
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pages = {"id/index.md": "# Beranda {#beranda}\n", "id/modul/rencana/index.md": "# Rencana {#rencana}\n"}
    pages |= {
        "id/cerita.md": STORY,
        "id/modul/rencana/pra-tes.md": TEST,
        "id/modul/rencana/pasca-tes.md": TEST.replace("Pra-tes", "Pasca-tes").replace("id: uji", "id: akhir"),
    }
    done = tiny_site(tmp_path_factory.mktemp("story"), pages, strict=False)
    assert done.code == 0, done.output
    with serve(done.folder) as url:
        yield url


@pytest.fixture
def story(page: Page, site: str) -> Locator:
    page.goto(site + "cerita/")
    return page.locator("pandu-quiz")


def stored(page: Page, feature: str, name: str) -> Any:
    return json.loads(store(page)[f"pandu:1:a:{feature}:{name}"])["d"]


def choose(story: Locator, text: str) -> None:
    story.get_by_role("button", name=text).click()


def test_a_story_is_told_one_scene_at_a_time(story: Locator) -> None:
    expect(story.get_by_text("Pak Hendra terlambat.")).to_be_visible()
    expect(story.get_by_text("Ia membuka agenda.")).to_be_hidden()
    expect(story.get_by_text("lanjut ke")).to_have_count(3)
    expect(story.get_by_text("lanjut ke").first).to_be_hidden()
    expect(story.get_by_role("button", name="Periksa jawaban")).to_be_hidden()
    choose(story, "Minta tanggal lain")
    expect(story.get_by_text("Ia membuka agenda.")).to_be_visible()
    expect(story.get_by_text("Pak Hendra terlambat.")).to_be_hidden()
    step = story.locator(".quiz-story > li")
    expect(step).to_be_focused()
    expect(step).to_contain_text("Di pintu")
    expect(step).to_contain_text("Anda: Minta tanggal lain")
    expect(step).to_contain_text("Pertemuan tetap utuh.")
    expect(step).to_contain_text("Kepercayaan +1")
    expect(story.locator(".quiz-score")).to_have_text("Kepercayaan 1 · Mandat warga 0")


def test_the_ending_is_the_first_whose_condition_holds(story: Locator, page: Page) -> None:
    choose(story, "Minta tanggal lain")
    choose(story, "Catat dalam notula")
    expect(story.get_by_text("Hari Kamis ia datang.")).to_be_visible()
    expect(story.get_by_text("Surat tidak dibalas.")).to_be_hidden()
    expect(story.locator("output")).to_have_text("Selesai")
    expect(story.locator(".quiz-story").get_by_text("Pertemuan tetap utuh.")).to_be_visible()
    expect(story.get_by_text("Mainkan lagi dengan pilihan lain.").first).to_be_visible()
    assert stored(page, "quiz", "cerita-uji")["a"] == [0, 0]
    story.get_by_role("button", name="Coba lagi").click()
    expect(story.get_by_text("Pak Hendra terlambat.")).to_be_visible()
    choose(story, "Mulai dengan keluhan")
    expect(story.locator(".quiz-score")).to_have_text("Kepercayaan −1 · Mandat warga 1")
    choose(story, "Tanyakan alamatnya")
    expect(story.get_by_text("Surat tidak dibalas.")).to_be_visible()
    assert stored(page, "quiz", "cerita-uji") | {"k": ""} == {"a": [1, 0], "s": 1, "n": 2, "k": ""}


def test_a_reader_can_take_a_step_back_and_go_on_another_day(story: Locator, page: Page) -> None:
    choose(story, "Mulai dengan keluhan")
    story.get_by_role("button", name="Kembali satu langkah").click()
    expect(story.get_by_text("Pak Hendra terlambat.")).to_be_visible()
    expect(story.locator(".quiz-score")).to_be_hidden()
    choose(story, "Mulai dengan keluhan")
    page.reload()
    expect(story.get_by_text('"Kirim saja suratnya."')).to_be_visible()
    choose(story, "Tanyakan alamatnya")
    page.reload()
    expect(story.get_by_text("Surat tidak dibalas.")).to_be_visible()
    expect(story.locator("output")).to_have_text("Selesai")
    story.get_by_role("button", name="Coba lagi").click()
    choose(story, "Minta tanggal lain")
    page.reload()  # a second play goes on, too, and not the ending of the first
    expect(story.get_by_text("Ia membuka agenda.")).to_be_visible()
    expect(story.get_by_text("Surat tidak dibalas.")).to_be_hidden()


def test_a_story_is_played_with_the_keyboard_alone(story: Locator, page: Page) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.quiz-choices') !== null"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # from what came of the choice to the next one
    page.keyboard.press("Enter")
    expect(story.get_by_text("Hari Kamis ia datang.")).to_be_visible()


def test_a_story_is_whole_on_paper_whatever_was_played(story: Locator, page: Page) -> None:
    choose(story, "Minta tanggal lain")
    page.emulate_media(media="print")
    for text in ("Pak Hendra terlambat.", "Ia membuka agenda.", "Surat tidak dibalas.", "lanjut ke 3"):
        expect(story.get_by_text(text)).to_be_visible()
    expect(story.get_by_text("Minta tanggal lain")).to_have_count(2)
    expect(story.locator(".quiz-choices").get_by_text("Minta tanggal lain")).to_be_visible()
    expect(story.locator(".quiz-story")).to_be_hidden()
    expect(story.get_by_text("Catat nilainya sendiri")).to_be_visible()


def test_without_javascript_story_and_test_are_whole(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "cerita/")
    expect(page.get_by_text("lanjut ke 3")).to_be_visible()
    expect(page.get_by_text("Surat tidak dibalas.")).to_be_visible()
    page.goto(site + "modul/rencana/pra-tes/")
    expect(page.locator("pandu-quiz .quiz-key")).to_have_count(3)
    expect(page.locator("pandu-quiz .quiz-key").first).to_be_hidden()
    expect(page.get_by_text("Hitung sendiri dengan kunci")).to_be_visible()
    expect(page.get_by_role("row", name="Membaca catatan air.")).to_contain_text("…… dari 2")
    expect(page.locator(".quiz-answer-part")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


@pytest.fixture
def test_page(page: Page, site: str) -> Page:
    page.goto(site + "modul/rencana/pra-tes/")
    return page


def fill(page: Page, *, number: str = "400") -> None:
    page.get_by_role("radio", name="Siapa yang datang").check()
    for option in ("Tanggal", "Tuduhan"):
        page.get_by_role("checkbox", name=option).check()
    page.get_by_role("textbox").fill(number)


def finish(page: Page) -> None:
    page.get_by_role("button", name="Lihat hasil").click()


def test_a_test_shows_its_key_only_when_all_is_answered(test_page: Page) -> None:
    page = test_page
    page.get_by_role("radio", name="Persetujuan").check()
    page.get_by_role("textbox").fill("400")
    page.keyboard.press("Enter")  # in a lesson this would judge the question
    expect(page.get_by_text("Dijawab 2 dari 3 soal.")).to_be_visible()
    expect(page.get_by_role("button", name="Periksa jawaban")).to_have_count(0)
    finish(page)
    expect(page.get_by_text("Belum dijawab:")).to_be_visible()
    expect(page.get_by_role("link", name="Soal 2")).to_have_count(1)
    expect(page.locator(".quiz-key:visible, output:visible, .quiz-mark")).to_have_count(0)
    expect(page.get_by_role("table")).to_have_count(0)


def test_a_test_tells_its_result_by_objective(test_page: Page) -> None:
    page = test_page
    fill(page)
    finish(page)
    expect(page.get_by_role("row", name="Membaca catatan air.")).to_contain_text("1 dari 2")
    expect(page.get_by_role("row", name="Menghitung laporan.")).to_contain_text("1 dari 1")
    expect(page.get_by_role("row", name="Semua")).to_contain_text("2 dari 3")
    expect(page.get_by_text("Hasil", exact=True)).to_be_focused()
    expect(page.locator(".quiz-key:visible")).to_have_count(3)
    expect(page.get_by_role("button", name="Coba lagi")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("row", name="Semua")).to_contain_text("2 dari 3")
    assert stored(page, "test", "pra-tes")["uang"] == [1, 1]


def test_a_test_is_gone_on_with_another_day(test_page: Page) -> None:
    page = test_page
    page.get_by_role("radio", name="Siapa yang datang").check()
    page.get_by_role("textbox").fill("12")
    page.reload()
    expect(page.get_by_text("Dijawab 2 dari 3 soal.")).to_be_visible()
    expect(page.get_by_role("radio", name="Siapa yang datang")).to_be_checked()
    expect(page.get_by_role("textbox")).to_have_value("12")
    fill(page)
    finish(page)
    expect(page.get_by_role("row", name="Semua")).to_contain_text("2 dari 3")


def test_a_number_that_cannot_be_read_is_no_answer(test_page: Page) -> None:
    fill(test_page, number="banyak")
    finish(test_page)
    expect(test_page.get_by_role("link", name="Soal 3")).to_be_visible()
    expect(test_page.locator(".quiz-mark")).to_have_count(0)


def test_a_test_can_be_taken_again_and_interrupted(test_page: Page) -> None:
    page = test_page
    fill(page)
    finish(page)
    page.get_by_role("button", name="Kerjakan lagi dari awal").click()
    expect(page.get_by_text("Dijawab 0 dari 3 soal.")).to_be_visible()
    expect(page.get_by_role("radio", name="Siapa yang datang")).not_to_be_checked()
    expect(page.get_by_role("radio", name="Siapa yang datang")).to_be_enabled()
    page.reload()
    expect(page.get_by_text("Dijawab 0 dari 3 soal.")).to_be_visible()
    page.get_by_role("radio", name="Persetujuan").check()
    for option in ("Tanggal", "Tempat"):
        page.get_by_role("checkbox", name=option).check()
    page.get_by_role("textbox").fill("2.400")
    finish(page)
    expect(page.get_by_role("row", name="Semua")).to_contain_text("1 dari 3")
    expect(page.get_by_text("Itu totalnya.").first).to_be_visible()


def test_the_post_test_shows_the_pre_test_beside_it(test_page: Page, site: str) -> None:
    page = test_page
    fill(page)
    finish(page)
    page.goto(site + "modul/rencana/pasca-tes/")
    page.get_by_role("radio", name="Siapa yang datang").check()
    for option in ("Tanggal", "Tempat"):
        page.get_by_role("checkbox", name=option).check()
    page.get_by_role("textbox").fill("400")
    finish(page)
    expect(page.get_by_role("columnheader", name="Pra-tes")).to_be_visible()
    expect(page.get_by_role("row", name="Semua")).to_have_text("Semua3 dari 32 dari 3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_story_and_test(page: Page, site: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(site + "cerita/")
    choose(page.locator("pandu-quiz"), "Mulai dengan keluhan")
    assert Axe().run(page).response["violations"] == []
    page.goto(site + "modul/rencana/pra-tes/")
    fill(page)
    assert Axe().run(page).response["violations"] == []
    finish(page)
    assert Axe().run(page).response["violations"] == []
