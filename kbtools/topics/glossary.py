"""The field's terms in two languages: which names are one thing, and which words speak of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kbtools.text import split_lines
from kbtools.topics.stems import likened
from kbtools.topics.titles import key, latin_runs, names_of

_SHORTEST_HAN, _SHORTEST_LATIN = 2, 3
# A name shorter than this is found by chance inside longer ones.

_AND, _AND_IN_WORDS = re.compile(r"以及|[与及和]"), re.compile(r"\s+and\s+|\s*&\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing with its names."""

    names: tuple[str, ...]
    """Chinese, English, abbreviations; the common one first."""
    words: tuple[str, ...] = ()
    """Terms and API names that speak of it without being its name."""
    parts: tuple[str, ...] = ()
    """What books treat under it, without being another name of it."""


class Glossary:
    """Concepts by their names."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        """Later concepts add to earlier ones of the same name."""
        self._by_name: dict[str, list[Concept]] = {}
        for concept in concepts:
            for name in concept.names:
                self._by_name.setdefault(key(name), []).append(concept)
        self._by_name.pop("", None)
        self._longest = max(map(len, self._by_name), default=0)

    def of(self, title: str) -> tuple[Concept, ...]:
        """The concepts that a title is, by any of its own names."""
        found = (concept for name in names_of(title) for concept in self._by_name.get(key(name), ()))
        return tuple(dict.fromkeys(found))

    def has(self, title: str) -> bool:
        """Whether a title as a whole, with its brackets, is a name of a concept."""
        return key(title) in self._by_name

    def within(self, title: str) -> tuple[Concept, ...]:
        """The concepts whose names stand in a title, without those that stand in a longer name there."""
        found = self._found(title)
        longest = [name for name in found if not any(name != other and name in other for other in found)]
        return tuple(dict.fromkeys(concept for name in longest for concept in self._by_name[name]))

    def all_within(self, title: str) -> tuple[Concept, ...]:
        """The concepts whose names stand in a title, in longer names too."""
        return tuple(dict.fromkeys(concept for name in self._found(title) for concept in self._by_name[name]))

    def _found(self, title: str) -> Sequence[str]:
        """The names in a title, each once: a title may be as long as its author left out line breaks."""
        parts = _parts(key(title), self._longest)
        found = dict.fromkeys(name for name in parts if name in self._by_name and _long_enough(name))
        runs = latin_runs(title) if any(name.isascii() for name in found) else ()
        return tuple(name for name in found if not name.isascii() or name in runs)

    def same(self, title: str) -> str:
        """The key under which all names of a thing are equal: that of the common name, or of the title."""
        concepts = self.of(title)
        return key(concepts[0].names[0]) if concepts else joined(title)


def joined(title: str) -> str:
    """The key of a title, with one word for all that say `and`, whichever of two things stands first."""
    return "和".join(sorted(_AND.split(key(_AND_IN_WORDS.sub("和", title)))))


def read_glossary(text: str) -> Iterator[Concept]:
    """The concepts of lines `name, name | word, word | part, part`; `#` begins a remark."""
    for line in split_lines(text):
        names, words, parts, *_ = *line.split("|"), "", ""
        if names.strip() and not line.startswith("#"):
            yield Concept(_listed(names), _listed(words), _listed(parts))


def glossary(own: Sequence[Concept] = ()) -> Glossary:
    """The glossary of the package with a person's own concepts, which come first."""
    return Glossary((*own, *_packaged())) if own else _alone()


def from_data(entry: object) -> Concept | None:
    """A concept as topics.yml writes it: a list of names, or `names:` and `words:`; None for neither."""
    if isinstance(entry, Mapping):
        names, words = _strings(entry.get("names")), _strings(entry.get("words"))
        return Concept(names, words) if names and set(entry) <= {"names", "words"} else None
    names = () if isinstance(entry, str) else _strings(entry)
    return Concept(names) if names else None


def names_in_use(own: Sequence[Concept] = ()) -> Glossary:
    """The same with names of things beyond the field, which tell headings apart and place nothing."""
    every = (*own, *_packaged(), *_packaged("names.txt"))
    return Glossary(Concept((*one.names, *map(likened, one.names), *map(joined, one.names))) for one in every)


@cache
def _packaged(name: str = "glossary.txt") -> tuple[Concept, ...]:
    return tuple(read_glossary(files("kbtools.topics").joinpath(name).read_text("utf-8")))


@cache
def _alone() -> Glossary:
    return Glossary(_packaged())


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(word) for word in value) if isinstance(value, Iterable) else ()


def _parts(text: str, longest: int) -> Iterator[str]:
    """Every part of the text that is at most so long."""
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + longest) + 1):
            yield text[start:end]


def _long_enough(name: str) -> bool:
    return len(name) >= (_SHORTEST_LATIN if name.isascii() else _SHORTEST_HAN)
