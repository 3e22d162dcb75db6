"""The same passage in several sources, from their text to what is joined and what contradicts."""

import random
from collections.abc import Mapping

from kbtools import snippets, sources
from kbtools.model import (
    Checked,
    Contradiction,
    Join,
    Joins,
    Reading,
    SnippetId,
    Source,
    SourceId,
    Verdict,
)
from kbtools.topics import join
from kbtools.topics.join_pairs import pairs

BROADCAST = "形状不同的两个张量相加时，框架会先把它们扩展成同样的形状，再按元素相加。"
RETYPED = "形状不同的两个张量相加时,框架先把它们扩展成同样的形状,再按元素相加"
CODE = "a = torch.ones(3, 1)\nb = torch.arange(2)\n(a + b).shape"


def note(title: str, *parts: str) -> str:
    """A Markdown note of one section."""
    return f"# 笔记\n\n## {title}\n\n" + "\n\n".join(parts) + "\n"


def fence(code: str, printed: str = "") -> str:
    """Code with its output."""
    return f"```python\n{code}\n```" + (f"\n\n```\n{printed}\n```" if printed else "")


def joined(texts: Mapping[str, str], verdicts: Mapping[str, Verdict] | None = None) -> Joins:
    """What sources with these names and texts have in common; a verdict goes to all code of its source."""
    readings = [sources.read(Source(SourceId(name), f"{name}.md", text)) for name, text in texts.items()]
    sessions = {one.source.id: snippets.session(one) for one in readings}
    checked: dict[SnippetId, Checked] = {}
    for name, verdict in (verdicts or {}).items():
        for one in sessions[SourceId(name)].snippets:
            checked[one.id] = Checked(one.id, "", verdict, "")
    return join(readings, sessions, checked)


def where(one: Join) -> list[str]:
    """Source and first line of every passage."""
    return [f"{passage.source}:{passage.lines.start}" for passage in one.passages]


def test_a_passage_in_two_sources_is_one() -> None:
    """With both places, and nothing else joined."""
    found = joined({"a": note("广播", BROADCAST, "只在这里。"), "b": note("形状", "开头的话。", RETYPED)})

    assert [where(one) for one in found.joins] == [["a:5", "b:7"]]
    assert found.conflicts == ()


def test_a_line_of_a_list_is_inside_a_paragraph() -> None:
    """One source has a paragraph, another its two sentences as a list."""
    second = "形状里缺少的轴会补在最前面，长度记作1。"
    found = joined({"a": note("广播", BROADCAST + second), "b": note("广播", f"- {RETYPED}\n- {second}")})

    assert [(len(one.copies), where(one)) for one in found.joins] == [(1, ["a:5", "b:5", "b:6"])]


def test_a_source_alone_joins_nothing() -> None:
    """A person may say a thing twice; that is one source."""
    assert joined({"a": note("一", BROADCAST) + note("二", BROADCAST)}) == Joins()


def test_the_same_code_is_joined_whatever_its_layout() -> None:
    """White space, remarks, prompts and quote marks make no other code."""
    other = "a = torch.ones(3,1)   # 三行\nb = torch.arange(2)\n\n(a+b).shape"
    found = joined({"a": note("广播", fence(CODE)), "b": note("加法", fence(other))})

    assert [where(one) for one in found.joins] == [["a:5", "b:5"]]


def test_short_code_is_joined_between_neighbours_only() -> None:
    """`x.shape` says nothing by itself; beside a passage that both have it is the same."""
    beside = {"a": note("广播", BROADCAST, fence("x.shape")), "b": note("形状", RETYPED, fence("x.shape"))}
    alone = {"a": note("广播", fence("x.shape")), "b": note("形状", fence("x.shape"))}

    assert [where(one) for one in joined(beside).joins] == [["a:5", "b:5"], ["a:7", "b:7"]]
    assert joined(alone).joins == ()


def test_another_output_is_a_contradiction_unless_both_are_true() -> None:
    """The same code with two outputs: one is wrong, or each is right where it stands."""
    texts = {
        "a": note("广播", fence(CODE, "torch.Size([3, 2])")),
        "b": note("广播", fence(CODE, "torch.Size([2, 3])")),
    }

    unsure = joined(texts, {"a": Verdict.VERIFIED, "b": Verdict.DRIFTED})
    both = joined(texts, {"a": Verdict.VERIFIED, "b": Verdict.VERIFIED})
    random_ = joined(texts, {"a": Verdict.VERIFIED_SHAPE, "b": Verdict.VERIFIED_SHAPE})

    assert [one.kind for one in unsure.conflicts] == [Contradiction.OUTPUT]
    assert unsure.joins == ()
    assert both == Joins()
    assert len(random_.joins) == 1


def test_what_most_sources_say_comes_first() -> None:
    """Three sources, two ways: the variants with their words and origins."""
    wrong = BROADCAST.replace("再按元素相加", "再按元素相减")
    texts = {"a": note("一", wrong), "b": note("二", BROADCAST), "c": note("三", RETYPED)}

    found = joined(texts)

    assert [where(one) for one in found.joins] == [["b:5", "c:5"]]
    (conflict,) = found.conflicts
    assert conflict.kind is Contradiction.WORD
    assert [(one.said, len(one.passages)) for one in conflict.variants] == [("加", 2), ("减", 1)]


def test_a_source_that_says_both_contradicts_nobody() -> None:
    """Twins such as rows and columns stand in one source beside each other."""
    twin = BROADCAST.replace("按元素相加", "按元素相减")

    found = joined({"a": note("一", BROADCAST, twin), "b": note("二", twin)})

    assert found.conflicts == ()
    assert [where(one) for one in found.joins] == [["a:7", "b:5"]]


def test_code_of_neighbours_with_another_name_contradicts() -> None:
    """The sources share a passage, and one of them has a slip in its code."""
    code = "m = x.mean(dim=1, keepdim=True)\ny = (x - m) / x.std(dim=1)\nprint(y.shape)"
    slip = code.replace("keepdim", "keepdims")
    found = joined({"a": note("广播", BROADCAST, fence(code)), "b": note("广播", RETYPED, fence(slip))})

    assert [(one.kind, [own.said for own in one.variants]) for one in found.conflicts] == [
        (Contradiction.IDENTIFIER, ["keepdim", "keepdims"])
    ]


def test_a_new_source_changes_nothing_of_others() -> None:
    """What was joined stays joined the same way, and conflicts keep their ids."""
    wrong = BROADCAST.replace("再按元素相加", "再按元素相减")
    texts = {"a": note("一", wrong), "b": note("二", BROADCAST), "c": note("三", RETYPED)}
    more = {"0": note("零", "一段与别处都不相干的话，只为占个位置，不多不少。"), **texts}

    assert joined(texts) == joined(more)


def test_passages_that_share_a_run_of_words_are_compared() -> None:
    """Whatever stands around seven words in a row, the two texts are a pair; none is a pair with itself."""
    chance = random.Random(3)  # noqa: S311 - made-up text, not a secret
    shared = [f"w{number}" for number in range(7)]
    texts = [
        [*(str(chance.random()) for _ in range(before)), *shared, *(str(chance.random()) for _ in range(5))]
        for before in (0, 3, 11)
    ]

    found = list(pairs([*texts, ["lonely"] * 3]))

    assert found == [(0, 1), (0, 2), (1, 2)]


def test_a_formula_over_lines_is_one_passage() -> None:
    """The lines between its marks are never cut apart."""
    text = note("范数", "向量的范数是一个数：\n$$\n\\sum_i x_i^2\n$$\n其中每一项都不小于零。")
    reading: Reading = sources.read(Source(SourceId("a"), "a.md", text))
    other = note("范数", "向量的范数是一个数：\n$$\n\\sum_i x_i^2\n$$\n其中每一项都不小于零。")

    found = joined({"a": text, "b": other})

    assert reading.items
    assert [len(one.passages) for one in found.joins] == [2]
