"""No text, however odd, makes the glossary raise, and linking changes no word of a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from pandu import LANGUAGES
from pandu.glossary import find_mentions, parse_glossary
from pandu.glossary.markdown import GlossaryExtension
from pandu.glossary.match import Matcher
from pandu.problems import as_text, sort
from pandu.quiz.markdown import QuizExtension
from tests.test_glossary import EXTENSIONS, GLOSSARY, write_glossary

PIECES = [
    *(
        "AMDAL",
        "AMDAL-nya",
        "amdal",
        "RKL-RPL",
        "RKL\\-RPL",
        "konsultasi publik",
        "konsultasi\npublik",
        "adat-adat",
    ),
    *(
        "masyarakat ",
        "adat",
        "nya",
        "-",
        " ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "&",
        "&amp;",
        "<",
        ">",
        "\\",
        "|",
        "[^1]",
    ),
    *(
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "# ",
        "## {#adat}",
        "- ",
        "1. ",
        "> ",
        "[",
        "](a.md)",
        "![",
        "<!--",
        "-->",
    ),
    *(
        "<kbd>",
        "</kbd>",
        "<a href='x'>",
        "</a>",
        "<code>",
        "</code>",
        "<summary>",
        "</summary>",
        "<b>",
        "</b>",
    ),
    *(
        "<details markdown='1'>\n",
        "</details>\n",
        "<div>",
        "</div>",
        "<quiz>\n\n",
        "\n</quiz>\n",
        "- [x] adat\n",
    ),
    *(
        "{: .amdal }",
        "{: #adat }",
        "!!! note\n    ",
        "| a |\n|---|\n",
        "[^1]: adat\n",
        "\x02",
        "\x03",
        "\x0242\x03",
        "é",
    ),
]
TEXTS = st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
YAML_PIECES = [
    *(
        "amdal",
        "kajian",
        ":",
        ": ",
        "\n",
        "\n  ",
        "\n    ",
        "id",
        "en",
        "term",
        "forms",
        "search",
        "definition",
        "see",
    ),
    *(
        "concept",
        "link",
        "source",
        "confidence",
        "{",
        "}",
        "[",
        "]",
        ",",
        "- ",
        "&a",
        "*a",
        "<<",
        "!x",
        "'",
        '"',
        "|",
    ),
    *("true", "2026-02-31", "1", "~", "#", "AMDAL", "air", "(TUK)", "\x00", "\ufeff", "\r\n", "\t"),
]
_ADDED = re.compile(
    r'<a aria-describedby="istilah-[a-z-]+" class="term" href="/glosarium.md#[a-z-]+">(.*?)</a>'
    r'|\n?<div class="glossary-notes" data-search-exclude="">.*</div>',
    re.S,
)


@pytest.fixture(scope="module")
def converters(tmp_path_factory: pytest.TempPathFactory) -> tuple[Markdown, Markdown]:
    """Python-Markdown without the glossary and with it."""
    root: Path = tmp_path_factory.mktemp("glossary")
    write_glossary(root, GLOSSARY)
    extension = GlossaryExtension(root=str(root))
    return (
        Markdown(extensions=[*EXTENSIONS, QuizExtension()]),
        Markdown(extensions=[*EXTENSIONS, QuizExtension(), extension]),
    )


@given(text=TEXTS)
def test_a_page_with_links_is_the_page_without_them(text: str, converters: tuple[Markdown, Markdown]) -> None:
    plain, linking = converters
    before = plain.reset().convert(text)
    after = linking.reset().convert(text)
    assert _ADDED.sub(r"\1", after).strip() == before.strip()


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_mentions_are_in_order_and_never_overlap(text: str, language: str) -> None:
    matcher: Matcher = parse_glossary(GLOSSARY)[0].matchers[language]
    end = 0
    for mention in find_mentions(matcher, text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


@given(st.text(max_size=60) | st.lists(st.sampled_from(YAML_PIECES), max_size=40).map("".join))
def test_any_text_is_a_glossary_or_problems(text: str) -> None:
    glossary, problems = parse_glossary(text)
    assert all(as_text(problem, language) for problem in sort(problems) for language in LANGUAGES)
    assert all(problem.line >= 1 for problem in problems)
    assert all(term.words for term in glossary.terms.values())


@given(
    st.dictionaries(st.sampled_from(["id", "en", "see", "concept", "link", "source", "confidence"]), VALUES)
)
def test_any_value_in_an_entry_is_read_or_told(entry: dict[str, object]) -> None:
    _, problems = parse_glossary(yaml.safe_dump({"kajian": entry}))
    assert all(as_text(problem) for problem in problems)
