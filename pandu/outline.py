"""The skeleton of a Markdown text: its headings, links, pictures and anchors, each with its line.

Found in the text itself, not in HTML, since only there lines are true. Where Python-Markdown and GitHub
differ we go by Python-Markdown, which makes the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

_ATTRIBUTES = re.compile(r"(?:(?<= )|^)\{:?[ ]*(?P<list>[^{}\n]*)\}[ ]*$")
_ATX = re.compile(r"^(?P<marks>#{1,6})(?P<blank> *)(?P<text>.*?)(?: +#+)?$")
_SETEXT = re.compile(r"^(?:=+|-+)$")
_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s}]+)")
_ATTRIBUTE_LIST = re.compile(r"\{:?(?P<list>[^{}\n]*#[^{}\n]*)\}")
_HTML_ID = re.compile(r"<[a-zA-Z][^<>]*?\s(?:id|name)=[\"']?(?P<id>[^\s\"'<>]+)")
_LINK_SIGN = re.compile(r"[\\\[\]]|\n(?=\n)")
_FOOTNOTE = re.compile(r"^\[\^(?P<name>[^\]\n]+)\]:", re.M)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]\n^][^\[\]\n]*)\]:[ ]*\n?[ ]*<?(?P<target>[^\s>]+)>?", re.M
)
_TITLE = re.compile(r"^(?P<target>.*?)\s+(?:\"[^\"]*\"|'[^']*')$", re.S)
_AUTOLINK = re.compile(r"<(?P<target>[a-zA-Z][a-zA-Z0-9+.-]{1,20}:[^\s<>]+)>")
_HTML_LINK = re.compile(r"<(?P<tag>a|img)\b(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.I)
_ATTRIBUTE = re.compile(
    r"(?P<name>[a-zA-Z-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))"
)
_MARKUP = re.compile(r"!?\[(?P<text>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")

# No address is longer or more nested; without a limit a page of "[a](" would take minutes.
LONGEST_DESTINATION, DEEPEST_BRACKETS = 2000, 8
Mark = Literal["#", "glued", "underlined"]


@dataclass(frozen=True)
class Heading:
    """`text` has no marks; `mark` made it a heading: `#`, a `#` without a blank, a line below."""

    level: int
    id: str | None
    text: str
    line: int
    mark: Mark = "#"


@dataclass(frozen=True)
class Link:
    """`text` is an image's alternative text; `html` means a raw <a> or <img>, which MkDocs leaves alone."""

    target: str
    text: str
    line: int
    image: bool = False
    html: bool = False


def find_headings(text: str, masked: str, *, first_line: int = 1) -> tuple[Heading, ...]:
    """Headings at the left edge. `masked` is `text` with blanks where code, comments and quizzes stand."""
    lines, visible = text.split("\n"), masked.split("\n")
    found = []
    for number, line in enumerate(visible):
        if atx := _ATX.match(line):
            level = len(atx["marks"])
            mark: Mark = "#" if atx["blank"] or not atx["text"] else "glued"
            found.append(_heading(level, lines[number][level:], line[level:], first_line + number, mark))
        elif (
            number > 0
            and _SETEXT.match(line)
            and visible[number - 1].strip()
            and not visible[number - 1].startswith("#")
            and (number == 1 or not visible[number - 2].strip())
        ):
            level = 1 if line.startswith("=") else 2
            above = number - 1
            found.append(_heading(level, lines[above], visible[above], first_line + above, "underlined"))
    return tuple(found)


def _heading(level: int, text: str, visible: str, line: int, mark: Mark) -> Heading:
    attributes = _ATTRIBUTES.search(visible)
    identifier = _ID.search(attributes["list"]) if attributes else None
    if attributes and identifier:
        text = text[: attributes.start()]
    return Heading(level, identifier["id"] if identifier else None, plain(text), line, mark)


def plain(text: str) -> str:
    """Inline Markdown as its bare words."""
    text = _MARKUP.sub(lambda match: match["text"], text.strip().strip("#"))
    return " ".join(re.sub(r"[*`]|(?<![^\W_])_+|_+(?![^\W_])", "", text).split())


def find_anchors(masked: str) -> frozenset[str]:
    """Every id that something in the text gives itself, headings included."""
    named = {match["id"] for match in _HTML_ID.finditer(masked)}
    named |= {
        found["id"] for match in _ATTRIBUTE_LIST.finditer(masked) for found in _ID.finditer(match["list"])
    }
    notes = {f"fn:{match['name']}" for match in _FOOTNOTE.finditer(masked)}
    return frozenset(named | notes)


def find_links(masked: str, *, first_line: int = 1) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Links and pictures in their order, and references `[text][name]` whose name is defined nowhere."""
    definitions = {_reference(match["name"]): match["target"] for match in _DEFINITION.finditer(masked)}
    body = _DEFINITION.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), masked)
    found: list[tuple[int, Link]] = []
    undefined: list[Link] = []
    for start, image, text, target, known in _bracketed(body, definitions):
        link = Link(target, " ".join(text.split()), first_line + body.count("\n", 0, start), image)
        if known:
            found.append((start, link))
        else:
            undefined.append(link)
    for match in _AUTOLINK.finditer(body):
        line = first_line + body.count("\n", 0, match.start())
        found.append((match.start(), Link(match["target"], match["target"], line)))
    found.extend(_html_links(body, first_line))
    return tuple(link for _, link in sorted(found, key=lambda pair: pair[0])), tuple(undefined)


def _bracketed(text: str, definitions: Mapping[str, str]) -> Iterator[tuple[int, bool, str, str, bool]]:
    """Start, image, text, target, known of each `[…](…)`, `[…][…]`, `[…]`; one pass, however odd the text."""
    open_at: list[int] = []
    position = 0
    while sign := _LINK_SIGN.search(text, position):
        position = sign.start()
        character = text[position]
        if character == "\\":
            position += 2
            continue
        if character == "\n":
            open_at.clear()  # a link never reaches over a blank line
        elif character == "[":
            open_at.append(position)
        elif character == "]" and open_at:
            start = open_at.pop()
            words = text[start + 1 : position]
            image = start > 0 and text[start - 1] == "!" and not text.startswith("\\!", max(start - 2, 0))
            destination, after = _destination(text, position + 1)
            if destination is not None:
                yield start, image, words, destination, True
                position = after
                continue
            reference, after = _following_reference(text, position + 1)
            if reference is not None and not words.startswith("^"):
                name = _reference(reference or words)
                yield start, image, words, definitions.get(name, name), name in definitions
                position = after
                continue
            if _reference(words) in definitions:
                yield start, image, words, definitions[_reference(words)], True
        position += 1


def _destination(text: str, position: int) -> tuple[str | None, int]:
    """What stands in the round brackets that begin at `position`, without a title."""
    if not text.startswith("(", position):
        return None, position
    depth, end, quote = 0, position, ""
    limit = min(len(text), position + LONGEST_DESTINATION)
    while end < limit and depth < DEEPEST_BRACKETS:
        character = text[end]
        if text.startswith("\n\n", end):
            return None, position
        if character == "\\":
            end += 1
        elif quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and text[end - 1] in " \n":
            quote = character
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                break
        end += 1
    else:
        return None, position
    inside = text[position + 1 : end].strip()
    if title := _TITLE.match(inside):
        inside = title["target"]
    return inside.removeprefix("<").removesuffix(">").strip(), end + 1


def _following_reference(text: str, position: int) -> tuple[str | None, int]:
    if not text.startswith("[", position):
        return None, position
    end = text.find("]", position)
    inside = text[position + 1 : end] if end > 0 else "["
    return (None, position) if "[" in inside or "\n\n" in inside else (inside, end + 1)


def _reference(name: str) -> str:
    return " ".join(name.split()).lower()


def _html_links(text: str, first_line: int) -> Iterator[tuple[int, Link]]:
    for match in _HTML_LINK.finditer(text):
        values = {
            found["name"].lower(): found["double"] or found["single"] or found["bare"] or ""
            for found in _ATTRIBUTE.finditer(match["attributes"])
        }
        image = match["tag"].lower() == "img"
        target = values.get("src" if image else "href")
        if target is not None:
            line = first_line + text.count("\n", 0, match.start())
            yield match.start(), Link(target, values.get("alt", ""), line, image, html=True)
