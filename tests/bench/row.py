"""One row of the bench: what was measured, against what, and whether the ratio meets its goal."""

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """What one measurement showed."""

    name: str
    figure: str
    """What was measured, with its unit."""
    base: str
    """What it is compared with, with its unit."""
    ratio: float
    """How many times the base it takes."""
    goal: float | None = None
    """The ratio to stay under; None where there is none to reach."""

    @property
    def verdict(self) -> str:
        """`PASS`, `over` the goal, or nothing where there is no goal."""
        if self.goal is None:
            return ""
        return "PASS" if self.ratio <= self.goal else "over"


def interleaved(
    ours: Callable[[], object], base: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    """CPU seconds of two calls: the least of several rounds in turn, as other work only ever adds to it."""
    least = [float("inf"), float("inf")]
    for _ in range(rounds):
        for place, call in enumerate((ours, base)):
            started = time.process_time()
            call()
            least[place] = min(least[place], time.process_time() - started)
    return least[0], least[1]


@dataclass(frozen=True, slots=True)
class Process:
    """What one process took, from its start to its end."""

    seconds: float
    """Of CPU, user and system."""
    memory: int
    """Bytes at its peak."""


def process(command: Sequence[str], folder: Path) -> Process:
    """Run a command in a folder, what it prints thrown away.

    Raises:
        CalledProcessError: when it fails.
    """
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as running:
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, list(command))
    return Process(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
