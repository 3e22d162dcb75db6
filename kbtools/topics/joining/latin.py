"""Latin words and signs of a passage: what is an identifier, what a term, what an operator."""

import re

from kbtools.topics.joining.word import SCOPES, Sort, Word, word_of

_NOT = frozenset({"not", "no", "never", "without", "nor", "none", "neither"})
_COUNTED = {
    name: str(number)
    for number, name in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)
}
_ARTICLE = re.compile(
    r"[aA]\s+(?!(?:and|are|as|at|be|by|can|for|from|has|have|in|is|must|of|on|or|to|was|will|with)\b)[a-z]{2}"
)
# Before a noun it is no name; before `is` and its kin it may be that of a matrix.
_CALL = re.compile(r"\(\)?")
_METHOD = re.compile(r"(?:^|[^A-Za-z0-9_)\].])\.$")


def names(text: str, match: re.Match[str], *, code: bool) -> tuple[Word, ...]:
    """The words of a name in a text; two for a letter and its index, so that `L2` is TeX's `L_2`."""
    shown = match[0]
    if not code and _ARTICLE.match(text, match.start()):
        return (word_of("a", Sort.NAME, shown),)
    letter, index = shown[0], shown[1:].removeprefix("_")
    if index.isdigit():
        return word_of(letter, Sort.IDENTIFIER, letter), word_of(index, Sort.NUMBER, index)
    return (_name(_called(text, match), code=code or _is_keyword(text, match)),)


def _is_keyword(text: str, match: re.Match[str]) -> bool:
    """Whether a name is given a value, as `dim` is by `dim=1`."""
    return text[match.end() : match.end() + 1] == "=" != text[match.end() + 1 : match.end() + 2]


def _called(text: str, match: re.Match[str]) -> str:
    """A name with the dot before it and the brackets behind it, as in `.item()`."""
    dot = "." if _METHOD.search(text[max(0, match.start() - 2) : match.start()]) else ""
    call = _CALL.match(text, match.end())
    return f"{dot}{match[0]}{call[0] if call else ''}"


def _name(shown: str, *, code: bool) -> Word:
    """A Latin word: an identifier by its form, or as code says so."""
    called = shown.endswith(("(", ")"))
    shown, name = shown.removesuffix("("), shown.rstrip("()").removeprefix(".")
    code = code or called
    if name.lower() in _NOT:
        return word_of(name.lower(), Sort.NEGATION, shown)
    if name.lower() in SCOPES and not code:
        return word_of(SCOPES[name.lower()], Sort.SCOPE, shown)
    if name.lower() in _COUNTED and not code:
        return word_of(_COUNTED[name.lower()], Sort.NUMBER, shown)
    formed = len(name) == 1 or re.search(r"[_.\d]", name) is not None
    if formed:
        return word_of(name, Sort.IDENTIFIER, shown)
    return word_of(name.lower(), Sort.IDENTIFIER if code else Sort.NAME, shown)


def is_sign(text: str, match: re.Match[str]) -> bool:
    """Whether an operator is one: not Markdown's emphasis, not a hyphen, not `and/or`."""
    sign, before, after = (
        match[0],
        text[max(0, match.start() - 1) : match.start()],
        text[match.end() : match.end() + 1],
    )
    if sign.strip("*") == "":
        operands = re.match(r"[A-Za-z0-9_)\]]", before), re.match(r"[A-Za-z0-9_(\[]", after)
        return all(operands) or (before == " " and after == " ")
    if sign in {"-", "/"}:
        between = before.isalpha() and (after.isalpha() or sign + after.strip() == "-")
        return not between and bool(re.match(r"[ A-Za-z0-9_(\[]", after))
    if sign in {"<", ">"}:
        return bool(re.match(r"[ A-Za-z0-9_)\]]", before))
    return True
