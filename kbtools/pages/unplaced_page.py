"""The items that fit no topic, with the topics they may belong to."""

from collections.abc import Iterator

from kbtools.model import Book, Guess, Page
from kbtools.pages.catalogue import UNPLACED, Catalogue, catalogue, link, topic_path
from kbtools.pages.counts import counts
from kbtools.pages.entry import Entry
from kbtools.pages.html import div, paragraphs
from kbtools.pages.item import Setting, item_block
from kbtools.pages.markup import inline


def render(book: Book) -> Iterator[Page]:
    """The one page; says so when every item has its topic."""
    known = catalogue(book)
    labels, entries = known.labels, known.under(None)
    if not entries:
        parts = [div("kb-empty", labels("no-unplaced"))]
    else:
        parts = [labels("unplaced-lead"), counts(entries, known), *(_item(one, known) for one in entries)]
    title = f"# {labels('unplaced')}"
    yield Page(UNPLACED, f"{paragraphs(title, *parts)}\n")


def _item(entry: Entry, known: Catalogue) -> str:
    placement = known.placement(entry.item.id)
    possible = (guess for guess in (placement.guesses if placement else ()) if _percent(guess))
    guesses = [_guess(guess, known) for guess in possible]
    head = div("kb-label", known.labels("guesses"))
    listed = div("kb-guesses", paragraphs(head, "\n".join(guesses))) if guesses else ""
    return paragraphs(item_block(entry, known, Setting(UNPLACED)), listed)


def _guess(guess: Guess, known: Catalogue) -> str:
    topic = known.topics.get(guess.topic)
    title = inline(f"{topic.number} {topic.title}") if topic else inline(guess.topic)
    target = link(title, topic_path(guess.topic), at=UNPLACED) if topic else title
    return f"-   {target} {known.labels('guess', percent=_percent(guess))}"


def _percent(guess: Guess) -> int:
    """0 for a guess that is not worth a look."""
    return round(100 * guess.confidence)
