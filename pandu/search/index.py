"""The file that the browser loads when somebody searches: all that can be found in one language.

A posting list says which entries hold a word and how often. It is written in digits of base 32: one from
`LOW` ends a number, those of `HIGH` before it mean that more follow.

What entries and concepts have stands in columns, one text each: gzip makes them smaller than rows.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from pandu import LANGUAGES
from pandu.search.analysis import Analysis, Concept
from pandu.search.entries import LAW, TERM, Entry
from pandu.search.words import split_words

VERSION = 3
EXCERPT_WORDS = 14
DEFINITION_WORDS = 8
"""Of a term or an article: its title says half of it already, and there are hundreds of them."""
TELLING_TERMS = 12
TELLING_TERMS_OF_LAW = 6
"""An article is one sentence here, and half of all entries are articles."""
MOST_COUNTED = 4
"""A word that comes more often in an entry counts as this many."""
LOW = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"
HIGH = "ghijklmnopqrstuvwxyz0123456789-_"
SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How many letters a word shares with the one before: words have no capitals, so one begins a word."""

LENGTH_STEPS = 3
"""Digits for the length of an entry until it doubles."""

Postings = Mapping[str, Mapping[int, int]]
"""Word → entry → how often."""


@dataclass(frozen=True)
class Contents:
    """What an index is made of. `entries` in `language`, `twins` in the other, met by page and anchor.

    `address_of`: page key → its address; `say`: words of the dialog; `links`: where it leads when it finds
    nothing.
    """

    entries: Sequence[Entry]
    twins: Sequence[Entry]
    language: str
    analysis: Analysis
    concepts: Sequence[Concept]
    address_of: Mapping[str, str]
    say: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def index_script(contents: Contents) -> str:
    """A classic script, which loads from a file as well as from a server."""
    data = json.dumps(make_index(contents), ensure_ascii=False, separators=(",", ":"))
    return f"panduSearch.receive({data});\n"


def make_index(contents: Contents) -> dict[str, object]:
    """The index as engine.js reads it."""
    entries, language, analysis = contents.entries, contents.language, contents.analysis
    other = next(each for each in LANGUAGES if each != language)
    texts = [split_words(f"{entry.text} {entry.unseen}") for entry in entries]
    pages = [(*page, sum(1 for _ in own)) for page, own in groupby(entries, _page)]
    # The other names of a term travel once, with its concept; the browser puts them back.
    own = [split_words(e.text) if e.kind == TERM else text for e, text in zip(entries, texts, strict=True)]
    words, postings = _pack(_words(own, language, analysis))
    named = _concepts(entries, texts, analysis)
    telling, telling_postings = _pack(_telling_terms(entries, contents.twins, other, analysis), 2)
    return {
        "version": VERSION,
        "language": language,
        "other": other,
        "languages": LANGUAGES,
        "pages": [[contents.address_of[key], *rest] for key, *rest in pages],
        "anchors": " ".join(entry.anchor for entry in entries),
        "titles": _lines(entry.title for entry in entries),
        "excerpts": _lines(_excerpt_of(entry) for entry in entries),
        "lengths": "".join(_length(len(text)) for text in texts),
        "words": words,
        "postings": postings,
        "telling": telling,
        "tellingPostings": telling_postings,
        "concepts": " ".join(concept.id for concept in contents.concepts),
        "phrases": {
            each: _lines(_phrases(concept, each, analysis) for concept in contents.concepts)
            for each in LANGUAGES
        },
        "namedPostings": " ".join(_pack_one(named.get(concept.id, {})) for concept in contents.concepts),
        "termsOf": {each.id: each.terms for each in contents.concepts if each.terms != (each.id,)},
        "roots": pack_words(sorted(analysis.lists.roots)),
        "spellings": analysis.lists.spellings,
        "stopWords": {each: " ".join(sorted(analysis.lists.stop_words[each])) for each in LANGUAGES},
        "say": contents.say,
        "links": contents.links,
    }


def _phrases(concept: Concept, language: str, analysis: Analysis) -> str:
    """In one line; `=` where a phrase is the concept's id with blanks, which the browser knows already."""
    said = analysis.distinct(concept.phrases[language], language)
    return "|".join("=" if phrase == concept.id.replace("-", " ") else phrase for phrase in said)


def _page(entry: Entry) -> tuple[str, str, str, str]:
    return entry.key, entry.page_title, entry.group, entry.kind


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(text.split()) for text in texts)


def _length(words: int) -> str:
    """One digit that grows with the logarithm: the ranking asks only whether an entry is short or long."""
    return LOW[min(round(LENGTH_STEPS * math.log2(1 + words)), len(LOW) - 1)]


def _excerpt_of(entry: Entry) -> str:
    return excerpt(entry.text, DEFINITION_WORDS if entry.kind in (TERM, LAW) else EXCERPT_WORDS)


def excerpt(text: str, most: int = EXCERPT_WORDS) -> str:
    words = text.split()
    return " ".join(words[:most]) + ("…" if len(words) > most else "")


def _words(texts: Iterable[Sequence[str]], language: str, analysis: Analysis) -> Postings:
    postings: dict[str, dict[int, int]] = {}
    for number, text in enumerate(texts):
        for word, count in Counter(text).items():
            if not analysis.is_stop_word(word, language):
                postings.setdefault(word, {})[number] = count
    return postings


def _concepts(entries: Sequence[Entry], texts: Sequence[Sequence[str]], analysis: Analysis) -> Postings:
    """Phrases are found here: the browser has no running text. A title names what the entry is about."""
    postings: dict[str, dict[int, int]] = {}
    for number, (entry, text) in enumerate(zip(entries, texts, strict=True)):
        named = Counter(found.concept for found in analysis.concepts(text))
        for found in analysis.concepts(split_words(entry.title)):
            named[found.concept] += MOST_COUNTED
        for concept, count in named.items():
            postings.setdefault(concept, {})[number] = count
    return postings


def _telling_terms(
    entries: Sequence[Entry], twins: Sequence[Entry], other: str, analysis: Analysis
) -> Postings:
    """Stems of the twin that tell it from the other entries: by them a foreign word finds the entry.

    A term of the glossary names itself in both languages and needs none. A stem of the title counts as two.
    """
    counted = {(twin.key, twin.anchor): _stems(twin, other, analysis) for twin in twins if twin.kind != TERM}
    spread = Counter(stem for counts in counted.values() for stem in counts)
    postings: dict[str, dict[int, int]] = {}
    for number, entry in enumerate(entries):
        counts = counted.get((entry.key, entry.anchor), Counter())
        weight = {
            stem: (1 + math.log(count)) * math.log(1 + len(counted) / spread[stem])
            for stem, count in counts.items()
        }
        most = TELLING_TERMS_OF_LAW if entry.kind == LAW else TELLING_TERMS
        for stem in sorted(weight, key=lambda stem: (-weight[stem], stem))[:most]:
            postings.setdefault(stem, {})[number] = 2 if counts[stem] > 2 else 1
    return postings


def _stems(entry: Entry, language: str, analysis: Analysis) -> Counter[str]:
    """A word of the title counts three times: it says what the entry is about."""
    words = [*split_words(entry.title) * 3, *split_words(f"{entry.text} {entry.unseen}")]
    return Counter(
        analysis.stem(word, language)
        for word in words
        if not word.isdecimal() and not analysis.is_stop_word(word, language)
    )


def _pack(postings: Postings, most_counted: int = MOST_COUNTED) -> tuple[str, str]:
    words = sorted(postings)
    return pack_words(words), " ".join(_pack_one(postings[word], most_counted) for word in words)


def pack_words(words: Iterable[str]) -> str:
    """Sorted words, each as the number of letters it shares with the one before, and the rest of it."""
    packed, before = [], ""
    for word in words:
        pairs = takewhile(lambda pair: pair[0] == pair[1], zip(before, word, SHARED[1:], strict=False))
        shared = sum(1 for _ in pairs)
        packed.append(SHARED[shared] + word[shared:])
        before = word
    return "".join(packed)


def _pack_one(counts: Mapping[int, int], most_counted: int = MOST_COUNTED) -> str:
    packed, before = [], -1
    for number in sorted(counts):
        gap, count = number - before - 1, min(counts[number], most_counted)
        packed.append(_digits(gap * most_counted + count - 1))
        before = number
    return "".join(packed)


def _digits(number: int) -> str:
    text = LOW[number % 32]
    while number := number // 32:
        text = HIGH[number % 32] + text
    return text
