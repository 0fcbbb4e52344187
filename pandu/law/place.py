"""Places in a law: the keys of the register, their words in both languages, their anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["", "paragraph", "letter", "item"]
Part = Literal["", "penjelasan", "lampiran", "amar", "isi"]
WHOLE = "isi"
"""The key of what a law says where nobody has yet seen in which article."""

_KEY = re.compile(
    r"(?:(?P<part>penjelasan|lampiran|amar)-)?(?P<number>\d+[A-Z]*(?:\.\d+)*)"
    r"(?P<steps>(?:\(\d+[a-z]?\)|[a-z]|#\d+)*)"
)
_STEP = re.compile(r"\((\d+[a-z]?)\)|([a-z])|#(\d+)")
_KINDS: tuple[Kind, ...] = ("paragraph", "letter", "item")
_ROMAN = ((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Step:
    """One step down from the article. English writes `(6)` for paragraph and item alike: `kind` is empty."""

    kind: Kind
    value: str

    @property
    def is_letter(self) -> bool:
        return self.value.isalpha()

    def fits(self, other: Step) -> bool:
        """Whether both may mean the same kind of step."""
        if self.is_letter or other.is_letter:
            return self.is_letter and other.is_letter
        return self.kind == other.kind or not (self.kind and other.kind)


@dataclass(frozen=True)
class Place:
    """`number` is that of the article, of the annex and its entry (`1.87`), or of the point of a ruling.

    The law as a whole has none.
    """

    part: Part
    number: str
    steps: tuple[Step, ...] = ()

    def holds(self, other: Place) -> bool:
        """Whether `other` is this place or lies in it."""
        return (
            len(self.steps) <= len(other.steps)
            and self.part == other.part
            and (self.number == other.number or other.number.startswith(f"{self.number}."))
            and all(
                mine.value == theirs.value and mine.fits(theirs)
                for mine, theirs in zip(self.steps, other.steps, strict=False)
            )
        )

    @property
    def depth(self) -> tuple[int, int]:
        return self.number.count("."), len(self.steps)

    @property
    def anchor(self) -> str:
        """The end of an id: `41-2-h`."""
        parts = [self.part, *self.number.lower().split("."), *(step.value for step in self.steps)]
        return "-".join(part for part in parts if part)


def parse_key(key: str) -> Place | None:
    if key == WHOLE:
        return Place("isi", "")
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    steps = tuple(
        Step(kind, value)
        for found in _STEP.findall(match["steps"])
        for kind, value in zip(_KINDS, found, strict=True)
        if value
    )
    part: Part = match["part"] or ""  # type: ignore[assignment]  # the pattern knows no other words
    return Place(part, match["number"], steps)


def say_place(place: Place, language: str, *, clause: bool = False) -> str:
    """`Pasal 41 ayat (2) huruf h`, `Article 41(2)(h)`; standards have clauses instead of articles."""
    number, _, entry = place.number.partition(".")
    if place.part == "lampiran":
        words = {"id": ("Lampiran", "nomor"), "en": ("Annex", "number")}[language]
        return f"{words[0]} {to_roman(int(number))}" + (f" {words[1]} {entry}" if entry else "")
    if place.part == "amar":
        return f"amar {place.number}" if language == "id" else f"ruling {place.number}"
    if place.part == "isi":
        return "isi, pasalnya belum diketahui" if language == "id" else "content, article not known yet"
    if language == "id":
        return f"{'klausul' if clause else 'Pasal'} {place.number}{_steps_in_indonesian(place)}"
    steps = "".join(f"({step.value})" for step in place.steps)
    return f"{'clause' if clause else 'Article'} {place.number}{steps}"


def _steps_in_indonesian(place: Place) -> str:
    said = ""
    for step in place.steps:
        kind = step.kind or ("letter" if step.is_letter else "paragraph")
        form = {"paragraph": " ayat ({})", "letter": " huruf {}", "item": " angka {}"}[kind]
        said += form.format(step.value)
    return said


def to_roman(number: int) -> str:
    """Annexes have small Roman numbers; beyond what is listed here the number stays as it is."""
    if not 0 < number < 50:
        return str(number)
    roman = ""
    for value, sign in _ROMAN:
        while number >= value:
            roman, number = roman + sign, number - value
    return roman


def from_roman(roman: str) -> int | None:
    return next((number for number in range(1, 50) if to_roman(number) == roman), None)
