"""A built page as tests see it: every element with its attributes, every text with the language it is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True)
class Element:
    tag: str
    attributes: dict[str, str]
    language: str


@dataclass
class HtmlPage(HTMLParser):
    """`texts` holds (language, text), attributes that are read out included, scripts not."""

    html: str
    elements: list[Element] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        language = attributes.get("lang", self._open[-1][1])
        self.elements.append(Element(tag, attributes, language))
        for name in ("aria-label", "title", "alt", "placeholder"):
            if attributes.get(name):
                self.texts.append((language, attributes[name].strip()))
        if tag not in _VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1]
        if tag not in {"script", "style"} and data.strip():
            self.texts.append((language, " ".join(data.split())))

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements of one tag with these attributes; `rel="next"` is written `all("a", rel="next")`."""
        return [e for e in self.elements if e.tag == tag and attributes.items() <= e.attributes.items()]


def read_page(file: Path) -> HtmlPage:
    return HtmlPage(file.read_text(encoding="utf-8"))
