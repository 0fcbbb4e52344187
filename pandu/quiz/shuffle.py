"""The order in which things are shown: by the quiz id alone, so that languages agree and bytes are stable."""

from __future__ import annotations

from hashlib import sha256
from itertools import count

from pandu.quiz.model import Quiz


def permutation(quiz_id: str, n: int, salt: str = "") -> tuple[int, ...]:
    """Indices 0 … n-1 in the order in which to show them; never the order of the source, unless n < 2."""
    for attempt in count():
        order = _shuffled(f"{quiz_id}\n{salt}\n{attempt}", n)
        if n < 2 or order != tuple(range(n)):
            return order
    raise AssertionError("count() never ends")


def shown_order(quiz: Quiz, n: int, page_shuffles: bool) -> tuple[int, ...]:
    """The order in which a reader meets the n options of a choice; the quiz's word goes before the page's."""
    shuffles = page_shuffles if quiz.shuffle is None else quiz.shuffle
    return permutation(quiz.id, n) if shuffles and quiz.type != "truefalse" else tuple(range(n))


def _shuffled(seed: str, n: int) -> tuple[int, ...]:
    """Fisher–Yates; each draw is the SHA-256 of the seed and the position."""
    order = list(range(n))
    for last in range(n - 1, 0, -1):
        draw = int.from_bytes(sha256(f"{seed}\n{last}".encode()).digest()) % (last + 1)
        order[last], order[draw] = order[draw], order[last]
    return tuple(order)
