"""The signs in a page that decide where quizzes stand: quiz tags, comments, headings; nothing inside code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

# Names that thumbs and spelling correction make of "quiz" are read as the tag and reported, never as text.
_NAME = r"quiz\w*|(?:kuis|quis|qiuz|qui)(?=[\s/>?]|$)"
_TAG = rf"<(?P<slash>[/?]{{0,2}}) *(?P<name>{_NAME})(?P<rest>[^>\n]*)(?P<end>>?)"
_SIGN = re.compile(rf"^(?P<heading> {{0,3}}#{{1,6}}(?= |$))|(?P<comment><!--)|{_TAG}", re.M | re.I)
_TAG_LINE = re.compile(r"^<(?P<slash>/?)quiz\b", re.M | re.I)
_HINT = re.compile(r"<[/? ]{0,3}(?:quiz|kuis|quis|qiuz|qui\b)", re.I)

Kind = Literal["open", "close", "old", "old close", "heading", "comment", "broken comment"]


class Sign(NamedTuple):
    """`before` and `after` are the rest of a tag's line; `text` is the tag, or what a comment says."""

    kind: Kind
    line: int
    start: int
    end: int
    text: str
    attributes: str = ""
    before: str = ""
    after: str = ""
    well_formed: bool = True


def may_hold_quiz(text: str) -> bool:
    """False for nearly every page without a quiz, at the price of one search."""
    return _HINT.search(text) is not None


def signs(text: str, masked: str) -> Iterator[Sign]:
    """Signs in the order of the page. `masked` is `text` with code blanked; comments hide what they hold."""
    position, line, counted = 0, 0, 0
    while match := _SIGN.search(masked, position):
        line += masked.count("\n", counted, match.start())
        counted = match.start()
        sign = _sign(text, masked, match, line)
        yield sign
        position = sign.end


def first_tag_closes(text: str) -> bool:
    """Whether the first tag at a left edge is `</quiz>`: what holds `text` was then left open in a quiz."""
    tag = _TAG_LINE.search(text)
    return tag is not None and tag["slash"] == "/"


def closing_line(lines: list[str]) -> int | None:
    """The line, counted from 0, of the first `</quiz>` if no `<quiz>` comes before it."""
    for number, line in enumerate(lines):
        if tag := _TAG_LINE.match(line):
            return number if tag["slash"] else None
    return None


def _sign(text: str, masked: str, match: re.Match[str], line: int) -> Sign:
    if match["heading"]:
        return Sign("heading", line, match.start(), match.end(), match[0])
    if match["comment"]:
        return _comment(text, match, line)
    start = masked.rfind("\n", 0, match.start()) + 1
    end = masked.find("\n", match.end())
    old = "?" in match["slash"] or match["rest"].endswith("?")
    closes = "/" in match["slash"]
    kind: Kind = ("old close" if closes else "old") if old else ("close" if closes else "open")
    name_is_right = (
        match["name"] == "quiz" and match["slash"] in ("", "/") and f"{match['slash']}quiz" in match[0]
    )
    return Sign(
        kind,
        line,
        match.start(),
        match.end(),
        match[0],
        match["rest"].strip(),
        text[start : match.start()],
        text[match.end() : end if end >= 0 else len(text)].strip(),
        well_formed=name_is_right and match["end"] == ">" and not (closes and match["rest"].strip()),
    )


def _comment(text: str, match: re.Match[str], line: int) -> Sign:
    """A comment runs to the first `-->`, as in a browser. One that swallows a quiz by mistake is broken."""
    end = text.find("-->", match.end())
    inside = text[match.end() : end if end >= 0 else len(text)]
    swallows = _TAG_LINE.search(inside) is not None
    if swallows and (end < 0 or "<!--" in inside or first_tag_closes(inside)):
        return Sign("broken comment", line, match.start(), match.end(), match[0])
    return Sign("comment", line, match.start(), end + 3 if end >= 0 else len(text), inside)
