"""What changes from run to run in an output although nothing changed."""

import re

_ADDRESS = re.compile(r"\b0x[0-9A-Fa-f]{6,}\b")
_ID = re.compile(r"\b\d{9,16}\b")


def mask(text: str, code: str) -> str:
    """The text with memory addresses as `0x…`, and the numbers `id` gives as `…` where the code asks for them."""
    text = _ADDRESS.sub("0x…", text)
    return _ID.sub("…", text) if re.search(r"\b(?:id|data_ptr)\(", code) else text
