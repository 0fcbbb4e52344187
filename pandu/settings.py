"""What the environment decides: contracts C11. Nothing else in the project reads it or the clock."""

from __future__ import annotations

import os
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
DEFAULT_SITE_URL = "http://127.0.0.1:8000/"


@dataclass(frozen=True)
class Settings:
    """`repository` is `owner/name` or empty; `today` is the date on which this version was made."""

    site_url: str
    repository: str
    version: str
    today: date


def from_environment(environ: Mapping[str, str] | None = None, root: Path = ROOT) -> Settings:
    environ = os.environ if environ is None else environ
    site_url = environ.get("PANDU_SITE_URL") or DEFAULT_SITE_URL
    epoch = environ.get("SOURCE_DATE_EPOCH")
    seconds = int(epoch) if epoch else last_commit_time(root)
    return Settings(
        site_url=site_url.rstrip("/") + "/",
        repository=environ.get("PANDU_REPOSITORY", ""),
        version=environ.get("PANDU_VERSION") or project_version(root),
        today=datetime.fromtimestamp(seconds, UTC).date(),
    )


def project_version(root: Path) -> str:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    version: str = project["project"]["version"]
    return version


@cache
def last_commit_time(root: Path) -> int:
    """Seconds since 1970 of the last commit; 0 where there is none, as in an unpacked archive."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:  # no git on this machine
        return 0
    return int(answer) if answer.isdigit() else 0
