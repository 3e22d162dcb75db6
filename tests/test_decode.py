"""Bytes become text, or a problem that says what to do."""

import pytest

from kbtools.decode import decode
from kbtools.problems import Code, SourceError

NOISE = bytes((number * number * 7 + number // 3) % 256 for number in range(4096))
BINARY = NOISE + b"\n\x00 \x00" * 40
CHINESE = "张量是多维数组。我们用它来存储和操作数据，并在上面计算梯度。\n" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_text_survives_its_encoding(encoding: str) -> None:
    """Unicode with its marks and the Chinese national encoding come out the same."""
    assert decode(CHINESE.encode(encoding), "a.txt") == CHINESE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", [CHINESE, "# Notes\r\n\r\nA tensor has a shape.\r\n", "形状" * 400 + "\n\n末尾\n"]
)
def test_utf_16_without_its_mark_is_known(encoding: str, text: str) -> None:
    """By its blanks and line ends, in either order of bytes, whatever the language."""
    assert decode(text.encode(encoding), "a.txt") == text.replace("\r\n", "\n")


def test_line_ends_become_one() -> None:
    """Windows and old Mac line ends are newlines, and no line is lost."""
    assert decode(b"a\r\nb\rc\n\r\n", "a.txt") == "a\nb\nc\n\n"


def test_a_stray_nul_is_text() -> None:
    """Quotes out of a PDF may hold one; the file is no binary."""
    assert "\x00" in decode(("word " * 200 + "\x00").encode(), "a.md")


@pytest.mark.parametrize(
    "data", [b"", b" \n\n", b"%PDF-1.7\n1 0 obj", b"\x00\x01" * 50, b"\xff\xfea", BINARY]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """The problem names the file and has a hint."""
    with pytest.raises(SourceError) as error:
        decode(data, "x/y.bin")

    (problem,) = error.value.problems
    assert (problem.path, problem.code) == ("x/y.bin", Code.SOURCE_UNREADABLE)
    assert problem.hint


@pytest.mark.parametrize("text", ["张量\n", "import torch # 导入\n"])
def test_a_few_chinese_words_are_enough(text: str) -> None:
    """A text too short for statistics is not taken for another alphabet."""
    assert decode(text.encode("gb18030"), "a.txt") == text


@pytest.mark.parametrize("data", [bytes(range(256)) * 50, b"\x01\x02\x03\x04 words", b"\x00" * 500])
def test_bytes_full_of_control_characters_are_binary(data: bytes) -> None:
    """Not text in an encoding that nobody knows."""
    with pytest.raises(SourceError) as caught:
        decode(data, "a")

    assert caught.value.problems[0].what == "the file is binary"
