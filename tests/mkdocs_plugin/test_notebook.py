"""Notebook pages, tidied."""

from kbtools.mkdocs_plugin.notebook import tidy

CELL = (
    '<div class="jp-Cell jp-MarkdownCell"><div class="jp-Cell-inputWrapper" tabindex="0">'
    '<div class="jp-InputArea"><div class="jp-RenderedMarkdown">{}</div></div></div></div>'
)


def page(*cells: str) -> str:
    """A page as mkdocs-jupyter gives it."""
    body = "".join(CELL.format(cell) for cell in cells)
    return f'<script>x</script><style>y</style><!-- z --><div class="jupyter-wrapper">{body}</div>'


def heading(level: int, text: str) -> str:
    """A heading as mkdocs-jupyter gives it: without an id when it is all Chinese."""
    return f'<h{level} id="">{text}<a class="anchor-link" href="#">¶</a></h{level}>'


def test_chinese_headings_have_ids_of_their_own_words() -> None:
    """Every heading can be linked to, the second of a name too, and the table of contents leads there."""
    done = tidy(page(heading(1, "自动微分"), heading(2, "梯度"), heading(2, "梯度")))

    assert [item.id for item in done.toc.items[0].children] == ["梯度", "梯度_1"]
    assert '<h2 id="梯度_1">' in done.html


def test_title_comes_first() -> None:
    """A title that opens the notebook stands before all else, so the search knows it for the page's."""
    assert tidy(page(heading(1, "自动微分"), "<p>a</p>")).html.startswith('<h1 id="自动微分">')


def test_nothing_of_it_runs_or_is_fetched() -> None:
    """Scripts, styles, handlers and scripted links are gone; what lies elsewhere is a link to it."""
    html = tidy(
        page(
            '<script src="https://c.example/x.js"></script>',
            '<img src="https://h.example/a.png" onerror="x()">',
            '<a href="javascript:x()">a</a><iframe src="//h.example/"></iframe><style>p{}</style>',
        )
    ).html

    assert '<a href="https://h.example/a.png">https://h.example/a.png</a>' in html
    assert not [
        word for word in ("<script", "<style", "onerror", "javascript:", "<iframe", " src=") if word in html
    ]


def test_code_looks_like_the_themes() -> None:
    """Code gets the element that the theme styles and gives a copy button."""
    html = tidy(page('<div class="highlight-ipynb hl-python"><pre><span>x</span></pre></div>')).html

    assert '<div class="highlight"><pre><code><span>x</span></code></pre></div>' in html
