"""Lists of lessons and modules with the reader's progress. The work is in pandu.progress."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from pandu.pages import course_of_build
from pandu.progress import fill_lists, has_marker, read_modules
from pandu.strings import words_for


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    if not has_marker(markdown):
        return markdown
    # The language of the text, not of the site: an untranslated page keeps Indonesian lists.
    language, key = page.file.src_uri.split("/", 1)
    course = course_of_build(Path(config.config_file_path).parent)
    modules = read_modules(course, config.nav, language)
    return fill_lists(markdown, modules, key=key, language=language, words=words_for(language))
