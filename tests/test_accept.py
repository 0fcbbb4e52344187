"""`pandu accept`: the mapping `source` changes, and no other byte of the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pandu.__main__ import main
from pandu.accept import accept
from pandu.front_matter import read_front_matter
from tests.build_site import ROOT
from tests.mini_course import write_course

HEADS = yaml.safe_load((ROOT / "tests/golden/accept/heads.yml").read_text(encoding="utf-8"))
IDS = st.from_regex(r"[a-z]{3,8}(-[a-z]{1,5})?", fullmatch=True)
HASHES = st.dictionaries(IDS, st.from_regex(r"[0-9a-f]{8}", fullmatch=True), min_size=1, max_size=4)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("case", HEADS, ids=[case["case"] for case in HEADS])
def test_only_the_mapping_changes(case: dict[str, Any], line_break: str) -> None:
    hashes = {name: str(hash_) for name, hash_ in case["hashes"].items()}
    before, after = case["before"].replace("\n", line_break), case["after"].replace("\n", line_break)
    assert accept(before, hashes, frozenset(case.get("gone", ()))) == after
    assert accept("\ufeff" + before, hashes, frozenset(case.get("gone", ()))) == "\ufeff" + after


@given(
    old=HASHES,
    new=HASHES,
    body=st.text(),
    braces=st.booleans(),
    other=st.text(alphabet="abc é#'\"", max_size=9),
)
def test_what_is_accepted_can_be_read_back(
    old: dict[str, str], new: dict[str, str], body: str, braces: bool, other: str
) -> None:
    head = yaml.safe_dump({"title": other, "source": old}, default_flow_style=None if braces else False)
    before = f"---\n{head}minutes: 8 # keep\n---\n{body}"
    after = accept(before, new)
    front, problems = read_front_matter(after, path="page.md")
    assert problems == []
    remembered = {
        key.partition(".")[2]: value for key, value in front.head.scalars.items() if "source." in key
    }
    assert remembered == {**old, **new}
    assert front.head.data["title"] == other
    assert after.endswith(f"minutes: 8 # keep\n---\n{body}")
    assert accept(after, new) == after


def test_a_section_is_accepted_then_all_and_then_there_is_nothing_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_course(tmp_path)
    source = tmp_path / "docs/id/modul/amdal/tahap.md"
    changed = source.read_text(encoding="utf-8").replace("Sejak pengumuman", "Sejak Senin")
    source.write_text(changed.replace("Papan pengumuman dipasang", "Papan dipasang"), encoding="utf-8")
    page = "docs/en/modul/amdal/tahap.md"
    assert main(["accept", page, "tanggapan"], tmp_path) == 0
    assert main(["check"], tmp_path) == 0
    assert main(["accept", page, "--lang", "en"], tmp_path) == 0
    assert main(["accept", page], tmp_path) == 0
    first, stale, count, second, third = capsys.readouterr().out.splitlines()
    assert first == f"{page}: dicatat cocok dengan docs/id/modul/amdal/tahap.md: tanggapan"
    assert stale.startswith(f"{page}:15: W502 terjemahan bagian '_lead' belum dicocokkan")
    assert count == "0 kesalahan, 1 peringatan"
    assert second == f"{page}: recorded as agreeing with docs/id/modul/amdal/tahap.md: _lead"
    assert (
        third == f"{page}: sudah tercatat cocok dengan docs/id/modul/amdal/tahap.md. Tidak ada yang diubah."
    )


def test_what_the_warning_says_to_paste_settles_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_course(tmp_path)
    page = tmp_path / "docs/en/index.md"
    page.write_text("---\ntitle: Home\n---\n\n## Start {#mulai}\n\nWelcome.\n", encoding="utf-8")
    assert main(["check"], tmp_path) == 0
    paste = capsys.readouterr().out.splitlines()[0].partition("kepala halaman ini: ")[2]
    page.write_text(
        page.read_text(encoding="utf-8").replace("title: Home", f"title: Home\n{paste}"), encoding="utf-8"
    )
    source = tmp_path / "docs/id/index.md"
    source.write_text(source.read_text(encoding="utf-8").replace("Selamat", "Silakan"), encoding="utf-8")
    assert main(["check"], tmp_path) == 0
    stale, count = capsys.readouterr().out.splitlines()
    name, hash_ = stale.partition("kepala halaman ini: ")[2].split(": ")
    assert (name, count) == ("mulai", "0 kesalahan, 1 peringatan")
    text = page.read_text(encoding="utf-8")
    start = text.index("mulai: ")
    page.write_text(text[:start] + f"mulai: {hash_}" + text[start + 15 :], encoding="utf-8")
    assert main(["check"], tmp_path) == 0
    assert capsys.readouterr().out == "0 kesalahan, 0 peringatan\n"


def test_a_page_whose_head_cannot_be_read_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_course(tmp_path)
    page = tmp_path / "docs/en/index.md"
    page.write_text("---\ntitle: A: b\n---\n", encoding="utf-8")
    assert main(["accept", "docs/en/index.md"], tmp_path) == 1
    assert capsys.readouterr().out.startswith("docs/en/index.md:2: E414 ")
    assert page.read_text(encoding="utf-8") == "---\ntitle: A: b\n---\n"
