"""A server that behaves as GitHub Pages does: ten minutes of cache, ETags, a sub-path, slash redirects, gzip.

And as bad networks do: it can die, or go on sending the old bytes of one file.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import mimetypes
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.build_site import PREFIX

TEXT = {".html", ".css", ".js", ".svg", ".json", ".webmanifest", ".txt", ".xml"}


@dataclass
class PagesServer:
    """`folder` is what is deployed. `stale` maps paths to bytes sent in place of the file's.

    `asked` lists every request that was answered: (path, status, bytes of the body). `down`: no answer;
    `dies_after`: it goes down after so many requests.
    """

    folder: Path
    address: str = ""
    down: bool = False
    dies_after: int | None = None
    stale: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, int, int]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


@contextlib.contextmanager
def serve_pages(folder: Path) -> Iterator[PagesServer]:
    pages = PagesServer(folder)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with lock:
                if pages.dies_after is not None:
                    pages.dies_after -= 1
                    pages.down = pages.down or pages.dies_after < 0
            if pages.down:
                self.close_connection = True
                with contextlib.suppress(OSError):
                    self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.answer(self.path.split("?")[0])

        def answer(self, path: str) -> None:
            inside = path.removeprefix(PREFIX)
            file = pages.folder / inside
            if not path.startswith(PREFIX):
                self.send(404, b"", "text/plain", path)
            elif file.is_dir() and inside and not inside.endswith("/"):
                self.send(301, b"", "text/html", path, Location=f"{path}/")
            else:
                file = file / "index.html" if file.is_dir() else file
                if file.is_file():
                    body = pages.stale.get(inside, file.read_bytes())
                    self.send(200, body, mimetypes.guess_type(file.name)[0] or "", path, file.suffix)
                else:
                    self.send(404, (pages.folder / "404.html").read_bytes(), "text/html", path)

        def send(
            self, status: int, body: bytes, kind: str, path: str, suffix: str = "", **headers: str
        ) -> None:
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            if suffix in TEXT and body:
                body = gzip.compress(body, 6, mtime=0)
                headers["Content-Encoding"] = "gzip"
            self.send_response(status)
            for name, value in {
                "Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
                "Content-Length": str(len(body)),
                "Cache-Control": "max-age=600",
                "ETag": tag,
                "Vary": "Accept-Encoding",
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(body)
            with lock:
                pages.asked.append((path.removeprefix(PREFIX), status, len(body)))

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A browser that goes away is no error here."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    pages.address = f"http://127.0.0.1:{server.server_port}{PREFIX}"
    try:
        yield pages
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
