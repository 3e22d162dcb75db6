"""How an output differs from the recorded one, in one sentence."""

from kbtools.verify.checkers import compare


def difference(recorded: str, output: str) -> str:
    """Where the outputs part, in one sentence."""
    if extra := _unrecorded(recorded, output):
        return f"Today's output ends in the recorded one, after {extra} that its author did not record."
    if not output.strip():
        return "It ran and printed nothing; its author recorded an output."
    past, today = _rows(recorded), _rows(output)
    row = next(
        (
            row
            for row, pair in enumerate(zip(past, today, strict=False))
            if pair[0].split() != pair[1].split()
        ),
        min(len(past), len(today)),
    )
    if row >= min(len(past), len(today)):
        return f"The output has {len(today)} lines where {len(past)} were recorded."
    return f"The output differs from the recorded one at its line {row + 1}."


def _unrecorded(recorded: str, output: str) -> str:
    """How many lines stand above the recorded ones in an output that ends in them; empty when it does not."""
    today = _rows(output)
    for row in range(1, len(today)):
        if compare(recorded, "\n".join(today[row:])):
            return "a line" if row == 1 else f"{row} lines"
    return ""


def _rows(text: str) -> list[str]:
    return text.strip().split("\n")
