"""The course, made larger, and the course without its quiz marks: what the benchmark builds.

A course of four times the content has every module four times (`modul/amdal-b/`), and every other page four
times beside the original (`tentang/privasi-b.md`): links and pictures lead where they led. Pages that list
the whole course, such as the home page, stay one: their lists grow. A copy differs from its original in its
name and in the ids of its quizzes. Names of copies end in letters, because they have no ordinals.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from string import ascii_lowercase
from typing import Any

from pandu.source import mask_code

Nav = list[Any]
"""`nav` of mkdocs.yml: paths, and mappings of a title to a path or to a list of the same kind."""

_TAG = re.compile(r"^(?:<quiz\b[^>\n]*>|</quiz>)$", re.M)
_META = re.compile(r"<!--\s*id:.*?-->", re.S)
_META_ID = re.compile(r"(<!--\s*id:\s*[a-z0-9-]+)")
_LISTS_THE_COURSE = re.compile(
    r"^(?:template:.*|<!-- (?:daftar-(?:modul|kemajuan|peraturan)|glosarium|status-terjemahan) -->)$", re.M
)
_TEMPLATE = re.compile(r"^template:.*\n", re.M)


def suffixes(times: int) -> list[str]:
    """The endings of the copies that stand beside the original: none for 1, `-b`, `-c`, … for more."""
    if not 1 <= times <= len(ascii_lowercase):
        raise ValueError(f"can make 1 to {len(ascii_lowercase)} times the content, not {times}")
    return [f"-{letter}" for letter in ascii_lowercase[1:times]]


def multiply(pages: Mapping[str, str], times: int) -> dict[str, str]:
    """Each page that is content, `times` times. Keys are paths below docs/: `id/modul/amdal/tahapan.md`."""
    copied = {path: text for path, text in pages.items() if not _LISTS_THE_COURSE.search(mask_code(text))}
    copies = {
        copy_of(path, end): _rename(text, end) for end in suffixes(times) for path, text in copied.items()
    }
    return {**pages, **copies}


def copy_of(path: str, end: str) -> str:
    """The path of a copy; `path` may begin with the language, or not, as in `nav`."""
    within = re.sub(r"((?:^|/)modul/[^/]+)(?=/)", rf"\1{end}", path)
    return within if within != path else path.removesuffix(".md") + end + ".md"


def multiply_nav(nav: Nav, times: int, pages: Collection[str]) -> Nav:
    """`nav` with a section for each copy, as a course grows: by modules, not by longer modules.

    `pages` are the paths that exist, without the language; an entry whose page is not copied stays single.
    """
    copies = [(end, _nav_copy(nav, end, pages)) for end in suffixes(times)]
    return [*nav, *({f"Salinan {end[1:].upper()}": copy} for end, copy in copies if copy)]


def without_quiz_marks(text: str) -> str:
    """The page with its quizzes as plain text: tags and metadata comments go, every other word stays."""
    masked = mask_code(text)  # as long as the text, so that places agree
    places = [match.span() for pattern in (_TAG, _META) for match in pattern.finditer(masked)]
    for start, end in sorted(places, reverse=True):
        text = text[:start] + text[end:]
    return text


def without_template(text: str) -> str:
    """The page in the theme's own template: those of `overrides/` are absent in plain Material."""
    return _TEMPLATE.sub("", text, count=1) if text.startswith("---\n") else text


def _rename(text: str, end: str) -> str:
    return _META_ID.sub(rf"\1{end}", text)


def _nav_copy(nav: Nav, end: str, pages: Collection[str]) -> Nav:
    found: Nav = []
    for entry in nav:
        title, below = next(iter(entry.items())) if isinstance(entry, dict) else (None, entry)
        copy = _nav_copy(below, end, pages) if isinstance(below, list) else copy_of(below, end)
        if copy if isinstance(copy, list) else copy in pages:
            found.append({title: copy} if title else copy)
    return found
