"""What a snippet shows in several environments: a column each, the one that its verdict is of first."""

from collections.abc import Mapping, Sequence

from kbtools.model import Checked, Snippet
from kbtools.pages.badges import badge
from kbtools.pages.catalogue import Catalogue
from kbtools.pages.html import div, paragraphs
from kbtools.pages.markup import code, inline
from kbtools.pages.reasons import told

_LEFT_OUT = frozenset({"fence"})
"""Not a version of anything that a note could mean."""


def snippet_matrix(snippet: Snippet, catalogue: Catalogue) -> str:
    """The columns; empty where only one environment has a verdict that holds."""
    checked = catalogue.checked(snippet.id)
    others = catalogue.book.others.get(snippet.id, ())
    if checked is None or not others:
        return ""
    environments = catalogue.book.environments
    versions = [environments.get(row.environment, {}) for row in (checked, *others)]
    names = differing(versions)
    columns = [
        _column(row, checked, _name(own, names, catalogue), catalogue)
        for row, own in zip((checked, *others), versions, strict=True)
    ]
    label = div("kb-label", catalogue.labels("matrix"))
    return div("kb-matrix", paragraphs(label, div("kb-columns", paragraphs(*columns))))


def differing(environments: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """What has not the same version in all environments; `python` where nothing tells them apart."""
    every = {name for one in environments for name in one} - _LEFT_OUT
    apart = {name for name in every if len({one.get(name) for one in environments}) > 1}
    first = [name for name in ("python", "torch") if name in apart]
    return (*first, *sorted(apart - set(first))) or ("python",)


def _name(versions: Mapping[str, str], names: Sequence[str], catalogue: Catalogue) -> str:
    labels = catalogue.labels
    said = (f"{one} {versions[one]}" if one in versions else labels("absent", name=one) for one in names)
    return inline(labels("separator").join(said))


def _column(row: Checked, first: Checked, name: str, catalogue: Catalogue) -> str:
    head = f"{badge(str(row.verdict), catalogue)} {name}"
    if row is first:
        return div("kb-column", head)
    reason = "" if row.verdict == first.verdict else inline(told(row.reason, catalogue.book.language))
    differs = row.got is not None and row.got != first.got
    output = code(row.got, "text") if differs and row.got and row.got.strip() else ""
    return div("kb-column", paragraphs(head, reason, output))
