"""The service worker and the manifest of the installed site, made from the files of the built site.

`sw.js` holds the SHA-256 of every file: a browser learns of a new release by that file alone, and takes
nothing that is not of the release it has. Files outside the manifest are never kept: `NOT_KEPT`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

from pandu import DEFAULT_LANGUAGE, LANGUAGES
from pandu.csp import script_hash
from pandu.dates import long_date
from pandu.offline.artefact import FOLDER, NAME, language_folder
from pandu.offline.templates import OFFLINE, template
from pandu.pages import FACILITATORS
from pandu.settings import Settings

SCRIPT, KILL = "sw.js", "sw-kill.js"
MANIFEST = "manifest.webmanifest"
NOT_KEPT = (
    SCRIPT,
    KILL,
    "404.html",
    "sitemap.xml*",
    "*.txt",
    "assets/icons/*",
    f"{FOLDER}/{NAME}*",
    f"{FOLDER}/SHA256SUMS",
)
"""Patterns of what a saved site does without."""
_PACKED = {".html", ".css", ".js", ".svg", ".json", ".webmanifest"}
_RELEASE = re.compile(r"const RELEASE = (\{.*?\});\n")
_ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"))
_MASKABLE = ("icon-maskable.png", "512x512", "maskable")


@dataclass(frozen=True)
class KeptFile:
    """`hash` is SHA-256 in base64; `bytes` what travels, packed as by GitHub; no language: for all.

    `saved`: whether "save for offline" fetches it. What is not saved is kept once it was opened.
    """

    path: str
    hash: str
    bytes: int
    language: str

    @property
    def saved(self) -> bool:
        return not self.path.removeprefix(language_folder(self.language)).startswith(FACILITATORS)


def kept_files(site: Path) -> list[KeptFile]:
    """What a saved site consists of. A page's path is its address, so it ends in `/` or is empty."""
    return [_kept(site, path) for path in _paths(site)]


def saved_bytes(files: list[KeptFile], language: str) -> int:
    """What "save for offline" fetches in one language."""
    return sum(file.bytes for file in files if file.saved and file.language in ("", language))


def worker_script(files: list[KeptFile], settings: Settings, words: Mapping[str, Mapping[str, str]]) -> str:
    """`sw.js`: the release, then the script. `words`: language → key → sentence."""
    hashes = "".join(f"{file.path} {file.hash}\n" for file in files)
    release = {
        "id": hashlib.sha256(hashes.encode()).hexdigest()[:12],
        "version": settings.version,
        "files": {
            file.path: {
                "hash": file.hash,
                "bytes": file.bytes,
                "language": file.language,
                "saved": file.saved,
            }
            for file in files
        },
        "words": {language: _worker_words(words[language], settings, language) for language in LANGUAGES},
        "missing": {language: _missing(words[language], settings, language) for language in LANGUAGES},
    }
    script = (OFFLINE / SCRIPT).read_text(encoding="utf-8")
    text = json.dumps(release, ensure_ascii=False, separators=(",", ":"))
    return f"const RELEASE = {text};\n{script}"


def read_release(script: str) -> dict[str, str]:
    """Path → hash, from the text of a `sw.js`."""
    found = _RELEASE.match(script)
    files = json.loads(found[1])["files"] if found else {}
    return {path: facts["hash"] for path, facts in files.items()}


def manifest(settings: Settings, words: Mapping[str, str], language: str) -> str:
    """The web app manifest of one language.

    `id` is resolved against the host and not the folder: without the path, two sites of a host were one app.
    """
    root = urlsplit(settings.site_url).path
    folder = language_folder(language)
    icons = [
        {"src": f"{root}assets/icons/{name}", "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes, purpose in (*_ICONS, _MASKABLE)
    ]
    facts = {
        "id": root + folder,
        "name": words["offline.manifest.name"],
        "short_name": words["site.name"],
        "lang": language,
        "start_url": root + folder,
        "scope": root,
        "display": "standalone",
        "background_color": "#fbf8f0",
        "theme_color": "#0a4a45",
        "icons": icons,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def hash_of(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode("ascii")


def is_kept(path: str) -> bool:
    return not any(fnmatchcase(path, pattern) for pattern in NOT_KEPT)


def _paths(site: Path) -> Iterator[str]:
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and is_kept(path):
            yield path


def _kept(site: Path, path: str) -> KeptFile:
    data = (site / path).read_bytes()
    packed = Path(path).suffix in _PACKED
    size = len(gzip.compress(data, 6, mtime=0)) if packed else len(data)
    return KeptFile(path.removesuffix("index.html"), hash_of(data), size, language_of(path))


def language_of(path: str) -> str:
    """Whose file it is: those of assets/, features/ and vendor/ serve all languages."""
    first, _, rest = path.partition("/")
    if first in ("assets", "features", "vendor"):
        return ""
    if first == "search":
        return rest.removesuffix(".js")
    return first if first in LANGUAGES else DEFAULT_LANGUAGE


def _worker_words(words: Mapping[str, str], settings: Settings, language: str) -> dict[str, str]:
    prefix = "offline.worker."
    said = {key.removeprefix(prefix): word for key, word in words.items() if key.startswith(prefix)}
    return {**said, "date": long_date(settings.today, language)}


def _missing(words: Mapping[str, str], settings: Settings, language: str) -> str:
    style = (OFFLINE / "missing.css").read_text(encoding="utf-8").strip()
    return template("features/offline/missing.html").render(
        language=language,
        words=words,
        style=style,
        style_hash=script_hash(style),
        home=urlsplit(settings.site_url).path + language_folder(language),
    )
