"""What is wrong with a finished site: files that its worker does not know, weight, loads from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import html

from pandu import LANGUAGES
from pandu.offline.artefact import FOLDER, LIMITS, Artefact
from pandu.offline.worker import SCRIPT, KeptFile, hash_of, is_kept, read_release, saved_bytes
from pandu.pages import Course
from pandu.problems import Problem

SAVED_LIMIT = 1_200_000
"""Bytes on the wire that "save for offline" may fetch in one language."""
PICTURE_LIMIT = 12_000
PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"}
_NOT_LOADED = {"canonical", "alternate", "next", "prev", "license"}
_IN_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s]+)""")
_IN_SCRIPT = re.compile(r"""\b(?:fetch|import|importScripts|Worker)\(\s*["'`]((?:https?:)?//[^"'`]+)""")
_FOREIGN = re.compile(r"\s*(?:https?:)?//", re.I)


def check_offline(course: Course) -> Iterator[Problem]:
    """Pictures that are too heavy, among the sources."""
    for name in sorted(course.files):
        file = course.root / "docs" / name
        if file.suffix.lower() in PICTURES and not name.startswith("assets/icons/"):
            size = file.stat().st_size
            if size > PICTURE_LIMIT:
                yield Problem(f"docs/{name}", 1, "E703", _weights(size, PICTURE_LIMIT))


def check_site(
    site: Path, kept: Iterable[KeptFile], artefacts: Iterable[Artefact], *, prefix: str = "site"
) -> Iterator[Problem]:
    """Everything that would make a finished site wrong without a connection. `prefix` stands before paths."""
    yield from check_worker(site, prefix=prefix)
    files = list(kept)
    for language in LANGUAGES:
        size = saved_bytes(files, language)
        if size > SAVED_LIMIT:
            params = {"language": language, **_weights(size, SAVED_LIMIT)}
            yield Problem(f"{prefix}/{SCRIPT}", 1, "E706", params)
    for artefact in artefacts:
        yield from _check_artefact(artefact, prefix)
    for file in sorted(site.rglob("*")):
        if file.suffix in (".html", ".css", ".js", ".svg") and is_kept(file.relative_to(site).as_posix()):
            path = file.relative_to(site).as_posix()
            yield from _foreign(path, file.read_bytes(), f"{prefix}/{path}")


def check_worker(site: Path, *, prefix: str = "site") -> Iterator[Problem]:
    """Whether `sw.js` and the files agree: a file that it does not know opens online only."""
    script = site / SCRIPT
    recorded = read_release(script.read_text(encoding="utf-8")) if script.is_file() else {}
    for path, digest in recorded.items():
        file = site / (path + "index.html" if not path or path.endswith("/") else path)
        if not file.is_file():
            yield Problem(f"{prefix}/{SCRIPT}", 1, "E701", {"file": path or "index.html"})
        elif hash_of(file.read_bytes()) != digest:
            yield Problem(f"{prefix}/{SCRIPT}", 1, "E707", {"file": path or "index.html"})
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and is_kept(path) and path.removesuffix("index.html") not in recorded:
            yield Problem(f"{prefix}/{path}", 1, "E702", {"file": path})


def _check_artefact(artefact: Artefact, prefix: str) -> Iterator[Problem]:
    path = f"{prefix}/{FOLDER}/{artefact.name}"
    limit = LIMITS[artefact.kind]
    if len(artefact.data) > limit:
        params = {"file": artefact.name, **_weights(len(artefact.data), limit)}
        yield Problem(path, 1, "E705", params)
    if artefact.name.endswith((".epub", ".zip")):
        with zipfile.ZipFile(io.BytesIO(artefact.data)) as packed:
            for name in packed.namelist():
                if name.endswith((".html", ".xhtml", ".css", ".js", ".svg")):
                    yield from _foreign(name, packed.read(name), path)
    else:
        yield from _foreign(artefact.name, artefact.data, path)


def _foreign(name: str, data: bytes, path: str) -> Iterator[Problem]:
    for url in sorted(set(loads(name, data))):
        yield Problem(path, 1, "E704", {"file": name, "url": url})


def loads(name: str, data: bytes) -> Iterator[str]:
    """Addresses elsewhere that a file fetches by itself. Links that a reader follows are none of these."""
    if name.endswith((".html", ".xhtml", ".svg")):
        tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
        for element in tree.iter():
            if isinstance(element.tag, str):
                yield from _element_loads(element)
    text = data.decode("utf-8", errors="replace") if not name.endswith(".pdf") else ""
    yield from (found[1] for found in _IN_STYLE.finditer(text))
    yield from (found[1] for found in _IN_SCRIPT.finditer(text))


def _element_loads(element: html.HtmlElement) -> Iterator[str]:
    names = ["src", "srcset", "poster", "data", "action", "background"]
    if element.tag == "link" and element.get("rel") not in _NOT_LOADED:
        names.append("href")
    if element.tag in ("use", "image"):
        names += ["href", "xlink:href"]
    for name in names:
        value = element.get(name)
        if value and _FOREIGN.match(value):
            yield value.strip()


def _weights(size: int, limit: int) -> dict[str, str]:
    return {"size": f"{size / 1000:.1f}", "limit": f"{limit / 1000:.0f}"}
