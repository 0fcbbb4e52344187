"""Quizzes: questions inside a page. Grammar, scoring and signature: contracts C1.

model       what a quiz is made of
scan        where quizzes stand in a page, and what stands there but should not; tags finds the signs
block       one quiz as lines of text, and the report of its problems
parse       one block → one Quiz; metadata, hints and items read its parts, and by type
            choices (single, multiple, truefalse), blanks (fill, numeric),
            groups (order, match, categorise) and scenario
rules       what must hold beyond the syntax; scenario_rules for a scenario's graph
signature   what must agree between languages and with stored answers
numbers     numbers as Indonesians and English readers write them
shuffle     the order in which things are shown
markdown    the Python-Markdown extension; render, widgets build its HTML
"""

from pandu.quiz.model import Quiz, QuizBlock
from pandu.quiz.scan import find_quizzes

__all__ = ["Quiz", "QuizBlock", "find_quizzes"]
