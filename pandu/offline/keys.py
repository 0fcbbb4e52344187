"""Questions where nothing can be clicked, and their keys gathered at the end: for paper and for the EPUB.

On the site a question folds its own key below it. In a book that would be an answer beside each question, so
the keys move to a chapter at the end; each question leads to its key and each key back to its question.
"""

from __future__ import annotations

from lxml.html import HtmlElement, builder

from pandu.offline.book import Place, drop, with_class

KEY = "kunci-"
"""Before the id of a question stands the id of its key: `quiz-arti-hadir`, `kunci-quiz-arti-hadir`."""
LINES = 5
"""Ruled lines in place of a field for a longer answer."""
_PLAIN = {"form": "div", "fieldset": "div", "legend": "p", "label": "span", "pandu-quiz": "section"}


def is_key(place: Place) -> bool:
    """Whether a place lies among the gathered keys and no longer on its page."""
    return place.anchor.startswith(f"{KEY}quiz-")


def take_keys(article: HtmlElement) -> HtmlElement | None:
    """Take the keys and hints out of a page; returns its answer part, or None if no question has a key.

    The part is a <section class="quiz-answer-part"> of pairs: <p class="quiz-answer-head"> with the number,
    <div class="quiz-answer"> with hint, key and explanation. A link to its key (class `quiz-key-link`) stands
    at the number of each question, and the number of each key is a link to its question.
    """
    for name in ("quiz-key", "quiz-hint"):
        drop(article, name)
    parts = drop(article, "quiz-answer-part")
    if not parts:
        return None
    part = parts[0]
    said = " ".join(title.text_content().strip() for title in drop(part, "quiz-answer-title"))
    heads = {_number(head): head for head in with_class(article, "quiz-head")}
    for answer in with_class(part, "quiz-answer-head"):
        head = heads[answer.text_content().strip()]
        question = next(each for each in head.iterancestors("pandu-quiz"))
        answer.set("id", KEY + str(question.get("id")))
        back = builder.A(answer.text_content().strip(), href=f"#{question.get('id')}")
        answer.text = None
        answer.append(back)
        head.append(builder.A(said, {"class": "quiz-key-link", "href": f"#{answer.get('id')}"}))
    return part


def static_form(article: HtmlElement) -> HtmlElement:
    """Put what one writes on in place of what one clicks. Changes and returns `article`.

    `quiz-tick` is a box, with `quiz-tick-one` a circle: only one may be marked. `quiz-box` takes a number or
    a letter, `quiz-blank` is a line of underscores, `quiz-lines` holds ruled lines (`quiz-line`).
    """
    for control in list(article.iter("button", "output", "select")):
        control.drop_tree()
    for field in list(article.iter("input", "textarea")):
        _replace(field, _static(field))
    return article


def plain_elements(article: HtmlElement) -> HtmlElement:
    """Name the elements of questions as readers of e-books know them. Changes and returns `article`.

    A question is a <section class="quiz">; form and fieldset become <div>, legend <p>, label <span>, each
    with its old name as a class (`quiz-form`, `quiz-fieldset`, `quiz-legend`, `quiz-label`).
    """
    for element in list(article.iter(*_PLAIN)):
        name = "quiz" if element.tag == "pandu-quiz" else f"quiz-{element.tag}"
        for attribute in list(element.attrib):
            if attribute.startswith("data-") or attribute in ("novalidate", "for"):
                del element.attrib[attribute]
        element.set("class", " ".join(filter(None, (name, element.get("class")))))
        element.tag = _PLAIN[str(element.tag)]
    return article


def _number(head: HtmlElement) -> str:
    return (head[0].text_content() if len(head) else "").strip()


def _static(field: HtmlElement) -> HtmlElement:
    if field.tag == "textarea":
        lines = (builder.SPAN({"class": "quiz-line"}) for _ in range(LINES))
        return builder.DIV({"class": "quiz-lines"}, *lines)
    kind, name = field.get("type"), field.get("class") or ""
    if kind in ("radio", "checkbox"):
        return builder.SPAN({"class": "quiz-tick" + (" quiz-tick-one" if kind == "radio" else "")})
    if "quiz-blank" in name:
        return builder.SPAN("_" * int(field.get("size") or 12), {"class": "quiz-blank"})
    return builder.SPAN({"class": "quiz-box"})


def _replace(old: HtmlElement, new: HtmlElement) -> None:
    parent = old.getparent()
    assert parent is not None, "a field stands in a form"
    new.tail = old.tail
    parent.replace(old, new)
