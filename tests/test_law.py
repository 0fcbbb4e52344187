"""Laws: what is found in the words of a page, what is linked, what is wrong, what quotations are worth."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from pandu.__main__ import main
from pandu.law.check import check_law
from pandu.law.citations import Citation, find_citations
from pandu.law.load import load_register, parse_register
from pandu.law.markdown import LawExtension
from pandu.law.place import parse_key, say_place
from pandu.law.verify import report, verify
from pandu.pages import load_course
from pandu.problems import as_text, sort
from tests.build_site import ROOT
from tests.mini_course import write_course
from tests.test_check import make_mistake

GOLDEN = ROOT / "tests" / "golden" / "law"
REGISTER_TEXT = (GOLDEN / "register.yml").read_text(encoding="utf-8")
REGISTER, REGISTER_PROBLEMS = parse_register(REGISTER_TEXT)


def golden(name: str) -> Any:
    return yaml.safe_load((GOLDEN / f"{name}.yml").read_text(encoding="utf-8"))


def cases(name: str) -> pytest.MarkDecorator:
    loaded = golden(name)
    listed = loaded["cases"] if isinstance(loaded, dict) else loaded
    return pytest.mark.parametrize("case", listed, ids=[case["case"] for case in listed])


# Places


@pytest.mark.parametrize(
    ("key", "indonesian", "english", "anchor"),
    [
        ("26", "Pasal 26", "Article 26", "26"),
        ("27A(1)", "Pasal 27A ayat (1)", "Article 27A(1)", "27a-1"),
        ("41(2)h", "Pasal 41 ayat (2) huruf h", "Article 41(2)(h)", "41-2-h"),
        ("1#11", "Pasal 1 angka 11", "Article 1(11)", "1-11"),
        ("49(6)f#6", "Pasal 49 ayat (6) huruf f angka 6", "Article 49(6)(f)(6)", "49-6-f-6"),
        ("63f#4", "Pasal 63 huruf f angka 4", "Article 63(f)(4)", "63-f-4"),
        ("penjelasan-65(2)", "Pasal 65 ayat (2)", "Article 65(2)", "penjelasan-65-2"),
        ("lampiran-2", "Lampiran II", "Annex II", "lampiran-2"),
        ("lampiran-1.87", "Lampiran I nomor 87", "Annex I number 87", "lampiran-1-87"),
        ("amar-2", "amar 2", "ruling 2", "amar-2"),
        ("isi", "isi, pasalnya belum diketahui", "content, article not known yet", "isi"),
    ],
)
def test_a_key_is_said_in_both_languages_and_has_an_anchor(
    key: str, indonesian: str, english: str, anchor: str
) -> None:
    place = parse_key(key)
    assert place is not None
    assert (say_place(place, "id"), say_place(place, "en"), place.anchor) == (indonesian, english, anchor)


@pytest.mark.parametrize(
    "key", ["", "Pasal 3", "3 (1)", "3()", "(1)", "3(1", "lampiran", "umum-3", "3#", "3.a"]
)
def test_a_key_of_another_form_is_none(key: str) -> None:
    assert parse_key(key) is None


# Citations


def told(citation: Citation) -> str:
    text = " ".join(citation.text.split())
    if citation.law is None:
        return f"{text} → ?"
    if citation.unfinished:
        return f"{text} → {citation.law.id} !"
    if citation.place is None:
        return f"{text} → {citation.law.id}"
    return f"{text} → {citation.law.id} {citation.article.key if citation.article else '-'}"


def test_the_register_of_these_tests_is_without_fault() -> None:
    assert [as_text(problem) for problem in REGISTER_PROBLEMS] == []


@cases("citations")
def test_citations_are_found_in_the_words_of_a_page(case: dict[str, Any]) -> None:
    found = find_citations(case["text"], REGISTER)
    assert [told(citation) for citation in found] == case["cited"]
    for citation in found:
        assert case["text"][citation.start : citation.end] == citation.text


def test_what_the_register_writes_is_found_again() -> None:
    for law in REGISTER.laws.values():
        for language in ("id", "en"):
            for article in law.articles.values():
                written = law.cite(article.place, language)
                (citation,) = find_citations(written, REGISTER)
                whole = not article.place.number  # cited as the law alone
                assert (citation.text, citation.article) == (written, None if whole else article)


# fmt: off
PARTS = st.sampled_from([
    "UU", "Undang-Undang", "PP", "Law", "GR", "13/2011", "14/2008", "Nomor", "Tahun", "13", "2011", "Pasal",
    "pasal", "Article", "Articles", "ayat", "(2)", "(h)", "huruf", "h", "angka", "(", ")", ",", "dan", "and",
    "Penjelasan", "Elucidation of", "Lampiran", "II", "Permen", "LH/BPLH", "22/2025", "Putusan", "MK", "amar",
    "36", "41", "–", ">", "\n", "\n\n", "tentang", "Penanganan Fakir Miskin", "(UU 13/2011)", "klausul",
    "6.8", "ISO", "26000", "<a>", "</a>", "`", "*", "_", "[", "](x)", "#", "<!-- sejarah -->", "\x02", "\x03",
    "&amp;", "<b>", "{: .x }",
])
KEYS = st.sampled_from([
    "type", "number", "year", "title", "id", "en", "names", "status", "amended_by", "revoked_by", "checked",
    "articles", "1(2)", "rule", "quote", "text", "confidence", "source", "uu-1-2011",
])
# fmt: on
SPACED = st.lists(PARTS | st.text(max_size=5), max_size=40).map(" ".join)
TEXTS = SPACED | st.lists(PARTS, max_size=40).map("".join)


@given(TEXTS)
def test_any_text_has_its_citations_in_order_and_apart(text: str) -> None:
    done = 0
    for citation in find_citations(text, REGISTER):
        assert done <= citation.start < citation.end <= len(text)
        assert text[citation.start : citation.end] == citation.text
        done = citation.end


# Links


def convert(text: str, language: str, *, linking: bool = True) -> str:
    extension = LawExtension(register=str(GOLDEN / "register.yml"))
    if linking:
        extension.page(language=language, key="modul/amdal/tahap.md")
    return Markdown(extensions=["attr_list", "tables", extension]).convert(text)


@cases("linking")
def test_citations_in_prose_become_links(case: dict[str, Any]) -> None:
    assert convert(case["text"], case.get("language", "id")) == case["html"]


@given(TEXTS)
def test_linking_leaves_the_words_of_a_page_as_they_are(text: str) -> None:
    plain, linked = convert(text, "id", linking=False), convert(text, "id")
    without = linked
    for part in linked.split('<a class="law"')[1:]:
        opening, _, rest = part.partition(">")
        words, _, _ = rest.partition("</a>")
        without = without.replace(f'<a class="law"{opening}>{words}</a>', words, 1)
    assert without == plain


# What is wrong


def law_course(root: Path) -> None:
    """The small course, with a lesson that cites every law that nothing else names."""
    write_course(root)
    (root / "docs" / "data").mkdir()
    (root / "docs" / "data" / "laws.yml").write_text(REGISTER_TEXT, encoding="utf-8")
    cited = (
        "UU 13/2011, UU 14/2008, UU 39/2014, UU 1/2026, PP 47/2012, Permen LH/BPLH 22/2025, "
        "PP 27/2012 <!-- sejarah -->, Putusan MK 119/PUU-XXIII/2025, ISO 26000, Perda Kalbar 4/2016"
    )
    for language in ("id", "en"):
        file = root / "docs" / language / "modul/amdal/tahap.md"
        file.write_text(file.read_text(encoding="utf-8") + f"\n{cited}\n", encoding="utf-8")


def check(root: Path, language: str = "id") -> list[str]:
    course, _ = load_course(root)
    return [as_text(problem, language) for problem in sort(check_law(course))]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """24 November 2026, at noon."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")


@cases("mistakes")
def test_a_mistake_is_told_with_its_line_and_the_nearest_right_name(
    case: dict[str, Any], tmp_path: Path
) -> None:
    law_course(tmp_path)
    make_mistake(tmp_path, case)
    told = check(tmp_path, case.get("language", "id"))
    if "only" in case:
        told = [line for line in told if line.split()[1] in case["only"]]
    assert told == case["output"]


def test_a_course_without_a_mistake_is_told_nothing(tmp_path: Path) -> None:
    law_course(tmp_path)
    assert check(tmp_path) == []


def test_a_course_without_a_register_may_cite_nothing(tmp_path: Path) -> None:
    write_course(tmp_path)
    assert check(tmp_path) == []
    (tmp_path / "docs/id/index.md").write_text("UU 13/2011\n", encoding="utf-8")
    (line,) = check(tmp_path)
    assert line.startswith("docs/id/index.md:1: E301 'UU 13/2011' tidak ada dalam daftar peraturan. ")


@cases("register-mistakes")
def test_a_mistake_in_the_register_is_told_with_its_line(case: dict[str, Any]) -> None:
    text = golden("register-mistakes")["base"]
    if "change" in case:
        old, new = case["change"]
        assert old in text
        text = text.replace(old, new, 1)
    assert [as_text(problem) for problem in sort(parse_register(text + case.get("append", ""))[1])] == case[
        "output"
    ]


YAML_PARTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=8)
    ),
    max_leaves=30,
)


@given(YAML_PARTS)
def test_any_register_gives_laws_and_problems(data: Any) -> None:
    _, problems = parse_register(yaml.safe_dump(data, allow_unicode=True))
    assert all(as_text(problem) and problem.line >= 1 for problem in problems)


@given(st.text())
def test_any_text_as_register_gives_laws_and_problems(text: str) -> None:
    _, problems = parse_register(text)
    assert all(as_text(problem) for problem in problems)


# Quotations


def register_of(key: str, quote: str) -> Any:
    law = golden("register")["pp-47-2012"]
    article = {"rule": {"id": "a", "en": "b"}, "quote": quote, "confidence": "text", "source": "c"}
    register, problems = parse_register(yaml.safe_dump({"pp-47-2012": {**law, "articles": {key: article}}}))
    assert problems == []
    return register


@cases("verify")
def test_a_quotation_is_judged_by_the_text_of_its_law(case: dict[str, Any]) -> None:
    verdicts = verify(register_of(case["key"], case["quote"]), lambda _law: case.get("text"))
    line, _ = report(verdicts, "id")
    place, _, verdict = line.partition(": ")
    assert place == "docs/data/laws.yml:3"
    assert verdict == case["line"]


@pytest.mark.parametrize("digit", range(10))
def test_no_number_of_a_quotation_may_differ(digit: int) -> None:
    text = (
        f"Pasal 4 paling lama {digit} (lima) hari kerja sejak permintaan diterima oleh badan publik. Pasal 5"
    )
    for other in range(10):
        quote = f"paling lama {other} (lima) hari kerja sejak permintaan diterima oleh badan publik"
        (verdict,) = verify(register_of("4", quote), lambda _law: text)
        assert verdict.kind == ("exact" if other == digit else "wrong")


@given(TEXTS, TEXTS)
def test_any_quotation_and_any_text_get_a_verdict(quote: str, text: str) -> None:
    register = register_of("36", "kata")
    article = register.laws["pp-47-2012"].articles["36"]
    object.__setattr__(article, "quote", quote)
    for verdict in verify(register, lambda _law: text):
        assert verdict.kind in ("exact", "near", "no text", "wrong")


def test_the_count_is_the_last_line_in_the_language_asked_for() -> None:
    verdicts = verify(register_of("4", "hari kerja"), lambda _law: "sepuluh hari kerja")
    assert report(verdicts, "en") == [
        "docs/data/laws.yml:3: exact pp-47-2012 4",
        "1 quotations: 1 exact, 0 near, 0 no text, 0 wrong",
    ]


def test_the_command_says_what_each_quotation_is_worth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_course(tmp_path)
    (tmp_path / "docs/data").mkdir()
    (tmp_path / "docs/data/laws.yml").write_text(REGISTER_TEXT, encoding="utf-8")
    texts = tmp_path / "texts"
    assert main(["law", "verify", "--texts", str(texts)], tmp_path) == 2
    assert f"Map '{texts}' tidak ada." in capsys.readouterr().err
    texts.mkdir()
    assert main(["law", "verify", "--texts", str(texts)], tmp_path) == 0
    assert "no text" in capsys.readouterr().out
    quoted = next(a for law in REGISTER.laws.values() for a in law.articles.values() if a.quote)
    (texts / f"{quoted.text}.md").write_text("Pasal 1 Naskah lain. Pasal 2", encoding="utf-8")
    assert main(["law", "verify", "--texts", str(texts), "--lang", "en"], tmp_path) == 1
    assert capsys.readouterr().out.splitlines()[-1].endswith(" wrong")


# The real register


def test_the_register_of_the_course_is_without_fault() -> None:
    register, problems = load_register(ROOT)
    assert [as_text(problem) for problem in problems] == []
    assert register.laws


def test_the_text_of_a_page_is_well_formed_with_its_links() -> None:
    html = convert("| a | UU 13/2011 |\n|---|---|\n| UU 6/2023 | b |", "id")
    cells = [element for element in ElementTree.fromstring(html).iter() if element.get("class") == "law"]
    assert [cell.text for cell in cells] == ["UU 13/2011", "UU 6/2023"]
