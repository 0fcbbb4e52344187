"""The zip for laptops: the site as it was built, in both languages, to be opened from a folder.

A browser that reads from a disk has no server to turn `amdal/` into `amdal/index.html`, so links name the
file. What only makes sense on the web stays behind: feeds for search engines, the worker, downloads.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html
from lxml.html import HtmlElement, builder

from pandu import DEFAULT_LANGUAGE, LANGUAGES
from pandu.csp import script_hash
from pandu.offline.artefact import FOLDER, language_folder, newest, release
from pandu.offline.installed import BUILD_ONLY
from pandu.offline.templates import template
from pandu.offline.zip_file import zip_file
from pandu.problems import Problem
from pandu.settings import Settings
from pandu.strings import words_for

SITE = "situs"
START = "LIHAT SAYA.html"
LONGEST_PATH = 64
"""Characters. Windows stops at 260, and people unpack into folders of folders."""
ONLINE_ONLY = "//*[@data-online-only] | //pandu-offline"
"""Elements that are of no use in a copy, as XPath."""
LEFT_OUT = (
    "404.html",
    "sw.js",
    "sw-kill.js",
    "sitemap*",
    "*.map",
    "*.webmanifest",
    "assets/icons/*",
    "features/offline/*.js",
    # Material's, which no page of ours names:
    "assets/images/favicon.png",
    "assets/javascripts/*",
    "assets/stylesheets/palette.*",
)
"""Files of the site, as patterns; `*` crosses folders. A page that asks for one does so no longer."""
_WEB_LINKS = ("canonical", "alternate")
_ADDRESSES = ("href", "data-listing")
"""Attributes that hold the address of a page; the second is the search's."""


def laptop_zip(site: Path, settings: Settings) -> bytes:
    """The zip of the built site `site`."""
    words = {language: words_for(language) for language in LANGUAGES}
    start = template("features/offline/start.html").render(start_page(words, settings))
    files = [(START, start.encode())]
    for file in _files(site):
        path = file.relative_to(site).as_posix()
        is_page = path.endswith(".html")
        data = copy_of_page(file, site, words, settings) if is_page else file.read_bytes()
        files.append((f"{SITE}/{path}", data))
    return zip_file(files, settings.today)


def check_paths(site: Path, *, prefix: str = "site") -> Iterator[Problem]:
    """Files whose path in the zip is too long. `prefix` stands before paths."""
    for file in _files(site):
        path = file.relative_to(site).as_posix()
        limit = LONGEST_PATH - len(f"{SITE}/")
        if len(path) > limit:
            yield Problem(f"{prefix}/{path}", 1, "E708", {"length": len(path), "limit": limit})


def _files(site: Path) -> Iterator[Path]:
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and _is_kept(path):
            yield file


def _is_kept(path: str) -> bool:
    """Of the folder of downloads only the page is kept: no copy holds the other copies."""
    folder, name = posixpath.split(path)
    is_download = folder == FOLDER and name != "index.html"
    is_part_of_artefact = folder == "features/offline" and BUILD_ONLY.match(name)
    return not (is_download or is_part_of_artefact or any(fnmatch(path, each) for each in LEFT_OUT))


def copy_of_page(file: Path, site: Path, words: Mapping[str, Mapping[str, str]], settings: Settings) -> bytes:
    """A page of the site as it stands in the zip. What is not changed is as browsers read it on the site."""
    document = html.parse(str(file), html.HTMLParser(encoding="utf-8"))
    page = document.getroot()
    folder = file.parent.relative_to(site).as_posix()
    for element in page.xpath(ONLINE_ONLY):
        element.drop_tree()
    for element in page.xpath("//link[@href] | //script[@src]"):
        loaded = _target(element.get("href") or element.get("src"), folder)
        if element.get("rel") in _WEB_LINKS or not _is_kept(loaded):
            element.drop_tree()
    for name in _ADDRESSES:
        for element in page.xpath(f"//*[@{name}]"):
            element.set(name, _address(element.get(name), folder, site, settings))
    language = page.get("lang") or DEFAULT_LANGUAGE
    _add_line(page, words[language], settings, language)
    written: bytes = html.tostring(document, encoding="utf-8", doctype="<!doctype html>")
    return written


def _address(href: str, folder: str, site: Path, settings: Settings) -> str:
    """`../amdal/#tahap` → `../amdal/index.html#tahap`; of a file not in the zip, its address online."""
    url = urlsplit(href)
    if not url.path or url.scheme or url.netloc:
        return href
    path, rest = url.path, href.removeprefix(url.path)
    target = _target(href, folder)
    if (site / target).is_dir():
        return posixpath.join(path, "index.html") + rest
    return href if _is_kept(target) else settings.site_url + target + rest


def _target(href: str, folder: str) -> str:
    """The path in the site that an address without a host names, seen from the folder of its page."""
    return posixpath.normpath(posixpath.join(folder, unquote(urlsplit(href).path)))


def _add_line(page: HtmlElement, words: Mapping[str, str], settings: Settings, language: str) -> None:
    """Say in the foot that this is a copy, which one, and where newer ones are.

    On the site the first line of the foot names the release only where people begin; here it does everywhere.
    """
    (name,) = page.xpath("//body//footer[contains(@class, 'foot')]/div/p[1]")
    name.text = f"{words['site.name']} · {release(settings, words, language)}"
    address = newest(settings, language)
    said = f"{words['offline.laptop.copy']} {words['offline.copy.newest']} "
    name.addprevious(builder.P(said, builder.A(address, href=address)))


def start_page(words: Mapping[str, Mapping[str, str]], settings: Settings) -> dict[str, object]:
    """What the template of LIHAT SAYA.html prints."""
    return {
        "words_of": words,
        "script_hash": script_hash,
        "newest": {language: newest(settings, language) for language in words},
        "release": {language: release(settings, said, language) for language, said in words.items()},
        "first_page": {language: f"{SITE}/{language_folder(language)}index.html" for language in words},
    }
