"""What makes a question teach badly though it can be read: it is won by its form, or says nothing afterwards.

Rules: brief of the course (questions) and voice.md 5. Length and place are judged over a module, for one
question alone shows no habit; the others question by question. All of them are warnings.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pandu.pages import Course, Page
from pandu.problems import Problem
from pandu.quiz.block import shorten
from pandu.quiz.model import Choices, Fill, Numeric, Option, Quiz, Reflect, Scenario
from pandu.quiz.numbers import parse_number
from pandu.quiz.shuffle import shown_order

LONGEST_SHARE = 1 / 3
"""The right answer may be the longest in one of three questions: that is chance."""
PLACE_SHARE = 0.4
FEWEST_FOR_LENGTH, FEWEST_FOR_PLACE = 3, 5
"""Below these a share says nothing."""
GIVEN_AWAY = 0.6
"""The part of the right answer's words that a hint may not repeat."""

_ALL_RIGHT = re.compile(
    r"\b(?:"
    r"semua(?:nya)?(?: (?:jawaban|pilihan|hal))?(?: (?:di atas|ini|itu|tersebut|tadi))?"
    r" (?:benar|betul|tepat|salah|keliru)"
    r"|(?:tidak|bukan) (?:ada )?(?:(?:salah )?satu(?: ?pun)? )?(?:(?:jawaban|pilihan) )?"
    r"yang (?:benar|betul|tepat)"
    r"|(?:jawaban )?[a-e] (?:dan|serta|maupun) [a-e](?: (?:sama-sama )?(?:benar|betul|tepat|salah))?$"
    r"|(?:all|none|both|neither) of (?:the above|these|them)"
    r"|all (?:the )?(?:answers|options|are) (?:are )?(?:right|correct|true|wrong)"
    r"|(?:both )?[a-e] and [a-e](?: are (?:right|correct|true))?$"
    r")",
    re.I,
)
_NEGATION = {
    "id": re.compile(r"(?:tidak|bukan)(?:lah|kah)?|tak|tiada|jangan|tanpa|kecuali|mustahil"),
    "en": re.compile(r"not|no|never|none|neither|nor|without|except|cannot|impossible|[a-z]+n't"),
}
_ASKS = re.compile(r"[^.!?\n]*\?")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_LONG_ENOUGH = 4
"""Letters of a word that carries meaning."""


@dataclass(frozen=True)
class _Asked:
    page: Page
    quiz: Quiz

    @property
    def options(self) -> Sequence[Option]:
        return self.quiz.body.options if isinstance(self.quiz.body, Choices) else ()

    @property
    def right(self) -> int:
        """The index of the one right option."""
        return next(index for index, option in enumerate(self.options) if option.right)

    def problem(self, code: str, line: int | None = None, **params: object) -> Problem:
        return Problem(self.page.path, line or self.quiz.line, code, {"quiz": self.quiz.id, **params})


def check_quality(course: Course) -> Iterator[Problem]:
    modules: dict[tuple[str, str], list[_Asked]] = {}
    for page in course.pages.values():
        for block in page.quiz_blocks:
            if block.quiz is not None:
                asked = _Asked(page, block.quiz)
                modules.setdefault((page.language, _module(page)), []).append(asked)
                yield from _one(asked)
    for questions in modules.values():
        single = [asked for asked in questions if asked.quiz.type == "single" and len(asked.options) > 2]
        yield from _lengths(single)
        yield from _places(single)


def _module(page: Page) -> str:
    """What readers take in one go: a module's lessons; a test, or any other page, by itself."""
    return page.key.rpartition("/")[0] if page.is_lesson else page.key


def _one(asked: _Asked) -> Iterator[Problem]:
    quiz, language = asked.quiz, asked.page.language
    if not quiz.explanation and not isinstance(quiz.body, Scenario):
        yield asked.problem("W182" if not isinstance(quiz.body, Reflect) else "W183")
    for option in asked.options:
        if _ALL_RIGHT.search(_plain(option.text).rstrip(".!")):
            yield asked.problem("W184", option.line, text=shorten(option.text))
    yield from _negations(asked, language)
    for hint in quiz.hints:
        if word := _given_away(quiz, hint.text, language):
            yield asked.problem("W186", text=shorten(word))


def _negations(asked: _Asked, language: str) -> Iterator[Problem]:
    """Two negations that a reader has to cancel: in the sentence that asks, or side by side anywhere."""
    negates = _NEGATION[language].fullmatch
    question = _QUOTED.sub(" ", asked.quiz.question)
    for sentence in _ASKS.findall(question):
        if len([word for word in _words(sentence) if negates(word)]) > 1:
            yield asked.problem("W185", text=shorten(sentence.strip()))
            return
    for text, line in [
        (question, asked.quiz.line),
        *((_QUOTED.sub(" ", option.text), option.line) for option in asked.options),
    ]:
        for sentence in re.split(r"[.!?;:\n]", text):
            words = _words(sentence)
            if any(negates(one) and negates(two) and one != two for one, two in pairwise(words)):
                yield asked.problem("W185", line, text=shorten(sentence.strip()))
                return
    if any(word in ("kecuali", "except") for word in _words(" ".join(_ASKS.findall(question)))):
        for option in asked.options:
            if any(negates(word) for word in _words(option.text)[:1]):
                yield asked.problem("W185", option.line, text=shorten(option.text))
                return


def _given_away(quiz: Quiz, hint: str, language: str) -> str:
    """The answer that the hint repeats, wholly or most of its words, while it spares the other options."""
    said = f" {' '.join(_words(hint))} "
    body = quiz.body
    if isinstance(body, Numeric):
        numbers = _NUMBER.findall(hint)
        return next((each for each in numbers if _fits(body, parse_number(each, language))), "")
    if isinstance(body, Fill):
        answers = (answer for blank in body.blanks for answer in blank.answers)
        return next((a for a in answers if f" {' '.join(_words(a))} " in said and _words(a)), "")
    if not isinstance(body, Choices) or quiz.type == "truefalse":
        return ""
    heard = set(said.split())
    shares = [(_share(option.text, heard), option) for option in body.options]
    wrong = max((share for share, option in shares if not option.right), default=0.0)
    for share, option in shares:
        whole = " ".join(_words(option.text))
        repeats = bool(whole) and f" {whole} " in said
        if option.right and (repeats or (share >= GIVEN_AWAY and share > 2 * wrong)):
            return option.text
    return ""


def _fits(body: Numeric, number: float | None) -> bool:
    return number is not None and body.low <= number <= body.high


def _share(option: str, heard: set[str]) -> float:
    """How many of the option's words that carry meaning stand in the hint: at least two must."""
    words = {word for word in _words(option) if len(word) >= _LONG_ENOUGH}
    both = words & heard
    return len(both) / len(words) if len(both) > 1 else 0.0


def _lengths(single: Sequence[_Asked]) -> Iterator[Problem]:
    longest = [asked for asked in single if _is_longest(asked)]
    if len(single) >= FEWEST_FOR_LENGTH and len(longest) > LONGEST_SHARE * len(single):
        ids = ", ".join(asked.quiz.id for asked in longest)
        yield longest[0].problem("W180", count=len(longest), total=len(single), ids=ids)


def _is_longest(asked: _Asked) -> bool:
    lengths = [len(_plain(option.text)) for option in asked.options]
    right = lengths.pop(asked.right)
    return right > max(lengths)


def _places(single: Sequence[_Asked]) -> Iterator[Problem]:
    """As the file has them and as readers see them: a habit of the author's shows in both."""
    if len(single) < FEWEST_FOR_PLACE:
        return
    limit = math.ceil(PLACE_SHARE * len(single))
    for code, place_of in (("W181", _shown_place), ("W187", lambda asked: asked.right)):
        places: dict[int, list[_Asked]] = {}
        for asked in single:
            places.setdefault(place_of(asked), []).append(asked)
        for place, there in sorted(places.items()):
            if len(there) > limit:
                ids = ", ".join(asked.quiz.id for asked in there)
                letter = "ABCDEFGHIJ"[place % 10]
                yield there[0].problem(code, ids=ids, place=letter, count=len(there), total=len(single))


def _shown_place(asked: _Asked) -> int:
    shuffle = asked.page.meta.get("shuffle") is not False
    return shown_order(asked.quiz, len(asked.options), shuffle).index(asked.right)


def _plain(text: str) -> str:
    """Without the marks of Markdown, and in one line."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"[*`_]", "", text).split())


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text).lower().replace("’", "'"))
