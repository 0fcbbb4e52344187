"""What pages say to the search in their front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pandu.pages import Course
from pandu.problems import Problem


def check_search(course: Course) -> Iterator[Problem]:
    """A slip in `search: {exclude: true}` would show an answer key to everybody who searches."""
    for page in course.pages.values():
        setting = page.meta.get("search")
        if isinstance(setting, Mapping) and setting not in ({"exclude": True}, {"exclude": False}):
            yield Problem(page.path, page.line_of("search"), "E601")
