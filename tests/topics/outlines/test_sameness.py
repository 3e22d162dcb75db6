"""Which titles are about one thing."""

import pytest

from kbtools.topics.outlines.sameness import Sameness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Suffix trees", "The suffix tree"),
        ("Databases", "Database"),
        ("Bloom filters", "What is a Bloom filter?"),
        ("后缀树", "3.2 后缀树简介"),
        ("Suffix tree (ST)", "ST"),
        ("布隆过滤器（Bloom filter）", "Bloom Filters"),
        ("布隆过滤器 / Bloom filter", "布隆过滤器"),
        ("布隆过滤器 Bloom Filter", "bloom filter"),
        ("布隆过滤器", "布隆过滤器算法"),
        ("布隆过滤器", "实战：布隆过滤器"),
        ("布隆过滤器 Filters", "Filters"),
        ("自动求导", "Autograd"),
        ("Bloom filter 布隆过滤器", "布隆过滤器"),
        ("布隆过滤器 bloom_add", "布隆过滤器"),
        ("接口 interface", "接口"),
        ("interface 接口", "接口"),
        ("左连接 LEFT JOIN", "左连接"),
        ("BloomFilter 类", "BloomFilter"),
        ("BloomFilter 的使用", "BloomFilter"),
        ("跳表的基本使用", "跳表"),
        ("SpamClassifier", "Spam"),
        ("跳表源码分析", "跳表"),
        ("Raft 协议", "Raft"),
        ("卷积神经网络（LeNet）", "LeNet-5"),
        ("跳表的原理", "跳表"),
        ("梯度下降法Gradient Descent", "梯度下降"),
        ("Stacks & queues", "Queues and stacks"),
        ("堆与栈", "栈和堆"),
        ("欠拟合与过拟合", "过拟合以及欠拟合"),
        ("Gradient Descent 梯度下降", "梯度下降法"),
    ],
)
def test_titles_about_one_thing_have_one_name(one: str, other: str) -> None:
    """Number, article, question, brackets, the other language, the kind of thing."""
    sameness = Sameness([[one], [other]])

    assert sameness.name(one) == sameness.name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"),
        ("C++", "C#"),
        ("线性模型", "线性代数"),
        ("使用 Visual Studio", "Visual Studio"),
        ("Linear regression", "Multiple regression"),
        ("Analysis", "Analyses of variance"),
        ("Docker 安装", "安装"),
        ("数据操作", "数据"),
    ],
)
def test_titles_about_two_things_have_two(one: str, other: str) -> None:
    """However alike they look."""
    sameness = Sameness([[one], [other]])

    assert sameness.name(one) != sameness.name(other)


def test_a_short_name_of_two_things_is_of_neither() -> None:
    """`训练（GPU）` and `推理（GPU）` are not one."""
    sameness = Sameness([["训练（GPU）", "推理（GPU）"], ["GPU"]])

    assert len({sameness.name(title) for title in ("训练（GPU）", "推理（GPU）", "GPU")}) == 3


def test_what_has_several_things_beside_it_is_none_of_them() -> None:
    """Nor where one author has it alone as well, or where what stands beside it is a topic itself."""
    several = Sameness([["排序 QuickSort", "排序 MergeSort"], ["排序"]])
    beside = Sameness([["排序", "排序 QuickSort"]])
    itself = Sameness([["Redis 事务"], ["Redis", "索引"], ["事务"]])

    assert len({several.name(one) for one in ("排序", "排序 QuickSort", "排序 MergeSort")}) == 3
    assert beside.name("排序") != beside.name("排序 QuickSort")
    assert itself.name("Redis 事务") != itself.name("事务")


def test_what_one_author_tells_apart_stays_apart() -> None:
    """Though the glossary has one concept for both; in two sources they are one."""
    apart = Sameness([["Calculus", "Derivatives"]])
    together = Sameness([["微积分"], ["Calculus"]])

    assert apart.name("Calculus") != apart.name("Derivatives")
    assert together.name("微积分") == together.name("Calculus")
