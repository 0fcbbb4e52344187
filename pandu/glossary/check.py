"""What is wrong with the glossary: its file, its page, terms that no page mentions, or one language only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pandu import DEFAULT_LANGUAGE
from pandu.glossary.load import FILE, load_glossary
from pandu.glossary.markdown import PAGE
from pandu.glossary.model import Glossary
from pandu.glossary.page import MARKER, has_marker, mentioned_terms
from pandu.ids import nearest
from pandu.menu import read_menu
from pandu.pages import Course, Page
from pandu.problems import Problem

Mentions = Mapping[tuple[str, str], Mapping[str, int]]
"""Language and key of a page → the terms it mentions → their lines."""


def check_glossary(course: Course) -> Iterator[Problem]:
    glossary, problems = load_glossary(course.root)
    yield from problems
    if not glossary.terms:
        return
    pages = {place: page for place, page in course.pages.items() if page.key != PAGE}
    mentions = {place: mentioned_terms(glossary, page) for place, page in pages.items()}
    in_text = {place: mentioned_terms(glossary, page, in_links=False) for place, page in pages.items()}
    yield from _entry_page(course)
    yield from _unused(glossary, mentions)
    yield from _too_early(course, glossary, in_text)
    for language, key in pages:
        ours, theirs = (DEFAULT_LANGUAGE, key), (language, key)
        if language != DEFAULT_LANGUAGE and ours in pages:
            # Titles differ between languages: what only a link names need not be named in the other one.
            left = {term: line for term, line in in_text[ours].items() if term not in mentions[theirs]}
            right = {term: line for term, line in in_text[theirs].items() if term not in mentions[ours]}
            yield from _differences(glossary, pages[ours], pages[theirs], left, right)


def _entry_page(course: Course) -> Iterator[Problem]:
    """Without the page and its marker the links of all other pages lead nowhere."""
    pages = [page for (_, key), page in course.pages.items() if key == PAGE]
    if not any(page.language == DEFAULT_LANGUAGE for page in pages):
        yield Problem(FILE, 1, "E215", {"page": f"docs/{DEFAULT_LANGUAGE}/{PAGE}", "marker": MARKER})
    for page in pages:
        if not has_marker(page.body):
            yield Problem(page.path, 1, "E216", {"marker": MARKER})


def _unused(glossary: Glossary, mentions: Mentions) -> Iterator[Problem]:
    used = {term for terms in mentions.values() for term in terms}
    for term in glossary.terms.values():
        if term.link and term.id not in used:
            yield Problem(FILE, term.line, "W201", {"term": term.id})


def _too_early(course: Course, glossary: Glossary, mentions: Mentions) -> Iterator[Problem]:
    """A lesson uses a term, and the lessons that explain it come later in the menu."""
    menu, _ = read_menu(course)
    lessons = [key for key in menu or () if (page := course.page(DEFAULT_LANGUAGE, key)) and page.is_lesson]
    for term in glossary.terms.values():
        for key in term.explained:
            if key not in lessons:
                params = {"term": term.id, "key": key, "near": nearest(key, lessons) or "modul/…/….md"}
                yield Problem(FILE, term.line, "E217", params)
        explained = [key for key in lessons if key in term.explained]
        if not term.link or not explained:
            continue
        for key in lessons[: lessons.index(explained[0])]:
            line = mentions.get((DEFAULT_LANGUAGE, key), {}).get(term.id)
            if line is not None:
                word = term.words[DEFAULT_LANGUAGE].term
                params = {"term": word, "id": term.id, "later": explained[0], "key": key}
                yield Problem(course.pages[DEFAULT_LANGUAGE, key].path, line, "W202", params)
                break  # the first one: it is there that the reader meets it


def _differences(
    glossary: Glossary, ours: Page, theirs: Page, left: Mapping[str, int], right: Mapping[str, int]
) -> Iterator[Problem]:
    """Both languages explain the same terms. `left` and `right`: those that one alone has, with their lines.

    Told at `theirs`, as all that twins differ in.
    """
    for term in left:
        word = glossary.terms[term].words.get(theirs.language)
        if word is not None:  # else its absence is told where it belongs, in the file
            params = {"term": term, "word": word.term, "other": f"{ours.path}:{left[term]}"}
            yield Problem(theirs.path, 1, "E560", params)
    for term in right:
        word = glossary.terms[term].words.get(ours.language)
        if word is not None:
            params = {"term": term, "word": word.term, "other": ours.path}
            yield Problem(theirs.path, right[term], "E561", params)
