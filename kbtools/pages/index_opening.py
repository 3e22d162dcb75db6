"""How the first page opens, until a person writes there."""

from kbtools.pages.labels import Labels
from kbtools.pages.markup import inline


def index_opening(title: str, language: str) -> str:
    """The title of the knowledge base and one sentence, as Markdown."""
    return f"# {inline(title)}\n\n{Labels(language)('index-lead')}\n"
