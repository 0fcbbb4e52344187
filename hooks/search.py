"""The index of the search, one script a language, beside the pages. The work is in pandu.search."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from pandu.pages import course_of_build
from pandu.progress import page_order
from pandu.search.course import course_index
from pandu.search.listing import fill_listing, has_marker
from pandu.settings import from_environment
from pandu.strings import words_for


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The alphabetical index, for readers without JavaScript."""
    if not has_marker(markdown):
        return markdown
    language, key = page.file.src_uri.split("/", 1)
    course = course_of_build(Path(config.config_file_path).parent)
    order, words = page_order(config.nav), words_for(language)
    return fill_listing(markdown, course, key=key, language=language, order=order, words=words)


def on_post_build(*, config: MkDocsConfig) -> None:
    """From the sources, not from the pages: the other language is built after this one."""
    root = Path(config.config_file_path).parent
    language = config.theme["language"]
    folder = Path(config.site_dir) / "search"
    folder.mkdir(exist_ok=True)
    order = list(page_order(config.nav))
    repository = from_environment().repository
    script = course_index(course_of_build(root), language, order, repository)
    (folder / f"{language}.js").write_text(script, encoding="utf-8")
