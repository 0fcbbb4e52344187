"""The text that readers read, out of Markdown: for searching and for excerpts."""

from __future__ import annotations

import html
import re

_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_GONE = re.compile(
    r"^ {0,3}\[[^\]\n]+\]:.*$"  # definitions of links and notes
    r"|\[\^[^\]\n]+\]"  # marks of notes
    r"|\{:?[^{}\n]*\}"  # attributes
    r"|</?[a-zA-Z][^<>]*>"
    r"|^ *(?:[-*_] *){3,}$"
    r"|^[ |:+-]+$",  # the line between a table's head and body
    re.M,
)
_MARKS = re.compile(
    r"^ *(?:#{1,6}|>|[-*+]|\d{1,3}[.)])(?= |$)(?: *\[[ xX]\])?"
    r"|^(?:!!!|\?\?\?\+?)(?: +[\w-]+)*(?: +\"|$)"
    r"|\|",
    re.M,
)
_EMPHASIS = re.compile(r"[*`]|(?<![^\W_])_+|_+(?![^\W_])")
_ESCAPED = re.compile(r"\\([^\w\s])")


def plain_text(markdown: str) -> str:
    """`markdown` has neither code nor comments nor quizzes any more; what comes back is one line."""
    text = _ESCAPED.sub(lambda match: f"&#{ord(match[1])};", markdown)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1 ", text))
    text = _EMPHASIS.sub("", _MARKS.sub(" ", _GONE.sub(" ", text)))
    return " ".join(html.unescape(text).split())
