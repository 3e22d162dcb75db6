"""What a session may leave behind in a process that others run in after it, and how it was before.

Only where the system cannot fork safely: a process of its own for every session needs none of this.
"""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from typing import Any


class State:
    """The settings of a process and its libraries, to put back after each session."""

    def __init__(self) -> None:
        """Remember them."""
        self.environ = dict(os.environ)
        self.folder = os.getcwd()  # noqa: PTH109 - a plain string
        self.path = list(sys.path)
        self.modules = set(sys.modules)
        self.filters = list(warnings.filters)
        self.streams = sys.stdout, sys.stderr, sys.displayhook, sys.excepthook
        self.libraries = list(_libraries())

    def restore(self) -> None:
        """Put them back; a session that broke more than that costs those after it no verdict.

        What fails in a process that is not new runs again in one that is.
        """
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environ)
        sys.path[:] = self.path
        for name in set(sys.modules) - self.modules:
            del sys.modules[name]
        warnings.filters[:] = self.filters  # type: ignore[index]  # a list, whatever its stub says
        sys.stdout, sys.stderr, sys.displayhook, sys.excepthook = self.streams
        for put, value in self.libraries:
            with contextlib.suppress(Exception):  # The library itself was tampered with.
                put(value)


def _libraries() -> Any:  # noqa: ANN401 - pairs of a setter and what it takes
    torch: Any = sys.modules.get("torch")
    if torch is not None:
        yield torch.set_default_dtype, torch.get_default_dtype()
        yield torch.set_grad_enabled, torch.is_grad_enabled()
        yield torch.set_num_threads, torch.get_num_threads()
        yield torch.use_deterministic_algorithms, torch.are_deterministic_algorithms_enabled()
        yield (lambda _: torch.set_printoptions(profile="default")), None
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None:
        yield (lambda options: numpy.set_printoptions(**options)), numpy.get_printoptions()
        yield (lambda options: numpy.seterr(**options)), numpy.geterr()
    pandas: Any = sys.modules.get("pandas")
    if pandas is not None:
        yield (lambda _: pandas.reset_option("all")), None
    matplotlib: Any = sys.modules.get("matplotlib")
    if matplotlib is not None:
        yield matplotlib.rcParams.update, dict(matplotlib.rcParams)
