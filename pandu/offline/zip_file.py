"""A zip with the same bytes every time: fixed times, order and rights."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_FIRST_DAY = date(1980, 1, 1)
"""Before it there is no time in a zip."""
_A_FILE_THAT_ALL_MAY_READ = 0o100644 << 16
_UNIX = 3


def zip_file(files: Iterable[tuple[str, bytes]], day: date, *, stored: str = "") -> bytes:
    """Each path with its bytes, in this order, all of midnight of `day`. Only `stored` is not compressed."""
    day = max(day, _FIRST_DAY)
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for path, data in files:
            entry = ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = _A_FILE_THAT_ALL_MAY_READ
            entry.compress_type = ZIP_STORED if path == stored else ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return target.getvalue()
