"""What an entry of the glossary holds (contracts C2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pandu.glossary.match import Matcher

CONFIDENCES = ("text", "secondary", "unchecked")
"""How far a definition was compared with its source: read there, read about it, not yet."""


@dataclass(frozen=True)
class Word:
    """A term in one language. Pages link `term` and `forms`; `search` is only found by the search."""

    term: str
    definition: str
    forms: tuple[str, ...] = ()
    search: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """`concept` is the id under which the search takes several terms for one; `line` is the entry's first.

    `explained`: the lessons, as `modul/amdal/jenis-dokumen.md`, that say in their text what the term means.
    """

    id: str
    words: Mapping[str, Word]
    see: tuple[str, ...]
    concept: str
    link: bool
    source: str
    confidence: str
    line: int
    explained: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Glossary:
    """Terms by id, as they stand in the file; for each language what finds the linked ones in a text.

    Equal to itself only, so that what is made of it can be kept.
    """

    terms: Mapping[str, Term] = field(default_factory=dict)
    matchers: Mapping[str, Matcher] = field(default_factory=dict)
