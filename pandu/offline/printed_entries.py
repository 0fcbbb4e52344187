"""The entries of glossary and register that a hand-out brings, in as few lines as paper allows.

The site, the single file and the book tell all of an entry; a hand-out of one module leaves out whatever one
would look up there.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement, builder

from pandu.offline.book import drop, with_class

EXCERPT = "excerpt"
"""Class of the box in which the entries stand, for print-book.css."""


def short_terms(glossary: HtmlElement) -> HtmlElement:
    """Term and definition: a heading and its paragraphs. Moves them out of `glossary`."""
    inside = [each for box in with_class(glossary, "glossary-entries") for each in box]
    entries = [each for each in inside if each.tag in ("h2", "p")]
    return _page(glossary, builder.DIV({"class": f"glossary-entries {EXCERPT}"}, *entries))


def short_articles(register: HtmlElement) -> HtmlElement:
    """Laws with their articles: the rule in our words, and one line where the article was not read.

    Moves them out of `register`.
    """
    kept: list[HtmlElement] = []
    for entry in with_class(register, "law-entry"):
        drop(entry, "law-source")
        for unneeded in entry.xpath(".//blockquote | .//*[@class='law-degree' and not(@data-confidence)]"):
            unneeded.drop_tree()
        heading = entry.getprevious()
        assert heading is not None, "a law has a heading"
        kept += (heading, entry)
    return _page(register, builder.DIV({"class": EXCERPT}, *kept))


def _page(article: HtmlElement, entries: HtmlElement) -> HtmlElement:
    """An article with the title of the whole page and these entries."""
    titles: Iterable[HtmlElement] = list(article.iter("h1"))[:1]
    page: HtmlElement = builder.E.article(*titles, entries)
    return page
