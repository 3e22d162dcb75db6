"""The readings that a person names: stored sources by id or name, and files that are not imported."""

from collections.abc import Sequence
from pathlib import Path

from kbtools import intake, sources
from kbtools.config import Config
from kbtools.model import Reading
from kbtools.problems import Code, KbError, Problem, Severity, did_you_mean


def chosen(config: Config | None, names: Sequence[str]) -> tuple[Reading, ...]:
    """The reading of every name, in the order given; `config` is None outside a knowledge base.

    Raises:
        SourceError: when a file cannot be read.
        KbError: when a name is neither a stored source nor a file.
    """
    stored, _ = intake.sources(config) if config else ((), ())
    known = {one.name: one for one in stored} | {str(one.id): one for one in stored}
    unknown = [name for name in names if name not in known and not Path(name).is_file()]
    if unknown:
        raise KbError([_unknown(name, list(known)) for name in unknown])
    return tuple(
        sources.read(known[name] if name in known else intake.source(Path(name), Path(name).name))
        for name in names
    )


def _unknown(name: str, known: Sequence[str]) -> Problem:
    what = f"is neither a stored source nor a file{did_you_mean(name, known)}"
    hint = "see `kbtools status` for the sources there are"
    return Problem(name, 0, Severity.ERROR, Code.SOURCE_MISSING, what, hint)
