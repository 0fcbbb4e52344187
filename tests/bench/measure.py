"""Building and serving for the benchmark: copies of the course in their own folders, timed from outside."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pandu import LANGUAGES
from pandu.accept import accept_page
from pandu.pages import load_course
from tests.bench.content import multiply, multiply_nav, suffixes, without_quiz_marks, without_template
from tests.build_site import EPOCH, ROOT

WAIT = 60
"""Seconds after which a preview that does not come is given up."""

PLAIN = """\
INHERIT: with-hooks.yml
hooks: []
extra_css: []
extra_javascript: []
theme: {custom_dir: empty}
"""


@dataclass(frozen=True)
class Built:
    """`cpu`: seconds of work. On an idle machine it is all but `seconds`; on a busy one it stays true."""

    seconds: float
    cpu: float
    pages: int


def make_course(folder: Path, times: int, *, plain: bool = False, without: Sequence[str] = ()) -> Path:
    """Write the course `times` times into `folder`, return its mkdocs.yml.

    `plain`: without what is ours; `without`: the names of hooks to leave out.
    """
    pages = multiply(
        {
            file.relative_to(ROOT / "docs").as_posix(): file.read_text(encoding="utf-8")
            for language in LANGUAGES
            for file in sorted((ROOT / "docs" / language).rglob("*.md"))
        },
        times,
    )
    _copy_other_files(folder / "docs", times)
    for path, text in pages.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(without_quiz_marks(without_template(text)) if plain else text, encoding="utf-8")
    for name in ("hooks", "overrides", "pandu"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "empty").mkdir()
    settings = _settings(times, {path.split("/", 1)[1] for path in pages})
    for hook in without:
        settings = settings.replace(f"  - hooks/{hook}.py\n", "")
    if plain:
        (folder / "with-hooks.yml").write_text(settings, encoding="utf-8")
        settings = PLAIN
    else:
        _accept_translations(folder)
    config = folder / "mkdocs.yml"
    config.write_text(settings, encoding="utf-8")
    return config


def _copy_other_files(docs: Path, times: int) -> None:
    """Pictures and data; those of a module lie in each copy of it."""
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns("*.md"))
    for language in LANGUAGES:
        for module in sorted((docs / language / "modul").glob("*/")):
            for end in suffixes(times):
                shutil.copytree(module, module.with_name(module.name + end))


def _accept_translations(folder: Path) -> None:
    """New ids of quizzes must not make a translation stale: the benchmark would draw notices."""
    course, _ = load_course(folder)
    for page in course.pages.values():
        accepted = accept_page(course, page)
        if accepted is not None:
            (folder / page.path).write_bytes(accepted.text.encode())


def _settings(times: int, pages: Collection[str]) -> str:
    """Our mkdocs.yml with a longer `nav`; the rest stays text, because of the tags in it (`!ENV`)."""
    settings, nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:\n")
    longer = {"nav": multiply_nav(yaml.safe_load(nav), times, pages)}
    return settings + "\n" + yaml.safe_dump(longer, allow_unicode=True)


def time_build(config: Path) -> Built:
    """Build once, in a process of its own as `make build` does, and count the pages that came out."""
    site = config.parent / "site"
    start, before = time.perf_counter(), _cpu_of_children()
    done = subprocess.run([*_mkdocs("build", config), "--site-dir", str(site)], **_options(), check=False)
    seconds, cpu = time.perf_counter() - start, _cpu_of_children() - before
    if done.returncode:
        raise RuntimeError(f"the build failed:\n{done.stdout}")
    return Built(seconds, cpu, sum(1 for _ in site.rglob("*.html")))


def _cpu_of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def time_preview(config: Path, path: str, rounds: int) -> list[float]:
    """Seconds from saving a page to the preview that shows the new words, under `mkdocs serve`."""
    page, found = config.parent / "docs" / path, []
    original = page.read_text(encoding="utf-8")
    language, key = path.split("/", 1)
    address = ("" if language == LANGUAGES[0] else f"{language}/") + key.removesuffix(".md") + "/"
    with _serving(config) as url:
        for number in range(rounds):
            words = f"kata baru {'abcdefghij'[number]}"
            start = time.perf_counter()
            page.write_text(f"{original}\n{words}\n", encoding="utf-8")
            _wait_for(url + address, words)
            found.append(time.perf_counter() - start)
    return found


@contextlib.contextmanager
def _serving(config: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    options = _options()
    options["env"] = {**options["env"], "PANDU_SITE_URL": f"http://{place}/"}
    server = subprocess.Popen([*_mkdocs("serve", config), "--dev-addr", place], **options)
    try:
        _wait_for(f"http://{place}/", "<html")
        yield f"http://{place}/"
    finally:
        server.terminate()
        server.communicate()


def _wait_for(url: str, words: str) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):  # not up yet
            if words in urllib.request.urlopen(url, timeout=WAIT).read().decode():
                return
        time.sleep(0.02)
    raise RuntimeError(f"{url} did not show {words!r} within {WAIT} seconds")


def _mkdocs(command: str, config: Path) -> list[str]:
    return [sys.executable, "-m", "mkdocs", command, "--config-file", str(config)]


def _options() -> dict[str, Any]:
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH}
    # MkDocs comes with its bytecode; ours is kept as on any machine, else each build would compile it anew.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return {"cwd": ROOT, "env": env, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
