"""The course's words: what they mean, how they are written, and where the pages mention them.

term      one entry of docs/data/glossary.yml: an id, and in each language a word with its definition
form      a way of writing a term that pages link: the word itself, abbreviations, derived words
mention   a place in a text where a form stands
"""

from pandu.glossary.load import load_glossary, parse_glossary
from pandu.glossary.match import Matcher, Mention, find_mentions, make_matcher
from pandu.glossary.model import Glossary, Term, Word

__all__ = [
    "Glossary",
    "Matcher",
    "Mention",
    "Term",
    "Word",
    "find_mentions",
    "load_glossary",
    "make_matcher",
    "parse_glossary",
]
