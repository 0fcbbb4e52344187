"""From the built site to the site as it is published: artefacts, download page, service worker, check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from pandu import LANGUAGES
from pandu.offline.artefact import EPUB, FOLDER, LAPTOP, LIMITS, MODULE, SINGLE, Artefact, language_folder
from pandu.offline.book import read_book
from pandu.offline.downloads import add_facts, megabytes, sums
from pandu.offline.epub import epub
from pandu.offline.installed import add_worker, remove_unused
from pandu.offline.laptop import check_paths, laptop_zip
from pandu.offline.parts import module_book, single_book
from pandu.offline.pdf import browser
from pandu.offline.pictures import check_pictures
from pandu.offline.printed import books
from pandu.offline.single import single_file
from pandu.offline.verify import SAVED_LIMIT, check_site
from pandu.offline.worker import SCRIPT, KeptFile, kept_files, saved_bytes
from pandu.problems import Problem, sort
from pandu.settings import Settings
from pandu.strings import words_for

_BUTTON = re.compile(r"<pandu-offline(?= |>)")


@dataclass(frozen=True)
class Published:
    """`kept` is what the saved site consists of."""

    artefacts: tuple[Artefact, ...]
    kept: tuple[KeptFile, ...]
    problems: tuple[Problem, ...]


def publish(site: Path, *, root: Path, settings: Settings) -> Published:
    """Complete the site in the folder `site`, which MkDocs has just built. It may be called once a build.

    Where a page cannot be handed on as a file, nothing is made.
    """
    remove_unused(site)
    unfit = check_built(site, root=root)
    if unfit:
        return Published((), (), tuple(unfit))
    artefacts = list(make_artefacts(site, root=root, settings=settings))
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    for artefact in artefacts:
        (folder / artefact.name).write_bytes(artefact.data)
    (folder / "SHA256SUMS").write_text(sums(artefacts), encoding="utf-8")
    problems = list(fill_pages(site, artefacts, settings))
    kept = add_worker(site, settings)
    problems += check_site(site, kept, artefacts, prefix=site.name)
    return Published(tuple(artefacts), tuple(kept), tuple(sort(problems)))


def check_built(site: Path, *, root: Path) -> list[Problem]:
    """What of the pages and pictures could not stand in every copy."""
    problems = list(check_paths(site, prefix=site.name))
    for language in LANGUAGES:
        problems += check_pictures(read_book(site, root, language), prefix=site.name)
    return sort(problems)


def make_artefacts(site: Path, *, root: Path, settings: Settings) -> Iterator[Artefact]:
    """Every file that the download page offers, from the pages of `site`.

    Each language has a process of its own: most of the time goes by while Chromium prints.
    """
    with ProcessPoolExecutor(len(LANGUAGES), mp_context=get_context("spawn")) as processes:
        make = partial(language_artefacts, site, root, settings)
        for artefacts in processes.map(make, LANGUAGES):
            yield from artefacts
    yield Artefact(LAPTOP, laptop_zip(site, settings))


def language_artefacts(site: Path, root: Path, settings: Settings, language: str) -> list[Artefact]:
    """Those of one language, in the order of the download page."""
    with browser() as chromium:
        whole = read_book(site, root, language)
        course = single_book(whole)
        artefacts = [Artefact(SINGLE, single_file(course, settings, root=root), language)]
        for module in course.modules:
            part = module_book(course, module)
            file = single_file(part, settings, root=root, title=part.pages[0].title)
            artefacts.append(Artefact(MODULE, file, language, module))
        artefacts += books(whole, settings, browser=chromium)
        artefacts.append(Artefact(EPUB, epub(whole, settings), language))
    return artefacts


def fill_pages(site: Path, artefacts: Sequence[Artefact], settings: Settings) -> Iterator[Problem]:
    """What pages say about sizes, which are known only now."""
    kept = kept_files(site)
    for language in LANGUAGES:
        words = words_for(language)
        folder = site / language_folder(language)
        page = folder / FOLDER / "index.html"
        if page.is_file():
            text, problems = add_facts(
                page.read_text(encoding="utf-8"), artefacts, language=language, settings=settings, words=words
            )
            page.write_text(text, encoding="utf-8")
            yield from problems
        size = words["offline.worker.size"].format(n=megabytes(saved_bytes(kept, language), language))
        for each in (folder / "index.html", page):
            if each.is_file():
                text = each.read_text(encoding="utf-8")
                each.write_text(_BUTTON.sub(f'<pandu-offline data-size="{size}"', text), encoding="utf-8")


def size_table(published: Published) -> list[tuple[str, int, int]]:
    """Name, bytes and limit of everything that has one."""
    rows = [(each.name, len(each.data), LIMITS[each.kind]) for each in published.artefacts]
    rows += [
        (f"{SCRIPT} ({language})", saved_bytes(list(published.kept), language), SAVED_LIMIT)
        for language in LANGUAGES
    ]
    return rows
