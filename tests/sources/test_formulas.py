"""Formulas that a browser copied several times are shown once, and what was left out is told."""

from collections.abc import Callable

import pytest

from kbtools.model import DropReason, Reading
from kbtools.sources import account
from kbtools.sources.formulas import copies

ReadText = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("形状是4×54 \\times 54×5的表", ["4×5"]),
        ("由 m×nm \\times n 得", ["m×n"]),
        ("Q(C)=∑BQ(C,B)Q(C)=\\sum_BQ(C,B) Q(C)=B∑Q(C,B)", ["Q(C)=\\sum_BQ(C,B)"]),
        (
            "记 g = 3 4 ( t − 1 ) { g=\\frac{3}{4}(t−1)} g=43(t1) 为斜率",
            ["{ g=\\frac{3}{4}(t−1)}"],
        ),
        (
            "属于 z∈Rk\\mathbf{z} \\in \\mathbb{R}^k 的向量，记作 vjv_j。",
            ["\\mathbf{z} \\in \\mathbb{R}^k", "v_j"],
        ),
        ("取 w ∈ { 0 , 1 } w \\in \\{ 0,1\\} w∈{0,1} 之一", ["w ∈ { 0 , 1 }"]),
        ("参数 η \\eta 已知", ["η"]),
        ("E=12(a−b^)2E=\\frac{1}{2}(a-\\hat{b})^2E=21\u200b(a−b^)2", ["E=\\frac{1}{2}(a-\\hat{b})^2"]),
    ],
)
def test_one_copy_stays(line: str, shown: list[str]) -> None:
    """Two copies of some sites, three of others; TeX stays where plain letters lose the shape."""
    assert [line[slice(*found.kept)].strip() for found in copies(line)] == shown


@pytest.mark.parametrize(
    "line",
    [
        "data_ta, foo_oo and x_x are names",
        "let $\\alpha$ be a_1, and a_1 again",
        "x^2x^2 is a slip of the hand",
        "C:\\temp\\tempfile",
        "没有公式的一行，只有_下划线_。",
    ],
)
def test_what_no_browser_copied_stays(line: str) -> None:
    """Names with underlines, TeX of an author and paths are no copies."""
    assert list(copies(line)) == []


def test_plain_copies_count_where_others_stand() -> None:
    """Three equal ones without TeX are copies on a page of copies, between words only."""
    line = "当 k = 1 k = 1 k=1 时，取 0 0 0 为初值"

    assert [line[slice(*found.kept)] for found in copies(line, proven=True)] == ["k = 1", "0"]
    assert list(copies(line)) == []
    assert list(copies("0 0 0", proven=True)) == []


def test_copies_are_told(read_text: ReadText) -> None:
    """The line says the formula once, and every character of the others is accounted for."""
    reading = read_text("小结\n\n两个矩阵是2×32 \\times 32×3和3×43 \\times 43×4的，可以相乘。\n")

    assert [block.text for item in reading.items for block in item.body] == [
        "两个矩阵是2×3和3×4的，可以相乘。"
    ]
    assert {drop.reason for drop in reading.drops} == {DropReason.DUPLICATE_OF}
    assert account(reading).missing == ()


def test_leftovers_of_pages_and_books_go(read_text: ReadText) -> None:
    """Anchors of a PDF's pages and roles of a book's tools go, their words and the author's stay."""
    reading = read_text(
        '# 1 卷积\n\n<span id="page-3-0"></span>卷积见 :numref:`sec_conv` 和[第 2 节](#page-4-1)。\n\n'
        ":label:`sec_conv`\n\n![](_page_3_Figure_1.jpeg)\n"
    )

    assert reading.reader == "converted-pdf"
    assert [b.text for item in reading.items for b in item.body] == [
        "卷积见 `sec_conv` 和第 2 节。",
        "![](_page_3_Figure_1.jpeg)",
    ]
    assert account(reading).missing == ()
