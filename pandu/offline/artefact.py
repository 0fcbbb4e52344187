"""The files that people take with them: what each is called, for whom it is, how heavy it may be."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from pandu import DEFAULT_LANGUAGE
from pandu.dates import long_date
from pandu.settings import Settings

FOLDER = "unduh"
"""Below the root of the site; the download page of the default language is the index of the same folder."""
NAME = "pandu-csr"
SINGLE, MODULE, BOOK, HANDOUT, GUIDE, EPUB, LAPTOP = (
    "single",
    "module",
    "book",
    "handout",
    "guide",
    "epub",
    "laptop",
)
LIMITS = {
    SINGLE: 2_000_000,
    MODULE: 500_000,
    BOOK: 5_000_000,
    HANDOUT: 650_000,
    GUIDE: 2_000_000,
    EPUB: 1_500_000,
    LAPTOP: 6_000_000,
}
"""Bytes, by kind."""
_EXTENSIONS = {
    SINGLE: "html",
    MODULE: "html",
    BOOK: "pdf",
    HANDOUT: "pdf",
    GUIDE: "pdf",
    EPUB: "epub",
    LAPTOP: "zip",
}


@dataclass(frozen=True)
class Artefact:
    """One file. `language` is empty where it holds both; `module` is the folder of the only module in it."""

    kind: str
    data: bytes
    language: str = ""
    module: str = ""

    @property
    def name(self) -> str:
        """`pandu-csr-id.html`, `pandu-csr-id-amdal.pdf`: the same in every version, so links stay right."""
        extra = {GUIDE: "fasilitator", LAPTOP: "laptop"}.get(self.kind, self.module)
        stem = "-".join(filter(None, (NAME, self.language, extra)))
        return f"{stem}.{_EXTENSIONS[self.kind]}"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def language_folder(language: str) -> str:
    """Where the pages of a language lie on the site: at its root or in `en/`."""
    return "" if language == DEFAULT_LANGUAGE else f"{language}/"


def newest(settings: Settings, language: str) -> str:
    """The full address of the download page: where newer copies are, told inside every artefact."""
    return f"{settings.site_url}{language_folder(language)}{FOLDER}/"


def release(settings: Settings, words: Mapping[str, str], language: str) -> str:
    """Which copy one holds, in words: `Versi 1.2.0, 24 November 2026`."""
    return words["site.version"].format(version=settings.version, date=long_date(settings.today, language))
