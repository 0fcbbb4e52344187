"""The course as the search sees it, as it is and as large as it may become."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import yaml

from pandu.glossary.load import load_glossary
from pandu.pages import course_of_build
from pandu.progress import page_order
from pandu.search.analysis import Analysis, read_concepts
from pandu.search.course import address
from pandu.search.entries import Entry, searched_entries
from pandu.search.index import Contents, index_script
from pandu.search.words import load_word_lists
from tests.build_site import ROOT


@dataclass(frozen=True)
class Labelled:
    """`wanted`: places as `address#anchor`; a set is one thing asked for, and any of its places will do."""

    text: str
    wanted: list[set[str]]

    def recall(self, found: Sequence[str]) -> float:
        """How much of what is wanted stands among the first five."""
        return sum(not one.isdisjoint(found[:5]) for one in self.wanted) / len(self.wanted)


def labelled(name: str, language: str) -> list[Labelled]:
    """The queries of a file of tests/search/ in one language."""
    with (ROOT / "tests/search" / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["language"] == language]
    return [
        Labelled(
            row["query"],
            [{_place(each, language) for each in one.split("|")} for one in row["relevant"].split(",")],
        )
        for row in rows
    ]


def _place(label: str, language: str) -> str:
    key, _, anchor = label.partition("#")
    return f"{address(key + '.md', language)}#{anchor}"


@cache
def menu() -> tuple[str, ...]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return tuple(page_order(yaml.safe_load(text[text.index("\nnav:") :])["nav"]))


@cache
def analysis() -> Analysis:
    return Analysis(load_word_lists(), read_concepts(load_glossary(ROOT)[0]))


def course(language: str) -> list[Entry]:
    return searched_entries(course_of_build(ROOT), language, menu())


def contents(sections: int | None = None, language: str = "id") -> Contents:
    """The course in `language`; with `sections`, its lessons repeated until there are that many."""
    other = "en" if language == "id" else "id"
    entries, twins = course(language), course(other)
    if sections is not None:
        entries, twins = _repeated(entries, sections), _repeated(twins, sections)
    glossary, _ = load_glossary(ROOT)
    addresses = {entry.key: address(entry.key, language) for entry in entries}
    return Contents(entries, twins, language, analysis(), read_concepts(glossary), addresses)


def _repeated(entries: Sequence[Entry], sections: int) -> list[Entry]:
    """Terms and laws once, then sections of lessons and sheets again and again, each time on new pages."""
    once = [entry for entry in entries if entry.kind in ("term", "law")]
    again = [entry for entry in entries if entry.kind in ("lesson", "sheet")]
    copies = []
    for number in range(sections):
        entry, copy = again[number % len(again)], number // len(again)
        copies.append(replace(entry, key=entry.key.replace(".md", f"-{copy}.md") if copy else entry.key))
    return [*once, *copies]


def parsed(script: str) -> dict[str, Any]:
    """The index in a script, as the browser receives it."""
    index: dict[str, Any] = json.loads(script.removeprefix("panduSearch.receive(").removesuffix(");\n"))
    return index


def index(sections: int | None = None, language: str = "id") -> dict[str, Any]:
    return parsed(index_script(contents(sections, language)))


def places(index: dict[str, Any]) -> list[tuple[int, str]]:
    """The page and the anchor of every entry."""
    pages = [number for number, (*_, count) in enumerate(index["pages"]) for _ in range(count)]
    return list(zip(pages, index["anchors"].split(" "), strict=True))
