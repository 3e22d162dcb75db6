"""What a whole document is about, by its title or its name; `我的笔记` and `Lecture 3` tell nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from kbtools.model import Note, Reading, SourceId
from kbtools.topics.outlines.numbering import grouping, is_numbered, names, title_over_all
from kbtools.topics.outlines.topic_titles import no_topic, shown
from kbtools.topics.titles import key

# Words that say what kind of document it is; `数据库索引` is a topic, `数据库笔记索引` a way to some.
_KIND = re.compile(
    r"""(?:的|之|小|[:：,，|｜—–-]|\s)*(?:
        (?:学习|读书|课堂|课程|复习|个人|随手|实验|速查|入门|期末|期中|备考|实用|完全|权威|面试|刷题|踩坑)*
        (?:笔记|(?<!最佳)实践|实战|面试题|八股文?|打卡|网课|视频课|手记|小记|速记|小抄|复习|备考|刷题|组会|例会|随笔|札记|分享|周会|记录|讲义|教程|课程|课件|课堂|公开课|课|手册|指南|大纲|提纲|总结|总览|概览|速查表?|日记|日志|备忘录?
          |资料|汇总|整理|合集|系列|文档|目录|(?:^|(?<=笔记)|(?<=笔记\s)|(?<=文档)|(?<=资料)|(?<=知识))索引|幻灯片|答疑|问答|入门|导论)[一二三四五六七八九十\d]*(?:[(（].{0,20}[)）])?
        |第[一二三四五六七八九十百\d]+(?:章|节|讲|课|周|天|部分|篇)
        |\b(?:(?:lecture|study|course|class|my|reading|quick)\s+)*
         (?:notes?|notebook|course|tutorial|guide|handbook|cheat\s?sheet|manual|primer|journal|diary|log|logbook|readme|index|wiki|moc|faqs?
          |snippets?|scraps|scratchpad|bookmarks|slides?|talk|workshop|seminar|bootcamp|class|book|reference|summary|overview|crash\s+course|101|questions
          |in\s+(?:an?|\d+|one)\s+(?:hour|minute|day|week)s?|for\s+(?:beginners|dummies)|coursera|udemy|edx|mooc|at\s+a\s+glance
          |(?:lecture|week|part|session|module|unit|day|lesson|chapter)\s+(?:\d+|[ivx]+))\b
    )+\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_OWN = re.compile(r"^(?:我(?:们)?的?|个人|(?:my|the|our|some|a\s+few|moc)\b)\s*", re.IGNORECASE)
_IN_TIME = re.compile(r"^\d+\s+(?:minutes|hours|days)\s+(?:to|of)\s+", re.IGNORECASE)
_QUOTED = re.compile(r"[《「『“\"](.+)[》」』”\"]")
# Names that a machine or haste gave.
_NO_NAME = re.compile(
    r"(?:untitled|note|new\s?note|new\s?file|document|doc|file|page|text|paste|clip|tmp|temp|test|draft|scan|img|image|export|download"
    r"|无标题|未命名|新建\S*|笔记|文档|草稿|随笔|副本)[\s_-]*[(（]?\d*[)）]?|(?=.*\d)[0-9a-f]{8,}|[\d\W_]+|(?=.*\d)[\da-z]{10,}",
    re.IGNORECASE,
)
_COUNT_FIRST = re.compile(r"^\d{1,3}[-_.\s]+")
_MOST, _NEARLY_ALL = 0.5, 0.75
_FEW, _TWO = 3, 2
# With fewer headings below it than this a document is one topic and no chapter.


@dataclass(frozen=True, slots=True)
class Titled:
    """A document whose title, or whose name, is that of a topic."""

    title: str
    is_chapter: bool
    """Whether the headings below it are the topics."""


def titled(readings: Sequence[Reading]) -> Mapping[SourceId, Titled]:
    """The documents whose title stands in the outline; of the others only the headings do."""
    heads = {one.source.id: _Head(one) for one in readings if _notes(one)}
    headed = [head for head in heads.values() if head.count]
    chosen = {source: head for source, head in heads.items() if head.subject and not head.is_numbered}
    kept = {
        source: head
        for source, head in chosen.items()
        if (_groups(head, headed) if head.count else not _is_of_all(head, heads.values()))
    }
    return {source: Titled(head.subject, head.count >= _FEW) for source, head in kept.items()}


class _Head:
    """The title of a document and what stands under it."""

    def __init__(self, reading: Reading) -> None:
        notes = _notes(reading)
        title, self.naming = title_note(notes), [note for note in notes if names(note)]
        self.is_numbered = is_numbered(notes)
        self.naming = [note for note in self.naming if note is not title]
        self.count = _topics_below(self.naming)
        written = title.title if title else "" if self.naming else named(reading)
        self.subject = about(written)
        self.is_plain = self.subject == shown(written)


def title_note(notes: Sequence[Note]) -> Note | None:
    """The title of a document: the heading over all others, or the only one; None for numbered ones."""
    if is_numbered(notes):
        return None
    naming = [note for note in notes if names(note)]
    return title_over_all(notes) or (naming[0] if len(naming) == 1 else None)


def _topics_below(naming: Sequence[Note]) -> int:
    highest = min((note.level for note in naming), default=0)
    return sum(note.level == highest for note in naming)


def _groups(head: _Head, headed: Sequence[_Head]) -> bool:
    """Whether a title names a part of the heap, not all of it and not the kind of document that it is."""
    if not head.is_plain:
        return _each_its_own(headed)
    sizes = Counter[str]()
    for one in headed:
        sizes[key(one.subject)] += len(one.naming)
    share = sizes[key(head.subject)] / sizes.total()
    if grouping(head.naming):
        return len(headed) > 1 and share < _MOST
    others = {key(one.subject) for one in headed if one.is_plain and one.subject} - {key(head.subject)}
    return len(headed) > 1 and (bool(others) or share < _NEARLY_ALL)


def _is_of_all(head: _Head, heads: Iterable[_Head]) -> bool:
    """Whether a collection such as `Go 面试题` has for its subject what several others have a part of."""
    own = key(head.subject)
    return not head.is_plain and sum(own in key(one.subject) != own for one in heads) >= _TWO


def _each_its_own(headed: Sequence[_Head]) -> bool:
    """Whether every document has a subject, each another, and no subject is part of another."""
    subjects = [key(one.subject) for one in headed]
    if len(subjects) < _TWO or not all(subjects) or any(map(_has_order, headed)):
        return False
    return not any(
        one in other for i, one in enumerate(subjects) for j, other in enumerate(subjects) if i != j
    )


def _has_order(head: _Head) -> bool:
    """Whether a document groups its topics itself, or is no document of a kind."""
    return head.is_plain or head.is_numbered or grouping(head.naming)


def about(title: str) -> str:
    """What a title of a document is about, without the kind of document; empty for nothing."""
    text = _IN_TIME.sub("", shown(title)) if title else ""
    bare = _OWN.sub("", _KIND.sub("", text)) if _KIND.search(text) else text
    quoted = _QUOTED.fullmatch(bare.strip())
    bare = quoted[1] if quoted else bare
    return "" if not key(bare) or no_topic(bare) or _NO_NAME.fullmatch(bare.strip()) else shown(bare)


def named(reading: Reading) -> str:
    """The name of the file as a title; `batch-normalization.md` is `batch normalization`."""
    stem = _COUNT_FIRST.sub("", PurePosixPath(reading.source.name).stem)
    return stem if " " in stem else stem.replace("-", " ").replace("_", " ")


def _notes(reading: Reading) -> list[Note]:
    return [item for item in reading.items if isinstance(item, Note)]
