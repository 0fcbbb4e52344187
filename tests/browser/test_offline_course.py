"""The real course, saved: every page of both languages without a connection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from pandu.offline.publish import Published
from pandu.offline.verify import SAVED_LIMIT
from pandu.offline.worker import SCRIPT, read_release
from tests.pages_server import PagesServer, serve_pages

pytestmark = [pytest.mark.browser]

WORDS = {
    "id": ("Simpan untuk luring", "Situs tersimpan di perangkat ini: ya", "Cari", "hari kerja", ""),
    "en": ("Save for offline", "Site saved on this device: yes", "Search", "working days", "en/"),
}


@pytest.fixture
def pages(published_site: tuple[Path, Published]) -> Iterator[PagesServer]:
    with serve_pages(published_site[0]) as server:
        yield server


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_and_the_search_open_without_a_connection(
    page: Page, pages: PagesServer, language: str
) -> None:
    button, saved, search, words, folder = WORDS[language]
    page.goto(f"{pages.address}{folder}unduh/")
    page.get_by_role("button", name=re.compile(button)).click()
    expect(page.locator(".foot-offline")).to_contain_text(saved, timeout=30_000)
    release = read_release((pages.folder / SCRIPT).read_text(encoding="utf-8"))
    paths = [path for path in release if path == "" or path.endswith("/")]
    mine = [
        path
        for path in paths
        if path.startswith("en/") == (language == "en") and not path.startswith(f"{folder}fasilitator/")
    ]
    assert len(mine) > 90
    pages.down = True
    requested: list[Request] = []
    failed: list[str] = []
    page.on("request", lambda request: requested.append(request))
    page.on("requestfailed", lambda request: failed.append(f"{request.url}: {request.failure}"))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    for path in mine:
        page.goto(pages.address + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".foot-offline")).to_contain_text(saved)
    page.reload()
    expect(page.locator(".foot-offline")).to_contain_text(saved)
    # A picture of the tab that is still on its way when the next page is asked for was not refused.
    assert [each for each in failed if "net::ERR_ABORTED" not in each] == []
    assert [request.url for request in requested if not request.url.startswith(pages.address)] == []

    page.get_by_role("button", name=search, exact=True).click()
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("dialog").get_by_role("link", name=re.compile(words)).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_pages_for_facilitators_are_kept_once_they_were_opened(page: Page, pages: PagesServer) -> None:
    page.goto(f"{pages.address}unduh/")
    page.get_by_role("button", name=re.compile("Simpan untuk luring")).click()
    expect(page.locator(".foot-offline")).to_contain_text(
        "Situs tersimpan di perangkat ini: ya", timeout=30_000
    )
    assert [path for path in pages.paths() if "fasilitator/" in path] == []
    page.goto(f"{pages.address}fasilitator/")
    pages.down = True
    page.goto(f"{pages.address}fasilitator/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Untuk fasilitator")
    page.goto(f"{pages.address}fasilitator/rencana-daring/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Halaman ini belum tersimpan")
    expect(page.get_by_role("link", name="Untuk fasilitator")).to_be_visible()


def test_one_language_fits_the_budget_and_takes_nothing_of_the_other(page: Page, pages: PagesServer) -> None:
    page.goto(f"{pages.address}unduh/")
    page.get_by_role("button", name=re.compile("Simpan untuk luring")).click()
    expect(page.locator(".foot-offline")).to_contain_text(
        "Situs tersimpan di perangkat ini: ya", timeout=30_000
    )
    assert [path for path in pages.paths() if path.startswith(("en/", "search/en"))] == []
    # The page that has the button is fetched before there is a worker, with all that stands in it.
    assert sum(size for _, _, size in pages.asked) <= SAVED_LIMIT + 100_000


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_site_can_be_installed(page: Page, pages: PagesServer, folder: str) -> None:
    page.goto(pages.address + folder)
    session = page.context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == f"{pages.address}{folder}manifest.webmanifest"
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A private window, which every test has, installs nothing; all else must be in order.
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []
