"""A small course with the real progress page, so that tests of memory do not move with the content."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.device import QUIZZES
from tests.build_site import ROOT, serve, tiny_site

QUESTION = "\n<quiz>\n\n<!-- id: {} -->\n\nSiapa?\n\n- [x] Pemrakarsa\n- [ ] Warga\n\n</quiz>\n"


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address. One module with two lessons, of three questions and of none."""
    pages = {}
    for language in ("id", "en"):
        pages |= {
            f"{language}/index.md": "# Beranda\n\n<!-- daftar-modul -->\n",
            f"{language}/modul/amdal/index.md": "# AMDAL\n\n<!-- daftar-pelajaran -->\n",
            f"{language}/modul/amdal/baris.md": "# Satu baris\n" + "".join(map(QUESTION.format, QUIZZES)),
            f"{language}/modul/amdal/surat.md": "# Surat\n",
            f"{language}/kemajuan.md": (ROOT / "docs" / language / "kemajuan.md").read_text(encoding="utf-8"),
        }
    done = tiny_site(tmp_path_factory.mktemp("small-course"), pages, strict=False)
    assert done.code == 0, done.output
    with serve(done.folder) as url:
        yield url
