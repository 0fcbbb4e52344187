"""Hints: `<details><summary>…</summary>…</details>` in a question, which GitHub folds as well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pandu.quiz.block import Line, Report, visible
from pandu.quiz.model import Hint

_DETAILS = re.compile(r"<details\b[^>]*>(?P<inside>.*?)</details\s*>", re.S | re.I)
_SUMMARY = re.compile(r"\s*<summary\b[^>]*>(?P<summary>.*?)</summary\s*>", re.S | re.I)
_TAG = re.compile(r"</?details\b", re.I)


class Folded(NamedTuple):
    """A `<details>`: `at` is the position of its first line; `hint` is None when it lacks its summary."""

    at: int
    number: int
    hint: Hint | None


def fold(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Folded]]:
    """`lines` with every `<details>` blanked, so that nothing in it is taken for an answer."""
    if not any("<details" in line.text.lower() for line in lines):
        return lines, []
    text = "\n".join(line.text for line in lines)
    folded: list[Folded] = []
    parts: list[str] = []
    position = 0
    for match in _DETAILS.finditer(visible(lines)):
        at = text.count("\n", 0, match.start())
        inside = text[match.start("inside") : match.end("inside")]
        summary = _SUMMARY.match(inside)
        hint = (
            Hint(" ".join(summary["summary"].split()), inside[summary.end() :].strip()) if summary else None
        )
        folded.append(Folded(at, lines[at].number, hint if hint and hint.summary and hint.text else None))
        parts += [text[position : match.start()], _blank(match[0])]
        position = match.end()
    texts = "".join([*parts, text[position:]]).split("\n")
    return [
        Line(line.number, part.rstrip(), line.code and bool(part))
        for line, part in zip(lines, texts, strict=True)
    ], folded


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def take_hints(question: Sequence[Line], folded: Sequence[Folded], report: Report) -> tuple[Hint, ...]:
    """The hints of the question; what is folded after it belongs to the explanation."""
    hints: list[Hint] = []
    for one in folded:
        if one.at < len(question):
            if one.hint is None:
                report.add("E137", one.number)
            else:
                hints.append(one.hint)
    for line in question:
        if not line.code and _TAG.match(line.text.lstrip()):
            report.add("E137", line.number)
    return tuple(hints)
