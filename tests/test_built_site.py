"""The site as it would be published: weight, privacy, policy, languages, and what the frame promises."""

from __future__ import annotations

import gzip
import importlib.util
import re
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from pandu.settings import project_version
from pandu.strings import load_strings
from tests.build_site import PREFIX, ROOT, tiny_site
from tests.html_page import HtmlPage, read_page

# Every limit of a page's weight stands here: kB of 1,000 bytes after gzip -6, as GitHub Pages sends them.
# What a browser fetches in all is measured in tests/browser/test_site.py, against the same table.
LIMITS = {
    "lesson": 18,
    "test": 20,  # twenty questions with feedback on each option, and no lesson
    "other page": 60,
    "first view of a lesson": 80,
    "next lesson": 35,
    "scripts of a page without tools": 6,
    "quiz of the common types": 8,
    "quiz of all types": 20,
}
SITE = f"https://example.org{PREFIX}"


def weight(file: Path) -> float:
    data = file.read_bytes()
    packed = file.suffix in {".html", ".css", ".js", ".svg", ".json"}
    return (len(gzip.compress(data, 6)) if packed else len(data)) / 1000


def address_of(file: Path, site: Path) -> str:
    return SITE + file.relative_to(site).as_posix().removesuffix("index.html")


def is_lesson(file: Path, site: Path) -> bool:
    parts = file.relative_to(site).parts
    return "modul" in parts and len(parts) - parts.index("modul") == 4


def kind_of(file: Path, page: HtmlPage, site: Path) -> str:
    if page.all("pandu-test"):
        return "test"
    return "lesson" if is_lesson(file, site) else "other page"


@pytest.fixture(scope="module")
def pages(real_site: Path) -> dict[Path, HtmlPage]:
    return {file: read_page(file) for file in sorted(real_site.rglob("*.html"))}


def test_no_page_is_heavier_than_its_limit(real_site: Path, pages: dict[Path, HtmlPage]) -> None:
    kinds = {file: kind_of(file, page, real_site) for file, page in pages.items()}
    assert set(kinds.values()) == {"lesson", "test", "other page"}
    assert [f"{file}: {weight(file)} kB" for file, kind in kinds.items() if weight(file) > LIMITS[kind]] == []


def test_scripts_and_quiz_keep_their_weight(real_site: Path) -> None:
    features = real_site / "features"
    everywhere = sum(
        weight(features / f"{name}/{name}.js") for name in ("site", "memory", "search", "offline")
    )
    assert everywhere <= LIMITS["scripts of a page without tools"]
    assert (
        weight(features / "quiz/quiz.js") + weight(features / "quiz/quiz.css")
        <= LIMITS["quiz of the common types"]
    )
    quiz = sum(weight(file) for file in (features / "quiz").iterdir() if file.suffix in {".js", ".css"})
    assert quiz <= LIMITS["quiz of all types"]


def test_the_quiz_is_loaded_only_where_one_stands(pages: dict[Path, HtmlPage]) -> None:
    for file, page in pages.items():
        loads = any("features/quiz/" in e.attributes.get("src", "") for e in page.all("script"))
        assert loads == bool(page.all("pandu-quiz")), file


def test_nothing_is_loaded_from_another_address(real_site: Path, pages: dict[Path, HtmlPage]) -> None:
    for file, page in pages.items():
        for element in page.elements:
            loaded = [
                element.attributes.get(name, "") for name in ("src", "srcset", "poster", "data", "action")
            ]
            if element.tag == "link" and element.attributes.get("rel") not in {"canonical", "alternate"}:
                loaded.append(element.attributes["href"])
            assert not [url for url in loaded if re.match(r"(\w+:)?//", url)], f"{file}: {element}"
    for file in [*real_site.rglob("*.css"), *(real_site / "features").rglob("*.js")]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"""(url\(|@import|fetch\(|import\()\s*["']?(https?:)?//""", text), file


def test_nothing_of_the_bundle_of_material_is_loaded(pages: dict[Path, HtmlPage]) -> None:
    for file, page in pages.items():
        sources = [element.attributes.get("src", "") for element in page.all("script")]
        assert not [source for source in sources if "assets/javascripts" in source], file
        assert "__md_" not in page.html, file


def test_every_page_carries_the_policy_first_and_obeys_it(pages: dict[Path, HtmlPage]) -> None:
    for file, page in pages.items():
        head = [e for e in page.elements if e.tag not in {"html", "head"}]
        assert head[0].attributes == {"charset": "utf-8"}, file
        assert head[1].attributes["http-equiv"] == "Content-Security-Policy", file
        assert "'unsafe" not in head[1].attributes["content"], file
        assert not page.all("style"), file
        for element in page.elements:
            forbidden = [name for name in element.attributes if name == "style" or name.startswith("on")]
            assert not forbidden, f"{file}: {element}"


def test_under_serve_the_policy_stays_away() -> None:
    hook = load_hook()
    hook.on_startup(command="serve", dirty=False)
    assert hook.on_post_page("<meta charset=utf-8>") == "<meta charset=utf-8>"
    hook.on_startup(command="build", dirty=False)
    assert "Content-Security-Policy" in hook.on_post_page("<meta charset=utf-8>")


def load_hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_hook", ROOT / "hooks/site.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_ids_are_said_once_a_page(pages: dict[Path, HtmlPage]) -> None:
    for file, page in pages.items():
        ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
        assert sorted(set(ids)) == sorted(ids), file


def test_every_page_says_its_language_and_has_a_title_and_a_description(
    real_site: Path, pages: dict[Path, HtmlPage]
) -> None:
    for file, page in pages.items():
        language = "en" if file.relative_to(real_site).parts[0] == "en" else "id"
        assert page.all("html")[0].attributes["lang"] == language, file
        assert len(page.all("h1")) == 1, file
        assert page.all("meta", name="description")[0].attributes["content"], file
        assert re.search(r"<title>\S.*Pandu CSR</title>|<title>Pandu CSR</title>", page.html), file


def test_the_frame_speaks_the_language_of_the_page(pages: dict[Path, HtmlPage]) -> None:
    strings = load_strings()
    spoken = {code: {word[code] for word in strings.values()} for code in ("id", "en")}
    # What Material would say in English on an Indonesian page.
    spoken["en"] |= {
        "Footer",
        "Header",
        "Table of contents",
        "Back to top",
        "Permanent link",
        "Jump back to footnote",
    }
    foreign = {"id": spoken["en"] - spoken["id"], "en": spoken["id"] - spoken["en"]}
    for file, page in pages.items():
        heard = [(language, text) for language, text in page.texts if text in foreign.get(language, set())]
        assert not heard, file


def test_every_label_of_the_menu_is_translated() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    nav = yaml.safe_load("nav:" + settings.split("\nnav:")[1])["nav"]
    english = yaml.safe_load(settings.split("nav_translations:")[1].split("\n\n")[0])
    assert [label for entry in nav for label in entry if label not in english] == []


def test_twins_name_each_other_by_full_address(real_site: Path, pages: dict[Path, HtmlPage]) -> None:
    twins = {
        address_of(file, real_site): {
            e.attributes["hreflang"]: e.attributes["href"] for e in page.all("link", rel="alternate")
        }
        for file, page in pages.items()
        if file.name != "404.html"
    }
    for address, names in twins.items():
        assert set(names) == {"id", "en"}, address
        assert address in names.values()
        assert [twins[other] for other in names.values()] == [names, names], address


def test_a_page_offers_its_own_source_and_the_form(real_site: Path) -> None:
    links = [e.attributes["href"] for e in read_page(real_site / "en/tentang/index.html").all("a")]
    assert "https://github.com/example/pandu-csr/edit/main/docs/en/tentang/index.md" in links
    form = next(link for link in links if "/issues/new" in link)
    assert urlsplit(form).path == "/example/pandu-csr/issues/new"
    assert parse_qs(urlsplit(form).query) == {
        "template": ["usul-perbaikan.yml"],
        "halaman": ["docs/en/tentang/index.md"],
        "bahasa": ["en"],
    }


def test_the_page_for_lost_readers_is_bilingual_and_works_at_any_depth(real_site: Path) -> None:
    page = read_page(real_site / "404.html")
    assert page.all("html")[0].attributes["lang"] == "id"
    assert {e.attributes["lang"] for e in page.all("section")} == {"id", "en"}
    addresses = [e.attributes.get(name) for e in page.elements for name in ("src", "href")]
    assert [a for a in addresses if a and not a.startswith((PREFIX, "#", "https://github.com/"))] == []
    assert not (real_site / "en/404.html").exists()


def test_the_foot_tells_version_and_date(real_site: Path) -> None:
    foot = f"Versi {project_version(ROOT)}, 24 November 2025"
    assert foot in (real_site / "index.html").read_text(encoding="utf-8")


def test_other_pages_do_not_change_with_the_date(real_site: Path, pages: dict[Path, HtmlPage]) -> None:
    """Or every release would be new in every byte, and devices would fetch the whole course again."""
    dated = {
        file.relative_to(real_site).parent.as_posix()
        for file, page in pages.items()
        if re.search("24 November 2025|November 24, 2025", page.html)
    }
    assert dated == {".", "en", "unduh", "en/unduh", "tentang", "en/tentang"}
    assert "24 November 2025" in (real_site / "features/site/release.css").read_text(encoding="utf-8")


def test_a_page_without_translation_is_shown_with_a_notice_in_the_right_language(tmp_path: Path) -> None:
    only_here = "---\ntitle: Sumur\ndescription: Sumur warga.\n---\n\nAir sumur keruh.\n\n## Hulu {#hulu}\n"
    home = "---\ntitle: T\ndescription: D\n---\n\nIsi.\n"
    files = {
        "id/index.md": home,
        "en/index.md": home,
        "id/sumur.md": only_here,
        **{f"id/tentang/{name}.md": home for name in ("index", "privasi", "lisensi")},
    }
    done = tiny_site(tmp_path, files, strict=False)
    assert done.code == 0, done.output
    page = read_page(done.folder / "en/sumur/index.html")
    assert page.all("html")[0].attributes["lang"] == "en"
    assert page.all("meta", name="robots")[0].attributes["content"] == "noindex"
    assert not page.all("link", rel="alternate")
    assert ("en", load_strings()["site.fallback"]["en"]) in page.texts
    assert ("id", "Air sumur keruh.") in page.texts
    assert ("id", "Sumur") in page.texts
    # Without a repository in the settings no link leads to one.
    assert "github.com" not in page.html
