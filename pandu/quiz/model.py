"""What a quiz is made of. Texts are Markdown as the author wrote it, without its indentation or marks.

`line` is always the line in the file, counted from 1, as the editor shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

QuizType = Literal[
    "single",
    "multiple",
    "truefalse",
    "fill",
    "numeric",
    "order",
    "match",
    "categorise",
    "scenario",
    "reflect",
]

BLANK = "\ufffc"
"""Stands in a question's text where a blank is to be filled in, one for each, in order."""


@dataclass(frozen=True)
class Option:
    """One choice of `single`, `multiple` or `truefalse`."""

    text: str
    right: bool
    feedback: str
    line: int


@dataclass(frozen=True)
class Choices:
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Blank:
    """A gap in the text and the answers it accepts, as written."""

    answers: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Fill:
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class WrongNumber:
    """A number that people arrive at by a known mistake, and what to tell them."""

    low: float
    high: float
    text: str
    feedback: str
    line: int


@dataclass(frozen=True)
class Numeric:
    """Right is any number from `low` to `high`; `value` and `tolerance` are what the author wrote."""

    value: float
    tolerance: float
    low: float
    high: float
    unit: str
    wrong: tuple[WrongNumber, ...]
    line: int


@dataclass(frozen=True)
class Item:
    """A thing to put in order or under a heading."""

    text: str
    feedback: str
    line: int


@dataclass(frozen=True)
class Order:
    """The items in their right order."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Pair:
    left: str
    right: str
    feedback: str
    line: int


@dataclass(frozen=True)
class Match:
    """Pairs that belong together, and right sides that belong to none."""

    pairs: tuple[Pair, ...]
    distractors: tuple[str, ...]
    distractor_lines: tuple[int, ...]


@dataclass(frozen=True)
class Category:
    name: str
    items: tuple[Item, ...]
    line: int


@dataclass(frozen=True)
class Categorise:
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Test:
    """One comparison in an ending's condition: `measure` `operator` `value`."""

    __test__ = False  # not a test case: pytest would collect it by its name

    measure: str
    operator: Literal[">=", "<="]
    value: int


@dataclass(frozen=True)
class Condition:
    """Tests joined by `all` or by `any`."""

    tests: tuple[Test, ...]
    joined_by: Literal["all", "any"]


@dataclass(frozen=True)
class Choice:
    """What a reader can do in a scene: where it leads and what it changes."""

    text: str
    target: str
    deltas: Mapping[str, int]
    feedback: str
    line: int


@dataclass(frozen=True)
class Scene:
    """`ending` is true for a scene that closes the story; `condition` says when, None means always."""

    id: str
    title: str
    text: str
    choices: tuple[Choice, ...]
    ending: bool
    condition: Condition | None
    line: int


@dataclass(frozen=True)
class Scenario:
    """`measures` maps the short name used in choices to the name readers see. All start at 0."""

    measures: Mapping[str, str]
    scenes: tuple[Scene, ...]


@dataclass(frozen=True)
class Reflect:
    """A question without a key: done when something is written."""


Body = Choices | Fill | Numeric | Order | Match | Categorise | Scenario | Reflect


@dataclass(frozen=True)
class Hint:
    summary: str
    text: str


@dataclass(frozen=True)
class Quiz:
    """One question. `shuffle` is None where the author said nothing."""

    type: QuizType
    id: str
    line: int
    question: str
    body: Body
    explanation: str = ""
    hints: tuple[Hint, ...] = ()
    objective: str | None = None
    shuffle: bool | None = None
    lines: Mapping[str, int] = field(default_factory=dict, hash=False)
    """Where `id`, `objective` and other parts stand, for messages."""


@dataclass(frozen=True)
class QuizBlock:
    """Where a quiz stands: the lines of the text it takes, counted from 0, both included.

    `quiz` is None when the block has an error; the problems found within its lines say which.
    `id` is the quiz's id as far as it can be read, even then.
    """

    first: int
    last: int
    quiz: Quiz | None
    id: str = ""
