"""What a heading names: a topic to the letter, a part of its name, one of several, or most of its words."""

import re
from collections.abc import Iterator, Sequence

from kbtools.topics.atlas import Atlas
from kbtools.topics.initials import capitals
from kbtools.topics.titles import key, names_of, parts_of, structural

NAMED, PARTLY = 6.0, 4.5
"""Points of a topic's own name, and of a part of it."""
_LIKENED, _RIVALLED, _INITIALS = 4.0, 2.4, 2.4
# Points of all words of a name, of a part that stands in the names of other topics too, and of initials.
_LIKE_ENOUGH, _STRUCTURAL = 0.35, 0.5
_PART = "is a part of the topic's name"
_COLON = re.compile(r"[:：]")

Said = tuple[int, float, str]
"""A topic, points for it, and what the heading is to it."""


def naming(title: str, atlas: Atlas, above: Sequence[str] = ()) -> Iterator[Said]:
    """The topics that a heading names, with points and what it is to them."""
    points = NAMED * (_STRUCTURAL if structural(title) else 1.0)
    topics = next((found for name in names_of(title) if (found := atlas.called(name))), ())
    yield from ((topic, points, "is the topic's name") for topic in topics)
    if not topics and not structural(title):
        liked = {topic: share for topic, share in atlas.like(title, above) if share >= _LIKE_ENOUGH}
        said = list(_partly(title, atlas, liked))
        yield from said
        yield from _likened(title, atlas, liked, said)


def _partly(title: str, atlas: Atlas, liked: dict[int, float]) -> Iterator[Said]:
    """The topics of whose name or content the heading is a part, or that it names among others."""
    found = atlas.parts.get(key(title), ())
    for topic in found:
        yield topic, _rivalled(liked, found), _PART
    joined = _joined(title, atlas) if not found else ()
    for topic in joined:
        # What stands behind a colon is said of what stands before it.
        minor = topic not in _joined(_COLON.split(title)[0], atlas, whole=True)
        yield topic, _rivalled(liked, joined) if minor else PARTLY, "names the topic among others"
    treated = atlas.treated.get(key(title), ()) if not found and not joined else ()
    for topic in treated:
        yield topic, PARTLY / len(treated), "is treated under the topic"


def _joined(title: str, atlas: Atlas, *, whole: bool = False) -> tuple[int, ...]:
    """The topics that a title names as one of several things, or itself."""
    parts = (*parts_of(title), key(title)) if whole else parts_of(title)
    return tuple(dict.fromkeys(topic for part in parts for topic in atlas.names.get(part, ())))


def _rivalled(liked: dict[int, float], topics: Sequence[int]) -> float:
    """Points of a part, less where it stands in the names of other topics too."""
    return _RIVALLED if any(topic not in topics for topic in liked) else PARTLY


def _likened(title: str, atlas: Atlas, liked: dict[int, float], said: Sequence[Said]) -> Iterator[Said]:
    """The topics whose initials stand in a heading, and those of like names unless it says what it is."""
    named = dict.fromkeys(topic for word in capitals(title) for topic in atlas.initials.get(word, ()))
    yield from ((topic, _INITIALS, "has the initials of the topic's name") for topic in named)
    told = {topic for topic, _, _ in said}
    clear = any(how != _PART and points == PARTLY for _, points, how in said)
    for topic, share in liked.items() if not clear else ():
        if topic not in told:
            yield topic, _LIKENED * share, "is much of the topic's name"
