"""What the glossary costs a page: milliseconds with 220 terms, on the course's own lessons.

    .venv/bin/python -m tests.bench.glossary

The limit is 4 ms a page. Time of the processor is counted, so that a busy machine does not matter.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from pathlib import Path
from statistics import median
from xml.etree.ElementTree import Element

import yaml
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from pandu.glossary.load import FILE, load_glossary
from pandu.glossary.markdown import GlossaryExtension
from pandu.pages import Page, load_course
from pandu.quiz.markdown import QuizExtension
from tests.bench.report import table
from tests.build_site import ROOT
from tests.test_glossary import EXTENSIONS

TERMS = 220
LIMIT = 4.0
ROUNDS = 7


def make_glossary(root: Path) -> None:
    """The course's terms and made-up ones that begin with words of the lessons, TERMS in all."""
    terms = yaml.safe_load((ROOT / FILE).read_text(encoding="utf-8"))
    for number in range(TERMS - len(terms)):
        forms = [f"buatan{number}", f"the company {number}"]
        word = {"term": f"warga perusahaan desa {number}", "forms": forms, "definition": "Kalimat."}
        terms[f"buatan-{number}"] = {"id": word, "en": word}
    (root / FILE).parent.mkdir(parents=True)
    (root / FILE).write_text(yaml.safe_dump(terms, allow_unicode=True), encoding="utf-8")
    assert len(load_glossary(root)[0].terms) == TERMS


def cost(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds of the processor, the best of some rounds."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append(1000 * (time.process_time() - start))
    return min(found)


def measure(page: Page, root: Path) -> tuple[str, float, float, float]:
    """Path, kB, milliseconds of Markdown without the glossary, and what the glossary takes."""
    extension = GlossaryExtension(root=str(root), language=page.language)
    md = Markdown(extensions=[*EXTENSIONS, QuizExtension(language=page.language), extension])
    linking = md.treeprocessors["glossary"]
    trees: list[Element] = []
    md.treeprocessors.register(_Keep(trees), "keep", 5.6)
    md.treeprocessors.deregister("glossary")
    without = cost(lambda: md.reset().convert(page.body))
    # A fresh tree for each round: the second time everything would be linked already.
    return (
        page.path,
        len(page.body) / 1000,
        without,
        min(cost(partial(linking.run, tree), 1) for tree in trees),
    )


class _Keep(Treeprocessor):
    """Keeps each tree as it is when the glossary's turn comes."""

    def __init__(self, trees: list[Element]) -> None:
        self.trees = trees

    def run(self, root: Element) -> None:
        self.trees.append(deepcopy(root))


def main() -> None:
    course, _ = load_course(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        make_glossary(Path(folder))
        rows = [measure(page, Path(folder)) for page in course.pages.values() if page.is_lesson]
    print(table(("page", "kB", "Markdown, ms", "glossary, ms"), rows))
    costs = [row[3] for row in rows]
    print(f"\nmedian {median(costs):.2f} ms, most {max(costs):.2f} ms, limit {LIMIT} ms")


if __name__ == "__main__":
    main()
