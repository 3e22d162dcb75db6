"""Names on the command line: what each means."""

from collections.abc import Sequence

import pytest

from kbtools.model import (
    Book,
    CodeKind,
    ItemId,
    Outline,
    Placement,
    Reading,
    Session,
    Snippet,
    SnippetId,
    Source,
    SourceId,
    Topic,
    TopicSlug,
)
from kbtools.problems import Code, KbError
from kbtools.selection import selected
from kbtools.text import Lines


def _snippet(source: str, number: int, line: int) -> Snippet:
    return Snippet(
        id=SnippetId(f"{source}/{number}"),
        source=SourceId(source),
        item=ItemId(f"{source}-{number}"),
        lines=Lines(line, line + 4),
        kind=CodeKind.PYTHON,
        language="python",
        text="1",
        recorded=None,
        how="",
        layouts=(),
    )


def _book() -> Book:
    """Two sources with two snippets each; a topic above another, and two topics that share an alias."""
    sources = ("sums", "tensors")
    sessions = {
        SourceId(name): Session(
            SourceId(name), f"docs/.sources/{name}.md", (_snippet(name, 0, 10), _snippet(name, 1, 20))
        )
        for name in sources
    }
    below = Topic(TopicSlug("shape"), "形状", "1.1", aliases=("same",))
    outline = Outline(
        (
            Topic(TopicSlug("tensor"), "张量", "1", children=(below,)),
            Topic(TopicSlug("sums"), "求和", "2", aliases=("same", "total")),
        )
    )
    topics = {"sums-0": "sums", "sums-1": "shape", "tensors-0": "tensor", "tensors-1": None}
    placements = {
        ItemId(item): Placement(
            ItemId(item), SourceId(item.split("-")[0]), TopicSlug(topic) if topic else None, 1.0, ()
        )
        for item, topic in topics.items()
    }
    readings = tuple(
        Reading(Source(SourceId(name), f"{name}.md", ""), "markdown", name, ()) for name in sources
    )
    return Book("x", "en", readings, outline, placements, sessions, {})


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        ([], ["sums/0", "sums/1", "tensors/0", "tensors/1"]),
        (["tensors"], ["tensors/0", "tensors/1"]),
        (["tensors.md"], ["tensors/0", "tensors/1"]),
        (["docs/.sources/tensors.md"], ["tensors/0", "tensors/1"]),
        (["sums:12"], ["sums/0"]),
        (["docs/.sources/sums.md:L24"], ["sums/1"]),
        (["tensors/1"], ["tensors/1"]),
        (["张量"], ["sums/1", "tensors/0"]),
        (["1.1"], ["sums/1"]),
        (["TOTAL"], ["sums/0"]),
        (["sums"], ["sums/0", "sums/1"]),
        (["tensors:20", "形状"], ["sums/1", "tensors/1"]),
    ],
)
def test_a_name_is_a_source_a_snippet_or_a_topic_with_those_below(
    names: Sequence[str], ids: Sequence[str]
) -> None:
    """A source before a topic of the same name; the order is that of the sources."""
    assert [one.id for one in selected(_book(), names)] == ids


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("tensr", "there is no source, snippet or topic of this name, did you mean `tensor`?"),
        ("sums:99", "no snippet stands at this line"),
        ("same", "names several topics: shape, sums"),
    ],
)
def test_what_means_nothing_or_too_much_is_a_problem(name: str, what: str) -> None:
    """With the nearest there is."""
    with pytest.raises(KbError) as caught:
        selected(_book(), [name])

    (problem,) = caught.value.problems
    assert (problem.code, problem.what) == (Code.SELECTION_UNKNOWN, what)
