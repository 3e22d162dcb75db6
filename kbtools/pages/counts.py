"""Counts in words and as a bar."""

from collections import Counter
from collections.abc import Sequence

from kbtools.pages.catalogue import Catalogue
from kbtools.pages.entry import Entry
from kbtools.pages.html import attribute, div
from kbtools.pages.labels import STATES


def counts(entries: Sequence[Entry], catalogue: Catalogue) -> str:
    """One line: highlights, notes, snippets, and how many snippets are in which state."""
    labels, states = catalogue.labels, catalogue.states(entries)
    highlights = sum(entry.is_highlight for entry in entries)
    numbers = (
        ("n-highlights", highlights),
        ("n-notes", len(entries) - highlights),
        ("n-snippets", states.total()),
    )
    said = [labels(key, n=number) for key, number in numbers if number]
    said += [
        labels("state-count", state=labels.verdict(state), n=states[state])
        for state in STATES
        if states[state]
    ]
    return div("kb-counts", " · ".join(said) if said else labels("empty-topic"))


def bar(states: Counter[str], catalogue: Catalogue) -> str:
    """A picture of how many snippets are in which state; empty for no snippet."""
    parts, x = [], 0.0
    for state in STATES:
        width = 100 * states[state] / states.total() if states[state] else 0
        if width:
            parts.append(f'<rect class="kb-{state}" x="{x:.2f}" y="0" width="{width:.2f}" height="4"></rect>')
        x += width
    if not parts:
        return ""
    labels = catalogue.labels
    said = [f"{labels.verdict(state)} {states[state]}" for state in STATES if states[state]]
    spoken = attribute(labels("separator").join(said))
    svg = f'<svg viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="{spoken}">'
    return f'<div class="kb-bar">{svg}{"".join(parts)}</svg></div>'
