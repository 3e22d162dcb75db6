"""Every fence has a role, and it is the one that its snippets give it."""

import pytest

from kbtools.model import Block, BlockKind, Fence, ItemId, Note, Reading, Source, SourceId
from kbtools.snippets import fences, session
from kbtools.text import Lines


def roles_of(*blocks: Block) -> tuple[Fence, ...]:
    """The roles of the blocks of one note."""
    note = Note(ItemId("n"), Lines(1, 99), "T", 1, "", ("T",), blocks)
    reading = Reading(Source(SourceId("src"), "src.md", ""), "markdown", "T", (note,))
    return fences(reading, session(reading))


def block(text: str, info: str = "python", line: int = 1, kind: BlockKind = BlockKind.FENCE) -> Block:
    """A block at a line; a fence's text begins one below."""
    fenced = kind is BlockKind.FENCE
    return Block(kind, text, Lines(line, line + text.count("\n") + 2 * fenced), info, line + fenced)


@pytest.mark.parametrize(
    ("text", "info", "role"),
    [
        ("w = torch.ones(3)", "python", "code"),
        ("w.sum()  # tensor(3.)", "", "code"),
        ("w.sum()\n# tensor(3.)", "", "code"),
        (">>> w.sum()\ntensor(3.)", "python", "mixed"),
        ("print(w)\n#####\ntensor([1., 1., 1.])\n#####", "python", "mixed"),
        ("tensor([1., 1., 1.])", "python", "output"),
        ("pip install torch", "", "shell"),
        ("$ ls\nnotes.md", "console", "shell"),
        (r"\frac{1}{2}", "math", "math"),
        ("春眠不觉晓\n处处闻啼鸟", "", "text"),
        ("lr: 0.1\nlayers:\n  - 64\n  - 10", "", "text"),
        ("2024-01-03 10:22:31,120 INFO loss 0.52", "", "text"),
        ("import tensorflow as tf\ntf.ones(3)", "python", "other"),
        ("SELECT name FROM birds;", "sql", "other"),
        ("sort(input, dim=-1, descending=False)", "python", "other"),
    ],
)
def test_a_fence_alone_is_what_stands_in_it(text: str, info: str, role: str) -> None:
    """Values in comments leave code what it is; printed lines below it make it mixed."""
    assert [fence.role for fence in roles_of(block(text, info))] == [role]


def test_an_output_of_its_own_is_told_from_its_code() -> None:
    """The second fence is an output although it is labelled and parses; listings have roles too."""
    found = roles_of(
        block("h = torch.tensor([7.5])\nh, h.item()", line=1),
        block("(tensor([7.5000]), 7.5)", line=6),
        block("两个张量的和", line=10, kind=BlockKind.PROSE),
        block("h + h", line=12, info="", kind=BlockKind.LISTING),
    )

    assert [(fence.lines, fence.info, fence.role) for fence in found] == [
        (Lines(1, 4), "python", "code"),
        (Lines(6, 8), "python", "output"),
        (Lines(12, 12), "", "code"),
    ]


def test_an_output_of_another_framework_is_an_output() -> None:
    """What mxnet printed is no program of mxnet."""
    found = roles_of(block("from mxnet import nd\nnd.ones(2)"), block("[1. 1.]", line=6, info=""))

    assert [fence.role for fence in found] == ["other", "output"]
