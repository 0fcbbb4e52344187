"""What is done to the bytes of a PDF that Chromium made: fixed dates, folded bookmarks, a smaller file.

Chromium writes each of its objects as plain text; in a tagged book of a hundred pages those are two thirds of
the file. PDF 1.5 packs small objects together in compressed streams, which every reader since 2003 knows.
Tags, links and pages stay as Chromium made them.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from pypdf import PdfReader

from pandu.settings import Settings

_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}")
_CREATOR = re.compile(rb"/Creator \((?:\\.|[^\\)])*\)")
_TRAILER = re.compile(
    rb"trailer\s*<<(.*?/Info (?P<facts>\d+) 0 R.*?)>>\s*startxref\s+(?P<table>\d+)\s+%%EOF\s*$", re.DOTALL
)
_ROW = re.compile(rb"(\d{10}) \d{5} ([nf])")
_OBJECT = re.compile(rb"\d+ 0 obj\s*(.*?)\s*endobj\s*$", re.DOTALL)
_PARENT = re.compile(rb"/Parent (\d+) 0 R")
_COUNT = re.compile(rb"/Count -?\d+")
_TOGETHER = 200
"""Objects packed in one stream: a reader unpacks all of them to see one."""


def finished(data: bytes, settings: Settings) -> bytes:
    """The same document, made at midnight (UTC) of the version's day. Same input, same bytes.

    Raises ValueError where the file is not in the form in which Chromium writes it.
    """
    trailer = _TRAILER.search(data)
    if trailer is None:
        raise ValueError("no trailer at the end of the PDF")
    objects = _objects(data, int(trailer["table"]))
    plain = folded({number: body for number, body in objects.items() if not body.endswith(b"endstream")})
    facts = int(trailer["facts"])
    plain[facts] = _facts(plain[facts], settings)
    out = bytearray(b"%PDF-1.5\n%\xd3\xeb\xe9\xe1\n")
    size = max(objects) + 1
    # A row of the table: 1 and the offset, or 2, the number of the stream and the place in it.
    rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}

    def write(number: int, body: bytes) -> None:
        rows[number] = (1, len(out), 0)
        out.extend(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    for number in sorted(objects.keys() - plain.keys()):
        write(number, objects[number])
    numbers = sorted(plain)
    for start in range(0, len(numbers), _TOGETHER):
        group = numbers[start : start + _TOGETHER]
        for place, number in enumerate(group):
            rows[number] = (2, size, place)
        write(size, _object_stream({number: plain[number] for number in group}))
        size += 1
    rows[size] = (1, len(out), 0)
    name = hashlib.sha256(out).hexdigest()[:32].encode("ascii")
    table = _deltas([rows.get(number, (0, 0, 0xFFFF)) for number in range(size + 1)])
    entries = (
        b"%b/Size %d\n/Type /XRef\n/W [1 4 2]\n/ID [<%b> <%b>]\n/DecodeParms <</Predictor 12 /Columns 7>>\n"
    )
    start_of_table = len(out)
    write(size, _stream(entries % (_without_size(trailer[1]), size + 1, name, name), table))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start_of_table)


def _facts(body: bytes, settings: Settings) -> bytes:
    """Dates and maker of the document; Chromium gives the moment, and its user agent as the maker."""
    day = f"{settings.today:%Y%m%d}000000".encode("ascii")
    body = _DATE.sub(lambda found: b"/" + found[1] + b" (D:" + day, body)
    return _CREATOR.sub(b"/Creator (Pandu CSR)", body)


def folded(objects: Mapping[int, bytes]) -> dict[int, bytes]:
    """The objects with every bookmark closed: of a glossary they would fill the window from top to bottom.

    An entry's /Count is then minus the number of those right below it; that of all is the number of chapters.
    """
    below = Counter(
        int(parent[1])
        for body in objects.values()
        if body.startswith(b"<</Title ") and (parent := _PARENT.search(body))
    )
    return {
        number: _COUNT.sub(b"/Count %d" % (below[number] * _sign(body)), body) if below[number] else body
        for number, body in objects.items()
    }


def _sign(body: bytes) -> int:
    return 1 if b"/Type /Outlines" in body else -1


def destinations(data: bytes) -> dict[str, int]:
    """The page, counted from 1, of each id to which a link of the document leads."""
    reader = PdfReader(io.BytesIO(data))
    pages = {
        name: reader.get_destination_page_number(place) for name, place in reader.named_destinations.items()
    }
    return {name.removeprefix("/"): page + 1 for name, page in pages.items() if page is not None}


def _objects(data: bytes, table: int) -> Mapping[int, bytes]:
    """Each object by its number, without the words around it."""
    rows = _ROW.findall(data, table)
    offsets = {number: int(offset) for number, (offset, kind) in enumerate(rows) if kind == b"n"}
    places = sorted({*offsets.values(), table})
    ends = dict(pairwise(places))
    found = {}
    for number, offset in offsets.items():
        body = _OBJECT.match(data, offset, ends[offset])
        if body is None:
            raise ValueError(f"object {number} of the PDF cannot be read")
        found[number] = body[1]
    return found


def _object_stream(objects: Mapping[int, bytes]) -> bytes:
    """PDF 1.5: pairs of number and offset, then the objects."""
    offset, pairs = 0, []
    for number, body in objects.items():
        pairs.append(f"{number} {offset}")
        offset += len(body) + 1
    head = " ".join(pairs).encode("ascii") + b"\n"
    entries = b"/Type /ObjStm\n/N %d\n/First %d\n" % (len(objects), len(head))
    return _stream(entries, head + b"\n".join(objects.values()))


def _stream(entries: bytes, content: bytes) -> bytes:
    body = zlib.compress(content, 9)
    return b"<<%b/Filter /FlateDecode\n/Length %d>> stream\n%b\nendstream" % (entries, len(body), body)


def _deltas(rows: list[tuple[int, int, int]]) -> bytes:
    """The table as differences to the row above (PNG's predictor 2), which compress to a tenth."""
    out, above = bytearray(), bytes(7)
    for kind, second, third in rows:
        row = bytes([kind]) + second.to_bytes(4, "big") + third.to_bytes(2, "big")
        out.append(2)
        out.extend((one - other) % 256 for one, other in zip(row, above, strict=True))
        above = row
    return bytes(out)


def _without_size(trailer: bytes) -> bytes:
    return re.sub(rb"/Size \d+\s*", b"", trailer).strip() + b"\n"
