"""One normal form of Markdown, and what is code in it."""

from __future__ import annotations

import pytest

from pandu.source import mask_code, mask_comments, normalise


def test_what_editors_add_unseen_is_taken_out_and_lines_keep_their_numbers() -> None:
    assert normalise("\ufeffsatu  \r\n\tdua\rtiga") == "satu\n    dua\ntiga"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a `b` c", "a     c"),
        ("a ``b ` c`` d", "a           d"),
        ("satu ` tanda\n\n## Judul\n\ndua ` tanda", "satu ` tanda\n\n## Judul\n\ndua ` tanda"),
        ("a `b\nc` d", "a   \n   d"),
        ("```\n<quiz>\n```\nteks", "   \n      \n   \nteks"),
        ("~~~ py\n```\n~~~\nteks", "      \n   \n   \nteks"),
        ("> ```\n> kode\n> ```\nteks", "     \n      \n     \nteks"),
        ("```\ntanpa akhir", "   \n           "),
        ("``` a`b ```\nteks", "           \nteks"),
    ],
)
def test_code_is_blanked_and_the_rest_stays_in_its_place(text: str, masked: str) -> None:
    assert mask_code(text) == masked


def test_a_comment_without_its_end_runs_to_the_end_of_the_page() -> None:
    assert mask_comments("a <!-- b\nc --> d <!-- e\nf") == "a       \n      d       \n "
