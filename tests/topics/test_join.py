"""The same passage in several sources, from their text to what is joined and what contradicts."""

import json
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
from kbtools.topics.joining.groups import Groups
from kbtools.topics.joining.pairs import pairs

BROADCAST = "形状不同的两个张量相加时，框架会先把它们扩展成同样的形状，再按元素相加。"
RETYPED = "形状不同的两个张量相加时,框架先把它们扩展成同样的形状,再按元素相加"
CODE = "a = torch.ones(3, 1)\nb = torch.arange(2)\n(a + b).shape"


def note(title: str, *parts: str) -> str:
    """A Markdown note of one section."""
    return f"# 笔记\n\n## {title}\n\n" + "\n\n".join(parts) + "\n"


def fence(code: str, printed: str = "") -> str:
    """Code with its output."""
    return f"```python\n{code}\n```" + (f"\n\n```\n{printed}\n```" if printed else "")


def marked(quote: str) -> str:
    """One highlight in a file of the Annotator."""
    target = [{"selector": [{"type": "TextQuoteSelector", "exact": quote, "prefix": "", "suffix": ""}]}]
    told = json.dumps({"target": target, "document": {"title": "书"}}, ensure_ascii=False)
    block = f"%%\n```annotation-json\n{told}\n```\n%%\n*%%PREFIX%%%%HIGHLIGHT%% =={quote}== %%POSTFIX%%*"
    tail = "%%LINK%%[[#^q1|show annotation]]\n%%COMMENT%%\n\n%%TAGS%%\n"
    return "".join(f">{line}\n" for line in f"{block}\n{tail}".splitlines()) + "^q1\n"


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


def test_a_trailing_comma_and_line_breaks_make_no_other_code() -> None:
    """A formatter's way to write a call; a tuple of one is another value, though."""
    wide = "net = nn.Sequential(nn.Linear(9, 5), nn.ReLU(), nn.Linear(5, 2))\nprint(net)"
    tall = "net = nn.Sequential(\n    nn.Linear(9, 5),\n    nn.ReLU(),\n    nn.Linear(5, 2),\n)\nprint(net)"
    alone = "shape = (rows,)\nbuffer = torch.empty(shape)\nbuffer.fill_(0.5)"

    assert len(joined({"a": note("一", fence(wide)), "b": note("二", fence(tall))}).joins) == 1
    assert not joined({"a": note("一", fence(alone)), "b": note("二", fence(alone.replace(",)", ")")))}).joins


def test_what_python_2_printed_is_the_same_code() -> None:
    """The statement and the call; what is printed still counts."""
    old = "for step in range(4):\n    loss = train(step)\n    print 'loss at', step, loss  # seen"
    new = old.replace("print 'loss at', step, loss", "print('loss at', step, loss)")
    other = new.replace("step, loss)", "loss)")

    assert len(joined({"a": note("一", fence(old)), "b": note("二", fence(new))}).joins) == 1
    assert not joined({"a": note("一", fence(old)), "b": note("二", fence(other))}).joins


def test_one_number_in_two_spellings_and_another_import_contradict_nothing() -> None:
    """A float is what it comes to, an integer is none; who imports more says nothing else."""
    code = "points = torch.full((3, 4), 2.0)\nmeans = points.mean(dim=0)\nprint(means * 0.001, points.shape)"

    def found(other: str) -> Joins:
        texts = {"a": note("一", BROADCAST, fence(code)), "b": note("二", RETYPED, fence(other))}
        return joined(texts)

    assert len(found(code.replace("2.0", "2.").replace("0.001", "1e-3")).joins) == 2
    whole = found(code.replace("2.0", "2"))
    assert (len(whole.joins), [one.kind for one in whole.conflicts]) == (1, [Contradiction.NUMBER])
    for more in ("import torch\n", "import numpy as np\nfrom torch import nn\n"):
        assert (len(found(more + code).joins), found(more + code).conflicts) == (1, ())


def test_an_output_with_more_digits_is_the_same() -> None:
    """What a setting of the program that prints decides; another digit is another number."""
    outputs = ("tensor([0.3333, 1.2500])", "tensor([0.333333, 1.250000])", "tensor([0.3334, 1.2500])")
    near, far = (
        joined({"a": note("一", fence(CODE, outputs[0])), "b": note("二", fence(CODE, other))})
        for other in outputs[1:]
    )

    assert (len(near.joins), near.conflicts) == (1, ())
    assert (far.joins, [one.kind for one in far.conflicts]) == ((), [Contradiction.OUTPUT])


def test_indentation_that_means_something_makes_other_code() -> None:
    """A line inside a loop and the same line behind it are two programs; one glued line is a copy."""
    inside = "total = 0\nfor x in values:\n    total += x\n    print(total)"
    behind = inside.replace("    print", "print")
    spaces = "print('loss at', step)\nlog.info('train loss', step)"

    assert not joined({"a": note("一", fence(inside)), "b": note("二", fence(behind))}).joins
    assert not joined(
        {"a": note("一", fence(spaces)), "b": note("二", fence(spaces.replace("train ", "train")))}
    ).joins
    glued = "a = torch.ones(3, 1)\nb = torch.arange(2)(a + b).shape"
    assert len(joined({"a": note("一", fence(CODE)), "b": note("二", fence(glued))}).joins) == 1


def test_what_everybody_imports_is_no_passage() -> None:
    """Three imports stand at the head of every notebook."""
    imports = fence("import os\nimport numpy as np\nimport pandas as pd")

    assert joined({"a": note("一", imports), "b": note("二", imports)}) == Joins()


def test_a_variable_with_another_name_throughout_is_no_contradiction() -> None:
    """Whoever retypes code calls things as he likes; a name changed in one place only is a slip."""
    code = "m = x.mean(dim=1, keepdim=True)\ny = (x - m) / x.std(dim=1)\nprint(y.shape)"
    other = code.replace("m = ", "mu = ").replace("- m", "- mu")
    slip = code.replace("- m", "- mu")

    def with_code(told: str) -> Joins:
        return joined({"a": note("广播", BROADCAST, fence(code)), "b": note("广播", RETYPED, fence(told))})

    assert with_code(other).conflicts == ()
    assert [one.kind for one in with_code(slip).conflicts] == [Contradiction.IDENTIFIER]


def test_outputs_that_chance_makes_or_that_differ_in_an_address_contradict_nothing() -> None:
    """Nobody is wrong about what is another number in every run."""
    chance = "w = torch.randn(2, 2)\nb = torch.zeros(2)\n(w + b).sum()"
    model = "net = make_net(width=8, depth=2)\nprint(net.forward)"
    at = "<bound method Net.forward of Net object at 0x7f{}>"

    def outputs(code: str, *printed: str) -> Joins:
        return joined({name: note("一", fence(code, text)) for name, text in zip("ab", printed, strict=True)})

    assert outputs(chance, "tensor(0.3141)", "tensor(-1.2718)").conflicts == ()
    assert len(outputs(model, at.format("01ab34"), at.format("99cd10")).joins) == 1
    assert len(outputs(f"torch.manual_seed(1)\n{chance}", "tensor(0.3141)", "tensor(-1.2718)").conflicts) == 1


def test_what_contradicts_is_never_joined_by_way_of_a_third() -> None:
    """Two links that each hold, and ends that say the contrary: only one of the links is made."""
    groups = Groups(3, apart=[(0, 2)])
    groups.link(0, 1)
    groups.link(1, 2)

    assert groups.members(range(3)) == {0: [0, 1], 2: [2]}
    assert groups.apart(1, 2)


def test_a_short_quote_marked_twice_is_one() -> None:
    """The same few words highlighted in two documents; in notes such a line is a turn of phrase."""
    short = "梯度可以是负数"

    assert [where(one) for one in joined({"a": marked(short), "b": marked(short)}).joins] == [["a:1", "b:1"]]
    assert joined({"a": note("一", short), "b": note("二", short)}) == Joins()
    assert joined({"a": marked("注意"), "b": marked("注意")}) == Joins()
