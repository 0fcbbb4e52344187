"""What holds on every page, not on samples.

axe finds nothing, nothing is wider than a phone or paper, the page reads without JavaScript, and the console
stays silent: there the policy speaks when a page breaks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_a11y import KEYS, LANGUAGES, opened, place, violations

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 640}
PAPER = {"width": 642, "height": 900}
"""Pixels: what the margins leave of A4."""
SEEN = """() => {
    const seen = (element) => element.checkVisibility({ visibilityProperty: true });
    const count = (selector) => [...document.querySelectorAll(selector)].filter(seen).length;
    return {
        width: document.documentElement.scrollWidth,
        titles: count("h1"),
        buttons: count("button:not(.quiz-choices button)"), // the choices of a story are text on paper
        frame: count("header.bar, nav.menu, nav.toc, .pager"),
        letters: document.querySelector("article").innerText.trim().length,
        questions: count("pandu-quiz legend"),
        keys: count("pandu-quiz .quiz-key"),
        answers: count(".quiz-answer-part .quiz-answer"),
        isTest: count("pandu-test") > 0,
    };
}"""


def look(page: Page) -> dict[str, Any]:
    seen: dict[str, Any] = page.evaluate(SEEN)
    assert seen["titles"] == 1
    assert seen["letters"] > 100
    assert seen["buttons"] == 0  # there is nothing they could do
    return seen


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """One page for all, since a window costs half of a visit; and what its console says."""
    with opened(browser, "about:blank") as (page, said):
        yield page, said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_page_is_accessible_silent_fits_a_phone_and_paper(
    phone: tuple[Page, list[str]], address: str, key: str, language: str
) -> None:
    page, said = phone
    said.clear()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.emulate_media(media="screen")
    page.goto(address + LANGUAGES[language] + place(key))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert said == []
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    seen = look(page)
    assert seen["width"] <= PAPER["width"]
    assert seen["frame"] == 0
    assert (seen["keys"], seen["answers"]) == (0, seen["questions"])


@pytest.mark.parametrize("folder", LANGUAGES.values(), ids=LANGUAGES)
def test_every_page_reads_without_javascript(browser: Browser, address: str, folder: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    asking = 0
    for key in KEYS:
        page.goto(address + folder + place(key))
        seen = look(page)
        assert seen["width"] <= PHONE["width"], key
        # The key of a test stands at its end.
        assert (seen["answers"] if seen["isTest"] else seen["keys"]) == seen["questions"], key
        asking += seen["questions"] > 0
    assert asking > 37
    context.close()
