"""What is added to the built site, and what is told when something about it is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pandu.__main__ import main
from pandu.check import check_course
from pandu.offline.artefact import LAPTOP, LIMITS, MODULE, Artefact
from pandu.offline.command import write_pages
from pandu.offline.installed import add_worker, remove_unused
from pandu.offline.publish import Published, size_table
from pandu.offline.verify import PICTURE_LIMIT, SAVED_LIMIT, check_site, check_worker, loads
from pandu.offline.worker import (
    SCRIPT,
    KeptFile,
    kept_files,
    manifest,
    read_release,
    saved_bytes,
    worker_script,
)
from pandu.problems import as_text
from pandu.strings import words_for
from tests.build_site import PREFIX, ROOT
from tests.publish_site import SETTINGS, publish_apart

WORDS = {language: words_for(language) for language in ("id", "en")}


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A folder that looks like a built site, with its worker."""
    folder = tmp_path / "site"
    for path, text in {
        "index.html": "<title>Beranda</title>",
        "en/index.html": "<title>Home</title>",
        "modul/amdal/baris/index.html": "<title>Baris</title>",
        "modul/amdal/tahap.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "features/site/site.css": "body{}",
        "404.html": "<title>Hilang</title>",
        "sitemap.xml": "<urlset/>",
        "unduh/pandu-csr-id.html": "<title>Semua</title>",
    }.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    add_worker(folder, SETTINGS)
    return folder


def told(problems: Iterator[object]) -> list[str]:
    return [as_text(problem) for problem in problems]  # type: ignore[arg-type]


def test_the_worker_knows_every_file_but_those_nobody_reads_offline(small_site: Path) -> None:
    recorded = read_release((small_site / SCRIPT).read_text(encoding="utf-8"))
    assert sorted(recorded) == [
        "",
        "en/",
        "en/manifest.webmanifest",
        "features/site/site.css",
        "manifest.webmanifest",
        "modul/amdal/baris/",
        "modul/amdal/tahap.svg",
    ]
    assert told(check_worker(small_site)) == []


def test_participants_save_no_page_for_facilitators(small_site: Path) -> None:
    for folder in ("fasilitator", "en/fasilitator/kunci-amdal"):
        (small_site / folder).mkdir(parents=True)
        (small_site / folder / "index.html").write_text("<title>Kunci</title>", encoding="utf-8")
    files = kept_files(small_site)
    unsaved = {"fasilitator/", "en/fasilitator/kunci-amdal/"}
    assert {file.path for file in files if not file.saved} == unsaved
    for language in ("id", "en"):
        own = [file for file in files if file.language in ("", language) and file.path not in unsaved]
        assert saved_bytes(files, language) == sum(file.bytes for file in own)


def test_a_file_of_one_language_is_fetched_for_that_language_only(small_site: Path) -> None:
    languages = {file.path: file.language for file in kept_files(small_site)}
    assert languages["features/site/site.css"] == ""
    assert languages["modul/amdal/tahap.svg"] == "id"
    assert languages["en/"] == "en"


def test_a_manifest_entry_without_its_file_is_named(small_site: Path) -> None:
    (small_site / "modul/amdal/tahap.svg").unlink()
    assert told(check_worker(small_site)) == [
        "site/sw.js:1: E701 'modul/amdal/tahap.svg' tercatat dalam sw.js, tetapi berkasnya tidak ada di "
        "situs. Bangun ulang dengan: make build"
    ]


def test_a_file_without_a_manifest_entry_is_named(small_site: Path) -> None:
    (small_site / "peta.svg").write_text("<svg/>", encoding="utf-8")
    assert [line.split("'")[0:2] for line in told(check_worker(small_site))] == [
        ["site/peta.svg:1: E702 ", "peta.svg"]
    ]


def test_a_file_changed_after_the_build_is_named(small_site: Path) -> None:
    (small_site / "index.html").write_text("<title>Lain</title>", encoding="utf-8")
    assert [line[:25] for line in told(check_worker(small_site))] == ["site/sw.js:1: E707 isi 'i"]


def test_what_is_loaded_from_elsewhere_is_named_wherever_it_hides(small_site: Path) -> None:
    page = small_site / "modul/amdal/baris/index.html"
    page.write_text('<p><img src="https://example.net/peta.png"></p>', encoding="utf-8")
    (small_site / "features/site/site.css").write_text("a{background:url(//example.net/a.png)}", "utf-8")
    kept = add_worker(small_site, SETTINGS)
    found = told(check_site(small_site, kept, []))
    assert [line.split(" 70")[0].split("E704")[0] for line in found] == [
        "site/features/site/site.css:1: ",
        "site/modul/amdal/baris/index.html:1: ",
    ]
    assert "'https://example.net/peta.png'" in found[1]


@pytest.mark.parametrize(
    ("name", "text", "urls"),
    [
        ("a.html", '<link rel="stylesheet" href="https://a.example/x.css">', ["https://a.example/x.css"]),
        ("a.html", '<link rel="canonical" href="https://a.example/">', []),
        ("a.html", '<a href="https://a.example/">naskah</a>', []),
        ("a.html", '<svg><use xlink:href="//a.example/i.svg#a"/></svg>', ["//a.example/i.svg#a"]),
        ("a.html", '<form action="https://a.example/"></form>', ["https://a.example/"]),
        ("a.css", "@import 'https://a.example/x.css';", ["https://a.example/x.css"]),
        ("a.js", "fetch('https://a.example/x.json')", ["https://a.example/x.json"]),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', []),
    ],
)
def test_loads_are_told_from_links(name: str, text: str, urls: list[str]) -> None:
    assert list(loads(name, text.encode())) == urls


def test_weights_over_their_limit_are_named(small_site: Path) -> None:
    heavy = Artefact(MODULE, b"x" * (LIMITS[MODULE] + 1), "id", "amdal")
    kept = [KeptFile("peta.svg", "", SAVED_LIMIT + 1, "en")]
    assert told(check_site(small_site, kept, [heavy])) == [
        "site/sw.js:1: E706 menyimpan situs bahasa 'en' untuk luring memerlukan 1200.0 kB; batasnya 1200 kB. "
        "Kecilkan gambar atau halaman yang paling berat.",
        "site/unduh/pandu-csr-id-amdal.html:1: E705 'pandu-csr-id-amdal.html' 500.0 kB; batasnya 500 kB. "
        "Kecilkan gambar atau isi yang paling berat.",
    ]


def test_a_picture_over_the_limit_is_told_before_anything_is_built(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "id"
    folder.mkdir(parents=True)
    (folder / "peta.svg").write_text("<svg/>" + " " * PICTURE_LIMIT, encoding="utf-8")
    assert [line for line in map(as_text, check_course(tmp_path)) if "E703" in line] == [
        "docs/id/peta.svg:1: E703 gambar ini 12.0 kB; batasnya 12 kB, sebab pembaca mengunduhnya lewat "
        "ponsel. Sederhanakan bentuknya, atau simpan sebagai SVG tanpa data penyunting."
    ]


def test_the_manifest_names_its_app_by_the_path_of_the_site() -> None:
    facts = json.loads(manifest(SETTINGS, WORDS["id"], "id"))
    assert (facts["id"], facts["scope"], facts["start_url"]) == (PREFIX, PREFIX, PREFIX)
    english = json.loads(manifest(SETTINGS, WORDS["en"], "en"))
    assert (english["id"], english["scope"]) == (f"{PREFIX}en/", PREFIX)
    for icon in facts["icons"]:
        file = ROOT / "docs" / icon["src"].removeprefix(PREFIX)
        width = int.from_bytes(file.read_bytes()[16:20], "big")
        assert icon["sizes"] == f"{width}x{width}"


def test_the_same_files_give_the_same_worker(small_site: Path) -> None:
    assert worker_script(kept_files(small_site), SETTINGS, WORDS) == (small_site / SCRIPT).read_text("utf-8")


@pytest.fixture(scope="session")
def published(published_site: tuple[Path, Published]) -> Published:
    return published_site[1]


def test_the_real_course_is_published_without_a_problem(published_site: tuple[Path, Published]) -> None:
    site, done = published_site
    assert [as_text(problem) for problem in done.problems] == []
    sums = (site / "unduh" / "SHA256SUMS").read_text(encoding="utf-8")
    for artefact in done.artefacts:
        assert (site / "unduh" / artefact.name).read_bytes() == artefact.data
        assert f"{artefact.sha256}  {artefact.name}" in sums
    assert len(sums.splitlines()) == len(done.artefacts)


def test_everything_keeps_its_weight(published: Published) -> None:
    table = size_table(published)
    assert len(table) == len(published.artefacts) + 2
    assert [(name, size) for name, size, limit in table if size > limit] == []


def test_no_artefact_states_its_own_weight_or_hash_and_each_the_newest_address(
    published: Published,
) -> None:
    newest = f"{SETTINGS.site_url}unduh/", f"{SETTINGS.site_url}en/unduh/"
    for artefact in published.artefacts:
        if artefact.name.endswith(".html"):
            text = artefact.data.decode()
            assert any(address in text for address in newest), artefact.name
            assert "SHA-256" not in text, artefact.name


def test_twice_the_same_bytes(real_site: Path, tmp_path: Path) -> None:
    """Of a part of the course, with a page of each kind: printing all of it twice takes minutes."""
    made = []
    for name in ("one", "two"):
        site = tmp_path / name / "site"
        shutil.copytree(real_site, site, ignore=all_but_a_part)
        done = publish_apart(site, tmp_path / name / "facts")
        made.append(({each.name: each.sha256 for each in done.artefacts}, done.kept))
    assert made[0] == made[1]
    assert (
        len(made[0][0]) == 13
    )  # in each language a file, a book, a module twice, the guide, an EPUB; and the zip


def all_but_a_part(folder: str, names: list[str]) -> set[str]:
    """For `copytree`: leaves one module, one sheet and one page for facilitators in each language."""
    parts = {"modul": "akuntabilitas", "lembar": "lampu-lalu-lintas", "fasilitator": "kunci-akuntabilitas"}
    kept = parts.get(Path(folder).name)
    return set(names) - {kept, "index.html"} if kept else set()


def test_pages_of_a_proposal_come_as_one_file_a_language(real_site: Path, tmp_path: Path) -> None:
    paths = ["docs/id/tentang/privasi.md", "docs/en/tentang/privasi.md", "docs/id/tidak-ada.md"]
    assert write_pages(real_site, ROOT, paths, tmp_path / "ubah.html") == ["docs/id/tidak-ada.md"]
    assert sorted(file.name for file in tmp_path.glob("*.html")) == ["ubah-en.html", "ubah-id.html"]
    assert "GitHub" in (tmp_path / "ubah-id.html").read_text(encoding="utf-8")


def test_a_site_that_is_complete_is_not_completed_again(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["offline", "build", "--site", str(small_site)]) == 2
    assert capsys.readouterr().err.startswith(f"Situs di '{small_site}' sudah lengkap.")


def test_without_chromium_the_build_says_how_to_get_it(
    real_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(real_site, site)
    monkeypatch.setenv("PATH", "")
    assert main(["offline", "build", "--site", str(site)]) == 2
    assert capsys.readouterr().err.startswith("Chromium tidak ditemukan, padahal PDF dicetak dengannya.")


def test_what_no_copy_could_hold_is_told_before_anything_is_made(
    real_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(real_site, site)
    page = site / "en" / "index.html"
    picture = '<p><img src="../foto/kebun.BMP" alt="Kebun"><img src="../foto/a.PNG" alt="A"></p></article>'
    page.write_text(page.read_text(encoding="utf-8").replace("</article>", picture), encoding="utf-8")
    long = "modul/" + "x" * 60 + ".svg"
    (site / long).write_text("<svg/>", encoding="utf-8")
    assert main(["offline", "build", "--site", str(site), "--lang", "en"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[:2] for line in told[:-1]] == [
        ["site/foto/kebun.BMP:1:", "E709"],
        [f"site/{long}:1:", "E708"],
    ]
    assert "'.BMP' does not show in every offline copy" in told[0]
    assert told[-1] == "2 errors, 0 warnings"
    assert not (site / SCRIPT).exists()


def test_pages_of_a_proposal_need_a_name_for_their_file(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["offline", "pages", "--site", str(small_site), "docs/id/index.md"]) == 2
    assert capsys.readouterr().err.startswith("Perintah 'offline pages' tidak lengkap")


def test_what_the_theme_brings_and_nobody_fetches_is_left_out(real_site: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(real_site, site)
    remove_unused(site)
    names = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    assert not [name for name in names if name.endswith(".map") or "lunr" in name]
    assert "features/offline/offline.js" in names
    assert "features/offline/sw.js" not in names


def test_every_kind_of_artefact_is_offered_in_every_language(published: Published) -> None:
    kinds = {(artefact.kind, artefact.language) for artefact in published.artefacts}
    assert kinds == {(kind, language) for kind in LIMITS if kind != LAPTOP for language in ("id", "en")} | {
        (LAPTOP, "")
    }
