"""An outline read from a table of contents as a person pastes it: numbers or indentation give the tree."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files

from kbtools.model import Outline, Topic
from kbtools.topics.outlines.contents_counts import labels
from kbtools.topics.outlines.contents_label import PART, WORDED, Label
from kbtools.topics.outlines.contents_lines import Line, title_lines
from kbtools.topics.outlines.contents_printed import cleared
from kbtools.topics.outlines.tree import new_topic, unique_slugs
from kbtools.topics.titles import key, structural

_STOP, _FULL_STOP, _WORDS = re.compile(r"[。！？；，,]$"), re.compile(r"[a-z]{2}[.!]$"), 5
# What books have before and behind their text.
_AROUND = frozenset(files("kbtools.topics.outlines").joinpath("around_titles.txt").read_text("utf-8").split())


# At the ends of a book only: inside it may well be a topic.
_AROUND_OR_TOPIC = frozenset(
    {"index", "索引", "title", "top", "notes", "endnotes", "glossary", "注释", "尾注", "术语表"}
)
# Of what every text has, this a book sets beside its chapters.
_OPENING = frozenset(
    {
        "前言",
        "引言",
        "导言",
        "导读",
        "序",
        "序言",
        "后记",
        "结语",
        "附录",
        "preface",
        "introduction",
        "foreword",
        "prologue",
        "epilogue",
        "afterword",
        "conclusion",
        "conclusions",
        "appendix",
    }
)
# Behind the last part, though printed as far left as its chapters.
_CLOSING = frozenset({"epilogue", "afterword", "postscript", "后记", "跋", "尾声"})
# Sections that a contents sets in one line below their chapter.
_INLINE = re.compile(r"\d\s*[■•▪]\s")
_ENOUGH, _HALF = 3, 0.5
_SINGLE, _FAR_LEFT = "1", -1000


@dataclass(slots=True)
class _Entry:
    """One line of the contents, with those below it."""

    title: str
    number: str
    style: str
    """How its number is written; empty for a line without one."""
    rank: int
    """0 for a part, 1 for a chapter and so on."""
    indent: int
    count: str = ""
    """Its number, also where the title is shown without."""
    children: list["_Entry"] = field(default_factory=list)

    def topic(self) -> Topic:
        return new_topic(self.title, self.number, tuple(child.topic() for child in self.children))


def read_contents(text: str, *, of_book: bool = True) -> Outline:
    """The outline of a table of contents: a title a line, indented, numbered, bulleted or as headings.

    Args:
        text: As it was printed, copied or written.
        of_book: Whether what a book has before and behind its text, such as an index, is left out.
    """
    lines = cleared(title_lines(text))
    rows = list(zip(lines, labels(lines), strict=True))
    numbered = sum(named is not None for _, named in rows)
    counted = numbered >= min(_ENOUGH, _HALF * len(rows))
    tree = _Tree()
    for line, named in rows:
        if named or not (of_book and _is_around(line.text, counted=counted)):
            tree.add(line, named)
    entries = tree.stack[0].children
    return Outline(unique_slugs(one.topic() for one in (_of_the_text(entries) if of_book else entries)))


def _is_around(text: str, *, counted: bool) -> bool:
    """Whether a line without a number is no part of the text: its cover, exercises, a sentence."""
    name = key(text)
    if _is_sentence(text) or _INLINE.search(text):
        return True
    return counted and name not in _OPENING and (name in _AROUND or structural(text))


def _is_sentence(text: str) -> bool:
    """Whether it stops as one; a full stop behind few words may as well be an abbreviation's."""
    return bool(_STOP.search(text) or (_FULL_STOP.search(text) and len(text.split()) >= _WORDS))


def _of_the_text(entries: list[_Entry]) -> list[_Entry]:
    """The entries without the pages around the text of a book, where chapters tell what the text is."""
    if not any(entry.number or entry.children for entry in entries):
        return entries
    inside = [index for index, entry in enumerate(entries) if not _may_be_around(entry)]
    kept = entries[inside[0] : inside[-1] + 1] if inside else entries
    if kept[-1].style == PART:
        # What is printed as far left as the parts, behind the last chapter of the last one.
        kept[-1].children = _of_the_text(kept[-1].children)
    return _of_the_text(kept[0].children) if len(kept) == 1 and _is_book(kept[0]) else kept


def _is_book(entry: _Entry) -> bool:
    """Whether a title over everything is that of the book."""
    return not entry.style and len(entry.children) > 1


def _may_be_around(entry: _Entry) -> bool:
    name = key(entry.title)
    return not entry.number and not entry.children and (name in _AROUND or name in _AROUND_OR_TOPIC)


class _Tree:
    """The contents while one line after the other is read."""

    def __init__(self) -> None:
        """Nothing but what holds all."""
        self.stack = [_Entry("", "", "", -1, _FAR_LEFT)]

    def add(self, line: Line, named: Label | None) -> None:
        """Put a line below the last one that it stands in."""
        self._close(lambda top: not top.style and top.indent >= line.indent)
        entry = self._numbered(line, named) if named else self._plain(line)
        self.stack[-1].children.append(entry)
        self.stack.append(entry)

    def _plain(self, line: Line) -> _Entry:
        """By its indentation; what is written as far left as a part stands in that part."""
        closing = key(line.text) in _CLOSING
        self._close(lambda top: top.indent >= line.indent and (top.style != PART or closing))
        return _Entry(line.text, "", "", self.stack[-1].rank + 1, line.indent)

    def _numbered(self, line: Line, named: Label) -> _Entry:
        beside = self._beside(line, named)
        if beside and _is_nested(line, named, beside):
            rank = self.stack[-1].rank + 1
        elif beside:
            rank = beside.rank
            del self.stack[self.stack.index(beside) :]
        elif named.rank is None or (named.style == _SINGLE and self._has_chapters()):
            rank = self.stack[-1].rank + 1
        else:
            rank = self._below(line, named, named.rank)
        above = self.stack[-1]
        number = named.number if "." in named.number or not above.number else ""
        return _Entry(named.title, number, named.style, rank, line.indent, named.number)

    def _beside(self, line: Line, named: Label) -> _Entry | None:
        """The last line above of its style that is not written deeper."""
        same = [entry for entry in self.stack if entry.style == named.style]
        return next(
            (entry for entry in reversed(same) if entry.indent <= line.indent), same[0] if same else None
        )

    def _below(self, line: Line, named: Label, rank: int) -> int:
        """Close what a line of that rank, or of another chapter's number, does not stand in."""
        self._close(lambda top: top.rank >= rank and (bool(top.style) or top.indent >= line.indent))
        if "." in named.number:
            self._close(lambda top: bool(top.number) and not named.number.startswith(f"{top.number}."))
        return rank

    def _has_chapters(self) -> bool:
        """Whether an open line is a chapter by its word, so that a single number counts in it."""
        return any(entry.style in WORDED for entry in self.stack)

    def _close(self, closed: Callable[[_Entry], bool]) -> None:
        while len(self.stack) > 1 and closed(self.stack[-1]):
            self.stack.pop()


def _is_nested(line: Line, named: Label, beside: _Entry) -> bool:
    """Whether a line written deeper counts anew, below one of its own style."""
    counts_on = beside.count.isdecimal() and named.number == str(int(beside.count) + 1)
    return named.number.isdecimal() and line.indent > beside.indent and not counts_on
