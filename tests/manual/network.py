"""How long a reader waits on four kinds of network, and what an update of one lesson costs.

    make build && .venv/bin/python -m tests.manual.network [SITE]

Chromium emulates at the level of requests, on a local server without TLS: add two or three round trips
for the real thing. Medians of three, each with an empty cache.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from pandu.offline.installed import add_worker
from pandu.settings import from_environment
from tests.pages_server import PagesServer, serve_pages

LESSON = "modul/amdal/tahap-dan-pintu/"
RUNS = 3
# name: kbit/s down, kbit/s up, milliseconds, slow-down of the processor
PROFILES = {
    "P75-2026": (9000, 3000, 100, 4),
    "Lighthouse mobile": (1474, 675, 562, 4),
    "Desa": (1000, 400, 400, 6),
    "Tepi": (240, 200, 600, 6),
}
PAINT = """() => new Promise((resolve) => {
  const told = () => performance.getEntriesByName("first-contentful-paint")[0];
  const check = () => (told() && performance.timing.loadEventEnd
    ? resolve([told().startTime, performance.timing.loadEventEnd - performance.timing.navigationStart])
    : setTimeout(check, 50));
  check();
})"""


def main(site: Path) -> None:
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        with serve_pages(site) as pages:
            print("profile: first contentful paint, load (seconds)")
            for name, profile in PROFILES.items():
                paints, loads = zip(*(visit(browser, pages, profile) for _ in range(RUNS)), strict=True)
                print(f"{name}: {statistics.median(paints):.2f}, {statistics.median(loads):.2f}")
        update(browser, site)
        browser.close()


def visit(browser: Browser, pages: PagesServer, profile: tuple[int, int, int, int]) -> tuple[float, float]:
    down, up, latency, slow = profile
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency,
            "downloadThroughput": down * 1000 / 8,
            "uploadThroughput": up * 1000 / 8,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": slow})
    page.goto(pages.address + LESSON, wait_until="commit", timeout=120_000)
    paint, load = page.evaluate(PAINT)
    context.close()
    return paint / 1000, load / 1000


def update(browser: Browser, site: Path) -> None:
    """One word of one lesson changes: what do devices fetch that have all of a language?"""
    with tempfile.TemporaryDirectory() as folder, serve_pages(site) as pages:
        second = Path(folder) / "site"
        shutil.copytree(site, second)
        lesson = second / LESSON / "index.html"
        lesson.write_text(
            lesson.read_text(encoding="utf-8").replace("papan", "papan itu", 1), encoding="utf-8"
        )
        add_worker(second, from_environment())
        page = browser.new_page()
        save(page, pages)
        print(f"saved: {len(pages.asked)} requests, {sum(size for _, _, size in pages.asked) / 1000:.0f} kB")
        pages.folder = second
        pages.asked.clear()
        page.goto(pages.address + LESSON)
        page.get_by_role("button", name="Muat ulang").wait_for()
        for path, status, size in pages.asked:
            print(f"update: {path or '(home)'} {status} {size / 1000:.1f} kB")


def save(page: Page, pages: PagesServer) -> None:
    page.goto(pages.address + "unduh/")
    page.get_by_role("button", name=re.compile("Simpan untuk luring")).click()
    page.wait_for_function("() => document.querySelector('.foot-offline span').textContent.includes(': ya')")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
