"""The way of a document through the outline, where its items say little themselves."""

from kbtools.topics.align import Prices, align

LEAVES = tuple(range(30))
MEASURED = Prices(LEAVES, back=3.0, by_distance=1.0)


def test_passages_half_a_topic_apart_do_not_run_a_topic_ahead_each() -> None:
    """Of many small steps that say nothing, the first ones stay where something is said."""
    rows = [{0: 2.0}, *({} for _ in range(8)), {5: 2.0}]

    found = [one.topic for one in align(rows, LEAVES, MEASURED, [None, *([0.5] * 9)])]

    assert found[0] == 0
    assert found[-1] == 5
    assert max(found) == 5


def test_nothing_said_for_long_leaves_a_document_where_it_was_last() -> None:
    """A passage after passage without a word takes the document no further than their distance does."""
    rows = [{4: 2.0}, *({} for _ in range(12))]

    assert align(rows, LEAVES, MEASURED, [None, *([0.4] * 12)])[-1].topic <= 4 + 5


def test_what_the_next_item_speaks_for_is_followed_though_this_one_says_more_of_others() -> None:
    """Nine topics that one passage speaks for do not crowd out the one that all that follow are about."""
    loud = {topic: 3.0 - topic / 100 for topic in range(15, 24)}
    rows = [loud, {1: 2.4}, {}, {2: 2.0}, {3: 2.0}]

    found = [one.topic for one in align(rows, LEAVES, MEASURED, [None, 0.5, 0.7, 0.9, 1.0])]

    assert found[0] == 1
    assert found[3:] == [2, 3]
