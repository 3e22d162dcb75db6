"""Pasted pages: code, headings and the site's own lines are told apart by form alone."""

from collections.abc import Callable

import pytest

from kbtools.model import BlockKind, DropReason, Note, Reading
from kbtools.sources import account
from kbtools.sources.python_line import Look, look

ReadText = Callable[[str], Reading]


def test_a_blog_is_read_as_notes(read_case: ReadText) -> None:
    """Title, numbered and plain headings nest; the rest is prose and listings."""
    reading = read_case("blog.txt")

    assert reading.reader == "pasted"
    assert account(reading).missing == ()
    assert [item.headings for item in reading.items] == [
        ("线性代数学习笔记",),
        ("线性代数学习笔记", "矩阵运算"),
        ("线性代数学习笔记", "矩阵运算", "转置的性质"),
    ]


def test_listings_hold_code_with_its_output(read_case: ReadText) -> None:
    """Glued output, output on its own lines, comments and open brackets belong to the code."""
    listings = [b for item in read_case("blog.txt").items for b in item.body if b.kind is BlockKind.LISTING]

    assert [str(block.lines) for block in listings] == ["5-9", "12-16", "18-19"]


def test_the_site_is_dropped(read_case: ReadText) -> None:
    """Counters and dialogs are chrome, the list of other articles goes with its reason."""
    drops = read_case("blog.txt").drops

    assert [(str(drop.lines), drop.reason) for drop in drops] == [
        ("2", DropReason.SITE_CHROME),
        ("21-29", DropReason.SITE_CHROME),
        ("31-35", DropReason.RELATED_ARTICLES),
    ]


def test_a_section_about_related_reading_is_the_authors(read_text: ReadText) -> None:
    """A marker of tails with sentences or code after it ends nothing."""
    reading = read_text(
        "标题\n\n相关阅读\n这一节介绍三本书，每一本都值得细读。\n第一本讲代数，第二本讲分析。\nx = f(1)\n"
    )

    assert reading.drops == ()


def test_an_english_page_is_read(read_text: ReadText) -> None:
    """Titles, code and the bar under an article, in English."""
    text = (
        "Notes on tensors\n\nShapes and sizes\n\nA tensor has a shape, which is a tuple of whole numbers.\n"
        "x = torch.ones(2)\nprint(x)\ntensor([1., 1.])\n\nThat is all there is to say about it.\n"
        "Share this:\nTweet\nLike\n3 comments\nRelated\nA guide to arrays\nTen tricks with numbers\n"
    )
    reading = read_text(text)

    assert [item.title for item in reading.items] == ["Notes on tensors", "Shapes and sizes"]
    assert [drop.reason for drop in reading.drops] == [DropReason.SITE_CHROME, DropReason.RELATED_ARTICLES]
    assert isinstance(reading.items[1], Note)
    assert [block.kind for block in reading.items[1].body] == [
        BlockKind.PLAIN,
        BlockKind.LISTING,
        BlockKind.PLAIN,
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x.sum()# 12", Look.CODE),
        ("y = x + 2", Look.CODE),
        ("a = f(b)c = g(a)", Look.CODE),
        ("def f(a):b = a * 2while b < 3:b = b + 1return b", Look.CODE),
        ("out = z.mean()//求平均", Look.CODE),
        ("for i in range(3):", Look.CODE),
        ("pip install torch", Look.CODE),
        (">>> x", Look.CODE),
        ("a, b", Look.MAYBE),
        ("tensor([[1., 2.],", Look.OUTPUT),
        ("[3., 4.]])", Look.OUTPUT),
        ("# 注释", Look.COMMENT),
        ("P(B)=∑P(A,B)", Look.WORDS),
        ("我们令 x = 1。", Look.WORDS),
        ("The function f(x) returns a number for every input.", Look.WORDS),
        ("f(x) = 2x + 1", Look.WORDS),
    ],
)
def test_a_line_looks_like_what_it_is(line: str, expected: Look) -> None:
    """One line by itself, without its neighbours."""
    assert look(line) is expected


def test_announced_output_is_listing(read_text: ReadText) -> None:
    """What stands under `结果：` below code is its output, words and tables of numbers included."""
    text = (
        "标题\n\nx = f(1)\n运行结果如下：\nepoch 1, loss 0.5\n   A  B\n0  3  100\n"
        "总结\n这就是今天要讲的全部内容，希望大家都能学会。\n"
    )
    code = [b for i in read_text(text).items for b in i.body if b.kind is not BlockKind.PLAIN]

    assert [(str(block.lines), block.info) for block in code] == [("3", ""), ("5-7", "output")]
    assert [item.title for item in read_text(text).items if isinstance(item, Note)] == ["标题", "总结"]


def test_an_author_above_the_bar_of_counts_is_no_heading(read_text: ReadText) -> None:
    """A name that stands over dropped lines names no section."""
    reading = read_text(
        "张量入门\n小明\n阅读量2.3k\n点赞数 3\n张量是多维数组，可以存放任意多的数字，也可以参与运算。\n"
    )

    assert [item.title for item in reading.items if isinstance(item, Note)] == ["张量入门"]
    assert [str(drop.lines) for drop in reading.drops] == ["3-4"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("In [ ]:", Look.CODE),
        ("In [3]: x", Look.CODE),
        ("$ pip list | grep torch", Look.CODE),
        ("(base) me@box:~/work$ ls -l", Look.CODE),
        ("C:\\Users\\me> python", Look.CODE),
        ("...     return x", Look.MAYBE),
        ("f(), g() and h()", Look.MAYBE),
        ("__len__()", Look.MAYBE),
        ("Traceback (most recent call last):", Look.OUTPUT),
        ("torch.cuda.OutOfMemoryError: there is no memory left on this card", Look.OUTPUT),
        ("02", Look.WORDS),
        ("$5 is the price of it", Look.WORDS),
    ],
)
def test_lines_of_sessions_are_told(line: str, expected: Look) -> None:
    """Prompts of notebooks and shells are code, what an interpreter says by itself is output."""
    assert look(line) is expected


def test_a_value_shows_that_names_are_code(read_text: ReadText) -> None:
    """`a + b` alone may be words; above a tensor it is the code that gave it."""
    reading = read_text(
        "제목\n\n같은 크기의 텐서끼리 더할 수 있습니다.\n\na + b\ntensor([[2, 4],\n        [6, 8]])\n"
    )

    assert [str(b.lines) for i in reading.items for b in i.body if b.kind is BlockKind.LISTING] == ["5-7"]


def test_marks_on_one_line_make_no_markdown(read_text: ReadText) -> None:
    """The help beside a comment box shows all marks at once."""
    words = "一句话。\n" * 10

    assert read_text(f"{words}支持 **粗体** [链接](http://e.org) `代码`\n").reader == "pasted"
    assert read_text(f"{words}**粗体**\n[链接](http://e.org)\n").reader == "markdown"
