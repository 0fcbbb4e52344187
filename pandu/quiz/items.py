"""Lists of answers as Markdown reads them: bullets or numbers, marks, wrapped lines, feedback.

An item is everything indented below its bullet, and the lines that directly follow its paragraph. What
stands at the left edge after a blank line ends the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pandu.quiz.block import Line, Report, join, shorten, trim

INDENT = 2
"""From this many blanks on, a line belongs to the item above."""

_ITEM = re.compile(r" ?(?P<bullet>[-*+]|\d{1,9}[.)])(?: +|$)(?P<text>.*)")
_MARK = re.compile(r"\[(?P<mark>[^\[\]]| *[xX]? *)\](?: +|$)(?P<text>.*)")
_LOOKS_MARKED = re.compile(r"\s*(?:(?:[-*+–—•·]|\d{1,9}[.)])\s*)?\[\s*[xX✓✔]?\s*\](?![(\[:])")
_HEADING = re.compile(r" {0,3}#{1,6}(?: |$)")
_BREAK = re.compile(r" ?(?:#{1,6}(?: |$)|(?:-{3,}|\*{3,}|_{3,})$)")
_QUOTE = re.compile(r"^ *> ?")
_RULE = re.compile(r"-{3,}$")


class RawItem(NamedTuple):
    """One item. `mark` is what stands between its brackets, trimmed; None without brackets."""

    text: str
    mark: str | None
    feedback: str
    line: int


def item_kind(line: Line) -> str:
    """The bullet of an item that begins here at the left edge, `1` for any number; empty without one."""
    match = None if line.code else _ITEM.match(line.text)
    return "" if match is None else "1" if match["bullet"][0].isdigit() else match["bullet"]


def is_marked(line: Line) -> bool:
    """Whether an item with `[ ]`, `[x]` or another sign in brackets begins here."""
    match = None if line.code else _ITEM.match(line.text)
    return match is not None and match["bullet"] in "-*+" and _MARK.match(match["text"]) is not None


def looks_marked(line: Line) -> bool:
    """Whether an author may have meant an option here, even if it cannot be read as one."""
    return not line.code and "[" in line.text and misses_mark(line.text)


def misses_mark(text: str) -> bool:
    """Whether `text` begins with what looks like a mark."""
    return _LOOKS_MARKED.match(text) is not None


def is_heading(line: Line) -> bool:
    return not line.code and _HEADING.match(line.text) is not None


def is_quote(line: Line) -> bool:
    return not line.code and line.text.lstrip(" ").startswith(">")


def is_rule(line: Line) -> bool:
    """A line `---`, which parts an explanation from what comes before."""
    return not line.code and _RULE.match(line.text) is not None


def first(lines: Sequence[Line], wanted: Callable[[Line], bool], start: int = 0) -> int:
    """Where the first line that is `wanted` stands; the number of lines if there is none."""
    return next((at for at in range(start, len(lines)) if wanted(lines[at])), len(lines))


def read_answers(
    lines: Sequence[Line], report: Report, *, resumes: Callable[[Line], bool] | None = None
) -> tuple[list[RawItem], Sequence[Line]]:
    """Read the list that begins with the first of `lines`; return its items and the lines after it.

    Answers that stand apart from the list are read too and reported: a quotation at the left edge after a
    blank line, or whatever lies before a line that `resumes` the answers.
    """
    items, at = read_items(lines)
    detached = False
    while rest := trim(lines[at:]):
        at = lines.index(rest[0])
        quoted = is_quote(rest[0])
        after_quote = first(lines, lambda line: bool(line.text) and not is_quote(line), at)
        following = first(lines, resumes, at) if resumes else len(lines)
        if quoted and after_quote < len(lines) and item_kind(lines[after_quote]):
            following = after_quote
        if following == len(lines):
            break
        _report_gap(lines[at:following], lines[following], report)
        detached = detached or quoted
        more, taken = read_items(lines[following:])
        items += more
        at = following + taken
    if rest and is_quote(rest[0]):
        if detached:
            report.add("E106", rest[0].number, text=shorten(rest[0].text))
        elif not items[-1].feedback and any(item.feedback for item in items):
            report.add("W139", rest[0].number, text=shorten(rest[0].text))
    return items, rest


def read_items(lines: Sequence[Line]) -> tuple[list[RawItem], int]:
    """The items of the list that begins with the first of `lines`, and how many lines it takes."""
    items: list[RawItem] = []
    kind = item_kind(lines[0]) if lines else ""
    at = 0
    while at < len(lines) and item_kind(lines[at]) and (item_kind(lines[at]) == kind or is_marked(lines[at])):
        end = _item_end(lines, at)
        items.append(_read_item(lines[at:end]))
        at = first(lines, lambda line: bool(line.text), end)
    return items, at


def explanation_of(rest: Sequence[Line]) -> str:
    """The text after the answers, without a leading `---`."""
    rest = trim(rest)
    return join(rest[1:] if rest and is_rule(rest[0]) else rest)


def _report_gap(gap: Sequence[Line], resumed: Line, report: Report) -> None:
    heading = first(gap, is_heading)
    if is_quote(gap[0]):
        report.add("E106", gap[0].number, text=shorten(gap[0].text))
    elif heading < len(gap):
        report.add("E118", gap[heading].number, text=shorten(gap[heading].text))
    else:
        report.add("E119", resumed.number, text=shorten(resumed.text), other=gap[0].number)


def _item_end(lines: Sequence[Line], start: int) -> int:
    """Where the item ends, trailing blank lines not counted."""
    end = start + 1
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if not line.text:
            continue
        if line.indent < INDENT:
            before = lines[at - 1]
            if line.code or before.code or not before.text or item_kind(line) or _BREAK.match(line.text):
                break
        end = at + 1
    return end


def _read_item(lines: Sequence[Line]) -> RawItem:
    opening = _ITEM.match(lines[0].text)
    assert opening is not None
    marked = _MARK.match(opening["text"])
    text = [marked["text"] if marked else opening["text"]]
    feedback: list[str] = []
    common = min((line.indent for line in lines[1:] if line.text and line.indent >= INDENT), default=0)
    target, before = text, lines[0]
    for line in lines[1:]:
        inside_code = line.code and before.code
        if line.text and not inside_code:
            if line.text.lstrip(" ").startswith(">"):
                target = feedback
            elif not before.text or line.code:
                target = text
        content = line.text[min(line.indent, common) :]
        if target is feedback:
            content, quoted = _QUOTE.subn("", content)
            # A wrapped line of the quotation may go without its sign.
            content = content if quoted or line.code else content.lstrip()
        target.append(content)
        before = line
    return RawItem(
        "\n".join(text).strip(),
        marked["mark"].strip() if marked else None,
        "\n".join(feedback).strip(),
        lines[0].number,
    )
