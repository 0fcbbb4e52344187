"""One quiz → HTML that is complete without JavaScript and on paper: the frame, the types of plain fields.

<pandu-quiz> holds a <form>: the number, what stands before the question, a <fieldset> whose <legend> is the
question, hints, the button and the result for the script, and the key in <details>. The script reads the
key from there, so nothing is said twice. The other types are in `widgets`.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from pandu.quiz.elements import Context, add, add_blocks, add_text, is_paragraph, last_paragraph, move, parsed
from pandu.quiz.model import BLANK, Choices, Fill, Numeric, Quiz, Reflect
from pandu.quiz.shuffle import shown_order
from pandu.quiz.signature import signature_key
from pandu.quiz.widgets import add_widget


def render(quiz: Quiz, context: Context) -> Element:
    element = Element("pandu-quiz", {"id": f"quiz-{quiz.id}", "lang": context.language})
    for name, value in {"id": quiz.id, "type": quiz.type, "key": signature_key(quiz)}.items():
        element.set(f"data-{name}", value)
    # Search leaves out what stands in a <form>: no other element may be told apart by its end tag alone.
    form = add(element, "form", data_search_exclude="", novalidate="")
    key = Element("details", {"class": "quiz-key"})
    if context.test:
        element.set("data-test", quiz.objective or "")
        key.set("hidden", "")
    add(key, "summary", context.say("key"))

    fieldset = _add_question(form, quiz, context)
    body = quiz.body
    if isinstance(body, Choices):
        _add_choices(fieldset, key, quiz, body, context)
    elif isinstance(body, Fill):
        _add_fill_key(key, body, context)
    elif isinstance(body, Numeric):
        _add_numeric_key(key, body, context)
    elif isinstance(body, Reflect):
        add(fieldset, "textarea", name="a", rows="4", aria_label=context.say("answer"))
    else:
        add_widget(fieldset, key, quiz, context)

    for hint in quiz.hints:
        details = add(form, "details", class_="quiz-hint")
        add(details, "summary", hint.summary or context.say("hint"))
        details.extend(parsed(context, hint.text))
    # Disabled as well as hidden: Enter in a text field would press it and lose what was typed.
    button = context.say("finish" if quiz.type == "reflect" else "check")
    add(form, "button", button, type="submit", hidden="", disabled="")
    add(form, "output", hidden="")
    add_blocks(key, context, quiz.explanation, "quiz-explanation")
    if len(key) > 1:
        form.append(key)
    return element


def render_problems(messages: list[str], context: Context) -> Element:
    """The box in place of a quiz that cannot be understood, or above one with an error in it."""
    box = Element("section", {"class": "quiz-problem", "data-search-exclude": ""})
    add(add(box, "p"), "strong", context.say("problem", number=context.number))
    items = add(box, "ul")
    for message in messages:
        add(items, "li", message)
    return box


def _add_question(form: Element, quiz: Quiz, context: Context) -> Element:
    """The legend is the question's last paragraph. Not with blanks in it: it is read with each input."""
    text = _with_inputs(quiz, context)
    blocks = parsed(context, text)
    legend = last_paragraph(blocks) if text == quiz.question else None
    if legend is None:
        fieldset = add(form, "fieldset")
        _add_head(add(fieldset, "legend", class_="quiz-head"), quiz, context)
        fieldset.extend(blocks)
        return fieldset
    _add_head(add(form, "p", class_="quiz-head"), quiz, context)
    place = blocks.index(legend)
    if place:
        add(form, "div", class_="quiz-situation").extend(blocks[:place])
    fieldset = add(form, "fieldset")
    move(legend, add(fieldset, "legend"))
    fieldset.extend(blocks[place + 1 :])
    return fieldset


def _add_head(parent: Element, quiz: Quiz, context: Context) -> None:
    add(parent, "strong", context.say("number", number=context.number))
    parent[-1].tail = " "
    add(parent, "span", context.say(f"kind.{quiz.type}"))


def _with_inputs(quiz: Quiz, context: Context) -> str:
    """The question with an input in place of each blank."""
    parts = quiz.question.split(BLANK)
    text = parts[0]
    for number, part in enumerate(parts[1:], 1):
        label = context.say("blank", number=number) if len(parts) > 2 else context.say("answer")
        blank = Element("input", {"class": "quiz-blank", "aria-label": label, "autocomplete": "off"})
        if isinstance(quiz.body, Numeric):
            blank = _number_input(blank, quiz.body)
        elif isinstance(quiz.body, Fill):
            blank.set("size", str(_width(quiz.body)))
            blank.set("autocapitalize", "off")
        text += context.reserve(blank) + part
    return text


def _number_input(blank: Element, body: Numeric) -> Element:
    """The input with the unit of its key beside it: readers need not type it."""
    blank.set("size", "8")
    # A keyboard of digits has no minus sign on some phones.
    blank.set("inputmode", "decimal" if body.low >= 0 else "text")
    if not body.unit:
        return blank
    box = Element("span", {"class": "quiz-number"})
    if body.unit == "Rp":
        add(box, "span", "Rp")
    box.append(blank)
    if body.unit != "Rp":
        add(box, "span", body.unit)
    return box


def _width(body: Fill) -> int:
    """One width for all blanks: its own would give the answer away."""
    longest = max(len(answer) for blank in body.blanks for answer in blank.answers)
    return min(max(longest + 2, 8), 24)


def _add_choices(fieldset: Element, key: Element, quiz: Quiz, body: Choices, context: Context) -> None:
    options = add(fieldset, "ol", class_="quiz-options", type="A")
    marks = add(key, "ol", class_="quiz-marks", type="A")
    for index in shown_order(quiz, len(body.options), context.shuffle):
        option = body.options[index]
        item = add(options, "li")
        label = add(item, "label")
        add(
            label,
            "input",
            type="checkbox" if quiz.type == "multiple" else "radio",
            name="a",
            value=str(index),
        )
        blocks = parsed(context, option.text)
        if blocks and is_paragraph(blocks[0]):
            move(blocks.pop(0), add(label, "span"))
        else:  # a picture or code: it stands below, and the label says which option it belongs to
            add(label, "span", context.say("option", number=len(options)))
        item.extend(blocks)

        mark = add(marks, "li", **({"data_right": ""} if option.right else {}))
        add_text(mark, context, option.text)
        add(mark, "strong", context.say("right" if option.right else "wrong"), class_="quiz-verdict")
        add_blocks(mark, context, option.feedback, "quiz-feedback")


def _add_fill_key(key: Element, body: Fill, context: Context) -> None:
    marks = add(key, "ol", class_="quiz-marks")
    for blank in body.blanks:
        mark = add(marks, "li")
        for number, answer in enumerate(blank.answers):
            if number:
                add(mark, "span", f" {context.say('or')} ")
            add(mark, "b", answer)


def _add_numeric_key(key: Element, body: Numeric, context: Context) -> None:
    right = add(key, "p", class_="quiz-right", data_unit=body.unit, **_limits(body.low, body.high))
    add(right, "span", context.say("right-number"))
    right[-1].tail = " "
    low, high = (_number(value, context.language, body.unit) for value in (body.low, body.high))
    add(right, "b", low if low == high else context.say("between", low=low, high=high))
    if not body.wrong:
        return
    marks = add(key, "ul", class_="quiz-marks")
    for wrong in body.wrong:
        mark = add(marks, "li", **_limits(wrong.low, wrong.high))
        add(mark, "b", wrong.text)
        add_blocks(mark, context, wrong.feedback, "quiz-feedback")


def _limits(low: float, high: float) -> dict[str, str]:
    return {"data_low": f"{low:.15g}", "data_high": f"{high:.15g}"}


def _number(value: float, language: str, unit: str) -> str:
    """A number as readers of the language write it, with its unit."""
    text = f"{value:,.15g}"
    if language == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    text = text.replace("-", "−")
    if unit == "Rp":
        return f"Rp{text}"
    return text + unit if unit == "%" else f"{text} {unit}".strip()
