"""One quiz as lines of text: what the scan hands to the parser, and the problems the parser hands back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pandu.problems import Problem
from pandu.source import mask_code

LABEL_LENGTH = 40
_PARAGRAPH_END = re.compile(r"\n[ >]*\n|\n(?=[ >]*(?:[-*+]|\d{1,9}[.)])(?: |\n)|#{1,6} |</?quiz\b)")


class Line(NamedTuple):
    """`number` in the file; `code` inside a fence, where nothing is read as a sign."""

    number: int
    text: str
    code: bool

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))


class Comment(NamedTuple):
    """What stands between `<!--` and `-->`; `leading` when no text of the quiz comes before it."""

    number: int
    text: str
    leading: bool


@dataclass(frozen=True)
class Block:
    """A quiz as it stands: `lines` are those between its tags, without comments.

    `line` is that of its opening tag in the file. `id` is the quiz's id as far as it can be read.
    `attributes` is what the opening tag says after its name; `spaced` when a blank line follows it.
    """

    line: int
    id: str
    attributes: str
    spaced: bool
    lines: tuple[Line, ...]
    comments: tuple[Comment, ...]

    @property
    def label(self) -> str:
        """How a message names the quiz: by its id, or by its first words."""
        return shorten(self.id or self.first_words)

    @property
    def first_words(self) -> str:
        return next((line.text for line in self.lines if line.text and not line.code), "…")


@dataclass
class Report:
    """Collects the problems of one quiz; `line` is where it begins, `label` its name in messages."""

    path: str
    line: int
    label: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, line: int, **params: object) -> None:
        self.problems.append(Problem(self.path, line, code, {"quiz": self.label, **params}))

    def has(self, code: str) -> bool:
        return any(problem.code == code for problem in self.problems)

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)


def shorten(text: str, length: int = LABEL_LENGTH) -> str:
    """`text` on one line and short enough to be quoted in a message."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def join(lines: Iterable[Line]) -> str:
    """The text of `lines` without blank lines at its ends."""
    return "\n".join(line.text for line in lines).strip("\n").rstrip()


def trim(lines: Sequence[Line]) -> Sequence[Line]:
    """`lines` without the blank ones at both ends."""
    first, last = 0, len(lines)
    while first < last and not lines[first].text:
        first += 1
    while last > first and not lines[last - 1].text:
        last -= 1
    return lines[first:last]


def mask_spans(text: str) -> str:
    """Blank inline code. A code span ends with its paragraph, so that a lone backtick hides nothing."""
    if "`" not in text:
        return text
    parts, start = [], 0
    for end in _PARAGRAPH_END.finditer(text):
        parts += [_mask_spans(text[start : end.start()]), end[0]]
        start = end.end()
    return "".join([*parts, _mask_spans(text[start:])])


def _mask_spans(paragraph: str) -> str:
    return mask_code(paragraph) if "`" in paragraph else paragraph


def visible(lines: Sequence[Line]) -> str:
    """The text of `lines`, as long as it is, with code blanked."""
    return mask_spans("\n".join(" " * len(line.text) if line.code else line.text for line in lines))
