"""Where two pages of one key differ in what must be equal: headings, quizzes, pictures, links, front matter.

`ours` is the Indonesian page, `theirs` the other one. Differences are told at `theirs`, naming both places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from pandu.links import internal_links, is_there, resolve
from pandu.pages import Course, Heading, Page
from pandu.problems import Problem
from pandu.quiz import Quiz
from pandu.quiz.signature import signature


def compare(course: Course, ours: Page, theirs: Page) -> Iterator[Problem]:
    yield from _headings(ours, theirs)
    yield from _quizzes(ours, theirs)
    yield from _targets(course, ours, theirs, image=True)
    yield from _targets(course, ours, theirs, image=False)
    if ours.head.readable and theirs.head.readable:
        yield from _minutes(ours, theirs)
        yield from _objectives(ours, theirs)


def has_clean_headings(page: Page) -> bool:
    """Whether each heading has an id of its own; else they cannot be compared, and that is told already."""
    ids = [heading.id for heading in page.headings if heading.level > 1]
    return None not in ids and len(ids) == len(set(ids))


def _place(page: Page, line: int) -> str:
    return f"{page.path}:{line}"


@dataclass(frozen=True)
class _Difference:
    """Positions in two lists; None where one has what the other lacks."""

    ours: int | None
    theirs: int | None
    moved: bool = False


def _differences(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[_Difference]:
    """How the second list of ids differs from the first, said as few times as possible."""
    shared = set(ours) & set(theirs)
    for what, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        for number in range(c, d):
            if theirs[number] in shared:
                yield _Difference(ours.index(theirs[number]), number, moved=True)
        left = [number for number in range(a, b) if ours[number] not in shared]
        right = [number for number in range(c, d) if theirs[number] not in shared]
        for pair in zip_longest(left, right):
            yield _Difference(*pair)


def _headings(ours: Page, theirs: Page) -> Iterator[Problem]:
    left, right = _with_ids(ours), _with_ids(theirs)
    if has_clean_headings(ours) and has_clean_headings(theirs):
        for difference in _differences([h.id or "" for h in left], [h.id or "" for h in right]):
            yield _heading_problem(difference, ours, theirs, left, right)
    known = {heading.id: heading for heading in left}
    for heading in right:
        there = known.get(heading.id)
        if there is not None and there.level != heading.level:
            levels = {"here": heading.level, "there": there.level}
            params = {"text": heading.text, "other": _place(ours, there.line), **levels}
            yield Problem(theirs.path, heading.line, "E514", params)


def _heading_problem(
    difference: _Difference, ours: Page, theirs: Page, left: Sequence[Heading], right: Sequence[Heading]
) -> Problem:
    there = left[difference.ours] if difference.ours is not None else None
    here = right[difference.theirs] if difference.theirs is not None else None
    other = _place(ours, there.line) if there else ours.path
    if here is None:
        missing = {"text": there.text if there else "", "id": there.id if there else "", "other": other}
        line = _line_after(there.line if there else 1, ours, theirs)
        return Problem(theirs.path, line, "E510", missing)
    if there is None:
        return Problem(theirs.path, here.line, "E511", {"text": here.text, "id": here.id, "other": other})
    params = {"text": here.text, "here": here.id, "there": there.id, "other": other}
    return Problem(theirs.path, here.line, "E513" if difference.moved else "E512", params)


def _line_after(line: int, ours: Page, theirs: Page) -> int:
    """Where in `theirs` something of `ours` belongs: at the last heading that both have before it."""
    known = {heading.id: heading.line for heading in _with_ids(theirs)}
    before = [known[h.id] for h in _with_ids(ours) if h.line < line and h.id in known]
    return before[-1] if before else theirs.first_line


def _with_ids(page: Page) -> list[Heading]:
    return [heading for heading in page.headings if heading.id and heading.level > 1]


def _quizzes(ours: Page, theirs: Page) -> Iterator[Problem]:
    left, right = ours.quiz_blocks, theirs.quiz_blocks
    if all(block.id for block in (*left, *right)):  # one without is told already
        for difference in _differences([block.id for block in left], [block.id for block in right]):
            yield _quiz_problem(difference, ours, theirs)
    known = {block.id: block.quiz for block in left if block.quiz}
    for block in right:
        there = known.get(block.id)
        if block.quiz and there and signature(block.quiz) != signature(there):
            yield _signature_problem(ours, theirs, there, block.quiz)


def _quiz_problem(difference: _Difference, ours: Page, theirs: Page) -> Problem:
    there = ours.quiz_blocks[difference.ours] if difference.ours is not None else None
    here = theirs.quiz_blocks[difference.theirs] if difference.theirs is not None else None
    other = _place(ours, ours.first_line + there.first) if there else ours.path
    if here is None:
        missing = there.id if there else ""
        line = _line_after(ours.first_line + (there.first if there else 0), ours, theirs)
        return Problem(theirs.path, line, "E520", {"quiz": missing, "other": other})
    line = theirs.first_line + here.first
    if there is None:
        return Problem(theirs.path, line, "E521", {"quiz": here.id, "other": other})
    params = {"quiz": here.id, "there": there.id, "other": other}
    return Problem(theirs.path, line, "E523" if difference.moved else "E522", params)


def _signature_problem(ours: Page, theirs: Page, there: Quiz, here: Quiz) -> Problem:
    params: dict[str, object] = {"quiz": here.id, "other": _place(ours, there.line)}
    if here.type != there.type:
        params |= {"here": here.type, "there": there.type}
        return Problem(theirs.path, here.line, "E524", params)
    mine, yours = signature(here).split(":"), signature(there).split(":")
    counted = here.type in ("single", "multiple", "match", "order", "fill")
    if counted and mine[1] != yours[1]:
        return Problem(theirs.path, here.line, "E525", {**params, "here": mine[1], "there": yours[1]})
    return Problem(theirs.path, here.line, "E526", params)


def _targets(course: Course, ours: Page, theirs: Page, *, image: bool) -> Iterator[Problem]:
    left, right = _led_to(course, ours, image=image), _led_to(course, theirs, image=image)
    if None in (left, right):  # some lead nowhere, and may be the ones that would be missed here
        return
    missing, extra = ("E530", "E531") if image else ("E532", "E533")
    for target, line in (left or {}).items():
        if target not in (right or {}):
            params = {"target": target, "other": _place(ours, line)}
            yield Problem(theirs.path, _line_after(line, ours, theirs), missing, params)
    for target, line in (right or {}).items():
        if target not in (left or {}):
            yield Problem(theirs.path, line, extra, {"target": target, "other": ours.path})


def _led_to(course: Course, page: Page, *, image: bool) -> dict[str, int] | None:
    """What the page leads to inside the course, free of its language, and on which line first."""
    found: dict[str, int] = {}
    for link in internal_links(page):
        if link.image != image:
            continue
        target = resolve(course, page, link.target)
        if not is_there(course, target):
            return None
        found.setdefault(target.path + (f"#{target.anchor}" if target.anchor else ""), link.line)
    return found


def _minutes(ours: Page, theirs: Page) -> Iterator[Problem]:
    here, there = theirs.meta.get("minutes"), ours.meta.get("minutes")
    if isinstance(here, int) and isinstance(there, int) and here != there:
        params = {"here": here, "there": there, "other": _place(ours, ours.line_of("minutes"))}
        yield Problem(theirs.path, theirs.line_of("minutes"), "E540", params)


def _objectives(ours: Page, theirs: Page) -> Iterator[Problem]:
    left, right = _objective_ids(ours), _objective_ids(theirs)
    if not left or not right:
        return
    for difference in _differences(left, right):
        if difference.moved:  # their order says nothing
            continue
        there = left[difference.ours] if difference.ours is not None else None
        here = right[difference.theirs] if difference.theirs is not None else None
        other = _place(ours, ours.line_of(f"objectives.{there}" if there else "objectives"))
        line = theirs.line_of(f"objectives.{here}" if here else "objectives")
        code = "E543" if here and there else "E541" if there else "E542"
        yield Problem(theirs.path, line, code, {"here": here, "there": there, "other": other})


def _objective_ids(page: Page) -> list[str]:
    objectives = page.meta.get("objectives")
    return [str(name) for name in objectives] if isinstance(objectives, Mapping) else []
