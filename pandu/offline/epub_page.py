"""What a page's HTML becomes for reader apps: XHTML of plain elements, nothing to press, nothing folded."""

from __future__ import annotations

from pathlib import PurePath

from lxml import etree
from lxml.html import HtmlElement, builder
from markupsafe import Markup

from pandu import LANGUAGES
from pandu.offline.book import BookPage, with_class
from pandu.offline.keys import plain_elements, static_form

KEPT = {
    *("id", "class", "lang", "title", "href", "hreflang", "src", "alt", "role"),
    *("colspan", "rowspan", "scope", "headers", "start", "reversed", "value"),
    *("aria-label", "aria-labelledby", "aria-hidden"),
}
"""Attributes that a reader app has a use for; `type` is kept on lists only."""
_USELESS = (
    ".//*[@hidden or @data-online-only or self::pandu-offline or (self::svg and @aria-hidden)] | .//comment()"
)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_INLINE = {
    "a",
    "abbr",
    "b",
    "br",
    "code",
    "em",
    "i",
    "img",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
}
_BOX = "[\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}]"


def page_file(page: BookPage) -> str:
    """`modul.amdal.tahap.xhtml` for the page `modul/amdal/tahap`: all files lie in one folder."""
    return page.id.replace("/", ".") + ".xhtml"


def picture_file(path: PurePath) -> str:
    """`modul.amdal.tahap.svg` for a picture at that path of the site, in either language."""
    parts = path.parts[1:] if path.parts[0] in LANGUAGES else path.parts
    return ".".join(parts)


def for_readers(tree: HtmlElement) -> HtmlElement:
    """Turn a tree of the site into one that reads without scripts and folding. Changes and returns it."""
    for element in tree.xpath(_USELESS):
        element.drop_tree()
    for notes in with_class(tree, "glossary-notes"):  # terms lead to the glossary
        notes.drop_tree()
    plain_elements(static_form(tree))
    _move_key_links(tree)
    for tick in with_class(tree, "quiz-tick"):
        one = "quiz-tick-one" in (tick.get("class") or "")
        tick.text = "\N{WHITE CIRCLE} " if one else "\N{BALLOT BOX} "
        tick.set("aria-hidden", "true")
    for box in with_class(tree, "quiz-box"):
        box.text, box.tail = _BOX, " " + (box.tail or "")
    for element in tree.iter():
        if isinstance(element.tag, str):
            _rename(element)
            _keep_attributes(element)
    for table in list(tree.iter("table")):
        _wrap(table)
    return tree


def as_xhtml(tree: HtmlElement) -> Markup:
    """What stands in the tree's outermost element, as XHTML without namespace declarations."""
    outer: str = etree.tostring(tree, encoding="unicode", method="xml", with_tail=False)
    return Markup(outer[outer.index(">") + 1 : outer.rindex("</")].strip())


def _move_key_links(tree: HtmlElement) -> None:
    """The way to the key stands below its question: beside the number it would be read out before it."""
    for link in with_class(tree, "quiz-key-link"):
        question = next(each for each in link.iterancestors() if "quiz" in str(each.get("class")).split())
        link.drop_tree()
        question.append(
            builder.P({"class": "quiz-key-link"}, builder.A(link.text_content(), href=link.get("href")))
        )


def _rename(element: HtmlElement) -> None:
    """`<details>` becomes a box that is always open; an element of ours a plain one."""
    if element.tag == "details":
        element.tag = "div"
        element.set("class", " ".join(filter(None, ("details", element.get("class")))))
    elif element.tag == "summary":
        element.tag = "p"
        element.set("class", "summary")
    elif element.tag == "pandu-progress":  # it follows the minutes
        element.tag, element.text = "span", f"· {element.text_content()}"
        element.set("class", "lesson-facts")
    elif "-" in str(element.tag):
        element.tag = "span" if all(child.tag in _INLINE for child in element) else "div"


def _keep_attributes(element: HtmlElement) -> None:
    align = element.get("align") if element.tag in ("td", "th") else None
    for name in list(element.attrib):
        if name not in KEPT and not (name == "type" and element.tag == "ol"):
            del element.attrib[name]
    if align:
        element.set("class", " ".join(filter(None, (element.get("class"), f"align-{align}"))))
    if element.get("lang"):
        element.set(_XML_LANG, element.get("lang"))


def _wrap(table: HtmlElement) -> None:
    """A table wider than the screen scrolls by itself where the app can do that."""
    box = builder.DIV({"class": "table"})
    box.tail, table.tail = table.tail, None
    table.getparent().replace(table, box)
    box.append(table)
