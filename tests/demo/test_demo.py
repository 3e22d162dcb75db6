"""The demo knowledge base is complete and says what it means to say."""

import json
import re
from pathlib import Path

from kbtools import demo

FOLDER = Path(demo.__file__).with_name("sources")


def text_of(name: str) -> str:
    """One source of the demo, decoded."""
    return dict(demo.files())[name].decode("utf-8")


def test_every_source_in_the_folder_is_listed_in_order() -> None:
    """SOURCES names exactly the files that are shipped, sorted."""
    shipped = sorted(path.name for path in FOLDER.iterdir())

    assert list(demo.SOURCES) == shipped


def test_files_come_byte_for_byte() -> None:
    """`files` gives what lies on disk."""
    on_disk = [(name, (FOLDER / name).read_bytes()) for name in demo.SOURCES]

    assert list(demo.files()) == on_disk


def test_highlights_say_the_same_in_json_and_in_markdown() -> None:
    """Every quote stands in its block's JSON and in its Markdown, at an offset as long as the quote."""
    text = text_of("pytorch-course-highlights.md")
    found = [json.loads(line[1:]) for line in text.split("\n") if line.startswith(">{")]
    selectors = [block["target"][0]["selector"] for block in found if "target" in block]
    quotes = [quote["exact"] for _, quote in selectors]

    assert len(quotes) == 14
    assert quotes == re.findall(r"%%HIGHLIGHT%% ==(.+?)== %%POSTFIX%%", text)
    assert [place["end"] - place["start"] for place, _ in selectors] == [len(quote) for quote in quotes]


def test_highlights_follow_the_book() -> None:
    """The places of the highlights ascend, and every id is used once."""
    text = text_of("pytorch-course-highlights.md")
    starts = [int(number) for number in re.findall(r'"start":(\d+)', text)]
    ids = re.findall(r"(?m)^\^(\w+)$", text)

    assert starts == sorted(set(starts))
    assert len(ids) == len(set(ids)) == 15
