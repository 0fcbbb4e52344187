"""Scripts as readers get them: without comments and needless blanks. The project's own stay as they are."""

from __future__ import annotations

from pathlib import Path

from rjsmin import jsmin  # type: ignore[import-untyped]

FOLDERS = ("features", "vendor")
"""Where a built site holds scripts: ours, and those of the npm registry."""


def smaller(script: str) -> str:
    """The same script; a comment that begins with `/*!` is a licence and stays."""
    text: str = jsmin(script, keep_bang_comments=True)
    return text


def shrink(site: Path) -> None:
    """Replace every script below `site` by its small form. To do so twice changes nothing."""
    for folder in FOLDERS:
        for file in (site / folder).rglob("*.js"):
            file.write_text(smaller(file.read_text(encoding="utf-8")), encoding="utf-8")
