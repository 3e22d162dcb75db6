"""Values recorded beside some prints of a snippet and not beside others: each must stand in its place."""

from kbtools.model import Grade
from kbtools.verify.checkers import compare


def compare_parts(recorded: str, got: str, unrecorded: tuple[int, ...]) -> tuple[Grade, str] | None:
    """The grade where today's output begins and ends as recorded, around the prints that have no record.

    None when it does not, or when such prints stand in several places, so that nothing tells their output
    from the recorded one.

    Args:
        recorded: The recorded lines in order.
        got: Today's output.
        unrecorded: How many recorded lines stand above each print without a record.
    """
    if len(set(unrecorded)) != 1:
        return None
    past, today = recorded.split("\n"), got.rstrip("\n").split("\n")
    first, last = "\n".join(past[: unrecorded[0]]), "\n".join(past[unrecorded[0] :])
    above = next((at for at in range(len(today) + 1) if _same(first, today[:at])), None)
    below = next((at for at in range(len(today), -1, -1) if _same(last, today[at:])), None)
    if above is None or below is None or below < above:
        return None
    grades = [
        compare(part, "\n".join(rows))
        for part, rows in ((first, today[:above]), (last, today[below:]))
        if part
    ]
    worst = max((found[0] for found in grades if found), key=list(Grade).index)
    return worst, "Every recorded value is printed in its place; its other prints have no record."


def _same(recorded: str, got: list[str]) -> bool:
    return not got if not recorded else bool(got) and compare(recorded, "\n".join(got)) is not None
