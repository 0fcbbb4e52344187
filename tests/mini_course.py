"""A course of one lesson in two languages, without a fault, for tests that put one in."""

from __future__ import annotations

from pathlib import Path

LESSON = """---
title: Tahap dan pintu warga
description: Memakai pintu yang tepat.
minutes: 8
objectives:
  pintu:
    text: Memilih pintu yang tepat.
    ability: 4
---

Papan pengumuman dipasang hari Senin.

## Siapa yang menyusun? {#penyusun}

Perusahaan menunjuk penyusun. Lihat [beranda](../../index.md#mulai).

![Papan pengumuman di tepi jalan](papan.svg)

<quiz>

<!-- id: siapa-menyusun; objective: pintu -->

Siapa yang menyusun dokumen AMDAL?

- [ ] Warga
  > Warga menanggapi.
- [x] Perusahaan
  > Perusahaan yang membayar.

Penjelasan.

</quiz>

## Kapan warga menanggapi? {#tanggapan}

Sejak pengumuman.
"""

TRANSLATION = """---
title: Stages and doors
description: Using the right door.
minutes: 8
objectives:
  pintu:
    text: Choose the right door.
    ability: 4
---

The notice went up on Monday.

## Who prepares it? {#penyusun}

The company appoints the authors. See [home](../../index.md#mulai).

![A notice board by the road](papan.svg)

<quiz>

<!-- id: siapa-menyusun; objective: pintu -->

Who prepares the AMDAL documents?

- [ ] Residents
  > Residents comment.
- [x] The company
  > The company pays.

Explanation.

</quiz>

## When may residents comment? {#tanggapan}

From the announcement.
"""

MENU = """site_name: Pandu CSR
nav:
  - Beranda: index.md
  - AMDAL:
      - modul/amdal/tahap.md
"""


def write_course(root: Path) -> None:
    from pandu.accept import accept_page
    from pandu.pages import load_course

    files = {
        "mkdocs.yml": MENU,
        "docs/id/index.md": "---\ntitle: Beranda\n---\n\n## Mulai {#mulai}\n\nSelamat datang.\n",
        "docs/en/index.md": "---\ntitle: Home\n---\n\n## Start {#mulai}\n\nWelcome.\n",
        "docs/id/modul/amdal/tahap.md": LESSON,
        "docs/en/modul/amdal/tahap.md": TRANSLATION,
        "docs/id/modul/amdal/papan.svg": "<svg/>",
        "docs/en/modul/amdal/papan.svg": "<svg/>",
    }
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    course, _ = load_course(root)
    for key in ("index.md", "modul/amdal/tahap.md"):
        accepted = accept_page(course, course.pages["en", key])
        assert accepted is not None
        (root / "docs/en" / key).write_text(accepted.text, encoding="utf-8")
