"""Raw HTML that the site's content security policy would switch off, or that brings in strangers' pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pandu.pages import Page
from pandu.problems import Problem

FORBIDDEN = ("script", "style", "iframe", "object", "embed", "base", "link", "meta")
_TAG = re.compile(r"<(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>?")
_ATTRIBUTE_LIST = re.compile(r"\{:?(?P<attributes>[^{}\n]*=[^{}\n]*)\}")
_ATTRIBUTE = re.compile(r"(?:^|[\s\"'])(?P<name>style|on[a-z]+)\s*=", re.I)


def check_html(page: Page) -> Iterator[Problem]:
    for match in _TAG.finditer(page.visible):
        line = page.first_line + page.visible.count("\n", 0, match.start())
        if match["name"].lower() in FORBIDDEN:
            yield Problem(page.path, line, "E472", {"tag": match["name"].lower()})
        yield from _attributes(page, line, match["attributes"])
    for match in _ATTRIBUTE_LIST.finditer(page.visible):
        line = page.first_line + page.visible.count("\n", 0, match.start())
        yield from _attributes(page, line, match["attributes"])


def _attributes(page: Page, line: int, attributes: str) -> Iterator[Problem]:
    for match in _ATTRIBUTE.finditer(attributes):
        name = match["name"].lower()
        yield Problem(page.path, line, "E470" if name == "style" else "E471", {"name": name})
