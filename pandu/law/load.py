"""Reading docs/data/laws.yml: what can be used is used, and each slip is a problem with its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pandu import LANGUAGES
from pandu.files import read_text
from pandu.ids import nearest
from pandu.law.model import CONFIDENCES, HEADS, PATH, STATUSES, TYPES, Article, Law, Register
from pandu.law.place import parse_key
from pandu.problems import Problem
from pandu.yaml_lines import Document, parse_yaml

LONGEST_QUOTE = 60
"""Words: a clause, not a page of the statute."""

_LAW_NEEDED = ("type", "number", "year", "title", "status", "checked")
_LAW_KEYS = (*_LAW_NEEDED, "issuer", "names", "amended_by", "revoked_by", "url", "articles")
_ARTICLE_NEEDED = ("rule", "confidence", "source")
_ARTICLE_KEYS = (*_ARTICLE_NEEDED, "quote", "text")


def load_register(root: Path) -> tuple[Register, list[Problem]]:
    """The register of the course below `root`; an empty one where there is none. Cheap to call again."""
    return load_file(root / PATH)


def load_file(file: Path) -> tuple[Register, list[Problem]]:
    if not file.exists():
        return Register(), []
    status = file.stat()
    register, problems = _read(file, (status.st_mtime_ns, status.st_size))
    return register, list(problems)


@lru_cache(maxsize=8)
def _read(file: Path, stamp: tuple[int, int]) -> tuple[Register, tuple[Problem, ...]]:
    text, problems = read_text(file, path=PATH)
    if text is None:
        return Register(), tuple(problems)
    register, problems = parse_register(text)
    return register, tuple(problems)


def parse_register(text: str) -> tuple[Register, list[Problem]]:
    document, problems = parse_yaml(text.replace("\r\n", "\n"), path=PATH)
    reader = _Reader(document, problems)
    laws = {name: law for name, entry in document.data.items() if (law := reader.law(name, entry))}
    problems += _references(laws)
    problems += _doubles(laws)
    return Register(laws), problems


class _Reader:
    """Takes entries out of the document; `at` is always the dotted name under which the line is known."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self.lines = document.lines
        self.problems = problems

    def law(self, name: str, entry: object) -> Law | None:
        if not self._has_keys(name, entry, _LAW_NEEDED, _LAW_KEYS) or not isinstance(entry, Mapping):
            return None
        kind = self._one_of(entry, f"{name}.type", TYPES)
        status = self._one_of(entry, f"{name}.status", STATUSES)
        number, year = str(entry.get("number") or ""), entry.get("year")
        if not re.match(r"\d", number):
            self._wrong(f"{name}.number", entry.get("number"), '"13"')
        if not isinstance(year, int):
            self._wrong(f"{name}.year", year, "2011")
        if not (kind and status and number and isinstance(year, int)):
            return None
        expected = law_id(kind, str(entry.get("issuer") or ""), number, year)
        if name != expected:
            self._tell(name, "E313", law=name, expected=expected)
        names = {
            language: tuple(self._texts(entry.get("names"), f"{name}.names", language))
            for language in LANGUAGES
        }
        if kind not in HEADS and not all(names.values()):
            self._tell(f"{name}.names", "E319", law=name, type=kind)
        checked = entry.get("checked")
        if not isinstance(checked, date) and "checked" in entry:
            self._wrong(f"{name}.checked", checked, "2026-11-24")
        return Law(
            id=name,
            type=kind,
            number=number,
            year=year,
            title=self._both(entry.get("title"), f"{name}.title"),
            names=names,
            status=status,
            amended_by=tuple(self._list(entry.get("amended_by"), f"{name}.amended_by")),
            revoked_by=str(entry["revoked_by"]) if entry.get("revoked_by") else None,
            url=str(entry["url"]) if entry.get("url") else None,
            checked=checked if isinstance(checked, date) else None,
            articles=self._articles(name, entry.get("articles") or {}),
            lines={key.removeprefix(f"{name}."): line for key, line in self._below(name)},
        )

    def _articles(self, law: str, entries: object) -> dict[str, Article]:
        at = f"{law}.articles"
        if not isinstance(entries, Mapping):
            self._wrong(at, entries, '"41(2)h": …')
            return {}
        articles = ((str(key), self._article(law, f"{at}.{key}", entry)) for key, entry in entries.items())
        return {key: article for key, article in articles if article is not None}

    def _article(self, law: str, at: str, entry: object) -> Article | None:
        key = at.removeprefix(f"{law}.articles.")
        place = parse_key(key)
        if place is None:
            self._tell(at, "E314", key=key)
        if not self._has_keys(at, entry, _ARTICLE_NEEDED, _ARTICLE_KEYS) or not isinstance(entry, Mapping):
            return None
        quote = " ".join(str(entry.get("quote") or "").split())
        if len(quote.split()) > LONGEST_QUOTE:
            self._tell(f"{at}.quote", "E317", key=key, words=len(quote.split()), most=LONGEST_QUOTE)
        confidence = self._one_of(entry, f"{at}.confidence", CONFIDENCES)
        if place is None:
            return None
        return Article(
            key=key,
            place=place,
            rule=self._both(entry.get("rule"), f"{at}.rule"),
            quote=quote,
            text=str(entry.get("text") or law),
            confidence=confidence or "unchecked",
            source=str(entry.get("source") or ""),
            line=self._line(at),
        )

    def _has_keys(self, at: str, entry: object, needed: Collection[str], known: Collection[str]) -> bool:
        if not isinstance(entry, Mapping):
            self._wrong(at, entry, f"{next(iter(needed))}: …")
            return False
        entry_name = at.rpartition(".articles.")[2]
        for key in needed:
            if entry.get(key) is None:
                self._tell(f"{at}.{key}", "E310", entry=entry_name, key=key)
        for key in map(str, entry):
            if key not in known:
                near = nearest(key, known) or ", ".join(known)
                self._tell(f"{at}.{key}", "E311", entry=entry_name, key=key, near=near)
        return True

    def _one_of(self, entry: Mapping[str, Any], at: str, values: Collection[str]) -> str | None:
        value = entry.get(at.rpartition(".")[2])
        if value in values:
            return str(value)
        if value is not None:
            self._wrong(at, value, nearest(str(value), values) or " | ".join(values))
        return None

    def _both(self, entry: object, at: str) -> dict[str, str]:
        """A sentence in each language."""
        texts = entry if isinstance(entry, Mapping) else {}
        for language in LANGUAGES:
            if entry is not None and not texts.get(language):
                self._tell(f"{at}.{language}", "E310", entry=at.split(".", 1)[1], key=language)
        return {language: " ".join(str(texts.get(language) or "").split()) for language in LANGUAGES}

    def _texts(self, entry: object, at: str, language: str) -> Iterator[str]:
        if isinstance(entry, Mapping):
            yield from self._list(entry.get(language), f"{at}.{language}")
        elif entry is not None:
            self._wrong(at, entry, "{id: [], en: []}")

    def _list(self, entry: object, at: str) -> Iterator[str]:
        if isinstance(entry, list):
            yield from (" ".join(str(value).split()) for value in entry if value)
        elif entry is not None:
            self._wrong(at, entry, f"[{entry}]")

    def _below(self, name: str) -> Iterator[tuple[str, int]]:
        yield "", self.lines.get(name, 1)
        for key in _LAW_KEYS:
            if f"{name}.{key}" in self.lines:
                yield key, self.lines[f"{name}.{key}"]

    def _wrong(self, at: str, value: object, expected: str) -> None:
        self._tell(at, "E312", key=at.rpartition(".")[2], value=value, expected=expected)

    def _tell(self, at: str, code: str, **params: object) -> None:
        self.problems.append(Problem(PATH, self._line(at), code, params))

    def _line(self, at: str) -> int:
        """The line of a key, or of the entry it is missing in."""
        while at not in self.lines and "." in at:
            at = at.rpartition(".")[0]
        return self.lines.get(at, 1)


def law_id(kind: str, issuer: str, number: str, year: int) -> str:
    """`permen-lh-bplh-22-2025`, `putusan-mk-119-2025`."""
    parts = [kind, issuer, number.split("/")[0], str(year)]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(part for part in parts if part).lower())


def _references(laws: Mapping[str, Law]) -> Iterator[Problem]:
    """Laws that another one names, and a status that agrees with them."""
    for law in laws.values():
        named = [("amended_by", other) for other in law.amended_by]
        named += [("revoked_by", law.revoked_by)] if law.revoked_by else []
        for key, other in named:
            if other not in laws:
                yield _unknown(laws, law.lines.get(key, law.lines[""]), key, other)
        for article in law.articles.values():
            if article.text not in laws:
                yield _unknown(laws, article.line, "text", article.text)
        line = law.lines.get("status", law.lines[""])
        if (law.status == "revoked") != (law.revoked_by is not None):
            yield Problem(PATH, line, "E318", {"law": law.id, "status": law.status, "key": "revoked_by"})
        if law.status in ("in-force", "amended") and (law.status == "amended") != bool(law.amended_by):
            yield Problem(PATH, line, "E318", {"law": law.id, "status": law.status, "key": "amended_by"})


def _unknown(laws: Mapping[str, Law], line: int, key: str, other: str) -> Problem:
    near = nearest(other, laws) or "–"
    return Problem(PATH, line, "E315", {"key": key, "law": other, "near": near})


def _doubles(laws: Mapping[str, Law]) -> Iterator[Problem]:
    """Two laws with one head, two articles with one anchor: a citation could not know which is meant."""
    heads: dict[str, str] = {}
    for law in laws.values():
        for head in {head for language in LANGUAGES for head in law.heads(language)}:
            if heads.setdefault(head, law.id) != law.id:
                yield Problem(PATH, law.lines[""], "E316", {"name": head, "first": heads[head]})
        anchors: dict[str, str] = {}
        for article in law.articles.values():
            first = anchors.setdefault(article.place.anchor, article.key)
            if first != article.key:
                yield Problem(PATH, article.line, "E316", {"name": article.key, "first": first})
