"""How a person wants snippets to be run."""

import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What may differ from run to run without touching the notes."""

    python: str = sys.executable
    """The Python that runs snippets; it needs torch and nothing of kbtools."""
    timeout: float = 60.0
    """Seconds a session may take; a snippet with a limit of its own does not count against it."""
    memory: int = 2048
    """MiB a session may take above what the imported libraries take."""
    jobs: int = os.cpu_count() or 1
    """Sessions that run at the same time."""
    fence: str = "auto"
    """`strict` refuses to run with less than Landlock and seccomp; `auto` runs and says what is missing;
    `off` runs without."""
    seed: int = 0
    """Another number gives other hashes, addresses and random values."""
