"""Annotator blocks as formatters and hands leave them: moved marks, words in between, odd titles."""

from collections.abc import Callable

import pytest

from kbtools.model import BlockKind, Highlight, Note, Reading, Unit
from kbtools.sources import account

ReadText = Callable[[str], Reading]


@pytest.fixture
def found(read_case: ReadText) -> dict[str, Highlight]:
    """The highlights of the case, by id."""
    return {one.id: one for one in read_case("annotator_found.md").items if isinstance(one, Highlight)}


def block(uri: str = "vault:/书/甲.pdf", title: str = '""', name: str = "a1", extra: str = "") -> str:
    """A block as the plugin writes it, for one document."""
    return (
        f'\n>%%\n>```annotation-json\n>{{"document":{{"title":{title}}},"uri":"{uri}"{extra},"target":[{{"selector":'
        '[{"type":"TextPositionSelector","start":3,"end":5},{"type":"TextQuoteSelector","exact":"原文"}]}]}\n'
        f">```\n>%%\n>*%%HIGHLIGHT%% ==原文== *\n>%%COMMENT%%\n>\n>%%TAGS%%\n>\n^{name}\n"
    )


def test_a_formatted_block_is_read_as_before(found: dict[str, Highlight]) -> None:
    """A formatter puts blanks behind `>`, empty lines around the fence and `_` in place of `*`."""
    one = found["fmt1"]

    assert (one.quote, one.exact, one.prefix, one.suffix) == ("步长取得太大会发散", "", "由此可见", "")
    assert (one.comment, one.tags) == ("用 0.1 试过，确实发散。\n\n- 换成 0.01 就好了", ("步长",))


def test_what_stands_behind_a_marker_counts(found: dict[str, Highlight]) -> None:
    """Comment and tags on the line of their own marker are comment and tags."""
    one = found["same1"]

    assert one.comment.startswith("写在标记后面的评论\n第二行")
    assert one.tags == ("梯度", "方向")


def test_words_between_the_parts_join_the_comment(found: dict[str, Highlight]) -> None:
    """What a person wrote where the plugin has no place for it is shown with its own lines, and is no tag."""
    one = found["same1"]

    assert one.quote == "梯度指向上升最快的方向"
    assert one.comment.endswith(
        "先记一句：负梯度才是下降。\n\n夹在中间的话。\n\n还没写完的一段正文。\n\n# 另一节"
    )
    assert [(block.text, block.lines.start) for block in one.body if block.kind is BlockKind.PROSE] == [
        ("写在标记后面的评论\n第二行", 38),
        ("先记一句：负梯度才是下降。", 34),
        ("夹在中间的话。", 37),
        ("还没写完的一段正文。\n\n# 另一节", 41),
    ]


def test_a_block_without_the_marker_keeps_the_comment_of_its_json(found: dict[str, Highlight]) -> None:
    """The comment in the JSON is all there is; a line end of Windows in a quote is a line end."""
    one = found["bare1"]

    assert (one.quote, one.exact, one.comment) == ("收敛\n很慢", "", "只在 JSON 里的评论")


def test_properties_with_a_field_among_them_are_front_matter(read_case: ReadText) -> None:
    """`annotation-target::x` between the marks of the front matter makes no note of the other properties."""
    reading = read_case("annotator_found.md")
    notes = [item for item in reading.items if isinstance(item, Note)]

    assert (reading.title, [note.title for note in notes]) == ("最优化讲义", ["下降法"])
    assert notes[0].body[0].text == "> [!note] 读法\n> 先看定义，再看推导。"
    assert (account(reading).missing, reading.problems) == ((), ())


@pytest.mark.parametrize(
    "title",
    [
        '""',
        '"甲.pdf"',
        '"Microsoft Word - 甲.docx"',
        '"Apresentação do PowerPoint"',
        '"Dokument bez tytułu"',
        '"幻灯片 1"',
        '"/home/somebody/甲"',
        '"%E7%94%B2"',
        "null",
        "[]",
    ],
)
def test_a_title_that_is_none_falls_back_to_the_name_of_the_document(title: str, read_text: ReadText) -> None:
    """Without a property the block itself names the file; the title of the highlight stays empty."""
    reading = read_text(block(title=title))
    one = reading.items[0]

    assert isinstance(one, Highlight)
    assert (reading.title, one.title) == ("甲", "")


def test_a_list_of_titles_gives_the_first(read_text: ReadText) -> None:
    """Web pages are recorded with a list of titles."""
    assert read_text(block(title='["第一个标题","二"]')).title == "第一个标题"


def test_highlights_of_several_documents_are_told_apart(read_text: ReadText) -> None:
    """In a file about two documents without titles each highlight has the name of its own."""
    reading = read_text(block() + block("https://e.org/乙%20本.pdf?token=x", name="b1"))

    assert [item.title for item in reading.items] == ["甲", "乙 本"]


@pytest.mark.parametrize(
    "field",
    [
        "> annotation-target:: [[书/甲.pdf]]",
        "annotation-target:: [书](<书/甲.pdf>)",
        "annotation-target::/书/甲.pdf",
    ],
)
def test_a_field_names_the_document_wherever_it_stands(field: str, read_text: ReadText) -> None:
    """In a quote, as a link with blanks in it, from the root of the vault."""
    reading = read_text(f"{field}\n{block('')}")

    assert (reading.title, len(reading.items), account(reading).missing) == ("甲", 1, ())


@pytest.mark.parametrize(
    ("selector", "unit", "start", "end"),
    [
        ('{"type":"PageSelector","index":4,"label":"v"}', Unit.PAGE, 5, 5),
        ('{"type":"MediaTimeSelector","start":61.5,"end":70}', Unit.SECONDS, 61, 70),
    ],
)
def test_other_selectors_are_places(
    selector: str, unit: Unit, start: int, end: int, read_text: ReadText
) -> None:
    """A page or a moment says where a highlight stands when no offset does."""
    one = read_text(block().replace('{"type":"TextPositionSelector","start":3,"end":5}', selector)).items[0]

    assert isinstance(one, Highlight)
    assert one.place
    assert (one.place.unit, one.place.start, one.place.end) == (unit, start, end)
