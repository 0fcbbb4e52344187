"""The head of a page: YAML between two lines of `---`.

MkDocs drops broken YAML without a word and prints it on the page, so we read it ourselves, from the same text
and by the same rule of what counts as a head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pandu.problems import Problem
from pandu.yaml_lines import Document, parse_yaml

_FENCE = re.compile(r"^---[ \t]*$")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$")
# MkDocs reads such first lines as MultiMarkdown metadata and takes them off the page.
_HEAD_WITHOUT_FENCE = re.compile(r"^ {0,3}[A-Za-z0-9_-]+:(?:[ \t]|$)")


@dataclass(frozen=True)
class FrontMatter:
    """A page cut in two: the head as data, and the body with the line on which it begins."""

    head: Document
    body: str
    first_line: int


def read_front_matter(text: str, *, path: str) -> tuple[FrontMatter, list[Problem]]:
    """Cut a page and read its head; problems here are of form, values are judged by `check_front_matter`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if not _FENCE.match(lines[0]):
        return _without_head(text, lines, path)
    end = next((number for number, line in enumerate(lines) if number > 0 and _END.match(line)), None)
    if end is None:
        return FrontMatter(Document(readable=False), text, 1), [Problem(path, 1, "E422")]
    head, problems = parse_yaml("\n".join(lines[1:end]), path=path, first_line=2)
    return FrontMatter(head, "\n".join(lines[end + 1 :]), end + 2), problems


def _without_head(text: str, lines: list[str], path: str) -> tuple[FrontMatter, list[Problem]]:
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if _FENCE.match(lines[start]) or _HEAD_WITHOUT_FENCE.match(lines[start]):
        problem = Problem(path, start + 1, "E423", {"text": lines[start].strip()})
        return FrontMatter(Document(readable=False), text, 1), [problem]
    return FrontMatter(Document(), text, 1), []
