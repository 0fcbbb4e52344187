"""The register as data: laws, their articles, and the heads by which pages cite them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pandu.law.place import Place, say_place

PATH = "docs/data/laws.yml"
TYPES = (
    "UU",
    "Perppu",
    "PP",
    "Perpres",
    "Keppres",
    "Permen",
    "Kepmen",
    "Perda",
    "Pergub",
    "Perbup",
    "SE",
    "Putusan",
    "Standar",
)
STATUSES = ("in-force", "amended", "partly-revoked", "revoked")
CONFIDENCES = ("text", "secondary", "unchecked")

# The first head of each is the short one, which the register page and messages use.
HEADS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "UU": {
        "id": (
            "UU {number}/{year}",
            "Undang-Undang Nomor {number} Tahun {year}",
            "Undang-undang Nomor {number} Tahun {year}",
        ),
        "en": ("Law {number}/{year}",),
    },
    "Perppu": {
        "id": (
            "Perppu {number}/{year}",
            "Peraturan Pemerintah Pengganti Undang-Undang Nomor {number} Tahun {year}",
        ),
        "en": (
            "GR in Lieu of Law {number}/{year}",
            "Government Regulation in Lieu of Law {number}/{year}",
        ),
    },
    "PP": {
        "id": ("PP {number}/{year}", "Peraturan Pemerintah Nomor {number} Tahun {year}"),
        "en": ("GR {number}/{year}", "Government Regulation {number}/{year}"),
    },
    "Perpres": {
        "id": ("Perpres {number}/{year}", "Peraturan Presiden Nomor {number} Tahun {year}"),
        "en": ("PR {number}/{year}", "Presidential Regulation {number}/{year}"),
    },
}
"""Heads made by rule; every other type has its heads listed under `names`."""

_ABOUT = re.compile(r" (?:tentang|on) ")


@dataclass(frozen=True)
class Article:
    """`text` is the law that holds the words now; what an entry lacks is empty here."""

    key: str
    place: Place
    rule: Mapping[str, str]
    quote: str
    text: str
    confidence: str
    source: str
    line: int


@dataclass(frozen=True)
class Law:
    id: str
    type: str
    number: str
    year: int
    title: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    status: str
    amended_by: tuple[str, ...]
    revoked_by: str | None
    url: str | None
    checked: date | None
    articles: Mapping[str, Article]
    lines: Mapping[str, int] = field(default_factory=dict, hash=False)

    def heads(self, language: str) -> Iterator[str]:
        """The short head first. The title is one, and so is the title up to its subject."""
        for form in HEADS.get(self.type, {}).get(language, ()):
            yield form.format(number=self.number, year=self.year)
        yield from self.names.get(language, ())
        title = self.title.get(language, "")
        if any(sign.isdigit() for sign in title):
            yield title
            yield _ABOUT.split(title, maxsplit=1)[0]

    def subject(self, language: str) -> str:
        """The title without its head."""
        return _ABOUT.split(self.title[language], maxsplit=1)[-1]

    def name(self, language: str) -> str:
        return next(self.heads(language), self.id)

    def cite(self, place: Place | None, language: str) -> str:
        """The citation in the form that pages use."""
        name = self.name(language)
        if place is None or not place.number:
            return name
        said = say_place(place, language, clause=self.type == "Standar")
        if place.part == "penjelasan":
            return f"Penjelasan {name} {said}" if language == "id" else f"Elucidation of {name} {said}"
        return f"{name} {said}"

    @cached_property
    def shared_source(self) -> str:
        """Where more articles were read than anywhere else, if several were: said once, with the law."""
        read = Counter(each.source for each in self.articles.values() if each.confidence == "text")
        ((source, times),) = read.most_common(1) or [("", 0)]
        return source if times > 1 else ""

    def anchor(self, article: Article | None) -> str:
        """The id of the law, or of one of its articles, on the register page."""
        return self.id if article is None else f"{self.id}-{article.place.anchor}"

    def find(self, place: Place) -> Article | None:
        """The article with the longest key that is a part of the place cited."""
        number, found = place.number, []
        while number:
            found += [
                each for each in self._by_number.get((place.part, number), ()) if each.place.holds(place)
            ]
            number = number.rpartition(".")[0]
        return max(found, key=lambda article: article.place.depth, default=None)

    @cached_property
    def _by_number(self) -> Mapping[tuple[str, str], tuple[Article, ...]]:
        groups: dict[tuple[str, str], tuple[Article, ...]] = {}
        for article in self.articles.values():
            place = (article.place.part, article.place.number)
            groups[place] = (*groups.get(place, ()), article)
        return groups


@dataclass(frozen=True, eq=False)
class Register:
    """One file as it was read; equal to itself only, so that what is compiled for it can be kept."""

    laws: Mapping[str, Law] = field(default_factory=dict)

    @cached_property
    def heads(self) -> Mapping[str, Law]:
        """Every head in every language, with single blanks. A page may cite in either language."""
        found: dict[str, Law] = {}
        for law in self.laws.values():
            for language in ("id", "en"):
                for head in law.heads(language):
                    found.setdefault(" ".join(head.split()), law)
        return found
