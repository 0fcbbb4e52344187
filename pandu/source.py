"""Markdown as an author typed it: one normal form, and where code and comments stand.

Every reader of pages (quiz, headings, links, later glossary and law) starts from here, so that all agree
about what is code, what is a comment and which line is which.
"""

from __future__ import annotations

import re

TAB_WIDTH = 4
_FENCE = re.compile(r"^(?P<indent> {0,3}|[ >]*)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
# A span ends with its paragraph at the latest: a lone backtick hides nothing of the next.
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n[ >]*\n).)+?)(?<!`)\1(?!`)", re.S)


def normalise(text: str) -> str:
    """Take out what editors add unseen: BOM, CRLF, tabs, trailing blanks. Lines keep their numbers."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.expandtabs(TAB_WIDTH).rstrip() for line in text.split("\n"))


def mask_code(text: str) -> str:
    """Return `text`, as long and with the same line breaks, with fenced and inline code blanked."""
    return _blank(_CODE_SPAN, mask_fences(text))


def mask_fences(text: str) -> str:
    """Blank fenced code and its fences. One that is never closed runs to the end, as in CommonMark."""
    lines = text.split("\n")
    closing: re.Pattern[str] | None = None
    for number, line in enumerate(lines):
        if closing is None:
            opening = _FENCE.match(line)
            if opening is None or (opening["fence"][0] == "`" and "`" in opening["info"]):
                continue
            mark, length = opening["fence"][0], len(opening["fence"])
            closing = re.compile(rf"^[ >]*{re.escape(mark)}{{{length},}}\s*$")
        elif closing.match(line):
            closing = None
        lines[number] = " " * len(line)
    return "\n".join(lines)


def mask_comments(text: str) -> str:
    """Blank HTML comments. Mask code first: `<!--` inside code is text."""
    return _blank(_COMMENT, text)


def line_of(text: str, offset: int) -> int:
    """The line, counted from 0, on which `offset` stands."""
    return text.count("\n", 0, offset)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
