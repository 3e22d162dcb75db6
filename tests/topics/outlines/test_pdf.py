"""An outline out of real PDFs: bookmarks, and contents as they are printed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kbtools.model import Topic
from kbtools.topics.outlines.pdf import read_pdf

FONT, SIZE = "STSong-Light", 11
Row = tuple[str, str, int]
"""Title with number, page as printed, depth."""
BOOK: list[Row] = [
    ("前言", "iii", 0),
    ("第1章 数据与模型", "5", 0),
    ("1.1 数据类型", "6", 1),
    ("1.2 缺失值的处理", "12", 1),
    ("1.2.1 删除", "13", 2),
    ("第2章 线性模型", "20", 0),
    ("2.1 最小二乘法", "21", 1),
    ("2.2 岭回归与套索回归", "33", 1),
    ("2.3 在 100 个样本上的实验", "40", 1),
    ("第3章 分类", "51", 0),
    ("3.1 逻辑回归", "52", 1),
    ("3.2 支持向量机（SVM）", "60", 1),
]
TREE = [
    "前言",
    "1 数据与模型",
    "-1.1 数据类型",
    "-1.2 缺失值的处理",
    "--1.2.1 删除",
    "2 线性模型",
    "-2.1 最小二乘法",
    "-2.2 岭回归与套索回归",
    "-2.3 在 100 个样本上的实验",
    "3 分类",
    "-3.1 逻辑回归",
    "-3.2 支持向量机（SVM）",
]


def flat(topics: Sequence[Topic], depth: int = 0) -> list[str]:
    """Numbers and titles, a dash a level."""
    rows: list[str] = []
    for topic in topics:
        rows.append(f"{'-' * depth}{f'{topic.number} {topic.title}'.strip()}")
        rows += flat(topic.children, depth + 1)
    return rows


class Sheet:
    """A PDF that grows page by page."""

    def __init__(self, path: Path) -> None:
        """Nothing on it."""
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.path, self.canvas = path, Canvas(str(path), pagesize=A4)

    def line(self, x: float, y: float, text: str) -> None:
        """One line of text."""
        self.canvas.setFont(FONT, SIZE)
        self.canvas.drawString(x, y, text)

    def row(self, row: Row, x: float, y: float, right: float, leader: str) -> None:
        """A title, what leads to the page number, and the number at the right."""
        title, page, depth = row
        x += 14 * depth
        self.line(x, y, title)
        used = pdfmetrics.stringWidth(title, FONT, SIZE) + 8
        dots = int((right - 24 - x - used) / pdfmetrics.stringWidth(leader, FONT, SIZE)) if leader else 0
        self.line(x + used - 4, y, leader * max(0, dots))
        self.canvas.drawRightString(right, y, page)

    def end(self, foot: str = "") -> None:
        """The page is done."""
        self.canvas.setFont(FONT, SIZE)
        self.canvas.drawCentredString(A4[0] / 2, 30, foot)
        self.canvas.showPage()

    def body(self) -> None:
        """Pages of a book: lines that end in numbers, too."""
        for page in range(3):
            for number in range(20):
                self.line(60, 780 - 20 * number, f"这一行讲第 {number} 个例子，它的值是 {number * 7}")
            self.end(str(page + 1))

    def saved(self) -> Path:
        """The file."""
        self.canvas.save()
        return self.path


@pytest.mark.parametrize("leader", [".", ". ", "·", ""])
@pytest.mark.parametrize("pages", [1, 2])
@pytest.mark.parametrize("columns", [1, 2])
def test_printed_contents_are_read(tmp_path: Path, leader: str, pages: int, columns: int) -> None:
    """With leaders of dots or none, over two pages, in two columns; the book's own pages are left out."""
    sheet = Sheet(tmp_path / "book.pdf")
    sheet.line(200, 500, "统计学习笔记")
    sheet.end()
    each = -(-len(BOOK) // (pages * columns))
    runs = [BOOK[start : start + each] for start in range(0, len(BOOK), each)]
    for page in range(pages):
        sheet.line(60, 780, "目 录" if page == 0 else "")
        for column, run in enumerate(runs[page * columns : (page + 1) * columns]):
            left = 50 + 270 * column
            for index, row in enumerate(run):
                sheet.row(row, left, 740 - 18 * index, left + (230 if columns > 1 else 480), leader)
        sheet.end(("iv", "v")[page])
    sheet.body()

    assert flat(read_pdf(sheet.saved()).topics) == TREE


def test_columns_written_line_by_line_are_parted(tmp_path: Path) -> None:
    """The page numbers tell the order."""
    sheet = Sheet(tmp_path / "book.pdf")
    for index, (left, right) in enumerate(zip(BOOK[:6], BOOK[6:], strict=True)):
        sheet.row(left, 50, 740 - 18 * index, 280, ".")
        sheet.row(right, 320, 740 - 18 * index, 550, ".")
    sheet.end()

    assert flat(read_pdf(sheet.saved()).topics) == TREE


@pytest.mark.parametrize("leader", ["", " ....", "."])
@pytest.mark.parametrize("pages", [1, 2])
def test_pages_may_stand_left_of_the_titles(tmp_path: Path, leader: str, pages: int) -> None:
    """In a column of their own, flush to the right or not, over two pages."""
    sheet = Sheet(tmp_path / "book.pdf")
    each = -(-len(BOOK) // pages)
    for start in range(0, len(BOOK), each):
        sheet.line(60, 780, "目录")
        for index, (title, page, depth) in enumerate(BOOK[start : start + each]):
            y = 740 - 18 * index
            if leader == ".":
                sheet.canvas.drawRightString(70, y, page)
                sheet.line(84 + 14 * depth, y, title)
            else:
                sheet.line(50, y, f"{page}{leader}  {title}")
        sheet.end("iv")
    sheet.body()

    assert flat(read_pdf(sheet.saved()).topics) == TREE


def test_titles_without_numbers_nest_behind_pages_at_the_left(tmp_path: Path) -> None:
    """By how far the titles stand from the left, not their pages."""
    rows = [("光学", "1", 0), ("反射", "2", 1), ("折射", "9", 1), ("声学", "20", 0), ("乐音", "21", 1)]
    sheet = Sheet(tmp_path / "book.pdf")
    for index, (title, page, depth) in enumerate([*rows, ("热学", "100", 0)]):
        sheet.canvas.drawRightString(70, 740 - 18 * index, page)
        sheet.line(90 + 14 * depth, 740 - 18 * index, title)
    sheet.end()

    assert flat(read_pdf(sheet.saved()).topics) == ["光学", "-反射", "-折射", "声学", "-乐音", "热学"]


def test_a_page_far_from_a_short_title_is_its_page(tmp_path: Path) -> None:
    """With nothing between, a PDF gives it as a line of its own; parts of Roman numerals have none."""
    first = [("Preface", "ix"), ("I Rivers", ""), ("1 Springs", "1"), ("1.1 Karst", "4"), ("2 Deltas", "17")]
    second = [("2.1 Silt", "19"), ("2.2 Tides", "23"), ("II Lakes", ""), ("3 Tarns", "31"), ("3.1 Ice", "33")]
    sheet = Sheet(tmp_path / "book.pdf")
    for rows in (first, [*second, ("Index", "60")]):
        sheet.canvas.drawString(60, 800, "Contents")
        for index, (title, page) in enumerate(rows):
            sheet.canvas.drawString(60, 770 - 18 * index, title)
            sheet.canvas.drawRightString(500, 770 - 18 * index, page)
        sheet.end()
    sheet.body()

    expected = ["Preface", "I Rivers", "-1 Springs", "--1.1 Karst", "-2 Deltas", "--2.1 Silt", "--2.2 Tides"]
    expected += ["II Lakes", "-3 Tarns", "--3.1 Ice"]
    assert flat(read_pdf(sheet.saved()).topics) == expected


def test_a_title_on_two_lines_is_one(tmp_path: Path) -> None:
    """The second half has the page number."""
    sheet = Sheet(tmp_path / "book.pdf")
    for index, row in enumerate(BOOK[:9]):
        sheet.row(row, 50, 740 - 18 * index, 500, ".")
    sheet.line(64, 740 - 18 * 9, "2.4 一个很长的标题，它一直写到")
    sheet.row(("下一行才完", "44", 1), 64, 740 - 18 * 10, 500, ".")
    sheet.end()

    assert flat(read_pdf(sheet.saved()).topics)[-1] == "-2.4 一个很长的标题，它一直写到 下一行才完"


def test_english_contents_have_chapters_and_appendices(tmp_path: Path) -> None:
    """`Chapter 1` is the number 1, and `A.1` stands in the appendix."""
    rows: list[Row] = [
        ("Preface", "ix", 0),
        ("Chapter 1 Ownership", "1", 0),
        ("1.1 Moves and Copies", "2", 1),
        ("1.2 Borrowing", "8", 1),
        ("Chapter 2 Traits", "15", 0),
        ("Appendix A Keywords", "80", 0),
        ("A.1 Reserved Words", "81", 1),
    ]
    sheet = Sheet(tmp_path / "book.pdf")
    sheet.line(60, 780, "Table of Contents")
    for index, row in enumerate(rows):
        sheet.row(row, 50, 740 - 18 * index, 500, ".")
    sheet.end("vii")
    sheet.body()

    found = flat(read_pdf(sheet.saved()).topics)
    assert found[:4] == ["Preface", "1 Ownership", "-1.1 Moves and Copies", "-1.2 Borrowing"]
    assert found[4:] == ["2 Traits", "Appendix A Keywords", "-A.1 Reserved Words"]


def test_bookmarks_come_before_what_is_printed(tmp_path: Path) -> None:
    """With their depth; one bookmark on the cover is no outline."""
    sheet = Sheet(tmp_path / "book.pdf")
    for title, _, depth in BOOK:
        sheet.canvas.bookmarkPage(title)
        sheet.canvas.addOutlineEntry(title, title, level=depth)
        sheet.end()

    assert flat(read_pdf(sheet.saved()).topics) == TREE


def marked(tmp_path: Path, rows: Sequence[tuple[int, str]]) -> list[str]:
    """The outline of a PDF with such bookmarks: depth and title."""
    sheet = Sheet(tmp_path / "book.pdf")
    for index, (depth, title) in enumerate(rows):
        sheet.canvas.bookmarkPage(str(index))
        sheet.canvas.addOutlineEntry(title, str(index), level=depth)
        sheet.end()
    return flat(read_pdf(sheet.saved()).topics)


def test_bookmarks_around_the_text_are_no_topics(tmp_path: Path) -> None:
    """Cover, contents, index, and what every chapter ends with; nor is the title of the book over all."""
    book = [
        (1, "Contents"),
        (1, "Preface"),
        (1, "Chapter 1. Light"),
        (2, "1.1 Rays"),
        (2, "1.2 Waves"),
        (2, "Exercises"),
    ]
    rows = [
        (0, "Cover"),
        (0, "A Book of Physics"),
        *book,
        (1, "Chapter 2. Sound"),
        (0, "Index"),
        (0, "Back Cover"),
    ]

    assert marked(tmp_path, rows) == ["Preface", "1 Light", "-1.1 Rays", "-1.2 Waves", "2 Sound"]


def test_bookmarks_without_numbers_nest_as_they_do(tmp_path: Path) -> None:
    """In Chinese, with cover and copyright."""
    rows = [
        (0, "封面"),
        (0, "版权"),
        (0, "光学"),
        (1, "几何光学"),
        (2, "反射"),
        (1, "波动光学"),
        (0, "声学"),
        (1, "乐音"),
        (0, "封底"),
    ]

    assert marked(tmp_path, rows) == ["光学", "-几何光学", "--反射", "-波动光学", "声学", "-乐音"]


def test_bookmarks_that_count_pages_give_way_to_the_contents(tmp_path: Path) -> None:
    """A scanner makes one a page."""
    sheet = Sheet(tmp_path / "book.pdf")
    sheet.canvas.bookmarkPage("a")
    for page in range(1, 9):
        sheet.canvas.addOutlineEntry(f"Page {page}", "a", level=0)
    for index, row in enumerate(BOOK):
        sheet.row(row, 50, 740 - 18 * index, 500, ".")
    sheet.end()

    assert flat(read_pdf(sheet.saved()).topics) == TREE


def test_printed_titles_without_numbers_nest_as_they_are_set(tmp_path: Path) -> None:
    """By how far they stand from the left."""
    rows = [
        ("光学", "1", 0),
        ("反射", "2", 1),
        ("折射", "9", 1),
        ("声学", "20", 0),
        ("乐音", "21", 1),
        ("热学", "30", 0),
    ]
    sheet = Sheet(tmp_path / "book.pdf")
    for index, row in enumerate(rows):
        sheet.row(row, 50, 740 - 18 * index, 500, ".")
    sheet.end()

    assert flat(read_pdf(sheet.saved()).topics) == ["光学", "-反射", "-折射", "声学", "-乐音", "热学"]


def test_parts_need_no_page(tmp_path: Path) -> None:
    """They stand between the chapters; pages may stand in brackets."""
    rows = [("第一部分 光", "", 0), ("第1章 反射", "(3)", 0), ("1.1 镜", "(4)", 1), ("第2章 折射", "(9)", 0)]
    more = [("第二部分 声", "", 0), ("第3章 乐音", "(20)", 0), ("3.1 弦", "(21)", 1)]
    sheet = Sheet(tmp_path / "book.pdf")
    for index, row in enumerate((*rows, *more)):
        sheet.row(row, 50, 740 - 18 * index, 500, "·" if row[1] else "")
    sheet.end()

    expected = ["第一部分 光", "-1 反射", "--1.1 镜", "-2 折射", "第二部分 声", "-3 乐音", "--3.1 弦"]
    assert flat(read_pdf(sheet.saved()).topics) == expected


def test_a_scan_is_told_with_what_to_do(tmp_path: Path) -> None:
    """Pictures of pages hold no text."""
    sheet = Sheet(tmp_path / "book.pdf")
    for _ in range(3):
        sheet.canvas.rect(50, 50, 400, 700, fill=1)
        sheet.end()

    with pytest.raises(ValueError, match="OCR"):
        read_pdf(sheet.saved())


def test_a_locked_pdf_is_told(tmp_path: Path) -> None:
    """It opens with a password only."""
    path = tmp_path / "book.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(60, 700, "1 Light 1")
    canvas.save()

    with pytest.raises(ValueError, match="password"):
        read_pdf(path)


def test_a_lone_bookmark_gives_way_to_the_contents(tmp_path: Path) -> None:
    """A scanner or an editor puts one on the first page."""
    sheet = Sheet(tmp_path / "book.pdf")
    sheet.canvas.bookmarkPage("cover")
    sheet.canvas.addOutlineEntry("封面", "cover", level=0)
    for index, row in enumerate(BOOK):
        sheet.row(row, 50, 740 - 18 * index, 500, ".")
    sheet.end()

    assert flat(read_pdf(sheet.saved()).topics) == TREE


def test_a_book_without_contents_gives_no_outline(tmp_path: Path) -> None:
    """Prose whose lines end in numbers that jump is none."""
    sheet = Sheet(tmp_path / "book.pdf")
    for number in range(20):
        sheet.line(60, 780 - 20 * number, f"第 {number} 行的值是 {number * 37 % 101}")
    sheet.end()

    assert read_pdf(sheet.saved()).topics == ()


def test_what_is_no_pdf_is_told(tmp_path: Path) -> None:
    """As a sentence, not as a crash."""
    (tmp_path / "book.pdf").write_bytes(b"not a pdf")

    with pytest.raises(ValueError, match=r"\w"):
        read_pdf(tmp_path / "book.pdf")
