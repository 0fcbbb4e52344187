"""The frame of every page: words, settings, and the policy of what may run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from pandu import DEFAULT_LANGUAGE, LANGUAGES, csp, dates, release, scripts, settings, strings
from pandu.compact import without_blanks

_serving = False  # MkDocs tells its command once, at the start, and nowhere else


def on_startup(*, command: str, **_: Any) -> None:
    global _serving
    _serving = command == "serve"


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates what they print; MkDocs makes a new environment for each language."""
    language = config.theme["language"]
    all_strings = strings.load_strings()
    words = {code: strings.words_for(code, all_strings) for code in LANGUAGES}
    env.globals.update(
        words=words[language],
        words_of=words,
        script_words=strings.script_words,
        settings=settings.from_environment(),
        long_date=dates.long_date,
        serving=_serving,
    )
    return env


def on_post_build(*, config: MkDocsConfig) -> None:
    """The release, in a file of its own: no page changes because the day does. Scripts grow small."""
    if not _serving:
        scripts.shrink(Path(config.site_dir))
    if config.theme["language"] == DEFAULT_LANGUAGE:
        text = release.style(settings.from_environment(), strings.load_strings()["site.version"])
        (Path(config.site_dir) / release.STYLE).write_text(text, encoding="utf-8")


@event_priority(-100)  # after every hook that may add a script, so that all are in the policy
def on_post_page(output: str, **_: Any) -> str:
    return output if _serving else csp.with_policy(without_blanks(output))


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Write 404.html once: mkdocs-static-i18n makes it anew for each language and the last one would stay."""
    if template_name != "404.html":
        return output
    if config.theme["language"] != DEFAULT_LANGUAGE:
        return ""
    return output if _serving else csp.with_policy(without_blanks(output))
