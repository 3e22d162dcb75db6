"""All readers together: nothing is lost, nothing raises, nothing takes longer than its length."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtools.model import Reading, Source, SourceId
from kbtools.sources import READERS, account, read
from kbtools.sources.account import overlaps

ReadText = Callable[[str], Reading]
FORMS = """
# 标题
## 1.2 二
```python
```
x = f(1)
tensor([[1.,
2.]])
> 引用
- 项
    缩进
正文。
>```annotation-json
>{}
>%%
>*%%HIGHLIGHT%%a*
>%%COMMENT%%
>%%TAGS%%
^a1
点赞
相关文章:
language=python
a\tb\tc
---
===
$$
<!-- kb: skip -->
[x](#)
07:31 x
1
\x0c
\u2028
"""
PIECES = st.sampled_from(FORMS.split("\n"))
HOSTILE = {
    "quote marks": ">" * 100_000,
    "list marks": "- " * 50_000,
    "brackets": "# h\n\n" + "[" * 1_000_000,
    "one long line": "x" * 1_000_000,
    "blanks": "# h\n" + " " * 1_000_000 + "x",
    "fences": "```python\nx = 1\n```\n" * 12_000,
    "open calls": "x = f(\n" * 20_000,
    "open comments": "# h\n" + "<!-- kb: a\n" * 20_000,
    "open blocks": ">```annotation-json\n>{\n" * 10_000,
    "deep JSON": ">```annotation-json\n>" + "[" * 200_000 + "\n>```\n^a\n",
    "short lines": "标题\n" * 50_000,
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@settings(max_examples=60, deadline=None)
@given(text=st.lists(PIECES | st.text(max_size=12), max_size=30).map("\n".join))
def test_every_reader_accounts_for_every_line(reader: object, text: str) -> None:
    """Whatever a reader is given, it shows, drops or names every line, and no line twice."""
    chosen = next(one for one in READERS if one is reader)
    reading = chosen.read(Source(SourceId("s"), "s.txt", text))

    assert account(reading).missing == ()
    assert overlaps(reading) == ()
    assert len({item.id for item in reading.items}) == len(reading.items)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_in_time(text: str, read_text: ReadText) -> None:
    """No depth, length or number of lines stops the readers."""
    start = time.monotonic()
    reading = read_text(text)

    assert account(reading).missing == ()
    assert time.monotonic() - start < 60


def test_no_entry_point_is_needed(read_text: ReadText) -> None:
    """Plain words are read by the last reader."""
    assert read_text("just words").reader == READERS[-1].name == "pasted"


def test_the_file_name_decides_nothing() -> None:
    """A text with another ending is read the same."""
    names = ("a.txt", "a.md", "a.py", "a")

    assert len({read(Source(SourceId("s"), name, "# A\n\ntext")).reader for name in names}) == 1
