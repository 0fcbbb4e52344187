"""The templates and styles of what is made from the built site; one environment serves all of them."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from pandu.settings import ROOT

OVERRIDES = ROOT / "overrides"
OFFLINE = OVERRIDES / "features" / "offline"


@cache
def template(name: str) -> Template:
    """The template at this path below `overrides/`, such as `features/offline/single.html`."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(OVERRIDES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
