"""The same passage on a page: shown once, its copies one click away, what differs told, nothing lost."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from kbtools import snippets, sources
from kbtools.model import (
    Book,
    Checked,
    Outline,
    Placement,
    Reading,
    SnippetId,
    Source,
    SourceId,
    Topic,
    TopicSlug,
    Verdict,
)
from kbtools.pages import render
from kbtools.pages.differences import How, differences, marked
from kbtools.topics import join

TOPIC = TopicSlug("broadcast")
BROADCAST = "形状不同的两个张量相加时，框架会先把它们扩展成同样的形状，再按元素相加。"
RETYPED = "形状不同的两个张量相加时,框架先把它们扩展成同样的形状,再按元素相加"
OWN = "我自己试下来，最容易忘的是从右边对齐。"
CODE = "a = torch.ones(3, 1)\nb = torch.arange(2)\n(a + b).shape"
HIGHLIGHT = """\
>%%
>```annotation-json
>{"created":"2024-05-01T08:00:00.000Z","updated":"2024-05-01T08:00:00.000Z","document":{"title":"课本","link":[{"href":"urn:x-pdf:1"}],"documentFingerprint":"1"},"uri":"urn:x-pdf:1","target":[{"source":"urn:x-pdf:1","selector":[{"type":"TextPositionSelector","start":10,"end":46},{"type":"TextQuoteSelector","exact":"%s","prefix":"前文","suffix":"后文"}]}]}
>```
>%%
>*%%PREFIX%%前文%%HIGHLIGHT%% ==%s== %%POSTFIX%%后文*
>%%LINK%%[[#^h1|show annotation]]
>%%COMMENT%%
>
>%%TAGS%%
>
^h1
"""


def note(title: str, *parts: str) -> str:
    """A Markdown note of one section."""
    return f"# {title}的笔记\n\n## {title}\n\n" + "\n\n".join(parts) + "\n"


def fence(code: str) -> str:
    """Code as a note has it."""
    return f"```python\n{code}\n```"


def book(
    texts: Mapping[str, str], verdicts: Mapping[str, Verdict] | None = None, language: str = "zh"
) -> Book:
    """A book whose items all belong to one topic; a verdict goes to all code of its source."""
    readings: list[Reading] = []
    for name, text in texts.items():
        readings.append(sources.read(Source(SourceId(name), f"{name}.md", text)))
    sessions = {one.source.id: snippets.session(one) for one in readings}
    checked = {
        one.id: Checked(SnippetId(one.id), "", verdict, "")
        for name, verdict in (verdicts or {}).items()
        for one in sessions[SourceId(name)].snippets
    }
    placed = {
        item.id: Placement(item.id, one.source.id, TOPIC, 1.0, ()) for one in readings for item in one.items
    }
    outline = Outline((Topic(TOPIC, "广播"),))
    joins = join(readings, sessions, checked)
    return Book("库", language, tuple(readings), outline, placed, sessions, checked, joins=joins)


def page(made: Book, path: str = f"docs/topics/{TOPIC}.md") -> str:
    """The text of a page."""
    return next(one.text for one in render(made) if one.path == path)


def outside_folds(text: str) -> str:
    """What a reader sees before anything is unfolded."""
    seen, depth = [], 0
    for line in text.split("\n"):
        depth += line.startswith("<details")
        if not depth:
            seen.append(line)
        depth -= line.startswith("</details")
    return "\n".join(seen)


def test_a_passage_stands_once_and_own_words_stay() -> None:
    """Its copy folds where it stands, between words that only this note has."""
    text = page(
        book({"a": note("广播", BROADCAST, "甲的话在前。"), "b": note("相加", OWN, RETYPED, "乙的话在后。")})
    )

    seen = outside_folds(text)

    assert (seen.count("扩展成同样的形状"), text.count("扩展成同样的形状")) == (1, 2)
    assert seen.index(OWN) < seen.index("乙的话在后。")
    assert "甲的话在前。" in seen


def test_what_differs_is_told_in_the_fold() -> None:
    """The word that one of them left out, and nothing about commas."""
    text = page(book({"a": note("广播", BROADCAST), "b": note("相加", OWN, RETYPED)}))

    assert "（1 处不同）</summary>" in text
    assert "框架<ins>会</ins>先把它们" in text


def test_a_note_that_says_nothing_else_stands_under_the_other() -> None:
    """As one line with its own anchor, and with no heading of its own."""
    made = book({"a": note("广播", BROADCAST, OWN), "b": note("相加", RETYPED)})
    text = page(made)
    copy = next(item for item in made.readings[1].items if getattr(item, "title", "") == "相加")

    assert f'<div class="kb-item kb-copy" id="{copy.id}" markdown="1">' in text
    assert "#### 相加\n" not in text
    assert "同一内容的另一份：《相加的笔记》相加（1 处不同）</summary>" in text


def test_a_highlight_never_folds_and_names_its_origins() -> None:
    """It is what its reader marked; the note that copied the sentence folds."""
    text = page(book({"a": HIGHLIGHT % (BROADCAST, BROADCAST), "b": note("相加", OWN, RETYPED)}))

    seen = outside_folds(text)

    assert f"> {BROADCAST}" in seen
    assert "也见于：[相加的笔记 第 7 行](../sources/b.md#" in seen
    assert "与上面的划线相同：" in text


def test_the_code_that_runs_stands() -> None:
    """The copy that raised is folded, and both verdicts are told."""
    verdicts = {"a": Verdict.RAISED, "b": Verdict.VERIFIED}
    made = book({"a": note("广播", OWN, fence(CODE)), "b": note("相加", "另一句。", fence(CODE))}, verdicts)
    text = page(made)

    assert 'class="kb-snippet kb-verified"' in outside_folds(text)
    assert 'class="kb-snippet kb-raised"' not in outside_folds(text)
    assert text.count('class="kb-snippet kb-raised"') == 1
    assert "已验证</span> → <span" in text


def test_a_source_page_shows_everything_and_where_else_it_stands() -> None:
    """Nothing folds where a source is read as it is."""
    made = book({"a": note("广播", BROADCAST), "b": note("相加", OWN, RETYPED)})
    text = page(made, "docs/sources/b.md")

    assert RETYPED in outside_folds(text)
    assert "也见于：[广播的笔记 第 5 行](a.md#" in text


def test_sources_that_disagree_are_told_on_the_errata_page_and_at_the_item() -> None:
    """Every way with its origins, the commoner one first; neither folds."""
    wrong = BROADCAST.replace("两个", "三个")
    made = book({"a": note("广播", wrong), "b": note("相加", RETYPED), "c": note("加法", BROADCAST, OWN)})
    errata, text = page(made, "docs/errata.md"), page(made)
    (conflict,) = made.joins.conflicts

    assert f'<div class="kb-clash" id="{conflict.id}" markdown="1">' in errata
    assert errata.index("2 份来源写 `两`") < errata.index("1 份来源写 `三`")
    assert "<mark>三</mark>个张量" in errata
    assert f"这里是 `三`，另 2 处是 `两` · [详见勘误](../errata.md#{conflict.id})" in text
    assert wrong in outside_folds(text)


def apart(texts: Mapping[str, str], sure: Mapping[str, float]) -> Book:
    """A book in which every source has a topic of its name and is so sure of it."""
    made = book(texts)
    placed = {
        item: replace(row, topic=TopicSlug(f"t-{row.source}"), confidence=sure[row.source])
        for item, row in made.placements.items()
    }
    topics = tuple(Topic(TopicSlug(f"t-{name}"), f"主题{name}") for name in texts)
    return replace(made, outline=Outline(topics), placements=placed)


def test_a_passage_of_two_topics_stands_where_it_is_surest() -> None:
    """The other page folds it beside its own words, with the way there; it loses no origin."""
    made = apart({"a": note("广播", BROADCAST), "b": note("相加", OWN, RETYPED)}, {"a": 0.8, "b": 1.0})
    first, second = (page(made, f"docs/topics/t-{name}.md") for name in "ab")

    assert RETYPED in outside_folds(second)
    assert "也见于：[广播的笔记 第 5 行](../sources/a.md#" in second
    assert BROADCAST not in outside_folds(first)
    assert "### 广播" in outside_folds(first)
    assert "见主题“主题b”：" in first
    assert "这里展示的是：[主题b：相加的笔记 第 7 行](t-b.md#" in first
    assert BROADCAST in first


def test_where_a_person_put_a_passage_it_stands() -> None:
    """However sure another topic is of it."""
    made = apart({"a": note("广播", BROADCAST), "b": note("相加", OWN, RETYPED)}, {"a": 1.0, "b": 1.0})
    ruled = {
        item: replace(row, reasons=("you put it here in topics.yml",)) if row.source == "b" else row
        for item, row in made.placements.items()
    }
    first, second = (
        outside_folds(page(one, "docs/topics/t-b.md")) for one in (made, replace(made, placements=ruled))
    )

    assert RETYPED not in first
    assert RETYPED in second


def test_a_note_gives_way_to_a_highlight_in_another_topic() -> None:
    """What its reader marked is never folded, so it is the copy that stands, however sure the note is."""
    texts = {"a": note("广播", OWN, BROADCAST), "h": HIGHLIGHT % (RETYPED, RETYPED)}
    made = apart(texts, {"a": 1.0, "h": 0.8})

    assert BROADCAST not in outside_folds(page(made, "docs/topics/t-a.md"))
    assert OWN in outside_folds(page(made, "docs/topics/t-a.md"))
    assert RETYPED in outside_folds(page(made, "docs/topics/t-h.md"))


def test_a_turn_of_phrase_and_code_stand_in_every_topic() -> None:
    """What four topics say is none's, and a program is read where it stands."""
    names = "abcd"
    phrase = apart(
        {name: note(name, f"{name} 的话。", BROADCAST) for name in names}, dict.fromkeys(names, 1.0)
    )
    code = apart({name: note(name, f"{name} 的话。", fence(CODE)) for name in "ab"}, {"a": 1.0, "b": 0.9})

    assert all(BROADCAST in outside_folds(page(phrase, f"docs/topics/t-{name}.md")) for name in names)
    assert all("torch.arange(2)" in outside_folds(page(code, f"docs/topics/t-{name}.md")) for name in "ab")


def test_english_pages_say_it_in_english() -> None:
    """The labels follow the language of the base."""
    texts = {"a": note("广播", BROADCAST, "只在这里的一句。"), "b": note("相加", OWN, RETYPED)}
    made = book(texts, language="en")

    assert "Also in: " in page(made)
    assert "The same in “" in page(made)


@pytest.mark.parametrize(
    "hard",
    [
        "- 一个列表\n    - " + BROADCAST + "\n    - 下一层",
        "> [!note] 提示\n> " + BROADCAST,
        "| 列 | 列 |\n|---|---|\n| " + BROADCAST + " | 2 |",
        BROADCAST + "[^1]\n\n[^1]: 注脚的话。",
        "1. 第一步。\n2. " + BROADCAST + "\n   缩进的后半句。\n3. 第三步。",
    ],
)
def test_a_block_that_cannot_be_cut_stays_whole(hard: str, look: Callable[[str], Any]) -> None:
    """What nests, or is defined elsewhere in it, reads as on the page of its source."""
    made = book({"a": note("广播", BROADCAST, OWN), "b": note("相加", hard)})

    folded, whole = look(page(made)).text, look(page(made, "docs/sources/b.md")).text
    own = [
        line
        for line in hard.replace("|", "\n").replace(">", "\n").split("\n")
        if "步" in line or "层" in line
    ]

    assert all(line.strip(" -0123456789.") in folded for line in own)
    assert folded.count("注脚的话") == whole.count("注脚的话")


def test_hostile_text_stays_text_in_summaries_and_differences(look: Callable[[str], Any]) -> None:
    """A title or a passage with markup opens nothing."""
    evil = '<img src=x onerror=alert(1)>形状不同的两个张量"相加时</summary>，框架会先把它们扩展成同样的形状'
    made = book({"a": note("<b>广</b>播", evil), "b": note("相加", OWN, evil.replace("会先", "先"))})

    elements = [tag for tag, _ in look(page(made)).elements]

    assert not {"img", "b"} & set(elements)
    assert elements.count("summary") == elements.count("details")


def test_only_words_numbers_and_signs_differ_in_prose() -> None:
    """In code every mark counts."""
    assert differences("设 x=1，再算", "设 x = 1, 再算", How()) == ""
    assert differences("步长是2", "步长是 3", How()) == "步长是<del>2</del><ins>3</ins>"
    assert differences("f(x)", "f[x]", How(code=True)) != ""
    assert marked("- 步长是3", "步长是2", How()) == "步长是<mark>3</mark>"


def test_code_in_prose_is_shown_as_code() -> None:
    """Its backticks are Markdown's, in part of it or not; in code and between two of them they are text."""
    assert (
        marked("写作`x.add_(1)`即可", "写作`x.add(1)`即可", How())
        == "写作<code>x.<mark>add\\_</mark>(1)</code>即可"
    )
    assert marked("取`dim`，步长是3", "取`dim`，步长是2", How()) == "取<code>dim</code>，步长是<mark>3</mark>"
    assert "<code>" not in marked("引文``如此''，步长是3", "引文``如此''，步长是2", How())
    assert "<code>" not in marked("一个 ` 而已，步长是3", "一个 ` 而已，步长是2", How())
    assert "<code>" not in marked("f`1`", "f`2`", How(code=True))


def test_words_beside_a_difference_stay_apart() -> None:
    """English has blanks between its words: a mark takes none of them away."""
    assert marked("wait 20 ms or so", "wait 10 ms or so", How()) == "wait <mark>20</mark> ms or so"
    told = differences("hold it when signaling and wait", "hold it when signalling, and wait", How())
    assert told == "hold it when <del>signaling</del><ins>signalling</ins>, and wait"
    assert differences("the big lock", "the lock", How()) == "the <del>big </del>lock"
    assert differences("the lock", "the big lock", How()) == "the <ins>big</ins> lock"


def test_a_passage_that_everybody_has_keeps_pages_short() -> None:
    """Where a passage is folded no origins are named again; the page of a source names some of many."""
    texts = {f"s{number}": note(f"第{number}节", f"{OWN}{number}号说。", BROADCAST) for number in range(40)}
    made = book(texts)
    text = page(made)

    assert text.count("也见于 39 处") == 1
    assert text.count("kb-same") == 39
    assert "另有 15 处，见主题页](../topics/broadcast.md#" in page(made, "docs/sources/s7.md")


def test_signs_are_marked_and_another_spelling_of_one_is_none() -> None:
    """In a contradiction the reader's eye must find the sign; Markdown's asterisks are none."""
    assert "<mark>≤</mark>" in marked("误差 ≤ eps 时停下", "误差 < eps 时停下", How())
    assert "<mark>@</mark>" in marked("写作 A @ B 才对", "写作 A * B 才对", How())
    assert marked("误差 ≤ eps 时停下", "误差 <= eps 时停下", How()) == "误差 ≤ eps 时停下"
    assert differences("先做**标准化**再训练", "先做标准化再训练", How()) == ""


def test_a_bracket_is_told_with_what_it_holds() -> None:
    """The mark of a citation left out by a copy, as it stands."""
    assert "<del>&#91;12&#93;，</del>" in differences("衰减累加[12]，因此平滑", "衰减累加，因此平滑", How())


def test_a_part_that_is_a_word_shorter_has_no_more_differences() -> None:
    """The word that the whole has more moves no other into the differences."""
    whole = "开头还有一句别的话。学习率太小，训练就会很慢。后面再有一句。"
    told = differences(whole, "学习率太小，训练会很慢。", How(inside=True))

    assert (told.count("<del>"), told.count("<ins>")) == (1, 0)


def test_a_passage_told_twice_names_both_places() -> None:
    """Not the run of lines from the first to the last."""
    texts = {"h": HIGHLIGHT % (RETYPED, RETYPED), "n": note("形状", BROADCAST, OWN, "再说一遍。", BROADCAST)}

    assert "第 5 行、第 11 行" in page(book(texts))


def test_a_copy_of_a_highlight_says_so_though_a_longer_paragraph_holds_it() -> None:
    """The fold leads to the very same passage, not to one with more around it."""
    longer = f"先说结论。{BROADCAST}这一条后面到处都会用到。"
    texts = {"a": note("甲", longer), "h": HIGHLIGHT % (RETYPED, RETYPED), "n": note("乙", OWN, BROADCAST)}

    assert "与上面的划线相同" in page(book(texts))
    assert "与《甲的笔记》相同" not in page(book(texts))


def test_a_folded_copy_is_found_once() -> None:
    """Search leads to the copy that stands, and on the page of its source to the other."""
    text = page(book({"a": note("甲", BROADCAST, OWN), "b": note("乙", RETYPED)}))

    assert 'class="kb-same" data-search-exclude' in text


def test_another_output_is_shown_as_it_was_recorded() -> None:
    """The code once, then what each source says that it prints, told by the first words that differ."""
    long = "tensor([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])"
    outputs = (long, long.replace("1, 2, 3,", "1, 2, 4,"))
    texts = {
        name: note(name, f"{fence(CODE)}\n\n```\n{printed}\n```")
        for name, printed in zip("ab", outputs, strict=True)
    }

    errata = page(book(texts), "docs/errata.md")

    assert errata.count("(a + b).shape") == 1
    assert all(printed in errata for printed in outputs)
    assert "`3 4 5 6 7 8 …`" in errata
    assert "记录的输出不同：" in page(book(texts))
