"""A line that only says that an output follows heads no section."""

from pathlib import PurePosixPath

import pytest

from kbtools.model import Note, Source, SourceId
from kbtools.sources import read
from kbtools.sources.listing import listing_and_output

PAGE = """深度学习入门笔记
来源:我的博客
1 布尔索引
取出大于二的数
mask = t > 2
print(t[mask])
{line}
tensor([3, 4, 5])
下面换一种写法。
"""


@pytest.mark.parametrize("line", ["结果如下", "输出结果为", "运行结果", "Output"])
def test_an_announcement_is_no_heading(line: str) -> None:
    """Code and output stay in one section, where they find each other."""
    name = PurePosixPath("page.txt")
    reading = read(Source(SourceId("page"), str(name), PAGE.format(line=line)))

    titles = [item.title for item in reading.items if isinstance(item, Note)]

    assert line not in titles


@pytest.mark.parametrize(
    "table",
    [
        "a    1.0\nb    NaN\ndtype: float64",
        "                     A\n2016-01-31 23:59:56  1\n2016-01-31 23:59:57  1",
    ],
)
def test_the_first_line_of_an_announced_table_is_output(table: str) -> None:
    """A label with its value, or a name set from the margin, is no name that somebody typed above a table."""
    lines = ["shown = load()", "shown", "输出：", *table.split("\n"), "接下来看下一个例子。"]

    taken, output = listing_and_output(lines)

    rows = set(range(3, 3 + len(table.split("\n"))))
    assert rows <= output
    assert rows | {0, 1} == taken


def test_an_index_that_goes_on_below_is_code() -> None:
    """A name with an open square bracket begins the statement that the lines under it end."""
    lines = ["接下来看下一个例子。", "rents.loc[", "    rents > 3", "]", "接下来看下一个例子。"]

    taken, _ = listing_and_output(lines)

    assert taken == {1, 2, 3}
