"""Fixtures: the real site, built once for all workers, and the system's Chromium."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.build_site import PREFIX, ROOT, build, serve

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
                PANDU_SITE_URL=f"https://example.org{PREFIX}",
                PANDU_REPOSITORY="example/pandu-csr",
            )
            assert done.code == 0, done.output
            done.folder.rename(folder)
    return folder


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
