"""Where in a text the terms of the glossary stand (contracts C2).

A text is read word by word and looked up in a dictionary of forms, the longest phrase first. An Indonesian
word also counts with a clitic (`AMDAL-nya`, `dokumennya`) and doubled (`dampak-dampak`). Derived words
(`melibatkan`) mean something of their own: they are listed as forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
CLITICS = ("nya", "ku", "mu", "lah", "kah", "pun")
SHORTEST_REST = 4
"""Letters that must stay when a clitic comes off: `kamu` is not `ka`."""
FOLDING = ("id",)
"""Languages that have these clitics."""


@dataclass(frozen=True)
class Mention:
    """A term stands in the text from `start` to `end`."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, eq=False)  # one is made for a language; it is told from others by itself
class Matcher:
    """Forms of one language → term. `longest`: first word of a form → words of the longest that begins so."""

    as_written: Mapping[str, str]
    any_case: Mapping[str, str]
    longest: Mapping[str, int]
    folds: bool

    def find(self, form: str) -> str | None:
        return self.as_written.get(form) or self.any_case.get(form.lower())


def make_matcher(forms: Iterable[tuple[str, str]], language: str) -> Matcher:
    """`forms`: pairs of a form and its term. Of two equal forms the first holds."""
    as_written: dict[str, str] = {}
    any_case: dict[str, str] = {}
    longest: dict[str, int] = {}
    for form, term in forms:
        words = TOKEN.findall(form)
        if not words:
            continue
        if is_as_written(form):
            as_written.setdefault(one_spaced(form), term)
        else:
            any_case.setdefault(one_spaced(form).lower(), term)
        first = words[0].lower()
        longest[first] = max(longest.get(first, 0), len(words))
    return Matcher(as_written, any_case, longest, language in FOLDING)


def is_as_written(form: str) -> bool:
    """Whether a form is found only as it is written: `ANDAL` is a document, `andal` means reliable."""
    return not any(character.islower() for character in form)


def can_be_found(form: str) -> bool:
    """Whether a text can mention this form: it begins and ends with a letter or figure."""
    words = list(TOKEN.finditer(form))
    return bool(words) and words[0].start() == 0 and words[-1].end() == len(form)


def one_spaced(text: str) -> str:
    return " ".join(text.split())


def find_mentions(matcher: Matcher, text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Every mention between two places of `text`, none inside another."""
    words = list(TOKEN.finditer(text, start, len(text) if end is None else end))
    at = 0
    while at < len(words):
        word = words[at][0].lower()
        # Nine words in ten are turned away here: the rest of the work is slower.
        if word not in matcher.longest and not (matcher.folds and (word.endswith(CLITICS) or "-" in word)):
            at += 1
            continue
        count, term = _longest_form(matcher, text, words, at)
        if term is not None:
            yield Mention(words[at].start(), words[at + count - 1].end(), term)
        at += count


def _longest_form(
    matcher: Matcher, text: str, words: Sequence[re.Match[str]], at: int
) -> tuple[int, str | None]:
    """How many words the longest form here has, and its term; one word and None where there is none."""
    most = min(matcher.longest.get(words[at][0].lower(), 1), len(words) - at)
    for count in range(most, 0, -1):
        last = words[at + count - 1]
        before = text[words[at].start() : last.start()]
        for reading in _readings(last[0], matcher.folds):
            term = matcher.find(one_spaced(before + reading) if before else reading)
            if term is not None:
                return count, term
    return 1, None


def _readings(word: str, folds: bool) -> Iterator[str]:
    """The word itself, then what it is a folded form of."""
    yield word
    if not folds:
        return
    yield from _halved(word)
    lower = word.lower()
    for clitic in CLITICS:
        if lower.endswith(clitic):
            rest = word[: -len(clitic)].removesuffix("-")
            if sum(map(str.isalpha, rest)) >= SHORTEST_REST:
                yield rest
            yield from _halved(rest)


def _halved(word: str) -> Iterator[str]:
    """`dampak` for `dampak-dampak`."""
    if "-" not in word:
        return
    parts = word.split("-")
    middle = len(parts) // 2
    first, second = "-".join(parts[:middle]), "-".join(parts[middle:])
    if first.lower() == second.lower():
        yield first
