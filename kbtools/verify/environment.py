"""The versions that a verdict depends on, learnt without importing anything heavy."""

import functools
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kbtools.text import digest
from kbtools.verify.process import broken

DISTRIBUTIONS = ("torch", "torchvision", "numpy", "pandas", "matplotlib", "scipy", "scikit-learn", "ipython")
NOT_NEEDED = "not needed"
"""Stands for the fence of an environment in which nothing was run."""
_ASK = """
import json, platform, sys
from importlib.metadata import PackageNotFoundError, version
found = {"python": platform.python_version(), "platform": sys.platform + "-" + platform.machine()}
for name in sys.argv[1:]:
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        pass
print(json.dumps(found))
"""


@functools.cache
def versions(python: str) -> Mapping[str, str]:
    """Name of a property or distribution -> its version in that Python; what is not installed is left out.

    Raises:
        VerifyError: The Python cannot be started.
    """
    if Path(python).absolute() == Path(sys.executable).absolute():
        return _own()
    command = [python, "-c", _ASK, *DISTRIBUTIONS]
    # The same packages as in the worker: nothing of the person's PYTHONPATH.
    scrubbed = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        answer = subprocess.run(command, capture_output=True, check=True, timeout=60, env=scrubbed).stdout  # noqa: S603 - the Python the person named
        found: dict[str, str] = json.loads(answer)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise broken(python, f"does not tell its version: {error}") from error
    return found


def _own() -> Mapping[str, str]:
    found = {
        "python": platform.python_version(),
        "platform": f"{sys.platform}-{platform.machine()}",
    }
    for name in DISTRIBUTIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def name(found: Mapping[str, str]) -> str:
    """The key of an environment: readable, and another one for every difference but the fence's."""
    parts = {key: value for key, value in found.items() if key != "fence"}
    head = [f"{key}-{parts[key]}" for key in ("python", "torch") if key in parts]
    return "-".join((*head, digest(json.dumps(parts, sort_keys=True), 6)))
