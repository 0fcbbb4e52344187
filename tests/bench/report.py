"""What the measurements say, as a table of plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from tests.bench.measure import Built

LIMIT = 1.25
GOAL = 1.15


def verdict(ratio: float) -> str:
    if ratio > LIMIT:
        return f"over the limit of {LIMIT}"
    return f"within the limit of {LIMIT}" + (
        f" and the goal of {GOAL}" if ratio <= GOAL else f", goal {GOAL}"
    )


def ratio(ours: Sequence[float], plain: Sequence[float]) -> float:
    return median(ours) / median(plain)


def spread(name: str, builds: Sequence[Built]) -> tuple[str, int, float, float, float, float]:
    """A row: name, pages, median of work, of time, least and most time."""
    seconds = [build.seconds for build in builds]
    return name, builds[0].pages, _cpu(builds), median(seconds), min(seconds), max(seconds)


def growth(builds: Mapping[int, Sequence[Built]]) -> list[tuple[int, int, float, float, float | None]]:
    """A row for each size: times the content, pages, seconds of work, ms a page, ms a page more than before.

    Ms a page falls with size, because starting up costs the same for every size. The last column is free of
    that: where it rises, the work grows faster than the course.
    """
    rows: list[tuple[int, int, float, float, float | None]] = []
    for times, runs in sorted(builds.items()):
        pages, cpu = runs[0].pages, _cpu(runs)
        more = 1000 * (cpu - rows[-1][2]) / (pages - rows[-1][1]) if rows else None
        rows.append((times, pages, cpu, 1000 * cpu / pages, more))
    return rows


def _cpu(builds: Sequence[Built]) -> float:
    return median(build.cpu for build in builds)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    cells = [list(head), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    return "\n".join("  " + "  ".join(map(str.rjust, row, widths)).rstrip() for row in cells)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
