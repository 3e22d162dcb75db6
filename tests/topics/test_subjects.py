"""Placement knows no subject: other books than the one it grew up with, in two languages."""

from collections.abc import Callable
from typing import Any

import pytest

from kbtools.model import Highlight, ItemId, Outline, Reading
from kbtools.text import Lines
from kbtools.topics import place, read_contents

Notes = Callable[[str, list[Any]], Reading]
Highlights = Callable[[str, list[Highlight]], Reading]
ALGEBRA = read_contents(
    "1 Linear Equations\n1.1 Systems of Linear Equations\n1.2 The Matrix Equation\n"
    "2 Matrix Algebra\n2.1 Matrix Operations\n2.2 The Inverse of a Matrix\n"
    "3 Orthogonality\n3.1 Orthogonal Projections\n3.2 The Gram-Schmidt Process\n"
)
SYSTEMS = read_contents("1 进程管理\n1.1 进程控制\n1.2 线程\n2 文件系统\n2.1 文件的逻辑结构\n2.2 目录结构\n")


def topics_of(outline: Outline, *readings: Reading) -> list[str | None]:
    """The topics of all items, in their order."""
    placed = place(list(readings), outline, {})
    return [placed[item.id].topic for reading in readings for item in reading.items]


def test_words_of_every_english_text_are_no_evidence(highlights: Highlights) -> None:
    """`of`, `the` and `a` in a title draw nothing to its topic."""
    mark = Highlight(ItemId("h"), Lines(1, 2), "the rest of it is a matter of the taste of a reader", "", "")

    assert topics_of(ALGEBRA, highlights("h", [mark])) == [None]


def test_words_speak_for_the_section_rather_than_for_its_chapter(highlights: Highlights) -> None:
    """Though the chapter has them as well, from the titles below it."""
    mark = Highlight(ItemId("h"), Lines(1, 2), "the inverse of a product of matrix factors", "", "")

    assert topics_of(ALGEBRA, highlights("h", [mark])) == ["the-inverse-of-a-matrix"]


def test_the_week_of_a_course_is_a_number(notes: Notes) -> None:
    """In front of a heading it is no part of its name."""
    rows = [
        (1, "", "Week 2: Matrix Algebra", "grids of numbers"),
        (1, "", "Lecture 9. Orthogonality", "angles"),
    ]

    assert topics_of(ALGEBRA, notes("a", rows)) == ["matrix-algebra", "orthogonality"]


def test_a_group_of_sections_is_a_chapter(notes: Notes) -> None:
    """Its heading is like the names of the chapter and of sections in it, and it has no text of its own."""
    rows = [(1, "", "线程", "略"), (1, "", "第三讲 文件"), (2, "", "其它", "以后再看")]

    assert topics_of(SYSTEMS, notes("a", rows))[1] == "文件系统"


def test_a_chance_word_of_a_group_moves_none_of_its_sections(notes: Notes) -> None:
    """Words are a section's own: what it shares with a topic is not handed down."""
    rows = [
        (1, "", "线程", "用户级与内核级"),
        (1, "", "某处", "这里提到目录"),
        *((2, "", f"甲乙丙{index}", f"天地玄黄{index}") for index in range(3)),
    ]
    reading = notes("a", rows)

    reasons = [row.reasons for row in place([reading], SYSTEMS, {}).values()][2:]
    assert not any("stands under the heading “某处”" in reason for told in reasons for reason in told)


CODE = [
    ("残差网络", "Y = self.bn1(self.conv1(X))\nif self.use_1x1conv:\n    X = self.conv3(X)"),
    ("批量规范化", "moving_mean = 0.9 * moving_mean + 0.1 * X.mean(dim=0)"),
    ("参数管理", "nn.init.constant_(m.weight, 7)"),
    ("循环神经网络的从零开始实现", "grad_clipping(net, theta)"),
    ("学习率调度器", "lr_scheduler.MultiStepLR(opt, milestones=[9], gamma=0.1)"),
    ("锚框", "keep = nms(b, s, iou_threshold)"),
    ("单发多框检测", "cls_predictor(64, num_anchors, 3)"),
    ("区域卷积神经网络", "out = roi_pool(X, rois, (3, 3), spatial_scale=0.5)"),
    ("风格迁移", "loss = tv_loss(img) + style_loss(a, b)"),
    ("BERT", "mlm = MaskLM(vocab_size, 64)"),
]


@pytest.mark.parametrize(("title", "code"), CODE)
def test_code_alone_tells_its_section(notes: Notes, title: str, code: str) -> None:
    """Under a heading in the author's own words, its identifiers say what it is about."""
    book = read_contents("\n".join(f"{index + 1} {name}" for index, (name, _) in enumerate(CODE)))

    assert topics_of(book, notes("a", [(1, "", "随手一试", code)])) == [book.topics[_at(title)].slug]


def _at(title: str) -> int:
    return [name for name, _ in CODE].index(title)
