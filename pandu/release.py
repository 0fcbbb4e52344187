"""Version and date of the site as a style sheet, for paper: pages stay the same from release to release."""

from __future__ import annotations

from collections.abc import Mapping

from pandu.dates import long_date
from pandu.settings import Settings

STYLE = "features/site/release.css"


def style(settings: Settings, sentences: Mapping[str, str]) -> str:
    """A rule a language; `sentences` have places for {version} and {date}."""
    rules = []
    for language, sentence in sentences.items():
        said = sentence.format(version=settings.version, date=long_date(settings.today, language))
        text = said.replace("\\", "\\\\").replace('"', '\\"')
        rules.append(f'.foot-release:lang({language})::after {{ content: " · {text}"; }}\n')
    return "".join(rules)
