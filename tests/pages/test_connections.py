"""What links to what: backlinks, related topics, and links that name nothing."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kbtools.model import Block, BlockKind, Book, ItemId, Note, Related, SourceId, Topic, TopicSlug
from kbtools.pages import render
from kbtools.pages.connections import problems
from kbtools.pages.graph import PREVIEWS
from kbtools.text import Lines

With = Callable[[str], Book]


@pytest.fixture
def saying(book: Book) -> With:
    """The small book with other words under the heading `1.2 求和`, which stands under the topic `张量`."""

    def make(text: str) -> Book:
        first, second = book.readings
        rows = [*[""] * 18, *text.split("\n"), ""]
        block = Block(BlockKind.PROSE, text, Lines(19, 19 + text.count("\n")))
        items = tuple(
            replace(item, body=(block,)) if item.id == "n-sum" and isinstance(item, Note) else item
            for item in second.items
        )
        source = replace(second.source, text="\n".join(rows))
        sessions = {name: replace(one, snippets=()) for name, one in book.sessions.items()}
        return replace(
            book, readings=(first, replace(second, source=source, items=items)), sessions=sessions, checked={}
        )

    return make


def text_of(book: Book, path: str) -> str:
    """What stands on a page."""
    return next(page.text for page in render(book) if page.path == path)


def test_a_topic_tells_what_links_to_it(saying: With) -> None:
    """By its title, by a heading on its page, never from that page itself."""
    page = text_of(saying("先看 [[形状|这里]]。"), "docs/topics/形状.md")

    assert "## 链接到这里\n" in page
    assert '-   [1.2 求和](张量.md#n-sum) <span class="kb-beside">笔记 · 张量笔记</span>' in page
    assert "链接到这里" not in text_of(saying("先看 [[张量]]。"), "docs/topics/张量.md")


def test_a_link_to_an_item_reaches_its_source_and_its_topic(saying: With) -> None:
    """A block of Obsidian is a highlight, or a paragraph with a name."""
    book = saying("见 [[course-book#^h2]]。")

    assert "求和](../topics/张量.md#n-sum)" in text_of(book, "docs/sources/course-book.md")
    named = saying("甲 ^first\n\n见 [[#^first]] 与 [[notes#^first|上面]]")
    assert "[上面](../sources/notes.md#n-sum)" in text_of(named, "docs/topics/张量.md")
    assert list(problems(named, {})) == []


def test_related_topics_have_their_reasons(saying: With) -> None:
    """Links both ways, and what the placement found in common."""
    book = saying("先看 [[形状]]。")
    common = Related(TopicSlug("空"), 0.4, ("items that may belong to both: 2", "both speak of “shape”"))
    book = replace(book, related={TopicSlug("张量"): (common,)})

    page = text_of(book, "docs/topics/张量.md").split("## 相关主题")[1]
    assert page.index("[空]") < page.index("[1.1 形状]")
    assert "有 2 个条目两边都可能属于；都谈到“shape”" in page
    assert "有 1 处链接指向它" in page
    assert "它有 1 处链接指向这里" in text_of(book, "docs/topics/形状.md")


@pytest.mark.parametrize(
    ("text", "line", "what", "hint"),
    [
        ("空\n\n见 [[形犬]]", 21, "`[[形犬]]` names no topic, no source and no item", ""),
        ("见 [[course-bok]]", 19, "`[[course-bok]]` names no topic", "did you mean `course-book.md`?"),
        ("![[course-bok]]", 19, "`![[course-bok]]` names no topic", "did you mean `course-book.md`?"),
        ("[[#形状1]]", 19, "`[[#形状1]]`: its own note has no heading or block", "did you mean `#形状`?"),
        ("[[notes#园艺]]", 19, "has no heading or block `园艺`", "name a heading that it has"),
        ("[[notes#形状1]]", 19, "has no heading or block `形状1`", "did you mean `notes#形状`?"),
        ("[[https://example.com/x]]", 19, "names no topic", "write it as `[words](address)`"),
        ("[[notes#^zz]]", 19, "has no heading or block `^zz`", ""),
        ("[[courseboo]]", 19, "names no topic", "did you mean `course-book.md`?"),
        ("[看](course-bok.md)", 19, "`](course-bok.md)` names no source", "did you mean `course-book.md`?"),
        ("[看](别处/没有.md)", 19, "`](别处/没有.md)` names no source", "import what it names"),
        ("[[#无]]", 19, "`[[#无]]`: its own note has no heading or block `无`", "name a heading"),
    ],
)
def test_links_that_name_nothing_are_told_with_line_and_nearest_name(
    saying: With, text: str, line: int, what: str, hint: str
) -> None:
    """One problem a link; links in code, and those that lead somewhere, are none."""
    book = saying(f"{text}\n\n`[[代码]]`\n\n[[张量]] [网](https://example.org) ![[图.png]]")

    (found,) = problems(book, {"notes": "docs/.sources/notes.md"})

    assert (found.path, found.line, found.code) == ("docs/.sources/notes.md", line, "link-unresolved")
    assert what in found.what
    assert hint in found.hint


def test_a_link_that_may_mean_several_is_told_with_them(saying: With) -> None:
    """Files, or topics; it leads to the first. Links to other files than notes are their author's."""
    book = saying("[[题]] [[甲/题]] [[形状]] [图](图.pdf) [网](https://example.org/题.md)")
    first, second = book.readings
    files = [
        replace(first, source=replace(first.source, id=SourceId(f"s{index}"), name=f"{name}/题.md"), items=())
        for index, name in enumerate("甲乙")
    ]
    again = Topic(TopicSlug("again"), "形状", number="7")
    outline = replace(book.outline, topics=(*book.outline.topics, again))

    found = list(problems(replace(book, readings=(first, second, *files), outline=outline), {}))

    assert [one.code for one in found] == ["link-ambiguous", "link-ambiguous"]
    assert "`[[题]]` may mean `乙/题`, `甲/题`: it leads to the first" in found[0].what
    assert "`[[形状]]` may mean `1.1 形状`, `7 形状`" in found[1].what
    assert found[1].hint == "write which one is meant, such as `[[7 形状]]`"


def test_of_rivals_that_are_titled_alike_each_is_named_so_that_it_is_found(saying: With) -> None:
    """Topics without numbers by their slugs, files by their endings."""
    book = saying("[[题]] [[概述]]")
    first, second = book.readings
    files = [
        replace(first, source=replace(first.source, id=SourceId(f"s{end}"), name=f"甲/题.{end}"), items=())
        for end in ("md", "txt")
    ]
    twice = [Topic(TopicSlug(slug), "概述") for slug in ("概述", "概述-2")]
    outline = replace(book.outline, topics=(*book.outline.topics, *twice))

    found = list(problems(replace(book, readings=(first, second, *files), outline=outline), {}))

    assert [one.hint for one in found] == [
        "write which one is meant, such as `[[甲/题.txt]]`",
        "write which one is meant, such as `[[概述-2]]`",
    ]


def test_what_an_author_hid_is_no_link(saying: With) -> None:
    """An aside is not published, so nothing in it is told."""
    assert list(problems(saying("%% [[秘密]] %% 好"), {})) == []


def test_the_same_link_twice_has_two_lines(saying: With) -> None:
    """Each where it stands."""
    found = problems(saying("[[无]]\n\n再见 [[无]]"), {})

    assert [one.line for one in found] == [19, 21]


def test_pages_without_connections_have_no_empty_headings(book: Book) -> None:
    """Nothing to say, nothing said."""
    assert "相关主题" not in text_of(book, "docs/topics/张量.md")
    assert "链接到这里" not in text_of(book, "docs/sources/notes.md")


def test_previews_hold_every_item(book: Book) -> None:
    """By its anchor."""
    data: Any = json.loads(text_of(book, "docs/data/previews.json"))

    assert set(data["items"]) == {ItemId(name) for name in ("n-shape", "n-sum", "n-install", "h1", "h2")}
    assert data["items"]["h2"] == {
        "page": "topics/张量",
        "source": "sources/course-book",
        "kind": "highlight",
        "title": "形状不同也能相加",
        "text": "",
    }


def test_previews_have_words_and_no_marks(saying: With) -> None:
    """A small window reads no Markdown; code in it stays as it is."""
    book = saying("- 见 [[形状|那里]] 与 **粗体**\n- `[[0]]` ^p1")
    first, second = book.readings
    code = Block(BlockKind.FENCE, "# 不是标题\n- 1", Lines(25, 26))
    items = tuple(
        replace(item, body=(*item.body, code)) if item.id == "n-sum" and isinstance(item, Note) else item
        for item in second.items
    )

    data: Any = json.loads(text_of(replace(book, readings=(first, replace(second, items=items))), PREVIEWS))

    assert data["items"]["n-sum"]["text"] == "见 那里 与 粗体 [[0]] # 不是标题 - 1"
