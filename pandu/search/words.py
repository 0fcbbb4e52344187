"""A text as words, and the lists that the analysis goes by: docs/data/search/."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pandu import LANGUAGES
from pandu.settings import ROOT
from pandu.yaml_file import read_yaml

FOLDER = ROOT / "docs" / "data" / "search"
_WORD = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CLITIC = re.compile(r"(?:nya|lah)$")
_DOUBLED = re.compile(r"^([a-z]{3,})2(?:nya)?$")


@dataclass(frozen=True)
class WordLists:
    """`spellings`: a spelling that people use → the standard one. `stop_words` by language."""

    roots: frozenset[str]
    spellings: Mapping[str, str]
    stop_words: Mapping[str, frozenset[str]]


def split_words(text: str) -> list[str]:
    """Letters and figures in small letters without accents; a single letter is no word."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    plain = _NOT_ASCII.sub(_without_mark, plain)
    return [word for word in _WORD.findall(plain) if len(word) > 1 or word.isdecimal()]


def _without_mark(sign: re.Match[str]) -> str:
    return "" if unicodedata.category(sign[0]).startswith("M") else sign[0]


@cache
def load_word_lists() -> WordLists:
    """The lists are the project's, as the words of the interface are: a missing file is an error of ours."""
    roots = (FOLDER / "roots.txt").read_text(encoding="utf-8").splitlines()
    stop_words = read_yaml(FOLDER / "stop-words.yml")
    return WordLists(
        roots=frozenset(word for word in roots if word and not word.startswith("#")),
        spellings=read_yaml(FOLDER / "spellings.yml"),
        stop_words={language: frozenset(stop_words[language]) for language in LANGUAGES},
    )


def standard_spelling(word: str, spellings: Mapping[str, str]) -> str:
    """The standard form of a word that is written otherwise, also of one with -nya or -lah at its end.

    `ibu2` is how people type *ibu-ibu*.
    """
    word = _DOUBLED.sub(r"\1", word)
    return spellings.get(word) or spellings.get(_CLITIC.sub("", word)) or word
