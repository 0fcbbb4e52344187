"""Where quizzes stand in a page, and what stands there but should not.

A quiz that cannot be read is reported and keeps its lines, so that it is never shown as plain text and
takes nothing of the page with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pandu import DEFAULT_LANGUAGE
from pandu.problems import Problem
from pandu.quiz.block import Block, Comment, Line, mask_spans, shorten
from pandu.quiz.model import Quiz, QuizBlock
from pandu.quiz.parse import parse_block
from pandu.quiz.rules import check_block
from pandu.quiz.tags import Sign, closing_line, may_hold_quiz, signs
from pandu.source import mask_fences, normalise

# Blanks, signs of lists and quotations, and what phones paste unseen.
_CONTAINER = re.compile(r"[ >\u200b-\u200f\u2060\ufeff]*(?:(?:[-*+]|\d{1,9}[.)])[ >]+)*$")
_ID = re.compile(r"<!--\s*(?:[^<>]*?;\s*)??id:\s*([^\s;]+?)\s*(?:;|-->|$)", re.M)


def find_quizzes(
    text: str, *, path: str, language: str = DEFAULT_LANGUAGE, first_line: int = 1
) -> tuple[list[QuizBlock], list[Problem]]:
    """Return the quizzes of a page and every problem with them. Any text at all is accepted.

    `first_line` is the line in the file on which `text` begins; numbers in keys are read in `language`.
    """
    quizzes: list[QuizBlock] = []
    spans, problems = find_blocks(text, path=path, first_line=first_line)
    misplaced = {problem.line - first_line for problem in problems}
    for span in spans:
        quiz = None
        if span.block is not None:
            quiz, found = _read(span.block, path, language)
            problems += found
            if not misplaced.isdisjoint(range(span.first, span.last + 1)):
                quiz = None
        quizzes.append(QuizBlock(span.first, span.last, quiz, span.id))
    return quizzes, problems


@lru_cache(maxsize=4096)  # the check reads each quiz, and so does the page it stands on
def _read(block: Block, path: str, language: str) -> tuple[Quiz | None, tuple[Problem, ...]]:
    """The quiz, None if it has an error, and its problems."""
    parsed = parse_block(block, path=path, language=language)
    check_block(block, parsed)
    return None if parsed.report.errors else parsed.quiz, tuple(parsed.report.problems)


@dataclass(frozen=True)
class Span:
    """Lines that belong to a quiz, counted from 0; `block` is None when they cannot be read."""

    first: int
    last: int
    block: Block | None
    id: str


def find_blocks(text: str, *, path: str, first_line: int = 1) -> tuple[list[Span], list[Problem]]:
    """Where quizzes stand, not yet read, and the problems of their place."""
    if not may_hold_quiz(text):
        return [], []
    scanner = _Scanner(normalise(text).split("\n"), path, first_line)
    start: int | None = 0
    while start is not None:
        start = scanner.scan(start)
    return scanner.spans, scanner.problems


@dataclass
class _Open:
    """A quiz whose end is being looked for. `readable` is False once a problem made its text doubtful."""

    tag: Sign
    in_place: bool
    readable: bool
    heading: int | None = None
    comments: list[Sign] = field(default_factory=list)


class _Scanner:
    """Goes through a page from top to bottom and collects spans and problems. Lines are counted from 0."""

    def __init__(self, lines: list[str], path: str, first_line: int) -> None:
        self.lines = lines
        self.path = path
        self.first_line = first_line
        self.spans: list[Span] = []
        self.problems: list[Problem] = []
        self.quiz: _Open | None = None
        self.interrupted: tuple[int, int] | None = None
        """Opening lines of the last quiz that ended only because another began, and of that other one."""

    def scan(self, start: int) -> int | None:
        """Scan from line `start`; return where to begin anew if a quiz left a code fence open."""
        self.start = start
        self.text = "\n".join(self.lines[start:])
        fenced = mask_fences(self.text)
        self.fenced = fenced.split("\n")
        for sign in signs(self.text, mask_spans(fenced)):
            restart = self._take(sign._replace(line=sign.line + start))
            if restart is not None:
                return restart
        return self._end_unclosed(len(self.lines))

    def _take(self, sign: Sign) -> int | None:
        quiz = self.quiz
        if sign.kind in ("open", "old"):
            if quiz and _is_mention(sign):
                quiz.readable = self._check_place(sign)
                return None
            restart = self._end_unclosed(sign.line)
            if restart is None:
                self.interrupted = (quiz.tag.line, sign.line) if quiz else None
                self._open(sign)
            return restart
        if sign.kind in ("close", "old close"):
            if quiz:
                return self._end(quiz, sign)
            self._stray(sign)
            return None
        if sign.kind == "broken comment":
            self._report("E110", sign.line)
            if quiz:
                quiz.readable = False
        elif quiz and sign.kind == "comment":
            quiz.comments.append(sign)
        elif quiz and quiz.heading is None:
            quiz.heading = sign.line
        return None

    def _open(self, tag: Sign) -> None:
        if tag.kind == "old":
            self._report("E112", tag.line)
            self.quiz = _Open(tag, in_place=True, readable=False)
        else:
            in_place = self._check_place(tag)
            self._check_form(tag)
            self.quiz = _Open(tag, in_place, readable=in_place)

    def _end(self, quiz: _Open, tag: Sign) -> int | None:
        restart = self._end_at_open_fence(quiz, tag.line)
        if restart is None:
            if quiz.tag.kind != "old":
                # What holds the opening tag holds this one too: told once.
                if quiz.in_place:
                    quiz.readable = self._check_place(tag) and quiz.readable
                self._check_form(tag)
            self._add(quiz, tag.line, self._block(quiz, tag) if quiz.readable else None)
        return restart

    def _end_unclosed(self, limit: int) -> int | None:
        """A quiz without an end before line `limit`: what stands before that and before a heading is lost."""
        quiz = self.quiz
        if quiz is None:
            return None
        restart = self._end_at_open_fence(quiz, limit)
        if restart is None:
            if _is_mention(quiz.tag):
                limit = quiz.tag.line + 1
            elif quiz.tag.kind == "open":
                self._report("E101", quiz.tag.line)
            last = (limit if quiz.heading is None else min(limit, quiz.heading)) - 1
            self._add(quiz, max(last, quiz.tag.line), None)
        return restart

    def _end_at_open_fence(self, quiz: _Open, limit: int) -> int | None:
        """A fence that holds `</quiz>` before any `<quiz>` was never closed and would hide the next quiz."""
        first, last = quiz.tag.line + 1, limit
        fenced = self.fenced[first - self.start : last - self.start]
        hidden = [
            line if line != seen else "" for line, seen in zip(self.lines[first:last], fenced, strict=True)
        ]
        closing = closing_line(hidden)
        if closing is None:
            return None
        fence = next(number for number, line in enumerate(hidden) if line)
        self._report("E121", first + fence, text=shorten(hidden[fence]))
        self._add(quiz, first + closing, None)
        return first + closing + 1

    def _stray(self, tag: Sign) -> None:
        if self.interrupted:
            outer, inner = (self.first_line + line for line in self.interrupted)
            self._report("E107", tag.line, outer=outer, inner=inner)
            self.interrupted = None
        else:
            self._report("E111", tag.line, tag=shorten(tag.text))

    def _check_place(self, tag: Sign) -> bool:
        """A tag stands alone on its line, at the left edge."""
        if tag.before and _CONTAINER.match(tag.before):
            self._report("E105", tag.line, tag=shorten(tag.text))
        elif tag.before or tag.after:
            self._report(
                "E104", tag.line, tag=shorten(tag.text), text=shorten(tag.before.strip() or tag.after)
            )
        return not (tag.before or tag.after)

    def _check_form(self, tag: Sign) -> None:
        if not tag.well_formed:
            self._report("E113", tag.line, tag=shorten(tag.text))

    def _report(self, code: str, line: int, **params: object) -> None:
        self.problems.append(Problem(self.path, self.first_line + line, code, params))

    def _add(self, quiz: _Open, last: int, block: Block | None) -> None:
        first = quiz.tag.line
        if self.spans and self.spans[-1].last >= first:  # two quizzes share a line: neither can be read
            first, block = self.spans.pop().first, None
        self.spans.append(Span(first, last, block, self._id(first, last)))
        self.quiz = None

    def _id(self, first: int, last: int) -> str:
        id_ = _ID.search("\n".join(self.lines[first : last + 1]))
        return id_[1] if id_ else ""

    def _block(self, quiz: _Open, closing: Sign) -> Block:
        """The lines between the tags, with comments taken out."""
        parts: list[str] = []
        comments: list[Comment] = []
        position = quiz.tag.end
        for sign in quiz.comments:
            parts.append(self.text[position : sign.start])
            leading = not any(part.strip() for part in parts)
            comments.append(Comment(self.first_line + sign.line, sign.text, leading))
            parts.append("\n" * self.text.count("\n", sign.start, sign.end))
            position = sign.end
        parts.append(self.text[position : closing.start])
        first = quiz.tag.line
        texts = "".join(parts).split("\n")[1:-1]
        fenced = self.fenced[first + 1 - self.start :]
        lines = tuple(
            Line(self.first_line + first + number, text.rstrip(), bool(text.strip()) and not seen.strip())
            for number, (text, seen) in enumerate(zip(texts, fenced, strict=False), 1)
        )
        return Block(
            self.first_line + first,
            self._id(first, closing.line),
            quiz.tag.attributes,
            not self.lines[first + 1],
            lines,
            tuple(comments),
        )


def _is_mention(tag: Sign) -> bool:
    """A tag amid the words of a sentence."""
    return bool(tag.before) and not _CONTAINER.match(tag.before)
