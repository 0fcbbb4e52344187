"""Chromium as a printer: an HTML document becomes a tagged PDF with bookmarks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright


class NoChromium(Exception):
    """There is no `chromium` on the path, so nothing can be printed."""


@contextmanager
def browser() -> Iterator[Browser]:
    """One for all documents: starting it costs more than printing a short one. Raises NoChromium."""
    program = shutil.which("chromium")
    if program is None:
        raise NoChromium
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield chromium
        finally:
            chromium.close()


def print_pdf(html: str, *, browser: Browser, draft: bool = False) -> bytes:
    """The PDF as Chromium makes it, with the title and the language of the document.

    A draft has neither tags nor bookmarks and takes two thirds of the time; its pages break as those of the
    whole do.
    """
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.set_content(html)
        return page.pdf(tagged=not draft, outline=not draft, prefer_css_page_size=True)
    finally:
        context.close()
