"""The download page: what is offered, and what is known of it only when the files are made.

An author writes two marker lines, each alone in its line:

<!-- daftar-unduhan -->   the files with what each is for and a link
<!-- alamat-unduhan -->   the address of this page, which is where newer copies are

They are filled twice. MkDocs puts in what holds for any version (`fill_downloads`), and copies of the course
show just that. Sizes, date, SHA-256 and QR code are put into the online page after the build (`add_facts`):
no file can state its own hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import segno
from markupsafe import Markup

from pandu import DEFAULT_LANGUAGE
from pandu.dates import long_date
from pandu.offline.artefact import (
    BOOK,
    EPUB,
    FOLDER,
    GUIDE,
    HANDOUT,
    LAPTOP,
    MODULE,
    SINGLE,
    Artefact,
    newest,
    release,
)
from pandu.offline.templates import template
from pandu.problems import Problem
from pandu.settings import Settings
from pandu.source import mask_fences

PAGE = f"{FOLDER}/index.md"
SUMS = "SHA256SUMS"
OFFERED = (SINGLE, BOOK, MODULE, EPUB, LAPTOP, GUIDE)
"""In the order of the page; a module's two files stand together."""
SHARED = (SINGLE, BOOK)
"""What a phone may hand to WhatsApp by itself; it refuses other kinds of files."""
_MARKER = re.compile(r"^<!-- (daftar|alamat)-unduhan -->$", re.M)
_PLACE = re.compile(r'<span data-artefact="(?P<name>[^"]+)" hidden></span>')
_BLOCK = re.compile(r'<div data-downloads="(?P<block>[a-z]+)" hidden></div>')


@dataclass(frozen=True)
class Offer:
    """A file to download. `saved_as` has the day in it, so that a folder of copies tells which is newer."""

    kind: str
    name: str
    saved_as: str

    @property
    def form(self) -> str:
        """`HTML`, `PDF`: as people call the file's ending."""
        return self.name.rpartition(".")[2].upper()


def has_marker(markdown: str) -> bool:
    return "-unduhan -->" in markdown and _MARKER.search(mask_fences(markdown)) is not None


def fill_downloads(
    markdown: str,
    *,
    language: str,
    modules: Sequence[tuple[str, str]],
    settings: Settings,
    words: Mapping[str, str],
) -> str:
    """Replace the marker lines. `modules` are folder and title of each, `words` the interface's."""

    def offer(kind: str, module: str = "") -> Offer:
        name = Artefact(kind, b"", "" if kind == LAPTOP else language, module).name
        stem, _, ending = name.rpartition(".")
        return Offer(kind, name, f"{stem}-{settings.today.isoformat()}.{ending}")

    filled = {
        "daftar": _render(
            "list",
            offers=[None if kind == MODULE else offer(kind) for kind in OFFERED],
            modules=[(title, [offer(MODULE, name), offer(HANDOUT, name)]) for name, title in modules],
            shared=SHARED,
            folder=_way_to_files(language),
            words=words,
        ),
        "alamat": _render("address", address=newest(settings, language), words=words),
    }
    for marker in reversed(list(_MARKER.finditer(mask_fences(markdown)))):
        markdown = markdown[: marker.start()] + filled[marker[1]] + markdown[marker.end() :]
    return markdown


def add_facts(
    html: str, artefacts: Sequence[Artefact], *, language: str, settings: Settings, words: Mapping[str, str]
) -> tuple[str, list[Problem]]:
    """Put into the built page of `language` what is known of the files now, and tell what does not match."""
    offered = {each.name: each for each in artefacts if each.language in ("", language)}
    date = long_date(settings.today, language)

    def facts(place: re.Match[str]) -> str:
        artefact = offered.get(place["name"])
        if artefact is None:
            return place[0]
        size = readable_size(len(artefact.data), language)
        text = size if artefact.kind in (MODULE, HANDOUT) else f"{size}, {date}"
        return f'<span data-artefact="{artefact.name}">{text}</span>'

    def block(place: re.Match[str]) -> str:
        return _render(
            place["block"],
            artefacts=sorted(offered.values(), key=lambda each: each.name),
            folder=_way_to_files(language),
            release=release(settings, words, language),
            qr=Markup(qr_code(newest(settings, language), words["offline.downloads.qr.label"])),
            sums=SUMS,
            example=Artefact(SINGLE, b"", language).name,
            words=words,
        )

    problems = list(_mismatches(html, offered, language))
    return _BLOCK.sub(block, _PLACE.sub(facts, html)), problems


def _mismatches(html: str, offered: Mapping[str, Artefact], language: str) -> Iterator[Problem]:
    path = f"docs/{language}/{PAGE}"
    places = [place["name"] for place in _PLACE.finditer(html)]
    if not places:
        yield Problem(path, 1, "E752", {"marker": "<!-- daftar-unduhan -->"})
        return
    for name in sorted(set(places) - offered.keys()):
        yield Problem(path, 1, "E750", {"file": name})
    for name in sorted(offered.keys() - set(places)):
        yield Problem(path, 1, "E751", {"file": name})


def sums(artefacts: Iterable[Artefact]) -> str:
    """The text of SHA256SUMS, as `sha256sum -c` reads it."""
    lines = sorted((each.name, each.sha256) for each in artefacts)
    return "".join(f"{digest}  {name}\n" for name, digest in lines)


def readable_size(size: int, language: str) -> str:
    """Bytes as phones show them, in steps of a thousand: `340 kB`, `1,2 MB`, in English `1.2 MB`."""
    if size < 999_500:
        return f"{max(1, round(size / 1000))} kB"
    return f"{megabytes(size, language)} MB"


def megabytes(size: int, language: str) -> str:
    """`0,7` in Indonesian, `0.7` in English."""
    text = f"{size / 1_000_000:.1f}"
    return text.replace(".", ",") if language == DEFAULT_LANGUAGE else text


def qr_code(address: str, label: str) -> str:
    """An `<svg>` that a camera reads in both colour schemes: black on white of its own, with a quiet edge."""
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    attributes = Markup('<svg role="img" aria-label="{}" ').format(label)
    return drawing.replace("<svg ", attributes, 1)


def _way_to_files(language: str) -> str:
    """From the download page of a language to the folder in which all files lie."""
    return "" if language == DEFAULT_LANGUAGE else f"../../{FOLDER}/"


def _render(block: str, **values: object) -> str:
    module = template("features/offline/downloads.html").make_module({"block": block, **values})
    return str(module).strip()
