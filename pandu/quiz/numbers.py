"""Numbers as readers of Indonesian and English write them: `1.250`, `0,5`, `Rp1.000`, `10 %`; `1,250`, `0.5`.

Rules: contracts C1. The browser reads answers by the same rules (overrides/features/quiz/);
tests/golden/quiz/numbers.yml holds both to them.
"""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"(?P<sign>[+\-−]?)(?P<digits>[0-9.,]*[0-9][0-9.,]*)")
_RUPIAH = re.compile(r"([+\-−]?)rp\.?", re.I)
_THOUSANDS = {"id": ".", "en": ","}


def parse_number(text: str, language: str, unit: str = "") -> float | None:
    """The number that `text` says in `language`; None if it says none, or one in another unit than `unit`."""
    text = _RUPIAH.sub(r"\1", "".join(text.split()), count=1) if text else ""
    text = _without(text, "%")
    text = _without(text, "".join(unit.split()))
    match = _NUMBER.fullmatch(text)
    digits = None if match is None else _plain_digits(match["digits"], _THOUSANDS.get(language, ","))
    if match is None or digits is None:
        return None
    number = float(digits)
    if not math.isfinite(number):
        return None
    return -number if match["sign"] in ("-", "−") else number


def _without(text: str, unit: str) -> str:
    if unit and text.casefold().endswith(unit.casefold()):
        return text[: -len(unit)]
    return text


def _plain_digits(digits: str, thousands: str) -> str | None:
    """The digits with one `.` at most, before the decimals; None when separators contradict each other."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    mark = digits[last]
    other = "," if mark == "." else "."
    whole, decimals = digits[:last].replace(other, ""), digits[last + 1 :]
    if other in digits:
        return None if mark in whole else f"{whole}.{decimals}"
    if mark in whole:
        return digits.replace(mark, "")
    groups = mark == thousands and len(decimals) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"
    return whole + decimals if groups else f"{whole}.{decimals}"
