"""The search index, as the worker reads it."""

import json

import pytest

from kbtools import search


def index(*entries: dict[str, object]) -> str:
    """A search index as Material writes it."""
    config = {"lang": ["zh", "en"], "separator": "[\\s]+", "pipeline": ["stemmer"], "fields": {}}
    return json.dumps({"config": config, "docs": entries})


def entry(text: str, title: str = "t", location: str = "topics/a.html") -> dict[str, object]:
    """One section of a page."""
    return {"location": location, "title": title, "text": text}


def rewritten(text: str) -> str:
    """What the text of a section becomes."""
    return str(json.loads(search.rewrite(index(entry(text))))["docs"][0]["text"])


def test_pipeline_is_empty_and_order_is_kept() -> None:
    """No stemmer touches a term, and sections stay behind their page."""
    out = json.loads(search.rewrite(index(entry("b", location="b"), entry("a", location="a"))))

    assert out["config"]["pipeline"] == []
    assert [doc["location"] for doc in out["docs"]] == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>⽤雅可⽐</p>", "用雅可比"),
        ("ＲｅＬＵ①", "ReLU1"),
        ("x\u200by\u00adz", "xyz"),
        ("cafe\u0301", "café"),
        ("<p>a</p><p>b<code>c</code></p>", "a bc"),
        ("<pre><code>x\n  y</code></pre>", "x y"),
        ("结束，（真的）", "结束，（真的）"),
    ],
)
def test_text_is_folded_and_plain(text: str, expected: str) -> None:
    """Radicals, wide letters and invisible marks are folded; tags are gone, punctuation keeps its width."""
    assert rewritten(text) == expected


@pytest.mark.parametrize("text", ["＜img onerror=x＞", "﹤script﹥", "&lt;script&gt;", "<p>\u0338img"])
def test_folding_never_makes_markup(text: str) -> None:
    """What is no tag in the index does not become one."""
    assert "<" not in rewritten(text)


def test_traditional_characters_are_named_with_what_they_are_simplified_to() -> None:
    """Those that matter to this index only: in it, or what somebody may type to find what is in it."""
    out = json.loads(search.rewrite(index(entry("反向傳播", title="机器 x²"))))

    pairs = out["config"]["simplified"]
    named = {pairs[at : at + 2] for at in range(0, len(pairs), 2)}
    assert {"傳传", "機机"} <= named
    assert all(set(pair) & set("反向傳播机器") for pair in named)
    assert out["docs"][0]["text"] == "反向傳播"


def test_text_is_written_as_it_is_read() -> None:
    """The index holds Chinese as UTF-8, a third smaller than as escapes."""
    assert "梯度" in search.rewrite(index(entry("梯度")))


def test_permalink_is_no_part_of_a_title() -> None:
    """A notebook's heading ends before its paragraph sign."""
    out = json.loads(search.rewrite(index(entry("", title="梯度¶"))))

    assert out["docs"][0]["title"] == "梯度"


def test_topic_pages_weigh_most() -> None:
    """The pages of sources repeat what topics show; a weight that a page sets itself wins."""
    own = {**entry("", location="sources/b.html"), "boost": 2}
    out = json.loads(search.rewrite(index(entry(""), entry("", location="sources/a.html#x"), own)))

    assert [doc.get("boost", 1) for doc in out["docs"]] == [1, 0.9, 2]


@pytest.mark.parametrize("text", ["[]", "{}", '{"docs": []}'])
def test_anything_else_is_refused(text: str) -> None:
    """A file that is no search index is an error, not an empty search."""
    with pytest.raises(ValueError, match="not a search index"):
        search.rewrite(text)


def test_page_names_our_worker_relative_to_itself() -> None:
    """The worker lies beside the theme's, from wherever the page is."""
    page = '{"base": "..", "search": "../assets/javascripts/workers/search.a7633da7.min.js", "tags": null}'

    assert '"search": "../assets/kbtools/search.js", "tags"' in search.use_worker(page)
