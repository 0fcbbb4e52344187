"""The types that are more than one form field: order, match, categorise, scenario.

On paper and without JavaScript each is a numbered list with an empty box a line. The first three become
something to move or choose from when the script takes over; a scenario is read and played by its numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from pandu.quiz.elements import Context, add, add_blocks, add_text, parsed
from pandu.quiz.model import Categorise, Choice, Condition, Match, Order, Quiz, Scenario, Scene
from pandu.quiz.shuffle import permutation

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def add_widget(fieldset: Element, key: Element, quiz: Quiz, context: Context) -> None:
    body = quiz.body
    if isinstance(body, Order):
        _add_order(fieldset, key, quiz.id, body, context)
    elif isinstance(body, Match):
        _add_match(fieldset, key, quiz.id, body, context)
    elif isinstance(body, Categorise):
        _add_categorise(fieldset, key, quiz.id, body, context)
    elif isinstance(body, Scenario):
        _add_scenario(fieldset, key, quiz.id, body, context)


def _add_order(fieldset: Element, key: Element, quiz_id: str, body: Order, context: Context) -> None:
    texts = [item.text for item in body.items]
    _add_rows(fieldset, texts, permutation(quiz_id, len(texts)), "box.order", context)
    marks = add(key, "ol", class_="quiz-marks")
    for item in body.items:
        mark = add(marks, "li")
        add_text(mark, context, item.text)
        add_blocks(mark, context, item.feedback, "quiz-feedback")


def _add_match(fieldset: Element, key: Element, quiz_id: str, body: Match, context: Context) -> None:
    rights = [*(pair.right for pair in body.pairs), *body.distractors]
    shown = permutation(quiz_id, len(rights), "right")
    _add_letters(fieldset, rights, shown, context)
    lefts = [pair.left for pair in body.pairs]
    _add_rows(fieldset, lefts, permutation(quiz_id, len(lefts)), "box.match", context)
    marks = add(key, "ul", class_="quiz-marks")
    for index, pair in enumerate(body.pairs):
        mark = add(marks, "li", data_right=str(index))
        add_text(mark, context, pair.left)
        _add_target(mark, context, shown.index(index), pair.right)
        add_blocks(mark, context, pair.feedback, "quiz-feedback")
    for index, text in enumerate(body.distractors, len(body.pairs)):
        mark = add(marks, "li")
        add(mark, "span", context.say("unused")).tail = " "
        _add_target(mark, context, shown.index(index), text)


def _add_categorise(
    fieldset: Element, key: Element, quiz_id: str, body: Categorise, context: Context
) -> None:
    _add_letters(fieldset, [category.name for category in body.categories], None, context)
    placed = [(place, item) for place, category in enumerate(body.categories) for item in category.items]
    texts = [item.text for _, item in placed]
    _add_rows(fieldset, texts, permutation(quiz_id, len(texts)), "box.match", context)
    marks = add(key, "ul", class_="quiz-marks")
    for place, item in placed:
        mark = add(marks, "li", data_right=str(place))
        add_text(mark, context, item.text)
        _add_target(mark, context, place, body.categories[place].name)
        add_blocks(mark, context, item.feedback, "quiz-feedback")


def _add_rows(
    parent: Element, texts: list[str], order: tuple[int, ...], label: str, context: Context
) -> None:
    rows = add(parent, "ol", class_="quiz-rows")
    for number, index in enumerate(order, 1):
        row = add(rows, "li", data_index=str(index))
        box = {"class_": "quiz-box", "size": "2", "autocomplete": "off"}
        add(row, "input", aria_label=context.say(label, number=number), **box)
        add_text(row, context, texts[index])


def _add_letters(parent: Element, texts: list[str], order: tuple[int, ...] | None, context: Context) -> None:
    letters = add(parent, "ol", class_="quiz-letters", type="A")
    for index in order or range(len(texts)):
        add_text(add(letters, "li", data_index=str(index)), context, texts[index])


def _add_target(mark: Element, context: Context, place: int, text: str) -> None:
    target = add(mark, "strong", class_="quiz-target")
    add(target, "span", f"→ {LETTERS[place % len(LETTERS)]}. ")
    add_text(target, context, text)


def _add_scenario(fieldset: Element, key: Element, quiz_id: str, body: Scenario, context: Context) -> None:
    """Scenes by number, so that the story can be played on paper; each measure is counted by hand."""
    numbers = {scene.id: number for number, scene in enumerate(body.scenes, 1)}
    lead = context.say("scenario.lead")
    if body.measures:
        lead += " " + context.say("scenario.measures", names=", ".join(body.measures.values()))
    measures = "; ".join(f"{name}={text}" for name, text in body.measures.items())
    add(fieldset, "p", lead, class_="quiz-measures", data_measures=measures)
    feedback = Element("ul", {"class": "quiz-marks"})
    for scene in body.scenes:
        box = add(fieldset, "div", class_="quiz-scene", id=_anchor(quiz_id, scene.id), data_scene=scene.id)
        if scene.ending:
            box.set("data-ending", _tests(scene.condition))
        title = add(box, "p", class_="quiz-scene-title")
        add(title, "strong", f"{numbers[scene.id]}. ")
        add_text(title, context, scene.title)
        if scene.ending:
            add(box, "p", _ending(scene, body.measures, context), class_="quiz-ending")
        box.extend(parsed(context, scene.text))
        if scene.choices:
            choices = add(box, "ol", class_="quiz-choices", type="a")
            for letter, choice in zip("abcdefghijklmnopqrstuvwxyz", scene.choices, strict=False):
                deltas = "; ".join(f"{name}={delta}" for name, delta in choice.deltas.items())
                item = add(choices, "li", data_target=choice.target, data_deltas=deltas)
                add_text(item, context, choice.text)
                _add_way(item, quiz_id, choice, body, numbers, context)
                if choice.feedback:
                    said = add(feedback, "li", data_choice=f"{scene.id} {letter}")
                    add(said, "strong", f"{numbers[scene.id]}{letter}. ")
                    add_text(said, context, choice.feedback)
    if len(feedback):
        key.append(feedback)


def _add_way(
    item: Element,
    quiz_id: str,
    choice: Choice,
    body: Scenario,
    numbers: Mapping[str, int],
    context: Context,
) -> None:
    """Where a choice leads and what it changes: "→ lanjut ke 4 (Kepercayaan +1)"."""
    way = add(item, "span", class_="quiz-way")
    if choice.target in numbers:
        text = context.say("scenario.go", number=numbers[choice.target])
        add(way, "a", text, href="#" + _anchor(quiz_id, choice.target))
    else:
        endings = [str(numbers[scene.id]) for scene in body.scenes if scene.ending]
        add(way, "span", context.say("scenario.end", numbers=", ".join(endings)))
    if choice.deltas:
        deltas = (f"{body.measures.get(name, name)} {delta:+d}" for name, delta in choice.deltas.items())
        add(way, "span", f" ({', '.join(deltas)})".replace("-", "−"))


def _ending(scene: Scene, measures: Mapping[str, str], context: Context) -> str:
    if scene.condition is None:
        return context.say("scenario.ending")
    return context.say("scenario.ending-if", condition=_condition(scene.condition, measures, context))


def _condition(condition: Condition, measures: Mapping[str, str], context: Context) -> str:
    sign = {">=": "≥", "<=": "≤"}
    tests = [
        f"{measures.get(test.measure, test.measure)} {sign[test.operator]} {test.value}"
        for test in condition.tests
    ]
    return f" {context.say('and' if condition.joined_by == 'all' else 'or')} ".join(tests)


def _tests(condition: Condition | None) -> str:
    """For the script: `k>=2&i>=0`, `k>=2|i>=0`, or nothing where the ending has no condition."""
    if condition is None:
        return ""
    tests = (f"{test.measure}{test.operator}{test.value}" for test in condition.tests)
    return ("&" if condition.joined_by == "all" else "|").join(tests)


def _anchor(quiz_id: str, scene_id: str) -> str:
    return f"quiz-{quiz_id}--{scene_id}"
