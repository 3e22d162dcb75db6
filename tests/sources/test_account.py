"""Every character has one owner, and an account says so when a reader loses one."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from kbtools.model import BlockKind, Drop, DropReason, Highlight, Note, Reading, Source, SourceId
from kbtools.problems import Code
from kbtools.sources import READERS, Fate, account, accounted, pasted
from kbtools.sources.reader import Reader
from kbtools.text import Lines, squash

ReadText = Callable[[str], Reading]
WRITTEN = (
    '\n>%%\n>```annotation-json\n>{"text":"b"}\n>```\n>%%\n>*%%HIGHLIGHT%% ==a== *\n'
    ">%%LINK%%[[#^a1|show annotation]]\n>%%COMMENT%%\n"
)
"""A block as the plugin writes it, up to its comment."""
CASES = (
    "annotator.md",
    "answers.txt",
    "blog.txt",
    "course.rst",
    "layout.txt",
    "related_blocks.md",
    "slides.md",
)


def fields(reading: Reading) -> dict[str, str]:
    """What every field of the items holds of the source, by its name."""
    found: dict[str, str] = {}
    for span in account(reading).spans:
        if span.fate is Fate.SHOWN:
            found[span.field] = found.get(span.field, "") + squash(reading.source.text[span.start : span.end])
    return found


@pytest.mark.parametrize("name", CASES)
def test_spans_tile_the_source(name: str, read_case: ReadText) -> None:
    """In order, disjoint, every character that is not blank in exactly one of them, none missing."""
    reading = read_case(name)
    found = account(reading)

    said = "".join(squash(reading.source.text[span.start : span.end]) for span in found.spans)
    assert said == squash(reading.source.text)
    assert all(one.end <= other.start for one, other in zip(found.spans, found.spans[1:], strict=False))
    amounts = (found.shown, found.structure, *found.dropped.values())
    assert sum(amount.characters for amount in amounts) == found.characters == len(said)
    assert found.missing == ()


@pytest.mark.parametrize("name", CASES)
def test_a_text_that_a_reader_loses_is_missing(name: str, read_case: ReadText) -> None:
    """Whatever single word of whatever block is taken out of the items, its line is named."""
    reading = read_case(name)
    draw = random.Random(7)  # noqa: S311 - a choice of cases, no secret
    notes = [item for item in reading.items if isinstance(item, Note)]
    blocks = [(item, block) for item in notes for block in item.body if block.text.strip()]
    for item, block in draw.sample(blocks, min(8, len(blocks))):
        word = draw.choice(block.text.split())
        poorer = replace(block, text=block.text.replace(word, " "))
        body = tuple(poorer if one is block else one for one in item.body)
        items = tuple(replace(one, body=body) if one is item else one for one in reading.items)

        if (
            any(character.isalnum() for character in word)
            and "%%" not in block.text
            and "<!--" not in block.text
        ):
            assert account(replace(reading, items=items)).missing, (block.text, word)


def test_a_comment_that_a_highlight_loses_is_missing(read_text: ReadText) -> None:
    """The text of the comment stands in the block, and nothing shows it."""
    reading = read_text(">*%%HIGHLIGHT%% ==a== *\n>%%COMMENT%%\n>我的话\n>%%TAGS%%\n>\n^a1\n")
    lost = tuple(replace(item, comment="", body=()) for item in reading.items if isinstance(item, Highlight))

    assert account(reading).missing == ()
    assert account(replace(reading, items=lost)).missing == (3,)


@pytest.mark.parametrize("field", ["quote", "prefix", "suffix", "tags", "id"])
def test_a_field_that_a_highlight_loses_is_no_longer_shown(field: str, read_case: ReadText) -> None:
    """Each field has characters of its own, and they leave with it."""
    reading = read_case("annotator.md")
    empty: object = () if field == "tags" else ""
    items = tuple(
        replace(item, **{field: empty, "exact": ""}) if isinstance(item, Highlight) else item  # type: ignore[arg-type]
        for item in reading.items
    )

    assert field in fields(reading)
    assert field not in fields(replace(reading, items=items))


def test_a_quote_that_is_nowhere_is_missing(read_text: ReadText) -> None:
    """The passage of a block without JSON stands in one place only."""
    text = (
        ">*%%PREFIX%%前文%%HIGHLIGHT%% ==张量有形状== %%POSTFIX%%后文*\n>%%COMMENT%%\n>\n>%%TAGS%%\n>\n^a1\n"
    )
    reading = read_text(text)
    lost = tuple(replace(item, quote="") for item in reading.items if isinstance(item, Highlight))

    assert account(reading).missing == ()
    assert account(replace(reading, items=lost)).missing == (1,)


def test_a_number_is_shown_as_its_author_wrote_it(read_text: ReadText) -> None:
    """`第二章` is the number 2: its characters belong to the number."""
    assert fields(read_text("# 第二章 预备知识\n\n正文。\n")) == {
        "number": "第二章",
        "title": "预备知识",
        "body": "正文。",
    }


def test_what_is_hidden_is_dropped_as_hidden(read_text: ReadText) -> None:
    """An aside is no part of what is shown, wherever it stands."""
    found = account(read_text("# A\n\n看得见 %%看不见%% 也看得见\n\n<!-- 草稿 -->\n"))

    assert found.dropped[DropReason.HIDDEN].characters == len("%%看不见%%<!--草稿-->")
    assert found.missing == ()


def test_a_dead_link_is_told_with_its_words(read_case: ReadText) -> None:
    """The words stay; the link is listed for the person, whole, with the columns that are left out."""
    reading = accounted(read_case("slides.md"))
    dead = [drop for drop in reading.drops if drop.reason is DropReason.DEAD_LINK]

    assert dead
    for drop in dead:
        line = reading.source.text.split("\n")[drop.lines.start - 1]
        assert drop.columns
        assert line[slice(*drop.columns)] == "](#)"
        assert drop.text in line


def test_a_lost_line_is_a_problem(read_text: ReadText) -> None:
    """It names the line and the command that shows more."""
    reading = read_text("# A\n\n一\n\n二\n")
    note = reading.items[0]
    assert isinstance(note, Note)
    poorer = replace(reading, items=(replace(note, body=()),), structure=(Lines(5, 5),))

    (problem,) = accounted(poorer).problems
    assert (problem.code, problem.line) == (Code.LINE_UNACCOUNTED, 3)
    assert "kbtools inspect" in problem.hint


def test_accounting_twice_changes_nothing(read_case: ReadText) -> None:
    """The drops that the first time found are not found again."""
    once = accounted(read_case("slides.md"))

    assert accounted(once) == once


def test_a_drop_of_columns_leaves_the_rest_of_its_line(read_text: ReadText) -> None:
    """Only the part that was left out is dropped."""
    reading = read_text("# A\n\n甲乙丙\n")
    note = reading.items[0]
    (block,) = note.body
    cut = replace(note, body=(replace(block, text="甲丙"),))
    drop = Drop(Lines(3, 3), DropReason.DUPLICATE_OF, "乙", (1, 2))
    found = account(replace(reading, items=(cut,), drops=(drop,)))

    assert found.dropped[DropReason.DUPLICATE_OF].characters == 1
    assert found.missing == ()


def test_words_between_the_parts_of_a_block_are_shown(read_text: ReadText) -> None:
    """The comment has them, so they are no copy of the passage."""
    text = (
        '>%%\n>```annotation-json\n>{"text":""}\n>```\n>%%\n>先记一句。\n'
        ">*%%PREFIX%%前文%%HIGHLIGHT%% ==张量== %%POSTFIX%%后文*\n>再记一句。\n"
        ">%%LINK%%[[#^a1|show annotation]]\n>%%COMMENT%%\n>我的话\n>%%TAGS%%\n>\n^a1\n"
    )

    assert DropReason.DUPLICATE_OF not in account(read_text(text)).dropped
    assert fields(read_text(text))["comment"] == "先记一句。再记一句。我的话"


def test_a_comment_that_quotes_the_passage_is_shown(read_text: ReadText) -> None:
    """With all its marks: the passage is the first one."""
    passage = ">*%%PREFIX%%前文%%HIGHLIGHT%% ==张量== %%POSTFIX%%后文*\n>%%LINK%%[[#^a1|show annotation]]\n"
    text = (
        f'>%%\n>```annotation-json\n>{{"text":""}}\n>```\n>%%\n{passage}'
        f">%%COMMENT%%\n>我的话\n{passage}>%%COMMENT%%\n>又一句\n>%%TAGS%%\n>\n^a1\n"
    )

    assert account(read_text(text)).missing == ()
    assert fields(read_text(text))["quote"] == "张量"


def test_words_beside_a_local_path_can_be_missing(read_text: ReadText) -> None:
    """Only the folders of the path are kept back; what else is lost on its line is told."""
    text = ">*%%HIGHLIGHT%% ==a== *\n>%%COMMENT%%\n>见 /home/li/书/卷一.pdf 的第三章\n>%%TAGS%%\n>\n^a1\n"
    reading = read_text(text)
    (highlight,) = reading.items
    assert isinstance(highlight, Highlight)
    (block,) = highlight.body
    poorer = replace(highlight, body=(replace(block, text="见 卷一.pdf"),), comment="见 卷一.pdf")

    assert account(reading).dropped[DropReason.HIDDEN].characters == len("/home/li/书/")
    assert account(reading).missing == ()
    assert account(replace(reading, items=(poorer,))).missing == (3,)


def test_a_heading_said_twice_may_stand_over_a_dropped_line(read_text: ReadText) -> None:
    """What was dropped below it is told by its own reason."""
    reading = read_text("## 张量 03:27 张量\n广告\n\n正文。\n")
    note = reading.items[0]
    stamp, prose = note.body
    rest = replace(prose, text="正文。", lines=Lines(4, 4))
    drop = Drop(Lines(2, 2), DropReason.SLIDE_FOOTER, "广告")
    found = account(replace(reading, items=(replace(note, body=(stamp, rest)),), drops=(drop,)))

    assert found.missing == ()
    assert found.dropped[DropReason.DUPLICATE_OF].characters == len("张量")


def test_marks_between_tags_are_structure(read_text: ReadText) -> None:
    """A tag may be a sentence without `#`; a comma ends it."""
    text = ">*%%HIGHLIGHT%% ==a== *\n>%%COMMENT%%\n>我的话\n>%%TAGS%%\n>因此，先求和。\n^a1\n"

    assert fields(read_text(text))["tags"] == "因此先求和。"
    assert account(read_text(text)).missing == ()


def test_a_local_path_in_a_heading_is_kept_back(read_text: ReadText) -> None:
    """Between highlights headings lose it as all prose does."""
    block = ">*%%HIGHLIGHT%% ==a== *\n>%%COMMENT%%\n>我的话\n>%%TAGS%%\n>\n^a1\n"
    found = account(read_text(f"# 见 /home/li/书/卷一.pdf 的笔记\n\n正文。\n\n{block}"))

    assert found.dropped[DropReason.HIDDEN].lines == 1
    assert found.missing == ()


def test_an_id_behind_a_heading_is_none_of_its_number(read_text: ReadText) -> None:
    """A digit in it may be the number of the chapter; the number stands in the title."""
    reading = read_text("# 第三章 ^11tq33g2shyj\n\n正文。\n")

    assert account(reading).missing == ()
    assert fields(reading) == {"title": "第三章", "body": "正文。"}


def test_a_path_in_a_tag_is_kept_back(read_text: ReadText) -> None:
    """Also where marks of other tags stand on the line: torn JSON is read as tags when it lies under them."""
    torn = '{"text":"最容易看错 #易错","uri":"vault:/教材/张量.pdf","link":["vault:/教材/张量.pdf"]}'
    text = f">*%%HIGHLIGHT%% ==a== *\n>%%COMMENT%%\n>我的话\n>%%TAGS%%\n>{torn}\n^a1\n"
    found = account(read_text(text))

    assert found.missing == ()
    assert found.dropped[DropReason.HIDDEN].lines == 1


def test_a_tag_that_a_highlight_loses_is_missing(read_text: ReadText) -> None:
    """Its mark stays with it."""
    reading = read_text(">*%%HIGHLIGHT%% ==a== *\n>%%COMMENT%%\n>b\n>%%TAGS%%\n>#甲, #乙 #丙\n^a1\n")
    poorer = [replace(item, tags=("甲", "丙")) for item in reading.items if isinstance(item, Highlight)]

    assert account(reading).missing == ()
    assert account(replace(reading, items=tuple(poorer))).missing == (5,)


@pytest.mark.parametrize(
    "text",
    [
        "#### 2.2.\n\n正文。\n",
        '# 甲<template><div class="bar"><button>乙</button></div>\n\n正文。\n',
        "# 甲([[00:11 15, 1](#)](#)](- #)8])\n\n正文。\n",
        "# 甲\n\n[05:40\n 广播的规则](#)\n---\n\n正文。\n",
        "# 甲\n\n```\n正文。\n\n>*%%HIGHLIGHT%% ==a== *\n>%%COMMENT%%\n>b\n>%%TAGS%%\n>>> >#乙\n^a1\n",
        "> **丙** %%TIMESTAMP: 7.2%%> **COMMENT**: 我的话\n^a1\n",
        f"{WRITTEN}>b\n>%%TAGS%%\n>]]]]]]]]\n^a1\n",
        f"{WRITTEN}>b\n>%%TAGS%%\n>#c,-  ##d e\n^a1\n",
        f"{WRITTEN}>c\n>In [1]:\n>1. d\n>%%TAGS%%\n>\n^a1\n",
        WRITTEN.replace("annotation]]", "批注：[[乙]]]]<!--") + ">b\n>%%TAGS%%\n>\n^a1\n",
        "# 甲\n\nlanguage=python\n\n乙tensor([ 0.,  4.,](#)](#)](#)](#)\n",
        "# 标题\n\n>```python\n>\u2028> > > >\n>```\n",
        f"{'# ' * 50}乙 丙\n当 v∈Rk\\mathbf{{v}} \\in \\mathbb{{R}}^k 时，得到 j×kj \\times k 的矩阵。\n",
    ],
    ids=[
        "a number and a point",
        "tags in a heading",
        "links in links",
        "a stamp over two lines",
        "a fence around a block",
        "a quote mark in a line",
        "brackets as a tag",
        "a dash before a tag",
        "a prompt in a comment",
        "a comment that opens behind a link",
        "ends of links",
        "quote marks in quoted code",
        "marks that repeat beside a formula",
    ],
)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_what_fuzzing_lost_is_found(text: str, reader: Reader) -> None:
    """Each of them once had characters that nothing held."""
    assert account(reader.read(Source(SourceId("s"), "s.md", text))).missing == ()


@pytest.mark.parametrize(
    ("text", "kept_back"),
    [
        ("# A\n\n见 /home/li/书/卷一.pdf 的第三章\n", "/home/li/书/"),
        ("# 见 /home/li/书/卷一.pdf\n\n正文。\n", "/home/li/书/"),
        ('# A\n\n```python\nopen("/home/li/a.txt")\nopen("/home/li/b/c.txt")\n```\n', "/home/li//home/li/b/"),
        ("# A\n\n- https://a.org/x?token=abc123&n=1\n", "abc123"),
        ("# A\n\n> 存在 `C:\\Users\\li\\data.csv` 里\n", "C:\\Users\\li\\"),
    ],
    ids=["prose", "heading", "code", "token", "quote"],
)
def test_what_pages_cut_out_of_a_note_is_hidden(text: str, kept_back: str, read_text: ReadText) -> None:
    """And not shown: pages have the file's name alone."""
    reading = read_text(text)
    found = account(reading)
    spans = [span for span in found.spans if span.reason is DropReason.HIDDEN]

    assert squash("".join(text[span.start : span.end] for span in spans)) == kept_back
    assert found.missing == ()


def test_tags_of_the_json_that_others_took_the_place_of_are_their_duplicates(read_text: ReadText) -> None:
    """They are a person's words; those that still stand are shown."""
    record = '>%%\n>```annotation-json\n>{"tags":["甲","旧的", "#乙"],"text":"b"}\n>```\n>%%\n'
    reading = accounted(
        read_text(f"{record}>*%%HIGHLIGHT%% ==a== *\n>%%COMMENT%%\n>b\n>%%TAGS%%\n>#甲, #乙\n^a1\n")
    )

    assert [(drop.text, drop.reason) for drop in reading.drops] == [("旧的", DropReason.DUPLICATE_OF)]
    assert fields(reading)["tags"] == "甲#乙甲乙"


def test_the_mark_of_a_line_is_none_of_the_passage(read_text: ReadText) -> None:
    """That may say the same sign."""
    record = '>%%\n>```annotation-json\n>{"target":[{"selector":[{"exact":"> \\n1\\f1"}]}]}\n>```\n>%%\n'
    reading = read_text(f"{record}>*%%HIGHLIGHT%% ==> \n>1\x0c1== *\n>%%COMMENT%%\n>\n>%%TAGS%%\n>\n^a1\n")

    assert [type(item) for item in reading.items] == [Highlight]
    assert account(reading).missing == ()


@pytest.mark.parametrize("tag", ["G", "TAG", "HLI", "COMMENT", "I"])
def test_a_tag_claims_no_letter_of_a_marker(tag: str, read_text: ReadText) -> None:
    """Whether it stands in the comment or under the marker of the tags."""
    head = '```annotation-json\n{"text":""}\n```\n*%%PREFIX%%a%%HIGHLIGHT%% ==b== %%POSTFIX%%*\n%%COMMENT%%\n'
    readings = [
        read_text(f"{head}#{tag} 一\n%%TAGS%%\n^f\n"),
        read_text(f"{head}一\n%%TAGS%%\n#{tag}\n^f\n"),
    ]

    assert [[type(item) for item in reading.items] for reading in readings] == [[Highlight]] * 2
    assert [account(reading).missing for reading in readings] == [()] * 2
    assert fields(readings[1])["tags"] == tag


def test_the_sign_around_a_passage_is_none_of_it(read_text: ReadText) -> None:
    """Also where no suffix is written, and the passage begins with that sign."""
    record = '>%%\n>```annotation-json\n>{"target":[{"selector":[{"exact":"=\\n1\\f1"}]}]}\n>```\n>%%\n'
    reading = read_text(f"{record}>*%%HIGHLIGHT%% ==\x00=\n>1\x0c1== *\n>%%COMMENT%%\n>\n>%%TAGS%%\n>\n^a1\n")

    assert [type(item) for item in reading.items] == [Highlight]
    assert account(reading).missing == ()


def test_the_mark_behind_a_number_belongs_to_it(read_text: ReadText) -> None:
    """Of `1、`, `(2)` and `5)` the number shows the digits."""
    text = "标题\n\n1、最简单的办法\n正文的第一句话写在这里。\n\n5).dtype\n又是一句完整的话，后面还有。\n"

    assert account(read_text(text)).missing == ()


@pytest.mark.parametrize(
    "mark", ["\u2028```", "\x00```", "\xa0\x85~~~", "`\x00``", "- \u2029```", "\x0c ~~\x00~"]
)
@pytest.mark.parametrize("code", ["", ">    x = 1\n"])
def test_the_mark_of_a_fence_behind_what_a_display_changes_is_a_mark(
    mark: str, code: str, read_text: ReadText
) -> None:
    """Shown such characters are blanks or nothing, so that a fence begins there."""
    reading = read_text(f"{WRITTEN}>{mark}\n{code}>%%TAGS%%\n>\n^a1\n")

    assert [block.kind for item in reading.items for block in item.body] == [BlockKind.FENCE]
    assert account(reading).missing == ()


@pytest.mark.parametrize(
    "opening",
    [
        "00:11 二、",
        "[00:11] 第二章 ",
        "二、00:11 ",
        "0:11 (二)",
        "[二、",
        "[00:11](https://v.org/a) 二、",
        "00:02 二、",
    ],
)
def test_a_number_beside_a_time_stamp_or_a_link_is_shown(opening: str, read_text: ReadText) -> None:
    """A page shows its digits; the numeral as its author wrote it is held by the number all the same."""
    tail = "](https://v.org)" if opening == "[二、" else ""
    reading = read_text(f"# 笔记\n\n## {opening}自动求梯度{tail}\n\n正文的第一句话写在这里。\n")

    assert [getattr(item, "number", "") for item in reading.items] == ["", "2"]
    assert account(reading).missing == ()
    assert "二" in fields(reading)["number"]


def test_a_comment_in_the_json_alone_claims_no_letter_of_a_marker(read_text: ReadText) -> None:
    """What is left of the marker would be prose of its own."""
    text = WRITTEN.replace('"b"', '"只在 JSON 里的评论"').replace(">%%COMMENT%%", ">%%TAGS%%")
    reading = read_text(f"{text}>\n^a1\n")

    assert [(type(item), item.body[0].text) for item in reading.items] == [(Highlight, "只在 JSON 里的评论")]
    assert account(reading).missing == ()


def test_a_title_is_looked_for_in_its_own_line_first() -> None:
    """Not in the copy of it below, which is dropped: no letter of either is missing."""
    text = "> **KEY**: ==two words== [red]\n" * 2 + "> **REMARK**: mine"
    reading = pasted.read(Source(SourceId("a"), "a.txt", f"^vid\n\n> **Part** a\n>b\n>\n{text}"))

    assert [note.title for note in reading.items if isinstance(note, Note)] == ["> KEY: ==two words== [red]"]
    assert account(reading).missing == ()
