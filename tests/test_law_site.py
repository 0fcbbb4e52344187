"""The legal register as readers meet it: citations that lead to their article, in both languages."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser, expect

from pandu.law.load import load_register
from pandu.law.model import PATH
from pandu.links import check_links
from pandu.pages import load_course
from tests.build_site import ROOT, tiny_site
from tests.html_page import HtmlPage, read_page
from tests.mini_course import write_course

REGISTER = (ROOT / "tests/golden/law/register.yml").read_text(encoding="utf-8")
LARGEST = 60_000
"""Bytes of a register page, gzip (design.md 5)."""

FOLDERS = (("id", ""), ("en", "en"))

HEAD = "---\ntitle: {title}\ndescription: Satu halaman.\n---\n\n"
QUIZ = """
<quiz>

<!-- id: siapa-wajib -->

Menurut UU 13/2011 Pasal 36?

- [x] Ya
- [ ] Tidak

</quiz>
"""
PAGES = {
    "data/laws.yml": REGISTER,
    "id/index.md": HEAD.format(title="Beranda") + "UU 13/2011 Pasal 36 ayat (2), PP 47/2012.\n" + QUIZ,
    "en/index.md": HEAD.format(title="Home") + "Law 13/2011 Article 36(2), GR 47/2012.\n" + QUIZ,
    "id/modul/amdal/index.md": HEAD.format(title="AMDAL") + "Permen LH/BPLH 22/2025 Lampiran II.\n",
    "id/hukum/index.md": HEAD.format(title="Peraturan")
    + "<!-- daftar-peraturan -->\n\n<!-- belum-diperiksa -->\n",
    "en/hukum/index.md": HEAD.format(title="Laws")
    + "<!-- daftar-peraturan -->\n\n<!-- belum-diperiksa -->\n",
}


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    done = tiny_site(tmp_path_factory.mktemp("law"), PAGES)
    assert done.code == 0, done.output  # strict: MkDocs found every page and anchor that citations lead to
    return done.folder


def citations(page: HtmlPage) -> list[str]:
    return [link.attributes["href"] for link in page.all("a", **{"class": "law"})]


def test_citations_lead_to_the_register_of_the_readers_language(small_site: Path) -> None:
    links = ["hukum/#uu-13-2011-36-2", "hukum/#pp-47-2012"]
    for folder in ("", "en"):  # the question of the quiz is not linked
        assert citations(read_page(small_site / folder / "index.html")) == links
    for folder in ("", "en"):  # English readers get the Indonesian page, with their own register
        page = read_page(small_site / folder / "modul/amdal/index.html")
        assert citations(page) == ["../../hukum/#permen-lh-bplh-22-2025-lampiran-2"]


def test_a_register_page_says_rule_quotation_status_degree_source_and_date(small_site: Path) -> None:
    texts = {
        language: read_page(small_site / folder / "hukum/index.html").texts for language, folder in FOLDERS
    }
    said = {language: [text for _, text in found] for language, found in texts.items()}
    for sentence in (
        "Peraturan Pemerintah Nomor 47 Tahun 2012 tentang Tanggung Jawab Sosial dan Lingkungan",
        "Penjelasan Pasal 5 ayat (1)",
        "Kepatutan dan kewajaran.",
        "Untuk tiap pasal, kecuali tertulis lain: naskahnya sudah dibaca. Sumber:",
        "Diketahui dari sumber lain, naskahnya belum dibaca.",
        "Naskah peraturan",
        "Berlaku. Diperiksa 24 November 2026.",
        "Berlaku, sudah diubah. Diubah dengan",
        "Sudah dicabut. Dicabut dengan",
        "Baca naskahnya",
    ):
        assert sentence in said["id"], sentence
    for sentence in (
        "Government Regulation 47/2012 on Social and Environmental Responsibility",
        "Elucidation of Article 5(1)",
        "Propriety and fairness.",
        "For each article, unless it says otherwise: its text has been read. Source:",
        "In force. Checked 24 November 2026.",
    ):
        assert sentence in said["en"], sentence
    quotation = "“kebijakan Perseroan, yang disesuaikan dengan kemampuan keuangan Perseroan”"
    assert ("id", quotation) in texts["id"]
    assert ("id", quotation) in texts["en"]


def test_what_is_not_verified_is_listed_for_a_lawyer(small_site: Path) -> None:
    said = [text for _, text in read_page(small_site / "hukum/index.html").texts]
    start = said.index("UU 39/2014 Pasal 58")
    assert said[start : start + 4] == [
        "UU 39/2014 Pasal 58",
        ": Diketahui dari sumber lain, naskahnya belum dibaca.",
        "Permen LH/BPLH 22/2025 Lampiran II",
        ": Belum diperiksa, perlu diperiksa di JDIH.",
    ]


# The real register


def test_every_law_and_article_has_the_same_id_in_both_languages(real_site: Path) -> None:
    register, _ = load_register(ROOT)
    wanted = [
        law.anchor(article) for law in register.laws.values() for article in (None, *law.articles.values())
    ]
    for _, folder in FOLDERS:
        ids = [
            e.attributes["id"]
            for e in read_page(real_site / folder / "hukum/index.html").elements
            if "id" in e.attributes
        ]
        assert set(wanted) <= set(ids)
        assert len(ids) == len(set(ids))


def test_every_citation_of_the_course_leads_to_an_id_that_is_there(real_site: Path) -> None:
    ids: dict[Path, set[str]] = {}
    for file in real_site.rglob("index.html"):
        for link in citations(read_page(file)):
            path, anchor = urldefrag(link)
            target = (file.parent / path / "index.html").resolve()
            if target not in ids:
                ids[target] = {e.attributes.get("id", "") for e in read_page(target).elements}
            assert anchor in ids[target], f"{file}: {link}"


@pytest.mark.parametrize(("language", "folder"), FOLDERS)
def test_a_register_page_stays_small(real_site: Path, language: str, folder: str) -> None:
    html = (real_site / folder / "hukum/index.html").read_bytes()
    assert len(gzip.compress(html, 9, mtime=0)) <= LARGEST


@pytest.mark.browser
def test_a_citation_opens_its_article_without_javascript_on_a_narrow_screen(
    browser: Browser, address: str
) -> None:
    register, problems = load_register(ROOT)
    assert problems == [], PATH
    law = [law for law in register.laws.values() if law.articles][-1]
    article = list(law.articles.values())[-1]
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{address}hukum/#{law.anchor(article)}")
        expect(page.get_by_text(article.rule["id"])).to_be_in_viewport()


def test_an_author_may_link_to_an_article_of_the_register(tmp_path: Path) -> None:
    write_course(tmp_path)
    pages = {
        "docs/data/laws.yml": REGISTER,
        "docs/id/index.md": HEAD.format(title="Beranda")
        + "[ada](hukum/index.md#uu-13-2011-36), [salah](hukum/index.md#uu-13-2011-63)\n",
        "docs/id/hukum/index.md": PAGES["id/hukum/index.md"],
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    course, _ = load_course(tmp_path)
    found = list(check_links(course, course.pages["id", "index.md"]))
    assert [(problem.code, problem.params["anchor"]) for problem in found] == [("E452", "uu-13-2011-63")]
