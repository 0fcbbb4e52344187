"""The command line, `python -m pandu check` and the like: reads, prints, exits."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from pandu import DEFAULT_LANGUAGE, LANGUAGES
from pandu.accept import UnknownSection, accept_page
from pandu.check import check_course, of_file
from pandu.ids import nearest
from pandu.law.verify import verify_folder
from pandu.pages import load_course
from pandu.parity import find_source
from pandu.problems import sort
from pandu.report import as_github, as_lines, as_summary, say
from pandu.search.browser import NoNode
from pandu.search.evaluate import Unreadable, evaluate, read_folder, read_queries, read_twins
from pandu.settings import ROOT

OK, ERRORS, WRONG_USE = 0, 1, 2


class WrongUse(Exception):
    """What the user typed cannot be done; `args` are the key of a sentence and its words."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key, self.params = key, params


class _Parser(argparse.ArgumentParser):
    """argparse without its own words: they are English, and nobody who needs them reads English."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse("wrong.incomplete")


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    language = _language(arguments)
    try:
        if not arguments or "--help" in arguments or "-h" in arguments:
            return _help(language, wanted=bool(arguments))
        options = _parse(arguments)
        run = _COMMANDS[options.command]
        return run(options, root)
    except WrongUse as wrong:
        print(say(wrong.key, language, **wrong.params), file=sys.stderr)
        print(say("usage", language), end="", file=sys.stderr)
        return WRONG_USE


def _language(arguments: Sequence[str]) -> str:
    """Known before anything else is, so that even wrong use is told in the language asked for."""
    words = [part for argument in arguments for part in argument.split("=", 1)]
    named = [after for before, after in pairwise(words) if before == "--lang"]
    return named[-1] if named and named[-1] in LANGUAGES else DEFAULT_LANGUAGE


def _help(language: str, *, wanted: bool) -> int:
    if not wanted:
        raise WrongUse("wrong.none")
    print(say("usage", language), end="")
    return OK


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    both = _Parser(add_help=False, allow_abbrev=False)
    both.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    check = _Parser(add_help=False, allow_abbrev=False, parents=[both])
    check.add_argument("files", nargs="*")
    check.add_argument("--format", choices=("text", "github"), default="text")
    accept_ = _Parser(add_help=False, allow_abbrev=False, parents=[both])
    accept_.add_argument("page")
    accept_.add_argument("sections", nargs="*")
    law = _Parser(add_help=False, allow_abbrev=False, parents=[both])
    law.add_argument("action", choices=("verify",))
    law.add_argument("--texts", required=True)
    search = _Parser(add_help=False, allow_abbrev=False, parents=[both])
    search.add_argument("action", choices=("eval",))
    for name in ("corpus", "queries", "twins"):
        search.add_argument(f"--{name}")
    search.add_argument("files", nargs="*")
    offline = _Parser(add_help=False, allow_abbrev=False, parents=[both])
    offline.add_argument("action", choices=("build", "pages"))
    offline.add_argument("--site", default="site")
    offline.add_argument("--output")
    offline.add_argument("files", nargs="*")
    commands = {"check": check, "accept": accept_, "law": law, "search": search, "offline": offline}

    word = next((argument for argument in arguments if argument in commands), None)
    if word is None:
        typed = next((argument for argument in arguments if not argument.startswith("-")), arguments[0])
        near = nearest(typed, commands)
        raise WrongUse("wrong.nearest" if near else "wrong.command", word=typed, near=near)
    rest = list(arguments)
    rest.remove(word)
    try:
        options, unknown = commands[word].parse_known_intermixed_args(rest)
    except WrongUse:
        raise WrongUse("wrong.incomplete", command=word) from None
    if unknown:
        raise WrongUse("wrong.option", word=unknown[0], command=word)
    options.command = word
    return options


def _check(options: argparse.Namespace, root: Path) -> int:
    paths = [_course_file(name, root) for name in options.files]
    problems = check_course(root)
    if paths:
        problems = sort(problem for path in paths for problem in of_file(problems, path))
    if options.format == "github":
        lines = as_github(problems, options.lang)
        _write_summary(as_summary(problems, options.lang))
    else:
        lines = as_lines(problems, options.lang)
    print("\n".join(lines))
    return ERRORS if any(problem.is_error for problem in problems) else OK


def _write_summary(text: str) -> None:
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        with open(file, "a", encoding="utf-8") as summary:
            summary.write(text)


def _accept(options: argparse.Namespace, root: Path) -> int:
    path = _course_file(options.page, root)
    language, _, key = path.removeprefix("docs/").partition("/")
    course, problems = load_course(root)
    page, source = course.pages.get((language, key)), find_source(course, key)
    unreadable = [p for p in problems if p.is_error and p.path in (path, source.path if source else path)]
    if unreadable and not (page and page.head.readable and source and source.head.readable):
        print("\n".join(as_lines(sort(unreadable), options.lang)))
        return ERRORS
    try:
        accepted = accept_page(course, page, options.sections) if page else None
    except UnknownSection as unknown:
        raise WrongUse("wrong.section", section=unknown.name, known=", ".join(unknown.known)) from None
    if accepted is None:
        raise WrongUse("wrong.not-translation", file=path)
    if accepted.sections:
        (root / path).write_bytes(accepted.text.encode())
    key = "accepted" if accepted.sections else "accepted.nothing"
    words = {"file": path, "source": accepted.source, "sections": ", ".join(accepted.sections)}
    print(say(key, options.lang, **words))
    return OK


def _law(options: argparse.Namespace, root: Path) -> int:
    """Compare every quotation of the register with the texts of the laws: contracts C4."""
    texts = Path(options.texts)
    if not texts.is_dir():
        raise WrongUse("wrong.folder", folder=options.texts)
    lines, all_stand = verify_folder(root, texts, options.lang)
    print("\n".join(lines))
    return OK if all_stand else ERRORS


def _search(options: argparse.Namespace, root: Path) -> int:
    """Measure the search on a folder of pages: contracts C7. The result is the last line, as JSON."""
    places = iter(options.files)
    corpus, queries, twins = (
        getattr(options, name) or next(places, None) for name in ("corpus", "queries", "twins")
    )
    if corpus is None or queries is None or next(places, None) is not None:
        raise WrongUse("wrong.incomplete", command="search eval")
    try:
        entries = read_folder(Path(corpus), options.lang)
        others = read_twins(Path(twins), entries) if twins else []
        asked = read_queries(Path(queries))
        print(say("searching", options.lang, sections=len(entries), queries=len(asked)), file=sys.stderr)
        measured = evaluate(entries, others, asked, language=options.lang, root=root)
    except Unreadable as wrong:
        raise WrongUse(wrong.key, file=wrong.file) from None
    except NoNode:
        raise WrongUse("wrong.no-node") from None
    print(json.dumps(measured, ensure_ascii=False))
    return OK


def _offline(options: argparse.Namespace, root: Path) -> int:
    """What `make build` adds to the site that MkDocs built, or one file with a few of its pages."""
    from pandu.offline import (
        command,
    )  # its libraries are slow to load, and the other commands need none of them

    site = Path(options.site)
    if not (site / "index.html").is_file():
        raise WrongUse("wrong.no-site", folder=options.site)
    if options.action == "pages":
        if not options.output or not options.files:
            raise WrongUse("wrong.incomplete", command="offline pages")
        keys = [_course_file(name, root) for name in options.files]
        missing = command.write_pages(site, root, keys, Path(options.output))
        for path in missing:
            print(say("offline.no-page", options.lang, file=path), file=sys.stderr)
        return OK
    if (site / command.SCRIPT).exists():
        raise WrongUse("wrong.site-complete", folder=options.site)
    try:
        problems = command.build(site, root, options.lang)
    except command.NoChromium:
        raise WrongUse("wrong.no-chromium") from None
    print("\n".join(as_lines(problems, options.lang)))
    return ERRORS if any(problem.is_error for problem in problems) else OK


_COMMANDS = {"check": _check, "accept": _accept, "law": _law, "search": _search, "offline": _offline}


def _course_file(name: str, root: Path) -> str:
    """`name` as a path from the root. People write it from where they are, or from the root."""
    docs = root / "docs"
    files = [file for start in (Path.cwd(), root) if (file := (start / name).absolute()).is_file()]
    for file in files:
        if file.resolve().is_relative_to(docs.resolve()):
            return "docs/" + file.resolve().relative_to(docs.resolve()).as_posix()
    if files:
        raise WrongUse("wrong.outside", file=name)
    near = nearest(name, [f"docs/{path}" for path in load_course(root)[0].files])
    raise WrongUse("wrong.file-nearest" if near else "wrong.file", file=name, near=near)


if __name__ == "__main__":
    # Names of files may hold anything, and the terminal may know ASCII only.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
