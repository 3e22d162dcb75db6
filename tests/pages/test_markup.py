"""Strangers' text becomes page: it means what it meant, and never more."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kbtools.pages.escape import clean
from kbtools.pages.markup import code, inline, plain, prose, tabbed, title

CASES = Path(__file__).parent / "cases"
ELEMENTS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "em", "strong", "s", "mark"}
)
ELEMENTS |= {
    "code",
    "pre",
    "span",
    "div",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
    "br",
}
ELEMENTS |= {"sup", "math", "mi", "mo", "mn", "mrow", "input", "details", "summary"}
ATTRIBUTES = frozenset({"href", "class", "id", "title", "type", "disabled", "checked", "style", "start"})
ATTRIBUTES |= {"open"}
# What opens something in one Markdown or another, and what Python-Markdown uses inside.
HOSTILE = """<script>alert(1)</script>|<img src=x onerror=alert(1)>|<iframe src=//x>|[a](javascript:alert(1))
    <br>
    ![i](http://e.example/x.png)|](|[|]|(|)|*|**|_|__|`|``|```|~~~|~~|==|$|$$|\\|\\(|\\)|\\[|\\]|{:.x}|{{ x }}
    {% x %}|!!! note|??? note|[TOC]|*[a]: b|[^1]: foo|[^1]|1. |- |+ |* |#|## |---|===|> |<|&|&lt;|&#60;b&#62;
    <!--|-->|</div>|<div markdown=1>|<details>|<summary>|中文|字|word|a_b_c|x^2|http://a.example/x?y=1&z=2
    [[w\x00a]]|![[e]]|%%c%%|> [!tip]- |> [!x]+ b|> > [!note]|==m==
    <math><mi>x</mi></math>|<math><script>x</script></math>|\x02klzzwxh:0001\x03
    wzxhzdk:0|&nbsp;|{|}|^|%|=|@|<a href='javascript:x'>|<style>|\\begin{a}x\\end{a}|[x] |[ ] |/// note|"|'
    <?php ?>|<![CDATA[ x ]]>|<!DOCTYPE x>|:smile:|1) |[a]: http://x.example|[a][b]|H~2~O|    |\t|!""".replace(
    "\n    ", "|"
).split("|")
fragments = st.sampled_from([*HOSTILE, "|", "| - |", "|---|", "\n", "\n\n", "\n    ", " "])
hostile = st.lists(fragments | st.text(max_size=4), max_size=14).map("".join)


def read_cases(name: str) -> list[tuple[str, str, str]]:
    """Title, input and expected output of the cases of a file: title, `.`, input, `.`, output, `.`."""
    parts = re.split(r"^\.\n", (CASES / name).read_text("utf-8"), flags=re.MULTILINE)
    return [(parts[at].strip(), parts[at + 1], parts[at + 2]) for at in range(0, len(parts) - 2, 3)]


def cases(name: str) -> pytest.MarkDecorator:
    """One test a case."""
    rows = read_cases(name)
    return pytest.mark.parametrize(
        ("source", "expected"), [row[1:] for row in rows], ids=[row[0] for row in rows]
    )


@cases("prose.txt")
def test_prose_is_normalised(source: str, expected: str) -> None:
    """Each shape of Markdown has one way to be written."""
    assert f"{prose(source)}\n" == expected


@cases("prose.txt")
def test_two_renderers_agree(source: str, expected: str, look: Callable[[str], Any]) -> None:
    """What is written means the same to Python-Markdown and to CommonMark."""
    commonmark = MarkdownIt("commonmark", {"html": True}).enable("table").render(expected)
    ours, theirs = look(expected), look(f"<div>{commonmark}</div>")

    assert _structure(ours, source) == _structure(theirs, source)


def _structure(page: Any, source: str) -> Counter[str]:  # noqa: ANN401 (the fixture's own class)
    # Only Python-Markdown knows footnotes and boxes; both wrap loose items in paragraphs their own way.
    skipped = {"div", "span", "p", "pre", "code", "input", "sup", "thead", "tbody"}
    skipped |= {"a", "li", "ol", "hr", "strong"} if "[^" in source else set()
    kept = (tag for tag, attributes in page.elements if attributes.get("class") != "headerlink")
    return Counter(tag for tag in kept if tag not in skipped)


@cases("plain.txt")
def test_plain_text_keeps_its_lines(source: str, expected: str) -> None:
    """Lines stay lines, bullets become lists, everything else is literal."""
    assert f"{plain(source)}\n" == expected


def _faults(page: Any) -> list[object]:  # noqa: ANN401 (the fixture's own class)
    """Elements that must never come of a stranger's text."""
    return [
        (tag, attributes)
        for tag, attributes in page.elements
        if tag not in ELEMENTS
        or not set(attributes) <= ATTRIBUTES
        or not re.match(r"https?://|mailto:|#|$", attributes.get("href") or "")
        or not re.match(r"text-align: (left|right|center);$|$", attributes.get("style") or "")
    ]


@pytest.mark.parametrize("write", [prose, plain, inline, title, code, tabbed])
@settings(max_examples=150, deadline=None)
@given(text=hostile)
def test_hostile_text_never_becomes_markup(
    write: Callable[[str], str], text: str, look: Callable[[str], Any]
) -> None:
    """No element, attribute or address outside the lists, and what follows is not swallowed."""
    page = look(f'<div class="kb-item" id="q" markdown="1">\n\n{write(text)}\n\n</div>\n\nafter\n')

    assert _faults(page) == []
    assert "<p>after</p>" in page.html


@pytest.mark.parametrize("write", [plain, inline, code])
@settings(max_examples=150, deadline=None)
@given(text=hostile)
@example(text="$\\begin{a}x\\end{a}$")
@example(text="$[^1]$")
@example(text="$x_1$")
def test_every_character_of_plain_text_is_visible(
    write: Callable[[str], str], text: str, look: Callable[[str], Any]
) -> None:
    """Nothing that is not blank is lost, but for a list's bullets and the marks of a drawn formula."""
    shown = clean(text)
    if write is plain:
        shown = re.sub(r"\$([^$\n]*\\[A-Za-z][^$\n]*|[^$\s]*[\w)}\]'][_^][^$\s]+)\$", r"\1", shown)
        shown = re.sub(r"(?m)^\s*[-•●▪■◦○‣∙]\s+(?=\S)", "", re.sub(r"<!--\s*kb:.*?-->", "", shown))

    assert _characters(shown) - _characters(look(write(text)).text) == Counter()


def _characters(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="ab字。*_`-1. >#\n[]()|", max_size=60))
def test_words_of_prose_are_never_lost(text: str, look: Callable[[str], Any]) -> None:
    """However Markdown is nested, its letters are on the page."""
    letters = re.sub(r"[^ab字]", "", text)
    page = look(prose(text))
    addresses = "".join(str(attributes.get("href", "")) for _, attributes in page.elements)

    assert Counter(letters) - Counter(page.text + addresses) == Counter()


def test_deep_nesting_is_shown_as_plain_text() -> None:
    """Markdown nested beyond the limit of the parser keeps its words."""
    assert prose(">" * 500 + " deep").endswith(" deep")


def test_option_comments_are_hidden() -> None:
    """`<!-- kb: … -->` speaks to kbtools, any other comment to its author."""
    assert prose("a\n\n<!-- kb: skip -->\n\nb <!-- c -->") == "a\n\nb"


def test_titles_keep_code_and_mathematics_and_nothing_that_opens_a_block() -> None:
    """A heading is one line of Markdown; links in it are words."""
    assert title("1.2 对 $y=x$ 与 `torch.cat` <b>") == "1.2 对 $y=x$ 与 `torch.cat` &lt;b&gt;"
    assert title("[[张量]] [网](http://a.example)") == (
        '<span class="kb-wikilink">张量</span> 网 <span class="kb-destination">`http://a.example`</span>'
    )
    assert title("# 井号 C#") == "\\# 井号 C\\#"
