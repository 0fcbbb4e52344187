"""The installed site: what is taken out of the folder that MkDocs built, and what is put in."""

from __future__ import annotations

import re
from pathlib import Path

from pandu import LANGUAGES
from pandu.offline.artefact import language_folder
from pandu.offline.templates import OFFLINE
from pandu.offline.worker import KILL, MANIFEST, SCRIPT, KeptFile, kept_files, manifest, worker_script
from pandu.settings import Settings
from pandu.strings import words_for

UNUSED = ("assets/javascripts", "assets/images")
"""Folders of Material that no page of ours asks for."""
BUILD_ONLY = re.compile(r"(single|print-book|epub|missing|start|sw|sw-kill)[.-]|.*\.(html|xhtml|opf)$")
"""Files of overrides/features/offline that artefacts are made from; pages ask for the others."""


def remove_unused(site: Path) -> None:
    """Leave out what MkDocs copies from the theme and no reader fetches."""
    features = site / "features" / "offline"
    unused = [file for folder in UNUSED for file in (site / folder).rglob("*") if file.is_file()]
    unused += [file for file in site.rglob("*.map") if file.is_file()]
    unused += [file for file in features.glob("*") if BUILD_ONLY.match(file.name)]
    for file in set(unused):
        file.unlink()
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def add_worker(site: Path, settings: Settings) -> list[KeptFile]:
    """Write manifests and service worker; last, since it has the hash of every file."""
    words = {language: words_for(language) for language in LANGUAGES}
    for language in LANGUAGES:
        folder = site / language_folder(language)
        text = manifest(settings, words[language], language)
        (folder / MANIFEST).write_text(text, encoding="utf-8")
    kept = kept_files(site)
    (site / SCRIPT).write_text(worker_script(kept, settings, words), encoding="utf-8")
    (site / KILL).write_bytes((OFFLINE / KILL).read_bytes())
    return kept
