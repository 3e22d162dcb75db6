"""The figures of a snippet as a notebook shows them: at `plt.show()`, and those still open at its end."""

from __future__ import annotations

import base64
import contextlib
import io
import sys
from typing import Any

MOST = 8
"""Figures kept of one snippet."""
LARGEST = 1 << 20
"""Bytes of one figure; a larger one is not kept."""
_shown: list[bytes] = []


def begin() -> None:
    """A new snippet: nothing shown yet, and `show` is ours."""
    _shown.clear()
    hook()


def hook() -> None:
    """Make `plt.show` keep what it shows; without a window it would do nothing."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.show = show


def show(*_: Any, **__: Any) -> None:  # noqa: ANN401 - whatever a note gives to `plt.show`
    """Keep every open figure as PNG and close it, as a notebook does."""
    pyplot: Any = sys.modules["matplotlib.pyplot"]
    for number in pyplot.get_fignums():
        data = io.BytesIO()
        # Nothing in it may differ from run to run: neither a version nor a date.
        pyplot.figure(number).savefig(data, format="png", bbox_inches="tight", metadata={"Software": None})
        if len(_shown) < MOST and len(data.getvalue()) <= LARGEST:
            _shown.append(data.getvalue())
    pyplot.close("all")


def taken() -> list[str]:
    """The figures of the snippet in base 64, in the order in which they were shown; the open ones last."""
    if "matplotlib.pyplot" in sys.modules:
        with contextlib.suppress(Exception):  # A figure that cannot be drawn is the note's own affair.
            show()
    return [base64.b64encode(each).decode("ascii") for each in _shown]
