"""The project's own YAML files, read anew only when they have changed: `mkdocs serve` keeps running."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

# libyaml where PyYAML has it: ten times faster, and hooks ask for words on every page.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(file: Path) -> Any:
    """What the file holds; broken YAML raises: these files are tested. Do not change the answer."""
    status = file.stat()
    return _read(file, (status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=64)
def _read(file: Path, stamp: tuple[int, int]) -> Any:
    """`stamp` is the file's time and size: the cache is right as long as they are."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
