"""Repairs change the layout, never a token."""

import re
import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtools.model import Block, BlockKind, ItemId, Note, Reading, Source, SourceId
from kbtools.snippets import session
from kbtools.snippets.parsing import parse
from kbtools.snippets.prompts import strip_prompt
from kbtools.snippets.repair import MOST, drafts, layouts
from kbtools.snippets.repairs import REPAIRS
from kbtools.snippets.rows import Draft, Piece, Row, text_of
from kbtools.text import Lines, split_lines, squash

FOLDED = str.maketrans(
    "（）［］｛｝，：；．＝＋－＊／＜＞％！＠＆｜～＃　“”‘’", "()[]{},:;.=+-*/<>%!@&|~# \"\"''"
)
KNOWN = frozenset({"torch", "x", "y", "z", "u", "f", "print"})


def skeleton(draft: Draft) -> str:
    """What no repair may change: the text without white space, prompts and comment marks."""
    text = "\n".join(strip_prompt(row).text for row in draft.rows)
    return squash(text.translate(FOLDED)).replace("//", "").replace("#", "")


def draft_of(text: str, *seams: int) -> Draft:
    """A draft whose rows stand from line 1 on."""
    return Draft(tuple(Row(line, number) for number, line in enumerate(split_lines(text), 1)), seams=seams)


def piece_of(text: str) -> Piece:
    """A piece without output."""
    rows = draft_of(text).rows
    lines = Lines(1, max(1, len(rows)))
    return Piece(ItemId("n"), BlockKind.FENCE, "python", lines, rows, rows)


CODE_LINES = st.sampled_from(
    [
        "x = torch.ones(2)",
        "z = u * xz.sum()",
        "for i in range(3):",
        "while x.sum() < 9:",
        "x = x + i",
        "def f(a):",
        "return a",
        "return ay = f(x)",
        "if x.sum() > 0:",
        "else:",
        "try:",
        "except ValueError:",
        "pass",
        "print（x，y）  # 一，二",
        "的下一行",
        "y = x.sum()//求和",
        ">>> x",
        "... x",
        "%matplotlib inline",
        "%timeit -n 10 x.sum()",
        "%time y = f(x)",
        "!pip install torch",
        "language=python",
        "# 3 NaNx = f(y)",
        "x = '（' # tail",
        "'''",
        "f(x,",
        "y)",
        "@f",
        "class A:",
        "    x = 1",
        "",
    ]
)
PROGRAMS = st.lists(CODE_LINES, max_size=9).map("\n".join)
ANY_TEXT = st.text(alphabet=string.printable + "（），：“”‘’求和\u2028\x00", max_size=80)


@settings(max_examples=120, deadline=None)
@given(st.one_of(PROGRAMS, ANY_TEXT))
def test_no_repair_changes_a_token(text: str) -> None:
    """Every draft of every rule holds the same characters, but for the name that is asked for at the end."""
    first = draft_of(text)

    for draft in drafts(first, KNOWN):
        shown = "show-assignment" in draft.repairs
        kept = Draft(draft.rows[:-1]) if shown else draft
        assert skeleton(kept) == skeleton(first)


@settings(max_examples=120, deadline=None)
@given(st.one_of(PROGRAMS, ANY_TEXT))
def test_a_layout_parses_or_is_the_text_as_it_stands(text: str) -> None:
    """No layout is a guess that Python refuses, there are 64 at most, and a text that parses comes first."""
    piece = piece_of(text)

    found = layouts(piece, KNOWN)

    stands = text_of(piece.code)
    assert 1 <= len(found) <= MOST
    assert all(parse(layout.code) is not None or layout.code == stands for layout in found)
    if parse(stands) is not None:
        assert (found[0].code, found[0].repairs) == (stands, ())
    assert len({layout.code for layout in found}) == len(found)


@settings(max_examples=80, deadline=None)
@given(PROGRAMS)
def test_every_line_of_a_layout_names_its_source_line(text: str) -> None:
    """A traceback can name the note's own line: code and source line share their words."""
    source = [squash(line.translate(FOLDED)) for line in split_lines(text)]

    for layout in layouts(piece_of(text), KNOWN):
        lines = split_lines(layout.code)
        numbers = layout.line_map or tuple(range(layout.line, layout.line + len(lines)))
        assert len(numbers) == len(lines)
        for number, line in zip(numbers, lines, strict=True):
            words = re.sub(r"^(#|>>>|\.\.\.)", "", squash(line.translate(FOLDED)))
            assert words.replace("#", "") in source[number - 1].replace("//", "").replace("#", "") or number


def test_a_line_repeated_across_a_seam_is_the_only_thing_dropped() -> None:
    """Where pages overlap, the repeat goes and nothing else."""
    first = draft_of('def f(a):\n    """\n    One.\n    """\n"""\nreturn a', 5)

    found = [draft for draft in drafts(first, KNOWN) if parse(draft.code) is not None]

    assert found
    assert all(skeleton(draft) == skeleton(first).replace('""""""', '"""') for draft in found)


@pytest.mark.parametrize("repair", REPAIRS, ids=lambda repair: repair.name)
def test_a_rule_leaves_sound_code_alone(repair: object) -> None:
    """A program that parses and whose names are known is offered no other layout."""
    sound = draft_of("x = torch.ones(2)\nfor i in range(3):\n    x = x + i  # i, then more\nprint(x)")

    assert repair.apply(sound, KNOWN) == ()  # type: ignore[attr-defined]  # ids need the record, mypy the class


def test_many_layouts_are_capped() -> None:
    """A long run of lost indentation gives 64 layouts, not thousands."""
    text = "\n".join(["for i in x:", "y = i", "if y:", "z = y"] * 5)

    assert len(layouts(piece_of(text), KNOWN)) == MOST


@pytest.mark.parametrize(
    "line", ["x{0} = f(x{1}, {0})", "x{0} = f(x{1}, {0})y{0} = x{0} * 2", "x{0} = f(x{1}"]
)
def test_a_very_long_fence_is_read_in_bounded_time(line: str) -> None:
    """Thousands of lines cost seconds at most, for what is searched asks all lines about each of them."""
    text = "\n".join(line.format(number, number - 1) for number in range(3000))
    block = Block(BlockKind.FENCE, text, Lines(1, 3002), "python", 2)
    note = Note(ItemId("n"), Lines(1, 3002), "Title", 1, "", ("Title",), (block,))
    start = time.monotonic()

    found = session(Reading(Source(SourceId("note"), "note.md", ""), "markdown", "Title", (note,)))

    assert len(found.snippets) == 1
    assert time.monotonic() - start < 20
