"""The page of the glossary: every entry with both languages, its source, and the pages that mention it.

An author writes the marker line `<!-- glosarium -->`; it is replaced by Markdown, so that MkDocs rewrites and
checks the links in it.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pandu.glossary.load import load_glossary
from pandu.glossary.markdown import PAGE
from pandu.glossary.match import Matcher, find_mentions
from pandu.glossary.model import Glossary, Term, Word
from pandu.literal import literal
from pandu.pages import Course, Page
from pandu.settings import ROOT
from pandu.source import line_of, mask_fences

MARKER = "<!-- glosarium -->"
TEMPLATES = ROOT / "overrides" / "features" / "glossary"
_MARKER_LINE = re.compile(rf"^{re.escape(MARKER)}$", re.M)
# What stands in the source of a page and is not read: targets of links, tags, attribute lists, definitions.
_UNSEEN = re.compile(
    r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|<[a-zA-Z/][^<>]*>|\{:?[^{}\n]*\}"
    r"|^ {0,3}\[[^\]^\n][^\]\n]*\]:.*$",
    re.M,
)
_LINK_TEXT = re.compile(r"(?<!!)\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\](?=\()")


@dataclass(frozen=True)
class Entry:
    """A term as the page of one language shows it. `others`: language → the term there."""

    term: Term
    word: Word
    others: Mapping[str, Word]
    see: Sequence[Term]
    pages: Sequence[Page]


def has_marker(markdown: str) -> bool:
    return _MARKER_LINE.search(mask_fences(markdown)) is not None


def mentioned_terms(glossary: Glossary, page: Page, *, in_links: bool = True) -> dict[str, int]:
    """The terms that a reader of `page` meets, headings and quizzes included: term → line of the first.

    Without `in_links` the words of links do not count: they name other pages.
    """
    matcher = glossary.matchers.get(page.language)
    if matcher is None:
        return {}
    visible = page.visible if in_links else _LINK_TEXT.sub("[\0]", page.visible)
    return {term: page.first_line + line for term, line in _first_lines(matcher, visible).items()}


@lru_cache(maxsize=2048)  # the check, and the glossary's page in each language, ask for every page
def _first_lines(matcher: Matcher, visible: str) -> Mapping[str, int]:
    """Term → the line of its first mention, counted from 0."""
    # The sign instead of what is not read keeps a phrase from reaching over it; lines stay where they are.
    text = _UNSEEN.sub(lambda match: "\0" + "\n" * match[0].count("\n"), visible)
    found: dict[str, int] = {}
    for mention in find_mentions(matcher, text):
        found.setdefault(mention.term, mention.start)
    return {term: line_of(text, start) for term, start in found.items()}


def generated_anchors(course: Course, page: Page) -> frozenset[str]:
    """The ids that the marker on `page` will turn into; authors may link to them."""
    if page.key != PAGE or not has_marker(page.body):
        return frozenset()
    glossary, _ = load_glossary(course.root)
    return frozenset(term.id for term in glossary.terms.values() if page.language in term.words)


def fill_glossary(
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
    glossary, _ = load_glossary(course.root)
    entries = read_entries(glossary, course, language, order)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["from_here"] = lambda target: posixpath.relpath(target, posixpath.dirname(key) or ".")
    environment.filters["as_text"] = literal
    groups = [(letter, list(group)) for letter, group in groupby(entries, lambda entry: _letter(entry.word))]
    filled = environment.get_template("entries.html").render(groups=groups, language=language, words=words)
    return markdown[: marker.start()] + filled.strip() + markdown[marker.end() :]


def read_entries(glossary: Glossary, course: Course, language: str, order: Iterable[str]) -> list[Entry]:
    """Every term that `language` has, in its alphabet."""
    pages = list(_pages(course, language, order))
    mentions = [(page, mentioned_terms(glossary, page)) for page in pages]
    entries = [
        Entry(
            term=term,
            word=term.words[language],
            others={other: word for other, word in term.words.items() if other != language},
            see=[glossary.terms[name] for name in term.see if language in _words(glossary, name)],
            pages=[page for page, terms in mentions if term.id in terms],
        )
        for term in glossary.terms.values()
        if language in term.words
    ]
    return sorted(entries, key=lambda entry: (_letter(entry.word), _plain(entry.word.term), entry.term.id))


def _pages(course: Course, language: str, order: Iterable[str]) -> Iterator[Page]:
    """The pages as readers of `language` get them: those of the menu in its order, then all others."""
    keys = dict.fromkeys([*order, *sorted({key for _, key in course.pages})])
    for key in keys:
        page = course.page(language, key)
        if page is not None and key != PAGE:
            yield page


def _words(glossary: Glossary, name: str) -> Mapping[str, Word]:
    return glossary.terms[name].words if name in glossary.terms else {}


def _plain(text: str) -> str:
    """`text` as the alphabet sorts it: without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _letter(word: Word) -> str:
    first = _plain(word.term)[:1]
    return first.upper() if first.isalpha() else "0–9"
