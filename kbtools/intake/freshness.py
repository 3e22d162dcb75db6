"""Whether the pages are as new as the sources they are made of, told from the times of files."""

from collections.abc import Iterator
from os import stat_result

from kbtools.config import Config
from kbtools.intake.stored import files_below

LIGHT = 5_000_000
"""Bytes of sources; the pages of fewer are made in seconds."""


def is_light(config: Config) -> bool:
    """Whether all pages can be made within seconds, so that an import makes them at once."""
    return sum(one.st_size for one in _stored(config)) <= LIGHT


def is_behind(config: Config) -> bool:
    """Whether a source was stored since the last build, or nothing was ever built."""
    ledger = config.docs_dir / ".generated"
    if not ledger.is_file():
        return True
    built = ledger.stat().st_mtime_ns
    return any(one.st_mtime_ns >= built for one in _stored(config))


def _stored(config: Config) -> Iterator[stat_result]:
    return (path.stat() for path in files_below(config.sources_dir))
