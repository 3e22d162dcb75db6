"""The pages of a small book: what stands where, and that nothing of it is lost."""

import json
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import nbformat
import pytest

from kbtools.model import Book, Highlight, ItemId, Page
from kbtools.pages import render

CASES = Path(__file__).parent / "cases"
GOLDEN = {
    "docs/index.md": "index.md",
    "docs/errata.md": "errata.md",
    "docs/topics/unplaced.md": "unplaced.md",
    "docs/topics/张量.md": "topic.md",
    "docs/topics/形状.md": "sub-topic.md",
    "docs/sources/notes.md": "source-notes.md",
    "docs/sources/course-book.md": "source-highlights.md",
    "docs/notebooks/notes.ipynb": "notebook.json",
    "docs/tags/index.md": "tags.md",
    "docs/data/graph.json": "graph.json",
}
UPDATE = "KBTOOLS_UPDATE_CASES"


def page(book: Book, path: str) -> Page:
    """The page of that path."""
    return next(page for page in render(book) if page.path == path)


@pytest.mark.parametrize(("path", "name"), GOLDEN.items())
def test_pages_are_as_agreed(book: Book, path: str, name: str) -> None:
    """Every kind of page, to the letter; `KBTOOLS_UPDATE_CASES=1` writes new ones for a person to read."""
    made = page(book, path)
    text = f"{made.opening}\n{made.text}" if made.opening else made.text
    if os.environ.get(UPDATE):
        (CASES / name).write_text(text, "utf-8")

    assert text == (CASES / name).read_text("utf-8")


def test_pages_come_sorted_and_the_same_again(book: Book) -> None:
    """By path, and a function of the book alone."""
    pages = render(book)

    assert [one.path for one in pages] == sorted(one.path for one in pages)
    assert render(book) == pages


def test_every_topic_and_every_source_has_its_page(book: Book) -> None:
    """The empty topic too; a notebook only where there is code."""
    others = {"docs/topics/空.md", "docs/tags/广播.md", "docs/data/previews.json"}
    assert {one.path for one in render(book)} == {*GOLDEN, *others}


def test_the_person_owns_the_head_of_topics_and_index(book: Book) -> None:
    """Their title and first words are given once, everything else is generated."""
    heads = {one.path: one.opening for one in render(book) if one.opening is not None}

    assert heads == {
        "docs/index.md": heads["docs/index.md"],
        "docs/topics/张量.md": "# 1 张量\n",
        "docs/topics/形状.md": "# 1.1 形状\n",
        "docs/topics/空.md": "# 空\n",
    }


def test_an_empty_knowledge_base_has_pages(nothing: Book, look: Callable[[str], Any]) -> None:
    """Index, errata and the unplaced say that there is nothing yet."""
    pages = render(nothing)

    data = ["docs/data/graph.json", "docs/data/previews.json"]
    assert [one.path for one in pages] == [
        *data,
        "docs/errata.md",
        "docs/index.md",
        "docs/topics/unplaced.md",
    ]
    assert all(look(one.text).text.strip() for one in pages)


def test_the_errata_page_says_what_is_not_known_yet(book: Book) -> None:
    """Where nothing was run, nothing was disproved, and the page does not pretend that this is good news."""
    text = page(replace(book, checked={}), "docs/errata.md").text

    assert "段代码还没有运行过" in text
    assert "目前没有发现" not in text


def test_english_pages_hold_no_chinese_label(english: Book) -> None:
    """What authors wrote stays; every word of ours is English."""
    made = page(replace(english, outline=replace(english.outline, topics=())), "docs/errata.md")

    assert re.findall(r"[一-鿿]+", made.text) == ["张量笔记", "求和", "求和"]


def test_an_item_of_an_unknown_topic_is_among_the_unplaced(book: Book) -> None:
    """A topic that the outline lost takes no item with it."""
    lost = replace(book, outline=replace(book.outline, topics=()))

    assert page(lost, "docs/topics/unplaced.md").text.count('class="kb-item') == len(book.placements)


def test_every_link_leads_somewhere(book: Book, look: Callable[[str], Any]) -> None:
    """Paths name a page, anchors an element on it."""
    pages = {one.path: one for one in render(book)}
    looks = {path: look(one.text) for path, one in pages.items() if path.endswith(".md")}
    anchors = {
        path: {attributes.get("id") for _, attributes in seen.elements} for path, seen in looks.items()
    }
    links = [
        (path, str(attributes["href"]))
        for path, seen in looks.items()
        for tag, attributes in seen.elements
        if tag == "a"
    ]

    assert len(links) > 40
    assert [link for link in links if not _leads(link, anchors, set(pages))] == []


def _leads(link: tuple[str, str], anchors: dict[str, set[str | None]], pages: set[str]) -> bool:
    target, _, anchor = link[1].partition("#")
    path = os.path.normpath(Path(link[0]).parent / target) if target else link[0]
    return path in pages and (not anchor or anchor in anchors[path])


def test_no_two_elements_share_an_id(book: Book, look: Callable[[str], Any]) -> None:
    """Headings, items and snippets of a page keep apart, whatever their titles."""
    for one in render(book):
        if one.path.endswith(".md"):
            ids = [attributes["id"] for _, attributes in look(one.text).elements if "id" in attributes]

            assert len(ids) == len(set(ids)), one.path


def test_nothing_of_an_item_disappears(book: Book, look: Callable[[str], Any]) -> None:
    """Every letter of every block is on the page of its topic."""
    pages = {one.path: look(one.text).text for one in render(book) if one.path.startswith("docs/topics/")}
    whole = Counter("".join(pages.values()))
    blocks = (block for reading in book.readings for item in reading.items for block in item.body)
    letters = Counter(character for block in blocks for character in block.text if character.isalnum())

    assert letters - whole == Counter()


def test_a_passage_keeps_its_blanks_to_what_stands_around_it(book: Book) -> None:
    """English has blanks between its words, at the ends of a passage too."""
    first, second = book.readings
    marked = first.items[0]
    assert isinstance(marked, Highlight)
    english = replace(marked, prefix=" before it. ", quote="A lock is held", suffix=" by one thread. ")
    made = replace(book, readings=(replace(first, items=(english, *first.items[1:])), second))

    text = page(made, "docs/sources/course-book.md").text

    assert "before it. <mark>A lock is held</mark> by one thread." in text


def test_repairs_are_named_with_the_original_beside(book: Book) -> None:
    """A person sees what was changed, and how it was."""
    text = page(book, "docs/topics/张量.md").text

    assert "原文（版面修复：补回缩进）" in text
    assert "def f(a):\n    return a" in text
    assert "def f(a):\nreturn a" in text


def test_words_between_code_and_output_are_on_the_card(book: Book) -> None:
    """They are neither lost nor moved away from the code."""
    text = page(book, "docs/topics/形状.md").text

    assert text.index("x.shape") < text.index("结果是：") < text.index("torch.Size")


def test_a_snippet_that_was_not_run_says_so(book: Book) -> None:
    """Nothing is claimed that was not run."""
    text = page(replace(book, checked={}), "docs/index.md").text

    assert "尚未运行" in text
    assert "已验证" not in text


def test_the_bar_adds_up(book: Book) -> None:
    """Its parts fill the whole width."""
    svg = re.search(r"<svg.*</svg>", page(book, "docs/index.md").text)

    assert svg is not None
    parts = ET.fromstring(svg[0])  # noqa: S314 (our own page)
    assert sum(float(part.attrib["width"]) for part in parts) == pytest.approx(100)


def test_notebooks_are_valid_and_keep_the_outputs(book: Book) -> None:
    """Version 4.5; a verified snippet has the recorded output, any other today's."""
    notebook: Any = nbformat.from_dict(json.loads(page(book, "docs/notebooks/notes.ipynb").text))  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert [cell.metadata.kbtools.verdict for cell in code] == ["verified", "drifted", "raised"]
    assert [output.get("text", output.get("ename")) for cell in code for output in cell.outputs] == [
        "torch.Size([2])\n",
        "<b>warned</b>\n",
        "tensor(2.)\n",
        "NameError",
    ]


def test_hostile_ids_and_titles_stay_text(book: Book, look: Callable[[str], Any]) -> None:
    """What comes from a source is escaped in attributes and headings too."""
    evil = '"><script>alert(1)</script>'
    first, *rest = book.readings
    item = replace(first.items[0], id=ItemId(evil), title=evil)
    hostile = replace(book, title=evil, readings=(replace(first, title=evil, items=(item,)), *rest))
    shown = [one for one in render(hostile) if one.path.endswith(".md")]
    elements = [tag for one in shown for tag, _ in look(one.text).elements]

    assert "script" not in elements


def test_a_persons_edit_is_told_from_a_repair(book: Book) -> None:
    """Its details say who changed the code, and no rule's name."""
    (source, session), *_ = book.sessions.items()
    *rest, last = session.snippets[:3]
    edited = replace(last, layouts=(replace(last.layouts[0], repairs=("edited",)),))
    changed = replace(session, snippets=(*rest, edited, session.snippets[3]))
    text = page(replace(book, sessions={source: changed}), "docs/topics/张量.md").text

    assert "<summary>有人改过这段代码；这是来源里的原文</summary>" in text


def test_notebooks_say_their_title_once(book: Book) -> None:
    """A note that has it as its heading gives its text alone."""
    first, notes = book.readings
    named = replace(notes, title="1.1 形状")
    cells = json.loads(page(replace(book, readings=(first, named)), "docs/notebooks/notes.ipynb").text)[
        "cells"
    ]
    headings = [line for cell in cells for line in cell["source"].split("\n") if line.startswith("#")]

    assert headings == ["# 1.1 形状", "## 1.2 求和", "## 1.3 安装"]


def test_the_reasons_of_a_placement_can_be_reached_without_a_pointer(book: Book) -> None:
    """They unfold, and the search does not read them."""
    text = page(book, "docs/topics/张量.md").text

    assert '<details class="kb-why" data-search-exclude markdown="1">' in text
