"""HTML that authors type inside a quiz, made safe for its neighbours.

Python-Markdown keeps typed HTML aside, tag by tag within a paragraph and in one piece where it is a block of
its own, and puts it back into the finished page. A tag left open in one option would swallow the next, and a
stray `</form>` would end the quiz. So what is kept aside is balanced within its element: what was left open
is closed, and what cannot stand there is shown as text.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE, HtmlStash

_TAG = re.compile(
    r"<!--.*?-->"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|(?P<loose><)(?=[!?/A-Za-z])",
    re.S,
)
_VOID = {"area", "br", "col", "hr", "img", "source", "track", "wbr"}
_FORBIDDEN = {
    *("html", "head", "body", "base", "link", "meta", "title", "frame", "frameset", "plaintext", "xmp"),
    *("form", "fieldset", "legend", "label", "input", "button", "select", "option", "optgroup"),
    *("textarea", "output", "script", "style", "noscript", "noframes", "noembed", "template", "iframe"),
    *("object", "embed", "pandu-quiz", "quiz"),
}
"""Tags that would end the quiz, take part in its form, or change how a browser reads what follows."""


def balance(element: Element, stash: HtmlStash) -> None:
    """Balance the typed HTML in `element` and everything below it. `stash` is where Markdown keeps it."""
    opened: list[str] = []

    def mend(text: str) -> None:
        for placeholder in HTML_PLACEHOLDER_RE.finditer(text):
            kept = int(placeholder[1])
            html = stash.rawHtmlBlocks[kept] if kept < stash.html_counter else None
            if isinstance(html, str):
                stash.rawHtmlBlocks[kept] = _TAG.sub(lambda tag: _balanced(tag, opened), html)

    mend(element.text or "")
    for child in element:
        balance(child, stash)
        mend(child.tail or "")
    if not opened:
        return
    closing = _close(opened, 0)
    alone = HTML_PLACEHOLDER_RE.fullmatch(element.text or "")
    if alone and not len(element):  # a block of its own must stay in one piece to be put back as one
        stash.rawHtmlBlocks[int(alone[1])] = f"{stash.rawHtmlBlocks[int(alone[1])]}{closing}"
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + stash.store(closing)
    else:
        element.text = (element.text or "") + stash.store(closing)


def _balanced(tag: re.Match[str], opened: list[str]) -> str:
    """What to write in place of one tag; `opened` are the names still open, and is kept up to date."""
    name = (tag["name"] or "").lower()
    if tag["loose"] or _is_out_of_place(name, bool(tag["close"]), opened):
        return tag[0].replace("<", "&lt;")
    if not name or name in _VOID:
        return tag[0]
    if not tag["close"]:
        opened.append(name)
        return tag[0]
    inner = _close(opened, len(opened) - opened[::-1].index(name))
    opened.pop()
    return inner + tag[0]


def _is_out_of_place(name: str, closes: bool, opened: list[str]) -> bool:
    if name in _FORBIDDEN or (closes and name not in opened):
        return True
    # To a browser an <li> without a list of its own ends the list item around it: our option.
    return name == "li" and not {"ul", "ol", "menu"} & set(opened)


def _close(opened: list[str], first: int) -> str:
    """The end tags of what is open from `first` on; then it is open no longer."""
    closing = "".join(f"</{name}>" for name in reversed(opened[first:]))
    del opened[first:]
    return closing
