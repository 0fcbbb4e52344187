"""Words → stems and concepts: what the index and a query have in common. The other half of analysis.js."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import snowballstemmer

from pandu import LANGUAGES
from pandu.glossary.model import Glossary
from pandu.search.indonesian import make_root_finder
from pandu.search.words import WordLists, split_words, standard_spelling

_LATER_RULES = re.compile(r"^[a-z]*[aeiouy][^aeiou][a-z]*?(?:bli|logi)$")
SHORTEST_ENGLISH = 3
"""Shorter words are left as they are."""


@dataclass(frozen=True)
class Concept:
    """What the search takes for one thing: `phrases` by language, the terms first; `terms` are their ids."""

    id: str
    phrases: Mapping[str, tuple[str, ...]]
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A concept in a list of words, from the word at `start`, `length` words long."""

    concept: str
    start: int
    length: int


def read_concepts(glossary: Glossary) -> list[Concept]:
    """The concepts of a glossary in its order; terms that name one concept are one."""
    phrases: dict[str, dict[str, dict[str, None]]] = {}
    terms: dict[str, list[str]] = {}
    for term in glossary.terms.values():
        terms.setdefault(term.concept, []).append(term.id)
        of_concept = phrases.setdefault(term.concept, {language: {} for language in LANGUAGES})
        for language, word in term.words.items():
            of_concept[language] |= dict.fromkeys((word.term, *word.forms, *word.search))
    return [
        Concept(name, {language: tuple(found) for language, found in each.items()}, tuple(terms[name]))
        for name, each in phrases.items()
    ]


def _holds_another(stems: tuple[str, ...], others: Container[tuple[str, ...]]) -> bool:
    parts = (stems[a:b] for a in range(len(stems)) for b in range(a + 1, len(stems) + 1))
    return any(part != stems and part in others for part in parts)


class Analysis:
    """One for a course. Stems of both languages, since people mix them in what they write and ask."""

    def __init__(self, lists: WordLists, concepts: Iterable[Concept] = ()) -> None:
        self.lists = lists
        self._root_of = make_root_finder(lists.roots.__contains__)
        self._porter: dict[str, str] = {}
        self._snowball = snowballstemmer.stemmer("porter")
        self._named: dict[str, dict[tuple[str, ...], list[str]]] = {}
        self._lengths: dict[str, dict[str, set[int]]] = {}
        for language in LANGUAGES:
            named = self._named.setdefault(language, {})
            lengths = self._lengths.setdefault(language, {})
            for concept in concepts:
                for phrase in concept.phrases[language]:
                    stems = tuple(self.stem(word, language) for word in split_words(phrase))
                    if stems and concept.id not in named.setdefault(stems, []):
                        named[stems].append(concept.id)
                        lengths.setdefault(stems[0], set()).add(len(stems))

    def distinct(self, phrases: Iterable[str], language: str) -> list[str]:
        """The first of all phrases that the search reads alike, as `plan` and `plans`.

        A longer one is left out where a shorter one stands in it: an `AMDAL permit` names an AMDAL.
        """
        read: dict[tuple[str, ...], str] = {}
        for phrase in phrases:
            read.setdefault(tuple(self.stem(word, language) for word in split_words(phrase)), phrase)
        return [phrase for stems, phrase in read.items() if not _holds_another(stems, read)]

    def stem(self, word: str, language: str) -> str:
        """`word` as split_words gives it."""
        if language == "id":
            return self._root_of(standard_spelling(word, self.lists.spellings))
        if word not in self._porter:
            letters = word.isascii() and word.isalpha() and len(word) >= SHORTEST_ENGLISH
            self._porter[word] = self._stem_english(word) if letters else word
        return self._porter[word]

    def _stem_english(self, word: str) -> str:
        """Porter's algorithm with the rules he added later (-bli, -logi), as the browser's library has it."""
        stem: str = self._snowball.stemWord(word)
        return stem[:-1] if _LATER_RULES.search(stem) else stem

    def is_stop_word(self, word: str, language: str) -> bool:
        return word in self.lists.stop_words[language]

    def concepts(self, words: Sequence[str]) -> Iterator[Found]:
        """Every concept that the words name in either language, also those inside longer ones."""
        for language in LANGUAGES:
            stems = tuple(self.stem(word, language) for word in words)
            named, lengths = self._named[language], self._lengths[language]
            for at, stem in enumerate(stems):
                for length in (each for each in lengths.get(stem, ()) if at + each <= len(stems)):
                    for concept in named.get(stems[at : at + length], ()):
                        yield Found(concept, at, length)
