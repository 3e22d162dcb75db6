"""What the same code prints in several sources: which outputs are one, and which cannot all be right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations, takewhile

from kbtools.model import Checked, Contradiction, Passage, Snippet, SnippetId, Verdict
from kbtools.topics.joining.code import printed, same_but_for_digits, tokens
from kbtools.topics.joining.conflicts import Apart, Telling

_MOST = 6
# Words that tell an output.
_CHANCE = frozenset(files("kbtools.topics.joining").joinpath("chance_names.txt").read_text("utf-8").split())
_SEEDS = frozenset({"manual_seed", "seed", "default_rng"})
# Names of what gives another value in every run, and of what makes it give the same.


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of snippets besides their code."""

    snippets: Mapping[SnippetId, Snippet]
    checked: Mapping[SnippetId, Checked]

    def green(self, passage: Passage) -> bool:
        """Whether it is shown to be true."""
        found = self.checked.get(passage.snippet) if passage.snippet else None
        return found is not None and found.verdict.green

    def random(self, passage: Passage) -> bool:
        """Whether its output differs from run to run."""
        found = self.checked.get(passage.snippet) if passage.snippet else None
        return found is not None and found.verdict is Verdict.VERIFIED_SHAPE

    def printed(self, passage: Passage) -> tuple[str, ...] | None:
        """What its author says it prints."""
        snippet = self.snippets.get(passage.snippet) if passage.snippet else None
        return printed(snippet.recorded) if snippet else None


def by_output(passages: Sequence[Passage], run: Run) -> Iterator[list[Passage]]:
    """The passages by what their authors recorded; one that recorded nothing goes with the first."""
    if any(run.random(passage) for passage in passages):
        yield list(passages)
        return
    found: dict[tuple[str, ...], list[Passage]] = {}
    silent: list[Passage] = []
    for passage in passages:
        output = run.printed(passage)
        if output is None:
            silent.append(passage)
            continue
        if output not in found:
            output = next((one for one in found if same_but_for_digits(one, output)), output)
        found.setdefault(output, []).append(passage)
    first, *rest = list(found.values()) or [[]]
    order = {passage: index for index, passage in enumerate(passages)}
    yield sorted([*first, *silent], key=order.__getitem__)
    yield from rest


def outputs_apart(parts: Sequence[Sequence[Passage]], run: Run) -> Iterator[Apart]:
    """The same code with several outputs, unless running it showed more than one of them to be true.

    Nor where chance or a clock makes the output, or where one source has two of them.
    """
    if (
        len(parts) == 1
        or sum(any(map(run.green, part)) for part in parts) > 1
        or _is_chance(parts[0][0].text)
    ):
        return
    sources = [{passage.source for passage in part} for part in parts]
    if any(one & other for one, other in combinations(sources, 2)):
        return
    outputs = [next((out for one in part if (out := run.printed(one))), ()) for part in parts]
    told = [(said, Telling(tuple(part))) for said, part in zip(_otherwise(outputs), parts, strict=True)]
    yield Apart(Contradiction.OUTPUT, tuple(told))


def _otherwise(outputs: Sequence[Sequence[str]]) -> Iterator[str]:
    """Of each output the first words that the others have otherwise; empty where it ends before them."""
    same = takewhile(lambda said: len(set(said)) == 1, zip(*outputs, strict=False))
    start = sum(1 for _ in same)
    for output in outputs:
        more = " …" if len(output) > start + _MOST else ""
        yield " ".join(output[start : start + _MOST]) + more


def _is_chance(code: str) -> bool:
    names = {token.said for token in tokens(code)}
    return bool(names & _CHANCE) and not names & _SEEDS
