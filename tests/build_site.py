"""Sites for tests, the real one and tiny ones, and a server that answers as GitHub Pages does."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
PREFIX = "/pandu-csr/"
EPOCH = "1764000000"


@dataclass(frozen=True)
class Build:
    """What a build left behind: the folder, the exit code and everything it printed."""

    folder: Path
    code: int
    output: str


def build(config: Path, folder: Path, *, strict: bool = True, **environ: str) -> Build:
    """Run MkDocs as `make build` does, in a process of its own: hooks keep state in the one they run in."""
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--config-file",
        str(config),
        "--site-dir",
        str(folder),
    ]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH, **environ}
    done = subprocess.run(
        [*command, *(["--strict"] if strict else [])],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    return Build(folder, done.returncode, done.stdout + done.stderr)


def tiny_site(folder: Path, pages: Mapping[str, str], *, strict: bool = True, **environ: str) -> Build:
    """Build a few pages with the project's own settings. Keys are paths below docs/, as `id/index.md`."""
    for path, text in pages.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    keys = sorted({path.split("/", 1)[1] for path in pages if path.endswith(".md")})
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:\n")[0]
    for name in ("hooks", "overrides", "pandu"):
        (folder / name).symlink_to(ROOT / name)
    config = folder / "mkdocs.yml"
    config.write_text(settings + "\n" + yaml.safe_dump({"nav": keys}), encoding="utf-8")
    return build(config, folder / "site", strict=strict, **environ)


class _Pages(SimpleHTTPRequestHandler):
    """Serves a folder below PREFIX; unknown paths get 404.html, as on GitHub Pages.

    A site that was not published has no worker; here it gets one that keeps nothing, since pages ask for it.
    """

    def translate_path(self, path: str) -> str:
        if not path.startswith(PREFIX):
            return os.path.join(self.directory, "no-such-file")
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        asks_for_worker = self.path == f"{PREFIX}sw.js"
        if code != 404 or not (page.exists() or asks_for_worker):
            super().send_error(code, message, explain)
            return
        body = b"" if asks_for_worker else page.read_bytes()
        self.send_response(200 if asks_for_worker else 404)
        self.send_header("Content-Type", "text/javascript" if asks_for_worker else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free port; yields the address of its first page, ending in PREFIX."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
