"""Citations in the words of a page, in both languages.

Laws are found by the heads the register knows; whatever else looks like a citation is found too, so that the
check can say what is wrong with it. `UU 14/2008 Pasal 22 ayat (7) dan ayat (8)` is two citations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pandu.law.model import Article, Law, Register
from pandu.law.place import Kind, Part, Place, Step, from_roman

# Words of a citation may stand on two lines, of a block quotation too; never in two paragraphs.
_GAP = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*(?:>[^\S\n]*)*)"
_WORDED = rf"(?:ayat{_GAP}?(?:\(\d+[a-z]?\)|\d+[a-z]?(?!\w))|huruf{_GAP}[a-z](?!\w)|angka{_GAP}\d+(?!\w))"
_BRACKETED = r"\((?:\d+[a-z]?|[a-z])\)"
_STEPS = rf"(?:{_GAP}{_WORDED}|{_GAP}?{_BRACKETED})*"
_UNREAD = re.compile(
    rf"{_GAP}(?:ayat(?!\w)(?:{_GAP}?\(?\w+\)?)?|(?:huruf|angka){_GAP}(?:\(\w{{1,3}}\)|[A-Z](?!\w)))"
)
"""A step that is meant and not written as one: `ayat (l)`, `huruf C`."""
_ARTICLE = rf"(?:[Pp]asal|[Aa]rticle(?P<plural>s)?){_GAP}(?P<number>\d+[A-Z]*)(?!\w)(?P<steps>{_STEPS})"
_ANNEX = (
    rf"(?:[Ll]ampiran|[Aa]nnex){_GAP}(?P<annex>[IVXL]+|\d+)(?!\w)"
    rf"(?:{_GAP}(?:nomor|angka|number|item){_GAP}(?P<entry>\d+)(?!\w))?"
)
_PLACE = re.compile(
    rf",?{_GAP}(?:(?P<elucidation>Penjelasan|Elucidation(?:{_GAP}of)?){_GAP})?"
    rf"(?:{_ARTICLE}|(?:klausul|clause){_GAP}(?P<clause>\d+(?:\.\d+)*)|{_ANNEX}"
    rf"|(?:amar|ruling){_GAP}(?:(?:angka|nomor|item){_GAP})?(?P<ruling>\d+)(?!\w))"
)
_MORE = re.compile(
    rf"(?:,?{_GAP}(?:dan|atau|serta|hingga|sampai(?:{_GAP}dengan)?|and|or|to){_GAP}|,{_GAP}|(?P<range>[–-]))"
    rf"(?P<what>(?:(?:[Pp]asal|[Aa]rticles?){_GAP}|(?P<bare>(?=\d)))(?P<number>\d+[A-Z]*)(?![\w/])"
    rf"(?P<steps>{_STEPS})|(?P<again>(?:{_WORDED}|{_BRACKETED}){_STEPS}))"
)
_BEFORE = re.compile(
    rf"(?:(?P<elucidation>Penjelasan(?:{_GAP}atas)?|Elucidation{_GAP}of(?:{_GAP}the)?){_GAP})?"
    rf"(?:{_ARTICLE}(?:{_GAP}(?:dari|of))?{_GAP})?\Z"
    rf"|{_ANNEX}(?:{_GAP}(?:dari|of|to))?{_GAP}\Z"
)
_ALIAS = re.compile(rf"(?:{_GAP}(?:tentang|on){_GAP}(?:[^().;|\n]|\n(?!\n)){{1,200}}?)?{_GAP}\(")
_BEFORE_WORDS = ("asal", "rticle", "enjelasan", "lucidation", "ampiran", "nnex")
_REACH = 90
"""How many characters before a head its article may begin: `Penjelasan Pasal 49 ayat (6) huruf f dari …`."""
_STEP = re.compile(r"(?P<word>ayat|huruf|angka)?[\s>]*\(?(?P<value>\d+[a-z]?|[a-z])(?!\w)\)?")
_KINDS: dict[str | None, Kind] = {"ayat": "paragraph", "angka": "item"}

# What looks like a citation of a law, whatever the register says.
_NUMBERED = (
    rf"(?:(?:[Nn]omor|No\.?|Number){_GAP}?)?"
    rf"\d+(?:/[A-Z][\w.-]*)*(?:{_GAP}?/{_GAP}?|{_GAP}(?:[Tt]ahun|[Tt]h\.?|of){_GAP})(?:19|20)\d\d\d*(?![\w/])"
)
_STATUTE = ("Undang-[Uu]ndang", "undang-undang")
_ISSUER = rf"(?:{_GAP}(?:[A-Z][\w.&/-]*|dan|of|the|and|for)){{0,14}}?"
_UNKNOWN = (
    *(
        rf"{word}(?:{_GAP}RI|{_GAP}Republik{_GAP}Indonesia)?{_GAP}?{_NUMBERED}"
        for word in ("UU", "Uu", "uu", "PP", "GR", "Law", "Perp[pu]*u", "Perpres", *_STATUTE)
    ),
    *(
        rf"{word}{_ISSUER}{_GAP}{_NUMBERED}"
        for word in (
            r"Per(?:men|da|bup|wali|gub|ki)\w*",
            rf"Peraturan(?!{_GAP}Desa\b)",
            rf"Keputusan{_GAP}(?:Menteri|Presiden)",
            r"Kep(?:men|pres)\w*",
            "Putusan",
            "SE",
            rf"Surat{_GAP}Edaran",
            "Regulation",
            rf"Government{_GAP}Regulation",
            rf"Presidential{_GAP}Regulation",
            rf"Ministerial{_GAP}(?:Regulation|Decree)",
            "Decision",
            "Circular",
        )
    ),
    *(
        rf"{word}(?:{_GAP}[A-Z]\w*(?:-\w+)*){{0,4}}(?:{_GAP}\d{{4}})?{_GAP}(?:Pasal|Article){_GAP}\d+"
        for word in ("UUD?", "PP", "Perda", "KUH\\w+", "Law", "GR", *_STATUTE)
    ),
)


@dataclass(frozen=True)
class Citation:
    """From `start` to `end` in the text. `law` is None where nothing in the register has that head.

    `place` is what the page cites, None for a law alone; `article` is what the register has of it. Of an
    `unfinished` one only the beginning could be read.
    """

    start: int
    end: int
    text: str
    law: Law | None
    place: Place | None = None
    article: Article | None = None
    unfinished: bool = False

    @property
    def is_known(self) -> bool:
        if self.law is None or self.unfinished:
            return False
        return self.place is None or self.article is not None


def find_citations(text: str, register: Register) -> list[Citation]:
    """In their order, none overlapping. Any text will do."""
    pattern = _pattern(register)
    found: list[Citation] = []
    done = 0
    while match := pattern.search(text, done):
        start = match.start()
        if start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-/_"):
            done = start + 1  # the middle of a word. A look-behind would cost ten times as much.
            continue
        law = register.heads.get(_words(match[0]))
        if law is None:
            found.append(Citation(start, match.end(), match[0], None))
        else:
            found += _cited(text, law, match, done, register)
        done = found[-1].end
    return found


def _cited(text: str, law: Law, match: re.Match[str], done: int, register: Register) -> Iterator[Citation]:
    """The citations that begin with this head."""
    end = _after_alias(text, law, match.end(), register)
    before, after = _before(text, max(done, match.start() - _REACH), match.start()), _PLACE.match(text, end)
    elucidation = bool(before and before["elucidation"])
    if after is None:
        start = before.start() if before else match.start()
        yield _citation(text, start, end, law, _place(before, elucidation) if before else None)
        return
    only_elucidation = before is not None and elucidation and not before["number"]
    start = before.start() if before and only_elucidation else match.start()
    place = _place(after, only_elucidation or bool(after["elucidation"]))
    yield _citation(text, start, after.end(), law, place)
    end = after.end()
    while place and (more := _MORE.match(text, end)):
        if more["bare"] is not None and not (after["plural"] or more["range"]):
            return  # `Pasal 9, 30 hari`
        place, end = _next_place(place, more), more.end()
        yield _citation(text, more.start("what"), end, law, place)


def _before(text: str, window: int, start: int) -> re.Match[str] | None:
    """What stands before a head and belongs to it: `Penjelasan …`, `Pasal 36 …`, `Lampiran II …`."""
    if not any(word in text[window:start] for word in _BEFORE_WORDS):
        return None
    match = _BEFORE.search(text, window, start)
    if (
        match is None
        or match.start() == start
        or (window < match.start() and text[match.start() - 1].isalnum())
    ):
        return None
    return match


def _after_alias(text: str, law: Law, end: int, register: Register) -> int:
    """The end of a head, with the subject and the short form in brackets that follow at first mention."""
    opening = _ALIAS.match(text, end)
    alias = _pattern(register).match(text, opening.end()) if opening else None
    if alias and text.startswith(")", alias.end()) and register.heads.get(_words(alias[0])) is law:
        return alias.end() + 1
    return end


def _citation(text: str, start: int, end: int, law: Law, place: Place | None) -> Citation:
    unread = _UNREAD.match(text, end) if place else None
    if unread:
        return Citation(start, unread.end(), text[start : unread.end()], law, unfinished=True)
    return Citation(start, end, text[start:end], law, place, law.find(place) if place else None)


def _place(match: re.Match[str], elucidation: bool) -> Place | None:
    groups: dict[str, Any] = match.groupdict()
    if groups.get("number"):
        part: Part = "penjelasan" if elucidation else ""
        return Place(part, groups["number"], tuple(_steps(groups["steps"])))
    if groups.get("clause"):
        return Place("", groups["clause"])
    if groups.get("ruling"):
        return Place("amar", groups["ruling"])
    if groups.get("annex"):
        number = groups["annex"] if groups["annex"].isdigit() else str(from_roman(groups["annex"]) or 0)
        return Place("lampiran", f"{number}.{groups['entry']}" if groups["entry"] else number)
    return None


def _steps(text: str) -> Iterator[Step]:
    for match in _STEP.finditer(text):
        letter = match["value"].isalpha()
        yield Step("letter" if letter else _KINDS.get(match["word"], ""), match["value"])


def _next_place(place: Place, more: re.Match[str]) -> Place:
    """What `dan Pasal 23`, `dan ayat (8)` or `and (3)` means after `place`."""
    if more["number"]:
        return Place(place.part, more["number"], tuple(_steps(more["steps"])))
    first, *rest = _steps(more["again"])
    same = [number for number, step in enumerate(place.steps) if step.fits(first)]
    level = same[-1] if same else len(place.steps)
    kind = first.kind or (place.steps[level].kind if same else "")
    return Place(place.part, place.number, (*place.steps[:level], Step(kind, first.value), *rest))


def _words(head: str) -> str:
    return " ".join(head.replace(">", " ").split())


@lru_cache(maxsize=8)
def _pattern(register: Register) -> re.Pattern[str]:
    """Known heads, then whatever looks like one.

    The alternatives stand at the top level and begin with a letter each: only then does `re` skip to the few
    places where one can begin.
    """
    tree: dict[str, Any] = {}
    for head in register.heads:
        node = tree
        for word in head.split():
            node = node.setdefault(word, {})
        node[""] = {}
    known = [f"{re.escape(word)}{_rest(below)}(?![\\w/])" for word, below in tree.items()]
    return re.compile("|".join([*known, *_UNKNOWN]))


def _rest(node: dict[str, Any]) -> str:
    """What may follow a word of a head; longer heads first."""
    words: Iterable[str] = (re.escape(word) + _rest(below) for word, below in node.items() if word)
    rest = "|".join(words)
    return f"(?:{_GAP}(?:{rest})){'?' if '' in node else ''}" if rest else ""
