"""How far the languages agree, for readers: the notice on a page that is behind, and the table of pages.

An author writes the marker line `<!-- status-terjemahan -->`; it is replaced by the table.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from pandu import DEFAULT_LANGUAGE, LANGUAGES
from pandu.pages import Course, Page
from pandu.parity import LEAD, META, StaleSection, find_source, stale_sections

MARKER = "<!-- status-terjemahan -->"


def stale_titles(course: Course, key: str, language: str, words: Mapping[str, str]) -> list[str]:
    """What readers call the sections that are behind; empty for a page that agrees or was never compared."""
    page = course.pages.get((language, key))
    if page is None or not page.meta.get("source"):
        return []
    return [_title(section, words) for section in stale_sections(course, key, language)]


def fill_status(markdown: str, course: Course, page: Page, words: Mapping[str, str]) -> str:
    """The text of `page` with the table in place of its marker, in the page's language."""
    if MARKER not in markdown:
        return markdown
    return markdown.replace(MARKER, "\n".join(_table(course, page, words)))


def _table(course: Course, here: Page, words: Mapping[str, str]) -> Iterator[str]:
    yield f"| {words['languages.page']} | {words['languages.state']} | {words['languages.sections']} |"
    yield "|---|---|---|"
    for page in sorted(_sources(course), key=lambda page: page.key):
        link = posixpath.relpath(page.key, posixpath.dirname(here.key) or ".")
        title = (course.page(here.language, page.key) or page).title
        for language in LANGUAGES:
            if language != page.language:
                state, titles = _state(course, page.key, language, words)
                yield f"| [{_cell(title)}]({link}) | {state} | {_cell(', '.join(titles))} |"


def _sources(course: Course) -> Iterator[Page]:
    for (_, key), page in course.pages.items():
        if page is find_source(course, key) and (DEFAULT_LANGUAGE, key) in course.pages:
            yield page


def _state(course: Course, key: str, language: str, words: Mapping[str, str]) -> tuple[str, list[str]]:
    page = course.pages.get((language, key))
    if page is None:
        return words["languages.missing"], []
    if not page.meta.get("source"):
        return words["languages.never"], []
    titles = stale_titles(course, key, language, words)
    if not titles:
        return words["languages.agrees"], []
    number = "one" if len(titles) == 1 else "other"
    return words[f"languages.behind.{number}"].format(n=len(titles)), titles


def _title(section: StaleSection, words: Mapping[str, str]) -> str:
    named = {META: words["languages.meta"], LEAD: words["languages.lead"]}
    return named.get(section.id, section.title)


def _cell(text: str) -> str:
    """Text that stays in its cell and is no markup."""
    return "".join(f"\\{sign}" if sign in "\\|[]*_`<" else sign for sign in text) or " "
