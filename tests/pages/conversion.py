"""Python-Markdown set up exactly as a knowledge base's mkdocs.yml sets it up, and a look at what it gives."""

from html.parser import HTMLParser

import markdown
from pymdownx.slugs import slugify

EXTENSIONS = [
    "admonition",
    "footnotes",
    "tables",
    "md_in_html",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.highlight",
    "pymdownx.arithmatex",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.mark",
]
CONFIGS = {
    "toc": {"slugify": slugify(case="lower"), "permalink": True},
    "pymdownx.highlight": {"anchor_linenums": False},
    "pymdownx.arithmatex": {"generic": True},
}


def convert(page: str) -> str:
    """The page as HTML."""
    return markdown.markdown(page, extensions=EXTENSIONS, extension_configs=CONFIGS)


class Look(HTMLParser):
    """Collects elements with their attributes, and the text a reader sees."""

    def __init__(self, html: str) -> None:
        """Look at all of it."""
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data
