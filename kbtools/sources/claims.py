"""What notes, drops and structure claim of a source: the fields of a note are looked for where they stand."""

import re
from html import unescape

from kbtools.model import Block, BlockKind, DropReason, Note, Reading
from kbtools.privacy import without_secrets
from kbtools.sources.alignment import runs
from kbtools.sources.headings import DEAD_LINK, STAMP, TAG
from kbtools.sources.hidden_claims import claim_secrets
from kbtools.sources.html_boxes import BOX, BOX_TAGS
from kbtools.sources.ledger import Fate, Ledger, Span
from kbtools.sources.numbering import split_number
from kbtools.sources.site_tags import SITE_TAG
from kbtools.text import Lines, fold_radicals, squash

STRUCTURE = Span(0, 0, Fate.STRUCTURE)
_DEAD = Span(0, 0, Fate.DROPPED, reason=DropReason.DEAD_LINK)
_AGAIN = Span(0, 0, Fate.DROPPED, reason=DropReason.DUPLICATE_OF)
_CONTROLS = r"\x00-\x08\x0e-\x1f\x7f"
CONTROL = re.compile(f"[{_CONTROLS}]+")
# A comment is shown with a blank for such as U+2028 and without control characters, a quote mark gone.
_BLANK = rf"(?:(?!\n)[\s{_CONTROLS}>])"
# What a reader takes off the lines of a block: quote marks, the mark of a list item before a fence, a label.
_MARGIN = re.compile(
    r"^[ \t>]*>|^[ \t>]*(?:[-*+]|\d{1,9}[.)])(?=\s*$)|^[ \t>]*#{1,6}(?=\s)|[ \t]language[=-]\w{1,20}[ \t]*$",
    re.MULTILINE,
)
_FENCE_LINE = re.compile(
    rf"^{_BLANK}*(?:(?:[-*+]|\d{{1,9}}[.)]){_BLANK}+)*(?:(?:`[{_CONTROLS}]*){{3,}}|(?:~[{_CONTROLS}]*){{3,}})[^\n]*$"
    rf"|^{SITE_TAG.pattern}$",
    re.MULTILINE,
)
_BULLETS = re.compile(rf"^{_BLANK}*(?:(?:[-*+]|\d{{1,9}}[.)]){_BLANK}+)+", re.MULTILINE)
_TAG = re.compile(r"</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,2000}>")
_HREF = re.compile(r"""(?i)(?<=\shref=)(?:"([^"]+)"|'([^']+)')""")
_ENTITY = re.compile(r"&(?:#\w{1,8}|[A-Za-z]\w{1,30});")
_NUMBER = re.compile(r"[^\s#*_>`](?:[^\n]*[^\s*_`])?")
_BLOCK_ID = re.compile(r"(?<=[ \t])\^[\w-]{1,60}[ \t]*$", re.MULTILINE)
# An underlined heading may have one over two lines.
_DEAD_LINK = re.compile(r"(?<!!)\[([^\[\]]{0,300})\]\(#(?:page-[\w-]{1,40})?\)")
_DEAD_END = re.compile(r"\]\(#(?:page-[\w-]{1,40})?\)")
_BRACKETS = re.compile(r"[\[\]()#]+")
_UNDERLINE = re.compile(r"[^\n]*\n[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)
_LONGEST_NUMBER = 20
"""Characters, marks and blanks included."""
_LONGEST_HEADING = 6
# Lines; only a heading that is underlined has more than one.
# What makes a heading one, and what its title leaves out because it only marks.
_HEADING = re.compile(
    r"\]?\([^()\s]{0,2000}\)|<[^<>\n]{0,300}>|\{[^{}\n]{0,200}\}|\^[\w-]{1,60}\s*$|[#*_`~\[\]!\\=^\"'+.。:：,，·—–-]+",
    re.MULTILINE,
)


def claim_note(note: Note, ledger: Ledger) -> None:
    """Claim the heading and the blocks of a note."""
    if note.level and not _goes_on(note, ledger):
        _claim_heading(note, ledger)
    for block in note.body:
        claim_block(block, ledger, Span(0, 0, Fate.SHOWN, "body", note.id))


def _goes_on(note: Note, ledger: Ledger) -> bool:
    """Whether a note is the rest of a section behind a highlight, and starts without the heading."""
    if not note.body or note.body[0].lines.start != note.lines.start:
        return False
    start, end = ledger.range(Lines(note.lines.start, note.lines.start + _LONGEST_HEADING))
    found = runs(ledger.text[start:end], note.title)
    said = "".join(ledger.text[start + left : start + right] for left, right in found)
    opens = bool(found) and (
        ledger.line(start + found[0][0]) == note.lines.start
        or bool(_UNDERLINE.match(ledger.text, start + found[-1][1], end))
    )
    return not opens or squash(fold_radicals(said)) != squash(note.title)


def _claim_heading(note: Note, ledger: Ledger) -> None:
    above = [block.lines.start for block in note.body if block.lines.start > note.lines.start]
    below = min([note.lines.end + 1, note.lines.start + _LONGEST_HEADING, *above])
    start, end = ledger.range(Lines(note.lines.start, below - 1))
    _claim_number(note, ledger, start, end)
    # A title must not take the `>` of a tag that it leaves out.
    for tag in TAG.finditer(ledger.text, start, end):
        if tag[0] not in note.title:
            ledger.claim(tag.start(), tag.end(), STRUCTURE)
    ledger.claim_said(
        start, _title_end(note, ledger, below), note.title, Span(0, 0, Fate.SHOWN, "title", note.id)
    )
    # A digit of an id behind the title is no number.
    ledger.claim_marks(start, end, _BLOCK_ID, STRUCTURE)
    ledger.claim_said(start, end, note.number, Span(0, 0, Fate.SHOWN, "number", note.id))
    for block in note.body[:1]:
        if block.lines.start == note.lines.start:
            ledger.claim_said(start, end, block.text, Span(0, 0, Fate.SHOWN, "body", note.id))
    _claim_dead_links(start, end, ledger)
    if DEAD_LINK.search(ledger.text, start, end):
        # Of links inside links any bracket may be the one that stays.
        ledger.claim_marks(start, end, _BRACKETS, _DEAD)
    ledger.claim_marks(start, end, _HEADING, STRUCTURE)
    # A heading that says itself twice, as slides with a time stamp do, is said once.
    for number in range(note.lines.start, below):
        left, right = ledger.range(Lines(number, number))
        if squash(ledger.free(left, right)) in squash(note.title):
            ledger.claim(left, right, _AGAIN)


def _title_end(note: Note, ledger: Ledger, below: int) -> int:
    """Where the fewest lines end that say a whole title: the line below may say it again, and is dropped."""
    end = 0
    for last in range(note.lines.start, below):
        start, end = ledger.range(Lines(note.lines.start, last))
        said = "".join(
            ledger.text[start + left : start + right]
            for left, right in runs(ledger.text[start:end], note.title)
        )
        if squash(fold_radicals(said)) == squash(fold_radicals(note.title)):
            break
    return end


def _claim_number(note: Note, ledger: Ledger, start: int, end: int) -> None:
    """Claim the number in front of the title as its author wrote it: `第二章` and `二、` are shown as 2."""
    if not note.number:
        return
    shown = Span(0, 0, Fate.SHOWN, "number", note.id)
    found = next(iter(runs(ledger.text[start:end], note.title)), (0, 0))
    written = _NUMBER.search(ledger.text, start, start + found[0])
    opening = _NUMBER.search(ledger.text, start, end)
    place = _number_in(written[0], note) if written else None
    if written and place:
        ledger.claim(written.start() + place[0], written.start() + place[1], shown)
    elif opening and opening[0].startswith(note.number):
        # A title of signs alone may be found in the number too.
        ledger.claim(opening.start(), opening.start() + len(note.number), shown)


def _number_in(written: str, note: Note) -> tuple[int, int] | None:
    """Where a number stands in front of a title, apart from time stamps and the address of a link."""
    edges = [0, *(edge for stamp in STAMP.finditer(written) for edge in stamp.span()), len(written)]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        for start in (left, *range(max(left, right - _LONGEST_NUMBER), right)):
            if split_number(f"{written[start:right].strip()} {note.title}")[0] == note.number:
                return start, right
    return None


def claim_block(block: Block, ledger: Ledger, span: Span) -> None:
    """Claim what a block says, and the marks around it that its kind explains."""
    start, end = ledger.range(block.lines)
    rows = block.text.count("\n") + 1 if block.text else 0
    first = ledger.range(Lines(block.first_line, block.lines.end))[0]
    last = ledger.range(Lines(block.first_line, min(block.lines.end, block.first_line + rows - 1)))[1]
    if _is_html(block, ledger.text[start:end]):
        _claim_cells(block, ledger, start, end, span)
    elif block.kind is BlockKind.FENCE and BOX.match(ledger.text, start, end):
        _claim_box(block, ledger, start, end, span)
    elif rows > block.lines.end - block.first_line + 1:
        ledger.claim_said(start, end, without_secrets(block.text), span)
    elif ledger.text[first:last] == block.text:
        ledger.claim(first, last, span)
    elif rows:
        # Brackets of a link that is gone must not pass for those of its words.
        if "](#" not in block.text:
            _claim_dead_links(start, end, ledger)
        _claim_rows(block, ledger, span)
    _claim_margins(block, start, end, ledger)


def _is_html(block: Block, raw: str) -> bool:
    """Whether a table was written as HTML, whose rows are not its lines."""
    return block.kind is BlockKind.TABLE and raw.lstrip().lower().startswith(("<table", "<html>"))


def _claim_cells(block: Block, ledger: Ledger, start: int, end: int, span: Span) -> None:
    """Claim the tags of a table that was written as HTML, and the words and addresses that it shows."""
    shown, at = squash(block.text), 0
    left = start
    for tag in _TAG.finditer(ledger.text, start, end):
        said = squash(fold_radicals(unescape(ledger.text[left : tag.start()])))
        if (found := shown.find(said, at)) >= 0:
            ledger.claim(left, tag.start(), span)
            at = found + len(said)
        for link in _HREF.finditer(ledger.text, *tag.span()):
            live = squash(fold_radicals(unescape(link[1] or link[2]))) in shown
            ledger.claim(*link.span(1 if link[1] else 2), span if live else _DEAD)
        ledger.claim(tag.start(), tag.end(), STRUCTURE)
        left = tag.end()


def _claim_box(block: Block, ledger: Ledger, start: int, end: int, span: Span) -> None:
    """Claim the tags of code that was written as HTML; all between them is shown, save what is kept back."""
    ledger.claim_marks(start, end, BOX_TAGS, STRUCTURE)
    shown = without_secrets(block.text)
    if shown == block.text:
        ledger.claim(start, end, span)
    else:
        ledger.claim_marks(start, end, _ENTITY, span)
        ledger.claim_said(start, end, shown, span)


def _claim_rows(block: Block, ledger: Ledger, span: Span) -> None:
    """Claim line by line what stands between marks; an underlined heading that became prose is one row."""
    rows = without_secrets(block.text).split("\n")
    # The comment that stands in JSON is one row as well, and on no line by itself.
    single = block.kind is BlockKind.PROSE and len(rows) == 1 and span.field == "body"
    for number, row in enumerate(rows, block.first_line):
        lines = Lines(number, block.lines.end if single else number)
        start, end = ledger.range(lines)
        # To the letter at the end of its line: what stands before it must not pass for a part of it.
        start = end - len(row) if ledger.free(start, end).endswith(row) else start
        ledger.claim_said(start, end, row, span)


def _claim_margins(block: Block, start: int, end: int, ledger: Ledger) -> None:
    if not ledger.free(start, end).strip():
        return
    if block.kind is BlockKind.FENCE:
        ledger.claim_marks(start, end, _FENCE_LINE, STRUCTURE)
        ledger.claim_marks(start, end, _BULLETS, STRUCTURE)
    ledger.claim_marks(start, end, _MARGIN, STRUCTURE)
    ledger.claim_marks(start, end, CONTROL, STRUCTURE)
    _claim_dead_links(start, end, ledger)
    claim_secrets(start, end, ledger)


def _claim_dead_links(start: int, end: int, ledger: Ledger) -> None:
    """Claim the marks of links to nowhere, whose words are shown."""
    links = list(_DEAD_LINK.finditer(ledger.text, start, end))
    for found in links:
        ledger.claim(found.start(), found.start() + 1, STRUCTURE)
        ledger.claim(found.end(1), found.end(), _DEAD)
    if links:
        # Of several such ends on a line any may be the one that is shown.
        ledger.claim_marks(start, end, _DEAD_END, _DEAD)


def claim_drops(reading: Reading, ledger: Ledger, *, inside: bool) -> None:
    """Claim what the reader left out for a reason: whole lines, or what stands inside of lines."""
    for drop in reading.drops:
        if (drop.columns is not None) != inside:
            continue
        start, end = ledger.range(drop.lines)
        if drop.columns:
            start, end = start + drop.columns[0], start + drop.columns[1]
        ledger.claim(start, end, Span(0, 0, Fate.DROPPED, reason=drop.reason))


def claim_structure(reading: Reading, ledger: Ledger) -> None:
    """Claim the lines that only hold markers, and options for kbtools in comments."""
    for lines in reading.structure:
        ledger.claim(*ledger.range(lines), STRUCTURE)
