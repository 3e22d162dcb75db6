"""A space of words as text, a line a term, of which only the lines that are asked for are ever read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from kbtools.text import digest
from kbtools.topics.words import Posting, Space

_LINE, _FIELD, _ROW, _PART = "\n", "\t", ";", " "
_SEVERAL = "-"
Value = TypeVar("Value")


def dumped_space(space: Space) -> str:
    """The space as text: a digest of what follows, the unit, the sources that terms come from, the terms."""
    origins: dict[str, int] = {}
    lines = [_line(term, space.weights[term], rows, origins) for term, rows in space.postings.items()]
    rest = _LINE.join((repr(space.unit), _FIELD.join(origins), *lines))
    return f"{digest(rest)}{_LINE}{rest}"


def loaded_space(text: str | None) -> Space | None:
    """The same again; None for nothing, or for a text that is not what `dumped_space` gives."""
    told, _, rest = (text or "").partition(_LINE)
    if not rest or told != digest(rest):
        return None
    unit, named, *terms = rest.split(_LINE)
    origins = named.split(_FIELD)
    lines = {term: line for term, _, line in (whole.partition(_FIELD) for whole in terms)}
    return Space(
        _Terms(lines, _weight), _Terms(lines, lambda line: tuple(_postings(line, origins))), float(unit)
    )


@dataclass(frozen=True, slots=True)
class _Terms(Mapping[str, Value], Generic[Value]):
    """What each term has, read from its line when it is asked for."""

    lines: Mapping[str, str]
    read: Callable[[str], Value]

    def __getitem__(self, term: str) -> Value:
        return self.read(self.lines[term])

    def __contains__(self, term: object) -> bool:
        return term in self.lines

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)


def _line(term: str, weight: float, rows: Iterable[Posting], origins: dict[str, int]) -> str:
    said = [_PART.join((str(topic), repr(value), _origin(only, origins))) for topic, value, only in rows]
    return _FIELD.join((term, repr(weight), _ROW.join(said)))


def _origin(only: str | None, origins: dict[str, int]) -> str:
    return _SEVERAL if only is None else str(origins.setdefault(only, len(origins)))


def _weight(line: str) -> float:
    return float(line.partition(_FIELD)[0])


def _postings(line: str, origins: list[str]) -> Iterator[Posting]:
    for row in line.partition(_FIELD)[2].split(_ROW):
        topic, value, only = row.split(_PART)
        yield int(topic), float(value), None if only == _SEVERAL else origins[int(only)]
