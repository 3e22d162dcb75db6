"""The versions that a verdict depends on, learnt without importing anything heavy."""

import functools
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kbtools.model import Session, SourceId
from kbtools.text import digest
from kbtools.verify.process import broken

DISTRIBUTIONS = ("torch", "torchvision", "numpy", "pandas", "matplotlib", "scipy", "scikit-learn", "ipython")
NOT_NEEDED = "not needed"
"""Stands for the fence of an environment in which nothing was run."""
MODULES = frozenset({"torch", "torchvision", "numpy", "pandas", "matplotlib", "scipy", "sklearn", "IPython"})
"""The modules of `DISTRIBUTIONS`."""
DISTRIBUTED_AS = {
    "PIL": "pillow",
    "cv2": "opencv-python",
    "skimage": "scikit-image",
    "yaml": "PyYAML",
    "bs4": "beautifulsoup4",
    "dateutil": "python-dateutil",
    "mpl_toolkits": "matplotlib",
}
"""Module -> distribution, where the names differ."""
CAPABILITIES = (
    ("AVX512", frozenset({"avx512f", "avx512vl", "avx512bw", "avx512dq", "fma"})),
    ("AVX2", frozenset({"avx2", "fma"})),
    ("default", frozenset[str]()),
)
"""Names as `torch.backends.cpu.get_cpu_capability` gives them, with the flags each needs; best first."""
_IMPORT = re.compile(r"^[ \t]*(?:import|from)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
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
    return {**_asked(python, DISTRIBUTIONS), **_processor()}


def libraries(python: str, sessions: Iterable[Session]) -> dict[SourceId, tuple[str, ...]]:
    """Name and version of what each session imports beyond `DISTRIBUTIONS`, as far as it is installed.

    Raises:
        VerifyError: The Python cannot be started.
    """
    imported = {session.source: _imported(session) for session in sessions}
    wanted = tuple(sorted({name for names in imported.values() for name in names}))
    found = _asked(python, wanted) if wanted else {}
    return {
        source: tuple(f"{name} {found[name]}" for name in sorted(names) if name in found)
        for source, names in imported.items()
    }


def _imported(session: Session) -> frozenset[str]:
    """Distributions by the look of the import lines: parsing a thousand snippets would take a second."""
    codes = (layout.code for snippet in session.snippets for layout in snippet.layouts[:1])
    names = {name for code in codes for name in _IMPORT.findall(code)}
    names -= sys.stdlib_module_names | MODULES
    return frozenset(DISTRIBUTED_AS.get(name, name) for name in names)


@functools.cache
def _asked(python: str, distributions: tuple[str, ...]) -> Mapping[str, str]:
    """What `_ASK` finds, without starting a Python where it is this one."""
    if Path(python).absolute() == Path(sys.executable).absolute():
        return _own(distributions)
    command = [python, "-c", _ASK, *distributions]
    # The same packages as in the worker: nothing of the person's PYTHONPATH.
    scrubbed = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        answer = subprocess.run(command, capture_output=True, check=True, timeout=60, env=scrubbed).stdout  # noqa: S603 - the Python the person named
        found: dict[str, str] = json.loads(answer)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise broken(python, f"does not tell its version: {error}") from error
    return found


def _processor() -> Mapping[str, str]:
    """The best kernels torch has for this processor: they differ in the last digits; none when unknown."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").split("\n")
    except OSError:
        return {}
    flags = next((set(line.split()) for line in lines if line.startswith("flags")), set())
    known = (name for name, needed in CAPABILITIES if needed <= flags)
    return {"processor": next(known)} if flags else {}


def _own(distributions: tuple[str, ...]) -> Mapping[str, str]:
    found = {
        "python": platform.python_version(),
        "platform": f"{sys.platform}-{platform.machine()}",
    }
    for name in distributions:
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
