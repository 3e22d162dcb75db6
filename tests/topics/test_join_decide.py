"""Whether two passages are the same, told in pairs of own sentences."""

import pytest

from kbtools.model import Contradiction
from kbtools.topics.join_decide import Relation, decide
from kbtools.topics.join_words import words

SAME = [
    ("学习率太大时损失会来回震荡,太小时收敛很慢。", "学习率太大时，损失会来回震荡；太小时收敛很慢"),
    ("把形状为(3, 4)的张量展平,得到12个元素的向量", "- 把形状为（３，４）的张量展平，得到 12 个元素的向量。"),
    ("我们先把梯度清零,再做一次反向传播。", "先把梯度清零，再做一次反向传播"),
    ("向量的⻓度就是它的元素个数，也叫维数", "向量的长度就是它的元素个数,也叫维数"),
    ("调用`detach()`之后，返回的张量与原来的共享内存", "调用 detach() 之后,返回的张量与原来的共享内存"),
    ("参数写成 $w_1$ 和 $w_2$，损失里加上 $L_2$ 范数的平方", "参数写成 w1 和 w2,损失里加上 L2 范数的平方"),
    ("当**批量大小**增加时，梯度的*方差*会减小", "当批量大小增加时，梯度的方差会减小"),
    ("dropout 在训练时按概率 p 丢弃隐藏单元", "3. dropout在训练时按概率p丢弃隐藏单元"),
    ("形状满足 $m \\times n$ 的矩阵有 $n$ 列，转置之后有 $m$ 列", "形状满足 m×n 的矩阵有n列，转置之后有m列"),
    ("名字里带下划线的方法是原地操作，比如 `add\\_`", "名字里带下划线的方法是原地操作，比如 add_"),
    (
        "The hidden layer keeps its weights during evaluation.",
        "the hidden layer keeps its weights, during evaluation",
    ),
    ("卷积核在图上滑动(stride)，每次移动固定的步幅", "卷积核在图上滑动，每次移动固定的步幅"),
    ("没有见过的词元都映射到`<unk>`这个词元", "没有见过的词元，都映射到 <unk> 这个词元"),
    ("学习率取 1e-3，样本一共 60,000 个，训练十轮", "学习率取0.001,样本一共60000个,训练十轮"),
    ("矩阵的形状是3×43 \\times 43×4，所以一共有12个元素", "矩阵的形状是 3×4，所以一共有 12 个元素"),
    (
        "the gradient is averaged over every mini-batch of samples",
        "The gradient is averaged over every minibatch of samples",
    ),
    ("参数 $\\theta$ 沿负梯度方向移动一小步", "参数θ沿负梯度方向移动一小步"),
    ("设 $\\mathbf{W}\\mathbf{x} + b$ 是这一层的输出，激活之前", "设Wx+b是这一层的输出,激活之前"),
]
APART = [
    (
        "学习率设成0.1时训练最稳定，损失一路下降",
        "学习率设成0.01时训练最稳定，损失一路下降",
        Contradiction.NUMBER,
    ),
    (
        "这个张量一共有三个轴，最后一个轴长度为4",
        "这个张量一共有两个轴，最后一个轴长度为4",
        Contradiction.NUMBER,
    ),
    (
        "更新参数时用 w -= lr * grad 来做，不需要追踪",
        "更新参数时用 w += lr * grad 来做，不需要追踪",
        Contradiction.SIGN,
    ),
    (
        "赋值给 Y[:] = X + Y 的结果会写回原来的内存",
        "赋值给 Y = X + Y 的结果会写回原来的内存",
        Contradiction.SIGN,
    ),
    (
        "原地清零要调用 `zero_()` 这个方法，注意下划线",
        "原地清零要调用 `zero()` 这个方法，注意下划线",
        Contradiction.IDENTIFIER,
    ),
    (
        "按元素求和之后再调用backward函数就可以了",
        "按元素求和之后再调用forward函数就可以了",
        Contradiction.IDENTIFIER,
    ),
    (
        "评估模式下暂退层不会丢弃任何隐藏单元的输出",
        "评估模式下暂退层会丢弃任何隐藏单元的输出",
        Contradiction.NEGATION,
    ),
    (
        "The gradient is not accumulated over two calls",
        "The gradient is accumulated over two calls",
        Contradiction.NEGATION,
    ),
    (
        "沿着轴求和的时候会把每一行的元素加在一起",
        "沿着轴求和的时候会把每一列的元素加在一起",
        Contradiction.WORD,
    ),
    (
        "设置 x 的 requires_grad 之后框架会记录它的运算",
        "设置 y 的 requires_grad 之后框架会记录它的运算",
        Contradiction.IDENTIFIER,
    ),
]
OTHER = [
    ("向量是一维的张量，可以看成一串数", "矩阵是二维的张量，可以看成一张表"),
    ("指定axis=0会对每一列求和，得到的是行向量", "指定axis=1会对每一行求和，得到的是列向量"),
    ("训练误差是模型在训练集上算出的误差", "泛化误差是模型在新数据上误差的期望"),
    ("权重的默认值是随机的小数", "偏置的默认值是零"),
    ("先导入需要的包", "先导入需要的包，再读入数据集并画出前十行"),
    ("把列表变成张量", "把列表变成张量"),
    ("保存单个张量时可以直接调用save函数", "保存一组张量时先把它们放进字典，再调用save函数写到文件"),
    ("sum函数沿指定的轴求和并降低张量的维度", "mean函数沿指定的轴求平均并降低张量的维度"),
    ("下面来实现线性回归模型的训练过程", "下面来实现线性回归模型的测试过程"),
    ("接着要写的是多层感知机的前向计算过程", "接着要写的是 LeNet 的前向计算过程"),
    ("训练误差很低而测试误差很高，这叫过拟合", "训练误差很高而测试误差也高，这叫欠拟合"),
    ("torch.zeros 创建元素全为 0 的张量", "torch.ones 创建元素全为 1 的张量"),
    ("第一个性质说的是缩放", "第二个性质说的是三角不等式"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_how_it_was_typed_makes_no_other_passage(one: str, other: str) -> None:
    """Width, radicals, punctuation, Markdown, TeX and a few small words make no difference."""
    assert decide(words(one), words(other)).relation is Relation.SAME


@pytest.mark.parametrize(("one", "other", "kind"), APART)
def test_a_number_a_sign_or_a_name_makes_a_contradiction(one: str, other: str, kind: Contradiction) -> None:
    """What is the same but for that is never joined, and the kind is told."""
    decision = decide(words(one), words(other))

    assert (decision.relation, decision.kind) == (Relation.CONFLICT, kind)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_is_alike_is_another_passage(one: str, other: str) -> None:
    """Sentences on the same pattern, and those too short to be known again, are neither."""
    assert decide(words(one), words(other)).relation is Relation.OTHER


def test_a_sentence_is_inside_its_paragraph() -> None:
    """From either side, with what stands around it left out; its own number still counts."""
    sentence = "标量对向量求导，结果是同样形状的张量"
    around = "先说最常见的情形。标量对向量求导，结果是同样形状的张量。反过来就不一定：共有3种布局。"
    changed = around.replace("标量对向量", "标量不对向量")

    assert decide(words(sentence), words(around)).relation is Relation.INSIDE
    assert decide(words(around), words(sentence)).relation is Relation.HOLDS
    assert decide(words(sentence), words(changed)).relation is Relation.CONFLICT


def test_what_each_says_is_told_in_the_order_asked() -> None:
    """The words that differ, those of the first passage first."""
    one, other, _ = APART[0]

    decision = decide(words(one), words(other))
    turned = decide(words(other), words(one))

    assert (decision.first, decision.second) == ("0.1", "0.01")
    assert (turned.first, turned.second) == ("0.01", "0.1")
