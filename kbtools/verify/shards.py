"""A verification in parts: which sessions a shard has, its file, and the parts joined again."""

import json
import re
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from kbtools.model import Checked, Results, Session, SnippetId
from kbtools.problems import Code, KbError, Problem, Severity
from kbtools.verify import store
from kbtools.verify.environment import NOT_NEEDED
from kbtools.verify.keys import same_source

_FIGURE = re.compile(r"[0-9a-f]{16}\.png")
_AGAIN = "run that shard again: kbtools verify --shard I/N"


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several parts of a verification."""

    number: int
    """1-based."""
    of: int

    def __str__(self) -> str:
        """`1/3`."""
        return f"{self.number}/{self.of}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The shard that `I/N` names.

        Raises:
            ValueError: it names none.
        """
        number, _, of = text.partition("/")
        if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
            raise ValueError(f"{text!r} is no part such as 2/3")
        return cls(int(number), int(of))

    @property
    def file_name(self) -> str:
        """Name of the file that holds what the shard showed."""
        return f"results.shard-{self.number}-of-{self.of}.json"

    def sessions(self, sessions: Iterable[Session]) -> tuple[Session, ...]:
        """The shard's own sessions; the same on every machine, for the notes alone decide.

        The longest session goes to the shard that has the fewest snippets so far, then the next.
        """
        loads = dict.fromkeys(range(1, self.of + 1), 0)
        own: set[str] = set()
        ordered = list(sessions)
        for session in sorted(ordered, key=lambda one: (-len(one.snippets), one.source)):
            least = min(loads, key=lambda number: (loads[number], number))
            loads[least] += len(session.snippets)
            own |= {session.source} if least == self.number else set()
        return tuple(session for session in ordered if session.source in own)


@dataclass(frozen=True, slots=True)
class Part:
    """What one shard showed, as its file holds it."""

    path: str
    """Of the file, for problems."""
    shard: Shard
    results: Results


def dump_part(shard: Shard, results: Results) -> str:
    """The text of a shard's file: its verdicts, and what its snippets drew in this run."""
    head = {"shard": [shard.number, shard.of]}
    drawn = {name: b64encode(png).decode() for name, png in sorted(results.figures.items())}
    return store.as_text({**head, **store.as_record(results), **({"figures": drawn} if drawn else {})})


def load_part(text: str, path: str) -> Part:
    """The part that a text holds; `path` is for the problem.

    Raises:
        KbError: The text is not what `dump_part` gives.
    """
    try:
        record = json.loads(text)
        number, of = (int(each) for each in record["shard"])
        return Part(path, Shard(number, of), replace(store.from_record(record), figures=_drawn(record)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KbError([store.unreadable(path, error, _AGAIN)]) from error


def _drawn(record: Mapping[str, Any]) -> dict[str, bytes]:
    """The figures of a part; each name is a file's, and a part comes from another machine."""
    drawn = {str(name): b64decode(png, validate=True) for name, png in record.get("figures", {}).items()}
    if odd := [name for name in drawn if not _FIGURE.fullmatch(name)]:
        raise ValueError(f"{odd[0]!r} is no name of a figure")
    return drawn


def merge(parts: Sequence[Part], wanted: Mapping[SnippetId, str]) -> Results:
    """The parts as one: to the byte what one run of everything would have stored.

    Args:
        parts: What the shards showed.
        wanted: Every snippet of the knowledge base with the key that a verdict on it must have.

    Raises:
        KbError: parts are missing, given twice, of different splits, or of other notes; all that is wrong.
    """
    problems = [*_split(parts), *_overlaps(parts)]
    checked = {name: row for part in parts for name, row in part.results.checked.items()}
    problems += [] if problems else _other_notes(parts, checked, wanted)
    if problems:
        raise KbError(problems)
    others: dict[str, dict[SnippetId, Checked]] = {}
    for part in parts:
        for environment, rows in part.results.others.items():
            others.setdefault(environment, {}).update(rows)
    figures = {name: png for part in parts for name, png in part.results.figures.items()}
    return Results(checked, _environments(parts), others, figures)


def _split(parts: Sequence[Part]) -> Iterable[Problem]:
    sizes = Counter(part.shard.of for part in parts)
    if len(sizes) > 1:
        said = ", ".join(f"{part.path} is {part.shard}" for part in parts)
        hint = "give the files of one split only"
        yield _problem(parts[0].path, f"these are parts of different splits: {said}", hint)
        return
    have = Counter(part.shard.number for part in parts)
    for number in range(1, max(sizes, default=0) + 1):
        shard = Shard(number, parts[0].shard.of)
        if not have[number]:
            hint = f"run: kbtools verify --shard {shard}"
            yield _problem(shard.file_name, f"shard {shard} is missing", hint)
        elif have[number] > 1:
            paths = " and ".join(part.path for part in parts if part.shard.number == number)
            what = f"shard {shard} is there more than once: {paths}"
            yield _problem(shard.file_name, what, "give one of them")


def _overlaps(parts: Sequence[Part]) -> Iterable[Problem]:
    """Snippets that two different shards tell of: then they were not made from the same notes."""
    holders: dict[SnippetId, Part] = {}
    for part in parts:
        for name in sorted(part.results.checked):
            first = holders.setdefault(name, part)
            if first.shard != part.shard:
                same = first.results.checked[name] == part.results.checked[name]
                what = f"{name} is in {first.path} as well, " + (
                    "with the same verdict" if same else "with another verdict"
                )
                yield _problem(part.path, what, "run all shards again on the same sources")


def _other_notes(
    parts: Sequence[Part], checked: Mapping[SnippetId, Checked], wanted: Mapping[SnippetId, str]
) -> Iterable[Problem]:
    hint = "run all shards again on the sources as they are now"
    for part in parts:
        rows = part.results.checked
        stale = [name for name in sorted(rows) if not same_source(wanted.get(name), rows[name].key)]
        if stale:
            what = f"was made from other notes than these: {len(stale)} of its snippets, such as {stale[0]}"
            yield _problem(part.path, what, hint)
    if lacking := sorted(wanted.keys() - checked.keys()):
        what = f"no shard tells of {len(lacking)} snippets, such as {lacking[0]}"
        yield _problem(parts[0].path, what, hint)


def _environments(parts: Sequence[Part]) -> dict[str, dict[str, str]]:
    """The environments of all parts; of a fence what was active in every part that needed one."""
    found: dict[str, dict[str, str]] = {}
    for part in parts:
        for name, versions in part.results.environments.items():
            before = found.get(name)
            fence = _weaker(before.get("fence"), versions.get("fence")) if before else versions.get("fence")
            found[name] = {**versions, **({"fence": fence} if fence else {})}
    return found


def _weaker(one: str | None, other: str | None) -> str | None:
    if one in (None, NOT_NEEDED, other):
        return other
    if other in (None, NOT_NEEDED):
        return one
    return "+".join(each for each in str(one).split("+") if each in str(other).split("+")) or "none"


def _problem(path: str, what: str, hint: str) -> Problem:
    return Problem(path, 0, Severity.ERROR, Code.SHARDS_UNFIT, what, hint)
