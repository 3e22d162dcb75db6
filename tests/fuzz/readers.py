"""Torn, mixed and mangled documents, read for minutes: `make fuzz`. No crash, no hang, no lost character.

The corpus is every file under tests/sources/cases, the demo and, when KBTOOLS_REAL_SOURCES names a folder,
the real documents there. Every finding is written beside the others as a file that reads the same again.
"""

import argparse
import os
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kbtools.decode import decode
from kbtools.model import Source, SourceId
from kbtools.problems import SourceError
from kbtools.sources import READERS, account, read

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "tests/sources/cases", ROOT / "kbtools/demo/sources")
ODD = (
    *("\x00", "\x85", "\u2028", "\x0c", "\ufeff", "\u200b", "\t", "  ", "&nbsp;", "⽤", "𝑲", "\ud800", "\\"),
    *(">", "> ", "```", "~~~", "%%", "==", "$$", "<!--", "-->", "|", "[[", "]]", "](#)", "`", '"', "{", "}"),
    *("# ", "## 2.3 ", "第三章 ", "- ", "1. ", "---", "^a1", "language=python", ">>> ", "In [1]:", "00:11 "),
    *("<math>", "</math>"),
)
SLOW = 8.0
"""Seconds that a text of this corpus may take; a hang is what takes longer."""
Change = Callable[[random.Random, list[str], Sequence[list[str]]], None]


def swap(draw: random.Random, lines: list[str], _: Sequence[list[str]]) -> None:
    """Two lines change places."""
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def drop(draw: random.Random, lines: list[str], _: Sequence[list[str]]) -> None:
    """A run of lines is lost."""
    start = draw.randrange(len(lines))
    del lines[start : start + draw.choice((1, 1, 2, 5, 20))]


def again(draw: random.Random, lines: list[str], _: Sequence[list[str]]) -> None:
    """A run of lines stands twice."""
    start = draw.randrange(len(lines))
    lines[start:start] = lines[start : start + draw.choice((1, 2, 5, 40))]


def graft(draw: random.Random, lines: list[str], corpus: Sequence[list[str]]) -> None:
    """A run of lines of another document, another format perhaps, comes in."""
    other = draw.choice(corpus)
    start = draw.randrange(len(other))
    at = draw.randrange(len(lines) + 1)
    lines[at:at] = other[start : start + draw.choice((1, 3, 10, 60))]


def odd(draw: random.Random, lines: list[str], _: Sequence[list[str]]) -> None:
    """A line gets something odd at its start, end or middle."""
    index = draw.randrange(len(lines))
    at = draw.choice((0, len(lines[index]), draw.randrange(len(lines[index]) + 1)))
    lines[index] = lines[index][:at] + draw.choice(ODD) * draw.choice((1, 1, 1, 3, 50)) + lines[index][at:]


def glue(draw: random.Random, lines: list[str], _: Sequence[list[str]]) -> None:
    """Two lines become one."""
    index = draw.randrange(len(lines))
    lines[index : index + 2] = ["".join(lines[index : index + 2])]


def cut(draw: random.Random, lines: list[str], _: Sequence[list[str]]) -> None:
    """A line becomes two."""
    index = draw.randrange(len(lines))
    at = draw.randrange(len(lines[index]) + 1)
    lines[index : index + 1] = [lines[index][:at], lines[index][at:]]


CHANGES: tuple[Change, ...] = (swap, drop, again, graft, odd, odd, glue, cut)


@dataclass(slots=True)
class Run:
    """What a run of fuzzing has done."""

    tried: int = 0
    longest: float = 0.0
    """Seconds."""
    findings: list[str] = field(default_factory=list)


def corpus() -> list[list[str]]:
    """The lines of every document there is."""
    real = os.environ.get("KBTOOLS_REAL_SOURCES")
    folders = (*FOLDERS, *((Path(real),) if real else ()))
    texts = (
        decode(path.read_bytes(), path.name)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
    return [text.split("\n") for text in texts]


def mangled(draw: random.Random, documents: Sequence[list[str]]) -> str:
    """Some lines of a document, changed a few times."""
    whole = draw.choice(documents)
    size = draw.choice((10, 40, 150, len(whole)))
    start = draw.randrange(max(1, len(whole) - size + 1))
    lines = whole[start : start + size] or [""]
    for _ in range(draw.choice((1, 2, 5, 20))):
        draw.choice(CHANGES)(draw, lines, documents)
        lines = lines or [""]
    return "\n".join(lines)


def faults(text: str, reader: str) -> Iterator[str]:
    """What is wrong when a text is read: a crash, lost characters, ids said twice."""
    source = Source(SourceId("fuzz"), "fuzz.md", text)
    try:
        chosen = next((one for one in READERS if one.name == reader), None)
        reading = chosen.read(source) if chosen else read(source)
        found = account(reading)
    except SourceError:
        return
    except Exception:  # noqa: BLE001 - whatever a reader raises is the finding
        yield traceback.format_exc(limit=-3)
        return
    if found.missing:
        lost = [text[span.start : span.end][:60] for span in found.spans if span.fate == "missing"]
        yield f"{reading.reader}: nothing holds lines {found.missing[:8]}: {lost[:4]!r}"
    if len({item.id for item in reading.items}) != len(reading.items):
        yield f"{reading.reader}: two items of one id"


def fuzz(seconds: float, seed: int, folder: Path) -> Run:
    """Read mangled documents for a while; findings are kept as files in a folder."""
    documents, run, draw = corpus(), Run(), random.Random(seed)  # noqa: S311 - no secret
    names = ["", "", *(one.name for one in READERS)]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        text, reader = mangled(draw, documents), draw.choice(names)
        start = time.monotonic()
        wrong = list(faults(text, reader))
        took = time.monotonic() - start
        if took > SLOW:
            wrong.append(f"{reader or 'claimed'}: took {took:.1f} s for {len(text)} characters")
        run.tried, run.longest = run.tried + 1, max(run.longest, took)
        for fault in wrong:
            run.findings.append(fault)
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{len(run.findings):03}-{reader or 'claimed'}.txt"
            (folder / name).write_text(text, "utf-8", errors="surrogatepass", newline="")
    return run


def main() -> int:
    """Fuzz, tell what was found, and leave with 1 when something was."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=120.0)
    asked.add_argument("--seed", type=int, default=int(time.time()))
    asked.add_argument("--findings", type=Path, default=Path(".cache/fuzz"))
    options = asked.parse_args()
    run = fuzz(options.seconds, options.seed, options.findings)
    for fault in run.findings[:40]:
        print(fault)  # noqa: T201 - a program of its own
    print(  # noqa: T201
        f"seed {options.seed}: {run.tried} documents in {options.seconds:.0f} s, the longest took"
        f" {run.longest:.2f} s; {len(run.findings)} findings"
    )
    return 1 if run.findings else 0


if __name__ == "__main__":
    sys.exit(main())
