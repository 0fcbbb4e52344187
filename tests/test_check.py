"""`pandu check` as a facilitator meets it: one mistake in a small course, and everything the check says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pandu import LANGUAGES
from pandu.__main__ import main
from pandu.problems import MESSAGES, messages
from tests.build_site import ROOT
from tests.mini_course import write_course

WRONG_USE = yaml.safe_load((ROOT / "tests/golden/check/wrong-use.yml").read_text(encoding="utf-8"))
CASES = yaml.safe_load((ROOT / "tests/golden/check/mistakes.yml").read_text(encoding="utf-8"))


def make_mistake(root: Path, case: dict[str, Any]) -> None:
    """`change`: path → [old, new]; `write`: path → text; `remove`: paths; `move`: path → path."""
    for name, (old, new) in case.get("change", {}).items():
        file = root / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold what the case changes"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    for name, text in case.get("write", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    for name in case.get("remove", []):
        (root / name).unlink()
    for name, new in case.get("move", {}).items():
        (root / name).rename(root / new)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_mistake_is_told_with_its_line_and_remedy(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_course(tmp_path)
    make_mistake(tmp_path, case)
    code = main(["check", "--lang", case.get("language", "id")], tmp_path)
    output = capsys.readouterr().out.splitlines()
    assert output == case["output"]
    assert code == (0 if output[-1].startswith("0 ") else 1)


def test_the_small_course_has_no_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_course(tmp_path)
    assert main(["check"], tmp_path) == 0
    assert capsys.readouterr().out == "0 kesalahan, 0 peringatan\n"


def test_the_real_course_has_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], ROOT) == 0
    assert capsys.readouterr().out == "0 kesalahan, 0 peringatan\n"


def test_with_a_file_only_that_file_and_its_twin_are_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_course(tmp_path)
    make_mistake(tmp_path, {"change": {"docs/id/modul/amdal/tahap.md": ["- [x]", "- [ ]"]}})
    make_mistake(tmp_path, {"change": {"docs/id/index.md": ["title: Beranda", "titel: Beranda"]}})
    monkeypatch.chdir(tmp_path / "docs")
    assert main(["check", "id/modul/amdal/tahap.md"], tmp_path) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[:2] for line in lines] == [
        ["docs/id/modul/amdal/tahap.md:19:", "E108"],
        ["docs/en/modul/amdal/tahap.md:18:", "W502"],
        ["1", "kesalahan,"],
    ]
    assert main(["check", str(tmp_path / "docs/en/index.md"), "--lang", "en"], tmp_path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[:2] for line in lines] == [["docs/en/index.md:2:", "W502"], ["0", "errors,"]]


@pytest.mark.parametrize("case", WRONG_USE, ids=[case["typed"] for case in WRONG_USE])
def test_wrong_use_is_answered_in_the_readers_language_with_the_usage(
    case: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_course(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(case["typed"].split(), tmp_path) == 2
    told = capsys.readouterr()
    assert told.out == ""
    first, usage = told.err.split("\n", 1)
    assert first == case["said"]
    assert usage.startswith("Usage:" if "--lang=en" in case["typed"] else "Cara pakai:")


def test_help_is_no_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("Cara pakai:\n  python -m pandu check")


def test_github_gets_ten_annotations_of_a_kind_and_the_rest_as_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_course(tmp_path)
    links = "".join(f"[a{n}](tiada-{n}.md)\n\n" for n in range(12))
    for language in ("id", "en"):
        file = tmp_path / "docs" / language / "index.md"
        file.write_text(file.read_text(encoding="utf-8") + links, encoding="utf-8")
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(["check", "--format", "github"], tmp_path) == 1
    lines = capsys.readouterr().out.splitlines()
    place = "docs/en/index.md,line=12,title=E451::"
    assert lines[0].startswith(f"::error file={place}tautan 'tiada-0.md' menuju halaman")
    assert [line.split(" ")[0] for line in lines[:12]] == ["::error"] * 10 + ["::warning", "dan"]
    assert lines[11] == "dan 14 lainnya:"
    assert [line.split(" ")[1] for line in lines[12:-1]] == ["E451"] * 14
    assert lines[-1] == "24 kesalahan, 1 peringatan"
    written = summary.read_text(encoding="utf-8")
    assert written.count("E451") == 24
    assert "dan 14 lainnya:" in written
    assert written.startswith("## Hasil pemeriksaan\n")
    assert written.endswith("24 kesalahan, 1 peringatan\n")


def test_every_message_quotes_the_same_things_in_both_languages() -> None:
    fields = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
    for code, sentences in messages().items():
        assert set(sentences) == set(LANGUAGES), code
        quoted = [set(fields.findall(sentences[language])) for language in LANGUAGES]
        assert quoted[0] == quoted[1], code


def test_every_code_has_its_message_and_every_message_its_code() -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "pandu").rglob("*.py"))
    listed = re.findall(
        r"^([EW]\d{3}):", "\n".join(file.read_text(encoding="utf-8") for file in MESSAGES.glob("*.yml")), re.M
    )
    assert sorted(set(re.findall(r"\"([EW]\d{3})\"", source))) == sorted(listed)


def test_no_message_shouts() -> None:
    for code, sentences in messages().items():
        for sentence in sentences.values():
            assert "!" not in sentence.replace("![", "").replace("<!--", ""), code
