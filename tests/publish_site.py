"""Publishes a built site in a process of its own: `python -m tests.publish_site FOLDER FACTS`.

Beside the browser of the tests, Playwright starts no second one in the same process.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from pandu.offline.publish import Published, publish
from pandu.settings import from_environment, project_version
from tests.build_site import EPOCH, PREFIX, ROOT

ENVIRON = {
    "PANDU_SITE_URL": f"https://example.org{PREFIX}",
    "PANDU_REPOSITORY": "example/pandu-csr",
    "PANDU_VERSION": project_version(ROOT),
    "SOURCE_DATE_EPOCH": EPOCH,
}
SETTINGS = from_environment(ENVIRON)
"""With which the real site is built and published."""


def publish_apart(folder: Path, facts: Path) -> Published:
    """Complete the site in `folder`; what came of it is also written to the file `facts`."""
    command = [sys.executable, "-m", "tests.publish_site", str(folder), str(facts)]
    environ = {**os.environ, **ENVIRON}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    published: Published = pickle.loads(facts.read_bytes())
    return published


if __name__ == "__main__":
    site, facts = map(Path, sys.argv[1:])
    facts.write_bytes(pickle.dumps(publish(site, root=ROOT, settings=from_environment())))
