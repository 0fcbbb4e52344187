"""How far a translation is behind: told on its page and on the status page. The work is in pandu.status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from pandu.pages import course_of_build
from pandu.status import fill_status, stale_titles
from pandu.strings import words_for


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    language, key = page.file.src_uri.split("/", 1)
    course = course_of_build(Path(config.config_file_path).parent)
    this = course.pages.get((language, key))
    return fill_status(markdown, course, this, words_for(language)) if this else markdown


def on_page_context(context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """`stale`: the titles of this page's sections that are behind, for overrides/features/languages."""
    language, key = page.file.src_uri.split("/", 1)
    course = course_of_build(Path(config.config_file_path).parent)
    context["stale"] = stale_titles(course, key, language, words_for(language))
    return context
