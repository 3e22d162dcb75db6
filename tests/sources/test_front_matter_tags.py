"""Tags that stand at the head of a file."""

import pytest

from kbtools.model import Source, SourceId
from kbtools.sources.front_matter_tags import aliases, tags
from kbtools.sources.readers import read


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("tags: [张量, 深度学习/优化]", ("张量", "深度学习/优化")),
        ("title: 甲\ntags:\n  - 张量\n  - '#易错'\nauthor: 乙", ("张量", "易错")),
        ("tags:\n- 张量\n- 2024", ("张量", "2024")),
        ("tags: 张量, 易错", ("张量", "易错")),
        ("tags: #张量 #易错", ("张量", "易错")),
        ("Tag: 张量", ("张量",)),
        ('{"title": "甲", "tags": ["张量", "易错"]}', ("张量", "易错")),
        ("tags: [张量", ()),
        ("tags:", ()),
        ("title: 甲", ()),
        ("tags: [1.10, yes, 2026-02-03]", ("1.10", "yes", "2026-02-03")),
        ("tags: 2026-02-31", ("2026-02-31",)),
        ("tags: !!int 三", ("三",)),
        ("tags: null", ()),
        ("tags: " + "[" * 5000, ()),
    ],
)
def test_tags_are_read_however_they_are_listed(head: str, expected: tuple[str, ...]) -> None:
    """A list, a line, JSON, whatever YAML would make of a word; what is no YAML gives none."""
    assert tags(f"---\n{head}\n---\n\n# 笔记\n") == expected


def test_a_text_without_front_matter_has_no_tags() -> None:
    """A line that looks like the property is text there."""
    assert tags("tags: [a]\n") == ()


def test_readers_give_the_tags_of_the_file() -> None:
    """Whatever reader claims it."""
    source = Source(SourceId("a"), "a.md", "---\ntags: [张量]\n---\n\n# 笔记\n\n一句话。\n")

    assert read(source).tags == ("张量",)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("aliases: [Chance, 机会 大小]", ("Chance", "机会 大小")),
        ("title: x\naliases:\n  - Chance\n  - '1.10'\n  - Chance\ntags: a", ("Chance", "1.10")),
        ("alias: the law of chance, 机会", ("the law of chance", "机会")),
        ('{"aliases": ["Chance"]}', ("Chance",)),
        ("aliases:\ntags: [a]", ()),
        ("aliases: [", ()),
    ],
)
def test_other_names_of_a_note_are_read(head: str, expected: tuple[str, ...]) -> None:
    """As Obsidian writes them: a list, or one string with commas; a name may hold blanks."""
    assert aliases(f"---\n{head}\n---\n# Probability\n") == expected
