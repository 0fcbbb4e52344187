"""Ids: small words with hyphens, the same in every language (contracts C1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
SHORTEST, LONGEST = 3, 48


def is_id(text: object) -> bool:
    return isinstance(text, str) and SHORTEST <= len(text) <= LONGEST and ID.fullmatch(text) is not None


def suggest_id(text: str, otherwise: str = "bagian") -> str:
    """An id made of the words of `text`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-0123456789")
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    return slug if is_id(slug) else otherwise


def nearest(word: str, known: Iterable[str]) -> str | None:
    """What `word` was probably meant to be, None where nothing known is like it."""
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0.6)), None)


def best(candidates: Iterable[str], word: str) -> str | None:
    """The one most like `word`, however little that is."""
    return next(iter(get_close_matches(word, sorted(candidates), n=1, cutoff=0)), None)
