"""Whether the pages of two languages agree, and which sections of a translation have fallen behind.

source        the page written first: Indonesian, unless the front matter says `source_language: en`
translation   the other one; its front matter remembers in `source` the hash of each section it was made from
section       from a heading (level 2 and below, with id) to the next such heading of any level; `_lead` is
              what stands before the first, `_meta` the title, description and objectives (contracts C3)
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pandu import DEFAULT_LANGUAGE, LANGUAGES
from pandu.pages import Course, Page
from pandu.problems import Problem
from pandu.source import normalise
from pandu.twins import compare, has_clean_headings

META, LEAD = "_meta", "_lead"
# At the end of a heading: of a line that begins with #, or that has a line of === or --- below it.
_ATTRIBUTE = re.compile(
    r"^(#{1,6}.*?|.+?(?=[ ]*\{[^{}\n]*\}[ ]*\n(?:=+|-+)[ ]*$))[ ]*\{[^{}\n]*\}[ ]*$", re.M
)
_MARKS = re.compile(r"[*`]|(?<![^\W_])_+|_+(?![^\W_])")


@dataclass(frozen=True)
class Section:
    """`title` is empty for `_meta` and `_lead`."""

    id: str
    title: str
    line: int
    text: str

    @property
    def hash(self) -> str:
        return section_hash(self.text)


@dataclass(frozen=True)
class StaleSection:
    """A section of a translation whose source has changed; `hash` is the source's as it is now."""

    id: str
    title: str
    line: int
    hash: str
    source_line: int


@lru_cache(maxsize=4096)  # asked for by the check, the page and the status page
def section_hash(text: str) -> str:
    """The same for two texts that differ in marks and line breaks only."""
    text = unicodedata.normalize("NFC", normalise(text))
    text = _MARKS.sub("", _ATTRIBUTE.sub(r"\1", text))
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def sections(page: Page) -> tuple[Section, ...]:
    """`_meta`, `_lead`, then the sections in their order."""
    lines = page.body.split("\n")
    starts = [heading for heading in page.headings if heading.level > 1 and heading.id]
    ends = [heading.line - page.first_line for heading in starts] + [len(lines)]
    found = [
        Section(META, "", page.line_of("title"), _meta_text(page.meta)),
        Section(LEAD, "", page.first_line, "\n".join(lines[: ends[0]])),
    ]
    for heading, end in zip(starts, ends[1:], strict=True):
        text = "\n".join(lines[heading.line - page.first_line : end])
        found.append(Section(heading.id or "", heading.text, heading.line, text))
    return tuple(found)


def _meta_text(meta: Mapping[str, object]) -> str:
    objectives = meta.get("objectives")
    texts = (
        [value.get("text") for value in objectives.values() if isinstance(value, Mapping)]
        if isinstance(objectives, Mapping)
        else []
    )
    return "\n".join(str(part) for part in (meta.get("title"), meta.get("description"), *texts) if part)


def find_source(course: Course, key: str) -> Page | None:
    """The page that was written first: in the language that `source_language` names, else in Indonesian."""
    for language in LANGUAGES:
        page = course.pages.get((language, key))
        named = page.meta.get("source_language") if page else None
        if isinstance(named, str) and (named, key) in course.pages:
            return course.pages[named, key]
    return course.pages.get((DEFAULT_LANGUAGE, key))


def stale_sections(course: Course, key: str, language: str) -> list[StaleSection]:
    """The sections of this translation whose source is no longer what it was made from."""
    page, source = course.pages.get((language, key)), find_source(course, key)
    if page is None or source is None or page is source:
        return []
    here = {section.id: section for section in sections(page)}
    return [
        StaleSection(section.id, here[section.id].title, here[section.id].line, section.hash, section.line)
        for section in sections(source)
        if section.id in here and page.head.scalars.get(f"source.{section.id}") != section.hash
    ]


def check_languages(course: Course) -> Iterator[Problem]:
    yield from _missing_pages(course)
    for (language, key), page in course.pages.items():
        source, indonesian = find_source(course, key), course.pages.get((DEFAULT_LANGUAGE, key))
        yield from _source_keys(course, source, page)
        if indonesian is not None and indonesian.language != language:
            yield from compare(course, indonesian, page)
        if source is not None and source is not page:
            yield from _stale(course, source, page)


def _missing_pages(course: Course) -> Iterator[Problem]:
    for (language, key), page in course.pages.items():
        if f"{DEFAULT_LANGUAGE}/{key}" not in course.files:  # a page that cannot be read is there
            yield Problem(page.path, 1, "E501", {"missing": f"docs/{DEFAULT_LANGUAGE}/{key}"})
        for other in LANGUAGES if language == DEFAULT_LANGUAGE else ():
            if f"{other}/{key}" not in course.files:
                yield Problem(page.path, 1, "W501", {"missing": f"docs/{other}/{key}"})


def _source_keys(course: Course, source: Page | None, page: Page) -> Iterator[Problem]:
    named = page.meta.get("source_language")
    if named in LANGUAGES and (named, page.key) not in course.pages:
        params = {"language": named, "missing": f"docs/{named}/{page.key}"}
        yield Problem(page.path, page.line_of("source_language"), "E502", params)
    if page is source and "source" in page.meta:
        yield Problem(page.path, page.line_of("source"), "E503", {"language": page.language})
    remembered = page.meta.get("source")
    if source is None or page is source or not isinstance(remembered, Mapping):
        return
    if not has_clean_headings(source):
        return
    known = {section.id for section in sections(source)}
    for name in remembered:
        if str(name) not in known:
            params = {"id": name, "source": source.path}
            yield Problem(page.path, page.line_of(f"source.{name}"), "W503", params)


def _stale(course: Course, source: Page, page: Page) -> Iterator[Problem]:
    """Only of pages whose heads and headings are sound: else the remedy would be wrong."""
    if not all(each.head.readable and has_clean_headings(each) for each in (source, page)):
        return
    stale = stale_sections(course, page.key, page.language)
    if stale and not isinstance(page.meta.get("source"), Mapping):
        # A translation that is new: one line to paste instead of one for each section.
        hashes = ", ".join(f"{section.id}: {section.hash}" for section in stale)
        params = {"sections": ", ".join(section.id for section in stale), "source": source.path}
        yield Problem(page.path, 1, "W502", {**params, "paste": f"source: {{{hashes}}}"})
        return
    indent = "  " if _in_lines_of_its_own(page) else ""
    for section in stale:
        params = {"sections": section.id, "source": f"{source.path}:{section.source_line}"}
        params["paste"] = f"{indent}{section.id}: {section.hash}"
        yield Problem(page.path, section.line, "W502", params)


def _in_lines_of_its_own(page: Page) -> bool:
    """Whether `source` has a line for each section, which then needs its indentation, or all in braces."""
    top = page.line_of("source")
    return all(line > top for key, line in page.head.lines.items() if key.startswith("source."))
