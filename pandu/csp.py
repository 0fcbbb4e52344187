"""The content security policy of a page: contracts C9.

A page runs its own files and its own inline scripts, nothing else. The policy travels inside the page,
since GitHub Pages sends no headers of ours and a file opened from a folder has none.
"""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.S | re.I)
_DATA_BLOCK = re.compile(r"""\btype=["']?(?!text/javascript|module)[\w/+.-]+""", re.I)
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.I)


def with_policy(html: str) -> str:
    """Return the page with its policy as the first element after `<meta charset>`.

    A page without `<meta charset>` is a mistake in a template, not an author's: it raises ValueError.
    """
    charset = _CHARSET.search(html)
    if charset is None:
        raise ValueError("no <meta charset> in the page: the policy has no place to stand")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(inline_scripts(html))}">'
    return html[: charset.end()] + meta + html[charset.end() :]


def policy(scripts: list[str]) -> str:
    """The directives, with a hash for each inline script."""
    sources = " ".join(["'self'", *(script_hash(script) for script in scripts)])
    return (
        f"default-src 'none'; script-src {sources}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
    )


def inline_scripts(html: str) -> list[str]:
    """The text of every script that would run, each once, in page order. Data blocks do not run."""
    found = {
        match["text"]: None
        for match in _SCRIPT.finditer(html)
        if " src=" not in match["attributes"] and not _DATA_BLOCK.search(match["attributes"])
    }
    return list(found)


def script_hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
