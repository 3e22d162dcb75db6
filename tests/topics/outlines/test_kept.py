"""Lines that a person kept, written into docs/topics.yml."""

import pytest

from kbtools.topics import load
from kbtools.topics.outlines.kept import with_kept

HEAD = "# mine\ntopics:\n- a   # first\n- {title: b, slug: bee}\n"
HELD = f"kept:\n    s.md:\n        3: 'hello'   # mine\n\n{HEAD}"


@pytest.mark.parametrize(
    "text", [HEAD, HEAD.removesuffix("\n"), f"{HEAD}\n\n", f"---\n{HEAD}...\n", f"{HEAD}kept:\n"]
)
def test_every_other_byte_stays(text: str) -> None:
    """Without an entry of its kind, with an empty one, at the end of a file that ends without a line end."""
    after = with_kept(text, "t", {"s.md": {7: "seven"}})

    assert load(after, "t").kept == {"s.md": {7: "seven"}}
    assert all(line in after.splitlines() for line in text.splitlines())
    assert (
        after.replace("kept:\n", "").replace('  "s.md":\n    7: "seven"\n', "").strip()
        == text.replace("kept:\n", "").strip()
    )


def test_a_line_stands_behind_those_of_its_source() -> None:
    """And a new source behind the last one, set in as they are."""
    after = with_kept(HELD, "t", {"s.md": {3: "hello", 7: "seven"}, "z.md": {1: "one"}})

    rows = '        7: "seven"\n    "z.md":\n      1: "one"\n'
    assert after == HELD.replace("# mine\n\n", f"# mine\n{rows}\n")


def test_what_is_kept_already_changes_nothing() -> None:
    """A second run has nothing to do."""
    assert with_kept(HELD, "t", {"s.md": {3: "hello"}}) == HELD


def test_what_is_written_in_one_line_is_understood() -> None:
    """Lines cannot be put into it."""
    after = with_kept(f"{HEAD}kept: {{s.md: {{3: x}}}}\n", "t", {"s.md": {7: "seven"}})

    assert load(after, "t").kept == {"s.md": {3: "x", 7: "seven"}}
    assert "- a   # first\n" in after
