"""How long a cheap phone waits for the search: `python -m tests.bench.search`.

The search of the built course in Chromium, slowed down six times, files in the cache: from opening the dialog
to the first answer, and one query after another, for 700 and 7,000 sections.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from pandu.search.index import index_script
from tests.build_site import ROOT, build, serve
from tests.search_course import contents

SLOWER = 6
TIMES = 5
MARKS = {700: (1000, 30), 7000: (None, 150)}
"""Sections → most milliseconds until ready, and of a query at the 95th percentile."""

OPEN = """async () => {
  const start = performance.now();
  document.querySelector(".bar-search-button").click();
  const ready = () => document.querySelector(".search-status")?.dataset.ready;
  while (!ready()) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""
ASK = """(queries) => {
  const engine = panduSearch.engine;
  const times = [];
  for (let round = 0; round < 4; round++) for (const query of queries) {
    const start = performance.now();
    engine.find(query);
    if (round) times.push(performance.now() - start);
  }
  return times;
}"""


def measure(page: Page, url: str, queries: list[str]) -> tuple[float, list[float]]:
    """Milliseconds until the dialog answers, and of each query."""
    page.goto(url + "modul/amdal/")
    ready = page.evaluate(OPEN)
    return ready, page.evaluate(ASK, queries)


def main() -> int:
    lines = (ROOT / "tests/search/relevance/queries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    queries = [line.split("\t")[2] for line in lines]
    met = True
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build(ROOT / "mkdocs.yml", Path(folder) / "site").folder
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for sections, (most_ready, most_query) in MARKS.items():
            (site / "search/id.js").write_text(index_script(contents(sections)), encoding="utf-8")
            with serve(site) as url:
                context = browser.new_context(viewport={"width": 360, "height": 640})
                page = context.new_page()
                measure(page, url, queries[:1])  # fills the cache
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                runs = [measure(page, url, queries) for _ in range(TIMES)]
                context.close()
            ready = statistics.median(ready for ready, _ in runs)
            times = sorted(time for _, each in runs for time in each)
            p50, p95 = (times[int(len(times) * part)] for part in (0.5, 0.95))
            print(f"{sections} sections: ready {ready:.0f} ms, query p50 {p50:.1f} ms, p95 {p95:.1f} ms")
            met = met and p95 <= most_query and (most_ready is None or ready <= most_ready)
        browser.close()
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
