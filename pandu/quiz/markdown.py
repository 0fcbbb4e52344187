"""Python-Markdown extension: each quiz of a page becomes HTML in its place.

A preprocessor puts one marker line where a quiz stood; a block processor meets the marker and builds the
quiz with the page's own Markdown instance, so that links inside are rewritten and checked like all others.
Works under any generator that runs Python-Markdown: `markdown_extensions: [pandu.quiz.markdown]`.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from pandu import DEFAULT_LANGUAGE, strings
from pandu.problems import Problem, message
from pandu.quiz.elements import Context, add
from pandu.quiz.model import BLANK, QuizBlock
from pandu.quiz.raw_html import balance
from pandu.quiz.render import render, render_problems
from pandu.quiz.result import result_table
from pandu.quiz.scan import find_quizzes
from pandu.source import mask_fences

MARKER = re.compile(f"{STX}pandu-quiz:([0-9]+){ETX}")
RESERVED = re.compile(f"{BLANK}([0-9]+){BLANK}")
_TAKEN_OUT = {"fenced_code_block": ("```", "~~~"), "html_block": ("<", "&")}
"""Preprocessors that take parts out of a fragment, and what those begin with. Others read whole pages."""
_SENTENCE = re.compile(r"[\"“‘'(]*[^\W\d_][^\n<&`~]*")
"""One line that no block processor but the paragraph's takes up: most options and feedback are that."""
_HEADING = re.compile(r"h[1-6]")
_HEADING_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|1[.)]) +\S")
_IN_LIST = re.compile(r" *(?:[-*+]|\d+[.)]) |  ")


@dataclass
class _PageState:
    """What the parts of the extension tell one another while one page is converted."""

    blocks: list[tuple[QuizBlock, list[Problem]]] = field(default_factory=list)
    inputs: list[Element] = field(default_factory=list)


class QuizExtension(Extension):
    """`page(…)` before each page says what the generator knows of it; without it the configuration holds."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "language": [DEFAULT_LANGUAGE, "Language of the text"],
            "path": ["", "Path of the page from the root, for messages"],
            "first_line": [1, "Line of the file on which the text begins"],
            "shuffle": [True, "Whether choices are shuffled where the quiz does not say"],
            "objectives": [{}, "Of a test: its objectives, id → sentence; of any other page none"],
            "name": ["", "Of a test: the name under which its result is stored"],
        }
        self.state = _PageState()
        super().__init__(**kwargs)

    def page(
        self,
        *,
        language: str,
        path: str,
        first_line: int,
        shuffle: bool,
        objectives: Mapping[str, str] | None = None,
        name: str = "",
    ) -> None:
        said = {"language": language, "path": path, "first_line": first_line, "shuffle": shuffle}
        self.setConfigs({**said, "objectives": objectives or {}, "name": name})

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        # After white space is in one form, before fenced code and raw HTML are taken out of the text.
        md.preprocessors.register(_FindQuizzes(md, self), "quiz", 27)
        md.parser.blockprocessors.register(_BuildQuiz(md, self), "quiz", 110)
        # After code and escapes, before links: a blank may stand in one.
        md.inlinePatterns.register(_PlaceInput(md, self), "quiz", 175)
        # As soon as inline HTML has been taken out of the text.
        md.treeprocessors.register(_BalanceHtml(md), "quiz_html", 18)
        # After attribute lists and the table of contents, so that the copies need no id and make no entry.
        md.treeprocessors.register(_AnswerPart(md, self), "quiz_answers", 4)
        md.treeprocessors.register(_TestResult(md, self), "quiz_result", 5)
        md.postprocessors.register(_Lost(md, self), "quiz", 25)

    def reset(self) -> None:
        self.state = _PageState()

    def context(
        self,
        index: int,
        parse: Callable[[Element, str], None] = lambda _parent, _text: None,
        reserve: Callable[[Element], str] = lambda _blank: "",
    ) -> Context:
        """What the quiz with this index takes from its page."""
        language, shuffle = self.getConfig("language"), self.getConfig("shuffle")
        test = bool(self.getConfig("objectives"))
        return Context(self.words(), language, index + 1, shuffle, parse, reserve, test)

    def words(self) -> dict[str, str]:
        return _words(self.getConfig("language"), strings.FILE.stat().st_mtime_ns)


def makeExtension(**kwargs: Any) -> QuizExtension:
    """By this name Python-Markdown finds the extension in this module."""
    return QuizExtension(**kwargs)


@cache
def _words(language: str, _changed: int) -> dict[str, str]:
    """The words of one language, read anew when the file has changed: `mkdocs serve` keeps running."""
    return strings.words_for(language)


class _FindQuizzes(Preprocessor):
    def __init__(self, md: Markdown, extension: QuizExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        state = self.extension.state
        language, path = self.extension.getConfig("language"), self.extension.getConfig("path")
        first = self.extension.getConfig("first_line")
        blocks, problems = find_quizzes("\n".join(lines), path=path, language=language, first_line=first)
        parts: list[str] = []
        done = 0
        for number, block in enumerate(blocks):
            inside = [p for p in problems if p.is_error and block.first <= p.line - first <= block.last]
            state.blocks.append((block, inside))
            parts += [*lines[done : block.first], "", f"{STX}pandu-quiz:{number}{ETX}", ""]
            done = block.last + 1
        return [*parts, *lines[done:]]


class _BuildQuiz(BlockProcessor):
    def __init__(self, md: Markdown, extension: QuizExtension) -> None:
        super().__init__(md.parser)
        self.md = md
        self.extension = extension

    def test(self, parent: Element, block: str) -> bool:
        return MARKER.fullmatch(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        marker = MARKER.fullmatch(blocks.pop(0).strip())
        assert marker is not None  # test() saw it
        index = int(marker[1])
        block, problems = self.extension.state.blocks[index]
        context = self.extension.context(index, self.parse, self.reserve)
        if problems or block.quiz is None:
            told = [f"{problem.code} {message(problem, context.language)}" for problem in problems]
            parent.append(render_problems(told, context))
        if block.quiz is not None:
            parent.append(render(block.quiz, context))

    def parse(self, parent: Element, text: str) -> None:
        """Append the blocks that a fragment of Markdown makes. Headings in it are none of the page."""
        if _SENTENCE.fullmatch(text):
            SubElement(parent, "p").text = text
            return
        text = part_lists(text)
        for name, signs in _TAKEN_OUT.items():
            if any(sign in text for sign in signs) and name in self.md.preprocessors:
                text = "\n".join(self.md.preprocessors[name].run(text.split("\n")))
        self.parser.parseChunk(parent, text)
        for element in parent.iter():
            if _HEADING.fullmatch(element.tag):
                element.tag = "p"
                element.set("class", "quiz-heading")
                element.text = _HEADING_ATTRIBUTES.sub("", element.text or "")

    def reserve(self, blank: Element) -> str:
        inputs = self.extension.state.inputs
        inputs.append(blank)
        return f"{BLANK}{len(inputs) - 1}{BLANK}"


def part_lists(text: str) -> str:
    """Part a list from the line of text before it: CommonMark sees a list there, Python-Markdown does not."""
    lines, masked = text.split("\n"), mask_fences(text).split("\n")
    parts = lines[:1]
    for before, line, source in zip(masked, masked[1:], lines[1:], strict=False):
        if _LIST_ITEM.match(line) and before.strip() and not _IN_LIST.match(before):
            parts.append("")
        parts.append(source)
    return "\n".join(parts)


class _PlaceInput(InlineProcessor):
    def __init__(self, md: Markdown, extension: QuizExtension) -> None:
        super().__init__(RESERVED.pattern, md)
        self.extension = extension

    def handleMatch(  # type: ignore[override]  # the base class allows None for an index, its stubs do not
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        inputs = self.extension.state.inputs
        index = int(m[1])
        return (inputs[index], m.start(0), m.end(0)) if index < len(inputs) else (None, None, None)


class _BalanceHtml(Treeprocessor):
    def run(self, root: Element) -> None:
        for quiz in root.iter("pandu-quiz"):
            balance(quiz, self.md.htmlStash)


class _TestResult(Treeprocessor):
    """After a test's last question: the result of each objective, filled in by the script or by hand."""

    def __init__(self, md: Markdown, extension: QuizExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        objectives = self.extension.getConfig("objectives")
        if objectives:
            words, name = self.extension.words(), self.extension.getConfig("name")
            quizzes = list(root.iter("pandu-quiz"))
            after = [at for at, part in enumerate(root) if any(each in quizzes for each in part.iter())]
            root.insert(after[-1] + 1 if after else len(root), result_table(quizzes, objectives, name, words))


class _AnswerPart(Treeprocessor):
    """All keys once more at the end of the page, for paper: there they stand on a sheet of their own."""

    def __init__(self, md: Markdown, extension: QuizExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        part = Element("section", {"class": "quiz-answer-part", "data-search-exclude": ""})
        add(part, "p", self.extension.words()["quiz.answer-part"], class_="quiz-answer-title")
        for quiz in root.iter("pandu-quiz"):
            answer = Element("div", {"class": "quiz-answer"})
            for details in quiz.iter("details"):
                if details.get("class") in ("quiz-hint", "quiz-key"):
                    answer.extend(copy.deepcopy(block) for block in details[1:])
            if len(answer):
                add(part, "p", self._name(quiz), class_="quiz-answer-head")
                part.append(answer)
        for element in part.iter():
            element.attrib.pop("id", None)
        if len(part) > 1:
            root.append(part)

    @staticmethod
    def _name(quiz: Element) -> str:
        head = next(element for element in quiz.iter() if element.get("class") == "quiz-head")
        return head[0].text or ""


class _Lost(Postprocessor):
    """A quiz inside raw HTML that was never closed, or a blank inside a tag, is not lost without a word."""

    def __init__(self, md: Markdown, extension: QuizExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, text: str) -> str:
        return RESERVED.sub("____", MARKER.sub(self._box, text))

    def _box(self, marker: re.Match[str]) -> str:
        context = self.extension.context(int(marker[1]))
        return tostring(
            render_problems([context.say("swallowed")], context), encoding="unicode", method="html"
        )
