"""What can be found: sections of pages, terms of the glossary, laws and their articles."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from pandu.glossary.load import load_glossary
from pandu.glossary.markdown import PAGE as GLOSSARY_PAGE
from pandu.glossary.model import Glossary
from pandu.law.load import load_register
from pandu.law.model import Register
from pandu.law.register_page import KEY as REGISTER_PAGE
from pandu.pages import FACILITATORS, Course, Page
from pandu.search.plain import plain_text

LESSON, SHEET, TERM, LAW, PAGE, GUIDE = "lesson", "sheet", "term", "law", "page", "guide"


@dataclass(frozen=True)
class Entry:
    """`key` is the page's path; `anchor` is empty for a page's lead. `group` is the module or the law.

    `unseen` is found like the text and not shown: other names of the thing.
    """

    kind: str
    key: str
    anchor: str
    title: str
    page_title: str
    group: str
    text: str
    unseen: str = ""
    is_part: bool = False
    """Whether it is an article, and not the whole law."""


def course_entries(course: Course, language: str, order: Iterable[str]) -> list[Entry]:
    """Everything that readers of `language` can find, in the order of the menu."""
    glossary, _ = load_glossary(course.root)
    register, _ = load_register(course.root)
    found: list[Entry] = []
    for key in order:
        page = course.page(language, key)
        if page is None or _is_excluded(page):
            continue
        found += page_entries(page, _group(course, page, language))
        if key == GLOSSARY_PAGE:
            found += _terms(glossary, page, language)
        if key == REGISTER_PAGE:
            found += _laws(register, page, language)
    return found


def searched_entries(course: Course, language: str, order: Iterable[str]) -> list[Entry]:
    """What the search finds of `course_entries`: of a guide the page only, by its lead and its headings.

    Plans of sessions say everything once more that the lessons say, and few readers look for them.
    """
    found: list[Entry] = []
    for (kind, _), group in groupby(course_entries(course, language, order), lambda e: (e.kind, e.key)):
        if kind != GUIDE:
            found += group
            continue
        lead, *sections = group
        text = lead.text if not lead.anchor else lead.title
        whole = " · ".join([text, *(each.title for each in sections)])
        found.append(replace(lead, anchor="", title=lead.page_title, text=whole))
    return found


def page_entries(page: Page, group: str = "") -> Iterator[Entry]:
    """The lead of a page, where it has one, and its sections. A heading without an id begins none."""
    lines = page.masked.split("\n")
    for block in page.quiz_blocks:  # the question only: the key stays a secret, also of the search
        if block.quiz:
            lines[block.first] = plain_text(block.quiz.question)
    starts = [(heading.line - page.first_line, heading) for heading in page.headings if heading.id]
    kind = _kind(page)

    def entry(anchor: str, title: str, first: int, last: int) -> Entry:
        text = plain_text("\n".join(lines[first:last]))
        return Entry(kind, page.key, anchor, title, page.title, group, text)

    lead_end = starts[0][0] if starts else len(lines)
    for heading in page.headings:  # the title of the page is no text of it
        if heading.level == 1 and heading.id is None:
            lines[heading.line - page.first_line] = ""
    lead = entry("", page.title, 0, lead_end)
    description = str(page.meta.get("description") or "")
    begins_with_title = starts and starts[0][1].level == 1  # whose section is the lead
    if lead.text or (description and not begins_with_title):
        yield Entry(kind, page.key, "", page.title, page.title, group, f"{description} {lead.text}".strip())
    ends = [start for start, _ in starts[1:]] + [len(lines)] * bool(starts)
    for (start, heading), end in zip(starts, ends, strict=True):
        after = start + (2 if heading.mark == "underlined" else 1)
        yield entry(heading.id or "", heading.text, after, end)


def _is_excluded(page: Page) -> bool:
    """As Material has it: `search: {exclude: true}` in the front matter."""
    setting = page.meta.get("search")
    return isinstance(setting, Mapping) and setting.get("exclude") is True


def _kind(page: Page) -> str:
    """The page of a module counts as a lesson; the list of the sheets is a page like any other.

    A page for facilitators is a guide, and stands below what answers participants.
    """
    if page.key.startswith("modul/"):
        return LESSON
    if page.key.startswith(FACILITATORS):
        return GUIDE
    return SHEET if page.key.startswith("lembar/") and not page.key.endswith("/index.md") else PAGE


def _group(course: Course, page: Page, language: str) -> str:
    """The title of the page above this one: of its module, for a lesson."""
    above = course.page(language, posixpath.join(posixpath.dirname(page.key), "index.md"))
    return above.title if above is not None and above is not page and "/" in page.key else ""


def _terms(glossary: Glossary, page: Page, language: str) -> Iterator[Entry]:
    for term in glossary.terms.values():
        word = term.words.get(language)
        if word is not None:
            names = [name for each in term.words.values() for name in (each.term, *each.forms, *each.search)]
            also = ", ".join(dict.fromkeys(name for name in names if name != word.term))
            yield Entry(TERM, page.key, term.id, word.term, page.title, "", word.definition, also)


def _laws(register: Register, page: Page, language: str) -> Iterator[Entry]:
    for law in register.laws.values():
        heads = " · ".join(dict.fromkeys(head for each in ("id", "en") for head in law.heads(each)))
        yield Entry(LAW, page.key, law.id, law.name(language), page.title, "", law.title[language], heads)
        for article in law.articles.values():
            title = law.cite(article.place, language)
            anchor, rule = law.anchor(article), article.rule[language]
            yield Entry(LAW, page.key, anchor, title, page.title, "", rule, law.title[language], is_part=True)
