"""Problems as people read them: lines of text, annotations of GitHub, and the count (contracts C6)."""

from __future__ import annotations

from collections.abc import Sequence

from pandu.problems import GITHUB_LIMIT, Problem, as_annotation, as_text, messages


def say(key: str, language: str, **params: object) -> str:
    """One of the commands' own sentences, from pandu/messages/command.yml."""
    return messages()[key][language].format_map(params)


def as_lines(problems: Sequence[Problem], language: str) -> list[str]:
    return [*(as_text(problem, language) for problem in problems), count(problems, language)]


def as_github(problems: Sequence[Problem], language: str) -> list[str]:
    """As many annotations as GitHub shows, the rest as text, and the count."""
    errors = [problem for problem in problems if problem.is_error]
    warnings = [problem for problem in problems if not problem.is_error]
    shown = errors[:GITHUB_LIMIT] + warnings[:GITHUB_LIMIT]
    rest = errors[GITHUB_LIMIT:] + warnings[GITHUB_LIMIT:]
    lines = [as_annotation(problem, language) for problem in shown]
    if rest:
        lines.append(say("more", language, n=len(rest)))
    return lines + as_lines(rest, language)[:-1] + [count(problems, language)]


def as_summary(problems: Sequence[Problem], language: str) -> str:
    """Markdown for the job's summary page: everything, since annotations end at ten."""
    first = [problem for problem in problems if problem.is_error][:GITHUB_LIMIT]
    first += [problem for problem in problems if not problem.is_error][:GITHUB_LIMIT]
    rest = [problem for problem in problems if problem not in first]
    lines = [as_text(problem, language) for problem in first]
    if rest:
        lines += [say("more", language, n=len(rest)), *(as_text(problem, language) for problem in rest)]
    block = ["~~~~text", *lines, "~~~~", ""] if lines else []
    return "\n".join([f"## {say('summary', language)}", "", *block, count(problems, language), ""])


def count(problems: Sequence[Problem], language: str) -> str:
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    return ", ".join(
        say(f"count.{word}" if n == 1 else f"count.{word}s", language, n=n)
        for word, n in (("error", errors), ("warning", warnings))
    )
