"""The root of an Indonesian word.

Affixes are taken off in every way that grammar allows, elided t, k, s, p are put back, and of what is left
the best that stands in the list of roots wins. A word with no such root is guessed at, with more caution:
*menanam* meets *tanam* by the list, *memblokir* meets *diblokir* by guess, and *beras* stays *beras*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

SHORTEST = 4
"""Shorter words have no affixes."""
_PARTICLE = re.compile(r"(?:lah|kah|tah|pun)$")
_POSSESSIVE = re.compile(r"(?:nya|ku|mu)$")
_SUFFIX = re.compile(r"(?:kan|an|i)$")
_SUFFIX_OF = {
    "me": ("kan", "i"),
    "di": ("kan", "i"),
    "te": ("kan", "i"),
    "ke": ("an",),
    "pe": ("an",),
    "be": ("an",),
}
"""Which suffix belongs to which prefix: a pair of them is no chance."""
_VOWELS = frozenset("aeiou")
_ELIDED = {"m": "p", "n": "t", "ny": "s", "ng": "k"}
_AFTER = {"m": "bfpv", "n": "cdjstz", "ny": "", "ng": "aeioughk"}
"""The first letters that a nasal leaves alone."""
_MOST_PREFIXES = 3
_GUESSED_PREFIX = re.compile(r"(?:me(?:mper|ng|ny|m|n)?|pe(?:ng|ny|m|n)|di(?:per)?|ber|ter)(?=[a-z]{4})")
_SHORTEST_GUESS = 7


def make_root_finder(is_root: Callable[[str], bool]) -> Callable[[str], str]:
    """A function word → root. Words of other signs than a–z, and short ones, come back as they are."""
    memory: dict[str, str] = {}

    def root_of(word: str) -> str:
        if word not in memory:
            plain = len(word) >= SHORTEST and word.isascii() and word.isalpha()
            memory[word] = (_listed_root(word, is_root) or _guess(word)) if plain else word
        return memory[word]

    return root_of


def _listed_root(word: str, is_root: Callable[[str], bool]) -> str:
    if is_root(word):
        return word
    best, best_score = "", 0.0
    for rest, score in _readings(word):
        if is_root(rest) and score > best_score:
            best, best_score = rest, score
    return best


def _readings(word: str) -> Iterator[tuple[str, float]]:
    """All that taking affixes off can leave, and how likely it is: long, and by a fitting pair of them."""
    for stem, suffix, cost in _without_suffixes(word):
        for rest, first, prefix_cost in _without_prefixes(stem):
            if rest == word:
                continue
            score = len(rest) - cost - prefix_cost
            if first and suffix in _SUFFIX_OF.get(first, ()):
                score += 3
            if suffix == "i" and first in ("", "pe", "be"):
                score -= 2
            yield rest, score


def _without_suffixes(word: str) -> Iterator[tuple[str, str, float]]:
    """What is left, the suffix proper that went, and what that costs."""
    bare = [word]
    for ending in (_PARTICLE, _POSSESSIVE):
        bare += [short for each in bare if (short := ending.sub("", each)) != each and len(short) > 2]
    for each in bare:
        yield each, "", 0
        match = _SUFFIX.search(each)
        if match is None or len(each) - len(match[0]) < 2:
            continue
        yield each[: match.start()], match[0], 0
        if match[0] == "kan":  # masuk-kan, or masak-an
            yield each[:-2], "an", 1.5


def _without_prefixes(
    stem: str, gone: tuple[str, ...] = (), cost: float = 0
) -> Iterator[tuple[str, str, float]]:
    """What is left, the first two letters of the first prefix that went, and what that costs."""
    yield stem, gone[0] if gone else "", cost
    start = stem[:2]
    if len(gone) == _MOST_PREFIXES or start in gone:
        return
    for rest, more in _one_prefix_less(stem):
        if len(rest) > 1:  # of two readings as long, the one with fewer prefixes and nothing put back
            yield from _without_prefixes(rest, (*gone, start), cost + more + 0.1)


def _one_prefix_less(stem: str) -> Iterator[tuple[str, float]]:
    start, third = stem[:2], stem[2:3]
    if start in ("di", "ke", "se"):
        yield stem[2:], 0
        if stem.startswith("ketidak"):
            yield stem[7:], 0
    elif start in ("be", "te", "pe", "me"):
        if third == "r" and start != "me":
            yield stem[3:], 0
        if stem[2:6] == "laja":  # belajar, pelajar
            yield stem[3:], 0
        yield stem[2:], 1.5 if third == "r" else 0
        if start in ("me", "pe"):
            yield from _without_nasal(stem[2:])
    elif start[:1] in ("m", "n"):  # as people speak: nanggapi, nyusun, ngurus
        yield from ((rest, cost + 1.5) for rest, cost in _without_nasal(stem))


def _without_nasal(rest: str) -> Iterator[tuple[str, float]]:
    """`rest` is what follows me- or pe-: a nasal, and what it has swallowed."""
    nasal = rest[:2] if rest[:2] in _ELIDED else rest[:1]
    if nasal not in _ELIDED:
        return
    after = rest[len(nasal) :]
    elided = _ELIDED[nasal]
    if after[:1] in _VOWELS or (nasal == "m" and after[:1] in ("r", "l")):
        yield elided + after, 1.1
    if nasal == "ng" and after[:1] == "e":  # mengecek
        yield after[1:], 0.5
    if after[:1] in _AFTER[nasal]:
        yield after, 0


def _guess(word: str) -> str:
    """The root of a word that has none in the list, or the word: what looks like an affix may be none."""
    short = _POSSESSIVE.sub("", _PARTICLE.sub("", word))
    word = short if len(short) >= SHORTEST + 1 and word.endswith(("nya", "lah", "kah", "pun")) else word
    match = _GUESSED_PREFIX.match(word) if len(word) >= _SHORTEST_GUESS else None
    if match is None:
        return word
    rest, prefix = word[match.end() :], match[0]
    suffix = _SUFFIX.search(rest)
    if suffix and len(rest) - len(suffix[0]) >= SHORTEST and suffix[0] in _SUFFIX_OF[prefix[:2]]:
        rest = rest[: suffix.start()]
    nasal = prefix[2:]
    if nasal in ("m", "n", "ny") and rest[0] in _VOWELS:
        rest = _ELIDED[nasal] + rest
    return rest
