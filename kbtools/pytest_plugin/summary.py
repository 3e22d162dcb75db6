"""What no single snippet is to blame for, told at the end of a run of pytest."""

from collections.abc import Iterable

import pytest

_TOLD = pytest.StashKey[list[str]]()


def keep(config: pytest.Config, told: Iterable[str]) -> None:
    """Remember what is to be said at the end."""
    config.stash.setdefault(_TOLD, []).extend(told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says it once; nothing where there is nothing to say."""
    if told := config.stash.get(_TOLD, []):
        terminalreporter.section("kbtools")
        for line in dict.fromkeys(told):
            terminalreporter.line(line)
