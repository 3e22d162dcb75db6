"""The way of a document through the outline, where its items say little themselves."""

from kbtools.topics.align import Prices, align, in_its_order

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


NOTES = Prices(LEAVES, back=1.5, by_distance=0.4, forward=0.5)


def test_a_document_that_jumps_about_in_the_outline_pays_less_for_a_jump() -> None:
    """Its order is no evidence: questions and answers, a diary."""
    jumping = [{topic: 2.0} for topic in (20, 3, 25, 9, 16, 1, 14, 6, 22, 2, 17, 4)]

    assert in_its_order(jumping, NOTES).back < NOTES.back / 2


def test_a_document_that_follows_the_outline_keeps_its_prices() -> None:
    """So does one that goes back now and then, and one of which hardly anything is known."""
    ahead = [{topic: 2.0} for topic in (1, 2, 5, 4, 7, 8, 12, 10, 14, 15, 19)]
    silent = [{topic: 0.4} for topic in (20, 3, 25, 9, 16, 1, 14, 6, 22, 2, 17, 4)]

    assert in_its_order(ahead, NOTES) == NOTES
    assert in_its_order(silent, NOTES) == NOTES
    assert in_its_order([{3: 2.0}, {1: 2.0}], NOTES) == NOTES


def test_two_chapters_in_the_other_order_are_in_order_each() -> None:
    """And so are lectures in the outline's order whose slides jump about."""
    chapters = [{topic: 2.0} for topic in (*range(15, 27), *range(2, 12))]
    lectures = [{base + step: 2.0} for base in range(0, 28, 4) for step in (2, 0, 1)]

    assert in_its_order(chapters, NOTES) == NOTES
    assert in_its_order(lectures, NOTES) == NOTES
