"""Warnings about questions that can be read but teach badly."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandu.check import check_course
from pandu.problems import Problem

HEAD = """---
title: Uji
description: Uji.
minutes: 5
objectives:
  uji: {text: Menguji., ability: 1}
---

Isi.
"""


def question(
    id_: str,
    *options: str,
    right: int = 0,
    stem: str = "Apa yang Anda lakukan?",
    hint: str = "",
    explanation: str = "Sebabnya ini.",
) -> str:
    lines = [f"- [{'x' if n == right else ' '}] {text}\n  > Balikan {n}." for n, text in enumerate(options)]
    hint = f"<details>\n<summary>Petunjuk</summary>\n\n{hint}\n\n</details>\n\n" if hint else ""
    body = "\n".join(lines)
    head = f"\n<quiz>\n\n<!-- id: {id_}; objective: uji -->\n\n"
    return f"{head}{stem}\n\n{hint}{body}\n\n{explanation}\n\n</quiz>\n"


def codes_of(
    tmp_path: Path, *questions: str, name: str = "modul/uji/satu", language: str = "id"
) -> list[Problem]:
    page = tmp_path / "docs" / language / f"{name}.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(HEAD + "".join(questions), encoding="utf-8")
    return [p for p in check_course(tmp_path) if "W180" <= p.code <= "W189"]


OPTIONS = ("Mencatat tanggal", "Menunggu kabar", "Mengunggah foto")


def test_good_questions_give_no_warning(tmp_path: Path) -> None:
    asked = [question(f"soal-baik-{word}", *OPTIONS, right=n % 3) for n, word in enumerate("abcdef")]
    assert [p.code for p in codes_of(tmp_path, *asked)] == []


def test_the_right_answer_that_is_the_longest_too_often_is_told_once_for_the_module(tmp_path: Path) -> None:
    long = ("Mencatat tanggal, jam, dan tempat pada hari yang sama", *OPTIONS[1:])
    asked = [
        question("panjang-a", *long),
        question("panjang-b", *long),
        question("pendek", *OPTIONS, right=1),
    ]
    (told,) = codes_of(tmp_path, *asked)
    assert told.code == "W180"
    assert told.params["ids"] == "panjang-a, panjang-b"
    assert (told.params["count"], told.params["total"]) == (2, 3)


def test_one_in_three_longest_is_chance_and_a_tie_is_not_longest(tmp_path: Path) -> None:
    long = ("Mencatat tanggal, jam, dan tempat", *OPTIONS[1:])
    tie = ("Mencatat tanggal di sini", "Menunggu kabar di sana!", "Mengunggah foto ke grup.")
    asked = [
        question("panjang", *long),
        question("seri-a", *tie, right=2),
        question("seri-b", *OPTIONS, right=1),
    ]
    assert codes_of(tmp_path, *asked) == []


def test_lengths_are_counted_over_all_lessons_of_a_module(tmp_path: Path) -> None:
    long = ("Mencatat tanggal, jam, dan tempat", *OPTIONS[1:])
    codes_of(tmp_path, question("panjang-a", *long), name="modul/uji/satu")
    told = codes_of(
        tmp_path, question("panjang-b", *long), question("biasa", *OPTIONS, right=1), name="modul/uji/dua"
    )
    assert [p.code for p in told] == ["W180"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_right_answers_in_one_place_of_the_file_are_told(tmp_path: Path, language: str) -> None:
    asked = [question(f"tempat-{word}", *OPTIONS, right=1) for word in "abcdef"]
    told = [p for p in codes_of(tmp_path, *asked, language=language) if p.code == "W187"]
    assert [(p.params["place"], p.params["count"]) for p in told] == [("B", 6)]


def test_right_answers_in_one_place_of_the_screen_are_told(tmp_path: Path) -> None:
    # Not shuffled, so that the file's order is the screen's.
    asked = [question(f"tempat-{word}", *OPTIONS, right=2) for word in "abcdef"]
    page = [text.replace("; objective: uji", "; objective: uji; shuffle: false") for text in asked]
    assert {p.code for p in codes_of(tmp_path, *page)} == {"W181", "W187"}


def test_no_explanation_is_told_for_questions_but_not_for_stories(tmp_path: Path) -> None:
    story = (
        '\n<quiz type="scenario">\n\n<!-- id: cerita; objective: uji -->\n\nAnda datang.\n\n'
        "### Mulai {#mulai}\n\n"
        "- [Pergi](#selesai)\n\n### Selesai {#selesai}\n\n<!-- ending -->\n\nHabis.\n\n</quiz>\n"
    )
    reflection = (
        '\n<quiz type="reflect">\n\n<!-- id: renungan; objective: uji -->\n\nApa janji itu?\n\n</quiz>\n'
    )
    told = codes_of(tmp_path, question("diam", *OPTIONS, explanation=""), story, reflection)
    assert [(p.code, p.params["quiz"]) for p in told] == [("W182", "diam"), ("W183", "renungan")]


@pytest.mark.parametrize(
    ("option", "language"),
    [
        ("Semua benar", "id"),
        ("Semua jawaban di atas benar.", "id"),
        ("Semuanya salah", "id"),
        ("Tidak ada yang benar", "id"),
        ("A dan C", "id"),
        ("All of the above", "en"),
        ("None of these", "en"),
        ("Both A and B", "en"),
        ("All answers are right", "en"),
    ],
)
def test_an_option_about_the_other_options_is_told(tmp_path: Path, option: str, language: str) -> None:
    told = codes_of(tmp_path, question("semua", *OPTIONS[:2], option), language=language)
    assert [p.code for p in told] == ["W184"]


@pytest.mark.parametrize(
    "option",
    [
        "Semua surat dikirim dengan tanda terima yang benar",
        "Kirim semua",
        "Blok A dan blok C",
        "Data yang benar",
    ],
)
def test_ordinary_options_with_such_words_pass(tmp_path: Path, option: str) -> None:
    assert codes_of(tmp_path, question("biasa", *OPTIONS[:2], option)) == []


@pytest.mark.parametrize(
    ("stem", "language"),
    [
        ("Mana yang bukan tidak boleh Anda kirim?", "id"),
        ("Surat mana yang tidak boleh dikirim tanpa tanggal?", "id"),
        ("Which letter must not be sent without a date?", "en"),
        ("Sari is not unable, she is never not ready. What now?", "en"),
    ],
)
def test_a_double_negative_is_told(tmp_path: Path, stem: str, language: str) -> None:
    told = codes_of(tmp_path, question("ingkar", *OPTIONS, stem=stem), language=language)
    assert [p.code for p in told] == ["W185"]


def test_a_negative_option_under_except_is_told(tmp_path: Path) -> None:
    options = (*OPTIONS[:2], "Tidak mengunggah foto")
    told = codes_of(tmp_path, question("kecuali-ini", *options, stem="Lakukan semua ini kecuali yang mana?"))
    assert [p.code for p in told] == ["W185"]


@pytest.mark.parametrize(
    "stem",
    [
        "Desa tidak disebut. Tidak ada notula. Apa yang Anda minta?",
        'Manajer berkata, "Tidak mungkin tanpa izin." Apa jawab Anda?',
        "Perusahaan tidak membalas. Apa langkah berikutnya?",
    ],
)
def test_single_negations_and_speech_pass(tmp_path: Path, stem: str) -> None:
    assert codes_of(tmp_path, question("wajar", *OPTIONS, stem=stem)) == []


@pytest.mark.parametrize(
    "hint",
    [
        "Ingat: mencatat tanggal lebih dulu.",
        "Tanggal kejadian perlu ada; mencatat itu kebiasaan baik.",
    ],
)
def test_a_hint_that_holds_the_right_option_is_told(tmp_path: Path, hint: str) -> None:
    assert [p.code for p in codes_of(tmp_path, question("bocor", *OPTIONS, hint=hint))] == ["W186"]


def test_a_hint_that_points_the_way_passes(tmp_path: Path) -> None:
    hint = "Apa yang masih dapat diperiksa orang lain bulan depan?"
    assert codes_of(tmp_path, question("arah", *OPTIONS, hint=hint)) == []


@pytest.mark.parametrize(
    ("kind", "stem", "hint", "told"),
    [
        (' type="numeric"', "Berapa laporan? [[=1250]]", "Hasilnya 1.250, bukan?", True),
        (' type="numeric"', "Berapa laporan? [[=1250]]", "Bagilah 2.500 dengan dua.", False),
        ("", "Mintalah [[tanda terima|resi]] di loket.", "Namanya tanda terima.", True),
        ("", "Mintalah [[tanda terima|resi]] di loket.", "Secarik kertas bercap.", False),
    ],
)
def test_a_hint_that_says_the_number_or_word_is_told(
    tmp_path: Path, kind: str, stem: str, hint: str, told: bool
) -> None:
    block = (
        f"\n<quiz{kind}>\n\n<!-- id: isian-ini; objective: uji -->\n\n{stem}\n\n"
        f"<details>\n<summary>P</summary>\n\n{hint}\n\n</details>\n\n---\n\nSebabnya ini.\n\n</quiz>\n"
    )
    assert [p.code for p in codes_of(tmp_path, block)] == (["W186"] if told else [])
