"""The time that a lesson says it takes, and every page that says so too."""

from __future__ import annotations

import posixpath
import re

import pytest

from pandu.pages import Page, course_of_build
from pandu.search.plain import plain_text
from tests.build_site import ROOT

COURSE = course_of_build(ROOT)
PAGES = [page for page in COURSE.pages.values() if page.key.startswith("modul/")]
LESSONS = [page for page in PAGES if page.is_lesson and "minutes" in page.meta]
_BESIDE_A_LINK = re.compile(r"\]\(([^)#\s]+\.md)[^)]*\), (\d+) (?:menit|minutes)")
_OF_A_MODULE = re.compile(r"(?:sekitar|about) (\d+) (?:menit|minutes)")


def minutes(page: Page) -> int:
    return int(str(page.meta["minutes"]))


def test_the_course_has_its_lessons() -> None:
    assert len(LESSONS) == 2 * 37


@pytest.mark.parametrize("page", LESSONS, ids=lambda page: page.path)
def test_a_lesson_is_read_in_its_minutes(page: Page) -> None:
    """Design 5: words/170 and 0.7 a question, two minutes more or less."""
    words = len(re.findall(r"[\w'’-]+", plain_text(page.masked)))
    assert abs(words / 170 + 0.7 * len(page.quiz_blocks) - minutes(page)) <= 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_minutes_beside_a_link_are_those_of_the_lesson(page: Page) -> None:
    for target, said in _BESIDE_A_LINK.findall(page.body):
        key = posixpath.normpath(posixpath.join(posixpath.dirname(page.key), target))
        assert int(said) == minutes(COURSE.pages[page.language, key]), target


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.key.endswith("/index.md")], ids=lambda page: page.path
)
def test_a_module_says_how_long_its_lessons_take(page: Page) -> None:
    folder = posixpath.dirname(page.key)
    own = [
        each for each in LESSONS if each.language == page.language and posixpath.dirname(each.key) == folder
    ]
    said = [int(number) for number in _OF_A_MODULE.findall(page.body)]
    assert not said or sum(map(minutes, own)) in said
