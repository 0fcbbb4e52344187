"""Quizzes as HTML: complete without JavaScript and on paper, whatever an author writes."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from pandu.quiz.markdown import QuizExtension
from pandu.quiz.model import QuizType
from pandu.quiz.shuffle import permutation
from tests.build_site import ROOT, build, tiny_site

EXTENSIONS = ["attr_list", "md_in_html", "admonition", "footnotes", "tables", "toc", "pymdownx.superfences"]
SAMPLES = {language: ROOT / "tests/sites/quiz" / language / "contoh-soal.md" for language in ("id", "en")}
TYPES = get_args(QuizType)
QUIZ = """\
<quiz{attribute}>

<!-- id: {id}{meta} -->

{question}

{answers}

{explanation}

</quiz>
"""


def quiz(
    answers: str,
    *,
    id: str = "contoh",
    type: str = "",
    meta: str = "",
    question: str = "Apa?",
    explanation: str = "",
) -> str:
    attribute = f' type="{type}"' if type else ""
    return QUIZ.format(
        attribute=attribute, id=id, meta=meta, question=question, answers=answers, explanation=explanation
    )


def convert(text: str, **settings: object) -> str:
    return Markdown(extensions=[*EXTENSIONS, QuizExtension(**settings)]).convert(text)


def tree(html: str) -> ElementTree.Element:
    """What Python-Markdown writes is XML, so that a tag left open is an error here."""
    return ElementTree.fromstring(f"<div>{html}</div>")


def texts(element: ElementTree.Element, path: str) -> list[str]:
    return [" ".join("".join(found.itertext()).split()) for found in element.findall(path)]


def body(page: Path) -> str:
    return page.read_text(encoding="utf-8").split("---\n", 2)[2]


CHOICES = """\
- [ ] Merah
  > Bukan merah.
- [x] Hijau
  > Daun *hijau*.
- [ ] Biru"""


@pytest.mark.parametrize("n", range(2, 9))
def test_a_permutation_shows_each_thing_once_and_never_in_the_order_of_the_source(n: int) -> None:
    for number in range(40):
        order = permutation(f"soal-{number}", n)
        assert sorted(order) == list(range(n))
        assert order != tuple(range(n))


def test_a_permutation_depends_on_the_id_alone() -> None:
    assert permutation("siapa-menyusun", 5) == (0, 3, 1, 4, 2)
    assert permutation("siapa-menyusun", 5, "right") != permutation("siapa-menyusun", 5)
    assert permutation("siapa-menyusun", 1) == (0,)
    assert permutation("siapa-menyusun", 0) == ()


def test_the_question_is_the_legend_and_what_stands_before_it_comes_first() -> None:
    html = tree(
        convert(quiz(CHOICES, question="Sari melihat pohon.\n\n![pohon](pohon.svg)\n\nApa warnanya?"))
    )
    form = html.find("pandu-quiz/form")
    assert form is not None
    assert [child.get("class") or child.tag for child in form] == [
        *("quiz-head", "quiz-situation", "fieldset"),
        *("button", "output", "quiz-key"),
    ]
    assert texts(form, "fieldset/legend") == ["Apa warnanya?"]
    assert texts(form, "p") == ["Soal 1 Pilih satu jawaban"]


def test_the_button_is_hidden_and_disabled_until_the_script_takes_over() -> None:
    button = tree(convert(quiz(CHOICES))).find("pandu-quiz/form/button")
    assert button is not None
    assert {"hidden", "disabled"} <= button.attrib.keys()


def test_the_key_holds_every_option_with_its_verdict_and_feedback_in_the_order_shown() -> None:
    html = tree(convert(quiz(CHOICES, explanation="Karena **klorofil**.")))
    shown = texts(html, ".//ol[@class='quiz-options']/li")
    key = html.find(".//details[@class='quiz-key']")
    assert key is not None
    assert texts(key, "ol/li/span") == shown
    assert sorted(texts(key, "ol/li")) == [
        "Biru tidak tepat",
        "Hijau tepatDaun hijau.",
        "Merah tidak tepatBukan merah.",
    ]
    assert texts(key, "div") == ["Karena klorofil."]


def test_the_answer_part_repeats_every_key_without_ids() -> None:
    text = quiz(CHOICES, explanation="Lihat [atas](#atas). {#sini}") + quiz(CHOICES, id="dua")
    part = tree(convert("# Atas {#atas}\n\n" + text)).find("section")
    assert part is not None
    assert part.get("class") == "quiz-answer-part"
    assert texts(part, "p") == ["Kunci jawaban", "Soal 1", "Soal 2"]
    assert texts(part, ".//strong") == [
        "tepat" if name == "Hijau" else "tidak tepat" for name in texts(part, ".//ol/li/span")
    ]
    assert not part.findall(".//*[@id]")


def test_a_page_without_quizzes_gets_no_answer_part() -> None:
    assert convert("Teks.") == "<p>Teks.</p>"


@pytest.mark.parametrize(
    ("meta", "page", "shuffled"),
    [
        ("", True, True),
        ("", False, False),
        ("; shuffle: false", True, False),
        ("; shuffle: true", False, True),
    ],
)
def test_choices_are_shuffled_unless_the_quiz_or_else_the_page_says_no(
    meta: str, page: bool, shuffled: bool
) -> None:
    html = tree(convert(quiz(CHOICES, meta=meta), shuffle=page))
    values = [box.get("value") for box in html.findall(".//input")]
    assert sorted(values) == ["0", "1", "2"]
    assert (values != ["0", "1", "2"]) == shuffled


def test_true_and_false_are_never_shuffled() -> None:
    for number in range(8):
        html = tree(convert(quiz("- [ ] Benar\n- [x] Salah", id=f"soal-{number}", type="truefalse")))
        assert texts(html, ".//ol[@class='quiz-options']/li") == ["Benar", "Salah"]


def test_both_languages_show_the_same_things_in_the_same_order() -> None:
    pages = [tree(convert(body(SAMPLES[language]), language=language)) for language in ("id", "en")]
    for path, name in ((".//input", "value"), (".//li", "data-index"), ("pandu-quiz", "data-key")):
        first, second = ([element.get(name) for element in page.findall(path)] for page in pages)
        assert first == second


def test_every_type_is_complete_without_a_script() -> None:
    html = tree(convert(body(SAMPLES["id"])))
    quizzes = {found.get("data-type"): found for found in html.findall("pandu-quiz")}
    assert tuple(quizzes) == TYPES
    for found in quizzes.values():
        assert found.find("form/fieldset/legend") is not None
        assert found.find("form/details[@class='quiz-key']") is not None
    assert texts(quizzes["order"], ".//details/ol/li/span")[0] == "Menemui warga dan mencatat keluhan mereka"
    assert texts(quizzes["match"], ".//details/ul/li")[0].startswith(
        "Siapa berjanji apa dalam rapat → C. Notula"
    )
    for kind in ("order", "match", "categorise"):
        rows = quizzes[kind].findall(".//ol[@class='quiz-rows']/li")
        assert all(row.find("input[@aria-label]") is not None for row in rows)
    assert texts(quizzes["fill"], ".//details/ol/li")[0] == "dokumen atau surat atau laporan"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_of_samples_for_authors_shows_every_type(language: str) -> None:
    html = tree(convert(body(ROOT / "docs" / language / "fasilitator/contoh-soal.md"), language=language))
    assert tuple(found.get("data-type") for found in html.findall("pandu-quiz")) == TYPES


def test_a_scenario_can_be_played_by_its_numbers() -> None:
    html = tree(convert(body(SAMPLES["id"])))
    scenario = html.find("pandu-quiz[@data-type='scenario']")
    assert scenario is not None
    way = scenario.find(".//span[@class='quiz-way']")
    link = scenario.find(".//a")
    assert way is not None
    assert link is not None
    assert "".join(way.itertext()) == "lanjut ke 2 (Kepercayaan +1)"
    assert scenario.find(f".//*[@id='{(link.get('href') or '').removeprefix('#')}']") is not None
    assert texts(scenario, ".//p[@class='quiz-ending']") == [
        "Akhir cerita, jika Kepercayaan ≥ 2",
        "Akhir cerita",
    ]


def test_headings_in_a_quiz_are_no_headings_of_the_page() -> None:
    md = Markdown(extensions=[*EXTENSIONS, QuizExtension()])
    html = md.convert("# Judul\n\n" + quiz("- [x] Satu\n\n    ### Di dalam {#di-dalam}\n\n- [ ] Dua"))
    assert [token["name"] for token in md.toc_tokens] == ["Judul"]  # type: ignore[attr-defined]
    assert html.count("<h") == 1
    assert "di-dalam" not in html


def test_a_question_may_hold_code_lists_and_tables() -> None:
    question = (
        "Baca:\n- satu\n- dua\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n[[kode]] - [x] kode\n```\n\nApa?"
    )
    html = convert(quiz(CHOICES, question=question))
    for expected in ("<li>satu</li>", "<td>1</td>", "[[kode]] - [x] kode"):
        assert expected in html
    assert texts(tree(html), ".//legend") == ["Apa?"]


def test_an_option_that_begins_with_a_picture_is_named_by_its_number() -> None:
    html = tree(convert(quiz("- [ ] ![Gambar sungai](a.svg)\n- [x] Bukit", meta="; shuffle: false")))
    options = html.findall(".//ol[@class='quiz-options']/li")
    assert texts(options[0], "label") == ["Pilihan 1"]
    assert options[0].find("p/img[@alt='Gambar sungai']") is not None


def test_a_number_stands_beside_its_unit_and_its_key_is_written_as_readers_write_it() -> None:
    text = quiz("- 652\n  > Ribuan.", type="numeric", question="Berapa? [[=Rp652.220]]")
    html = tree(convert(text))
    assert texts(html, ".//fieldset/p") == ["Berapa? Rp"]
    assert texts(html, ".//p[@class='quiz-right']/b")[0] == "Rp652.220"
    english = tree(convert(quiz("", type="numeric", question="How much? [[=0.5..1.25 %]]"), language="en"))
    assert texts(english, ".//p[@class='quiz-right']/b")[0] == "0.5% to 1.25%"


def test_no_style_and_no_script_stand_in_the_html() -> None:
    html = convert(body(SAMPLES["id"]))
    assert "style=" not in html
    assert "<script" not in html


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_quiz_that_cannot_be_read_becomes_a_box_and_never_its_answers(language: str) -> None:
    secret = "- [x] Rahasia besar\n- [y] Bukan"
    html = convert("Sebelum.\n\n" + quiz(secret) + "\nSesudah.", language=language)
    box = tree(html).find("section[@class='quiz-problem']")
    assert box is not None
    assert texts(box, "p") == [
        {"id": "Soal 1 belum dapat ditampilkan.", "en": "Question 1 cannot be shown yet."}[language]
    ]
    assert texts(box, "ul/li")[0].startswith("E103 ")
    assert "Rahasia" not in html
    assert "<p>Sebelum.</p>" in html
    assert "<p>Sesudah.</p>" in html


def test_a_quiz_inside_html_left_open_is_told_and_not_lost() -> None:
    html = convert("<div>\n\nTeks\n\n" + quiz(CHOICES))
    assert "Soal ini berada di dalam HTML yang belum ditutup" in html
    assert "pandu-quiz:" not in html


def test_a_quiz_in_a_div_that_holds_markdown_is_an_ordinary_quiz() -> None:
    html = convert('<div markdown="1">\n\n' + quiz(CHOICES) + "\n</div>")
    assert texts(tree(html), "div/pandu-quiz/form/fieldset/legend") == ["Apa?"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("teks <b>tebal", "teks <b>tebal</b>"),
        ("teks <b>tebal *miring</b>*", "teks <b>tebal <em>miring&lt;/b></em></b>"),
        ("a </form> b", "a &lt;/form> b"),
        ("a <input name=a> b", "a &lt;input name=a> b"),
        ("<b><i>x</b></i>", "<b><i>x</i></b>&lt;/i>"),
        ("baris<br>baru", "baris<br>baru"),
        ("`</form>` 3 < 4", "<code>&lt;/form&gt;</code> 3 &lt; 4"),
        ("a <li>b", "a &lt;li>b"),
        ('a <a href="x', 'a &lt;a href="x'),
        ("a <ul><li>b</ul>", "a <ul><li>b</li></ul>"),
    ],
)
def test_html_left_open_in_an_option_ends_with_it(text: str, shown: str) -> None:
    html = convert(quiz(f"- [x] {text}\n- [ ] Lain", meta="; shuffle: false"))
    assert f'value="0" /><span>{shown}</span></label></li><li><label><input' in html
    assert f'<span class="quiz-text">{shown}</span> <strong' in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<div>\nteks", "<div>\nteks\n</div>"),
        ("<details><summary>Lagi</summary>isi", "<details><summary>Lagi</summary>isi</details>"),
        ("<form>\n<p>a</p>\n</form>", "&lt;form>\n<p>a</p>\n&lt;/form>"),
        ("```\n</form>\n```", "<code>&lt;/form&gt;\n</code>"),
    ],
)
def test_a_block_of_html_in_an_explanation_ends_with_it(text: str, shown: str) -> None:
    html = convert(quiz(CHOICES, explanation=text))
    assert shown.replace("\n", "") in html.replace("\n", "")
    assert "</div></details></form></pandu-quiz><section" in html


VOID = {"br", "hr", "img", "input"}
PHRASES = {"a", "b", "code", "em", "p", "strong", "sup"}


class _Nesting(HTMLParser):
    """Fails on an end tag that closes something else. Phrases may cross: browsers mend that in place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.parts: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("fieldset", "output"):
            self.parts.append(tuple(self.open))
        if tag not in PHRASES | VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in PHRASES | VOID:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open.pop() == tag


PIECES = [
    *("teks", " ", "\n", "\n\n", "    ", "`", "*", "_", "[[", "]]", "|", "> ", "- ", "1. ", "### ", "```\n"),
    *(
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<p>",
        "<td>",
        "<br/>",
        "<details>",
        "<!--",
        "-->",
        "<a href='",
        "'>",
    ),
    *("</form>", "</fieldset>", "<script>", "[a](b.md)", "![a](b.svg)", "[^1]", "{#a}", "\\", "&amp;"),
    *("\x02", "\ufffc"),
]
pieces = st.sampled_from(PIECES)


@settings(max_examples=200, deadline=None)
@given(st.lists(pieces, max_size=12).map("".join), st.lists(pieces, max_size=8).map("".join))
def test_no_text_breaks_out_of_its_quiz(question: str, option: str) -> None:
    lines = option.replace("\n", "\n  ")
    html = convert(quiz(f"- [x] Satu {lines}\n- [ ] Dua", question=f"Apa {question}\n\nTanya?"))
    nesting = _Nesting()
    nesting.feed(html)
    nesting.close()
    assert nesting.open == []
    assert all(around[-2:] == ("pandu-quiz", "form") for around in nesting.parts)
    assert "\x02" not in html


LESSON = """\
# Pelajaran {#pelajaran}

Teks pelajaran.

## Bagian {#bagian}

""" + quiz(
    "- [x] Pilihanbenar [tautan](lain.md#lain)\n  > Balikansatu.\n- [ ] Pilihansalah",
    question="Situasirahasia.\n\nPertanyaanrahasia?",
    explanation="Penjelasanrahasia [tautan](lain.md).",
)
OTHER = "# Lain {#lain}\n\nTeks.\n"


def pages(lesson: str = LESSON) -> dict[str, str]:
    return {
        f"{language}/{name}": text
        for language in ("id", "en")
        for name, text in (("index.md", lesson), ("lain.md", OTHER))
    }


def test_links_inside_a_quiz_are_rewritten_and_checked(tmp_path: Path) -> None:
    done = tiny_site(tmp_path, pages(LESSON.replace("lain.md#lain", "lain.md#hilang")))
    assert (
        "index.md' contains a link 'lain.md#hilang', but the doc 'id/lain.md' does not contain an anchor"
        in done.output
    )
    assert '<a href="lain/">tautan</a>' in (done.folder / "index.html").read_text(encoding="utf-8")


def test_nothing_of_a_quiz_enters_the_text_that_search_reads(tmp_path: Path) -> None:
    for path, text in pages().items():
        file = tmp_path / "docs" / path.removeprefix("id/")
        if path.startswith("id/"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    settings = {
        "site_name": "Uji",
        "theme": {"name": "material", "font": False},
        "plugins": ["material/search"],
        "hooks": ["hooks/quiz.py"],
        "markdown_extensions": ["attr_list", "md_in_html", "pymdownx.superfences"],
    }
    for name in ("hooks", "pandu"):
        (tmp_path / name).symlink_to(ROOT / name)
    config = tmp_path / "mkdocs.yml"
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    done = build(config, tmp_path / "site")
    assert done.code == 0, done.output
    index = json.loads((done.folder / "search/search_index.json").read_text(encoding="utf-8"))
    found = json.dumps(index["docs"])
    assert "Teks pelajaran" in found
    for secret in ("Pilihan", "Balikan", "rahasia", "tautan", "tepat"):
        assert secret not in found
