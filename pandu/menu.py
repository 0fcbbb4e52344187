"""The menu: `nav` in mkdocs.yml names every page once, without its language folder."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pandu import DEFAULT_LANGUAGE
from pandu.files import read_text
from pandu.ids import nearest
from pandu.pages import Course
from pandu.problems import Problem
from pandu.yaml_lines import compose, parse_yaml

FILE = "mkdocs.yml"


def check_menu(course: Course) -> Iterator[Problem]:
    """Pages the menu forgets, and entries that name no page. Without a file there is no menu to check."""
    named, problems = read_menu(course)
    yield from problems
    if named is not None:
        yield from _compare(course, named)


def read_menu(course: Course) -> tuple[dict[str, int] | None, list[Problem]]:
    """The pages that `nav` names, in its order, each with its line; None where there is no menu."""
    if not (course.root / FILE).exists():
        return None, []
    text, problems = read_text(course.root / FILE, path=FILE)
    if text is None:
        return None, problems
    try:
        root = compose(text)
    except yaml.YAMLError:
        return None, [*problems, *parse_yaml(text, path=FILE)[1]]
    nav = [value for key, value in root.value if key.value == "nav"] if isinstance(root, MappingNode) else []
    return (dict(_pages(nav[0])) if nav else None), problems


def _compare(course: Course, named: dict[str, int]) -> Iterator[Problem]:
    folder = f"{DEFAULT_LANGUAGE}/"
    pages = {
        name.removeprefix(folder) for name in course.files if name.startswith(folder) and name.endswith(".md")
    }
    forgotten = pages - named.keys()
    for key, line in named.items():
        if key not in pages:
            near = nearest(key, forgotten)
            forgotten.discard(near or "")  # said once: the page has another name
            yield Problem(FILE, line, "E406" if near else "E405", {"key": key, "near": near})
    for key in forgotten:
        yield Problem(f"docs/{folder}{key}", 1, "E404", {"key": key})


def _pages(node: Node) -> Iterator[tuple[str, int]]:
    """Each page the menu names, with its line."""
    if isinstance(node, ScalarNode) and node.value.endswith(".md"):
        yield node.value, node.start_mark.line + 1
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _pages(item)
    elif isinstance(node, MappingNode):
        for _, value in node.value:
            yield from _pages(value)
