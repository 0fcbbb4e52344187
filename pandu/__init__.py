"""Pandu CSR: what the course is made of, as plain functions. Nothing here imports MkDocs.

course      the two language trees docs/id and docs/en, with the data both share in docs/data
page        one Markdown file; its key is its path below the language folder, the same in both
section     from a heading with an id to the next; what stands before the first is `_lead`
quiz        one question inside a page, between <quiz> and </quiz>
source      the language a page was written in first; the other page is its translation
problem     something an author should mend: path, line, code
"""

LANGUAGES = ("id", "en")
DEFAULT_LANGUAGE = LANGUAGES[0]
