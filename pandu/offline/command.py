"""What `python -m pandu offline` does: the site completed, or a few pages of it in one file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pandu.offline.book import read_book
from pandu.offline.parts import pages_book
from pandu.offline.pdf import NoChromium
from pandu.offline.publish import Published, publish, size_table
from pandu.offline.single import single_file
from pandu.offline.worker import SCRIPT
from pandu.problems import Problem
from pandu.report import say
from pandu.settings import from_environment
from pandu.strings import words_for

__all__ = ["SCRIPT", "NoChromium", "build", "write_pages"]


def build(site: Path, root: Path, language: str) -> Sequence[Problem]:
    """Complete the site and print what everything weighs, also to the summary of a GitHub job."""
    published = publish(site, root=root, settings=from_environment())
    if not published.artefacts:
        return published.problems
    table = sizes(published, language)
    print("\n".join(table))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        text = "\n".join([f"## {say('offline.sizes', language)}", "", *table, "", ""])
        with open(summary, "a", encoding="utf-8") as file:
            file.write(text)
    return published.problems


def sizes(published: Published, language: str) -> list[str]:
    """A table that is Markdown and reads well in a terminal: sizes and limits in kB of 1,000 bytes."""
    heads = tuple(say(f"offline.{word}", language) for word in ("file", "size", "limit"))
    rows = [
        (name, f"{size / 1000:.1f}", f"{limit / 1000:.0f}") for name, size, limit in size_table(published)
    ]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(3)]

    def line(row: tuple[str, ...]) -> str:
        name, *figures = row
        cells = [name.ljust(widths[0]), *(f.rjust(w) for f, w in zip(figures, widths[1:], strict=True))]
        return f"| {' | '.join(cells)} |"

    rule = f"|{'-' * (widths[0] + 2)}|{'-' * (widths[1] + 1)}:|{'-' * (widths[2] + 1)}:|"
    return [line(heads), rule, *map(line, rows)]


def write_pages(site: Path, root: Path, paths: Sequence[str], output: Path) -> list[str]:
    """One file a language with the pages of `paths` (docs/<language>/…); returns those that are no pages.

    A second language gets a file of its own beside the first: `output` with the language before its ending.
    """
    named: dict[str, list[str]] = {}
    for path in paths:
        _, language, key = path.split("/", 2)
        named.setdefault(language, []).append(key)
    missing: list[str] = []
    for language, keys in named.items():
        book = read_book(site, root, language)
        known = {page.key for page in book.pages}
        missing += [f"docs/{language}/{key}" for key in keys if key not in known]
        part = pages_book(book, [key for key in keys if key in known])
        if part.pages:
            file = output.with_name(f"{output.stem}-{language}{output.suffix}") if len(named) > 1 else output
            title = words_for(language)["offline.pages.title"]
            file.write_bytes(single_file(part, from_environment(), root=root, title=title))
    return missing
