"""Every template in both schemes, widths and languages: axe finds nothing. Every page: test_every_page.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.build_site import ROOT

pytestmark = pytest.mark.browser

LANGUAGES = {"id": "", "en": "en/"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KEYS = sorted(file.relative_to(ROOT / "docs/id").as_posix() for file in (ROOT / "docs/id").rglob("*.md"))
TEMPLATES = ["index.md", "modul/paradigma/index.md", "modul/paradigma/tangga-pelibatan.md", "kemajuan.md"]


def place(key: str) -> str:
    """The address of a page below its language, as MkDocs writes it."""
    return key.removesuffix("index.md") if key.endswith("index.md") else key.removesuffix(".md") + "/"


@contextmanager
def opened(
    browser: Browser, url: str, *, width: int = 360, scheme: str = "light"
) -> Iterator[tuple[Page, list[str]]]:
    """The page, and what its console has said."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    yield page, said
    context.close()


def violations(page: Page, *, without: Sequence[str] = ()) -> list[str]:
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "resultTypes": ["violations"],
        "rules": {rule: {"enabled": False} for rule in without},
    }
    found = Axe().run(page, options=options)
    return [f"{v['id']}: {node['html']}" for v in found.response["violations"] for node in v["nodes"]]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [*TEMPLATES, "404"])
def test_every_template_is_accessible_in_each_scheme_and_width(
    browser: Browser, address: str, key: str, language: str, scheme: str, width: int
) -> None:
    below = "no/such/page/" if key == "404" else place(key)
    with opened(browser, address + LANGUAGES[language] + below, width=width, scheme=scheme) as (page, _):
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_menu_is_accessible(browser: Browser, address: str, scheme: str) -> None:
    with opened(browser, address + place(TEMPLATES[2]), scheme=scheme) as (page, _):
        page.get_by_role("button", name="Menu", exact=True).click()
        assert violations(page) == []
