"""The pictures of a copy: of which kinds they may be, and how one stands inside an HTML file."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pandu.offline.book import Book, file_of
from pandu.problems import Problem

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
"""By the ending of the file: what every reader app and browser shows, and Chromium prints."""
_TAG = re.compile(r"""<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_VALUE = re.compile(r"""(?<= )([\w:-]+)="([^"]*)\"""")


def check_pictures(book: Book, *, prefix: str = "site") -> Iterator[Problem]:
    """Pictures of another kind, on any page. `prefix` stands before paths."""
    for page in book.pages:
        for picture in page.article.xpath(".//img[@src and not(ancestor-or-self::*[@data-online-only])]"):
            file = file_of(book, page, str(picture.get("src")))
            if file.suffix.lower() not in MEDIA_TYPES:
                path = file.relative_to(book.site).as_posix()
                yield Problem(f"{prefix}/{path}", 1, "E709", {"kind": file.suffix})


def media_type(file: Path) -> str:
    """Of a kind that `check_pictures` lets through; another is a KeyError."""
    return MEDIA_TYPES[file.suffix.lower()]


def data_uri(file: Path) -> str:
    """A picture inside the file. SVG stays text: it is smaller than in base64, and packs better."""
    if media_type(file) != "image/svg+xml":
        return f"data:{media_type(file)};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"
    text = re.sub(r">\s+<", "><", re.sub(r"<!--.*?-->", "", file.read_text(encoding="utf-8"), flags=re.S))
    text = _TAG.sub(lambda tag: _VALUE.sub(_with_apostrophes, tag[0]), " ".join(text.split()))
    return "data:image/svg+xml," + quote(text, safe="<>/:;=,.'()!*+-_@?[]{}|~^ `")


def _with_apostrophes(match: re.Match[str]) -> str:
    return match[0] if "'" in match[2] else f"{match[1]}='{match[2]}'"
