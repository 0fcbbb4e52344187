"""The words of the interface, from `docs/data/strings.yml`: dotted key → sentence in each language.

Keys begin with the feature's name. Those under `<feature>.script.` are handed to the browser; scripts
hold no words of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pandu.settings import ROOT
from pandu.yaml_file import read_yaml

FILE = ROOT / "docs" / "data" / "strings.yml"


def load_strings(file: Path = FILE) -> Mapping[str, Mapping[str, str]]:
    strings: Mapping[str, Mapping[str, str]] = read_yaml(file)
    return strings


def words_for(language: str, strings: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, str]:
    """Key → sentence in one language. A missing sentence is a KeyError: strings are ours, not an author's."""
    strings = load_strings() if strings is None else strings
    return {key: sentences[language] for key, sentences in strings.items()}


def script_words(words: Mapping[str, str], feature: str) -> dict[str, str]:
    """The words that the scripts of one feature need, keyed without their prefix."""
    prefix = f"{feature}.script."
    return {key.removeprefix(prefix): word for key, word in words.items() if key.startswith(prefix)}
