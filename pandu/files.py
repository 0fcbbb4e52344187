"""Reading files that authors made: what cannot be read is a problem with its line, not an exception."""

from __future__ import annotations

from pathlib import Path

from pandu.problems import Problem


def read_text(file: Path, *, path: str) -> tuple[str | None, list[Problem]]:
    """The text of `file`, without BOM; `path` is what problems call it."""
    try:
        return file.read_bytes().decode("utf-8-sig"), []
    except OSError:
        return None, [Problem(path, 1, "E401")]
    except UnicodeDecodeError as error:
        return None, [Problem(path, error.object.count(b"\n", 0, error.start) + 1, "E402")]
