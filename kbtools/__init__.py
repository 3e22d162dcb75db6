"""kbtools: highlights, notes and snippets, in their place on one site, each marked true or not."""

__version__ = "0.1.0"
