"""The search, as a person uses it."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selenium.webdriver import Chrome

# What is typed, and the page that must be among the first five, best first where two are named.
QUERIES = (
    ("梯度消失", ["topics/training.html#梯度消失"]),
    ("度消", ["topics/training.html#梯度消失"]),
    ("广播", ["topics/broadcasting.html"]),
    ("梯度的消失", ["topics/training.html#梯度消失"]),
    ("zero_grad", ["topics/training.html", "topics/tensors.html#笔记"]),
    ("grad", ["topics/training.html"]),
    ("requires_grad_", ["topics/tensors.html#笔记", "topics/training.html#损失函数"]),
    ("requires_grad", ["topics/tensors.html#笔记"]),
    ("CrossEntropyLoss", ["topics/training.html#损失函数", "topics/tensors.html#笔记"]),
    ("EntropyLoss", ["topics/training.html#损失函数"]),
    ("nn.cross", ["topics/training.html#损失函数"]),
    ("torch.cat", ["topics/tensors.html#笔记"]),
    ("cat((x, x))", ["topics/tensors.html#笔记"]),
    ("Xavier初始化", ["topics/training.html#xavier初始化"]),
    ("Xavier 初始化", ["topics/training.html#xavier初始化"]),
    ("xavier", ["topics/training.html#xavier初始化"]),
    ("⽅差", ["topics/training.html#xavier初始化"]),
    ("廣播", ["topics/broadcasting.html"]),
    ("变异数", ["topics/training.html#xavier初始化"]),
    ("變異數", ["topics/training.html#xavier初始化"]),
    ("梯度 学习率", ["topics/training.html#损失函数"]),
    ("ZeroDivisionError", ["notebooks/demo.html#21-zero_grad-与-初始化"]),
)
TYPE = """
const [query, done] = arguments;
const box = document.getElementById("__search"), field = document.querySelector(".md-search__input");
box.checked = true;
box.dispatchEvent(new Event("change"));
field.focus();
field.value = query;
field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
const read = () => ({
  links: [...document.querySelectorAll(".md-search-result__item")].slice(0, 5)
    .map(item => [...item.querySelectorAll("a")].map(link => link.href)),
  html: document.querySelector(".md-search-result__list").innerHTML,
  meta: document.querySelector(".md-search-result__meta").textContent,
});
let last = "", same = 0;
const wait = () => {
  const now = read();
  same = now.html === last && !/…|初始化/.test(now.meta) ? same + 1 : 0;
  last = now.html;
  if (same > 4) done(now); else setTimeout(wait, 60);
};
setTimeout(wait, 120);
"""


def found(browser: Chrome, query: str) -> dict[str, object]:
    """What the search shows for a query, once it stands still."""
    result = browser.execute_async_script(TYPE, query)
    assert isinstance(result, dict)
    return result


def places(links: object) -> list[str]:
    """Path and anchor of every link, relative to the site."""
    assert isinstance(links, list)
    addresses = [urlsplit(link) for item in links for link in item]
    return [
        unquote(f"{one.path.rpartition('/site/')[2]}#{one.fragment}".rstrip("#")).lstrip("/")
        for one in addresses
    ]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_expected_pages_are_among_the_first_five(
    browser: Chrome, served: str, gallery: Path, scheme: str
) -> None:
    """Chinese in part, identifiers whole and in part, both mixed: served, and from disk."""
    browser.get(served + "index.html" if scheme == "http" else (gallery / "index.html").as_uri())
    browser.execute_async_script("setTimeout(arguments[0], 1000)")
    missed = {
        query: shown
        for query, expected in QUERIES
        if not set(expected) <= set(shown := places(found(browser, query)["links"]))
    }

    assert missed == {}


def test_what_is_nowhere_is_not_found(browser: Chrome, served: str) -> None:
    """No page is shown that does not hold the words."""
    browser.get(served + "index.html")

    assert found(browser, "玻尔兹曼 qwertz")["links"] == []


def test_hits_are_marked_whole(browser: Chrome, served: str) -> None:
    """A Chinese word is one mark, and no invisible character stands in a title or a teaser."""
    browser.get(served + "index.html")
    html = str(found(browser, "梯度消失")["html"])

    assert '<mark data-md-highlight="">梯度消失</mark>' in html
    assert "\u200b" not in html


def test_hits_are_shown_in_the_characters_of_the_note(browser: Chrome, served: str) -> None:
    """What is found by other characters is marked as it stands there, in the list and on the page."""
    browser.get(served + "index.html")
    result = found(browser, "变异数")

    assert '<mark data-md-highlight="">變異數</mark>' in str(result["html"])
    assert any("h=變異數" in unquote(str(link)) for links in result["links"] for link in links)  # type: ignore[attr-defined]


def test_a_search_for_markup_is_text(browser: Chrome, served: str) -> None:
    """What is typed and what notes hold stays text in the list of results."""
    browser.get(served + "index.html")
    html = str(found(browser, "<img src=x onerror=alert(1)>")["html"])

    assert "<img" not in html


def test_the_page_marks_what_was_searched(browser: Chrome, served: str) -> None:
    """The link of a result leads to its section with the words marked, and not every single character."""
    browser.get(served + "topics/training.html?h=%E6%A2%AF%E5%BA%A6%E6%B6%88%E5%A4%B1")
    browser.execute_async_script("setTimeout(arguments[0], 1200)")
    marks = browser.execute_script(
        "return [...document.querySelectorAll('mark[data-md-highlight]')].map(m => m.textContent)"
    )

    assert set(marks) == {"梯度消失"}
