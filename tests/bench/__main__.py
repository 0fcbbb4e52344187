"""`make bench`: prints what building and previewing the course costs on this machine. Takes some minutes."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench import report
from tests.bench.measure import Built, make_course, time_build, time_preview

LESSON = "id/modul/paradigma/tangga-pelibatan.md"
ROUNDS = 5


def main() -> int:
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.platform()}")
    with tempfile.TemporaryDirectory() as temporary:
        ours = {times: make_course(Path(temporary, f"ours-{times}"), times) for times in (1, 4, 16)}
        plain = make_course(Path(temporary, "plain-4"), 4, plain=True)
        unlinked = make_course(Path(temporary, "unlinked-4"), 4, without=("glossary", "law"))
        quotient, builds = _against_plain_material(ours[4], unlinked, plain)
        _growth(ours, builds)
        _preview(ours[1])
    return int(quotient > report.LIMIT)


def _against_plain_material(ours: Path, unlinked: Path, plain: Path) -> tuple[float, list[Built]]:
    """Build all in turn, so that a busy minute falls on each; the first round only warms up.

    `unlinked` is our site without the links to terms and laws, which have limits of their own.
    """
    rounds = [[time_build(config) for config in (ours, unlinked, plain)] for _ in range(ROUNDS + 1)][1:]
    mine, without_links, theirs = (list(builds) for builds in zip(*rounds, strict=True))
    quotient = report.ratio([build.cpu for build in mine], [build.cpu for build in theirs])
    by_clock = report.ratio([build.seconds for build in mine], [build.seconds for build in theirs])
    print(f"\nBuild at 4 times the content, median of {ROUNDS}, in turn")
    rows = [
        report.spread("this site", mine),
        report.spread("without links to terms and laws", without_links),
        report.spread("plain Material", theirs),
    ]
    print(report.table(("", "pages", "CPU seconds", "seconds", "least", "most"), rows))
    unlinked_quotient = report.ratio([b.cpu for b in without_links], [b.cpu for b in theirs])
    print(f"  ratio without links to terms and laws {unlinked_quotient:.2f}")
    print(f"  ratio {quotient:.2f} ({by_clock:.2f} by the clock): {report.verdict(quotient)}")
    return quotient, mine


def _growth(ours: dict[int, Path], builds_at_4: list[Built]) -> None:
    builds = {
        1: [time_build(ours[1]) for _ in range(3)],
        4: builds_at_4,
        16: [time_build(ours[16]) for _ in range(3)],
    }
    print("\nGrowth (goal: the last column stays flat)")
    head = ("times", "pages", "CPU seconds", "ms a page", "ms a further page")
    print(report.table(head, report.growth(builds)))


def _preview(config: Path) -> None:
    seconds = time_preview(config, LESSON, ROUNDS)
    print(f"\nFrom saving a page to the preview, median of {ROUNDS} under `mkdocs serve`")
    print(f"  {median(seconds):.2f} seconds ({min(seconds):.2f} to {max(seconds):.2f})")


if __name__ == "__main__":
    sys.exit(main())
