"""The index of the course in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from pandu import DEFAULT_LANGUAGE, LANGUAGES
from pandu.glossary.load import load_glossary
from pandu.glossary.markdown import PAGE as GLOSSARY
from pandu.glossary.model import Glossary
from pandu.pages import Course
from pandu.search.analysis import Analysis, Concept, read_concepts
from pandu.search.entries import searched_entries
from pandu.search.index import Contents, index_script
from pandu.search.listing import PAGE as LISTING
from pandu.search.words import load_word_lists
from pandu.strings import words_for


def course_index(
    course: Course,
    language: str,
    order: Sequence[str],
    repository: str = "",
    *,
    held: Callable[[str, str], bool] = lambda key, anchor: True,
) -> str:
    """`order`: the paths of pages in the menu; no other page is found. `repository`: owner/name.

    `held`: whether a copy has the place on a page, for a copy that holds a part of the course.
    """
    other = next(each for each in LANGUAGES if each != language)
    entries = searched_entries(course, language, order)
    glossary, _ = load_glossary(course.root)
    concepts, analysis = _analysis_of(glossary)
    links = {"glossary": address(GLOSSARY, language), "listing": address(LISTING, language)}
    if repository:
        links["suggest"] = f"https://github.com/{repository}/issues/new?template=usul-topik.yml&topik="
    return index_script(
        Contents(
            entries=[entry for entry in entries if held(entry.key, entry.anchor)],
            twins=searched_entries(course, other, order),
            language=language,
            analysis=analysis,
            concepts=concepts,
            address_of={key: address(key, language) for key in order},
            say=dialog_words(words_for(language)),
            links=links,
        )
    )


def dialog_words(words: Mapping[str, str]) -> dict[str, str]:
    """What the dialog says. It travels with the index: a page of which nobody searches carries none of it."""
    prefix = "search.dialog."
    return {key.removeprefix(prefix): word for key, word in words.items() if key.startswith(prefix)}


def address(key: str, language: str) -> str:
    """Where a page stands in the site: `modul/amdal/` for `modul/amdal/index.md`."""
    folder = key.removesuffix(".md").removesuffix("index")
    inside = folder if folder.endswith("/") or not folder else f"{folder}/"
    return inside if language == DEFAULT_LANGUAGE else f"{language}/{inside}"


@lru_cache(maxsize=4)  # both languages of a build, and every build of `make serve`
def _analysis_of(glossary: Glossary) -> tuple[list[Concept], Analysis]:
    concepts = read_concepts(glossary)
    return concepts, Analysis(load_word_lists(), concepts)
