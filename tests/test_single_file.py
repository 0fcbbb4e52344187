"""One file with the whole course, or with a module: alone, complete, the same twice, and light enough."""

from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pandu.compact import compact
from pandu.csp import inline_scripts, script_hash
from pandu.offline import scripts
from pandu.offline.artefact import LIMITS, MODULE, SINGLE
from pandu.offline.book import Book, read_book
from pandu.offline.parts import module_book, pages_book, single_book
from pandu.offline.pictures import data_uri
from pandu.offline.scripts import with_policy
from pandu.offline.single import contents, single_file
from pandu.offline.styles import compact as compact_css
from pandu.offline.styles import subset
from pandu.settings import Settings
from tests.build_site import PREFIX, ROOT
from tests.html_page import HtmlPage
from tests.search_course import places

SETTINGS = Settings(f"https://example.org{PREFIX}", "example/pandu-csr", "0.1.0", date(2025, 11, 24))
LANGUAGES = ("id", "en")
LESSON = "modul/amdal/tahap-dan-pintu"


@pytest.fixture(scope="module")
def books(real_site: Path) -> dict[str, Book]:
    return {language: read_book(real_site, ROOT, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def files(books: dict[str, Book]) -> dict[str, str]:
    """The course in both languages, and one module."""
    made = {
        language: single_file(single_book(book), SETTINGS, root=ROOT).decode("utf-8")
        for language, book in books.items()
    }
    module = module_book(books["id"], "amdal")
    return {**made, "module": single_file(module, SETTINGS, root=ROOT, title="AMDAL").decode("utf-8")}


@pytest.fixture(params=[*LANGUAGES, "module"])
def document(request: pytest.FixtureRequest, files: dict[str, str]) -> HtmlPage:
    return HtmlPage(files[request.param])


def ids_of(page: HtmlPage) -> list[str]:
    return [element.attributes["id"] for element in page.elements if "id" in element.attributes]


def packed(html: str) -> Any:
    (data,) = re.findall(r"data-packed>(.*?)</script>", html, re.S)
    return json.loads(gzip.decompress(base64.b64decode(data)))


def test_the_same_course_gives_the_same_bytes(books: dict[str, Book], files: dict[str, str]) -> None:
    again = single_file(single_book(books["id"]), SETTINGS, root=ROOT)
    assert again == files["id"].encode("utf-8")


def test_nothing_is_loaded_from_anywhere(document: HtmlPage) -> None:
    assert not document.all("link")
    for element in document.elements:
        assert not {"srcset", "poster", "data", "action"} & element.attributes.keys(), element
        source = element.attributes.get("src")
        assert source is None or source.startswith("data:image/"), element
    style = re.findall(r"<style>(.*?)</style>", document.html, re.S)[0]
    assert {each[:5] for each in re.findall(r"url\(\s*['\"]?([^'\")]*)", style)} == {"data:"}
    assert "@import" not in style
    assert "sourceMappingURL" not in document.html


def test_ids_are_said_once_and_every_link_inside_has_its_target(document: HtmlPage) -> None:
    ids = ids_of(document)
    assert sorted(set(ids)) == sorted(ids)
    addresses = [element.attributes.get("href", "") for element in document.all("a")]
    inside = [address[1:] for address in addresses if address.startswith("#")]
    assert len(inside) > 100
    assert sorted(set(inside) - set(ids)) == []
    for element in document.elements:
        for name in ("for", "aria-controls", "aria-describedby", "aria-labelledby"):
            assert set(element.attributes.get(name, "").split()) <= set(ids), element


def test_links_out_of_the_file_are_full_addresses(document: HtmlPage) -> None:
    addresses = [e.attributes["href"] for e in document.all("a") if not e.attributes["href"].startswith("#")]
    assert [address for address in addresses if not address.startswith("https://")] == []
    assert SETTINGS.site_url + "unduh/" in addresses or SETTINGS.site_url + "en/unduh/" in addresses


def test_the_policy_stands_first_and_allows_what_is_inside_and_nothing_else(document: HtmlPage) -> None:
    head = [e for e in document.elements if e.tag not in {"html", "head"}]
    assert head[0].attributes == {"charset": "utf-8"}
    policy = head[1].attributes["content"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    style = re.findall(r"<style>(.*?)</style>", document.html, re.S)
    assert rules.pop("style-src") == script_hash(style[0])
    assert len(style) == 1
    runs = inline_scripts(document.html)
    if "data-packed" in document.html:
        runs.append(packed(document.html)["script"])
    assert rules.pop("script-src").split() == [script_hash(script) for script in runs]
    assert rules == {
        "default-src": "'none'",
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    for element in document.elements:
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")], element


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_says_what_this_is_and_where_newer_copies_are(
    files: dict[str, str], language: str
) -> None:
    page = HtmlPage(files[language])
    assert page.all("html")[0].attributes["lang"] == language
    assert re.search(r"<title>Pandu CSR 0\.1\.0</title>", page.html)
    assert page.all("meta", name="description")[0].attributes["content"]
    cover = page.html.split('id="index"')[1].split("single-page")[0]
    dated = {"id": "Versi 0.1.0, 24 November 2025", "en": "Version 0.1.0, 24 November 2025"}
    folder = "" if language == "id" else "en/"
    for said in (
        dated[language],
        f"{SETTINGS.site_url}{folder}unduh/",
        "CC BY 4.0",
        "<noscript>",
        f"#{LESSON}",
    ):
        assert said in cover
    assert cover.index("<noscript>") < cover.index(f"#{LESSON}")


def test_the_course_holds_every_page_but_the_index_and_those_of_facilitators(
    books: dict[str, Book], files: dict[str, str]
) -> None:
    sections = {e.attributes["id"] for e in HtmlPage(files["id"]).all("section") if "id" in e.attributes}
    wanted = {page.id for page in books["id"].pages if not page.key.startswith(("fasilitator/", "indeks"))}
    assert wanted <= sections
    assert not [each for each in sections if each.startswith("fasilitator")]
    assert (
        "Desa Riam Jernih, PT Contoh Sawit Lestari" in files["id"]
    )  # the text of the first page is not lost


def test_quizzes_are_those_of_the_site_and_their_keys_are_told_once(
    books: dict[str, Book], files: dict[str, str]
) -> None:
    on_site = [
        (quiz.get("data-id"), quiz.get("data-key"))
        for page in single_book(books["id"]).pages
        for quiz in page.article.iter("pandu-quiz")
    ]
    page = HtmlPage(files["id"])
    assert [(e.attributes["data-id"], e.attributes["data-key"]) for e in page.all("pandu-quiz")] == on_site
    assert not [e for e in page.elements if "quiz-answer-part" in e.attributes.get("class", "")]
    assert len(page.all("details", **{"class": "quiz-key"})) == len(on_site)


def test_the_index_finds_the_pages_of_the_file_and_no_others(files: dict[str, str]) -> None:
    index = packed(files["id"])["index"]
    ids = set(ids_of(HtmlPage(files["id"])))
    for address, *_ in index["pages"]:
        assert (address.rstrip("/") or "index") in ids
    for number, anchor in places(index):
        page = index["pages"][number][0].rstrip("/") or "index"
        assert not anchor or {f"{page}/{anchor}", f"{page}//{anchor}"} & ids, (page, anchor)


@pytest.mark.parametrize("name", [*LANGUAGES, "module"])
def test_no_file_is_over_its_limit(files: dict[str, str], name: str) -> None:
    limit = LIMITS[MODULE if name == "module" else SINGLE]
    assert len(files[name].encode("utf-8")) <= limit


def test_a_module_brings_its_sheets_and_only_the_entries_it_mentions(books: dict[str, Book]) -> None:
    book = module_book(books["id"], "amdal")
    keys = [page.key for page in book.pages]
    assert keys[0] == "modul/amdal/index.md"
    assert "lembar/surat-permohonan.md" in keys
    assert "lembar/index.md" not in keys
    assert not [key for key in keys if key.startswith(("modul/paradigma", "fasilitator", "kemajuan"))]
    glossary, register = book.page("glosarium.md"), book.page("hukum/index.md")
    assert glossary is not None
    assert register is not None
    terms = {element.get("id") for element in glossary.article.iter("h2", "h3")}
    assert "amdal" in terms
    assert len(terms) < 100
    assert register.article.xpath("//*[@id='pp-22-2021-28-3']")
    assert not register.article.xpath("//*[@id='belum-diperiksa']")


def test_a_part_without_entries_has_neither_glossary_nor_register(books: dict[str, Book]) -> None:
    assert [page.key for page in pages_book(books["id"], {"kemajuan.md"}).pages] == ["kemajuan.md"]


def test_a_part_has_no_search_and_says_that_it_is_a_part(files: dict[str, str]) -> None:
    assert "data-packed" not in files["module"]
    assert "bar-search" not in files["module"].split("</style>")[1]
    assert "<title>AMDAL · Pandu CSR 0.1.0</title>" in files["module"]
    assert "Sebagian dari kursus Pandu CSR" in files["module"]


def test_an_anchor_never_takes_the_id_of_a_page(books: dict[str, Book]) -> None:
    book = pages_book(books["id"], {"tentang/index.md", "tentang/privasi.md"})
    about = book.page("tentang/index.md")
    assert about is not None
    heading = next(about.article.iter("h2"))
    before = heading.get("id")
    heading.set("id", "privasi")  # as the page tentang/privasi would be called
    made = single_file(replace(book), SETTINGS, root=ROOT, title="Tentang").decode("utf-8")
    heading.set("id", before or "")
    ids = ids_of(HtmlPage(made))
    assert {"tentang/privasi", "tentang//privasi"} <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("<p>a</p>\n<p>b <b>c</b> <i>d</i></p>\n", "<p>a</p><p>b <b>c</b> <i>d</i></p>"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a<li>b</ul>"),
        ("<div>\n<p>a</p>\n</div>", "<div><p>a</div>"),
        ("<pre>a\n  b</pre> <p>c</p>", "<pre>a\n  b</pre><p>c</p>"),
        ('<a class="term" href="#a/b" title="x y">t</a>', '<a class=term href=#a/b title="x y">t</a>'),
        ('<a href="a/">t</a><input value="">', '<a href="a/">t</a><input value>'),
        ("<p>a</p> text", "<p>a</p>text"),
    ],
)
def test_html_is_made_short_without_a_change_of_meaning(long: str, short: str) -> None:
    made = compact(long)
    assert made == short.replace("<p>a</p><p>", "<p>a<p>")


def test_a_drawing_stays_text_and_a_photograph_does_not(tmp_path: Path) -> None:
    drawing = tmp_path / "a.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n <rect fill="#fff" x="50%"/>\n</svg>\n')
    assert data_uri(drawing) == (
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><rect fill='%23fff' x='50%25'/></svg>"
    )
    photograph = tmp_path / "a.png"
    photograph.write_bytes(b"\x89PNG")
    assert data_uri(photograph) == "data:image/png;base64,iVBORw=="
    with pytest.raises(FileNotFoundError, match=r"missing\.svg"):
        data_uri(tmp_path / "missing.svg")


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        (".a{color:red}.b{color:red}", ".a{color:red}"),
        (".a,.b{color:red}", ".a{color:red}"),
        (".a .b{color:red}.a:not(.b){color:red}", ".a:not(.b){color:red}"),
        ("video{color:red}p:hover{color:red}", "p:hover{color:red}"),
        ("[data-x]{color:red}[lang=id]{color:red}[lang=fr]{color:red}", "[lang=id]{color:red}"),
        (
            "@media print{.b{color:red}}@media (min-width:1em){.a{color:red}}",
            "@media (min-width:1em){.a{color:red}}",
        ),
        (":root{--one:1;--two:var(--three);--three:3}.a{top:var(--one)}", ":root{--one:1}.a{top:var(--one)}"),
        ("#x{color:red}#y{color:red}", "#x{color:red}"),
    ],
)
def test_a_rule_that_can_meet_nothing_is_left_out(sheet: str, kept: str) -> None:
    assert subset(sheet, {"a", "p", "lang", "id", "x"}) == kept


def test_a_property_stays_that_a_later_sheet_reads() -> None:
    assert subset(":root{--one:1}", set(), read_by="p{top:var(--one)}") == ":root{--one:1}"


def test_a_sheet_that_cannot_be_parsed_is_told() -> None:
    with pytest.raises(ValueError, match="line 1"):
        subset("a{} b", {"a"})


@pytest.mark.parametrize(
    ("sheet", "short"),
    [
        ("a b { color : red; }\n/* why */\n", "a b{color :red;}"),
        ('a::after { content: "✓ " / ""; }', 'a::after{content:"✓ " / "";}'),
        ("a { width: calc(50% - 2px) }", "a{width:calc(50% - 2px)}"),
        ("a :is(b, c) > d { margin: 0 1px }", "a :is(b,c) > d{margin:0 1px}"),
    ],
)
def test_a_sheet_of_ours_is_made_short(sheet: str, short: str) -> None:
    assert compact_css(sheet) == short


def test_a_script_with_an_end_tag_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "OVERRIDES", tmp_path)
    (tmp_path / "a.js").write_text("// why\n  a(); // here\n")
    assert scripts.embedded("a.js") == "a();"
    (tmp_path / "a.js").write_text('a("</script>")')
    with pytest.raises(ValueError, match=r"a\.js: .*</script>"):
        scripts.embedded("a.js")


def test_the_policy_names_what_runs_later() -> None:
    page = with_policy('<meta charset="utf-8"><script>a()</script>', style="p{}", packed=["b()"])
    assert f"script-src {script_hash('a()')} {script_hash('b()')};" in page


def test_what_the_text_says_is_not_said_a_second_time(files: dict[str, str]) -> None:
    index = packed(files["id"])["index"]
    assert index["words"] == index["postings"] == ""
    anchors, excerpts = index["anchors"].split(" "), index["excerpts"].split("\n")
    assert {bool(excerpt) for anchor, excerpt in zip(anchors, excerpts, strict=True) if anchor} == {False}
    assert sum(map(bool, excerpts)) > 100  # descriptions stand nowhere else
    assert "glossary-used" not in files["id"]


def test_the_glossary_of_the_course_keeps_the_alphabet_of_its_terms(files: dict[str, str]) -> None:
    page = HtmlPage(files["id"])
    ids = set(ids_of(page))
    letters = {each for each in ids if re.fullmatch(r"glosarium/huruf-\w", each)}
    assert len(letters) > 10
    links = {each.attributes["href"][1:] for each in page.all("a") if "/huruf-" in each.attributes["href"]}
    assert {each for each in links if each.startswith("glosarium/")} == letters
    assert "glosarium/amdal" in ids  # which lessons link
    assert "glosarium/merkuri" not in ids  # which none does


def test_a_test_is_told_without_minutes_and_questions(books: dict[str, Book]) -> None:
    below = {
        each.page.key: each for entry in contents(single_book(books["id"]).pages) for each in entry.below
    }
    test, lesson = below["modul/mulai/pra-tes.md"], below["modul/mulai/aman-dulu.md"]
    assert (test.minutes, test.quizzes) == (0, ())
    assert lesson.minutes
    assert lesson.quizzes
