"""A new outline in the place of an edited one."""

from kbtools.topics import load, read_contents, with_topics

OLD = """\
# kept: the head
topics:
  - title: 张量
    slug: tensors  # my address
    aliases: [tensor]
    children:
      - 形状
  - title: 旧题
    slug: old
rulings:
  # why it stands there
  x: tensors
  y: old
glossary:
  - [张量, tensor]
"""


def test_what_a_person_wrote_of_a_topic_goes_on_with_it() -> None:
    """Slug, aliases and comments, though the topic has moved; rulings and glossary stay."""
    text, lost = with_topics(OLD, "t", read_contents("1 基础\n1.1 张量\n1.2 广播\n"))

    found = load(text, "t")
    chapter = found.outline.topics[0]
    assert [(topic.slug, topic.number, topic.aliases) for topic in chapter.children] == [
        ("tensors", "1.1", ("tensor",)),
        ("广播", "1.2", ()),
    ]
    assert found.rulings == {"x": "tensors"}
    assert found.glossary[0].names == ("张量", "tensor")
    assert lost == {"y": "old"}
    assert all(remark in text for remark in ("# kept: the head", "# my address", "old`: y: old"))


def test_numbers_stay_in_quotes() -> None:
    """`1.10` is no 1.1, whoever reads the file."""
    text, _ = with_topics(OLD, "t", read_contents("1 基础\n1.1 张量\n1.10 广播\n"))

    assert "number: '1.1'" in text
    assert "number: '1.10'" in text


def test_slugs_stay_unique() -> None:
    """A kept slug that a new topic's title would give."""
    text, _ = with_topics("topics:\n- title: 甲\n  slug: 乙\n", "t", read_contents("甲\n乙\n"))

    assert [topic.slug for topic in load(text, "t").outline.walk()] == ["乙", "乙-2"]


def test_an_outline_that_says_nothing_new_changes_nothing() -> None:
    """To the byte: quotes, blanks and flow of the person."""
    text = "topics:\n- {title: 甲, slug: 'x',   aliases: [a]}   # mine\n-   title: 乙\n"

    assert with_topics(text, "t", read_contents("甲\n乙\n")) == (text, {})


def test_lists_stay_as_far_to_the_left_as_they_are() -> None:
    """A person's way to set them in."""
    text, _ = with_topics("topics:\n- 甲\nglossary:\n- [甲, a]\n", "t", read_contents("甲\n乙\n"))

    assert "\n- title: 甲\n" in text
    assert text.endswith("glossary:\n- [甲, a]\n")
