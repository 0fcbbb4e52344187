"""Reading docs/data/glossary.yml: the entries that make sense, and a problem for all that does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from pandu import LANGUAGES
from pandu.files import read_text
from pandu.glossary.match import TOKEN, can_be_found, is_as_written, make_matcher, one_spaced
from pandu.glossary.model import CONFIDENCES, Glossary, Term, Word
from pandu.ids import is_id, nearest, suggest_id
from pandu.problems import Problem
from pandu.yaml_lines import Document, parse_yaml

FILE = "docs/data/glossary.yml"
KEYS = (*LANGUAGES, "see", "concept", "link", "explained", "source", "confidence")
WORD_KEYS = ("term", "forms", "search", "definition")
EVERYDAY = Path(__file__).with_name("everyday.yml")


def load_glossary(root: Path) -> tuple[Glossary, tuple[Problem, ...]]:
    """The glossary of the course at `root`; empty where it has none. An unchanged file is not read again."""
    file = root / FILE
    try:
        status = file.stat()
    except OSError:
        return Glossary(), ()
    return _read_file(file, (status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=8)
def _read_file(file: Path, stamp: tuple[int, int]) -> tuple[Glossary, tuple[Problem, ...]]:
    """`stamp` is the file's time and size: the cache is right as long as they are."""
    text, problems = read_text(file, path=FILE)
    if text is None:
        return Glossary(), tuple(problems)
    glossary, found = parse_glossary(text)
    return glossary, tuple(found)


def parse_glossary(text: str, *, path: str = FILE) -> tuple[Glossary, list[Problem]]:
    """Read a glossary, whatever it holds; what makes no sense is a problem, never an exception."""
    document, problems = parse_yaml(text.replace("\r\n", "\n"), path=path)
    reader = _Reader(document, path, problems)
    terms = {term.id: term for term in reader.terms()}
    reader.check_references(terms.values())
    matchers = {
        language: make_matcher(reader.linked_forms(terms.values(), language), language)
        for language in LANGUAGES
    }
    return Glossary(terms, matchers), problems


@cache
def everyday_words(language: str) -> frozenset[str]:
    """Words that mean nothing in particular: as forms of a term they would be linked on every page."""
    words = yaml.safe_load(EVERYDAY.read_text(encoding="utf-8"))
    return frozenset(words[language].split())


class _Reader:
    """Reads one file and writes down its problems. Keys are paths in it, as `oms.id.forms`."""

    def __init__(self, document: Document, path: str, problems: list[Problem]) -> None:
        self.document = document
        self.path = path
        self.problems = problems

    def terms(self) -> Iterator[Term]:
        for name, entry in self.document.data.items():
            if not is_id(name):
                self._tell("E204", name, id=name, near=suggest_id(name, "istilah"))
            elif not isinstance(entry, Mapping):
                self._tell("E205", name, term=name)
            elif (term := self._term(name, entry)) is not None:
                yield term

    def _term(self, name: str, entry: Mapping[Any, Any]) -> Term | None:
        self._check_keys(name, entry, KEYS)
        found = {language: self._word(name, language, entry) for language in LANGUAGES}
        words = {language: word for language, word in found.items() if word is not None}
        link = entry.get("link", True)
        if not isinstance(link, bool):
            self._tell("E211", f"{name}.link", value=self._written(f"{name}.link", link))
        confidence = entry.get("confidence", "unchecked")
        if confidence not in CONFIDENCES:
            value = self._written(f"{name}.confidence", confidence)
            self._tell("E212", f"{name}.confidence", value=value, known=", ".join(CONFIDENCES))
        return (
            Term(
                id=name,
                words=words,
                see=self._texts(f"{name}.see", entry.get("see")),
                concept=str(entry.get("concept") or name),
                link=link is not False,
                source=str(entry.get("source") or ""),
                confidence=str(confidence),
                line=self._line(name),
                explained=self._texts(f"{name}.explained", entry.get("explained")),
            )
            if words
            else None
        )

    def _word(self, name: str, language: str, entry: Mapping[Any, Any]) -> Word | None:
        key = f"{name}.{language}"
        part = entry.get(language)
        if not isinstance(part, Mapping):
            self._tell("E208", key, term=name, language=language)
            return None
        self._check_keys(key, part, WORD_KEYS)
        term, definition = (self._text(key, name, part, each) for each in ("term", "definition"))
        forms, search = (self._texts(f"{key}.{each}", part.get(each)) for each in ("forms", "search"))
        return Word(term, definition, forms, search) if term else None

    def _check_keys(self, key: str, entry: Mapping[Any, Any], known: tuple[str, ...]) -> None:
        for each in map(str, entry):
            if each not in known:
                near = nearest(each, known)
                params = {"key": each, "near": near, "known": ", ".join(known)}
                self._tell("E206" if near else "E207", f"{key}.{each}", **params)

    def _text(self, key: str, name: str, part: Mapping[Any, Any], which: str) -> str:
        value = part.get(which)
        if isinstance(value, str) and value.strip():
            return one_spaced(value)
        self._tell("E209", f"{key}.{which}", term=name, key=which)
        return ""

    def _texts(self, key: str, value: object) -> tuple[str, ...]:
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value):
            return tuple(map(one_spaced, value))
        self._tell("E210", key, key=key.rpartition(".")[2])
        return ()

    def check_references(self, terms: Iterable[Term]) -> None:
        terms = list(terms)
        known = [term.id for term in terms]
        for term in terms:
            for key, names in (("see", term.see), ("concept", (term.concept,))):
                for name in names:
                    if name in known:
                        continue
                    near = nearest(name, known)
                    params = {"key": key, "term": term.id, "id": name, "near": near}
                    self._tell("E202" if near else "E203", f"{term.id}.{key}", **params)

    def linked_forms(self, terms: Iterable[Term], language: str) -> Iterator[tuple[str, str]]:
        """Forms with their terms, without those that would link the wrong things."""
        taken: dict[str, Term] = {}
        for term in terms:
            word = term.words.get(language)
            if word is None or not term.link:
                continue
            for form in (word.term, *word.forms):
                key = f"{term.id}.{language}.{'term' if form == word.term else 'forms'}"
                other = taken.setdefault(form.lower(), term)
                if not can_be_found(form):
                    self._tell("E214", key, form=form, term=term.id)
                elif other is not term:
                    place = f"{self.path}:{other.line}"
                    self._tell("E201", key, form=form, term=term.id, other=other.id, place=place)
                elif _is_everyday(form, language):
                    self._tell("E213", key, form=form, term=term.id)
                else:
                    yield form, term.id

    def _line(self, key: str) -> int:
        """The line of a key, or of the key it would stand under."""
        while key not in self.document.lines and "." in key:
            key = key.rpartition(".")[0]
        return self.document.lines.get(key, 1)

    def _written(self, key: str, value: object) -> str:
        return self.document.scalars.get(key, str(value))

    def _tell(self, code: str, at: str, /, **params: object) -> None:
        self.problems.append(Problem(self.path, self._line(at), code, params))


def _is_everyday(form: str, language: str) -> bool:
    single = TOKEN.fullmatch(form) is not None
    return single and not is_as_written(form) and form.lower() in everyday_words(language)
