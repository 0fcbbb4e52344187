"""Style sheets for a file that brings its own: comments gone, and of Material only what the file can use.

A rule of Material stays unless a class, id, attribute or element that it asks for stands nowhere in the file,
neither in the HTML nor in a script that may add it later. A custom property stays if something reads it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_WORD = re.compile(r"[\w-]+")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_TIGHT_AFTER = {"{", "}", ";", ",", ":", "(", ""}
_TIGHT_BEFORE = {"{", "}", ";", ",", ")", "!", ""}


@dataclass(frozen=True)
class _Rule:
    """`head` is a selector or the line of an at-rule, which has rules instead of declarations, or both."""

    head: str
    declarations: tuple[tuple[str, str], ...] = ()
    rules: tuple[_Rule, ...] = ()


def words_of(html: str, scripts: Iterable[str]) -> frozenset[str]:
    """Every name that a selector could meet: in the tags of `html` and anywhere in the scripts."""
    found: set[str] = set()
    for text in [*_TAG.findall(html), *scripts]:
        found.update(_WORD.findall(text))
    return frozenset(found)


def compact(css: str) -> str:
    """The same sheet without comments and needless blanks."""
    return _tight(tinycss2.parse_component_value_list(css, skip_comments=True)).strip()


def subset(css: str, words: Collection[str], *, read_by: str = "") -> str:
    """What of `css` can apply where `words` are all the names there are; `read_by` are the sheets after it.

    A sheet that cannot be parsed is a fault of a package, not of an author: ValueError.
    """
    rules = tuple(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words))
    while True:
        text = "".join(map(_text, rules))
        read = set(_READ.findall(text + read_by))
        kept = tuple(_without_unread(rules, read))
        if kept == rules:
            return text
        rules = kept


def _rules(nodes: Iterable[Node], words: Collection[str]) -> Iterator[_Rule]:
    for node in nodes:
        if isinstance(node, ParseError):
            raise ValueError(f"style sheet, line {node.source_line}: {node.message}")
        if isinstance(node, QualifiedRule):
            selectors = [each for each in _split(node.prelude) if _may_apply(each, words)]
            if selectors:
                yield _Rule(",".join(map(_tight, selectors)), _declarations(node.content))
        elif isinstance(node, AtRule) and node.content is not None:
            head = f"@{node.at_keyword}{_tight(node.prelude, lead=True)}"
            if node.lower_at_keyword in {"media", "supports", "layer"}:
                below = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                rules = tuple(_rules(below, words))
                if rules:
                    yield _Rule(head, rules=rules)
            elif node.lower_at_keyword.endswith("keyframes"):
                steps = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                rules = tuple(
                    _Rule(_tight(step.prelude), _declarations(step.content))
                    for step in steps
                    if isinstance(step, QualifiedRule)
                )
                yield _Rule(head, rules=rules)
            else:
                yield _Rule(head, _declarations(node.content))


def _declarations(content: Sequence[Node]) -> tuple[tuple[str, str], ...]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return tuple(
        (each.name, _tight(each.value).strip() + ("!important" if each.important else ""))
        for each in found
        if isinstance(each, Declaration)
    )


def _without_unread(rules: Iterable[_Rule], read: Collection[str]) -> Iterator[_Rule]:
    for rule in rules:
        declarations = tuple(
            each for each in rule.declarations if not each[0].startswith("--") or each[0] in read
        )
        below = tuple(_without_unread(rule.rules, read))
        if declarations or below:
            yield replace(rule, declarations=declarations, rules=below)


def _text(rule: _Rule) -> str:
    inside = ";".join(f"{name}:{value}" for name, value in rule.declarations)
    return f"{rule.head}{{{inside}{''.join(map(_text, rule.rules))}}}"


def _split(prelude: Sequence[Node]) -> Iterator[list[Node]]:
    """The selectors of a list of them."""
    selector: list[Node] = []
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            yield selector
            selector = []
        else:
            selector.append(node)
    yield selector


def _may_apply(selector: Sequence[Node], words: Collection[str]) -> bool:
    """Whether every name that the selector asks for is known; what stands in `:not()` and the like is not."""
    before = ""
    for node in selector:
        if node.type == "ident" and before != ":" and node.value not in words:
            return False
        if node.type == "hash" and node.value not in words:
            return False
        if node.type == "[] block":
            names = [each.value for each in node.content if each.type in {"ident", "string"}]
            exact = any(each.type == "literal" and each.value == "=" for each in node.content)
            if names and names[0] not in words:
                return False
            if exact and len(names) > 1 and not set(_WORD.findall(names[1])) <= set(words):
                return False
        before = node.value if node.type == "literal" else ""
    return True


def _tight(nodes: Sequence[Node], *, lead: bool = False) -> str:
    """The text of tokens, with a blank only where one matters; `lead` keeps one at the start."""
    pieces: list[str] = []
    for node in nodes:
        if node.type == "whitespace":
            pieces.append(" ")
        elif node.type.endswith(" block"):
            begin, end = node.type[0], node.type[1]
            pieces.append(begin + _tight(node.content) + end)
        elif node.type == "function":
            pieces.append(f"{node.name}({_tight(node.arguments)})")
        elif node.type != "comment":
            pieces.append(node.serialize())
    kept: list[str] = []
    for place, piece in enumerate(pieces):
        before = kept[-1][-1:] if kept else ("x" if lead else "")
        after = pieces[place + 1][:1] if place + 1 < len(pieces) else ""
        if piece == " " and (before in _TIGHT_AFTER or after in _TIGHT_BEFORE or before == " "):
            continue
        kept.append(piece)
    return "".join(kept)
