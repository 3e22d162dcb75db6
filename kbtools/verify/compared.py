"""One recorded output compared with today's, by every way that a value can be the same."""

from kbtools.model import Grade
from kbtools.verify.checkers import compare
from kbtools.verify.mask import mask, without_words
from kbtools.verify.partial import compare_parts


def compared(recorded: str, output: str, code: str, unrecorded: tuple[int, ...]) -> tuple[Grade, str] | None:
    """The grade and the reason where today's output is the recorded one; None where it is another.

    As printed, else with memory addresses masked on both sides, else around the prints that have no record.

    Args:
        recorded: What the author recorded.
        output: What was printed today.
        code: What printed it.
        unrecorded: How many recorded lines stand above each print without a record.
    """
    if found := compare(recorded, output):
        return found
    past, today = mask(recorded, code), mask(output, code)
    if (past, today) != (recorded, output) and compare(past, today):
        return Grade.SPELLING, "The output is the recorded one but for memory addresses."
    if compare(past, without_words(today, code)):
        return Grade.SPELLING, "The output is the recorded one but for the words printed in front of it."
    return compare_parts(recorded, output, unrecorded)
