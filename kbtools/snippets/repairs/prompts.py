"""Prompts of an interactive session removed."""

from kbtools.snippets.prompts import has_prompts, strip_prompts
from kbtools.snippets.rows import Draft


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:  # noqa: ARG001 - one signature a rule
    """The draft without prompts."""
    return (draft.repaired("prompts", strip_prompts(draft.rows)),) if has_prompts(draft.rows) else ()
