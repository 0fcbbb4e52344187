"""The register as a page. Its author writes two marker lines, which are replaced by Markdown with HTML in it:

<!-- daftar-peraturan -->   every law with its articles
<!-- belum-diperiksa -->    what has not been verified, for a lawyer to close
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from pandu.dates import long_date
from pandu.law.load import load_register
from pandu.law.model import TYPES, Register
from pandu.law.place import say_place
from pandu.pages import Course, Page
from pandu.settings import ROOT
from pandu.source import mask_fences

KEY = "hukum/index.md"
"""The page that citations lead to, in each language."""
TEMPLATES = ROOT / "overrides" / "features" / "law"
_MARKER = re.compile(r"^<!-- (daftar-peraturan|belum-diperiksa) -->$", re.M)


def fill_register(markdown: str, register: Register, *, language: str, words: Mapping[str, str]) -> str:
    """Replace the marker lines; `words` are the interface's in `language`."""
    for marker in reversed(list(_MARKER.finditer(mask_fences(markdown)))):
        filled = _template().render(
            kind=marker[1],
            laws=sorted(register.laws.values(), key=lambda law: (TYPES.index(law.type), law.year, law.id)),
            register=register.laws,
            language=language,
            words=words,
            say_place=say_place,
            long_date=long_date,
        )
        markdown = markdown[: marker.start()] + filled.strip() + markdown[marker.end() :]
    return markdown


def generated_anchors(course: Course, page: Page) -> frozenset[str]:
    """The ids that the marker on `page` will turn into; authors may link to them."""
    if page.key != KEY or _MARKER.search(mask_fences(page.body)) is None:
        return frozenset()
    register, _ = load_register(course.root)
    laws = register.laws.values()
    return frozenset(law.anchor(article) for law in laws for article in (None, *law.articles.values()))


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("register.html")
