"""The quick way through an Annotator file gives what the tolerant one gives, whatever people did to it."""

import json
from collections.abc import Callable
from itertools import product
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kbtools.model import Reading, Source, SourceId
from kbtools.sources import annotator, annotator_leftovers
from kbtools.sources.annotator_block import raw_blocks
from kbtools.sources.annotator_prose import prose
from kbtools.sources.annotator_written import written_blocks
from kbtools.sources.annotator_written_highlight import written_highlight
from kbtools.sources.markdown_blocks import walk
from kbtools.text import split_lines, written_gaps
from tests.bench import documents

BLOCK = """
>%%
>```annotation-json
>{"created":"2024-03-01T10:00:00Z","document":{"title":"讲义","documentFingerprint":"0123456789abcdef"},\
"uri":"vault:/a.pdf","target":[{"source":"vault:/a.pdf","selector":[\
{"type":"TextPositionSelector","start":5,"end":7},\
{"type":"TextQuoteSelector","exact":"形状","prefix":"前文","suffix":"后文"}]}]}
>```
>%%
>*%%PREFIX%%前文%%HIGHLIGHT%% ==形状== %%POSTFIX%%后文*
>%%LINK%%[[#^NAME|show annotation]]
>%%COMMENT%%
>一句话
>%%TAGS%%
>#张量
^NAME
"""
ODD_LINES = """>%%|>```annotation-json|>{}|>```|> ```annotation-json|>*%%HIGHLIGHT%% ==别处== *|>
>%%LINK%%[[#^a1|>%%COMMENT%%|>%%TAGS%%|> %%TAGS%%|>^a1|^a1|^b2||## 标题|正文|---|- 列表|  ## 缩进|      代码
```python|%%|<!-- 旁注 -->|50%|>words ^up
> [!annotation]|>> 引用|$$|1. 项|\tx = 1|<!-- 旁注|# 末尾 -->|-->""".replace("\n", "|").split("|")


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of blocks in which lines were added, taken away and doubled."""
    names = draw(st.lists(st.sampled_from(["a1", "b2", "c3"]), min_size=1, max_size=4))
    lines = "\n".join(BLOCK.replace("NAME", name) for name in names).split("\n")
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(lines)))
        change = draw(st.sampled_from(["add", "take", "double", "join"]))
        if change == "add":
            lines.insert(place, draw(st.sampled_from(ODD_LINES)))
        elif change == "take":
            del lines[place : place + draw(st.integers(1, 3))]
        elif change == "double":
            lines[place:place] = lines[max(0, place - draw(st.integers(1, 14))) : place]
        else:
            lines[place : place + 2] = ["".join(lines[place : place + 2])]
    return "\n".join(lines)


def test_signs_in_the_text_do_not_matter() -> None:
    """Shares and powers are words like others, in the passage, the comment and the tags."""
    text = (
        BLOCK.replace("形状", "占 95% 或 2%").replace("一句话", "x^2 与 ^n, 50%%").replace("#张量", "#100%")
    )

    assert [block.parts[-2] for block in written_blocks(text)[0]] == [">x^2 与 ^n, 50%%\n"]
    assert both_ways(text)


def both_ways(text: str) -> bool:
    """Whether the blocks, and all that is read of the file, are the same with and without the quick way."""
    lines = split_lines(text)
    found = [block.lines for block in raw_blocks(lines, written_blocks(text)[0])]
    return found == [block.lines for block in raw_blocks(lines)] and quick(text) == tolerant(text)


def quick(text: str) -> Reading:
    """What is read of a file."""
    return annotator.read(Source(SourceId("note"), "note.md", text))


def tolerant(text: str) -> Reading:
    """The same where no block is known to be as the plugin writes it."""
    with patch.object(annotator, "written_blocks", lambda text: ([], [(0, split_lines(text))])):
        return quick(text)


@settings(max_examples=200, deadline=None)
@given(files())
def test_a_block_as_the_plugin_writes_it_is_what_the_grammar_gives(text: str) -> None:
    """Field for field, and the blocks around it are cut where they were."""
    assert both_ways(text)


def test_one_odd_line_anywhere_does_not_matter() -> None:
    """Each odd line at each place of two blocks, with the same id and with two."""
    for names, odd in product((("a1", "a1"), ("a1", "b2"), ("b2", "a1")), ODD_LINES):
        lines = "\n".join(BLOCK.replace("NAME", name) for name in names).split("\n")
        for place in range(len(lines) + 1):
            text = "\n".join((*lines[:place], odd, *lines[place:]))
            assert both_ways(text), text


def test_prose_between_blocks_is_what_the_whole_file_gives() -> None:
    """Read run by run or at one go, with the blocks as empty lines; every odd line before every other."""
    for first, second in product(ODD_LINES, repeat=2):
        lines = split_lines(f"{first}\n{BLOCK}\n{second}\n\n正文\n{BLOCK}")
        blocks = [block.lines for block in raw_blocks(lines)]
        taken = {line for block in blocks for line in range(block.start, block.end + 1)}
        emptied = ["" if number in taken else line for number, line in enumerate(lines, 1)]
        around = list(written_gaps(blocks, lines))

        assert prose("\n".join(lines), blocks, around, ()) == walk(
            emptied, cuts=[block.start for block in blocks]
        )


def test_the_quick_way_is_taken() -> None:
    """Every block of an untouched file is found by it, with and without context, comment and tags."""
    bare = BLOCK.replace("%%PREFIX%%前文", "").replace(" %%POSTFIX%%后文", "").replace("一句话", "")
    text = f"{BLOCK}\n{bare}\n{BLOCK}"

    assert [block.lines.start for block in written_blocks(text)[0]] == [2, 16, 30]


def test_a_file_of_unfinished_blocks_is_read_once() -> None:
    """What looks like a block and never ends is given up at the next one: ten thousand take no time."""
    text = "\n".join(["", *(BLOCK.replace("^NAME\n", "").strip("\n") for _ in range(10_000))])

    assert written_blocks(text)[0] == []


WORDS = st.text(
    st.sampled_from(
        [*"ab 张，.%=/\\\"'*_#^[]<>&-~`\t\n\r\0\x1c\x7f\xa0\x85\u2028\u3000⼀\uf900", "\ud83d", "😀"]
    ),
    max_size=12,
) | st.sampled_from(["/home/ann/a.pdf", "https://a.org/?token=b", "%%TAGS%%", "==x==", " 前文 ", "\\u0041"])
SELECTORS: tuple[Callable[[str], object], ...] = (
    lambda _: {"type": "TextPositionSelector", "start": 3, "end": 9},
    lambda words: {"type": "TextQuoteSelector", "exact": words, "prefix": f"{words} ", "suffix": "后文"},
    lambda _: {"type": "TextPositionSelector", "start": 9, "end": 3},
    lambda _: {"type": "TextPositionSelector", "start": 1.0, "end": 3},
    lambda _: {"type": "TextPositionSelector", "start": True, "end": 3},
    lambda words: {"type": "TextQuoteSelector", "exact": [words], "prefix": None},
    lambda _: {"type": "RangeSelector", "startContainer": "/p[1]"},
    lambda words: {"type": "TextQuoteSelector", "prefix": words, "exact": "b", "suffix": words},
    lambda _: "none",
)
DOCUMENT = {"title": "讲义", "link": [{"href": "urn:x-pdf:0a"}], "documentFingerprint": "0123456789abcdef"}
DOCUMENTS = (
    {**DOCUMENT, "title": "x.pdf"},
    {**DOCUMENT, "title": ["a", "b"]},
    {**DOCUMENT, "documentFingerprint": "0a", "link": [{"href": "urn:x-pdf:00112233445566778899"}]},
    {**DOCUMENT, "title": '", "created": "2024", "tags": ["x"], "selector":['},
    {**DOCUMENT, "title": " /home/ann/讲义 ", "more": [{"selector": []}]},
    {"title": "讲义"},
    None,
)
ADDRESSES = ("vault:/a/b.pdf", "app://obsidian.md/index.html?loc=ch1.xhtml", "https://a.org/c.pdf", "", 3)
MOMENTS = ("2024-03-01T10:00:00.657Z", "2024-03-01", "٢٠٢٤-03-01T10:00Z", "gestern", None)


@st.composite
def records(draw: st.DrawFn) -> tuple[dict[str, object], str, str, str]:
    """The JSON of an annotation, mostly as the plugin writes it, with its passage, prefix and suffix."""
    exact, prefix, suffix = draw(WORDS), draw(WORDS), draw(WORDS)
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    selectors = [{"type": "TextPositionSelector", "start": draw(st.integers(0, 10**9)), "end": 10**9}, quote]
    uri = draw(st.sampled_from(["vault:/a/讲义.pdf", *ADDRESSES]))
    record: dict[str, object] = {"created": draw(st.sampled_from([MOMENTS[0], *MOMENTS]))}
    record |= draw(
        st.sampled_from([{}, {}, {"text": "旧注"}, {"text": 'a \\"b\\\n"'}, {"tags": []}, {"tags": ["t"]}])
    )
    record |= {"updated": "2024-03-01T10:00:00.657Z", "document": DOCUMENT, "uri": uri}
    record["target"] = [{"source": uri, "selector": selectors}]
    change = draw(st.integers(0, 12))
    if change == 1:
        record["document"] = draw(st.sampled_from(DOCUMENTS))
    elif change == 2:
        some = draw(st.lists(st.sampled_from(SELECTORS), max_size=4))
        record["target"] = [{"source": uri, "selector": [one(exact) for one in some]}]
    elif change == 3:
        record["target"] = [{"selector": selectors[:1]}, {"selector": selectors[1:]}]
    elif change == 4:
        record |= {"tags": ["später"], "created": "2023-01-01"}
    elif change == 5:
        record = dict(draw(st.permutations(sorted(record.items()))))
    return record, exact, prefix, suffix


@st.composite
def written_files(draw: st.DrawFn) -> str:
    """Blocks written as the plugin does from annotations of every kind, some changed by a person since."""
    parts = [draw(st.sampled_from(["", "---\nannotation-target: a.pdf\n---\n", "## 标题\n\n正文\n"]))]
    for number in range(draw(st.integers(1, 3))):
        record, exact, prefix, suffix = draw(records())
        data = json.dumps(
            record, ensure_ascii=draw(st.booleans()), separators=draw(st.sampled_from([(",", ":"), None]))
        )
        passage = f"*%%PREFIX%%{prefix.strip()}%%HIGHLIGHT%% =={exact.strip()}== %%POSTFIX%%{suffix.strip()}*"
        comment = draw(
            st.sampled_from(
                ["", "一句", "a\n\nb", "#t 与 `x`", "x\n\n```py\ny\n```", "%%TAGS%%", " 空 ", "/home/a/b.c"]
            )
        )
        tags = draw(st.sampled_from(["", "#a, #b", "#a/b", "a b"]))
        lines = [
            "%%",
            "```annotation-json",
            data,
            "```",
            "%%",
            passage,
            f"%%LINK%%[[#^a{number}|show annotation]]",
        ]
        lines += ["%%COMMENT%%", *comment.split("\n"), "%%TAGS%%", tags]
        block = "\n".join(f">{line}" for line in lines) + f"\n^a{number}\n"
        parts.append(_damaged(block, draw) if draw(st.integers(0, 3)) == 0 else block)
    return draw(st.sampled_from(["\n", "\n\n"])).join(parts)


def _damaged(block: str, draw: st.DrawFn) -> str:
    """The block with a few characters taken away or put in."""
    place = draw(st.integers(0, len(block)))
    return (
        block[:place]
        + draw(st.sampled_from(["", "x", '"', "\\", "%%", "\n", "]}"]))
        + block[place + draw(st.integers(0, 2)) :]
    )


@settings(max_examples=400, deadline=None)
@given(written_files())
def test_whatever_an_annotation_says_is_read_the_same(text: str) -> None:
    """Item for item and problem for problem, with odd characters, unusual JSON and changes by hand."""
    assert both_ways(text)


@settings(max_examples=400, deadline=None)
@given(written_files() | files())
def test_a_block_that_is_explained_has_nothing_left_over(text: str) -> None:
    """What is told of its lines is what the ledger of its characters tells."""
    told = tolerant(text)

    with patch.object(annotator_leftovers, "explained", lambda *_: False):
        assert tolerant(text) == told


def test_blocks_as_the_plugin_writes_them_take_the_quick_way_to_the_end() -> None:
    """None is left to the tolerant grammar, also with signs of paths, shares and odd blanks in it."""
    odd = documents.annotator(40, 1).replace("，", "=/% ").replace("内存", "⼀\xa0")
    for text in (documents.annotator(40, 1), odd):
        blocks, _ = written_blocks(text)

        assert len(blocks) == 40
        assert all(written_highlight(block, ()) for block in blocks)
        assert both_ways(text)


def test_a_passage_of_a_million_blanks_costs_its_length() -> None:
    """Also where it does not fit at its end."""
    for end in ('%"', '"', "x"):
        written_blocks(BLOCK.replace('"形状"', '"' + " " * 1_000_000 + end))
