"""How soon the single file shows its first screen on a slow phone.

    .venv/bin/python -m tests.manual.single_file [FILE…]

Chromium with its processor slowed down six times, from a file, 360 px wide; medians of three.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.manual.network import PAINT

RUNS = 3
SLOW = 6


def main(files: list[Path]) -> None:
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for file in files:
            paints, loads = zip(*(visit(browser, file) for _ in range(RUNS)), strict=True)
            print(
                f"{file.name}: paint {statistics.median(paints):.2f} s, load {statistics.median(loads):.2f} s"
            )
        browser.close()


def visit(browser: Browser, file: Path) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    page.goto(file.resolve().as_uri(), wait_until="commit")
    paint, load = page.evaluate(PAINT)
    context.close()
    return paint / 1000, load / 1000


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(Path("site/unduh").glob("pandu-csr-??.html")))
