"""Entries put between the braces or brackets of a list that a person wrote so: every other byte stays."""

from collections.abc import Mapping, Sequence

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node

from kbtools.topics.outlines.outline import round_trip

_NONE: Mapping[str, str] = {}


def with_flow(text: str, name: str, added: Sequence[str], changed: Mapping[str, str] = _NONE) -> str | None:
    """The text with entries put into what stands in braces under a key at the left; None for none such.

    Args:
        text: Valid YAML.
        name: The key.
        added: Entries as they are to be written, behind the last one.
        changed: New values as they are to be written, by their keys.
    """
    node = _under(text, name)
    if not isinstance(node, CollectionNode) or not node.flow_style:
        return None
    pairs = node.value if isinstance(node, MappingNode) else [(one, one) for one in node.value]
    edits = [
        (value.start_mark.index, value.end_mark.index, changed[key.value])
        for key, value in pairs
        if isinstance(key.value, str) and key.value in changed
    ]
    last = pairs[-1][1].end_mark.index if pairs else node.start_mark.index + 1
    edits += [(last, last, (", " if pairs else "") + ", ".join(added))] if added else []
    for start, end, written in sorted(edits, reverse=True):
        text = f"{text[:start]}{written}{text[end:]}"
    return text


def _under(text: str, name: str) -> Node | None:
    root = round_trip(text).compose(text)
    pairs = root.value if isinstance(root, MappingNode) else []
    return next((value for key, value in pairs if key.value == name), None)
