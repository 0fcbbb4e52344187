"""Problems an author should mend, and how they are told.

A problem is a value: where it stands, which kind it is, and the words quoted from the page. Functions
collect problems and return them; only the edge (command line, hook) prints. The wording lies in
`pandu/messages/<feature>.yml`, one sentence a language, so that it can be read and mended in one place.
Forms of output: contracts C6.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pandu import DEFAULT_LANGUAGE
from pandu.yaml_file import read_yaml

MESSAGES = Path(__file__).parent / "messages"
GITHUB_LIMIT = 10
"""GitHub shows ten errors and ten warnings a step and drops the rest without a word."""


@dataclass(frozen=True)
class Problem:
    """`path` from the root with `/`; `line` as the editor shows it, 1 for a whole file; `code` is E… or W…"""

    path: str
    line: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def is_error(self) -> bool:
        return self.code.startswith("E")


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """Code → language → sentence, from every file in `pandu/messages`."""
    found: dict[str, Mapping[str, str]] = {}
    for file in sorted(MESSAGES.glob("*.yml")):
        found.update(read_yaml(file) or {})
    return found


def sort(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first, then by path, line and code; the same problem once."""
    unique = {(p.path, p.line, p.code, message(p)): p for p in problems}
    return [unique[key] for key in sorted(unique, key=lambda key: (not key[2].startswith("E"), *key))]


def message(problem: Problem, language: str = DEFAULT_LANGUAGE) -> str:
    """What is wrong and how to mend it, without the place."""
    return messages()[problem.code][language].format_map(problem.params)


def as_text(problem: Problem, language: str = DEFAULT_LANGUAGE) -> str:
    return f"{problem.path}:{problem.line}: {problem.code} {message(problem, language)}"


def as_annotation(problem: Problem, language: str = DEFAULT_LANGUAGE) -> str:
    """A GitHub workflow command: shown beside the line in the pull request."""
    level = "error" if problem.is_error else "warning"
    path, text = _escape_property(problem.path), _escape(message(problem, language))
    return f"::{level} file={path},line={problem.line},title={problem.code}::{text}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
