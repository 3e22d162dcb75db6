"""Topics that have much to do with one another, and why."""

import pytest

from kbtools.model import Guess, ItemId, Placement, SourceId, Topic, TopicSlug
from kbtools.topics import read_contents, relate
from kbtools.topics.own_words import own_words

OUTLINE = read_contents("1 基础\n1.1 张量\n1.2 自动微分\n2 训练\n2.1 线性回归\n2.2 权重衰减\n")
A, B, C, D = (TopicSlug(name) for name in ("张量", "自动微分", "线性回归", "权重衰减"))


def row(name: str, *guesses: tuple[TopicSlug, float]) -> Placement:
    """An item with its topic and the next best."""
    found = tuple(Guess(topic, share) for topic, share in guesses)
    return Placement(ItemId(name), SourceId("s"), guesses[0][0], guesses[0][1], ("why",), found)


def test_items_that_may_belong_to_both_relate_their_topics() -> None:
    """Sure ones and faint guesses do not."""
    rows = [row("a", (B, 0.5), (C, 0.4)), row("b", (C, 0.5), (B, 0.3)), row("c", (A, 0.9), (C, 0.1))]

    found = relate(OUTLINE, rows, {})

    assert [(one.topic, one.reasons) for one in found[B]] == [(C, ("items that may belong to both: 2",))]
    assert [one.topic for one in found[C]] == [B]
    assert A not in found


def test_words_in_common_relate_topics_and_are_named() -> None:
    """Those that many topics have are not, nor what every program has."""
    words = {
        A: {"reshape": 3.0, "self": 2.0},
        B: {"backward": 4.0, "grad": 3.0, "self": 2.0},
        C: {"backward": 2.0, "grad": 2.0, "self": 2.0, "房价": 2.0},
        D: {"self": 2.0, "惩罚": 4.0},
    }

    found = relate(OUTLINE, [], words)

    assert [one.topic for one in found[B]] == [C]
    assert found[B][0].reasons == ("both speak of “backward, grad”",)
    assert set(found) == {B, C}


def test_a_topic_and_what_stands_below_it_are_not_related() -> None:
    """The page lists them as sub-topics."""
    words = {TopicSlug("训练"): {"loss": 3.0, "epoch": 2.0}, C: {"loss": 3.0, "epoch": 2.0}}

    assert relate(OUTLINE, [row("a", (C, 0.5), (TopicSlug("训练"), 0.5))], words) == {}


def test_the_words_of_a_topic_are_those_that_others_share_or_few_have() -> None:
    """Counted over all its items."""
    found = own_words([(A, {"甲": 1.0, "乙": 1.0}), (A, {"甲": 2.0}), (B, {"甲": 1.0})])

    assert found == {A: {"甲": 3.0, "乙": 1.0}, B: {"甲": 1.0}}


@pytest.mark.parametrize("count", [1, 30])
def test_only_the_best_are_told(count: int) -> None:
    """However many there are."""
    topics = [Topic(TopicSlug(f"t{index}"), f"t{index}") for index in range(count + 1)]
    outline = type(OUTLINE)(tuple(topics))
    rows = [row(f"i{index}", (topics[0].slug, 0.5), (topics[index + 1].slug, 0.5)) for index in range(count)]

    assert len(relate(outline, rows, {})[topics[0].slug]) == min(count, 8)
