"""What is printed of the course: the book, a hand-out for each module, and the facilitator's book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from playwright.sync_api import Browser

from pandu.offline.artefact import BOOK, GUIDE, HANDOUT, Artefact
from pandu.offline.book import Book
from pandu.offline.parts import facilitator_book, module_book, reading_book
from pandu.offline.pdf import print_pdf
from pandu.offline.pdf_file import destinations, finished
from pandu.offline.printed_html import Printed, book_html
from pandu.settings import Settings
from pandu.strings import words_for

_ATTEMPTS = 4


def books(book: Book, settings: Settings, *, browser: Browser) -> Iterator[Artefact]:
    """Every PDF of one language, one after the other."""
    for kind, module, printed in editions(book):
        data = printed_pdf(printed, settings, browser=browser)
        yield Artefact(kind, data, book.language, module)


def editions(book: Book) -> Iterator[tuple[str, str, Printed]]:
    """The kind of artefact, its module or nothing, and the document."""
    words = words_for(book.language)
    course = reading_book(book)
    yield BOOK, "", Printed(course, course.pages[0].title, words["offline.print.course"])
    for module in course.modules:
        part = module_book(course, module)
        yield HANDOUT, module, Printed(part, part.pages[0].title, words["offline.print.handout"], short=True)
    guide = facilitator_book(book)
    if guide.pages:
        yield GUIDE, "", Printed(guide, guide.pages[0].title, words["offline.print.guide"])


def printed_pdf(printed: Printed, settings: Settings, *, browser: Browser) -> bytes:
    """Print until the numbers in the document are those of its own pages: twice, as a rule."""
    numbers: Mapping[str, int] = {}
    for attempt in range(_ATTEMPTS):
        html = book_html(printed, settings, page_numbers=numbers)
        data = print_pdf(html, browser=browser, draft=attempt == 0)
        if numbers == (found := destinations(data)):
            return finished(data, settings)
        numbers = found
    raise RuntimeError(f"the pages of {printed.title!r} move each time it is printed")
