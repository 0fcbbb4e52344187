"""Compare two built sites: the number of pages, and on each page the ids of headings and quizzes.

    .venv/bin/python -m tests.zensical.compare site .cache/zensical

Zensical knows no mkdocs-static-i18n: it puts Indonesian below `id/`, where MkDocs puts it at the root.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from pandu import DEFAULT_LANGUAGE

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
QUIZ = "pandu-quiz"


@dataclass(frozen=True)
class Ids:
    headings: frozenset[str]
    quizzes: frozenset[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.headings: set[str] = set()
        self.quizzes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs).get("id")
        if found and tag in HEADINGS:
            self.headings.add(found)
        elif found and tag == QUIZ:
            self.quizzes.add(found)


def read_ids(html: str) -> Ids:
    reader = _Reader()
    reader.feed(html)
    return Ids(frozenset(reader.headings), frozenset(reader.quizzes))


def read_site(folder: Path) -> dict[str, Ids]:
    """Page → ids. Pages are named as MkDocs names them: Indonesian at the root."""
    return {
        file.relative_to(folder).as_posix().removeprefix(f"{DEFAULT_LANGUAGE}/"): read_ids(
            file.read_text(encoding="utf-8")
        )
        for file in sorted(folder.rglob("*.html"))
    }


def differences(ours: dict[str, Ids], theirs: dict[str, Ids]) -> list[str]:
    """A line for each page or id that only one of them has; empty where they agree."""
    lines = [f"{page}: only in ours" for page in sorted(ours.keys() - theirs.keys())]
    lines += [f"{page}: only in theirs" for page in sorted(theirs.keys() - ours.keys())]
    for page in sorted(ours.keys() & theirs.keys()):
        for kind in ("headings", "quizzes"):
            mine, others = getattr(ours[page], kind), getattr(theirs[page], kind)
            lines += _one_side(page, kind, "ours", mine - others)
            lines += _one_side(page, kind, "theirs", others - mine)
    return lines


def _one_side(page: str, kind: str, side: str, ids: Iterable[str]) -> list[str]:
    return [f"{page}: {kind} only in {side}: {', '.join(sorted(ids))}"] if ids else []


def _total(name: str, site: dict[str, Ids]) -> str:
    headings, quizzes = (
        sum(len(getattr(ids, kind)) for ids in site.values()) for kind in ("headings", "quizzes")
    )
    return f"{name}: {len(site)} pages, {headings} headings, {quizzes} quizzes"


def main(arguments: list[str]) -> int:
    ours, theirs = (read_site(Path(folder)) for folder in arguments)
    found = differences(ours, theirs)
    print("\n".join([_total("ours", ours), _total("theirs", theirs), *found]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
