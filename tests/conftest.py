"""Fixtures: the real site, built once for all workers, and the system's Chromium."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from pandu.offline.publish import Published
from tests.build_site import ROOT, build, serve
from tests.publish_site import SETTINGS, publish_apart

# Property tests: 200 examples each, 100,000 with `make fuzz`. Time is no measure on a shared machine.
settings.register_profile("test", max_examples=200, deadline=None)
settings.register_profile("fuzz", max_examples=100_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the course as it would be published, built strictly; one build for all workers."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            done = build(
                ROOT / "mkdocs.yml",
                shared / "site.part",
                PANDU_SITE_URL=SETTINGS.site_url,
                PANDU_REPOSITORY=SETTINGS.repository,
            )
            assert done.code == 0, done.output
            done.folder.rename(folder)
    return folder


@pytest.fixture(scope="session")
def published_site(real_site: Path) -> tuple[Path, Published]:
    """The real site with everything that publishing adds, in a own folder; made once for all workers."""
    folder = real_site.parent / "published" / "site"
    facts = folder.parent / "published.pickle"
    with (real_site.parent / "published.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not facts.exists():
            shutil.copytree(real_site, folder)
            publish_apart(folder, facts)
    published: Published = pickle.loads(facts.read_bytes())
    return folder, published


@pytest.fixture(scope="session")
def address(real_site: Path) -> Iterator[str]:
    """Where the real site is served: ends in the sub-path, as on GitHub Pages."""
    with serve(real_site) as url:
        yield url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: `make test` installs it"
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox"]}
