"""What changes from run to run in an output although nothing changed."""

import re

_ADDRESS = re.compile(r"\b0x[0-9A-Fa-f]{6,}\b")
_ID = re.compile(r"(?<![\w.])\d{9,16}(?![\w.])")
_STRING = re.compile(r"""(?<!\w)[fF]?(?:"([^"\\{\n]{2,})(?:"|\{)|'([^'\\{\n]{2,})(?:'|\{))""")
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


def without_words(text: str, code: str) -> str:
    """The text without the words that the code itself prints in front of a value, line by line.

    Authors write beside `print(f"Sum: {x}")` what x is, without the words that stand there already.
    A line that holds nothing but such words keeps them.
    """
    words = sorted({"".join(found).strip() for found in _STRING.findall(code)} - {""}, key=len, reverse=True)
    return "\n".join(_bare(line, words) for line in text.split("\n"))


def _bare(line: str, words: list[str]) -> str:
    found = next((each for each in words if line.startswith(each)), "")
    rest = line[len(found) :].lstrip(" \t:：=")
    return rest if found and rest else line
