"""The legal register and the citations that point into it.

register   docs/data/laws.yml: every law the course may cite, with the articles that were looked up
head       what names a law in a citation: `UU 13/2011`, `Law 13/2011`, the full title
place      where in a law: article, paragraph (ayat), letter (huruf), item (angka); elucidation, annex, ruling
key        a place as the register writes it: `41(2)h`, `1#11`, `penjelasan-65(2)`, `lampiran-1.87`, `amar-2`;
           `isi` for what a law says where nobody has yet seen in which article
citation   a head with or without a place, in the words of a page
confidence how far an article was verified: its text read, known at second hand, or unchecked
"""
