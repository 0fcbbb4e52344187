"""The scripts of a file that brings its own, and the policy that lets these and no others run: contracts C9.

The search is packed: together with its index it is the heaviest part, and most open it late or never.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pandu.csp import inline_scripts, script_hash
from pandu.offline.templates import OVERRIDES
from pandu.scripts import smaller

PAGE_START = (
    '(function(e){e.className="js";try{var d=JSON.parse(localStorage.getItem("pandu:1:_:site:scheme")).d;'
    'if(d=="dark"||d=="light")e.dataset.scheme=d}catch(x){}})(document.documentElement)'
)
"""As in main.html: set before the first paint, else a dark page flashes white."""
CREDITS = (
    "MiniSearch (https://github.com/lucaong/minisearch), Copyright 2022 Luca Ongaro, and stemmer "
    "(https://github.com/words/stemmer), Copyright 2014 Titus Wormer: licence MIT"
)
_PARTS = re.compile(r"const PARTS = (\[.*?\]);", re.S)
_TRAILING_COMMA = re.compile(r",\s*\]$")
_CHARSET = '<meta charset="utf-8">'


@dataclass(frozen=True)
class Packed:
    """`data` is what the file holds, in base64; `script` the script in it, for the policy."""

    data: str
    script: str


def page_scripts(features: Collection[str]) -> list[str]:
    """The texts of the scripts, one a feature or `feature/file`, in the order given."""
    paths = [each if "/" in each else f"{each}/{each}" for each in features]
    return [embedded(f"features/{path}.js") for path in paths]


def pack(index: str) -> Packed:
    """The search with `index`, which is the text of its index file. The same input gives the same bytes.

    Excerpts and the words of the entries are left out: single.js takes them from the text of the file.
    That of a lead stays, since the description of a page does not stand in its text.
    """
    script = "\n".join(map(embedded, search_parts()))
    data = json.loads(index.removeprefix("panduSearch.receive(").removesuffix(");\n"))
    leads = zip(data["anchors"].split(" "), data["excerpts"].split("\n"), strict=True)
    data["excerpts"] = "\n".join("" if anchor else excerpt for anchor, excerpt in leads)
    data["words"] = data["postings"] = ""
    whole = json.dumps({"script": script, "index": data}, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(whole.encode("utf-8"), 9, mtime=0)
    return Packed(base64.b64encode(packed).decode("ascii"), script)


def search_parts() -> list[str]:
    """The scripts of the search below `overrides/`, in their order, as open.js lists those that it loads."""
    found = _PARTS.search((OVERRIDES / "features/search/open.js").read_text(encoding="utf-8"))
    assert found, "open.js has no list PARTS"
    parts: list[str] = json.loads(_TRAILING_COMMA.sub("]", found[1]))
    return parts


def embedded(path: str) -> str:
    """The script at `path` below `overrides/`, as the site sends it."""
    text = smaller((OVERRIDES / path).read_text(encoding="utf-8")).strip()
    if "</script" in text.lower():
        raise ValueError(f"{path}: a script with </script> in it cannot stand inside a page")
    return text


def with_policy(page: str, *, style: str, packed: Sequence[str] = ()) -> str:
    """The page with its policy right after the character set. `packed` are scripts that run later."""
    scripts = " ".join(script_hash(script) for script in [*inline_scripts(page), *packed])
    policy = (
        f"default-src 'none'; script-src {scripts}; style-src {script_hash(style)}; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace(_CHARSET, _CHARSET + meta, 1)
