"""What an author says about a quiz: its type in the tag, `<!-- id: …; objective: … -->` as its first line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import get_args

from pandu.quiz.block import Block, Comment, Report, shorten
from pandu.quiz.model import QuizType

TYPES: tuple[QuizType, ...] = get_args(QuizType)
KEYS = ("id", "objective", "shuffle", "measures")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[^\s="']+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>\S+)))?\s*"""
)
_KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*:(?P<value>.*)", re.S)
_MEASURE = re.compile(r"\s*(?P<name>\w+)\s*=\s*(?P<text>\S.*?)\s*", re.S)


@dataclass(frozen=True)
class Metadata:
    """`id` is None when there is no such key, and empty when nothing stands behind it."""

    id: str | None = None
    objective: str | None = None
    shuffle: bool | None = None
    measures: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


def read_type(attributes: str, line: int, report: Report) -> QuizType | None:
    """The type that the opening tag names; None when it names none that is known."""
    found: QuizType | None = None
    position = 0
    while match := _ATTRIBUTE.match(attributes, position):
        position = match.end()
        name, value = match["name"], match["double"] or match["single"] or match["bare"] or ""
        if name != "type" or match["bare"] is not None:
            report.add("E102", line, attribute=shorten(match[0].strip()), nearest=_tag(value or name))
        if name in TYPES and not value:
            found = _known_type(name, line, report)
        elif name == "type" or get_close_matches(name.lower(), ["type"]):
            found = _known_type(value.strip("“”„'\"").strip(), line, report)
    if attributes[position:].strip():
        report.add("E102", line, attribute=shorten(attributes[position:].strip()), nearest=_tag(""))
    return found


def read_metadata(block: Block, report: Report) -> Metadata:
    """Read the comment that opens the block. Other comments are notes, unless they look like metadata."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    seen = False
    for comment in block.comments:
        if _KEY.match(comment.text) is None or not (comment.leading or _names_a_key(comment)):
            continue
        if seen or not comment.leading:
            report.add("E129", comment.number, text=shorten(comment.text))
            continue
        seen = True
        _read_keys(comment, values, lines, report)
    return Metadata(
        id=values.get("id"),
        objective=values.get("objective") or None,
        shuffle=_read_shuffle(values, lines, report),
        measures=_read_measures(values, lines, report),
        lines=lines,
    )


def _read_keys(comment: Comment, values: dict[str, str], lines: dict[str, int], report: Report) -> None:
    line = comment.number
    for part in comment.text.split(";"):
        here = line + part[: len(part) - len(part.lstrip())].count("\n")
        line += part.count("\n")
        match = _KEY.fullmatch(part)
        if match is None:
            if part.strip():
                report.add("E128", here, text=shorten(part))
            continue
        key, value = match["key"], match["value"].strip()
        if key not in KEYS:
            report.add("E127", here, key=key, nearest=_nearest_key(key))
        elif key in values:
            report.add("E128", here, text=shorten(part))
        else:
            values[key], lines[key] = value, here


def _read_shuffle(values: Mapping[str, str], lines: Mapping[str, int], report: Report) -> bool | None:
    value = values.get("shuffle")
    if value not in (None, "true", "false"):
        report.add("E128", lines["shuffle"], text=f"shuffle: {shorten(value or '')}")
    return {"true": True, "false": False}.get(value or "")


def _read_measures(values: Mapping[str, str], lines: Mapping[str, int], report: Report) -> dict[str, str]:
    measures: dict[str, str] = {}
    if "measures" not in values:
        return measures
    for part in values["measures"].split(","):
        match = _MEASURE.fullmatch(part)
        if match is None or match["name"] in measures:
            report.add("E128", lines["measures"], text=f"measures: {shorten(part)}")
        else:
            measures[match["name"]] = match["text"]
    return measures


def _names_a_key(comment: Comment) -> bool:
    match = _KEY.match(comment.text)
    return match is not None and match["key"] in KEYS


def _nearest_key(key: str) -> str:
    translated = {"tujuan": "objective", "acak": "shuffle", "ukuran": "measures"}.get(key.lower())
    return translated or (get_close_matches(key.lower(), KEYS, n=1, cutoff=0.5) or ["id"])[0]


def _known_type(value: str, line: int, report: Report) -> QuizType | None:
    for known in TYPES:
        if value == known:
            return known
    nearest = (get_close_matches(value.lower(), TYPES, n=1, cutoff=0.4) or ["single"])[0]
    report.add("E114", line, type=shorten(value), nearest=nearest, types=", ".join(TYPES))
    return None


def _tag(value: str) -> str:
    """The opening tag that the author most likely meant."""
    value = value.strip("“”„'\"").strip().lower()
    nearest = get_close_matches(value, TYPES, n=1, cutoff=0.4)
    return f'<quiz type="{nearest[0]}">' if nearest else "<quiz>"
