"""What tests of memory share: answering without a quiz, and looking at what the device keeps."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

QUIZZES = ("siapa-menyusun", "siapa-menilai", "siapa-menanggapi")
HOME, MODULE, LESSON, PROGRESS = "", "modul/amdal/", "modul/amdal/baris/", "kemajuan/"

FULL = """() => {
  let size = 1 << 20;
  for (let i = 0; size >= 1; i++) {
    try { localStorage.setItem("other:" + i, "x".repeat(size)) } catch { size >>= 1 }
  }
}"""


def open_course(page: Page, address: str) -> list[tuple[str, str]]:
    """Open the first page; id and signature key of every question of the course, which it knows."""
    page.goto(address)
    pairs = page.locator("pandu-progress").first.get_attribute("data-quizzes") or ""
    return [(quiz, key) for quiz, _, key in (pair.partition(":") for pair in pairs.split())]


def answer(page: Page, quiz: str, key: str, chosen: int = 0) -> bool | None:
    """What a question does when it is answered; tells whether it was stored."""
    data = {"a": [chosen], "s": 1, "n": 1, "k": key}
    stored: bool | None = page.evaluate(
        """([id, data]) => {
          const detail = { feature: "quiz", id, data, stored: undefined };
          document.body.dispatchEvent(new CustomEvent("pandu-answered", { bubbles: true, detail }));
          return detail.stored;
        }""",
        [quiz, data],
    )
    return stored


def recall(page: Page, quiz: str) -> Any:
    return page.evaluate(
        """(id) => {
          const detail = { feature: "quiz", id, data: null };
          document.dispatchEvent(new CustomEvent("pandu-recall", { detail }));
          return detail.data;
        }""",
        quiz,
    )


def store(page: Page) -> dict[str, str]:
    """Everything this site keeps in the browser."""
    return dict(page.evaluate("() => Object.fromEntries(Object.entries(localStorage))"))


def put(page: Page, key: str, text: str) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def notice(page: Page, text: str) -> Locator:
    return page.get_by_role("status").filter(has_text=text)
