"""Words, roots and concepts, and that the browser and Python agree about them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandu import LANGUAGES
from pandu.glossary.load import load_glossary, parse_glossary
from pandu.search.analysis import Analysis, Concept, Found, read_concepts
from pandu.search.browser import run_in_node
from pandu.search.words import load_word_lists, split_words
from tests.build_site import ROOT
from tests.search_course import analysis, index

RELEVANCE = ROOT / "tests/search/relevance"
ODD = [
    "",
    "é",
    "ﬁ",
    "ﷺ",
    "İstanbul",
    "½",
    "²",
    "١٢",
    "Jum'at",
    "e-mail",
    "a",
    "7",
    "😀",
    "<b>",
    "__proto__",
    "Straße",
    "ΟΔΟΣ",
]


def root_of(word: str) -> str:
    return analysis().stem(word, "id")


def families() -> list[list[str]]:
    lines = (RELEVANCE / "stem-families.txt").read_text(encoding="utf-8").splitlines()
    return [re.findall(r"[a-z]+", line) for line in lines if not line.startswith("#")]


def look_alikes() -> list[tuple[str, str]]:
    lines = (RELEVANCE / "look-alikes.txt").read_text(encoding="utf-8").splitlines()
    pairs = " ".join(line for line in lines if not line.startswith("#")).split()
    return [(word, other) for word, _, other in (pair.partition("/") for pair in pairs)]


def test_all_forms_of_a_family_have_one_root() -> None:
    apart = {
        family[0]: roots for family in families() if len(roots := {root_of(word) for word in family}) > 1
    }
    assert apart == {}


def test_what_only_looks_affixed_is_not_joined_with_another_word() -> None:
    joined = [(word, other) for word, other in look_alikes() if other and root_of(word) == root_of(other)]
    assert joined == []


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("menanam ditanam tanaman penanaman ditanami", "tanam"),
        ("mengelola pengelolaan dikelola", "kelola"),
        ("menyosialisasikan sosialisasi", "sosialisasi"),
        ("memprakarsai pemrakarsa", "prakarsa"),
        ("nanggapi menanggapi tanggapannya", "tanggap"),
        ("ketidakadilan keadilan", "adil"),
        ("memblokir diblokir pemblokiran", "blokir"),  # in no list
        ("resiko risiko berisiko resikonya", "risiko"),
        ("ibu2 ibu ibu2nya", "ibu"),
        ("hape hp ponselnya", "ponsel"),
        ("besaran kebesaran", "besar"),
        ("beras", "beras"),
        ("pesisir", "pesisir"),
    ],
)
def test_roots(words: str, root: str) -> None:
    assert {root_of(word) for word in words.split()} == {root}


def test_words() -> None:
    assert split_words("UU 13/2011, Pasal 41 ayat (2) huruf h") == [
        "uu",
        "13",
        "2011",
        "pasal",
        "41",
        "ayat",
        "2",
        "huruf",
    ]
    assert split_words("Café, B3 — Jum'at") == ["cafe", "b3", "jum", "at"]


def test_concepts_are_found_in_both_languages_and_in_any_form() -> None:
    term = "term: {0}, forms: [{1}], search: [{2}], definition: Kalimat."
    text = (
        "oms:\n  id: {" + term.format("organisasi warga", "OMS", "ornop") + "}\n"
        "  en: {" + term.format("civil society organization", "CSO", "non-profit") + "}\n"
    )
    concepts = read_concepts(parse_glossary(text)[0])
    found = Analysis(load_word_lists(), concepts)
    assert list(found.concepts(["organisasinya", "warga"])) == [Found("oms", 0, 2)]
    assert list(found.concepts(["sebuah", "ornop", "dan", "civil", "society", "organizations"])) == [
        Found("oms", 1, 1),
        Found("oms", 3, 3),
    ]
    assert list(found.concepts(["organisasi", "lain", "warga"])) == []


def every_word() -> list[str]:
    files = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "docs/data").glob("*.yml"), *RELEVANCE.rglob("*.*")]
    return sorted({word for file in files for word in split_words(file.read_text(encoding="utf-8"))})


def shown(concept: Concept) -> Concept:
    """With the phrases that travel with the index only."""
    phrases = {each: tuple(analysis().distinct(concept.phrases[each], each)) for each in LANGUAGES}
    return replace(concept, phrases=phrases)


def test_the_browser_analyses_every_word_as_python_does() -> None:
    words, texts = every_word(), [*ODD, "organisasi masyarakat sipil dan LSM menanggapi AMDAL, EIA"]
    assert len(words) > 8000
    python = Analysis(
        load_word_lists(), [shown(concept) for concept in read_concepts(load_glossary(ROOT)[0])]
    )
    answers = run_in_node({"index": index(), "texts": [" ".join(words), *texts]})["texts"]
    for text, answer in zip([" ".join(words), *texts], answers, strict=True):
        ours = split_words(text)
        assert answer["words"] == ours
        for language, stems in zip(LANGUAGES, answer["stems"], strict=True):
            assert dict(zip(ours, stems, strict=True)) == {w: analysis().stem(w, language) for w in ours}
        found = {(each.concept, each.start, each.length) for each in python.concepts(ours)}
        assert {tuple(each) for each in answer["concepts"]} == found


@given(st.text(max_size=200))
def test_any_text_has_words_roots_and_concepts(text: str) -> None:
    words = split_words(text)
    assert all(analysis().stem(word, language) for word in words for language in LANGUAGES)
    assert all(found.start + found.length <= len(words) for found in analysis().concepts(words))


def test_the_browser_splits_every_sign_of_unicode_as_python_does() -> None:
    """Of those that this Python knows: the browser's Unicode may be newer."""
    signs = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    known = [sign for sign in signs if unicodedata.category(sign) != "Cn"]
    texts = [f"ab{sign}cd {sign}" for sign in known]
    answers = run_in_node({"index": index(), "texts": texts})["texts"]
    differ = [t for t, answer in zip(texts, answers, strict=True) if answer["words"] != split_words(t)]
    assert differ == []
