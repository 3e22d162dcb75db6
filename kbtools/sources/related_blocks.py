"""Blocks that look like the Annotator's but hold no JSON: published copies, videos, labelled highlights."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kbtools.model import Place, Unit
from kbtools.sources.annotation import Annotation
from kbtools.sources.annotator_block import RawBlock
from kbtools.sources.annotator_parts import unquoted, without_margin
from kbtools.text import Lines, Rows

# A published copy has lost all between `%%`; the link to the block itself is left.
_SHOWN = re.compile(
    r"[ \t]*>[ \t]*\[(?:\[[^\]\n]{0,1000}#\^([\w-]{1,100})\\?\|show annotation\]"
    r"|show annotation\]\([^()\s]{0,1000}#\^([\w-]{1,100})\))"
)
_TIMED = re.compile(
    r"[ \t]*>[ \t]*\*\*(.{0,500}?)\*\*[ \t]*"
    r"%%[ \t]*TIMESTAMP:[ \t]*((?:\d{1,3}:){0,2}\d{1,7})(?:\.\d{0,20})?[ \t]*%%"
)
_LABELLED = re.compile(r"[ \t]*>[ \t]*\*\*HIGHLIGHT\*\*[ \t]*:[ \t]*==.")
_FIELD = re.compile(r"[ \t]*\*\*(COMMENT|NOTE|TAGS)\*\*[ \t]*:[ \t]*(.*)")
_ID = re.compile(r"[ \t]*(?:>[ \t]*)?(?:\^([\w-]{1,100})|\{[ \t]*#([\w-]{1,100})\})[ \t]*")
_QUOTED = re.compile(r"[ \t]*>")
_TAGS = re.compile(r"[ \t]*#[^\s#]")
CLAIM = re.compile(rf"^(?:{_SHOWN.pattern}|{_TIMED.pattern}|{_LABELLED.pattern})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Run:
    """The quoted lines around a sign, with the id that ends them; 0-based, ends exclusive."""

    start: int
    sign: int
    end: int
    """Behind the id line, when there is one."""
    id: str
    inner: tuple[str, ...]
    """From `start` on, `>` removed, the id line left out."""


def related_blocks(lines: Sequence[str], around: Iterable[Rows]) -> Iterator[RawBlock]:
    """Every such block of a file in order, in these runs of its lines, which are in order."""
    free = 0
    for start, rows in around:
        free = max(free, start)
        end = start + len(rows)
        for sign in range(start, end):
            if sign < free or not _QUOTED.match(lines[sign]):
                continue
            form = next((form for pattern, form in _FORMS if pattern.match(lines[sign])), None)
            if form:
                run = _run(lines, sign, free, end)
                free = run.end
                yield form(run)


def _run(lines: Sequence[str], sign: int, free: int, limit: int) -> _Run:
    start = sign
    while start > free and _QUOTED.match(lines[start - 1]) and not _ID.fullmatch(lines[start - 1]):
        start -= 1
    end = sign + 1
    while end < limit and _QUOTED.match(lines[end]) and not _ID.fullmatch(lines[end]):
        end += 1
    found = _ID.fullmatch(lines[end]) if end < limit else None
    inner = tuple(unquoted(line) for line in lines[start:end])
    name = (found[1] or found[2]) if found else ""
    return _Run(start, sign, end + bool(found), name, inner)


def _published(run: _Run) -> RawBlock:
    """The copy of a block on a published page: passage, link, comment and tags between empty lines."""
    sign = run.sign - run.start
    below = run.inner[sign + 1 :]
    written = [index for index, line in enumerate(below) if line.strip()]
    last = written[-1] if written else 0
    tagged = bool(last) and bool(_TAGS.match(below[last])) and not below[last - 1].strip()
    first = written[0] if written else 0
    comment = (
        below[first : last if tagged else last + 1] if written and not (tagged and first == last) else ()
    )
    link = _SHOWN.match(f">{run.inner[sign]}")
    name = (link[1] or link[2]) if link else ""
    passage = "\n".join(run.inner[:sign]).strip()
    return _block(run, passage, comment, run.sign + 2 + first, below[last] if tagged else "", name)


def _timed(run: _Run) -> RawBlock:
    """A remark at a moment of a video: all that is quoted below the title is the person's."""
    found = _TIMED.match(f">{run.inner[run.sign - run.start]}")
    seconds = 0
    for part in found[2].split(":") if found else ():
        seconds = 60 * seconds + int(part)
    record = Annotation(title=found[1] if found else "", place=Place(Unit.SECONDS, seconds, seconds))
    comment = run.inner[run.sign - run.start + 1 :]
    return replace(_block(run, "", comment, run.sign + 2, ""), record=record)


def _labelled(run: _Run) -> RawBlock:
    """A highlight under bold labels; lines with other labels belong to the comment."""
    sign = run.sign - run.start
    passage = run.inner[sign].partition(":")[2]
    passage = passage[: passage.rfind("==") + 2].strip()
    fields = [(_FIELD.match(line), line) for line in run.inner[sign + 1 :]]
    comment = tuple(
        field[2] if field else line for field, line in fields if not (field and field[1] == "TAGS")
    )
    tags = next((field[2] for field, _ in fields if field and field[1] == "TAGS"), "")
    return _block(run, passage, comment, run.sign + 2, tags)


def _block(
    run: _Run, passage: str, comment: Sequence[str], comment_line: int, tags: str, name: str = ""
) -> RawBlock:
    return RawBlock(
        Lines(run.start + 1, run.end),
        run.id or name,
        None,
        passage,
        without_margin(comment),
        comment_line,
        tags,
        marked=True,
        complete=True,
        record=Annotation(),
    )


_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Run], RawBlock]], ...] = (
    (_SHOWN, _published),
    (_TIMED, _timed),
    (_LABELLED, _labelled),
)
