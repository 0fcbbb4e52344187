"""YAML that remembers its lines, and what is wrong with it in an author's words.

Used for the head of a page and for the files in docs/data. PyYAML reports where it gave up; authors need
the line they have to change, which is often the one before, and the remedy rather than the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import Reader

from pandu.problems import Problem

# MkDocs reads front matter with libyaml where PyYAML has it. It is also ten times faster.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML refuses, line breaks that no editor counts, and the BOM, which libyaml takes for nothing.
_INVISIBLE = re.compile(rf"{Reader.NON_PRINTABLE.pattern}|[\x85\u2028\u2029\ufeff]")
_KEY = re.compile(r"^\s*(?:- )?(?:[^\s:#\"'\[{][^:]*|\"[^\"]*\"|'[^']*'):(?:\s|$)")
_KEY_WITHOUT_BLANK = re.compile(r"^\s*(?P<key>[A-Za-z][\w-]*):(?P<value>[^\s:/].*)$")
_VALUE = re.compile(r"^\s*(?:- )?(?P<key>[^:]*): +(?P<value>.*?)\s*$")
_NOTHING = re.compile(r"^\s*(?:#.*)?$")
_TWO_COLONS = re.compile(r": .*?:(?:\s|$)")
_NEEDS_QUOTES = tuple("*&!%@`|>?-],}")
_QUOTES = ('"', "'")


@dataclass(frozen=True)
class Document:
    """`lines` and `scalars` have nested keys joined by dots, as `objectives.dokumen`.

    `scalars` are values as written: YAML would take the hash 12345678 for a number. `readable` is False when
    there is a text of which no mapping could be made: then an absent key proves nothing.
    """

    data: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    scalars: Mapping[str, str] = field(default_factory=dict)
    readable: bool = True


def parse_yaml(text: str, *, path: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    """A mapping with the line of each key; what cannot be read is a problem, never an exception."""
    unreadable = Document(readable=False)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if odd := _INVISIBLE.search(text):
        line = first_line + text.count("\n", 0, odd.start())
        return unreadable, [Problem(path, line, "E419", {"character": f"U+{ord(odd[0]):04X}"})]
    try:
        return _read(text, path, first_line)
    except yaml.MarkedYAMLError as error:
        return unreadable, [_explain(_in_plain_python(text) or error, text, path, first_line)]
    except (RecursionError, UnicodeEncodeError):  # a thousand brackets; half a surrogate pair
        return unreadable, [Problem(path, first_line, "E410", _params(text.split("\n", 1)[0]))]


def compose(text: str) -> Node | None:
    """The tree of `text`; its marks count characters. Raises yaml.YAMLError where `parse_yaml` objects."""
    node: Node | None = yaml.compose(text, Loader=_Loader)
    return node


def _read(text: str, path: str, first_line: int) -> tuple[Document, list[Problem]]:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Document(), []
        if not isinstance(node, MappingNode):
            return Document(readable=False), [_not_a_mapping(text, path, first_line)]
        # Before construction, which resolves `<<` and forgets doubled keys.
        keys = list(_keys(node))
        problems = list(_doubled_keys(node, path, first_line))
        bad = _impossible_value(loader, node)
        if bad is not None:
            line = first_line + bad.start_mark.line
            return Document(readable=False), [
                *problems,
                Problem(path, line, "E418", {"value": _written(text, bad)}),
            ]
        data = loader.construct_document(node)
    finally:
        loader.dispose()
    lines = {name: first_line + line for name, line, _ in keys}
    scalars = {name: value for name, _, value in keys if value is not None}
    return Document({str(key): value for key, value in data.items()}, lines, scalars), problems


def _in_plain_python(text: str) -> yaml.MarkedYAMLError | None:
    """The same error in PyYAML's own words: libyaml's are fewer."""
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        return error
    except (yaml.YAMLError, RecursionError):
        pass
    return None


def _keys(node: MappingNode, prefix: str = "") -> Iterator[tuple[str, int, str | None]]:
    for key, value in node.value:
        name = prefix + str(key.value)
        yield name, key.start_mark.line, value.value if isinstance(value, ScalarNode) else None
        if isinstance(value, MappingNode) and not _is_alias(key, value):
            yield from _keys(value, name + ".")


def _doubled_keys(node: MappingNode, path: str, first_line: int) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = first_line + key.start_mark.line
        if isinstance(key, ScalarNode):
            if key.value in seen:
                yield Problem(path, line, "E420", {"key": key.value, "first": seen[key.value]})
            seen.setdefault(key.value, line)
        if isinstance(value, MappingNode) and not _is_alias(key, value):
            yield from _doubled_keys(value, path, first_line)


def _is_alias(key: Node, value: Node) -> bool:
    """An alias is the node it stands for, which was written before its key."""
    written, named = value.start_mark, key.start_mark
    return (written.line, written.column) < (named.line, named.column)


def _impossible_value(loader: Any, node: Node) -> Node | None:
    """The first scalar of right form and impossible meaning, as 2026-02-31; or a list used as key."""
    pending: list[Node] = [node]
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if id(node) in seen:  # an alias may contain itself
            continue
        seen.add(id(node))
        if isinstance(node, ScalarNode):
            try:
                loader.construct_object(node)
            except (ValueError, OverflowError, yaml.constructor.ConstructorError):
                return node
        elif isinstance(node, SequenceNode):
            pending.extend(reversed(node.value))
        elif isinstance(node, MappingNode):
            for key, value in reversed(node.value):
                if not isinstance(key, ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                    odd: Node = key
                    return odd
                pending += [value, key]
    return None


def _explain(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    """The line to change and the likely slip there."""
    lines = text.split("\n")
    # Marks may stand behind the last line, where PyYAML found the text to end.
    number = min(error.problem_mark.line if error.problem_mark else 0, len(lines) - 1)
    began = min(error.context_mark.line if error.context_mark else number, number)
    code, at = _slip(lines, number, began, error.context or "", error.problem or "")
    return Problem(path, first_line + at, code, _params(lines[at]))


def _slip(lines: list[str], number: int, began: int, context: str, what: str) -> tuple[str, int]:
    if "\\t" in what:
        return "E411", number
    if "quoted scalar" in context:
        return "E415", began
    if what.startswith("could not find expected ':'"):
        return _without_colon(lines[began]), began
    if what.startswith("mapping values are not allowed"):
        before = next((at for at in range(number - 1, -1, -1) if not _NOTHING.match(lines[at])), None)
        if _TWO_COLONS.search(lines[number]):
            return ("E416" if "{" in lines[number] else "E414"), number
        if before is not None and not _KEY.match(lines[before]):
            return _without_colon(lines[before]), before
        return "E417", number
    value = _VALUE.match(lines[number])
    start = value["value"][:1] if value else ""
    if start in ("{", "["):
        return "E416", number
    if start in _QUOTES and start:
        return "E415", number
    if start in _NEEDS_QUOTES and start:
        return "E414", number
    if "flow" in context:
        return "E416", began
    return ("E417" if "block" in context else "E410"), number


def _without_colon(line: str) -> str:
    return "E413" if _KEY_WITHOUT_BLANK.match(line) else "E412"


def _params(line: str) -> dict[str, object]:
    """What messages quote: the line as it is, and as it is likely meant."""
    words = line.split()
    if glued := _KEY_WITHOUT_BLANK.match(line):
        remedy = f"{glued['key']}: {glued['value']}"
    elif value := _VALUE.match(line):
        text = value["value"].strip("\"'").replace("\\", "").replace('"', "'")
        remedy = f'{value["key"].strip()}: "{text}"'
    else:
        remedy = f"{words[0]}: {' '.join(words[1:])}".rstrip() if words else ""
    return {"text": _shorten(line), "remedy": remedy}


def _not_a_mapping(text: str, path: str, first_line: int) -> Problem:
    lines = text.split("\n")
    at = next((number for number, line in enumerate(lines) if not _NOTHING.match(line)), 0)
    code = "E421" if lines[at].lstrip().startswith(("-", "[", "{")) else _without_colon(lines[at])
    return Problem(path, first_line + at, code, _params(lines[at]))


def _written(text: str, node: Node) -> str:
    line = text.split("\n")[node.start_mark.line]
    end = node.end_mark.column if node.end_mark.line == node.start_mark.line else len(line)
    return _shorten(line[node.start_mark.column : end])


def _shorten(text: str, length: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
