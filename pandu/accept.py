"""`pandu accept`: say that sections of a translation agree with their source as it is now.

Only the mapping `source` in the front matter changes and every other byte stays: the change can be reviewed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yaml.nodes import MappingNode, ScalarNode

from pandu.pages import Course, Page
from pandu.parity import find_source, sections, stale_sections
from pandu.yaml_lines import compose

# `$` would stop before the \n of \r\n only: ends of lines are spelled out.
_HEAD = re.compile(
    r"\A\ufeff?---[ \t]*(?:\r\n|\n|\r)(?P<head>.*?)(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.S
)
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class UnknownSection(ValueError):
    """A section was named that the two pages do not share; `known` are those they do."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, tuple(known)


@dataclass(frozen=True)
class Accepted:
    """The new text of a page, the sections whose entry changed in it, and the path of its source."""

    text: str
    sections: tuple[str, ...]
    source: str


def accept_page(course: Course, page: Page, names: Sequence[str] = ()) -> Accepted | None:
    """Record these sections, all if none is named, as agreeing with their source. None: no translation.

    Raises UnknownSection.
    """
    source = find_source(course, page.key)
    if source is None or source is page:
        return None
    here = {section.id for section in sections(page)}
    shared = [section.id for section in sections(source) if section.id in here]
    for name in names:
        if name not in shared:
            raise UnknownSection(name, shared)
    stale = {section.id: section.hash for section in stale_sections(course, page.key, page.language)}
    hashes = {name: hash_ for name, hash_ in stale.items() if not names or name in names}
    gone = [] if names else [name for name in _remembered(page) if name not in shared]
    text = (course.root / page.path).read_bytes().decode()
    return Accepted(accept(text, hashes, frozenset(gone)), (*hashes, *gone), source.path)


def _remembered(page: Page) -> list[str]:
    source = page.meta.get("source")
    return [str(name) for name in source] if isinstance(source, Mapping) else []


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    text: str


def accept(text: str, hashes: Mapping[str, str], gone: frozenset[str] = frozenset()) -> str:
    """`text` with these hashes in its `source`, and without the sections that are `gone`."""
    found = _LINE_BREAK.search(text)
    line_break = found[0] if found else "\n"
    head = _HEAD.match(text)
    if head is None:
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        block = line_break.join(["---", *_lines(hashes), "---", ""])
        return mark + block + line_break + text.removeprefix(mark)
    edits = _edits(head["head"], hashes, gone, line_break)
    result = head["head"]
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        result = result[: edit.start] + edit.text + result[edit.end :]
    return text[: head.start("head")] + result + text[head.end("head") :]


def _edits(head: str, hashes: Mapping[str, str], gone: frozenset[str], line_break: str) -> list[_Edit]:
    root = compose(head)
    pairs = root.value if isinstance(root, MappingNode) else []
    source = next(((key, value) for key, value in pairs if key.value == "source"), None)
    if source is None:
        return [_Edit(len(head), len(head), "".join(line + line_break for line in _lines(hashes)))]
    key, value = source
    if not isinstance(value, MappingNode) or not value.value:
        end = _line_end(head, key.end_mark.index)
        after = value.end_mark.index if isinstance(value, MappingNode) else end
        return [_Edit(key.start_mark.index, max(end, after), line_break.join(_lines(hashes)) + line_break)]
    return _entries(head, value, hashes, gone, line_break)


def _entries(
    head: str, source: MappingNode, hashes: Mapping[str, str], gone: frozenset[str], line_break: str
) -> list[_Edit]:
    known = {key.value: (key, value) for key, value in source.value}
    kept = {name: pair for name, pair in known.items() if name not in gone}
    new = {name: hash_ for name, hash_ in hashes.items() if name not in known}
    if source.flow_style and (new or len(kept) < len(known)):
        entries = {name: pair[1].value for name, pair in kept.items()} | dict(hashes)
        inside = ", ".join(f"{name}: {hash_}" for name, hash_ in entries.items())
        return [_Edit(source.start_mark.index, source.end_mark.index, f"{{{inside}}}")]
    edits = [
        _Edit(value.start_mark.index, value.end_mark.index, hashes[name])
        for name, (_, value) in kept.items()
        if name in hashes and isinstance(value, ScalarNode) and value.value != hashes[name]
    ]
    for name in known.keys() & gone:
        key, value = known[name]
        edits.append(
            _Edit(_line_start(head, key.start_mark.index), _line_end(head, value.end_mark.index), "")
        )
    if new:
        first, last = source.value[0][0], source.value[-1][1]
        at = _line_end(head, last.end_mark.index)
        indent = " " * first.start_mark.column
        edits.append(
            _Edit(at, at, "".join(f"{indent}{name}: {hash_}{line_break}" for name, hash_ in new.items()))
        )
    return edits


def _lines(hashes: Mapping[str, str]) -> list[str]:
    return ["source:", *(f"  {name}: {hash_}" for name, hash_ in hashes.items())]


def _line_start(text: str, index: int) -> int:
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def _line_end(text: str, index: int) -> int:
    """Where the next line begins."""
    found = _LINE_BREAK.search(text, index)
    return found.end() if found else len(text)
