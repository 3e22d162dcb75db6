"""A line that only says that an output follows heads no section."""

from pathlib import PurePosixPath

import pytest

from kbtools.model import Note, Source, SourceId
from kbtools.sources import read

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
