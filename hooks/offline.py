"""The list of downloads on its page. What is downloaded is made after the build, by pandu.offline."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from pandu.offline.downloads import fill_downloads, has_marker
from pandu.pages import course_of_build
from pandu.progress import read_modules
from pandu.settings import from_environment
from pandu.strings import words_for


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    if not has_marker(markdown):
        return markdown
    language = page.file.src_uri.split("/", 1)[0]
    course = course_of_build(Path(config.config_file_path).parent)
    modules = [(module.name, module.page.title) for module in read_modules(course, config.nav, language)]
    settings, words = from_environment(), words_for(language)
    return fill_downloads(markdown, language=language, modules=modules, settings=settings, words=words)
