"""The knowledge bases of one run of pytest: each is read once and run once."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import pytest

from kbtools import pipeline, verification
from kbtools.config import Config, load
from kbtools.model import Session
from kbtools.problems import KbError, Problem, Severity
from kbtools.pytest_plugin import distributed
from kbtools.pytest_plugin.findings import FAILED, better, findings
from kbtools.pytest_plugin.summary import keep
from kbtools.verification import Request, Shard

_BASES = pytest.StashKey[dict[Path, "Base"]]()
_OPTIONS = ("fence", "timeout", "jobs")


def base_of(config: pytest.Config, root: Path) -> "Base":
    """The knowledge base in a folder; the same one for all its items."""
    bases = config.stash.setdefault(_BASES, {})
    if root not in bases:
        bases[root] = Base(config, root)
    return bases[root]


class Base:
    """One knowledge base: its sessions, its problems, and what running it shows."""

    def __init__(self, pytest_config: pytest.Config, root: Path) -> None:
        """Keep where it is; nothing is read yet."""
        self.pytest_config = pytest_config
        self.root = root
        self._findings: dict[str, tuple[str, str]] | None = None

    @cached_property
    def config(self) -> Config:
        """Its configuration.

        Raises:
            ConfigError: it cannot be used.
        """
        return load(self.root)

    @cached_property
    def assembly(self) -> pipeline.Assembly:
        """All of it in memory.

        Raises:
            KbError: it cannot be read at all.
        """
        ready = pipeline.assemble(self.config)
        keep(self.pytest_config, map(str, sorted(set(ready.problems))))
        return ready

    def sessions(self) -> tuple[Session, ...]:
        """The sessions to collect: all, or those of the part that was asked for."""
        every = tuple(self.assembly.book.sessions.values())
        shard = self.pytest_config.getoption("--kb-shard")
        return Shard.parse(shard).sessions(every) if shard else every

    def errors(self, path: str = "") -> tuple[str, ...]:
        """The errors of all of it, or of one file, that belong to no snippet."""
        problems = sorted(set(self.assembly.problems))
        return tuple(
            str(one) for one in problems if one.severity is Severity.ERROR and path in {"", one.path}
        )

    def finding(self, name: str, asked: Iterable[str]) -> tuple[str, str]:
        """What running showed of a snippet; everything that is asked for runs when the first one asks.

        Args:
            name: The snippet's id.
            asked: Paths of all sources that have an item in this run.
        """
        if self._findings is None:
            there = distributed.read(self.pytest_config, self.root)
            self._findings = self.findings(sorted(set(asked))) if there is None else there
        return self._findings.get(name) or self._findings[""]

    def findings(self, paths: Sequence[str]) -> dict[str, tuple[str, str]]:
        """What running the sources with these paths shows; under an empty key why nothing could be run."""
        option = self.pytest_config.getoption
        chosen = {name: option(f"--kb-{name}") for name in _OPTIONS}
        request = Request(
            only=tuple(paths),
            pythons=tuple(option("--kb-python") or ()),
            paranoid=bool(option("--kb-paranoid")),
            **chosen,
        )
        try:
            verified = verification.verify(self.config, request)
        except KbError as error:
            return {"": (FAILED, str(error))}
        if verified.stopped:
            raise KeyboardInterrupt
        self._say(verified.problems, better(verified))
        strict = bool(option("--kb-strict")) or self.config.options.strict
        return findings(verified, strict=strict)

    def _say(self, problems: Iterable[Problem], better_now: Iterable[str]) -> None:
        keep(self.pytest_config, map(str, sorted(set(problems))))
        keep(self.pytest_config, better_now)
