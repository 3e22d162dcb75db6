"""What changes from run to run in an output although nothing changed."""

import re

_ADDRESS = re.compile(r"\b0x[0-9A-Fa-f]{6,}\b")
_ID = re.compile(r"(?<![\w.])\d{9,16}(?![\w.])")
_ASKS_FOR_IDS = re.compile(r"\b(?:id|data_ptr)\(")


def mask(text: str, code: str) -> str:
    """The text with memory addresses as `0x…`, and what `id` gives as `id 1`, `id 2`, where the code asks.

    Equal numbers get equal names, so that two outputs still say alike which objects are the same.
    """
    text = _ADDRESS.sub("0x…", text)
    if not _ASKS_FOR_IDS.search(code):
        return text
    seen: dict[str, str] = {}
    return _ID.sub(lambda match: seen.setdefault(match.group(), f"id {len(seen) + 1}"), text)
