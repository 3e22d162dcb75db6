"""A small book made by hand, and Python-Markdown set up exactly as a knowledge base's mkdocs.yml does."""

from collections.abc import Callable
from html.parser import HTMLParser

import markdown
import pytest
from pymdownx.slugs import slugify

from kbtools.model import (
    Block,
    BlockKind,
    Book,
    Checked,
    CodeKind,
    Drop,
    DropReason,
    Grade,
    Guess,
    Highlight,
    ItemId,
    Layout,
    Note,
    Outline,
    Place,
    Placement,
    Reading,
    Session,
    Snippet,
    SnippetId,
    Source,
    SourceId,
    Topic,
    TopicSlug,
    Unit,
    Verdict,
)
from kbtools.text import Lines

NOTES = SourceId("notes")
BOOK = SourceId("course-book")
ENVIRONMENT = "py313-torch213"

NOTE_TEXT = """\
# 一 张量

## 1.1 形状

用 `shape` 看形状：

```python
x = torch.ones(2)
x.shape
```

结果是：

```
torch.Size([2])
```

## 1.2 求和

```python
x.sum()
```
```
tensor(3.)
```

```python
def f(a):
return a
```

## 1.3 安装

```bash
pip install torch
```

|首行|次行|
"""


def block(kind: BlockKind, start: int, end: int, text: str, info: str = "") -> Block:
    """A block; a fence's text starts one line below it."""
    first = start + 1 if kind is BlockKind.FENCE else start
    return Block(kind, text, Lines(start, end), info, first)


def snippet(name: str, item: str, lines: Lines, text: str, recorded: str | None, **more: object) -> Snippet:
    """A Python snippet with one layout, the text as it stands."""
    layouts = (Layout(text, lines.start + 1, recorded),)
    values: dict[str, object] = {"kind": CodeKind.PYTHON, "language": "python", "layouts": layouts} | more
    return Snippet(
        id=SnippetId(f"{NOTES}/{name}"),
        source=NOTES,
        item=ItemId(item),
        lines=lines,
        text=text,
        recorded=recorded,
        how="next-fence" if recorded is not None else "",
        **values,  # type: ignore[arg-type]
    )


def notes() -> Reading:
    """A Markdown source of three sections and one dropped line."""
    shape = (
        block(BlockKind.PROSE, 5, 5, "用 `shape` 看形状："),
        block(BlockKind.FENCE, 7, 10, "x = torch.ones(2)\nx.shape", "python"),
        block(BlockKind.PROSE, 12, 12, "结果是："),
        block(BlockKind.FENCE, 14, 16, "torch.Size([2])"),
    )
    total = (
        block(BlockKind.FENCE, 20, 22, "x.sum()", "python"),
        block(BlockKind.FENCE, 23, 25, "tensor(3.)"),
        block(BlockKind.FENCE, 27, 30, "def f(a):\nreturn a", "python"),
    )
    install = (block(BlockKind.FENCE, 34, 36, "pip install torch", "bash"),)
    items = (
        Note(ItemId("n-shape"), Lines(3, 16), "形状", 2, "1.1", ("张量", "形状"), shape),
        Note(ItemId("n-sum"), Lines(18, 30), "求和", 2, "1.2", ("张量", "求和"), total),
        Note(ItemId("n-install"), Lines(32, 36), "安装", 2, "1.3", ("张量", "安装"), install),
    )
    drops = (Drop(Lines(38, 38), DropReason.NAVIGATION, "|首行|次行|"),)
    return Reading(Source(NOTES, "notes.md", NOTE_TEXT), "markdown", "张量笔记", items, drops)


def highlights() -> Reading:
    """Two passages of one document, the later one first, one of them with a comment."""
    place = Place(Unit.PDF_OFFSET, 900, 920, "urn:x-pdf:1")
    earlier = Place(Unit.PAGE, 12, 12)
    comment = block(BlockKind.PROSE, 9, 9, "**广播**只复制*视图* <b>不</b>复制数据")
    items = (
        Highlight(
            ItemId("h2"),
            Lines(8, 14),
            "形状不同也能相加",
            "前文：",
            "。后文",
            (comment,),
            "",
            ("广播",),
            place,
        ),
        Highlight(
            ItemId("h1"), Lines(1, 7), "张量是多维数组", "", "", (), "", (), earlier, "2024-05-01T08:00:00Z"
        ),
    )
    return Reading(Source(BOOK, "course-book.md", "\n" * 14), "annotator", "深度学习课本", items)


def snippets() -> tuple[Snippet, ...]:
    """One snippet that holds, one that drifted, one that was repaired, one that never runs."""
    repaired = (Layout("def f(a):\n    return a", 28, None, ("indentation",)),)
    return (
        snippet("aaa", "n-shape", Lines(7, 16), "x = torch.ones(2)\nx.shape", "torch.Size([2])"),
        snippet("bbb", "n-sum", Lines(20, 25), "x.sum()", "tensor(3.)"),
        snippet("ccc", "n-sum", Lines(27, 30), "def f(a):\nreturn a", None, layouts=repaired),
        snippet(
            "ddd",
            "n-install",
            Lines(34, 36),
            "pip install torch",
            None,
            kind=CodeKind.SHELL,
            layouts=(),
            why="commands for a shell",
        ),
    )


def checked() -> tuple[Checked, ...]:
    """What running the first three showed."""

    def one(name: str, verdict: Verdict, reason: str, **more: object) -> Checked:
        values: dict[str, object] = {"layout": 0, "environment": ENVIRONMENT} | more
        return Checked(SnippetId(f"{NOTES}/{name}"), "key", verdict, reason, **values)  # type: ignore[arg-type]

    supplied = ("import torch",)
    return (
        one("aaa", Verdict.VERIFIED, "The output is the recorded one.", grade=Grade.EXACT, supplied=supplied),
        one(
            "bbb",
            Verdict.DRIFTED,
            "The output differs at its line 1.",
            got="tensor(2.)",
            stderr="<b>warned</b>",
        ),
        one(
            "ccc", Verdict.RAISED, "It raised <NameError>.", got="NameError: a", line=29, root=f"{NOTES}/bbb"
        ),
    )


def outline() -> Outline:
    """Two topics, one below the other, and one that nothing belongs to."""
    shapes = Topic(TopicSlug("形状"), "形状", "1.1")
    return Outline((Topic(TopicSlug("张量"), "张量", "1", children=(shapes,)), Topic(TopicSlug("空"), "空")))


def placements() -> dict[ItemId, Placement]:
    """Everything placed but the section on installing, which has a guess."""

    def one(item: str, source: SourceId, topic: str | None, *guesses: Guess) -> Placement:
        slug = TopicSlug(topic) if topic else None
        return Placement(ItemId(item), source, slug, 0.9, ("its heading names the topic",), guesses)

    rows = (
        one("n-shape", NOTES, "形状"),
        one("n-sum", NOTES, "张量"),
        one("n-install", NOTES, None, Guess(TopicSlug("张量"), 0.31), Guess(TopicSlug("空"), 0.004)),
        one("h1", BOOK, "张量"),
        one("h2", BOOK, "张量"),
    )
    return {row.item: row for row in rows}


def small_book(language: str = "zh") -> Book:
    """All of it."""
    return Book(
        title="小知识库",
        language=language,
        readings=(highlights(), notes()),
        outline=outline(),
        placements=placements(),
        sessions={NOTES: Session(NOTES, "docs/.sources/notes.md", snippets())},
        checked={one.snippet: one for one in checked()},
        environments={ENVIRONMENT: {"python": "3.13.1", "torch": "2.13.0", "platform": "linux"}},
    )


EXTENSIONS = [
    "admonition",
    "footnotes",
    "tables",
    "md_in_html",
    "sane_lists",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.highlight",
    "pymdownx.arithmatex",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.mark",
]
CONFIGS = {
    "toc": {"slugify": slugify(case="lower"), "permalink": True},
    "pymdownx.highlight": {"anchor_linenums": False},
    "pymdownx.arithmatex": {"generic": True},
}


def convert(page: str) -> str:
    """The page as HTML."""
    return str(markdown.markdown(page, extensions=EXTENSIONS, extension_configs=CONFIGS))


class Look(HTMLParser):
    """Collects elements with their attributes, and the text a reader sees."""

    def __init__(self, html: str) -> None:
        """Look at all of it."""
        super().__init__(convert_charrefs=True)
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


@pytest.fixture(scope="session")
def look() -> Callable[[str], Look]:
    """Converts a page and looks at the result."""
    return lambda page: Look(convert(page))


@pytest.fixture(scope="session")
def book() -> Book:
    """The small book in Chinese."""
    return small_book("zh")


@pytest.fixture(scope="session")
def english() -> Book:
    """The small book in English."""
    return small_book("en")


@pytest.fixture(scope="session")
def nothing() -> Book:
    """A book before the first import."""
    return Book("空库", "zh", (), Outline(), {}, {}, {})
