"""Quizzes in pages. The work is in pandu.quiz; this file only talks to MkDocs."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from pandu import DEFAULT_LANGUAGE
from pandu.quiz.markdown import QuizExtension


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the extension once: mkdocs-static-i18n runs this again for each language, on the same list."""
    if _extension(config) is None:
        config.markdown_extensions.append(QuizExtension())  # type: ignore[arg-type]  # MkDocs hands it on as it is
    return config


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Tell the extension about the next page; its language is that of the text, not of the site."""
    extension = _extension(config)
    if extension is not None:
        extension.page(
            language=getattr(page.file, "locale", DEFAULT_LANGUAGE),
            path=f"docs/{page.file.src_uri}",
            first_line=1 + _lines(page.file.content_string) - _lines(markdown),
            shuffle=page.meta.get("shuffle") is not False,
            objectives=_objectives(page) if page.meta.get("kind") == "test" else None,
            name=page.file.name,
        )


def _objectives(page: Page) -> dict[str, str]:
    """What the front matter says; what is wrong there, the check tells."""
    objectives = page.meta.get("objectives")
    if not isinstance(objectives, dict):
        return {}
    return {name: str(each.get("text", "")) for name, each in objectives.items() if isinstance(each, dict)}


def _extension(config: MkDocsConfig) -> QuizExtension | None:
    extensions = config.markdown_extensions
    return next((each for each in extensions if isinstance(each, QuizExtension)), None)


def _lines(text: str) -> int:
    return text.rstrip().count("\n")
