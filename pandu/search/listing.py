"""The alphabetical index: every page, section and term with its link, for readers without JavaScript.

An author writes the marker line `<!-- indeks -->`; it is replaced by Markdown, so that MkDocs rewrites and
checks the links in it.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from pandu.literal import literal
from pandu.pages import Course
from pandu.search.entries import LAW, Entry, course_entries
from pandu.settings import ROOT
from pandu.source import mask_fences

PAGE = "indeks.md"
MARKER = "<!-- indeks -->"
TEMPLATES = ROOT / "overrides" / "features" / "search"
_MARKER_LINE = re.compile(rf"^{re.escape(MARKER)}$", re.M)


def has_marker(markdown: str) -> bool:
    return _MARKER_LINE.search(mask_fences(markdown)) is not None


def fill_listing(
    markdown: str,
    course: Course,
    *,
    key: str,
    language: str,
    order: Iterable[str],
    words: Mapping[str, str],
) -> str:
    """Replace the marker line of the page with path `key`. `order`: the paths of pages in the menu."""
    marker = _MARKER_LINE.search(mask_fences(markdown))
    if marker is None:
        return markdown
    entries = sorted(filter(_is_listed, course_entries(course, language, order)), key=_place)
    groups = [(letter, list(group)) for letter, group in groupby(entries, _letter)]
    filled = _template().render(
        groups=groups,
        words=words,
        link=lambda entry: _link(entry, key),
        as_text=literal,
    )
    return markdown[: marker.start()] + filled.strip() + markdown[marker.end() :]


def _is_listed(entry: Entry) -> bool:
    """Laws are listed, their articles are not: the register has them in order."""
    return entry.key != PAGE and not (entry.kind == LAW and entry.is_part)


def _link(entry: Entry, key: str) -> str:
    path = posixpath.relpath(entry.key, posixpath.dirname(key) or ".")
    return f"{path}#{entry.anchor}" if entry.anchor else path


def _letter(entry: Entry) -> str:
    first = next((sign for sign in _plain(entry.title) if sign.isalnum()), "0")
    return first.upper() if first.isalpha() else "0–9"


def _place(entry: Entry) -> tuple[bool, str, str, str]:
    plain = _plain(entry.title).lstrip("“\"'(")
    return not plain[:1].isdecimal(), plain, entry.key, entry.anchor


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("listing.html")
