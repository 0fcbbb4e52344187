"""HTML that means the same in fewer bytes. Each page of the site travels, and is kept, as it is made here."""

from __future__ import annotations

import re

_TAG = re.compile(r"""<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_VALUE = re.compile(r"""(?<= )([\w:-]+)="([^"]*)\"""")
_BARE = re.compile(r"[^\s\"'=<>`]*[^\s\"'=<>`/]")
_BLOCK = (
    "article|blockquote|body|div|dl|dt|dd|details|dialog|fieldset|figure|figcaption|footer|form|h[1-6]|head|header|hr|"
    "html|legend|li|link|main|meta|nav|ol|p|section|summary|table|tbody|td|template|th|thead|title|tr|ul"
)
_AROUND_BLOCKS = re.compile(rf"""\s*(</?(?:{_BLOCK})(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?>)\s*""")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
# End tags that HTML lets one leave out: a list of thousands of lines says them for nothing.
_NEXT_TO_P = "blockquote|details|div|dl|fieldset|figure|form|h[1-6]|hr|nav|ol|p|pre|section|table|ul"
_NEEDLESS = (
    re.compile(rf"</p>(?=<(?:{_NEXT_TO_P})[\s>]|</(?:blockquote|dd|details|div|li|section|td)>)"),
    re.compile(r"</li>(?=<li[\s>]|</[ou]l>)"),
    re.compile(r"</t[dh]>(?=<t[dh][\s>]|</tr>)"),
    re.compile(r"</tr>(?=<tr[\s>]|</t(?:head|body)>)"),
)
_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.S)


def without_blanks(html: str) -> str:
    """Without comments, and without blanks that no browser shows."""
    pieces = _KEPT.split(html)  # text, a kept element, its name, text …
    for place in range(0, len(pieces), 3):
        text = re.sub(r"\s+", " ", _COMMENT.sub("", pieces[place]))
        pieces[place] = _AROUND_BLOCKS.sub(r"\1", text)
    return "".join(piece for place, piece in enumerate(pieces) if place % 3 != 2)


def compact(html: str) -> str:
    """Without needless blanks, quotes and end tags: for a file that is not packed on its way."""
    pieces = _KEPT.split(without_blanks(html))
    for place in range(0, len(pieces), 3):
        piece = pieces[place]
        for needless in _NEEDLESS:
            piece = needless.sub("", piece)
        pieces[place] = _TAG.sub(_unquoted, piece)
    return "".join(piece for place, piece in enumerate(pieces) if place % 3 != 2)


def _unquoted(tag: re.Match[str]) -> str:
    def value(match: re.Match[str]) -> str:
        if not match[2]:
            return match[1]
        return f"{match[1]}={match[2]}" if _BARE.fullmatch(match[2]) else match[0]

    return _VALUE.sub(value, tag[0])
