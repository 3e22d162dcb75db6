"""Bytes to text: encodings, line ends, and what is no text at all."""

import codecs
import re
from pathlib import Path

from kbtools.problems import Code, Problem, Severity, SourceError

_LARGEST = 20 * 1024 * 1024
# Bytes: no note is longer, and reading ten times as much takes minutes at every build.
# UTF-32 little-endian starts with the mark of UTF-16, so it is asked first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x7fELF", b"\x1f\x8b", b"SQLite ")
# What people's notes are really saved in when it is not Unicode; a wider list makes short texts guesswork.
_LEGACY = ["gb18030", "big5", "shift_jis", "euc_kr", "cp1252"]
# Quotes copied out of a PDF may hold a stray NUL; a binary file holds many, and other control characters.
_CONTROL_SHARE = 0.02
_CONTROLS = bytes([*range(7), *range(14, 27), *range(28, 32)])
_LONGEST_RUN = 1000
"""Characters in a row without a blank, in UTF-16 that lost its mark."""
_SHORT = 400
_ASCII = 127
_NOTEBOOK = re.compile(r'"nbformat"\s*:\s*\d')


def file_bytes(path: Path, shown: str) -> bytes:
    """The bytes of a file, which is looked at before it is read: one that is too large costs no memory.

    Raises:
        SourceError: For a file over 20 MB; `shown` is its path in the problem.
        OSError: For a file that cannot be read.
    """
    if path.exists() and not path.is_file():
        raise _unreadable(shown, "this is no regular file", "name a file with notes in it")
    if path.stat().st_size > _LARGEST:
        raise _too_large(shown)
    return path.read_bytes()


def decode(data: bytes, path: str) -> str:
    r"""The text of a file: byte order mark removed, every line end `\n`, line numbers kept.

    Args:
        data: The file as stored: UTF-8, UTF-16 or UTF-32 with a mark, GB18030 and kin.
        path: Shown in the problem.

    Raises:
        SourceError: For a file that is empty, binary, a notebook, over 20 MB or in no known encoding.
    """
    if len(data) > _LARGEST:
        raise _too_large(path)
    text = _marked(data, path)
    if text is None:
        text = _unmarked(data, path)
    if not text.strip():
        raise _unreadable(path, "the file holds no text", "remove it, or export the notes again")
    if text.lstrip().startswith("{") and _NOTEBOOK.search(text):
        hint = "turn it into Markdown first: `jupyter nbconvert --to markdown FILE`"
        raise _unreadable(path, "the file is a Jupyter notebook, which no reader takes", hint)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marked(data: bytes, path: str) -> str | None:
    """The text of a file with a byte order mark; None for one without."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, path)
    return None


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"the file says it is {encoding} but byte {error.start} is not"
        raise _unreadable(path, what, "save it as UTF-8 and import it again") from error


def _unmarked(data: bytes, path: str) -> str:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    is_binary = controls > max(1, len(data) * _CONTROL_SHARE)
    known = data.startswith(_MAGIC)
    text = None if known or is_binary else _strict(data)
    if text is None and not known:
        text = _wide(data)
    if text is not None:
        return text
    if known or is_binary:
        raise _unreadable(path, "the file is binary", "import its text: copy or convert it, save as UTF-8")
    return _guessed(data, path)


def _strict(data: bytes) -> str | None:
    """The text of a file in UTF-8; None for any other."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str | None:
    """The text of a UTF-16 file that lost its mark: with blanks and line ends, and all else legible."""
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        blanks = text.count(" ") + text.count("\n")
        legible = all(char.isprintable() or char in "\t\n\r\f\xa0\u3000" for char in text)
        if legible and "\ufffd" not in text and blanks * _LONGEST_RUN >= len(text):
            return text
    return None


def _guessed(data: bytes, path: str) -> str:
    """The text in the likeliest of the encodings from before Unicode."""
    if (text := _short_chinese(data)) is not None:
        return text
    from charset_normalizer import from_bytes  # noqa: PLC0415 - most files are UTF-8 and need none of it

    match = from_bytes(data, cp_isolation=_LEGACY).best()
    if match is None:
        raise _unreadable(path, "the encoding is unknown", "save it as UTF-8 and import it again")
    return str(match)


def _short_chinese(data: bytes) -> str | None:
    """A text in the Chinese national encoding, too short for a guess by frequency; else None."""
    if sum(byte > _ASCII for byte in data[: 2 * _SHORT]) > _SHORT or len(data) > _LARGEST // 100:
        return None
    try:
        text = data.decode("gb18030")
        text.encode("gb2312")
    except UnicodeError:
        return None
    return text


def _too_large(path: str) -> SourceError:
    return _unreadable(path, "the file is over 20 MB", "split it into parts and import those")


def _unreadable(path: str, what: str, hint: str) -> SourceError:
    return SourceError([Problem(path, 0, Severity.ERROR, Code.SOURCE_UNREADABLE, what, hint)])
