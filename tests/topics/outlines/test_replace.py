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


RENAMED = """\
topics:
- title: 自动求导
  slug: autograd
  aliases: [automatic differentiation, 求导]  # mine
- 张量  # all begins here
- title: 暂退法
- title: 批量规范化
  number: '7.5'
  children:
  - 训练时
  - 预测时
- title: 循环网络
  number: '8.4'
- 微调
- 旧题
rulings:
  a: autograd
  b: 张量
  c: 暂退法
  d: 批量规范化
  e: 循环网络
  f: 微调
  g: 旧题
glossary:
- [微调, fine-tuning]
"""


def test_a_topic_that_is_named_otherwise_keeps_what_a_person_wrote() -> None:
    """By its alias, the name in its brackets, the glossary, its number; what has no topic now is told."""
    contents = (
        "7.1 求导\n7.2 张量\n7.3 Dropout（暂退法）\n7.4 Fine-tuning\n"
        "7.5 归一化\n7.5.1 训练时\n7.5.2 预测时\n8.4 循环神经网络\n"
    )
    text, lost = with_topics(RENAMED, "t", read_contents(contents))

    found = load(text, "t")
    assert lost == {"g": "旧题"}
    assert {found.outline.named(slug)[0].title: item for item, slug in found.rulings.items()} == {
        "求导": "a",
        "张量": "b",
        "Dropout（暂退法）": "c",
        "归一化": "d",
        "循环神经网络": "e",
        "Fine-tuning": "f",
    }
    assert found.outline.named("求导")[0].aliases == ("automatic differentiation", "自动求导")
    assert found.outline.named("归一化")[0].aliases == ("批量规范化",)
    assert "# mine" in text
    assert "# all begins here" in text


def test_a_topic_of_the_same_number_and_nothing_else_is_another() -> None:
    """A ruling is not carried to what the book has in its place."""
    old = "topics:\n- title: 卷积\n  number: '2.1'\nrulings:\n  a: 卷积\n"

    assert with_topics(old, "t", read_contents("2.1 梯度\n"))[1] == {"a": "卷积"}


def test_a_topic_that_was_renamed_once_stays_itself() -> None:
    """The same contents again change nothing."""
    outline = read_contents("1 求导\n2 张量\n")
    once, _ = with_topics("topics:\n- title: 自动求导\n  aliases: [求导]\n- 张量\n", "t", outline)

    assert with_topics(once, "t", outline) == (once, {})
