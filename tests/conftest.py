"""What several tests share: the command as a person runs it, and the real documents."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REAL_SOURCES = "KBTOOLS_REAL_SOURCES"
Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_configure() -> None:
    """A suite started in the background ignores Ctrl-C, and so would every command it starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def kbtools() -> Run:
    """Runs the installed command in a folder; nothing of the test's own environment but what it names."""
    command = Path(sys.executable).parent / "kbtools"

    def run(
        *arguments: str, cwd: Path, code: int | None = 0, keys: str | None = None, **env: str
    ) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **env}
        environment.pop("KBTOOLS_PYTHON", None)
        done = subprocess.run(
            [str(command), *arguments],
            cwd=cwd,
            env=environment,
            input=keys,
            capture_output=True,
            text=True,
            check=False,
        )
        assert code is None or done.returncode == code, f"{arguments}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture(scope="session")
def real_sources() -> Path:
    """The folder of real documents; the test is skipped without one, and says so."""
    folder = os.environ.get(REAL_SOURCES, "")
    if not folder:
        pytest.skip(f"needs real documents: set {REAL_SOURCES} to their folder")
    assert Path(folder).is_dir(), f"{REAL_SOURCES} names no folder: {folder}"
    return Path(folder)
