"""An outline read from a PDF: its bookmarks or, without any, its printed table of contents."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from kbtools.model import Outline
from kbtools.topics.contents import read_contents

_FIRST_PAGES, _ENOUGH = 40, 5
# Where a printed table of contents stands, and how many lines with a page number make a page of it.
_LINE = re.compile(r"^\s*\S.*?(?:[\s.·…]{2,}|\s)\d{1,4}\s*$")
_DEEPEST = 4


def read_pdf(path: Path) -> Outline:
    """The outline of a PDF; empty when it has neither bookmarks nor a table of contents that can be read.

    Raises:
        ValueError: when the file is no PDF, or is locked with a password.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        marks = [
            f"{'  ' * mark.level}{' '.join((mark.get_title() or '').split())}"
            for mark in document.get_toc(max_depth=_DEEPEST)
        ]
        return read_contents("\n".join(marks or _printed(document)))
    finally:
        document.close()


def _printed(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """The lines that end in a page number, of pages that hold several."""
    for index in range(min(_FIRST_PAGES, len(document))):
        lines = document[index].get_textpage().get_text_bounded().replace("\r", "").split("\n")
        found = [line for line in lines if _LINE.match(line)]
        if len(found) >= _ENOUGH:
            yield from (re.sub(r"\s(\d{1,4})\s*$", r"  \1", line) for line in found)
