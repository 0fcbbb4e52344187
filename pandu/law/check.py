"""What is wrong with the citations of the course, and with the register they point into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from pandu import DEFAULT_LANGUAGE
from pandu.law.citations import Citation, find_citations
from pandu.law.load import load_register
from pandu.law.model import PATH, Law, Register
from pandu.law.place import Place
from pandu.pages import Course, Page
from pandu.problems import Problem
from pandu.settings import from_environment

_HISTORY = re.compile(r"<!--\s*sejarah\s*-->")
_NUMBER_AND_YEAR = re.compile(r"(\d+)\D+?(\d{4})\b")
_SHOWN = 4
"""How many articles of a law a message names at most."""


@dataclass(frozen=True)
class _Cited:
    """The citations of one page with their lines."""

    page: Page
    citations: tuple[Citation, ...]

    def line(self, citation: Citation) -> int:
        return self.page.first_line + self.page.visible.count("\n", 0, citation.start)

    def first_lines(self) -> dict[tuple[str, str], int]:
        """Law and key, the key empty for the law itself, with the first line on which either stands."""
        found: dict[tuple[str, str], int] = {}
        for citation in self.citations:
            if citation.law is None:
                continue
            found.setdefault((citation.law.id, ""), self.line(citation))
            if citation.article is not None:
                found.setdefault((citation.law.id, citation.article.key), self.line(citation))
        return found


def check_law(course: Course) -> Iterator[Problem]:
    register, problems = load_register(course.root)
    yield from problems
    pages = {
        place: _Cited(page, tuple(find_citations(page.visible, register)))
        for place, page in course.pages.items()
    }
    for cited in pages.values():
        for citation in cited.citations:
            yield from _citation(register, cited, citation)
    for (language, key), theirs in pages.items():
        ours = pages.get((DEFAULT_LANGUAGE, key))
        if ours is not None and language != DEFAULT_LANGUAGE:
            yield from _differences(register, ours, theirs)
    yield from _old(register, from_environment().today)
    yield from _unused(register, pages.values())


def _citation(register: Register, cited: _Cited, citation: Citation) -> Iterator[Problem]:
    page, line, law = cited.page, cited.line(citation), citation.law
    text = " ".join(citation.text.replace(">", " ").split())
    if law is None:
        yield Problem(
            page.path, line, "E301", {"text": text, "near": _nearest_head(register, text, page.language)}
        )
        return
    written = law.cite(citation.place, page.language)
    if citation.unfinished:
        yield Problem(page.path, line, "E304", {"text": text})
    elif not citation.is_known:
        known = ", ".join(law.cite(place, page.language) for place in _nearest_places(law, citation.place))
        yield Problem(page.path, line, "E302", {"text": written, "known": known or "–"})
    elif clauses := _other_clauses(law, citation):
        known = ", ".join(law.cite(place, page.language) for place in clauses)
        yield Problem(page.path, line, "W303", {"text": written, "known": known})
    if law.status == "revoked" and not _is_history(page, citation):
        by = register.laws.get(law.revoked_by or "")
        name = by.name(page.language) if by else "–"
        yield Problem(page.path, line, "E303", {"text": written, "by": name})


def _other_clauses(law: Law, citation: Citation) -> list[Place]:
    """What the register has of an article when it lacks the clause cited: most likely a slip."""
    if citation.article is None or citation.place is None:
        return []
    found = citation.article.place
    if found.depth >= citation.place.depth:
        return []
    places = [article.place for article in law.articles.values()]
    return [each for each in places if each != found and found.holds(each)][:_SHOWN]


def _nearest_head(register: Register, text: str, language: str) -> str:
    """The law of that number and year, else the head that is most like what was written."""
    numbers = _NUMBER_AND_YEAR.search(text)
    for law in register.laws.values() if numbers else ():
        if numbers and (law.number.split("/")[0], str(law.year)) == (numbers[1], numbers[2]):
            return law.name(language)
    heads = [head for law in register.laws.values() for head in law.heads(language)]
    return next(iter(get_close_matches(text, heads, n=1, cutoff=0)), "–")


def _nearest_places(law: Law, place: Place | None) -> list[Place]:
    """Those of the same article, else the articles before and after it; a law as a whole is near to none."""
    places = [article.place for article in law.articles.values() if article.place.number]
    if place is None:
        return places[:_SHOWN]
    same = [each for each in places if (each.part, each.number) == (place.part, place.number)]
    return (same or sorted(places, key=lambda each: _distance(each, place)))[:_SHOWN]


def _distance(one: Place, other: Place) -> tuple[bool, int]:
    numbers = [int(re.match(r"\d+", place.number)[0]) for place in (one, other)]  # type: ignore[index]
    return one.part != other.part, abs(numbers[0] - numbers[1])


def _is_history(page: Page, citation: Citation) -> bool:
    """Whether the paragraph says that it tells of the past."""
    start = page.body.rfind("\n\n", 0, citation.start)
    end = page.body.find("\n\n", citation.end)
    return bool(_HISTORY.search(page.body, max(start, 0), end if end >= 0 else len(page.body)))


def _differences(register: Register, ours: _Cited, theirs: _Cited) -> Iterator[Problem]:
    """Both languages cite the same; a citation that is wrong is told already and would count twice."""
    if not all(citation.is_known for cited in (ours, theirs) for citation in cited.citations):
        return
    left, right = ours.first_lines(), theirs.first_lines()
    language = theirs.page.language
    for name in left.keys() - right.keys():
        if (name[0], "") in right or not name[1]:  # a law that is missing is told once, not with each article
            params = {"text": _say(register, name, language), "other": f"{ours.page.path}:{left[name]}"}
            yield Problem(theirs.page.path, theirs.page.first_line, "E550", params)
    for name in right.keys() - left.keys():
        if (name[0], "") in left or not name[1]:
            params = {"text": _say(register, name, language), "other": ours.page.path}
            yield Problem(theirs.page.path, right[name], "E551", params)


def _say(register: Register, name: tuple[str, str], language: str) -> str:
    law = register.laws[name[0]]
    return law.cite(law.articles[name[1]].place if name[1] else None, language)


def _old(register: Register, today: date) -> Iterator[Problem]:
    """Laws change: what was looked up more than twelve months ago is looked up again."""
    limit = (today.year - 1, today.month, today.day)
    for law in register.laws.values():
        if law.checked is not None and (law.checked.year, law.checked.month, law.checked.day) < limit:
            params = {"law": law.name(DEFAULT_LANGUAGE), "checked": law.checked.isoformat()}
            yield Problem(PATH, law.lines.get("checked", law.lines[""]), "W301", params)


def _unused(register: Register, pages: Iterable[_Cited]) -> Iterator[Problem]:
    used = {law for cited in pages for law, _ in cited.first_lines()} | set(_named(register.laws))
    for law in register.laws.values():
        if law.id not in used:
            yield Problem(PATH, law.lines[""], "W302", {"law": law.name(DEFAULT_LANGUAGE)})


def _named(laws: Mapping[str, Law]) -> Iterator[str]:
    """Laws that stand in the register because another one was changed or revoked by them."""
    for law in laws.values():
        yield from law.amended_by
        if law.revoked_by:
            yield law.revoked_by
        yield from (article.text for article in law.articles.values() if article.text != law.id)
