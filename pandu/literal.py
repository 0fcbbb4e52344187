"""Text that Markdown takes as it is."""

from __future__ import annotations

import re

_SIGN = re.compile(r"[\\`*_{}\[\]()#+\-.!|]")


def literal(text: str) -> str:
    """`text` with every sign that means something in Markdown taken literally."""
    return _SIGN.sub(r"\\\g<0>", text)
