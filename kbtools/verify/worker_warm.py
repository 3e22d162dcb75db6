"""What libraries put off until they are first used, done once in the parent of all sessions.

Every session is a fork: what it would wake up, it would wake up again in each. Nothing here leaves a trace
that a note could see: no figure stays open, and every generator is seeded anew at a session's start.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
from collections.abc import Callable
from typing import Any

import worker_figures  # type: ignore[import-not-found]  # beside this file when it runs


def warm(wanted: list[str]) -> None:
    """Import what is wanted and can be, and use a little of it.

    Args:
        wanted: Modules, and `OPTIMIZER` where a note trains.
    """
    load(wanted)
    for name, use in WARMUPS:
        if name in sys.modules and (name != OPTIMIZER or name in wanted):
            with contextlib.suppress(Exception):  # Another version: the session pays for itself.
                use()


def load(modules: list[str]) -> None:
    """Import what can be."""
    for module in modules:
        with contextlib.suppress(Exception):  # The snippet that imports it will show why it cannot be.
            importlib.import_module(module)


def _numpy() -> None:
    numpy: Any = sys.modules["numpy"]
    numpy.random.seed(0)
    repr(numpy.ones((2, 2)))


def _torch() -> None:
    torch: Any = sys.modules["torch"]
    torch.set_num_threads(1)
    torch.manual_seed(0)
    value = torch.ones(4, 4, requires_grad=True)
    (value @ value).sum().backward()
    repr(value.grad)
    torch.nn.Linear(4, 1)(value)
    buffer = io.BytesIO()
    torch.save(value, buffer)
    torch.load(io.BytesIO(buffer.getvalue()))


def _optimizer() -> None:
    """The first optimiser of a process loads torch's compiler: more than a second."""
    torch: Any = sys.modules["torch"]
    value = torch.ones(1, requires_grad=True)
    torch.optim.SGD([value], lr=1.0).step()


def _pandas() -> None:
    pandas: Any = sys.modules["pandas"]
    repr(pandas.DataFrame({"a": [1.0]}))


def _pyplot() -> None:
    """The first drawing looks through all fonts of the system."""
    pyplot: Any = sys.modules["matplotlib.pyplot"]
    pyplot.figure().gca().set_title("a")
    pyplot.savefig(io.BytesIO(), format="png")
    pyplot.close("all")
    worker_figures.hook()


OPTIMIZER = "torch.optim"
WARMUPS: tuple[tuple[str, Callable[[], None]], ...] = (
    ("numpy", _numpy),
    ("torch", _torch),
    (OPTIMIZER, _optimizer),
    ("pandas", _pandas),
    ("matplotlib.pyplot", _pyplot),
)
