"""Every kind of Annotator block and property that real vaults hold, one case a kind."""

import json
from collections.abc import Callable, Mapping

import pytest

from kbtools.decode import decode
from kbtools.model import BlockKind, Highlight, Note, Reading, Unit
from kbtools.sources import account

ReadText = Callable[[str], Reading]
PRINT = "00112233445566778899aabbccddeeff"
EXACT = "秩是主元的个数"
FENCE = "`" * 3


def record(exact: str = EXACT, **other: object) -> dict[str, object]:
    """The JSON of a highlight in a PDF."""
    passage = {"type": "TextQuoteSelector", "exact": exact, "prefix": "由消元可知 ", "suffix": " 。因此"}
    place = {"type": "TextPositionSelector", "start": 40, "end": 47}
    return {
        "created": "2024-03-01T08:00:00.000Z",
        "updated": "2024-03-01T08:00:00.000Z",
        "document": {"title": "线性代数讲义", "documentFingerprint": PRINT},
        "uri": "vault:/书/讲义.pdf",
        "target": [{"source": "vault:/书/讲义.pdf", "selector": [place, passage]}],
        **other,
    }


def block(
    shown: str | None = None,
    comment: str = "一句话",
    tags: str = "#甲",
    data: Mapping[str, object] | None = None,
) -> str:
    """A block as the plugin writes it, an empty line above."""
    shown = f"%%PREFIX%%由消元可知%%HIGHLIGHT%% =={EXACT}== %%POSTFIX%%。因此" if shown is None else shown
    text = json.dumps(record() if data is None else data, ensure_ascii=False)
    lines = (
        f"%%\n{FENCE}annotation-json\n{text}\n{FENCE}\n%%\n*{shown}*\n%%LINK%%[[#^a1b2c3|show annotation]]\n"
        f"%%COMMENT%%\n{comment}\n%%TAGS%%\n{tags}"
    )
    return "\n" + "\n".join(f">{line}" for line in lines.split("\n")) + "\n^a1b2c3\n"


def only(reading: Reading) -> Highlight:
    """The one highlight of a reading without problem, nothing of which is missing."""
    assert (reading.problems, account(reading).missing) == ((), ())
    (one,) = (item for item in reading.items if isinstance(item, Highlight))
    return one


MISSED = {
    "a heading right above": f"# 标题{block()}",
    "words right above": f"前文{block()}",
    "a list right above": f"- 项\n- 项{block()}",
    "a quote right above": f"> 引用{block()}",
    "a rule right above": f"前文\n\n---{block()}",
    "an empty line above the passage": block().replace(">*", "\n>*"),
    "an empty line in the comment": block(comment="一句话\n").replace(">%%TAGS", "\n>%%TAGS"),
    "a line without mark in the comment": block(comment="一句话\n二").replace(">二", "二"),
    "Windows line ends": block().replace("\n", "\r\n"),
    "line ends of an old Mac": block().replace("\n", "\r"),
    "an id at the end of the file": block().rstrip("\n"),
}


@pytest.mark.parametrize("text", MISSED.values(), ids=MISSED.keys())
def test_blocks_that_the_plugin_misses_are_found(text: str, read_text: ReadText) -> None:
    """Eleven kinds that its own reader gives up on."""
    reading = read_text(decode(text.encode("utf-8"), "case.md"))
    one = only(reading)

    assert (one.id, one.quote, one.comment.split("\n")[0], one.tags) == ("a1b2c3", EXACT, "一句话", ("甲",))
    assert [item.title for item in reading.items if isinstance(item, Note) and item.level] == (
        ["标题"] if "# 标题" in text else []
    )


@pytest.mark.parametrize(
    "shown",
    [
        f"%%HIGHLIGHT%% =={EXACT}== %%POSTFIX%%。因此",
        f"%%PREFIX%%由消元可知%%HIGHLIGHT%% =={EXACT}== ",
        f"%%HIGHLIGHT%%{EXACT}",
        f"%%PREFIX%%由消元可知%%HIGHLIGHT%%{EXACT}%%POSTFIX%%。因此",
        "%%PREFIX%%由消元\n可知%%HIGHLIGHT%% ==秩是主元的个数== %%POSTFIX%%。\n因此",
    ],
)
def test_context_and_marks_may_be_switched_off(shown: str, read_text: ReadText) -> None:
    """The JSON has the context to the letter, blanks at its ends too: the Markdown is not asked for it."""
    one = only(read_text(block(shown)))

    assert (one.quote, one.exact, one.prefix, one.suffix) == (EXACT, "", "由消元可知 ", " 。因此")


@pytest.mark.parametrize(
    "exact",
    [
        "^",
        "____",
        "=",
        "a==b",
        "x = *y* `z`",
        "𝑲 是矩阵",
        "\ue000\uf0b7 项",
        "长" * 1200,
        "二\n行",
        "%",
        "50%%",
        "*",
        "_a_",
    ],
)
def test_any_passage_comes_as_it_is(exact: str, read_text: ReadText) -> None:
    """Short and long ones, marks of Markdown, characters beyond the plane or of private use, line ends."""
    one = only(
        read_text(
            block(f"%%PREFIX%%由消元可知%%HIGHLIGHT%% =={exact}== %%POSTFIX%%。因此", data=record(exact))
        )
    )

    assert (one.quote, one.exact) == (exact, "")


@pytest.mark.parametrize("odd", ["\x85", "\u2028", "\u2029", "\xa0"])
def test_what_breaks_lines_elsewhere_is_a_blank(odd: str, read_text: ReadText) -> None:
    """Lines end at a line feed only; numbers of lines stay those of the file."""
    text = block(f"%%HIGHLIGHT%% ==前{odd}后== ", comment=f"左{odd}右\n下一行", data=record(f"前{odd}后"))
    one = only(read_text(f"甲{odd}乙\n{text}"))

    assert (one.quote, one.comment, str(one.lines)) == ("前 后", "左 右\n下一行", "3-15")


@pytest.mark.parametrize("odd", ["\0", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x7f"])
def test_control_characters_are_left_out(odd: str, read_text: ReadText) -> None:
    """They are in text copied from a PDF and mean nothing."""
    one = only(
        read_text(block(f"%%HIGHLIGHT%% ==前{odd}后== ", comment=f"左{odd}右", data=record(f"前{odd}后")))
    )

    assert (one.quote, one.comment) == ("前后", "左右")


@pytest.mark.parametrize(
    "comment",
    [
        "第一段\n\n第二段\n\n- 项\n  - 项",
        "> 引用\n>> 引用里的引用\n\n话",
        "> [!question] 问\n> 为什么？",
        "```python\nx = 1\n# 注释\n```",
        "$$\n\\det A \\ne 0\n$$",
        "![[图 1.png]] 与 [[矩阵|别名]]",
        "# 标题\n话",
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
        "见 %%TAGS%% 与 %%COMMENT%%",
        "%%COMMENT%%\n%%LINK%%",
        "> *%%HIGHLIGHT%% ==别处的引文== *",
        "^notanid\n话",
    ],
)
def test_any_comment_comes_whole(comment: str, read_text: ReadText) -> None:
    """Paragraphs, quotes, callouts, code, formulas, embeds, headings, tables and quoted markers."""
    one = only(read_text(block(comment=comment)))

    assert (one.comment, one.tags) == (comment, ("甲",))


def test_markers_alone_on_a_line_of_a_comment_are_text(read_text: ReadText) -> None:
    """The last line that starts with the marker of the tags is theirs."""
    one = only(read_text(block(comment="前\n%%TAGS%%\n不是标签\n后")))

    assert (one.comment, one.tags) == ("前\n%%TAGS%%\n不是标签\n后", ("甲",))


def test_links_and_hashtags_of_a_comment_are_kept_and_named(read_text: ReadText) -> None:
    """A hashtag is a tag; what is linked stays a link in the text."""
    one = only(read_text(block(comment="见 [[特征值]]，属于 #线性代数/矩阵 ，不是 `#代码`。", tags="")))

    assert (one.tags, "[[特征值]]" in one.comment) == (("线性代数/矩阵",), True)


def test_the_markdown_wins_for_comment_and_tags(read_text: ReadText) -> None:
    """What the JSON says of them is older, or another program's."""
    stale = only(read_text(block(data=record(text="旧的", tags=["旧"]))))
    bare = only(read_text(block(tags="", data=record(tags=["甲 乙", "丙"]))))

    assert (stale.comment, stale.tags, bare.tags) == ("一句话", ("甲",), ("甲 乙", "丙"))


def test_an_emptied_comment_is_none(read_text: ReadText) -> None:
    """Whoever deletes a comment in the note does not want the JSON's back."""
    assert only(read_text(block(comment="", data=record(text="旧的")))).comment == ""


def test_a_page_note_has_no_passage(read_text: ReadText) -> None:
    """It has its comment, and no place."""
    data = {name: value for name, value in record().items() if name != "target"}
    one = only(read_text(block("%%PREFIX%%%%HIGHLIGHT%% ==== %%POSTFIX%%", data=data)))

    assert (one.quote, one.place, one.comment) == ("", None, "一句话")


@pytest.mark.parametrize("name", [PRINT, PRINT * 4, "urn:x-dc:4f3c-uuid/9787"])
def test_a_document_is_known_by_its_print(name: str, read_text: ReadText) -> None:
    """Of a PDF its id, 32 digits or more; of an EPUB an `urn:`."""
    one = only(read_text(block(data=record(document={"title": "讲义", "documentFingerprint": name}))))

    assert one.place
    assert one.place.document == name


@pytest.mark.parametrize(
    ("uri", "chapter"),
    [
        ("app://obsidian.md/index.html?loc=OEBPS%2Fch02.xhtml", "OEBPS/ch02.xhtml"),
        ("http://localhost/?loc=text/part%201.html", "text/part 1.html"),
        ("app://obsidian.md/index.html?loc=/data/user/0/x/ch1.html", "ch1.html"),
        ("https://e.org/article?id=3", ""),
    ],
)
def test_books_and_web_pages_count_inside_a_chapter(uri: str, chapter: str, read_text: ReadText) -> None:
    """The desktop's address, the phone's, one with a local path in it, and a web page without chapters."""
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[3]", "startOffset": 1, "endContainer": "/p[3]"},
        {"type": "TextPositionSelector", "start": 1, "end": 6},
        {"type": "TextQuoteSelector", "exact": "两\n行", "prefix": "", "suffix": ""},
    ]
    data = record(uri=uri, target=[{"source": uri, "selector": selectors}])
    one = only(read_text(block("%%HIGHLIGHT%% ==两\n行== ", data=data)))

    assert one.place
    assert (one.quote, one.place.unit, one.place.chapter) == ("两\n行", Unit.CHAPTER_OFFSET, chapter)


def test_a_block_of_another_program_is_read(read_text: ReadText) -> None:
    """More keys than the plugin writes, an id with marks in it, a link in the other style."""
    data = record(id="x-1_y", type="highlight", color="yellow", cfiRange="epubcfi(/6/4!/4/2,/1:0,/1:9)")
    text = block(data=data).replace("[[#^a1b2c3|show annotation]]", "[show annotation](#^x-1_y)")
    one = only(read_text(text.replace("\n^a1b2c3", "\n^x-1_y")))

    assert (one.id, one.quote, one.comment) == ("x-1_y", EXACT, "一句话")


PROPERTIES = [
    "annotation-target: 甲 本.pdf",
    'annotation-target: "甲 本.pdf"',
    "annotation-target: /书/甲 本.pdf",
    'annotation-target: "[[甲 本.txt.pdf]]"',
    "annotation-target: https://e.org/书/甲%20本.pdf",
    "annotation-target: https://e.org/甲%20本.pdf?download=",
    "annotation-target: file:///G:/甲 本.pdf",
    "annotation-target: file:///home/li/甲%20本.pdf",
    "annotation-target: file://D:\\书\\甲 本.pdf",
    "annotation-target:: 甲 本.pdf",
    '"annotation-target:": "[[甲 本.pdf]]"',
    "annotate-target: 甲 本.pdf",
    "annotation-target:\n  - 甲 本.pdf\n  - 乙.pdf",
    "annotation-target: 甲 本.epub\nannotation-target-type:",
    "annotation-target: '[书](书/甲%20本.pdf)'",
]
FIELDS = [
    "annotation-target:: 甲 本.pdf",
    "annotation-target::甲 本.pdf",
    "annotation-target::[[书/甲 本.pdf]]",
    "annotation-target::![[甲 本.pdf]]",
    "annotation-target:: [[甲 本]]",
    "annotation-target:: [[甲 本.pdf|书名]]",
]
UNTITLED = block(data=record(document={"title": ""}, uri=""))


@pytest.mark.parametrize(
    "head", [*(f"---\n{text}\n---\n" for text in PROPERTIES), *FIELDS, f"\n---\n{PROPERTIES[0]}\n---\n"]
)
def test_every_spelling_of_the_target_names_the_document(head: str, read_text: ReadText) -> None:
    """As property or field, quoted, linked, embedded, an address or a path, misspelt, below an empty line."""
    reading = read_text(f"{head}\n{UNTITLED}")

    assert (reading.title, len(reading.items)) == ("甲 本", 1)
    assert only(reading).title == ""


def test_an_address_without_a_file_falls_back_to_the_note(read_text: ReadText) -> None:
    """A link to a drive names nothing that a person would know."""
    head = "---\nannotation-target: https://1drv.ms/b/s!Ab\nannotation-target-type: pdf\n---\n"

    assert read_text(f"{head}{UNTITLED}").title == "case"


def test_prose_between_blocks_keeps_its_place(read_text: ReadText) -> None:
    """Headings, pictures and callouts of a person's own stand among the highlights as in the file."""
    reading = read_text(f"开头\n{block()}\n![[图.png]]\n\n> [!note] 想\n> 法\n{block()}\n## 小结\n结尾")
    order = [
        "h"
        if isinstance(item, Highlight)
        else "".join(b.text for b in item.body if b.kind is BlockKind.PROSE)
        for item in reading.items
    ]

    assert order == ["开头", "h", "![[图.png]]\n\n> [!note] 想\n> 法", "h", "结尾"]
    assert [item.id for item in reading.items if isinstance(item, Highlight)] == ["a1b2c3", "a1b2c3-2"]


@pytest.mark.parametrize("broken", ['{"created": 坏', "[1, 2]", '"text"', "", "[" * 100_000])
def test_a_broken_block_costs_only_itself(broken: str, read_text: ReadText) -> None:
    """It is built from its passage, with a problem at its line; the blocks around it are whole."""
    bad = block().replace(json.dumps(record(), ensure_ascii=False), broken)
    reading = read_text(block() + bad.replace("a1b2c3", "bad1") + block().replace("a1b2c3", "c3"))
    found = [item for item in reading.items if isinstance(item, Highlight)]

    assert [one.id for one in found] == ["a1b2c3", "bad1", "c3"]
    assert {(one.quote, one.comment, one.tags) for one in found} == {(EXACT, "一句话", ("甲",))}
    assert [problem.line for problem in reading.problems] == [found[1].lines.start]
