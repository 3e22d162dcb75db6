"""What a site puts into the boxes around code: buttons, and the numbers of the lines."""

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kbtools.sources.chrome_words import BUTTON, core
from kbtools.sources.listing import listing_and_output

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Boxed:
    """Indices of code and output, and of what the boxes around them add."""

    listing: frozenset[int]
    output: frozenset[int]
    """Of the listing: what is output by itself."""
    boxes: frozenset[int]


def boxed_listing(lines: Sequence[str]) -> Boxed:
    """Code and output of a pasted page, told as if their boxes were not there."""
    boxes = {index for index, line in enumerate(lines) if BUTTON.fullmatch(core(line))}
    found = _among(lines, boxes)
    numbers = _numbers(lines, found.listing, boxes)
    return _among(lines, boxes | numbers) if numbers else found


def _among(lines: Sequence[str], boxes: Collection[int]) -> Boxed:
    kept = [index for index in range(len(lines)) if index not in boxes]
    listing, output = listing_and_output([lines[index] for index in kept])
    return Boxed(
        frozenset(kept[at] for at in listing), frozenset(kept[at] for at in output), frozenset(boxes)
    )


def _numbers(lines: Sequence[str], listing: Collection[int], boxes: Collection[int]) -> set[int]:
    """The numbers of the lines of code, which a browser copies below the box or above it."""
    counts = list(_counts(lines))
    below = [run for run in counts if run.start - 1 in listing or run.start - 1 in boxes]
    above = [run for run in counts if run.stop in listing and run not in below]
    # Two numbers may be output, save of code that shows nothing; where one box is surely numbered, all are.
    sure = any(len(run) > _FEWEST for run in below) or any(_fits_below(listing, run) for run in above)
    sure = sure or any(_fits_above(lines, listing, run) and _is_silent(lines, run) for run in below)
    found = [run for run in below if len(run) > _FEWEST or (sure and _fits_above(lines, listing, run))]
    found += [run for run in above if sure and _fits_below(listing, run, least=1)]
    return {index for run in found for index in run}


def _counts(lines: Sequence[str]) -> Iterator[range]:
    """Runs of lines that count from one."""
    index = 0
    while index < len(lines):
        count = 0
        while index + count < len(lines) and core(lines[index + count]) == str(count + 1):
            count += 1
        if count:
            yield range(index, index + count)
        index += max(1, count)


def _fits_above(lines: Sequence[str], listing: Collection[int], run: range) -> bool:
    """Whether the box above holds as many lines as there are numbers."""
    start = run.start - len(run)
    whole = start >= 0 and all(index in listing for index in range(start, run.start))
    return whole and (not start or not lines[start - 1].strip() or start - 1 not in listing)


def _is_silent(lines: Sequence[str], run: range) -> bool:
    """Whether the code above can have printed none of the numbers: it only binds names."""
    try:
        tree = ast.parse("\n".join(lines[run.start - len(run) : run.start]))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    binds = all(isinstance(node, ast.Import | ast.ImportFrom | ast.Assign) for node in tree.body)
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return binds and len(run) >= _FEWEST and not any(isinstance(called, ast.Name) for called in calls)


def _fits_below(listing: Collection[int], run: range, least: int = _FEWEST) -> bool:
    """Whether the box below holds as many lines as there are numbers; fewer than `least` prove nothing."""
    end = run.stop + len(run)
    return (
        len(run) >= least and all(index in listing for index in range(run.stop, end)) and end not in listing
    )
