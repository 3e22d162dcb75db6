"""Tags: an index, a page each, nested ones below the outer."""

from dataclasses import replace

import pytest

from kbtools.model import Block, BlockKind, Book, Note, Session
from kbtools.pages import render
from kbtools.pages.navigation import navigation
from kbtools.text import Lines


@pytest.fixture
def tagged(book: Book) -> Book:
    """Tags of every kind: of a highlight, in the text, of a source, of a topic."""
    first, second = book.readings
    prose = Block(BlockKind.PROSE, "#深度学习/优化 与 #GPU，`#代码`、\\#没有 不算。", Lines(19, 19))
    items = tuple(
        replace(item, body=(prose,)) if item.id == "n-sum" and isinstance(item, Note) else item
        for item in second.items
    )
    chapter, empty = book.outline.topics
    return replace(
        book,
        readings=(replace(first, tags=("深度学习", "ＧＰＵ")), replace(second, items=items)),
        outline=replace(book.outline, topics=(chapter, replace(empty, tags=("深度学习/优化",)))),
        sessions={one.source.id: Session(one.source.id, "", ()) for one in book.readings},
        checked={},
    )


def pages(book: Book) -> dict[str, str]:
    """Path to text of the pages of tags."""
    return {page.path: page.text for page in render(book) if page.path.startswith("docs/tags/")}


def test_every_tag_has_a_page_and_a_line_in_the_index(tagged: Book) -> None:
    """Nested tags lie in folders, and what is nested counts for the outer tag too."""
    found = pages(tagged)

    assert set(found) == {
        "docs/tags/index.md",
        "docs/tags/gpu.md",
        "docs/tags/广播.md",
        "docs/tags/深度学习.md",
        "docs/tags/深度学习/优化.md",
    }
    index = found["docs/tags/index.md"]
    assert (
        "-   [#深度学习](深度学习.md) (3)\n    -   [#深度学习/优化](深度学习/优化.md) (2)"
        in index.replace("\\", "")
    )


def test_a_tag_lists_highlights_notes_sources_and_topics(tagged: Book) -> None:
    """Each leads to where it is shown."""
    found = pages(tagged)

    assert found["docs/tags/广播.md"].startswith("# \\#广播\n")
    assert "## 划线\n\n-   [形状不同也能相加](../topics/张量.md#h2)" in found["docs/tags/广播.md"]
    nested = found["docs/tags/深度学习/优化.md"]
    assert "## 笔记\n\n-   [1.2 求和](../../topics/张量.md#n-sum)" in nested
    assert "## 主题\n\n-   [空](../../topics/空.md)" in nested
    assert "[标签](../index.md) · [#深度学习](../深度学习.md)" in nested.replace("\\", "")
    assert "## 来源\n\n-   [深度学习课本](../sources/course-book.md)" in found["docs/tags/深度学习.md"]


def test_a_tag_tells_how_much_of_its_count_stands_below(tagged: Book) -> None:
    """Its page lists its own; what carries a nested tag stands on the page of that."""
    found = pages(tagged)

    assert "3 处，其中 2 处在下级标签" in found["docs/tags/深度学习.md"]
    assert "2 处" in found["docs/tags/深度学习/优化.md"]
    assert "下级" not in found["docs/tags/深度学习/优化.md"]


def test_spellings_of_a_tag_share_a_page_and_other_tags_never_do(tagged: Book) -> None:
    """Letter case and width make no other tag; `C` and `C++` have one slug and two pages."""
    first, second = tagged.readings
    book = replace(tagged, readings=(replace(first, tags=("ＧＰＵ", "gpu", "c++", "C", "index")), second))

    found = pages(book)
    assert "docs/tags/gpu.md" in found
    assert {"docs/tags/c.md", "docs/tags/c-2.md", "docs/tags/index-2.md"} <= set(found)
    assert found["docs/tags/index.md"].count("gpu.md") == 1


def test_items_lead_to_the_pages_of_their_tags(tagged: Book) -> None:
    """Tags in the text too."""
    page = next(page.text for page in render(tagged) if page.path == "docs/topics/张量.md")

    assert '<span class="kb-tag">[深度学习/优化](../tags/深度学习/优化.md)</span>' in page


def test_the_navigation_names_tags_only_where_there_are_some(tagged: Book, nothing: Book) -> None:
    """An empty base has none."""
    assert {"标签": "tags/index.md"} in navigation(tagged, {})
    assert not any("标签" in part for part in navigation(nothing, {}) if isinstance(part, dict))
