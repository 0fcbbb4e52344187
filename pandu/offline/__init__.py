"""The course without a connection: everything that is made from the built site and handed on as a file.

`make build` makes it after MkDocs: the site is read as it was published, so what people carry home is what
others read online. Nothing here needs a network, a clock or the generator.
"""
