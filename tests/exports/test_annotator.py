"""An Annotator file written again: the plugin reads every block of it, and so do we, as it was."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtools.exports import Written
from kbtools.model import Highlight, Reading
from kbtools.problems import Code


class Annotation(Protocol):
    """What the plugin makes of one block."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def record(self) -> Mapping[str, object]:
        """Its JSON."""

    @property
    def selectors(self) -> Sequence[Mapping[str, object]]:
        """Where it stands."""

    @property
    def text(self) -> str:
        """Its comment."""

    @property
    def tags(self) -> Sequence[str]:
        """Its tags."""


Load = Callable[[str], list[Annotation]]
ReadText = Callable[[str], Reading]
Fields = Callable[[Reading], list[tuple[object, ...]]]
Write = Callable[[Reading], Written]
RECORD: dict[str, object] = {
    "created": "2024-03-01T08:00:00.000Z",
    "updated": "2024-03-01T08:00:00.000Z",
    "document": {
        "title": "线性代数讲义",
        "link": [{"href": "urn:x-pdf:00112233445566778899aabbccddeeff"}, {"href": "vault:/书/讲义.pdf"}],
        "documentFingerprint": "00112233445566778899aabbccddeeff",
    },
    "uri": "vault:/书/讲义.pdf",
}
EXACT, PREFIX, SUFFIX = "秩是主元的个数", "由消元可知，", "。因此"


def written(
    name: str, record: Mapping[str, object], passage: Sequence[str], comment: str, tags: Sequence[str]
) -> str:
    """A block as the plugin writes it; `passage` is prefix, exact, suffix."""
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    prefix, exact, suffix = (part.strip() for part in passage)
    content = (
        f"%%\n```annotation-json\n{data}\n```\n%%\n"
        f"*%%PREFIX%%{prefix}%%HIGHLIGHT%% =={exact}== %%POSTFIX%%{suffix}*\n"
        f"%%LINK%%[[#^{name}|show annotation]]\n%%COMMENT%%\n{comment}\n"
        f"%%TAGS%%\n{', '.join(f'#{tag}' for tag in tags)}"
    )
    return "\n" + "\n".join(f">{line}" for line in content.split("\n")) + f"\n^{name}\n"


def record(passage: Sequence[str]) -> dict[str, object]:
    """The JSON of a highlight at a place; offsets count units of UTF-16."""
    prefix, exact, suffix = passage
    length = len(exact.encode("utf-16-le", "surrogatepass")) // 2
    position = {"type": "TextPositionSelector", "start": 40, "end": 40 + length}
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    return {**RECORD, "target": [{"source": RECORD["uri"], "selector": [position, quote]}]}


def block(name: str = "a1b2", comment: str = "", tags: Sequence[str] = (), exact: str = EXACT) -> str:
    """A block as the plugin writes it for a highlight."""
    passage = (PREFIX, exact, SUFFIX)
    return written(name, record(passage), passage, comment, tags)


def highlights(reading: Reading) -> list[Highlight]:
    """The highlights of a reading."""
    return [item for item in reading.items if isinstance(item, Highlight)]


def test_a_file_of_the_plugin_stays_to_the_letter(reading_of: ReadText, write: Write) -> None:
    """What needs no mending is not touched: prose, empty lines, the order of the JSON."""
    text = (
        "---\nannotation-target: 书/讲义.pdf\n---\n\n# 一\n我的话。\n\n"
        + block("a1", "第一段\n\n> 引用\n>> 更深\n\n```python\nx = 1  # 注\n```", ("秩", "self study"))
        + "\n"
        + block("b2", exact="两行\n文字 𝑲")
        + "\n结尾的话 #标签"
    )
    done = write(reading_of(text))

    assert (done.text, done.problems) == (text, ())


def test_a_real_file_stays_to_the_letter(
    real_sources: Path, reading_of: ReadText, write: Write, load: Load
) -> None:
    """Of a real file of the plugin nothing changes, and the plugin finds in it what we do."""
    text = next(real_sources.glob("000*")).read_text("utf-8")
    reading = reading_of(text)

    assert (write(reading).text, write(reading).problems) == (text, ())
    assert [one.id for one in load(text)] == [one.id for one in highlights(reading)]


BROKEN = {
    "heading right above": "# 标题" + block(),
    "words right above": "前文\n" + block().lstrip("\n"),
    "first line of the file": block().lstrip("\n"),
    "blanks in the line above": "前文\n  " + block(),
    "no newline at the end": block().rstrip("\n"),
    "Windows line ends": ("前文\n" + block(comment="一\n\n二")).replace("\n", "\r\n"),
    "an empty line inside": block(comment="一\n\n二").replace(">一\n>\n", ">一\n\n"),
    "a line without mark inside": block(comment="一\n二").replace(">二", "二"),
    "a line separator": block(exact="甲\u2028乙\u2029丙\x85丁", comment="一\u2028二\x85三"),
    "no tags": block(comment="一").replace(">%%TAGS%%\n>\n", ""),
    "no comment": block().replace(">%%COMMENT%%\n>\n>%%TAGS%%\n>\n", ""),
    "broken JSON": block(comment="一", tags=("甲",)).replace('{"created"', '{created"') + block("c3"),
    "JSON over lines": block().replace(',"updated"', ',\n>"updated"'),
    "no id line": block(comment="一").replace("\n^a1b2\n", "\n\n# 标题\n"),
    "no fence end": block().replace(">```\n>%%\n>*", ">*"),
    "formatted": block(comment="一\n\n二", tags=("甲",))
    .replace(">*", ">_")
    .replace("*\n", "_\n")
    .replace("\n>", "\n> ")
    .replace("\n^", "\n> ^"),
    "callout": block().replace("\n>%%\n>```", "\n> [!annotation]\n>%%\n>```", 1),
    "markers in a comment": block(
        comment="见 %%TAGS%%：\n%%TAGS%%\n非标签\n%%COMMENT%%\n%%LINK%%\n*%%HIGHLIGHT%%x*"
    ),
    "tags by hand": block(comment="一").replace(">%%TAGS%%\n>", ">%%TAGS%%\n>##甲, ## 乙 丙\n>#丁 #戊"),
    "tags in the JSON": block().replace('"uri"', '"tags":["甲","乙 丙"],"id":"other-1","uri"'),
    "one target, no list": block().replace('"target":[{', '"target":{').replace("]}]}\n", "]}}\n"),
    "one selector, no list": block()
    .replace('"selector":[{"type":"TextPosition', '"selector":{"type":"TextPosition')
    .replace('},{"type":"TextQuote', '},"x":{"type":"TextQuote')
    .replace("}]}]}\n", "}}]}\n"),
    "the same id twice": block() + block(comment="另一条"),
    "a mended passage": block(exact="suchdata").replace("==suchdata==", "==such **data**=="),
    "nothing but the passage": "\n>*%%HIGHLIGHT%%甲*\n>%%COMMENT%%\n>乙\n^a1\n",
    "words between the parts": block(comment="一").replace(">%%LINK", ">夹在中间\n>%%LINK"),
    "a page note": written("p1", RECORD, ("", "", ""), "整页的话", ("甲",)),
    "control characters": block(exact="甲\x00乙\x0c丙\x1c丁", comment="戊\x00己\x0b庚"),
    "radicals": block(exact="⽤⼒", comment="⽤"),
    "half a character": block(exact="甲\ud835乙").replace("\ud835", "\\ud835", 1).replace("\ud835", ""),
    "torn JSON": block(comment="一")
    .replace(',"target":[{', ',"target":[{夹进来的话')
    .replace(">%%TAGS", ">%%TAG S"),
    "a comment with paths": block(comment="见 file:///home/li/书/a.pdf 与 https://e.org/?token=abc"),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_what_the_plugin_loses_it_reads_again(
    text: str, reading_of: ReadText, write: Write, load: Load, fields: Fields
) -> None:
    """Kinds of block that the plugin misses, or that make it throw at the whole file, are written for it."""
    reading = reading_of(text)
    done = write(reading)
    loaded = load(done.text)

    assert done.problems == ()
    assert fields(reading_of(done.text)) == fields(reading)
    assert len(loaded) == len(highlights(reading)) > 0
    for one, annotation in zip(highlights(reading), loaded, strict=True):
        assert annotation.id == one.id.removesuffix("-2")
        assert tuple(annotation.tags) == one.tags


def test_the_plugin_shows_comments_as_we_do(reading_of: ReadText, write: Write, load: Load) -> None:
    """What the plugin takes from the Markdown is what is shown here, markers quoted in it included."""
    text = "".join(
        BROKEN[name].replace("a1b2", f"a{number}")
        for number, name in enumerate(("formatted", "words between the parts", "markers in a comment"))
    )
    reading = reading_of(text)
    shown = ["\n".join(line.rstrip() for line in one.text.split("\n")) for one in load(write(reading).text)]

    assert shown == [one.comment for one in highlights(reading)]


def test_the_words_of_a_link_are_the_persons(reading_of: ReadText, write: Write) -> None:
    """A link to the block under another name stays, with the id that the block has."""
    text = block(tags=("甲",)).replace("|show annotation]]", "|见 [[别处]]]]").replace(">#甲", ">##甲")

    assert ">%%LINK%%[[#^a1b2|见 [[别处]]]]\n" in write(reading_of(text)).text


def test_prose_keeps_its_place(reading_of: ReadText, write: Write) -> None:
    """Only the lines of blocks change; notes before, between and behind stand where they stood."""
    parts = ["# 一\n甲", BROKEN["no comment"].rstrip("\n"), "乙\n> 引用", BROKEN["formatted"], "丙"]
    reading = reading_of("\n".join(parts))
    back = reading_of(write(reading).text)

    def order(found: Reading) -> list[object]:
        return [
            item.id if isinstance(item, Highlight) else [one.text for one in item.body]
            for item in found.items
        ]

    assert order(back) == order(reading)


def test_a_broken_block_is_given_the_document_of_the_others(
    reading_of: ReadText, write: Write, load: Load
) -> None:
    """The plugin shows what names the open document; where all other blocks name one, it is that."""
    loaded = load(write(reading_of(BROKEN["broken JSON"])).text)

    assert [one.record["uri"] for one in loaded] == [RECORD["uri"]] * 2


@pytest.mark.parametrize(
    "torn",
    [
        lambda text: text.replace('{"created"', '{created"'),
        lambda text: text.replace("}]}]}", "}]}]"),
        lambda text: text.replace('"uri":"', '"uri:"'),
    ],
    ids=["at the start", "at the end", "at the address"],
)
def test_a_broken_block_that_stands_alone_keeps_its_document(
    torn: Callable[[str], str], reading_of: ReadText, write: Write, load: Load
) -> None:
    """Its JSON still says it."""
    (loaded,) = load(write(reading_of(torn(block()))).text)

    assert loaded.record["uri"] == RECORD["uri"]
    assert "00112233445566778899aabbccddeeff" in json.dumps(loaded.record)


@pytest.mark.parametrize("name", ["annotator.md", "annotator_found.md", "related_blocks.md"])
def test_the_cases_of_the_reader_come_back(
    name: str,
    case: ReadText,
    reading_of: ReadText,
    write: Write,
    plugin_ids: Callable[[str], set[str]],
    fields: Fields,
) -> None:
    """Blocks of every form, published copies and labelled ones too, become blocks that the plugin reads."""
    reading = case(name)
    done = write(reading)

    assert done.problems == ()
    assert fields(reading_of(done.text)) == fields(reading)
    assert plugin_ids(done.text) == {one.id.removesuffix("-2") for one in highlights(reading)}


def test_an_id_that_the_plugin_cannot_read_is_replaced_and_told(
    reading_of: ReadText, write: Write, load: Load
) -> None:
    """Other programs write `-` and `_`; the new id takes no other highlight's."""
    done = write(reading_of(block("a-b") + block("ab")))

    assert len({one.id for one in load(done.text)}) == 2
    assert [problem.code for problem in done.problems] == [Code.EXPORT_LOSSY]
    assert done.problems[0].what.endswith("another id")


@pytest.mark.parametrize(
    "passage",
    [
        ("", "1\x0c1\n=\x00", ""),
        ("1\x0c1\n=\x00", "1\x0c1\n=", "=\x00"),
        ("", "=\n1\x0c1", ""),
        ("", "==\x00甲\x0c乙==", ""),
    ],
)
def test_a_passage_that_ends_with_the_sign_around_it_leaves_no_words_behind(
    passage: tuple[str, str, str], reading_of: ReadText, write: Write
) -> None:
    """The `==` around it is no part of it, and none of the `=` in it is prose."""
    reading = reading_of(written("id0", record(passage), passage, "", []) + "\n.")
    done = write(reading)

    assert [[block.text for block in item.body] for item in reading.items] == [[], ["."]]
    assert done.problems == ()
    assert reading_of(done.text).items == reading.items


WORDS = st.text(st.sampled_from("甲乙丙 ab=*_`#>^%[]\\-1.\n\u2028\x85\x00\x0c𝑲⽤"), max_size=12)
TAG = (
    st.text(st.sampled_from("甲乙ab /-"), min_size=1, max_size=6)
    .map(str.strip)
    .filter(lambda tag: tag[:1] not in {"", "-"})
)


@settings(max_examples=800, deadline=None)
@given(
    blocks=st.lists(
        st.tuples(st.tuples(WORDS, WORDS, WORDS), WORDS, st.lists(TAG, max_size=3, unique=True)),
        min_size=1,
        max_size=4,
    ),
    prose=st.lists(st.sampled_from(["", "正文", "# 标题", "> 引用", "```\nx\n```", "- 项"]), max_size=5),
)
def test_any_annotations_come_back(
    blocks: list[tuple[tuple[str, str, str], str, list[str]]],
    prose: list[str],
    reading_of: ReadText,
    write: Write,
    load: Load,
    fields: Fields,
) -> None:
    """Whatever stands in passage, comment and tags: read, written and read again, all of it is equal."""
    texts = [
        written(f"id{number}", record(passage), passage, comment, tags)
        for number, (passage, comment, tags) in enumerate(blocks)
    ]
    woven = [
        part
        for pair in zip(prose + [""] * len(texts), [*texts, *[""] * len(prose)], strict=True)
        for part in pair
    ]
    reading = reading_of("\n".join(woven) + "\n.")
    done = write(reading)

    assert fields(reading_of(done.text)) == fields(reading)
    assert done.problems == ()
    assert [one.id for one in load(done.text)] == [f"id{number}" for number in range(len(texts))]


SAID = st.text(st.sampled_from("甲乙丙 ab=*_`#>^%[]\\-1.,\n𝑲"), max_size=16)


@settings(max_examples=80, deadline=None)
@given(
    blocks=st.lists(
        st.tuples(st.tuples(SAID, SAID, SAID), SAID, st.lists(TAG, max_size=3, unique=True)),
        min_size=1,
        max_size=4,
    )
)
def test_what_the_plugin_reads_of_its_own_file_we_read(
    blocks: list[tuple[tuple[str, str, str], str, list[str]]], reading_of: ReadText, load: Load
) -> None:
    """Ids, recorded passages, comments and tags, to the letter but for blanks at their ends."""
    text = "\n".join(
        written(f"id{number}", record(passage), passage, comment, tags)
        for number, (passage, comment, tags) in enumerate(blocks)
    )
    ours, theirs = highlights(reading_of(text)), load(text)

    assert [one.id for one in ours] == [one.id for one in theirs]
    for one, other, (passage, _, tags) in zip(ours, theirs, blocks, strict=True):
        assert (one.prefix, one.exact or one.quote, one.suffix) == passage
        assert one.comment == other.text.rstrip().lstrip("\n")
        assert [tag for tag in one.tags if tag in other.tags] == list(other.tags) == tags
