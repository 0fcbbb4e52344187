"""What the HTML of every quiz is made of: elements, the author's Markdown in them, and our words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

_PICTURE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*(?:\{[^}]*\})?\s*")


@dataclass(frozen=True)
class Context:
    """What a quiz takes from its page.

    `parse` turns Markdown into elements at the end of its parent; `reserve` takes an <input> and returns the
    text that stands for it in Markdown. `shuffle` is what the page says about choices. `test`: the page is a
    test, whose key is shown when all its questions are answered.
    """

    words: Mapping[str, str]
    language: str
    number: int
    shuffle: bool
    parse: Callable[[Element, str], None]
    reserve: Callable[[Element], str]
    test: bool = False

    def say(self, key: str, **values: object) -> str:
        return self.words[f"quiz.{key}"].format(**values)


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Append an element. Its text is ours, not Markdown. `class_` is class, `data_right` is data-right."""
    names = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    element = SubElement(parent, tag, names)
    if text:
        element.text = AtomicString(text)
    return element


def parsed(context: Context, text: str) -> list[Element]:
    """The blocks that `text` makes."""
    box = Element("div")
    context.parse(box, text)
    return list(box)


def add_text(parent: Element, context: Context, text: str) -> None:
    """Append `text`: what is one paragraph as phrases in a <span>, all else as blocks in a <div>."""
    blocks = parsed(context, text)
    if len(blocks) == 1 and is_paragraph(blocks[0]):
        move(blocks[0], add(parent, "span", class_="quiz-text"))
        parent[-1].tail = " "  # what follows stands apart even where no style reaches, as in a reader app
    elif blocks:
        add(parent, "div", class_="quiz-text").extend(blocks)


def add_blocks(parent: Element, context: Context, text: str, name: str) -> None:
    """Append `text` in a <div class=name>; nothing where there is none."""
    if text:
        add(parent, "div", class_=name).extend(parsed(context, text))


def is_paragraph(element: Element) -> bool:
    """A paragraph of words: no picture standing alone, and no HTML that the author typed."""
    text = element.text or ""
    return element.tag == "p" and "\x02" not in text and not _PICTURE.fullmatch(text)


def move(source: Element, target: Element) -> None:
    """Give `target` the content of `source`."""
    target.text = source.text
    target.extend(source)


def last_paragraph(blocks: Iterable[Element]) -> Element | None:
    found = [block for block in blocks if is_paragraph(block)]
    return found[-1] if found else None
