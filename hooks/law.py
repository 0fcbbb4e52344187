"""Citations of laws, and the page of the register. The work is in pandu.law."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from pandu.law.load import load_register
from pandu.law.markdown import LawExtension
from pandu.law.model import PATH
from pandu.law.register_page import fill_register
from pandu.strings import words_for


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the extension once: mkdocs-static-i18n runs this again for each language, on the same list."""
    if _extension(config) is None:
        file = Path(config.config_file_path).parent / PATH
        config.markdown_extensions.append(LawExtension(register=str(file)))  # type: ignore[arg-type]
    return config


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    # The language of the text, not of the site: an untranslated page keeps Indonesian words.
    language, key = page.file.src_uri.split("/", 1)
    extension = _extension(config)
    if extension is not None:
        extension.page(language=language, key=key)
    register, _ = load_register(Path(config.config_file_path).parent)
    return fill_register(markdown, register, language=language, words=words_for(language))


def _extension(config: MkDocsConfig) -> LawExtension | None:
    extensions = config.markdown_extensions
    return next((each for each in extensions if isinstance(each, LawExtension)), None)
