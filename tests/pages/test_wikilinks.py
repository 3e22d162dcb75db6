"""Links between notes lead to what they name, or say calmly that they lead nowhere."""

from dataclasses import replace

import pytest

from kbtools.model import Book, SourceId, Topic, TopicSlug
from kbtools.pages import render
from kbtools.pages.catalogue import catalogue
from kbtools.pages.markup import prose
from kbtools.pages.wikilinks import Links


@pytest.fixture
def linked(book: Book) -> Book:
    """The small book, one source in a folder, and a topic with another name."""
    first, second = book.readings
    folder = replace(first, source=replace(first.source, name="书/course-book.md"))
    chapter, empty = book.outline.topics
    alias = Topic(TopicSlug("空"), "空", aliases=("Broadcasting 规则",))
    return replace(
        book,
        readings=(folder, second),
        outline=replace(book.outline, topics=(chapter, replace(empty, aliases=alias.aliases))),
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[张量]]", "[张量](../topics/张量.md)"),
        ("[[1.1 形状|看这里]]", "[看这里](../topics/形状.md)"),
        ("[[broadcasting_规则]]", "[broadcasting\\_规则](../topics/空.md)"),
        ("[[course-book]]", "[course-book](course-book.md)"),
        ("[[书/course-book.md|书]]", "[书](course-book.md)"),
        ("[[../vault/书/course-book]]", "[../vault/书/course-book](course-book.md)"),
        ("[[course-book#^h1]]", "[course-book#^h1](course-book.md#h1)"),
        ("[[notes#求和]]", "[notes#求和](#n-sum)"),
        ("[[notes#1.1 形状]]", "[notes#1.1 形状](#n-shape)"),
        ("[[#求和|上面]]", "[上面](#n-sum)"),
        ("[[notes#没有这节]]", "[notes#没有这节](notes.md)"),
        ("![[course-book]]", "[course-book](course-book.md)"),
        ("[书](./course-book.md#h)", "[书](course-book.md)"),
        ("[[没有]]", '<span class="kb-wikilink">没有</span>'),
        ("[[没有|别名]]", '<span class="kb-wikilink" title="没有">别名</span>'),
        ("[[#没有这节]]", '<span class="kb-wikilink">#没有这节</span>'),
        ("[[javascript:alert(1)]]", '<span class="kb-wikilink">javascript:alert(1)</span>'),
        ("![[图.png|300]]", '<span class="kb-embed">图.png</span>'),
        ("![[图.png]]", '<span class="kb-embed">图.png</span>'),
    ],
)
def test_links_are_resolved(linked: Book, written: str, expected: str) -> None:
    """To a topic by any of its names, to a source by its file, to a heading or a highlight on its page."""
    links = catalogue(linked).links(linked.readings[1].source.id, at="docs/sources/notes.md")

    assert prose(written, links=links).replace("\\", "") == expected.replace("\\", "")


def test_a_note_answers_to_its_other_names(linked: Book) -> None:
    """Those that its front matter gives it; the name of another file comes first."""
    first, second = linked.readings
    named = replace(linked, readings=(replace(first, aliases=("Chance", "notes")), second))
    links = catalogue(named).links(second.source.id, at="docs/sources/notes.md")

    assert prose("[[chance|luck]]", links=links) == "[luck](course-book.md)"
    assert prose("[[notes]]", links=links) == "[notes](notes.md)"


def test_a_topic_of_the_same_name_hides_no_part_of_a_note(linked: Book) -> None:
    """A note named after its subject is most often its topic too; what stands elsewhere is still found."""
    first, second = linked.readings
    tensor = replace(second, source=replace(second.source, name="张量.md"))
    named = replace(linked, readings=(first, tensor))
    links = catalogue(named).links(first.source.id, at="docs/sources/course-book.md")

    assert prose("[[张量]]", links=links) == "[张量](../topics/张量.md)"
    elsewhere = prose("[[张量#安装|甲]]", links=links)
    assert elsewhere == "[甲](notes.md#n-install)"
    assert prose("[[张量#没有|乙]]", links=links) == "[乙](../topics/张量.md)"


def called(linked: Book, *names: str) -> dict[str, Links]:
    """What resolves the links of files with these names, by the name, each on its own page."""
    first = linked.readings[0]
    readings = tuple(
        replace(first, source=replace(first.source, id=SourceId(f"s{index}"), name=name), items=())
        for index, name in enumerate(names)
    )
    known = catalogue(replace(linked, readings=readings))
    return {
        one.source.name: known.links(one.source.id, at=f"docs/sources/{one.source.id}.md") for one in readings
    }


def test_of_files_with_one_name_the_one_in_the_same_folder_is_meant(linked: Book) -> None:
    """As in the programs that notes come from; a path says which; else nobody knows."""
    found = called(linked, "甲/题.md", "乙/题.md", "乙/记.md", "总.md", "乙/丙/记二.md")
    beside, top, below = (found[name] for name in ("乙/记.md", "总.md", "乙/丙/记二.md"))

    assert [beside.to(name) for name in ("题", "甲/题", "../甲/题", "./题.md")] == [
        "s1.md",
        "s0.md",
        "s0.md",
        "s1.md",
    ]
    assert [beside.to_file(name) for name in ("题.md", "../甲/题.md")] == ["s1.md", "s0.md"]
    assert (below.to("题"), below.to_file("../题.md")) == ("s1.md", "s1.md")
    assert [one.rivals("题") for one in (beside, below)] == [(), ()]
    assert top.rivals("题#一") == ("docs/sources/s1.md", "docs/sources/s0.md")
    assert (top.rivals("乙/题"), top.rivals("总"), top.rivals("没有")) == ((), (), ())


def test_a_file_at_the_top_is_called_by_its_name_alone(linked: Book) -> None:
    """What lies in folders has to be told by its path, even from there."""
    found = called(linked, "题.md", "乙/题.md", "丙/记.md")

    assert found["丙/记.md"].to("题") == "s0.md"
    assert found["丙/记.md"].rivals("题") == ()


def test_an_address_has_hyphens_for_blanks(linked: Book) -> None:
    """As the programs make them that show Markdown."""
    links = catalogue(linked).links(linked.readings[0].source.id, at="docs/index.md")

    assert links.to_file("notes.md#1.1-形状") == "sources/notes.md#n-shape"


def test_links_in_tables_have_their_alias(linked: Book) -> None:
    """There the bar is written with a backslash."""
    links = catalogue(linked).links(linked.readings[1].source.id, at="docs/index.md")

    assert "| [甲](topics/张量.md) |" in prose("| a |\n|---|\n| [[张量\\|甲]] |", links=links)


def test_pages_have_the_links(linked: Book) -> None:
    """From a topic's page as from a source's, each by its own way."""
    first, second = linked.readings
    item = second.items[0]
    body = (replace(item.body[0], text="见 [[空]]"), *item.body[1:])
    book = replace(
        linked, readings=(first, replace(second, items=(replace(item, body=body), *second.items[1:])))
    )
    pages = {page.path: page.text for page in render(book)}

    assert "见 [空](空.md)" in pages["docs/topics/形状.md"]
    assert "见 [空](../topics/空.md)" in pages["docs/sources/notes.md"]
