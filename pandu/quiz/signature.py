"""What must be equal in both languages, and what stored answers belong to: contracts C1.

No word of the text is in a signature, only the shape of the question and its key.
"""

from __future__ import annotations

import hashlib

from pandu.quiz.model import Categorise, Choice, Choices, Fill, Match, Numeric, Order, Quiz, Scenario, Scene


def signature(quiz: Quiz) -> str:
    match quiz.body:
        case Choices(options):
            right = [str(index) for index, option in enumerate(options) if option.right]
            shape = right if quiz.type == "truefalse" else [str(len(options)), *right]
        case Fill(blanks):
            shape = [str(len(blanks))]
        case Numeric() as numeric:
            shape = [_number(numeric.value), _number(numeric.tolerance), numeric.unit]
        case Order(items):
            shape = [str(len(items))]
        case Match(pairs, distractors, _):
            shape = [str(len(pairs)), str(len(distractors))]
        case Categorise(categories):
            shape = [str(index) for index, category in enumerate(categories) for _ in category.items]
        case Scenario(_, scenes):
            shape = [";".join(_scene(scene) for scene in scenes)]
        case _:
            shape = []
    return ":".join([quiz.type, *shape])


def signature_key(quiz: Quiz) -> str:
    """The short form stored with an answer."""
    return hashlib.sha256(signature(quiz).encode()).hexdigest()[:8]


def _number(value: float) -> str:
    """The value, however it was typed: `1250`, `0.5`. Twelve digits hide what binary fractions leave over."""
    return f"{value:.12g}"


def _scene(scene: Scene) -> str:
    """`pasar>balai(k+1,i-2)>akhir`, for an ending `damai!k>=2&i>=0`."""
    end = ""
    if scene.ending:
        tests = (
            [f"{test.measure}{test.operator}{test.value}" for test in scene.condition.tests]
            if scene.condition
            else []
        )
        end = "!" + ("|" if scene.condition and scene.condition.joined_by == "any" else "&").join(tests)
    return scene.id + "".join(_choice(choice) for choice in scene.choices) + end


def _choice(choice: Choice) -> str:
    deltas = ",".join(f"{name}{value:+d}" for name, value in sorted(choice.deltas.items()))
    return f">{choice.target}({deltas})" if deltas else f">{choice.target}"
