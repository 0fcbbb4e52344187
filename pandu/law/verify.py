"""Comparing the quotations of the register with the texts of the laws (contracts C4).

exact     the text holds the quotation, letters and digits alone compared
near      the stated article holds nearly the same letters, and exactly the same numbers: a slip of scanning
no text   there is no file of that law
wrong     anything else
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pandu.files import read_text
from pandu.law.load import load_register
from pandu.law.model import PATH, Article, Law, Register
from pandu.report import as_lines, say

LEAST_SHARE = 0.92
"""Of the quotation's letters and digits, in order."""

Kind = Literal["exact", "near", "no text", "wrong"]

# Statutes refer to articles all the time; a heading has no paragraph after it and no preposition before it.
_HEADING = re.compile(
    r"(?<!\w)Pasal\s+(\d+[A-Z]*)(?!\w)"
    r"(?!\s*(?:ayat|huruf|angka|[,;]|dan\b|atau\b|sampai\b|merupakan\b|sebagaimana\s+dimaksud\b))"
)
_REFERRING = re.compile(r"(?:[Dd]alam|dan|[Dd]engan|[Kk]etentuan|[Pp]asal)\s*\Z")
_ELUCIDATION = re.compile(r"PASAL\s*DEMI\s*PASAL")
_NUMBER = re.compile(r"\d+|(?<!\w)(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)")


@dataclass(frozen=True)
class Verdict:
    """`found`: the words of the text that are nearest; `share`: how much of the quotation is in them."""

    law: Law
    article: Article
    kind: Kind
    share: float = 0
    found: str = ""


def verify_folder(root: Path, texts: Path, language: str) -> tuple[list[str], bool]:
    """The lines to print, and whether every quotation may stand."""
    register, problems = load_register(root)
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        return as_lines(errors, language), False
    verdicts = verify(register, lambda law: read_text(texts / f"{law}.md", path=law)[0])
    return report(verdicts, language), all(verdict.kind != "wrong" for verdict in verdicts)


def verify(register: Register, text_of: Callable[[str], str | None]) -> list[Verdict]:
    """A verdict on each quotation; `text_of` gives the text of a law by its id."""
    texts: dict[str, _Text | None] = {}
    verdicts = []
    for law in register.laws.values():
        for article in law.articles.values():
            if not article.quote:
                continue
            if article.text not in texts:
                text = text_of(article.text)
                texts[article.text] = None if text is None else _Text(text)
            verdicts.append(_judge(law, article, texts[article.text]))
    return verdicts


def report(verdicts: Sequence[Verdict], language: str) -> list[str]:
    kinds = [verdict.kind for verdict in verdicts]
    count = say(
        "verify.count",
        language,
        all=len(kinds),
        exact=kinds.count("exact"),
        near=kinds.count("near"),
        missing=kinds.count("no text"),
        wrong=kinds.count("wrong"),
    )
    return [*(_line(verdict, language) for verdict in verdicts), count]


def _line(verdict: Verdict, language: str) -> str:
    article, numbers = verdict.article, (_numbers(verdict.article.quote), _numbers(verdict.found))
    key = verdict.kind.replace(" ", "-")
    if verdict.kind == "wrong" and verdict.found:
        key += "-numbers" if verdict.share >= LEAST_SHARE else "-found"
    share = f"{verdict.share * 100:.1f}"
    return say(
        f"verify.{key}",
        language,
        at=f"{PATH}:{article.line}",
        article=f"{verdict.law.id} {article.key}",
        share=share.replace(".", ",") if language == "id" else share,
        found=" ".join(verdict.found.split()),
        file=f"{article.text}.md",
        quoted=", ".join(numbers[0]) or "–",
        numbers=", ".join(numbers[1]) or "–",
    )


class _Text:
    """A text with its bare form and, for each sign of that, where it stands in the text."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.bare, self.positions = _bare(raw)

    def words(self, start: int, end: int) -> str:
        """The text of a stretch of the bare form, to the ends of its words: `15` is not `5`."""
        first, last = self.positions[start], self.positions[end - 1] + 1
        while first > 0 and self.raw[first - 1].isalnum():
            first -= 1
        while last < len(self.raw) and self.raw[last].isalnum():
            last += 1
        return self.raw[first:last]


def _bare(raw: str) -> tuple[str, list[int]]:
    signs, positions = [], []
    for position, character in enumerate(raw):
        for sign in unicodedata.normalize("NFKC", character).lower():
            if sign.isalnum():
                signs.append(sign)
                positions.append(position)
    return "".join(signs), positions


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(unicodedata.normalize("NFKC", text))


def _judge(law: Law, article: Article, text: _Text | None) -> Verdict:
    if text is None:
        return Verdict(law, article, "no text")
    quote, _ = _bare(article.quote)
    if not quote:
        return Verdict(law, article, "wrong")
    numbers = _numbers(article.quote)
    for start in _occurrences(quote, text.bare):
        if _numbers(text.words(start, start + len(quote))) == numbers:
            return Verdict(law, article, "exact", 1)
    best = Verdict(law, article, "wrong")
    for section in _sections(text.raw, article):
        there = _Text(section)
        same, start, end = _align(quote, there.bare)
        share = same / len(quote)
        if start < end and share > best.share:
            found = there.words(start, end)
            equal = share >= LEAST_SHARE and _numbers(found) == numbers
            best = Verdict(law, article, "near" if equal else "wrong", share, found)
    return best


def _occurrences(part: str, whole: str) -> Iterator[int]:
    start = whole.find(part)
    while start >= 0:
        yield start
        start = whole.find(part, start + 1)


def _sections(text: str, article: Article) -> Iterator[str]:
    """The stated article, from its heading to the next; in the elucidation where the key says so."""
    if article.place.part not in ("", "penjelasan"):
        return
    split = next((match.start() for match in _ELUCIDATION.finditer(text)), len(text))
    headings = [
        (match.start(), match[1])
        for match in _HEADING.finditer(text)
        if not _REFERRING.search(text, max(0, match.start() - 16), match.start())
    ]
    for number, (start, name) in enumerate(headings):
        if name == article.place.number and (start > split) == (article.place.part == "penjelasan"):
            yield text[start : next((at for at, other in headings[number + 1 :] if other != name), len(text))]


def _align(part: str, whole: str) -> tuple[int, int, int]:
    """Where in `whole` the words most like `part` stand: equal signs, start, end. Fewest changes win."""
    row = [(0, at, 0) for at in range(len(whole) + 1)]  # changes, start, equal signs
    for sign in part:
        before, row = row, [(row[0][0] + 1, 0, 0)]
        for at, other in enumerate(whole):
            changes, start, equal = before[at]
            same = sign == other
            best = (changes + (not same), start, equal + same)
            for changes, start, equal in (before[at + 1], row[at]):
                if changes + 1 < best[0]:
                    best = (changes + 1, start, equal)
            row.append(best)
    end = min(range(len(row)), key=lambda at: row[at][0])
    return row[end][2], row[end][1], end
