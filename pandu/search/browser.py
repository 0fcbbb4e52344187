"""The browser's own search, run in the Node that Playwright brings: what is measured is what readers get."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pandu.settings import ROOT

SCRIPTS = (
    "overrides/vendor/minisearch/index.js",
    "overrides/vendor/stemmer/index.js",
    "overrides/features/search/analysis.js",
    "overrides/features/search/engine.js",
)
"""In the order in which the browser loads them."""


class NoNode(Exception):
    """Neither Playwright's Node nor another is on this machine."""


def run_in_node(task: Mapping[str, object]) -> Any:
    """`task` as run.js reads it; what it writes."""
    scripts = [str(ROOT / script) for script in SCRIPTS]
    done = subprocess.run(
        [_node(), str(Path(__file__).with_name("run.js"))],
        input=json.dumps({"scripts": scripts, **task}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def _node() -> str:
    try:
        import playwright
    except ImportError:
        pass
    else:
        name = "node.exe" if os.name == "nt" else "node"
        node = Path(playwright.__file__).parent / "driver" / name
        if node.exists():
            return str(node)
    found = shutil.which("node")
    if found is None:
        raise NoNode
    return found
