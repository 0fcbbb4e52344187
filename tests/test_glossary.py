"""The glossary: forms found in texts, links in pages, and what is told about a file with mistakes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown import Markdown

from pandu.check import check_course
from pandu.glossary import find_mentions, load_glossary, make_matcher, parse_glossary
from pandu.glossary.check import check_glossary
from pandu.glossary.markdown import GlossaryExtension
from pandu.glossary.page import generated_anchors
from pandu.pages import load_course
from pandu.problems import as_text, sort
from pandu.quiz.markdown import QuizExtension
from pandu.strings import load_strings
from tests.build_site import ROOT, tiny_site
from tests.html_page import read_page
from tests.mini_course import write_course
from tests.test_built_site import weight

GOLDEN = ROOT / "tests/golden/glossary"
ENTRY = """\
amdal:
  id: {term: analisis mengenai dampak lingkungan, forms: [AMDAL], definition: Kajian dampak.}
  en: {term: environmental impact assessment, forms: [AMDAL], definition: A study of impacts.}
"""
GLOSSARY = f"""\
{ENTRY}
rkl-rpl:
  id: {{term: RKL-RPL, definition: Janji perusahaan.}}
  en: {{term: management and monitoring plans, forms: [RKL-RPL], definition: What the company promises.}}
  see: [amdal]
  source: "PP 22/2021 Pasal 26"
  confidence: text
konsultasi-publik:
  id: {{term: konsultasi publik, definition: "Pertemuan <b>warga</b> & *perusahaan*."}}
  en: {{term: public consultation, definition: A meeting.}}
masyarakat-adat:
  id: {{term: masyarakat adat, definition: Komunitas.}}
  en: {{term: Indigenous community, definition: A community.}}
adat:
  id: {{term: adat, definition: Aturan turun-temurun.}}
  en: {{term: custom, definition: Rules handed down.}}
lsm:
  id: {{term: lembaga swadaya masyarakat, forms: [LSM], definition: Organisasi.}}
  en: {{term: non-governmental organization, forms: [NGO], definition: An organization.}}
  link: false
"""
EXTENSIONS = [
    *("attr_list", "md_in_html", "admonition", "footnotes", "tables", "toc"),
    *("pymdownx.superfences", "pymdownx.details"),
]
_LINK = re.compile(
    r'<a aria-describedby="istilah-[a-z-]+" class="term" href="/glosarium.md#([a-z-]+)">(.*?)</a>', re.S
)
_NOTES = re.compile(r'<div class="glossary-notes" data-search-exclude="">(.*?)</div>', re.S)


def cases(name: str) -> list[Any]:
    loaded = yaml.safe_load((GOLDEN / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["case"]) for case in loaded]


def write_glossary(root: Path, text: str) -> None:
    (root / "docs/data").mkdir(parents=True, exist_ok=True)
    (root / "docs/data/glossary.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", cases("forms"))
def test_forms_are_found_as_people_write_them(case: dict[str, Any]) -> None:
    matcher = make_matcher([(form, form) for form in case["forms"]], case.get("language", "id"))
    mentions = list(find_mentions(matcher, case["text"]))
    assert [case["text"][mention.start : mention.end] for mention in mentions] == case["found"]
    if "terms" in case:
        assert [mention.term for mention in mentions] == case["terms"]


@pytest.mark.parametrize("case", cases("link"))
def test_a_page_links_the_first_mention_of_each_term(case: dict[str, Any], tmp_path: Path) -> None:
    write_glossary(tmp_path, GLOSSARY)
    language = case.get("language", "id")
    extension = GlossaryExtension(root=str(tmp_path), language=language)
    html = Markdown(extensions=[*EXTENSIONS, QuizExtension(), extension]).convert(case["text"])
    notes = _NOTES.search(html)
    body = _LINK.sub(r"[\2](\1)", _NOTES.sub("", html)).rstrip()
    if "after_quiz" in case:
        quiz, body = body.split("</pandu-quiz>")
        assert "](" not in quiz
        body = body.split('<section class="quiz-answer-part"')[0].strip()
    assert body == case.get("html", case.get("after_quiz")).rstrip()
    assert re.findall(r'id="istilah-([a-z-]+)"', notes[1] if notes else "") == case["notes"]


def test_a_note_says_once_what_the_term_means_and_leads_to_its_entry(tmp_path: Path) -> None:
    write_glossary(tmp_path, GLOSSARY)
    html = Markdown(extensions=[GlossaryExtension(root=str(tmp_path))]).convert("Konsultasi publik.")
    entry = "/glosarium.md#konsultasi-publik"
    assert html == (
        f'<p><a aria-describedby="istilah-konsultasi-publik" class="term" href="{entry}">'
        "Konsultasi publik</a>.</p>\n"
        '<div class="glossary-notes" data-search-exclude="">'
        f'<p hidden="hidden" id="istilah-konsultasi-publik"><a href="{entry}">konsultasi publik</a>'
        ": Pertemuan &lt;b&gt;warga&lt;/b&gt; &amp; *perusahaan*.</p></div>"
    )


@pytest.mark.parametrize("case", cases("mistakes"))
def test_a_mistake_in_the_file_is_told_with_its_line_and_remedy(case: dict[str, Any]) -> None:
    _, problems = parse_glossary(f"{ENTRY}\n{case['text']}")
    assert [as_text(problem) for problem in sort(problems)] == case["output"]


def test_of_two_terms_with_one_form_the_first_is_linked() -> None:
    twice = ENTRY + ENTRY.replace("amdal:", "kajian:")
    glossary, problems = parse_glossary(twice)
    assert {problem.code for problem in problems} == {"E201"}
    assert glossary.matchers["id"].find("AMDAL") == "amdal"


@pytest.mark.parametrize("case", cases("course"))
def test_glossary_and_pages_are_checked_together(case: dict[str, Any], tmp_path: Path) -> None:
    write_course(tmp_path)
    write_glossary(tmp_path, ENTRY + case.get("glossary", ""))
    page = tmp_path / "docs/id/glosarium.md"
    page.write_text(case.get("page", "---\ntitle: Glosarium\n---\n\n<!-- glosarium -->\n"), encoding="utf-8")
    if "remove" in case:
        (tmp_path / case["remove"]).unlink()
    course, _ = load_course(tmp_path)
    assert [as_text(problem) for problem in sort(check_glossary(course))] == case["output"]


ENTRIES = """\
pintu-warga:
  id: {term: pintu warga, definition: Jalan yang dibuka aturan bagi warga.}
  en: {term: residents' door, definition: A way that the rules open to residents.}
  explained: [%s]
"""


def told_of_order(tmp_path: Path, explained: str) -> list[tuple[str, str, int]]:
    """A course of two lessons, of which the first uses the term; → path, code, line."""
    write_course(tmp_path)
    menu = tmp_path / "mkdocs.yml"
    text = menu.read_text(encoding="utf-8")
    menu.write_text(f"{text}      - modul/amdal/kemudian.md\n", encoding="utf-8")
    for language, word in (("id", "Pintu warga"), ("en", "Residents' door")):
        folder = tmp_path / "docs" / language / "modul/amdal"
        lesson = (folder / "tahap.md").read_text(encoding="utf-8")
        front = lesson[: lesson.index("---", 4) + 4]
        (folder / "kemudian.md").write_text(f"{front}\n{word} dijelaskan.\n", encoding="utf-8")
        (folder / "tahap.md").write_text(lesson.rstrip("\n") + f"\n\n{word}.\n", encoding="utf-8")
    (tmp_path / "docs/data").mkdir(exist_ok=True)
    (tmp_path / "docs/data/glossary.yml").write_text(ENTRIES % explained, encoding="utf-8")
    problems = check_course(tmp_path)
    return [(p.path, p.code, p.line) for p in problems if p.code in ("W202", "E217")]


def test_a_term_used_before_the_lesson_that_explains_it_is_told_where_readers_meet_it(tmp_path: Path) -> None:
    told = told_of_order(tmp_path, "modul/amdal/kemudian.md")
    lesson = (tmp_path / "docs/id/modul/amdal/tahap.md").read_text(encoding="utf-8")
    last = lesson.count("\n")
    assert told == [("docs/id/modul/amdal/tahap.md", "W202", last)]


def test_a_term_explained_where_it_is_first_used_is_well(tmp_path: Path) -> None:
    assert told_of_order(tmp_path, "modul/amdal/kemudian.md, modul/amdal/tahap.md") == []


def test_a_term_explained_in_a_lesson_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert told_of_order(tmp_path, "modul/amdal/tahapan.md") == [("docs/data/glossary.yml", "E217", 1)]


def test_a_term_in_the_title_of_a_linked_page_need_not_stand_in_the_other_language(tmp_path: Path) -> None:
    assert told_of_order(tmp_path, "modul/amdal/tahap.md") == []
    for language, words in (("id", "[pintu warga](../index.md)"), ("en", "[the next step](../index.md)")):
        lesson = tmp_path / "docs" / language / "modul/amdal/tahap.md"
        text = lesson.read_text(encoding="utf-8").replace("Pintu warga.", "").replace("Residents' door.", "")
        lesson.write_text(f"{text}{words}\n", encoding="utf-8")
    codes = [p.code for p in check_course(tmp_path) if p.code in ("E560", "E561", "W201")]
    assert codes == []


def test_a_changed_glossary_is_read_again(tmp_path: Path) -> None:
    write_glossary(tmp_path, ENTRY)
    assert list(load_glossary(tmp_path)[0].terms) == ["amdal"]
    write_glossary(tmp_path, GLOSSARY)
    assert "rkl-rpl" in load_glossary(tmp_path)[0].terms


def test_without_a_glossary_nothing_is_linked_and_nothing_is_wrong(tmp_path: Path) -> None:
    write_course(tmp_path)
    course, _ = load_course(tmp_path)
    assert list(check_glossary(course)) == []
    assert generated_anchors(course, course.pages["id", "index.md"]) == frozenset()
    html = Markdown(extensions=[GlossaryExtension(root=str(tmp_path))]).convert("AMDAL")
    assert html == "<p>AMDAL</p>"


PAGES = {
    "id/index.md": "# Beranda\n\nAMDAL dan [RKL-RPL](glosarium.md#rkl-rpl).\n",
    "en/index.md": "# Home\n\nThe AMDAL and the RKL-RPL.\n",
    "id/modul/amdal/baris.md": "# Satu baris\n\nKonsultasi publik, `adat`, RKL-RPL-nya.\n",
    "id/glosarium.md": "# Glosarium\n\n<!-- glosarium -->\n",
    "en/glosarium.md": "# Glossary\n\n<!-- glosarium -->\n",
    **{f"id/tentang/{name}.md": f"# {name}\n" for name in ("index", "privasi", "lisensi")},
    **{f"en/tentang/{name}.md": f"# {name}\n" for name in ("index", "privasi", "lisensi")},
    "data/glossary.yml": GLOSSARY,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    done = tiny_site(tmp_path_factory.mktemp("glossary"), PAGES, strict=False)
    assert done.code == 0, done.output
    # MkDocs has checked every link to an entry and every link in an entry.
    assert "contains a link" not in done.output
    return done.folder


def test_links_lead_to_the_entries_of_the_readers_language(site: Path) -> None:
    for page, target in [
        ("index.html", "glosarium/#amdal"),
        ("en/index.html", "glosarium/#amdal"),
        ("modul/amdal/baris/index.html", "../../../glosarium/#konsultasi-publik"),
        ("en/modul/amdal/baris/index.html", "../../../glosarium/#konsultasi-publik"),
    ]:
        links = [e.attributes["href"] for e in read_page(site / page).all("a", **{"class": "term"})]
        assert target in links, page


def test_an_entry_shows_both_languages_its_source_and_the_pages_that_mention_it(site: Path) -> None:
    html = (site / "glosarium/index.html").read_text(encoding="utf-8")
    entry = html.split('<h3 id="rkl-rpl">')[1].split("</div>")[0]
    assert " ".join(re.sub("<[^>]+>", " ", entry).split()) == (
        "RKL-RPL Janji perusahaan. Bahasa Inggris: management and monitoring plans, RKL-RPL "
        "Lihat juga: analisis mengenai dampak lingkungan "
        "Sumber: PP 22/2021 Pasal 26, dibaca di naskahnya Dipakai di: Beranda , Satu baris"
    )
    assert 'lang="en">management and monitoring plans, RKL-RPL</em>' in entry
    assert "Pertemuan &lt;b&gt;warga&lt;/b&gt; &amp; *perusahaan*." in html
    english = (site / "en/glosarium/index.html").read_text(encoding="utf-8")
    # The lesson is not translated: it is listed in the language it has, by its own words.
    assert '<a href="../modul/amdal/baris/" lang="id">Satu baris</a>' in english


def test_entries_are_in_alphabetical_order_with_the_same_ids_in_both_languages(site: Path) -> None:
    ids = {}
    for language, name in (("id", "glosarium/index.html"), ("en", "en/glosarium/index.html")):
        page = read_page(site / name)
        ids[language] = [e.attributes["id"] for e in page.all("h3")]
        letters = page.html.split('class="glossary-letters"')[1].split("</nav>")[0]
        linked = re.findall(r'href="#(huruf-\w)"', letters)
        assert linked == sorted(linked)
        assert linked == [e.attributes["id"] for e in page.all("h2")]
    assert ids["id"] == ["adat", "amdal", "konsultasi-publik", "lsm", "masyarakat-adat", "rkl-rpl"]
    assert ids["en"] == ["adat", "amdal", "masyarakat-adat", "rkl-rpl", "lsm", "konsultasi-publik"]


def test_script_and_style_are_loaded_only_where_a_term_is_linked(site: Path) -> None:
    for name, scripts, styles in [
        ("index.html", 1, 1),
        ("tentang/index.html", 0, 0),
        ("glosarium/index.html", 0, 1),
    ]:
        page = read_page(site / name)
        assert sum("features/glossary/" in e.attributes.get("src", "") for e in page.all("script")) == scripts
        assert sum("features/glossary/" in e.attributes["href"] for e in page.all("link")) == styles


def test_script_and_style_together_weigh_little() -> None:
    files = (ROOT / "overrides/features/glossary").glob("glossary.*")
    assert sum(weight(file) for file in files) <= 1.5


def test_the_entries_are_no_links_to_themselves(site: Path) -> None:
    assert not read_page(site / "glosarium/index.html").all("a", **{"class": "term"})


def test_an_author_may_link_to_an_entry(tmp_path: Path) -> None:
    for path, text in PAGES.items():
        file = tmp_path / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    course, _ = load_course(tmp_path)
    assert "rkl-rpl" in generated_anchors(course, course.pages["id", "glosarium.md"])


def test_the_courses_own_glossary_has_both_languages_and_words_for_every_confidence() -> None:
    glossary, problems = load_glossary(ROOT)
    assert problems == ()
    assert len(glossary.terms) >= 60
    assert all(term.words.keys() == {"id", "en"} for term in glossary.terms.values())
    known = {key.rpartition(".")[2] for key in load_strings() if key.startswith("glossary.confidence.")}
    assert {term.confidence for term in glossary.terms.values()} <= known
