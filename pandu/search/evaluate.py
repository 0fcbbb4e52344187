"""How well the search finds what people ask for: recall@5 and MRR@10 over labelled queries (contracts C7)."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pandu.files import read_text
from pandu.glossary.load import load_glossary
from pandu.pages import parse_page
from pandu.search.analysis import Analysis, read_concepts
from pandu.search.browser import run_in_node
from pandu.search.entries import PAGE, Entry, page_entries
from pandu.search.index import Contents, index_script, make_index
from pandu.search.words import load_word_lists

RECALL_AT, MRR_AT = 5, 10
ROUNDS = 4
"""The first of them warms up."""
_QUERY_COLUMNS = ("qid", "category", "query", "relevant")


class Unreadable(Exception):
    """A file or folder that cannot be used; `key` is that of a sentence."""

    def __init__(self, file: Path, key: str) -> None:
        super().__init__(str(file), key)
        self.file, self.key = file, key


@dataclass(frozen=True)
class Query:
    """`relevant`: ids as `page#anchor`, the main answer first."""

    id: str
    category: str
    text: str
    relevant: tuple[str, ...]


def read_queries(file: Path) -> list[Query]:
    rows = _rows(file)
    if not rows or tuple(rows[0]) != _QUERY_COLUMNS:
        raise Unreadable(file, "wrong.queries")
    if any(len(row) != len(_QUERY_COLUMNS) for row in rows):
        raise Unreadable(file, "wrong.queries")
    return [
        Query(name, category, text, tuple(relevant.split(","))) for name, category, text, relevant in rows[1:]
    ]


def _rows(file: Path) -> list[list[str]]:
    reader = csv.reader(io.StringIO(_read(file)), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in reader if row]


def _read(file: Path) -> str:
    text, _ = read_text(file, path=str(file))
    if text is None:
        raise Unreadable(file, "wrong.unreadable")
    return text


def read_folder(folder: Path, language: str) -> list[Entry]:
    """The sections of every Markdown file below `folder`."""
    files = sorted(folder.rglob("*.md"))
    if not files:
        raise Unreadable(folder, "wrong.no-pages")
    entries: list[Entry] = []
    for file in files:
        key = file.relative_to(folder).as_posix()
        page, _ = parse_page(_read(file), path=key, language=language, key=key)
        entries += page_entries(page)
    return entries


def read_twins(file: Path, entries: Iterable[Entry]) -> list[Entry]:
    """Lines `anchor|title|text` in the other language, as entries of the pages that have these anchors."""
    keys = {entry.anchor: entry.key for entry in entries}
    twins = []
    for line in _read(file).splitlines():
        anchor, _, rest = line.partition("|")
        title, _, text = rest.partition("|")
        if anchor in keys:
            twins.append(Entry(PAGE, keys[anchor], anchor, title, "", "", text))
    return twins


def evaluate(
    entries: Sequence[Entry], twins: Sequence[Entry], queries: Sequence[Query], *, language: str, root: Path
) -> dict[str, Any]:
    """The measures of contracts C7. Result ids are `key` without .md, `#` and the anchor."""
    glossary, _ = load_glossary(root)
    concepts = read_concepts(glossary)
    analysis = Analysis(load_word_lists(), concepts)
    addresses = {entry.key: entry.key.removesuffix(".md") for entry in entries}
    contents = Contents(entries, twins, language, analysis, concepts, addresses)
    texts = [query.text for query in queries]
    answer = run_in_node({"index": make_index(contents), "queries": texts, "rounds": ROUNDS})
    results = [
        [f"{address}#{anchor}" if anchor else address for address, anchor in found]
        for found in answer["results"]
    ]
    scores = [score(query, found) for query, found in zip(queries, results, strict=True)]
    times = sorted(answer["times"][len(queries) :])
    categories = dict.fromkeys(query.category for query in queries)
    return {
        "n": len(queries),
        **_means(scores),
        "by_category": {category: _means_of(category, queries, scores) for category in categories},
        "p95_ms": round(times[int(len(times) * 0.95)], 3) if times else None,
        "index_bytes_gz": len(gzip.compress(index_script(contents).encode(), 9, mtime=0)),
    }


def score(query: Query, found: Sequence[str]) -> tuple[float, float]:
    """recall@5 and the reciprocal rank among the first ten."""
    relevant = set(query.relevant)
    hits = len(relevant.intersection(found[:RECALL_AT]))
    rank = next((at for at, each in enumerate(found[:MRR_AT], 1) if each in relevant), None)
    return hits / min(len(relevant), RECALL_AT), 1 / rank if rank else 0.0


def _means_of(
    category: str, queries: Sequence[Query], scores: Sequence[tuple[float, float]]
) -> dict[str, Any]:
    own = [each for query, each in zip(queries, scores, strict=True) if query.category == category]
    return {"n": len(own), **_means(own)}


def _means(scores: Sequence[tuple[float, float]]) -> dict[str, float]:
    count = len(scores) or 1
    return {
        "recall@5": round(sum(recall for recall, _ in scores) / count, 4),
        "mrr@10": round(sum(rank for _, rank in scores) / count, 4),
    }
