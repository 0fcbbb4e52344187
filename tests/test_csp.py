"""The content security policy of a page (contracts C9)."""

from __future__ import annotations

import base64
import hashlib

import pytest

from pandu.csp import inline_scripts, policy, with_policy

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>t</title>'


def test_the_policy_is_the_first_element_after_the_charset() -> None:
    before, after = with_policy(HEAD).split('<meta charset="utf-8">')
    assert before == "<!doctype html><html><head>"
    assert after.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ')
    assert after.endswith("<title>t</title>")


def test_a_page_without_inline_scripts_runs_its_own_files_only() -> None:
    assert policy([]) == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
    )


def test_each_inline_script_is_allowed_by_the_hash_of_exactly_its_text() -> None:
    script = "\n  let café = 1 < 2\n"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in with_policy(f"{HEAD}<script>{script}</script>")


@pytest.mark.parametrize(
    ("html", "scripts"),
    [
        ("<script>a()</script><SCRIPT type='text/javascript'>b()</SCRIPT>", ["a()", "b()"]),
        ('<script type="module">a()</script>', ["a()"]),
        ("<script>a()</script><script>a()</script>", ["a()"]),
        ('<script src="a.js" defer></script>', []),
        ('<script type="application/json" data-words="site">{"a": 1}</script>', []),
        ("<p>no script</p>", []),
    ],
)
def test_scripts_that_run_are_told_from_files_and_data(html: str, scripts: list[str]) -> None:
    assert inline_scripts(html) == scripts


def test_a_template_that_lost_its_charset_is_noticed() -> None:
    with pytest.raises(ValueError, match="meta charset"):
        with_policy("<html><head></head></html>")
