"""What must hold of a scenario: every way leads somewhere, every scene is reached, every reader gets out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pandu.ids import is_id, nearest, suggest_id
from pandu.quiz.block import Report, shorten
from pandu.quiz.model import Scenario, Scene
from pandu.quiz.scenario import END


def check_scenario(scenario: Scenario, report: Report) -> None:
    scenes, known = scenario.scenes, report.errors
    ids = _check_ids(scenes, report)
    for scene in scenes:
        if scene.ending and scene.choices:
            report.add("E170", scene.choices[0].line, scene=scene.id)
        elif not scene.ending and not scene.choices:
            report.add("E169", scene.line, scene=scene.id)
        for choice in scene.choices:
            if choice.target not in ids and choice.target != END:
                report.add(
                    "E162", choice.line, target=choice.target, nearest=nearest(choice.target, ids) or END
                )
    if any(choice.target == END for scene in scenes for choice in scene.choices):
        _check_endings(scenes, report)
    if report.errors == known:
        _check_reach(scenes, report)


def _check_ids(scenes: Sequence[Scene], report: Report) -> dict[str, int]:
    ids: dict[str, int] = {}
    for scene in scenes:
        if scene.id == END:
            report.add("E173", scene.line)
        elif not is_id(scene.id):
            report.add(
                "E160", scene.line, text=shorten(scene.title), id=suggest_id(scene.title, "rapat-pertama")
            )
        elif scene.id in ids:
            report.add("E161", scene.line, scene=scene.id, other=ids[scene.id])
        ids.setdefault(scene.id, scene.line)
    return ids


def _check_endings(scenes: Sequence[Scene], report: Report) -> None:
    """`akhir` takes the first ending whose condition holds: the last one, and only it, must hold always."""
    endings = [scene for scene in scenes if scene.ending]
    always = [scene for scene in endings if scene.condition is None]
    if not always:
        report.add("E168", endings[-1].line if endings else report.line)
    for scene in always[:1]:
        if scene is not endings[-1]:
            report.add("E171", scene.line, scene=scene.id)


def _check_reach(scenes: Sequence[Scene], report: Report) -> None:
    targets = _targets(scenes)
    reached = _reachable([scenes[0].id], targets)
    for scene in scenes:
        if scene.id not in reached:
            report.add("E166", scene.line, scene=scene.id)
    backwards: dict[str, list[str]] = {}
    for source, following in targets.items():
        for target in following:
            backwards.setdefault(target, []).append(source)
    escapes = _reachable([scene.id for scene in scenes if scene.ending], backwards)
    for scene in scenes:
        if scene.id in reached and scene.id not in escapes:
            report.add("E167", scene.line, scene=scene.id)
            break


def _targets(scenes: Sequence[Scene]) -> Mapping[str, Sequence[str]]:
    endings = [scene.id for scene in scenes if scene.ending]
    return {
        scene.id: [
            target
            for choice in scene.choices
            for target in (endings if choice.target == END else [choice.target])
        ]
        for scene in scenes
    }


def _reachable(start: Iterable[str], following: Mapping[str, Sequence[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        scene = waiting.pop()
        if scene not in reached:
            reached.add(scene)
            waiting += following.get(scene, [])
    return reached
