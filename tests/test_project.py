"""The project's promises: commands that exist, a set-up that says what it lacks, workflows without rights."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from pandu.check import check_course
from tests.build_site import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKS = [ROOT / "requirements.txt", ROOT / "tests" / "zensical" / "requirements.txt"]
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "usul-perbaikan.yml"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def workflow(path: Path) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(read(path))
    return loaded


# Commands


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_every_make_command_of_a_guide_exists(guide: Path) -> None:
    commands = sorted(set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(code_in(read(guide))))))
    assert commands, "no command found"
    env = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    done = subprocess.run(
        ["make", "--dry-run", *commands], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_every_link_of_a_guide_leads_somewhere(guide: Path) -> None:
    text = without_code(read(guide))
    links = [link or picture for link, picture in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text)]
    assert links
    anchors = {slug(heading) for heading in re.findall(r"^#+ (.*)", text, re.M)}
    lost = [
        link
        for link in links
        if not (link.removeprefix("#") in anchors if link.startswith("#") else (ROOT / link).exists())
    ]
    assert lost == []


def test_the_lesson_and_the_question_that_contributing_offers_for_copying_pass_the_check(
    tmp_path: Path,
) -> None:
    guide = read(ROOT / "CONTRIBUTING.md")
    lesson, question = (
        dedent(code) for code in re.findall(r"^ *```markdown\n(.*?)^ *```", guide, re.M | re.S)
    )
    page = tmp_path / "docs/id/modul/paradigma/membaca-rkl-rpl.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"{lesson}\n{question}", encoding="utf-8")
    assert [problem.code for problem in check_course(tmp_path)] == ["W501"]  # it has no English page yet


def test_continuous_integration_runs_the_command_that_everybody_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in read(script)
    assert any(".ci/run" in read(path) for path in WORKFLOWS)


CODE = re.compile(r"^ *```\w*\n(.*?)^ *```|`([^`\n]+)`", re.M | re.S)


def code_in(markdown: str) -> list[str]:
    return [fenced or inline for fenced, inline in CODE.findall(markdown)]


def without_code(markdown: str) -> str:
    return CODE.sub("", markdown)


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


# Set-up, on machines that lack something


class Machine:
    """A copy of the set-up script, and a path with the few tools it may find there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        (folder / ".ci").mkdir(parents=True)
        self.bin.mkdir()
        shutil.copy(ROOT / ".ci" / "set-up", folder / ".ci" / "set-up")
        (folder / "requirements.txt").touch()
        for tool in ("bash", "dirname", "env", "id", "ln", "mkdir", "sed"):
            found = shutil.which(tool)
            assert found, tool
            (self.bin / tool).symlink_to(found)

    def has(self, tool: str, script: str = "") -> Path:
        file = self.bin / tool
        file.unlink(missing_ok=True)
        file.write_text(f"#!/usr/bin/env bash\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
        return file

    def set_up(self, what: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.bin / "bash", self.folder / ".ci" / "set-up", what],
            env={"PATH": str(self.bin)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "project")


def test_a_missing_python_is_told_in_both_languages(machine: Machine) -> None:
    done = machine.set_up("python")
    assert done.returncode == 1
    assert done.stderr == (
        "\nPython tidak ada di komputer ini. Pasang Python 3.11 atau yang lebih baru, lalu ulangi."
        "\nThere is no Python on this machine. Install Python 3.11 or newer, then try again."
        "\n\n    sudo apt-get install python3 python3-venv\n\n"
    )


def test_an_old_python_is_told_with_its_version(machine: Machine) -> None:
    machine.has("python3", 'case "$*" in --version) echo Python 3.9.2;; *version_info*) exit 1;; esac')
    done = machine.set_up("python")
    assert done.returncode == 1
    assert "Python 3.9.2 terlalu lama" in done.stderr
    assert "Python 3.9.2 is too old" in done.stderr


def test_a_missing_venv_module_is_told_with_the_name_of_its_package(machine: Machine) -> None:
    machine.has("python3", 'case "$*" in *ensurepip*) exit 1;; esac')
    done = machine.set_up("python")
    assert done.returncode == 1
    assert "Paket python3-venv belum terpasang." in done.stderr
    assert "sudo apt-get install python3-venv" in done.stderr


@pytest.mark.parametrize("browser", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
def test_a_browser_is_found_under_each_of_its_names_also_the_second_time(
    machine: Machine, browser: str
) -> None:
    found = machine.has(browser)
    for _ in range(2):
        assert machine.set_up("chromium").returncode == 0
        assert (machine.folder / ".cache" / "bin" / "chromium").readlink() == found


def test_chromium_is_installed_by_root(machine: Machine) -> None:
    log = machine.folder / "log"
    machine.has("id", "echo 0")
    install = f"ln -s {shutil.which('true')} {machine.bin}/chromium"
    machine.has("apt-get", f'echo "$*" >> {log}; if [ "$1" = install ]; then {install}; fi')
    assert machine.set_up("chromium").returncode == 0
    assert read(log).splitlines() == ["update", "install --yes --no-install-recommends chromium"]
    assert (machine.folder / ".cache" / "bin" / "chromium").exists()


def test_chromium_is_installed_by_others_through_sudo_without_waiting_for_a_password(
    machine: Machine,
) -> None:
    log = machine.folder / "log"
    machine.has("id", "echo 1000")
    machine.has("apt-get")
    machine.has("sudo", f'echo "$*" >> {log}; exit 1')
    assert machine.set_up("chromium").returncode == 1
    assert read(log) == "-n env DEBIAN_FRONTEND=noninteractive apt-get update\n"


def test_a_chromium_that_cannot_be_had_is_told_in_both_languages(machine: Machine) -> None:
    machine.has("id", "echo 1000")
    machine.has("apt-get")
    done = machine.set_up("chromium")
    assert done.returncode == 1
    assert done.stderr == (
        "\nChromium tidak ada dan tidak dapat dipasang dari sini. Uji peramban memerlukannya. "
        "Pasang, lalu ulangi."
        "\nChromium is missing and cannot be installed from here. The browser tests need it. "
        "Install it, then try again.\n\n    sudo apt-get install chromium\n\n"
    )


def test_java_is_found_and_linked_also_the_second_time(machine: Machine) -> None:
    found = machine.has("java")
    for _ in range(2):
        assert machine.set_up("java").returncode == 0
        assert (machine.folder / ".cache" / "bin" / "java").readlink() == found


def test_java_is_installed_where_there_is_none_or_one_that_does_not_run(machine: Machine) -> None:
    log = machine.folder / "log"
    machine.has("java", "exit 1")
    machine.has("id", "echo 0")
    install = f"ln -sf {shutil.which('true')} {machine.bin}/java"
    machine.has("apt-get", f'echo "$*" >> {log}; if [ "$1" = install ]; then {install}; fi')
    assert machine.set_up("java").returncode == 0
    assert read(log).splitlines() == ["update", "install --yes --no-install-recommends default-jre-headless"]
    assert (machine.folder / ".cache" / "bin" / "java").exists()


def test_a_java_that_cannot_be_had_is_told_in_both_languages(machine: Machine) -> None:
    done = machine.set_up("java")
    assert done.returncode == 1
    assert done.stderr == (
        "\nJava tidak ada dan tidak dapat dipasang dari sini. Pemeriksaan EPUB memerlukannya. "
        "Pasang, lalu ulangi."
        "\nJava is missing and cannot be installed from here. The check of the EPUB needs it. "
        "Install it, then try again.\n\n    sudo apt-get install default-jre-headless\n\n"
    )


# The locks


@pytest.mark.parametrize("lock", LOCKS, ids=name)
def test_every_locked_package_has_one_version_and_hashes(lock: Path) -> None:
    for requirement in requirements(lock):
        assert re.match(r"[a-z0-9.-]+==\S+ (--hash=sha256:[0-9a-f]{64} ?)+$", requirement), requirement


@pytest.mark.parametrize("lock", LOCKS, ids=name)
def test_a_lock_names_no_address_and_no_folder(lock: Path) -> None:
    assert re.findall(r"\w+://\S*|^-.*", read(lock), re.M) == []


def requirements(lock: Path) -> list[str]:
    """Each requirement on one line, without comments."""
    lines = "\n".join(line for line in read(lock).splitlines() if not line.lstrip().startswith("#"))
    found = [" ".join(line.split()) for line in lines.replace("\\\n", " ").splitlines() if line.strip()]
    assert found
    return found


# GitHub


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_workflow_never_runs_a_proposal_with_the_rights_of_the_repository(path: Path) -> None:
    triggers = workflow(path)[True]  # YAML 1.1 reads the key `on` as true
    assert not {"pull_request_target", "workflow_run"} & set(
        [triggers] if isinstance(triggers, str) else triggers
    )


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_workflow_may_write_nothing_but_the_published_site(path: Path) -> None:
    loaded = workflow(path)
    assert set(loaded["permissions"].values()) <= {"read"}
    for job in loaded["jobs"].values():
        writes = {right for right, level in job.get("permissions", {}).items() if level != "read"}
        publishes = any("deploy-pages" in step.get("uses", "") for step in job["steps"])
        assert writes == ({"pages", "id-token"} if publishes else set())


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(path: Path) -> None:
    uses = re.findall(r"uses:\s*(.*)", read(path))
    assert uses
    assert [
        use for use in uses if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", use)
    ] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_checkout_leaves_no_credentials_behind(path: Path) -> None:
    steps = [step for job in workflow(path)["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_no_command_of_a_workflow_is_made_of_words_from_outside(path: Path) -> None:
    commands = [step.get("run", "") for job in workflow(path)["jobs"].values() for step in job["steps"]]
    assert [command for command in commands if "${{" in command or "pip install" in command] == []


def test_the_link_on_every_page_fills_in_fields_that_the_form_has() -> None:
    link = re.search(
        r"/issues/new\?template=([\w.-]+)&amp;([^\"]+)", read(ROOT / "overrides/partials/page-end.html")
    )
    assert link, "the link to the form"
    fields = {field["id"] for field in yaml.safe_load(read(FORM))["body"] if "id" in field}
    assert link[1] == FORM.name
    assert set(re.findall(r"(\w+)=", link[2])) == {"halaman", "bahasa"} <= fields
