"""What a verdict depends on beside its source."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version

import pytest

from kbtools.model import Results, Session, SourceId
from kbtools.verify import RunOptions, due, environment, run

OPTIONS = RunOptions(timeout=30, fence="off")
Make = Callable[..., Session]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells without torch")
def test_the_processor_is_what_torch_makes_of_it() -> None:
    """Kernels differ in the last digits, so another processor is another environment."""
    code = "import torch; print(torch.backends.cpu.get_cpu_capability())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert environment.versions(sys.executable)["processor"].lower() == told.strip().lower()


def test_every_library_a_session_imports_counts(session: Make) -> None:
    """By the name it is distributed under; the standard library, torch and what is missing do not."""
    code = "import json, torch\nfrom click import echo\nif True:\n    import yaml\nimport no_such_module_here"
    found = environment.libraries(sys.executable, [session("a", code), session("b", "1")])

    assert found[SourceId("b")] == ()
    assert found[SourceId("a")] == (f"PyYAML {version('PyYAML')}", f"click {version('click')}")


def test_another_version_of_a_library_reruns_only_what_imports_it(session: Make) -> None:
    """The other sessions' verdicts hold."""
    notes = [session("a", "import click"), session("b", ("1", "1"))]
    results, _ = run(notes, OPTIONS, Results())
    rows = {
        name: replace(row, libraries=("click 0.1",)) if row.libraries else row
        for name, row in results.checked.items()
    }

    assert due(notes, OPTIONS, results) == []
    assert due(notes, OPTIONS, replace(results, checked=rows)) == [notes[0]]


def test_another_python_is_asked_for_its_libraries_too(session: Make) -> None:
    """The worker runs there, so what is installed here says nothing."""
    python = sys.executable + "3" if not sys.executable.endswith("3") else sys.executable[:-1]
    found = environment.libraries(python, [session("a", "import click")])

    assert found[SourceId("a")] == (f"click {version('click')}",)
