"""The printed books, read back with pypdf, which had no part in making them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pypdf import PdfReader

from pandu.glossary.markdown import PAGE as GLOSSARY
from pandu.law.register_page import KEY as REGISTER
from pandu.offline import pdf
from pandu.offline.artefact import BOOK, GUIDE, HANDOUT, LIMITS
from pandu.offline.book import Book, place_of, read_book
from pandu.offline.keys import is_key, plain_elements, static_form, take_keys
from pandu.offline.parts import is_sheet, module_book
from pandu.offline.pdf_file import destinations, finished
from pandu.offline.printed import editions, printed_pdf
from pandu.offline.printed_html import KEYS, Printed, book_html
from pandu.offline.publish import Published
from pandu.settings import ROOT
from pandu.strings import load_strings, words_for
from tests.publish_site import SETTINGS

pytestmark = [pytest.mark.browser]
MODULE = "amdal"
SMALL = """<!doctype html><html lang="id"><title>Surat é</title>
<h1>Satu</h1><p>Lihat <a href="#dua/b">bagian dua</a> dan <a href="https://example.org/">luar</a>.</p>
<h2 id="dua/b" style="break-before: page">Dua</h2><ul><li>butir</ul>"""


@pytest.fixture(scope="session")
def book(real_site: Path) -> Book:
    return read_book(real_site, ROOT, "id")


@pytest.fixture(scope="session")
def in_browser() -> Callable[..., Any]:
    """Run a function with Chromium as its argument `browser`. The thread is its own because Playwright can be
    open only once in one, and pytest-playwright may have opened it."""

    def run(function: Callable[..., Any], *args: Any, **options: Any) -> Any:
        def with_browser() -> Any:
            with pdf.browser() as browser:
                return function(*args, browser=browser, **options)

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(with_browser).result()

    return run


@pytest.fixture(scope="session")
def printed(book: Book, published_site: tuple[Path, Published]) -> dict[str, tuple[Printed, bytes]]:
    """One PDF of each kind: the document and its bytes."""
    made = {
        (each.kind, each.module): each.data for each in published_site[1].artefacts if each.language == "id"
    }
    return {
        kind: (document, made[kind, module])
        for kind, module, document in editions(book)
        if module in ("", MODULE)
    }


@pytest.fixture(params=[BOOK, HANDOUT, GUIDE])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


@cache
def _pages(data: bytes) -> list[str]:
    """The text of each page, in one line; reading a book takes seconds."""
    return [" ".join(page.extract_text().split()) for page in _reader(data).pages]


def _bookmarks(outline: list[Any], depth: int = 0) -> Iterator[tuple[int, str]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _bookmarks(entry, depth + 1)
        else:
            yield depth, " ".join(entry.title.split())


def _tree(element: Any) -> Any:
    """The structure tree as nested lists of types."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if not isinstance(element, dict):
        return None
    children = element.get("/K", [])
    children = children.get_object() if hasattr(children, "get_object") else children
    return [
        str(element.get("/S")),
        str(element.get("/Alt")),
        [_tree(child) for child in (children if isinstance(children, list) else [children])],
    ]


def test_every_chapter_is_a_bookmark_and_lessons_lie_below_their_module(
    printed: dict[str, tuple[Printed, bytes]], kind: str
) -> None:
    document, data = printed[kind]
    bookmarks = list(_bookmarks(_reader(data).outline))
    top = min(depth for depth, _ in bookmarks)
    for page in document.book.pages:
        assert (top + page.depth, page.title) in bookmarks


def test_the_file_is_tagged_and_says_its_title_and_language(
    printed: dict[str, tuple[Printed, bytes]], kind: str
) -> None:
    document, data = printed[kind]
    reader = _reader(data)
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # pypdf's own kind of true
    assert root["/Lang"] == "id"
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    tree = str(_tree(root["/StructTreeRoot"]))
    for tag in ("/H1", "/P", "/L", "/LI", "/Link", "/Figure" if kind == BOOK else "/TD"):
        assert f"'{tag}'" in tree, tag


def test_diagrams_keep_their_text_alternative(printed: dict[str, tuple[Printed, bytes]], book: Book) -> None:
    tree = str(_tree(_reader(printed[BOOK][1]).root_object["/StructTreeRoot"]))
    alternatives = [picture.get("alt") for page in book.pages for picture in page.article.iter("img")]
    assert alternatives
    for alternative in alternatives:
        assert str([None, alternative])[7:-2] in tree


def test_no_page_is_blank(printed: dict[str, tuple[Printed, bytes]], kind: str) -> None:
    for number, text in enumerate(_pages(printed[kind][1]), 1):
        inside = re.sub(r"Pandu CSR · Versi .*? CC BY 4\.0( \d+)?", "", text)
        assert len(inside) > 80, f"page {number}: {text}"


def test_contents_name_the_page_on_which_a_chapter_begins(
    printed: dict[str, tuple[Printed, bytes]], kind: str
) -> None:
    document, data = printed[kind]
    pages, places = _pages(data), destinations(data)
    first = 0 if document.short else 1
    contents = " ".join(pages[first : max(places[document.book.pages[0].id] - 1, first + 1)])
    titles = [(page.id, page.title) for page in document.book.pages]
    titles.append((KEYS, words_for("id")["quiz.answer-part"]))
    for id, title in titles:
        shown = re.findall(rf"{re.escape(title)} (\d+)", contents)
        assert str(places[id]) in shown, title
        # The title stands twice: in the margin and as the heading.
        assert pages[places[id] - 1].count(title) >= 2, title


def test_a_sheet_is_one_side_of_paper(printed: dict[str, tuple[Printed, bytes]], book: Book) -> None:
    places = destinations(printed[BOOK][1])
    starts = [places[page.id] for page in book.pages if page.id in places]
    sheets = [page for page in book.pages if is_sheet(page)]
    assert sheets
    for page in sheets:
        following = min(start for start in starts if start > places[page.id])
        assert following == places[page.id] + 1, page.key


def test_every_link_inside_leads_somewhere(printed: dict[str, tuple[Printed, bytes]], kind: str) -> None:
    document, data = printed[kind]
    tree = html.fromstring(book_html(document, SETTINGS))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    inside = {link.get("href", "")[1:] for link in tree.iter("a") if link.get("href", "").startswith("#")}
    assert inside <= set(ids)
    assert inside <= destinations(data).keys()
    reader = _reader(data)
    names = {name.removeprefix("/") for name in reader.named_destinations}
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            link = annotation.get_object()
            if "/Dest" in link:
                assert str(link["/Dest"]).removeprefix("/") in names


def test_nothing_is_loaded(printed: dict[str, tuple[Printed, bytes]], kind: str) -> None:
    tree = html.fromstring(book_html(printed[kind][0], SETTINGS))
    assert all(element.get("src", "data:").startswith("data:") for element in tree.iter())
    assert not list(tree.iter("script", "link", "iframe", "object"))


def test_keys_stand_after_the_last_lesson_and_nowhere_else(
    printed: dict[str, tuple[Printed, bytes]], book: Book
) -> None:
    data = printed[BOOK][1]
    pages, places = _pages(data), destinations(data)
    first = places[KEYS]
    assert first > max(places[page.id] for page in book.pages if page.id in places)
    before, keys = " ".join(pages[: first - 1]), " ".join(pages[first - 1 :])
    told = [
        " ".join(feedback.text_content().split())[:70].rsplit(" ", 1)[0]
        for page in book.pages
        if page.module
        for feedback in page.article.xpath(".//details[@class='quiz-key']//*[@class='quiz-feedback']/p")
    ]
    assert len(told) > 20
    assert [text for text in told if text in before] == []
    # Between columns and pages a sentence may be parted.
    assert sum(text in keys for text in told) > 0.95 * len(told)


def test_a_question_and_its_key_lead_to_each_other(printed: dict[str, tuple[Printed, bytes]]) -> None:
    tree = html.fromstring(book_html(printed[BOOK][0], SETTINGS))
    questions = tree.xpath("//pandu-quiz")
    assert questions
    for question in questions:
        (link,) = question.xpath(".//a[contains(@class, 'quiz-key-link')]")
        key = tree.get_element_by_id(link.get("href")[1:])
        assert key.find("a").get("href") == f"#{question.get('id')}"
        assert key.text_content().startswith(
            question.xpath(".//*[contains(@class,'quiz-head')]/strong")[0].text
        )


def test_the_cover_says_which_copy_this_is(printed: dict[str, tuple[Printed, bytes]], kind: str) -> None:
    cover = _pages(printed[kind][1])[0]
    for text in (
        f"Versi {SETTINGS.version}, 24 November 2025",
        "CC BY 4.0",
        "example.org/pandu-csr/unduh/",
        "rekaan",
    ):
        assert text in cover
    assert "bukan nasihat hukum" in cover


def test_an_indonesian_cover_has_no_english_word_of_ours(printed: dict[str, tuple[Printed, bytes]]) -> None:
    text = " ".join(_pages(printed[BOOK][1])[:2])
    ours = [
        words for key, words in load_strings().items() if key.startswith(("offline.print.", "offline.copy."))
    ]
    assert any(words["id"] in text for words in ours)
    foreign = [words["en"] for words in ours if "{" not in words["en"]]
    assert [word for word in foreign if re.search(rf"\b{re.escape(word)}\b", text)] == []


def test_the_files_keep_to_their_limits(printed: dict[str, tuple[Printed, bytes]], kind: str) -> None:
    assert len(printed[kind][1]) <= LIMITS[kind]


def test_another_browser_prints_the_same_bytes(
    printed: dict[str, tuple[Printed, bytes]], in_browser: Callable[..., Any]
) -> None:
    document, data = printed[GUIDE]
    assert in_browser(printed_pdf, document, SETTINGS) == data


def test_packing_changes_nothing_that_a_reader_sees(in_browser: Callable[..., Any]) -> None:
    made = in_browser(pdf.print_pdf, SMALL)
    smaller = finished(made, SETTINGS)
    assert len(smaller) < len(made)
    before, after = _reader(made), _reader(smaller)
    assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]
    assert destinations(smaller) == destinations(made) == {"dua/b": 2}
    assert list(_bookmarks(after.outline)) == list(_bookmarks(before.outline))
    trees = [_tree(reader.root_object["/StructTreeRoot"]) for reader in (before, after)]
    assert trees[0] == trees[1]
    assert [len(page["/Annots"]) for page in after.pages[:1]] == [2]
    assert after.metadata is not None
    assert after.metadata.creation_date_raw == "D:20251124000000+00'00'"
    assert after.metadata.creator == "Pandu CSR"


def test_bookmarks_are_folded(printed: dict[str, tuple[Printed, bytes]], kind: str) -> None:
    root = _reader(printed[kind][1]).root_object["/Outlines"]
    entry, counts = root["/First"], []
    while entry is not None:
        counts.append(entry.get("/Count", 0))
        entry = entry.get("/Next")
    assert root["/Count"] == len(counts)
    assert min(counts) < 0
    assert max(counts) <= 0


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"trailer\n<</Size 1>>\nstartxref\n0\n%%EOF\n"])
def test_what_chromium_did_not_write_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no trailer"):
        finished(data, SETTINGS)


def test_without_chromium_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(pdf.NoChromium), pdf.browser():
        pass


def test_a_hand_out_has_the_terms_and_articles_that_it_names_and_no_others(book: Book) -> None:
    part = module_book(book, MODULE)
    named = {
        place
        for page in part.pages
        if page.key != GLOSSARY
        for link in page.article.iter("a")
        if (place := place_of(book, page, link.get("href") or "")) and place.key != page.key
    }
    terms, articles = part.page(GLOSSARY), part.page(REGISTER)
    assert terms is not None
    assert articles is not None
    ids = {element.get("id") for element in terms.article.iter("h2")}
    assert ids == {place.anchor for place in named if place.key == GLOSSARY and place.anchor}
    found = {element.get("id") for element in articles.article.iter("h2", "section") if element.get("id")}
    assert found >= {place.anchor for place in named if place.key == REGISTER and place.anchor}
    whole = book.page(REGISTER)
    assert whole is not None
    assert len(found) < len(whole.article.xpath(".//h2 | .//section"))
    assert all(is_sheet(page) or page.module == MODULE for page in part.pages[:-2])


def test_a_hand_out_tells_the_meaning_of_an_entry_and_leaves_out_the_rest(
    printed: dict[str, tuple[Printed, bytes]],
) -> None:
    document, _ = printed[HANDOUT]
    tree = html.fromstring(book_html(document, SETTINGS))
    for key in (GLOSSARY, REGISTER):
        page = document.book.page(key)
        assert page is not None
        (chapter,) = (each for each in tree.iter("section") if each.get("id") == page.id)
        wanted = page.article.xpath(".//*[@class='glossary-entries']/h2/@id | .//*[@class='law-article']/@id")
        assert wanted
        assert {f"{page.id}/{id}" for id in wanted} <= set(chapter.xpath(".//@id"))
        assert chapter.xpath(".//blockquote | .//ul | .//*[@class='law-source']") == []
    assert "UU 32/2009" in chapter.text_content()
    whole = html.fromstring(book_html(printed[BOOK][0], SETTINGS))
    assert whole.xpath("//section[@id='hukum']//blockquote")


QUESTIONS = """<article>
<pandu-quiz id="quiz-a" data-id="a"><form novalidate>
<p class="quiz-head"><strong>Soal 1</strong> <span>Pilih</span></p>
<fieldset><legend>Apa?</legend><ol class="quiz-options"><li><label><input type="radio" name="a">
<span>Ini</span></label></ol></fieldset>
<details class="quiz-hint"><summary>Petunjuk</summary><p>Lihat papan</p></details>
<button type="submit" hidden>Periksa</button><output hidden></output>
<details class="quiz-key"><summary>Kunci</summary><p>Kuncinya ini</p></details></form></pandu-quiz>
<pandu-quiz id="quiz-b" data-id="b"><form><p class="quiz-head"><strong>Soal 2</strong></p><fieldset>
<legend>Renungkan</legend><textarea></textarea><input class="quiz-blank" size="8">tahun
<input class="quiz-box"></fieldset></form></pandu-quiz>
<section class="quiz-answer-part"><p class="quiz-answer-title">Kunci jawaban</p>
<p class="quiz-answer-head">Soal 1</p>
<div class="quiz-answer"><p>Lihat papan</p><p>Kuncinya ini</p></div></section></article>"""


def test_keys_are_taken_out_of_a_page() -> None:
    article = html.fromstring(QUESTIONS)
    part = take_keys(article)
    assert part is not None
    assert "Kuncinya" not in article.text_content()
    assert "Lihat papan" not in article.text_content()
    assert part.xpath("string(.//*[@id='kunci-quiz-a'])") == "Soal 1"
    assert part.xpath(".//a/@href") == ["#quiz-a"]
    links = article.xpath(".//a")
    assert [(link.get("href"), link.text) for link in links] == [("#kunci-quiz-a", "Kunci jawaban")]
    assert take_keys(article) is None


def test_a_question_without_a_key_leads_to_none() -> None:
    article = html.fromstring(QUESTIONS)
    take_keys(article)
    assert article.xpath("//pandu-quiz[@id='quiz-b']//a") == []


def test_a_form_becomes_something_to_write_on() -> None:
    article = static_form(html.fromstring(QUESTIONS))
    assert not list(article.iter("input", "textarea", "button", "output", "select"))
    assert article.xpath("count(.//span[@class='quiz-tick quiz-tick-one'])") == 1
    assert article.xpath("string(.//span[@class='quiz-blank'])") == "_" * 8
    assert article.xpath("boolean(.//div[@class='quiz-lines']/span)")
    assert "tahun" in article.text_content()


def test_a_question_in_elements_that_every_reader_knows() -> None:
    article = plain_elements(static_form(html.fromstring(QUESTIONS)))
    names = {element.tag for element in article.iter()}
    assert not names & {"pandu-quiz", "form", "fieldset", "legend", "label"}
    assert article.xpath("count(.//section[@class='quiz'])") == 2
    assert article.xpath("string(.//p[@class='quiz-legend'])") == "Apa?"


def test_a_place_among_the_keys_is_known(book: Book) -> None:
    page = next(page for page in book.pages if page.module == MODULE)
    for href, expected in (("#kunci-quiz-a", True), ("#quiz-a", False), ("#kunci", False)):
        place = place_of(book, page, href)
        assert place is not None
        assert is_key(place) is expected
