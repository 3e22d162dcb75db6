"""The name of a verdict as it stands on cards, in tables and in columns."""

from kbtools.pages.catalogue import Catalogue
from kbtools.pages.html import span


def badge(state: str, catalogue: Catalogue) -> str:
    """The name of a verdict, its meaning as a tooltip."""
    labels = catalogue.labels
    return span(f"kb-badge kb-{state}", labels.verdict(state), title=labels.explanation(state))
