"""The search: what is found, the analysis of words, the index that the browser loads, and how well it finds.

entry      what a result leads to: a section of a page, a term of the glossary, an article of a law
analysis   text → words, word → stem and concept; written again in overrides/features/search/analysis.js,
           and a test holds both to the same answers
index      one file a language; overrides/features/search/engine.js makes a MiniSearch of it
"""
