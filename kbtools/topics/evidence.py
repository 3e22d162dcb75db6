"""What speaks for a topic: one small function each, in a visible list, with weight and reason."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kbtools.mentions import hashtags, wikilinks
from kbtools.model import RULING, BlockKind, Highlight, Item, ItemId, Note, TopicSlug
from kbtools.text import chinese_number
from kbtools.topics.atlas import Atlas
from kbtools.topics.furniture import Mark, marks
from kbtools.topics.naming import PARTLY, naming
from kbtools.topics.titles import key, latin_runs
from kbtools.topics.words import Space

RULED = 100.0
"""Points of a person's ruling: more than all other evidence and every price of the order together."""
HEADING = "its heading"
"""How the reason of a section's own heading begins."""
SHARED = "it shares words with this topic"
GATHERED = "what stands below it is about this topic"
TAGGED = 6.0
NOTE_TAGGED, NOTE_LINKED, SOURCE_TAGGED = 4.0, 0.5, 0.8
HEAD, NUMBER, CHAPTER = 5.0, 4.0, 1.5
_BARE = {True: NUMBER, None: 1.5, False: 0.0}
# Points of a number without its title, by whether the document is numbered like the outline.
WORDS, MENTIONED = 3.0, 2.5
_MENTIONED_WITHIN, _LONGEST_NAME, _LATIN_NAME = 200, 16, 3
# Characters of a passage that are searched for names, of the longest name and of the shortest Latin one.
INSIDE = 0.95
# What is below a named chapter is nearly as likely as the chapter itself: its words decide.
_SECOND = 0.75
# Of a chapter and a section of the same name, the one that the heading's place in its source speaks against.
_CHAPTER_WORDS, _BEFORE_ALL = 0.7, 0.5
# Words speak for a section rather than for the chapter that holds it.
_BEST_WORDS = 8
_FEW_WORDS = 0.8
# In units of one rare term: below that, common words are chance.

_CHAPTER_IN_TITLE = re.compile(r"第\s*([\d一二三四五六七八九十]+)\s*章|\b[Cc]hapter\s+(\d+)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to show an item under a topic."""

    topic: int
    """Index in the atlas."""
    weight: float
    """Points; those of one topic add up."""
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before an item is looked at."""

    atlas: Atlas
    rulings: Mapping[ItemId, TopicSlug]
    words: Space
    counts: Mapping[str, float]
    """The terms of the item, and of what stands below its heading."""
    origin: str
    """Id of its source: what only that source says of a topic is no evidence."""
    numbered: bool | None
    """Whether the numbers of its document are those of the outline; None when nothing tells."""
    tags: tuple[str, ...] = ()
    """Of its whole source."""
    chapters: Mapping[str, str] = field(default_factory=dict)
    """Chapters of the source to those of the outline that have the same sections under another number."""


Rule = Callable[[Item, Known], Iterator[Evidence]]


def ruling(item: Item, known: Known) -> Iterator[Evidence]:
    """A person's word, above everything."""
    topic = known.atlas.index.get(known.rulings.get(item.id, TopicSlug("")))
    if topic is not None:
        yield Evidence(topic, RULED, RULING)


def tags(item: Item, known: Known) -> Iterator[Evidence]:
    """A tag, hashtag or wikilink names a topic: of a highlight surely, of a whole source a little."""
    for word, weight in _tagged(item):
        for topic in known.atlas.called(word.split("/")[-1])[:1]:
            yield Evidence(topic, weight, f"it is tagged or linked “{word}”")
    for word in known.tags:
        for topic in known.atlas.called(word.split("/")[-1])[:1]:
            yield Evidence(topic, SOURCE_TAGGED, f"its source is tagged “{word}”")


def _tagged(item: Item) -> Iterator[tuple[str, float]]:
    """Tags and links with their weights: a section links to other topics as often as to its own."""
    if isinstance(item, Highlight):
        text = item.comment
        yield from ((word.partition("#")[0], TAGGED) for word in wikilinks(text))
        yield from ((word, TAGGED) for word in (*item.tags, *hashtags(text)))
        return
    for block in item.body:
        if block.kind is BlockKind.PROSE:
            yield from ((word, NOTE_TAGGED) for word in hashtags(block.text))
            yield from ((word.partition("#")[0], NOTE_LINKED) for word in wikilinks(block.text))


def own_heading(item: Item, known: Known) -> Iterator[Evidence]:
    """The heading of a note names a topic, to the letter or in most of it."""
    if not isinstance(item, Note):
        return
    above, rows = item.headings[:-1], list(named(item.title, known.atlas, HEADING, item.headings[:-1]))
    chapters = {row.topic for row in rows if known.atlas.below(row.topic)}
    grouped = not item.body and key(item.title) not in map(key, above)
    for row in rows:
        below = known.atlas.below(row.topic)
        again = any(topic in below for topic in known.atlas.names.get(key(item.title), ()))
        second = again != grouped and _twice(item, known)
        # A heading without text of its own that is like a chapter and like sections in it is the chapter's.
        held = not item.body and row.weight < PARTLY and known.atlas.parents[row.topic] in chapters
        yield Evidence(row.topic, row.weight * (_SECOND if second or held else 1.0), row.reason)


def _twice(item: Note, known: Known) -> bool:
    """Whether a chapter and a section in it have the name of the heading."""
    found = known.atlas.names.get(key(item.title), ())
    return any(other in known.atlas.below(topic) for topic in found for other in found)


def number(item: Item, known: Known) -> Iterator[Evidence]:
    """The number of a heading, where this document is numbered like the outline."""
    if not isinstance(item, Note):
        return
    chapter = _CHAPTER_IN_TITLE.search(item.title)
    if chapter:
        written = chapter[1] or chapter[2]
        digits = written if written.isdecimal() else str(chinese_number(written))
        topic = known.atlas.numbers.get(digits)
        weight = _BARE[known.numbered]
        if topic is not None and weight:
            yield Evidence(topic, weight, f"its heading names chapter {digits}")
    yield from _numbered(item, known)


def _numbered(item: Note, known: Known) -> Iterator[Evidence]:
    first, *rest = item.number.split(".")
    chapter = known.chapters.get(first, first)
    sure = bool(known.numbered) or first in known.chapters
    points = NUMBER if sure else _BARE[known.numbered] if rest else 0.0
    parts = [chapter, *rest] if points else []
    for end in range(len(parts), 0, -1):
        number = ".".join(parts[:end])
        topic = known.atlas.numbers.get(number)
        if topic is not None:
            same = f"its number {item.number} is the outline's"
            other = f"the book's {number} is its number {item.number}"
            yield Evidence(topic, points * end / len(parts), same if chapter == first else other)
            return


def furniture(item: Item, known: Known) -> Iterator[Evidence]:
    """Running heads, headings and equation numbers of the document that stand around the passage."""
    if not isinstance(item, Highlight):
        return
    before, after = list(marks(item.prefix, known.atlas)), list(marks(item.suffix, known.atlas))
    for mark in (*before[-1:], *marks(item.quote, known.atlas)):
        yield from _marked(mark, known)
    for mark in after[:1]:
        if mark.begins and mark.topic:
            yield Evidence(mark.topic - 1, HEAD, f"“{mark.text}” begins right after it")
        elif not mark.begins:
            yield from _marked(mark, known)


def mentioned(item: Item, known: Known) -> Iterator[Evidence]:
    """The passage itself says a topic's name; of names inside each other the longest."""
    if not isinstance(item, Highlight):
        return
    said = item.quote[:_MENTIONED_WITHIN]
    runs = latin_runs(said)
    parts = _parts(key(said), known.atlas.openings, _LONGEST_NAME)
    parts = (name for name in parts if name in known.atlas.names)
    found = {name for name in parts if not name.isascii() or (name in runs and len(name) >= _LATIN_NAME)}
    for name in sorted(found):
        if not any(name != other and name in other for other in found):
            for topic in known.atlas.names[name]:
                yield Evidence(topic, MENTIONED / len(known.atlas.names[name]), f"it says “{name}”")


def _parts(text: str, openings: frozenset[str], longest: int) -> Iterator[str]:
    """The parts of a text that begin as some name does."""
    starts = (start for start in range(len(text)) if text[start : start + 2] in openings)
    for start in starts:
        for end in range(start + 2, min(len(text), start + longest) + 1):
            yield text[start:end]


def common_words(item: Item, known: Known) -> Iterator[Evidence]:
    """Words and identifiers that speak of the topic, rare ones above all."""
    compared = known.words.compare(known.counts, known.origin)
    groups = isinstance(item, Note) and not item.body
    weighed = (
        (score if groups or not known.atlas.below(topic) else score * _CHAPTER_WORDS, topic)
        for topic, score in compared.items()
        if score >= _FEW_WORDS
    )
    enough = ((score, topic) for score, topic in weighed if score >= _FEW_WORDS)
    best = sorted(enough, key=lambda row: (-row[0], row[1]))[:_BEST_WORDS]
    for score, topic in best:
        top = best[0][0]
        share = score / (top + 1.5)
        yield Evidence(topic, WORDS * share * score / top, f"{SHARED} ({share:.2f})")


RULES: tuple[Rule, ...] = (ruling, tags, own_heading, number, furniture, mentioned, common_words)
"""In the order a person would ask. What is inherited from the headings above, and what the order of the
document adds, is told where items are taken together: in `inherit` and `align`."""


def collect(item: Item, known: Known) -> list[Evidence]:
    """All evidence for an item by itself."""
    return [evidence for rule in RULES for evidence in rule(item, known)]


def named(title: str, atlas: Atlas, what: str, above: Sequence[str] = ()) -> Iterator[Evidence]:
    """The topics that a heading names: to the letter or, failing that, in most of it."""
    for topic, points, how in naming(title, atlas, above):
        yield Evidence(topic, points, f"{what} “{title}” {how}")


def _marked(mark: Mark, known: Known) -> Iterator[Evidence]:
    """A mark of a chapter speaks for all that is in it, a little."""
    if mark.titled:
        weight, reason = HEAD, f"“{mark.text}” stands beside it in the document"
    else:
        weight = _BARE[known.numbered]
        reason = f"the number {mark.text} stands beside it in the document"
    below = known.atlas.below(mark.topic)
    if not below and weight:
        yield Evidence(mark.topic, weight, reason)
    for topic in (mark.topic, *below) if below and weight else ():
        # A passage of a chapter is rather in one of its sections than before all of them.
        yield Evidence(topic, CHAPTER * (_BEFORE_ALL if topic == mark.topic else 1.0), reason)
