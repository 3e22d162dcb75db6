"""What a highlight claims of its block: the values in the JSON, the passage, the comment, the tags."""

import json
import re

from kbtools.model import DropReason, Highlight
from kbtools.sources.claims import CONTROL, STRUCTURE, claim_block
from kbtools.sources.hidden_claims import claim_secrets
from kbtools.sources.ledger import Fate, Ledger, Span
from kbtools.sources.passage import cleaned, tags
from kbtools.sources.python_line import is_cell
from kbtools.text import Lines, split_lines, squash

_JSON = re.compile(
    r"^[ \t]*(?:>[ \t]*)?```annotation-json[^\n]*\n"
    r"(?P<data>(?:(?!^[ \t]*(?:>[ \t]*)?(?:```|\*?%%))[^\n]*(?:\n|\Z))*)",
    re.MULTILINE,
)
_VALUE = re.compile(
    r'"(exact|prefix|suffix|text|created|title|documentFingerprint)"\s*:\s*("(?:[^"\\]|\\.)*")'
)
_RECORDED_TAGS = re.compile(r'"tags"\s*:\s*\[((?:\s*"(?:[^"\\]|\\.)*"\s*,?)*)\s*\]')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HEAD = re.compile(r"^[ \t]*(?:>[ \t]*)?%%(LINK|COMMENT|TAGS)%%", re.MULTILINE)
_LINK = re.compile(
    r"%%LINK%%[ \t]*(?:\[\[[^\n]*\]\]|\[[^\]\n]*\]\([^)\n]*\))?"
    r"|\[\[[^\]\n]*#\^[\w-]+[^\]\n]*\]\]|\[show annotation\]\([^)\n]*\)"
)
_ID = re.compile(r"^[ \t>]*(?:\^([\w-]+)|\{[ \t]*#([\w-]+)[ \t]*\})[ \t]*$", re.MULTILINE)
_MARKS = re.compile(
    r"^[ \t>]*_(?=%%)|%%[A-Z]+%%|(?:PREFIX|HIGHLIGHT|POSTFIX|LINK|COMMENT|TAGS)%%|>$"
    r"|(?:%%[ \t]*)?TIMESTAMP:[ \t]*[\d:.]+[ \t]*(?:%%)?|%%|^[ \t]*(?:>[ \t]*)?(?:```|~~~)[^\n]*$"
    # Also behind a mark that nobody sees, or a blank of another kind.
    r"|^(?:[^\S\n]|[\x00-\x08\x0e-\x1b\x7f>])*>(?:[ \t]*\[![^\]\n]*\][+-]?)?"
    r"|\*\*(?:HIGHLIGHT|COMMENT|NOTE|TAGS)\*\*[ \t]*:"
    r"|==|\*+|(?<=.)_$|\A_\Z",
    re.MULTILINE,
)
# On a line of tags all but the tags marks; behind a passage a look-alike names its colour.
_TAG_MARKS = re.compile(
    r"^(?=[^\n]*(?:#|\[\[))[ \t\xa0\x85\u2028\u2029>#,，\[\]*+-]*$|(?<=  )\[[\w ,#-]{1,30}\]$",
    re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^[ \t]*>", re.MULTILINE)
# What is left of them once the tags are claimed: a mark with letters behind it belongs to a tag that is lost.
_BETWEEN_TAGS = re.compile(r"[,，]+|\[\[|\]\]|#+(?![^\s,，])|(?<![^\s,，>])[-*+](?!\S)")
_PASSAGE_END = re.compile(r"[*_][ \t]*$", re.MULTILINE)
_AROUND = re.compile(r"\s*(==).*(==)\s*[*_]?\s*\Z", re.DOTALL)
_PREFIX, _HIGHLIGHT, _POSTFIX = "%%PREFIX%%", "%%HIGHLIGHT%%", "%%POSTFIX%%"
_PASSAGE = ("exact", "prefix", "suffix")
_AGAIN = Span(0, 0, Fate.DROPPED, reason=DropReason.DUPLICATE_OF)


def claim_highlight(highlight: Highlight, ledger: Ledger) -> None:
    """Claim the whole block of a highlight, as far as its fields and marks explain it."""
    start, end = ledger.range(highlight.lines)
    found = _JSON.search(ledger.text, start, end)
    if found:
        _claim_json(highlight, ledger, found.start("data"), found.end("data"))
        ledger.claim(found.start(), found.start("data"), STRUCTURE)
    below = found.end() if found else start
    heads = [(head[1], head.start()) for head in _HEAD.finditer(ledger.text, below, end)]
    stop = heads[0][1] if heads else end
    tagged = next((at for name, at in reversed(heads) if name == "TAGS"), end)
    _claim_marked(highlight, ledger, start, end)
    _claim_passage(highlight, ledger, below, stop)
    _claim_tags(highlight, ledger, tagged, end)
    for block in highlight.body:
        claim_block(block, ledger, _shown(highlight, "comment"))
    _claim_prompts(highlight, ledger)
    _claim_tags(highlight, ledger, below, end)
    ledger.claim_marks(tagged, end, _BETWEEN_TAGS, STRUCTURE)
    _claim_rest(ledger, start, found.start() if found else start)
    _claim_rest(ledger, below, end)


def _claim_rest(ledger: Ledger, start: int, end: int) -> None:
    """Claim the marks of a block, and what is kept back of addresses."""
    for marks in (_MARKS, CONTROL, _TAG_MARKS):
        ledger.claim_marks(start, end, marks, STRUCTURE)
    claim_secrets(start, end, ledger)


def _claim_prompts(highlight: Highlight, ledger: Ledger) -> None:
    """Claim the prompts of cells in a comment: they stand above code, or above words."""
    prompts = {line.strip() for line in split_lines(highlight.comment) if "[" in line}
    prompts = {line for line in prompts if is_cell(line)}
    for number in range(highlight.lines.start, highlight.lines.end + 1) if prompts else ():
        left, right = ledger.range(Lines(number, number))
        if ledger.free(left, right).replace(">", " ", 1).strip() in prompts:
            ledger.claim(left, right, STRUCTURE)


def _shown(highlight: Highlight, field: str) -> Span:
    return Span(0, 0, Fate.SHOWN, field, highlight.id)


def _claim_json(highlight: Highlight, ledger: Ledger, start: int, end: int) -> None:
    """Claim the values that fields show; a comment that a newer one took the place of is its duplicate.

    A passage that no field shows is missing: the JSON was broken and the Markdown below had no copy.
    """
    _claim_recorded_tags(highlight, ledger, start, end)
    for found in _VALUE.finditer(ledger.text, start, end):
        value = _decoded(found[2])
        inside = found.start(2) + 1, found.end(2) - 1
        field = _field(highlight, found[1], value)
        if field:
            ledger.claim(*inside, _shown(highlight, field))
        elif found[1] == "text" and value.strip():
            ledger.claim(*inside, _AGAIN)
        elif found[1] in _PASSAGE and cleaned(value).strip():
            ledger.claim(start, inside[0], STRUCTURE)
            start = inside[1]
    ledger.claim(start, end, STRUCTURE)


def _claim_recorded_tags(highlight: Highlight, ledger: Ledger, start: int, end: int) -> None:
    """Claim the tags in the JSON; those that others below took the place of are their duplicates."""
    for found in _RECORDED_TAGS.finditer(ledger.text, start, end):
        for tag in _STRING.finditer(ledger.text, *found.span(1)):
            said = set(tags(_decoded(tag[0])))
            ledger.claim(*tag.span(1), _shown(highlight, "tags") if said <= set(highlight.tags) else _AGAIN)


def _decoded(literal: str) -> str:
    try:
        value = json.loads(literal, strict=False)
    except ValueError:
        return literal[1:-1]
    return value if isinstance(value, str) else ""


def _field(highlight: Highlight, name: str, value: str) -> str:
    """The field that says the value of a key of the JSON; empty for none."""
    place = highlight.place
    held = {
        "exact": ("exact", highlight.exact or highlight.quote),
        "prefix": ("prefix", highlight.prefix),
        "suffix": ("suffix", highlight.suffix),
        "text": ("comment", highlight.comment),
        "created": ("created", highlight.created),
        "title": ("title", highlight.title),
        "documentFingerprint": ("place", place.document if place else ""),
    }
    field, text = held[name]
    said = squash(cleaned(value).removeprefix("urn:x-pdf:"))
    return field if said and said == squash(text) else ""


def _claim_marked(highlight: Highlight, ledger: Ledger, start: int, end: int) -> None:
    """Claim the link to the block and the line of its id."""
    heads = [head.start() for head in _HEAD.finditer(ledger.text, start, end) if head[1] == "COMMENT"]
    ledger.claim_marks(start, min(heads, default=end), _LINK, STRUCTURE)
    for last in list(_ID.finditer(ledger.text, start, end))[-1:]:
        group = 1 if last[1] else 2
        same = last[group] == highlight.id
        ledger.claim(last.start(group), last.end(group), _shown(highlight, "id") if same else STRUCTURE)
        ledger.claim(last.start(), last.end(), STRUCTURE)


def _claim_passage(highlight: Highlight, ledger: Ledger, start: int, end: int) -> None:
    """Claim the passage between its markers; without markers all three parts where they stand in order."""
    opening = ledger.text.find(_HIGHLIGHT, start, end)
    if opening < 0:
        parts = {"title": highlight.title, "prefix": highlight.prefix, "quote": highlight.quote}
        for field, said in {**parts, "suffix": highlight.suffix}.items():
            ledger.claim_said(start, end, said, _shown(highlight, field))
        return
    # A passage over several lines may say the sign that marks them.
    ledger.claim_marks(opening, end, _QUOTED_LINE, STRUCTURE)
    closing = ledger.text.rfind(_POSTFIX, opening, end)
    _claim_prefix(highlight, ledger, start, opening)
    if closing >= 0:
        behind = closing + len(_POSTFIX), _passage_end(ledger.text, closing, end)
        _claim_context(ledger, *behind, highlight.suffix, _shown(highlight, "suffix"))
    after = closing if closing >= 0 else end
    last = closing if closing >= 0 else _passage_end(ledger.text, opening, end)
    _claim_around(ledger, opening + len(_HIGHLIGHT), last)
    ledger.claim_said(opening + len(_HIGHLIGHT), after, highlight.quote, _shown(highlight, "quote"))


def _claim_around(ledger: Ledger, start: int, end: int) -> None:
    """Claim the `==` around a passage, which may itself begin or end with that sign."""
    if found := _AROUND.match(ledger.free(start, end)):
        for group in (1, 2):
            ledger.claim(start + found.start(group), start + found.end(group), STRUCTURE)


def _claim_prefix(highlight: Highlight, ledger: Ledger, start: int, opening: int) -> None:
    """Claim what stands before a passage; words on the lines above it are none of it."""
    marked = ledger.text.rfind(_PREFIX, start, opening)
    left = marked + len(_PREFIX) if marked >= 0 else opening
    line = max(start, ledger.text.rfind("\n", 0, marked if marked >= 0 else opening) + 1)
    ledger.claim_marks(line, left if marked >= 0 else opening + len(_HIGHLIGHT), _MARKS, STRUCTURE)
    _claim_context(ledger, left, opening, highlight.prefix, _shown(highlight, "prefix"))


def _passage_end(text: str, closing: int, end: int) -> int:
    """Where the last line of a passage ends: words on the lines below it are none of the passage."""
    ends = [found.end() for found in _PASSAGE_END.finditer(text, closing, end)]
    return ends[-1] if ends else end


def _claim_context(ledger: Ledger, start: int, end: int, said: str, shown: Span) -> None:
    """Claim prefix or suffix; where a person changed it the JSON's is kept, to find the place by."""
    ledger.claim_said(start, end, said, shown)
    ledger.claim_marks(start, end, _MARKS, STRUCTURE)
    ledger.claim_marks(start, end, CONTROL, STRUCTURE)
    claim_secrets(start, end, ledger)
    ledger.claim(start, end, _AGAIN)


def _claim_tags(highlight: Highlight, ledger: Ledger, start: int, end: int) -> None:
    """Claim every tag where it stands, said twice or not, and the marks around tags."""
    if start >= end or not highlight.tags:
        return
    longest_first = sorted(highlight.tags, key=len, reverse=True)
    # A tag may spell a part of a marker, which is none of it.
    words = re.compile(rf"({'|'.join(map(re.escape, longest_first))})|{_MARKS.pattern}", re.MULTILINE)
    for found in words.finditer(ledger.free(start, end)):
        if found[1]:
            ledger.claim(start + found.start(), start + found.end(), _shown(highlight, "tags"))
    for tag in longest_first:
        # Cut down to what may leave the machine; one that the comment says is claimed with it.
        if tag not in ledger.text[start:end] and f"#{tag}" not in highlight.comment:
            ledger.claim_said(start, end, tag, _shown(highlight, "tags"))
