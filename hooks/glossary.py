"""Terms of the glossary in pages, and the glossary's own page. The work is in pandu.glossary."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from pandu.glossary.markdown import PAGE, GlossaryExtension
from pandu.glossary.page import fill_glossary, has_marker
from pandu.pages import course_of_build
from pandu.progress import page_order
from pandu.strings import words_for


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the extension once: mkdocs-static-i18n runs this again for each language, on the same list."""
    if not any(isinstance(each, GlossaryExtension) for each in config.markdown_extensions):
        config.markdown_extensions.append(GlossaryExtension())  # type: ignore[arg-type]  # MkDocs hands it on as it is
    return config


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the extension about the page. The language is that of its text, not of the site."""
    language, key = page.file.src_uri.split("/", 1)
    root = Path(config.config_file_path).parent
    course = course_of_build(root)
    link = key != PAGE and course.page(language, PAGE) is not None
    for each in config.markdown_extensions:
        if isinstance(each, GlossaryExtension):
            each.page(root=root, language=language, link=link)
    if not has_marker(markdown):
        return markdown
    order, words = page_order(config.nav), words_for(language)
    return fill_glossary(markdown, course, key=key, language=language, order=order, words=words)
