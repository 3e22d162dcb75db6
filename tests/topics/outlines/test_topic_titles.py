"""Which headings name a topic, and how a topic is titled after one."""

import pytest

from kbtools.topics.outlines.topic_titles import no_topic, shown, subject


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("🚀 卷积：", "卷积"),
        ("2️⃣ 卷积", "卷积"),
        ("1️⃣0️⃣ Pooling", "Pooling"),
        ("③ 卷积", "卷积"),
        (":rocket: Pooling", "Pooling"),
        ("Lecture 4: Trees", "Trees"),
        ("第3讲 树", "树"),
        ("数据结构 第3章 树", "树"),
        ("Day3：树", "树"),
        ("week12 Trees", "Trees"),
        ("2023-09-01 复习矩阵", "复习矩阵"),
        ("周三：矩阵", "矩阵"),
        ("学习：快速傅里叶变换", "快速傅里叶变换"),
        ("Heaps (cont.)", "Heaps"),
        ("Heaps 2/3", "Heaps"),
        ("卷积（下）", "卷积"),
        ("Heaps — continued", "Heaps"),
        ("`torch.cat`", "torch.cat"),
        ("卷积（重点）", "卷积"),
        ("Heaps (optional)", "Heaps"),
        ("论文：残差网络", "残差网络"),
    ],
)
def test_a_topic_bears_what_its_heading_names(title: str, expected: str) -> None:
    """Without the lecture, the day, pictures, the count of slides and the last colon."""
    assert shown(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "C#",
        "Day3D",
        "TCP/IP",
        "World War II",
        "A/B testing",
        "3D 卷积",
        "100 days of code",
        "Sunday school",
        "f(x)",
    ],
)
def test_what_belongs_to_a_name_stays(title: str) -> None:
    """Marks, digits and days that are part of it."""
    assert shown(title) == title


@pytest.mark.parametrize(
    "title",
    [
        "什么是卷积？",
        "卷积是什么",
        "卷积怎么理解？",
        "卷积是怎么回事",
        "卷积怎么算",
        "卷积：为什么要翻转核？",
        "卷积简介",
        "认识卷积",
        "卷积",
        "卷积（一）",
    ],
)
def test_a_question_about_a_thing_is_about_it(title: str) -> None:
    """As is its introduction."""
    assert subject(title) == "卷积"


@pytest.mark.parametrize(
    "title",
    ["What is a heap?", "What are heaps?", "Introduction to heaps", "Heap basics", "20 minutes to heaps"],
)
def test_so_it_is_in_english(title: str) -> None:
    """With and without article."""
    assert subject(title).lower() in {"heap", "heaps"}


def test_what_a_question_is_about_begins_as_a_title_does() -> None:
    """A plain word with a capital; a name in code and one of its own spelling stay."""
    assert subject("What is a binary heap?") == "Binary heap"
    assert subject("What is epoll_wait?") == "epoll_wait"
    assert subject("What is an iPad?") == "iPad"


@pytest.mark.parametrize(
    "title",
    [
        *(
            "谢谢大家！",
            "4️⃣ 今日总结",
            "❓ Q: 页表是什么？",
            "挑战题",
            "周末复盘",
            "总结对比",
            "归纳与比较",
            "议程",
            "Any questions?",
            "Homework",
            "Key takeaways",
            "TL;DR",
            "Untitled",
            "学习目标",
            "下一步",
            "學習目標",
            "今日總結",
        ),
        *("2024-03-04", "2024年3月4日 星期一", "3月4日", "March 4, 2024", "Monday", "周五", "20240304"),
        *(
            "Step 2: compile",
            "步骤三",
            "第一步",
            "习题 3.2",
            "Exercise 4",
            "Fig. 2",
            "定理 1.3",
            "例2：抛硬币",
        ),
        *(
            "import torch",
            "x = 3",
            "$ make all",
            "from os import path",
            "main.py",
            "src/app/main.rs",
            "pip install uv",
        ),
        *("https://example.org/a", "为什么这里会报错？", "Why does this loop not end?"),
        *(
            "这一段我看了三遍才明白，原来作者的意思是先转置再相乘，顺序反了结果就不对。",
            "Then we add the two numbers.",
        ),
    ],
)
def test_what_names_no_topic(title: str) -> None:
    """What every text has, a day, one of a count, code, an address, a question, a sentence."""
    assert no_topic(title)


@pytest.mark.parametrize(
    "title",
    [
        *(
            "图像分类",
            "表示学习",
            "实验设计",
            "定义域",
            "例外处理",
            "Task scheduling",
            "Table joins",
            "Figure skating",
        ),
        *(
            "Node.js",
            "git rebase",
            "torch.nn.Linear",
            "Marching cubes",
            "Hello World!",
            "Input/Output",
            "什么是堆？",
            "海象运算符 `n := len(a)`",
            "海象运算符 n := len(a)",
        ),
        *("如何选择学习率", "How to choose a learning rate", "安装", "索引", "Stacks and queues"),
    ],
)
def test_what_only_looks_like_it_names_one(title: str) -> None:
    """Words that begin like `图 3`, names with dots and strokes, a question with a subject."""
    assert not no_topic(title)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("模板 vector<T>", "模板 vector<T>"),
        ("</b>粗体</b>", "</b>粗体</b>"),
        ("> 引用", "引用"),
        ("向前看 ->", "向前看"),
        ("__init__", "__init__"),
        ("*广播*：", "广播"),
    ],
)
def test_marks_at_the_edges_go_and_those_of_a_name_stay(title: str, expected: str) -> None:
    """An angle that closes something, the underscores of an identifier."""
    assert shown(title) == expected
