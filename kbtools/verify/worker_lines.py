"""JSON lines through a pair of pipes: how a session talks to whoever started it."""

from __future__ import annotations

import json
import os
from typing import Any

LONGEST = 64 << 20
"""Bytes of a line; what a session tells of a snippet with many layouts stays far below."""
MALFORMED = (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError)
"""What reading a line can raise that a note's code wrote into a pipe it found."""


class Lines:
    """JSON lines to the parent and back."""

    def __init__(self, up: int, down: int) -> None:
        """Take the two descriptors."""
        self.up = up
        self.down = os.fdopen(down, encoding="utf-8")

    def send(self, record: dict[str, Any]) -> None:
        """Write one line, all of it."""
        write(self.up, record)

    def ask(self, record: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON the parent answers
        """Write one line and wait for the answer."""
        self.send(record)
        return json.loads(self.down.readline())

    def close(self) -> None:
        """Let go of both."""
        os.close(self.up)
        self.down.close()


def write(descriptor: int, record: dict[str, Any]) -> None:
    """Write one JSON line, all of it.

    Raises:
        OSError: Nobody reads, or a descriptor that does not block is full.
    """
    data = json.dumps(record).encode() + b"\n"
    while data:
        data = data[os.write(descriptor, data) :]
