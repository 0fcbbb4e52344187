"""What is wrong with the content, told at each build. The work is in pandu.check."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from pandu import DEFAULT_LANGUAGE
from pandu.check import check_course
from pandu.pages import course_of_build
from pandu.problems import as_text

log = get_plugin_logger("check")  # a logger of another name would escape --strict


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Once a build: mkdocs-static-i18n comes here again for each language. Errors stop a strict build."""
    if config.theme["language"] != DEFAULT_LANGUAGE:
        return
    course_of_build.cache_clear()
    features = [Path(hook).stem for hook in config.hooks]  # what is switched off is not checked
    for problem in check_course(Path(config.config_file_path).parent, features):
        tell = log.warning if problem.is_error else log.info
        tell("%s", as_text(problem))
