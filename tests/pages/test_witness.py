"""A broken snippet's card leads to the copy that runs."""

from dataclasses import replace

from kbtools.model import Book, SnippetId, Witness
from kbtools.pages import render

BROKEN, COPY = SnippetId("notes/ccc"), SnippetId("notes/aaa")


def card_of(book: Book, witness: Witness) -> str:
    """The part of the broken snippet's card that tells of its witness."""
    book = replace(book, witnesses={BROKEN: witness})
    text = next(page.text for page in render(book) if page.path == "docs/errata.md")
    return text.partition('class="kb-witness"')[2].partition("</div>")[0]


def test_a_card_links_to_the_copy_and_says_what_is_missing(book: Book, english: Book) -> None:
    """Title, line, verdict, and the marks that the conversion lost or doubled."""
    told = card_of(english, Witness(COPY, (".", "y="), (")",)))

    assert "#snippet-notes-aaa" in told
    assert "An intact copy: " in told
    assert told.count("kb-token") == 3
    assert "missing here" in told
    assert "too many here" in told
    assert "别处完好的一份" in card_of(book, Witness(COPY))


def test_a_card_without_a_witness_says_nothing_of_one(english: Book) -> None:
    """Most snippets have none."""
    assert not any("kb-witness" in page.text for page in render(english))
