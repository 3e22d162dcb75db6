"""Whether two passages are the same, told in pairs of own sentences."""

import pytest

from kbtools.model import Contradiction
from kbtools.topics.joining import decide as deciding
from kbtools.topics.joining.decide import Relation, decide
from kbtools.topics.joining.words import words

LONG = (
    "After a week of {} training the encoder is kept, its head is thrown away, and a fresh layer is put "
    "on top of it; from then on only this layer learns, which takes an hour or so on the smallest of our "
    "machines, and the numbers that come out are those of the last table of the report."
)
HALF = "half of the units are switched off"
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
    ("先取一批样本[12]，再算出它们的平均损失", "先取一批样本，再算出它们的平均损失"),
    (
        "We warm the rate up first [3, 17], then let it decay.",
        "We warm the rate up first, then let it decay.",
    ),
    ("门控单元记得住很久以前的输入¹，所以常用来读文章", "门控单元记得住很久以前的输入，所以常用来读文章"),
    ("门控单元记得住很久以前的输入[^7]，常用来读文章", "门控单元记得住很久以前的输入，常用来读文章"),
    ("代入以后两边约去公因子，得到的就是闭式解 (2.3.4)。", "代入以后两边约去公因子，得到的就是闭式解。"),
    ("6.2.1 汇聚层没有参数，只是取窗口里最大的数", "汇聚层没有参数，只是取窗口里最大的数"),
    ("步骤是① 取数据，② 算损失，③ 改参数，周而复始", "步骤是(1) 取数据，(2) 算损失，(3) 改参数，周而复始"),
    ("词向量的每一维都没有名字（第 58 页），要看整体", "词向量的每一维都没有名字，要看整体"),
    (
        "The cache isn't cleared between two calls, so it grows.",
        "The cache is not cleared between two calls, so it grows.",
    ),
    (
        "It's the loss that drives every update of the weights.",
        "It is the loss that drives every update of the weights.",
    ),
    (
        "Pool\u00ading keeps the lar\u00adgest value of each window and drops the rest.",
        "Pooling keeps the largest value of each window and drops the rest.",
    ),
    (
        "Pooling keeps the lar- gest value of each win-\ndow and drops the rest.",
        "Pooling keeps the largest value of each window and drops the rest.",
    ),
    (
        "The ﬁlter slides over the image and a ﬂat vector comes out.",
        "The filter slides over the image and a flat vector comes out.",
    ),
    (
        "Cut the corpus into three parts of the same length.",
        "Cut the corpus into 3 parts of the same length.",
    ),
    ("词向量的每一维都没有名字（p. 58），要看整体", "词向量的每一维都没有名字，要看整体"),
    (
        "两个集合的比较办法叫作杰卡德系数（Jaccard index）",
        "两个集合的比较办法叫作Jaccard系数（Jaccard index）",
    ),
    ("把一张 32×32 的彩色图切成小块再排成一行", "把一张 32 x 32 的彩色图切成小块再排成一行"),
    ("词表里大约有 5 万个词元，其余的算作未知", "词表里大约有 50000 个词元，其余的算作未知"),
    ("遮住的比例在 10～20 之间时，效果相差不大", "遮住的比例在 10-20 之间时，效果相差不大"),
    ("整个网络有 10⁷ 个参数，比上一个大得多", "整个网络有 10^7 个参数，比上一个大得多"),
    ("读一批图片要等 30 毫秒，算一批却快得多", "读一批图片要等 30 ms，算一批却快得多"),
    ("尚未见过的词一律换成同一个标记再送进去", "尚没有见过的词一律换成同一个标记再送进去"),
    ("损失写成 \\(\\sum_i (y_i - w x_i)^2\\)，对它求导", "损失写成 $\\sum_i(y_i-wx_i)^2$，对它求导"),
    ("惩罚项写成 $\\lambda \\|w\\|^2$，与数据项相加", "惩罚项写成 λ‖w‖²，与数据项相加"),
    ("系数取成 $\\frac{1}{n}$，这样损失就与样本多少无关", "系数取成 $1/n$，这样损失就与样本多少无关"),
    (
        "| 层 | 作用 |\n|:--|--:|\n| 嵌入层 | 按编号查出向量 |",
        "| 层 | 作用 |\n|---|---|\n| 嵌入层 | 按编号查出向量 |",
    ),
    *(
        (f"留出{share}的样本来验证，剩下的都用来训练", "留出 1/10 的样本来验证，剩下的都用来训练")
        for share in (
            "十分之一",
            "百分之十",
            "10%",
            "１０ ％",
            "0.1",
            r"10\%",
            r"$\frac{1}{10}$",
            "10 分之 1",
        )
    ),
    *(
        (f"每一步大约有{share}的单元会被暂时关掉", "每一步大约有一半的单元会被暂时关掉")
        for share in ("50%", "半数", "0.5", "二分之一", "五成", "1/2")
    ),
    *(
        (f"About {share} the units are switched off in every step.", f"About {HALF} in every step.")
        for share in ("one half of", "50% of", "50 percent of", "1/2 of", "0.5 of")
    ),
    ("整个编码器一共叠了十二层同样的小块", "整个编码器一共叠了 12 层同样的小块"),
    ("词表里大约有三万五千个词元，其余的算作未知", "词表里大约有 35,000 个词元，其余的算作未知"),
    ("词表的大小常常取三万五，其余的词算作未知", "词表的大小常常取 35,000，其余的词算作未知"),
    ("遮住百分之零点五的词就能看出差别来", "遮住 0.5% 的词就能看出差别来"),
    ("一次大概要训练二十到三十轮才能看出差别", "一次大概要训练 20～30 轮才能看出差别"),
    (
        "The encoder is a stack of twenty-four blocks of the same shape.",
        "The encoder is a stack of 24 blocks of the same shape.",
    ),
    ("先把後面幾層凍結起來，只訓練最前面的兩層", "先把后面几层冻结起来，只训练最前面的两层"),
    ("这一步 __一定__ 要先清零，否则梯度会 _一直_ 累加下去", "这一步一定要先清零，否则梯度会一直累加下去"),
    ("子类要在 __init__ 里先调用父类的构造函数", "子类要在 `__init__` 里先调用父类的构造函数"),
    ("误差先降后升的地方就是==该停下来==的地方", "误差先降后升的地方就是该停下来的地方"),
    ("每一类不少于 50 张图片，否则学出来的边界靠不住", "每一类至少 50 张图片，否则学出来的边界靠不住"),
    ("如果 x 大于 0 就原样输出，否则输出零，最常用", "如果 x > 0 就原样输出，否则输出零，最常用"),
    ("A rank of at least 8 is enough for all of the tasks.", "A rank ≥ 8 is enough for all of the tasks."),
    ("一个异常的点就足以把整条直线带偏很多", "1 个异常的点就足以把整条直线带偏很多"),
    (
        "The learned maps are fine-tuned on a down-stream task with few labelled samples.",
        "The lear-\nned maps are finetuned on a downstream task with few labelled samples.",
    ),
    (
        "困惑的时候先画图，看一眼再说别的话。轴上要有单位，没有例外。再看数字有没有写反，最后才改代码。",
        "困惑的时候先画图，看一眼再说别的话。再看数字有没有写反，最后才改代码。",
    ),
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
        "清空它要写 h.grad.zero_()，不然会累加",
        "清空它要写 h.grad.zero()，不然会累加",
        Contradiction.IDENTIFIER,
    ),
    (
        "损失要用 nn.SmoothL1Loss，对离群点宽容",
        "损失要用 nn.smoothL1Loss，对离群点宽容",
        Contradiction.IDENTIFIER,
    ),
    (
        "窗口的形状是 (2, 5)，先高后宽，不要弄混",
        "窗口的形状是 (5, 2)，先高后宽，不要弄混",
        Contradiction.NUMBER,
    ),
    (
        "把形状为 (4, 7) 的矩阵展平，再送进下一层",
        "把形状为 (7, 4) 的矩阵展平，再送进下一层",
        Contradiction.NUMBER,
    ),
    ("标准化要放在训练前来做，切勿忘记", "标准化要放在训练中来做，切勿忘记", Contradiction.WORD),
    (
        "`h.sub_()` 直接改动原来的张量而不复制",
        "`h.sub()` 直接改动原来的张量而不复制",
        Contradiction.IDENTIFIER,
    ),
    ("冻结这几层以后，优化器会跳过它们的参数", "解冻这几层以后，优化器会跳过它们的参数", Contradiction.WORD),
    ("线程的数目默认是 4，多了也没有用", "线程的数目默认是 8，多了也没有用", Contradiction.NUMBER),
    (
        "The decoder stacks six blocks of the same shape.",
        "The decoder stacks eight blocks of the same shape.",
        Contradiction.NUMBER,
    ),
    ("比较两个形状时从左往右一维一维地看过去", "比较两个形状时从右往左一维一维地看过去", Contradiction.WORD),
    ("预训练以后所有的层都可以接着更新", "预训练以后部分的层都可以接着更新", Contradiction.WORD),
    ("读入权重以前必须先建好同样的网络", "读入权重以前可以先建好同样的网络", Contradiction.WORD),
    (
        "The mask makes every row of the scores sum to one.",
        "The mask makes every column of the scores sum to one.",
        Contradiction.WORD,
    ),
    (
        "位置的编码写成 $\\sin(wt)$，偏移就成了旋转",
        "位置的编码写成 $\\cos(wt)$，偏移就成了旋转",
        Contradiction.IDENTIFIER,
    ),
    (
        "设置 x 的 requires_grad 之后框架会记录它的运算",
        "设置 y 的 requires_grad 之后框架会记录它的运算",
        Contradiction.IDENTIFIER,
    ),
    (
        "留出十分之一的样本来验证，剩下的都用来训练",
        "留出 20% 的样本来验证，剩下的都用来训练",
        Contradiction.NUMBER,
    ),
    (
        "在验证集上的准确率最后停在 90% 附近不动",
        "在验证集上的准确率最后停在 90 附近不动",
        Contradiction.NUMBER,
    ),
    ("先把後面的幾層凍結，只訓練前面三層", "先把后面的几层冻结，只训练前面四层", Contradiction.NUMBER),
    ("批量太大时泛化会变差，一般不超过 512", "批量太大时泛化会变差，一般超过 512", Contradiction.WORD),
    (
        "私有的属性写成 _grad 这样，外面不要去碰它",
        "私有的属性写成 grad 这样，外面不要去碰它",
        Contradiction.IDENTIFIER,
    ),
    ("若连续五轮都有 loss >= best 就停", "若连续五轮都有 loss <= best 就停", Contradiction.SIGN),
    (
        "The mean is taken over 64 samples before each step.",
        "The mean is taken under 64 samples before each step.",
        Contradiction.WORD,
    ),
    (
        "整个编码器一共叠了十二层同样的小块",
        "整个编码器一共叠了二层同样的小块",
        Contradiction.NUMBER,
    ),
    (
        "训练到第 1/10 段的时候先停下来存一次权重",
        "训练到第 2/20 段的时候先停下来存一次权重",
        Contradiction.NUMBER,
    ),
]
OTHER = [
    ("这种写法要求显存超过 24 GB，否则放不下", "这种写法要求显存 24 GB，否则放不下"),
    (
        "It pays off for sequences of more than 2048 tokens only.",
        "It pays off for sequences of 2048 tokens only.",
    ),
    ("样本不足时先从别处借一个训练好的网络再微调", "样本不够时先从别处借一个训练好的网络再微调"),
    ("条件写成 a == b == c 的时候三个数全部相等", "条件写成 a == b 的时候三个数全部相等"),
    ("一次要用三四块同样的卡才装得下整个模型", "一次要用四块同样的卡才装得下整个模型"),
    ("验证时大约有百分之七八十的图片认得出来", "验证时大约有百分之八十的图片认得出来"),
    ("留出十分之一的样本来验证，剩下的都用来训练", "留出若干样本来验证，剩下的都用来训练"),
    *(
        (f"这一层由 12 个小块叠成，{each}", f"这一层由{vague}个小块叠成，{each}")
        for each in ("每个小块都有一条残差的路",)
        for vague in ("若干", "几", "好几", "几十", "许多", "数")
    ),
    *(
        (f"The decoder stacks 12 {same}", f"The decoder stacks {vague} {same}")
        for same in ("blocks of the same shape on top of each other.",)
        for vague in ("several", "many", "some", "a few", "a number of")
    ),
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
    (
        "循环网络在时间上共享参数，卷积网络在空间上共享参数",
        "循环网络在空间上共享参数，卷积网络在时间上共享参数",
    ),
    ("每一个样本都先切成小段再送进网络里去", "每一个文本都先切成小段再送进网络里去"),
    ("先是 loss 下降得很快，后来 loss 又慢慢升上去", "先是 loss 下降得很快，后来精度又慢慢升上去"),
    (
        "`torch.sin` 逐个元素地算出输入的函数值，返回新张量",
        "`torch.cos` 逐个元素地算出输入的函数值，返回新张量",
    ),
    (LONG.format("supervised"), LONG.format("unsupervised")),
    ("如图 3 所示，损失很快降下来然后走平", "如图 8 所示，损失很快降下来然后走平"),
    ("把两张表接成一张更大的表，再按行求和", "把两张表接成一张更大的 3 × 2 表，再按行求和"),
    ("优化器只更新交给它的那些参数，别的不管", "优化器更新交给它的那些参数，别的不管"),
    ("A big batch gives a calm estimate of the slope.", "A large batch gives a calm estimate of the slope."),
    ("The receptive field grows with every layer.", "The receptive feild grows with every layer."),
    ("编码器把句子压成一个向量，解码器再展开它", "解码器把句子压成一个向量，编码器再展开它"),
    ("输出记作 $y_2$，由第二个单元给出，再送到下一层", "输出记作 $y^2$，由第二个单元给出，再送到下一层"),
    (
        "在更长的一段话里也一样：训练误差随着模型变大而一路下降，直到每一个样本都被记住，这时候再加参数已经毫无意义",
        "在更长的一段话里也一样：验证误差随着模型变大而一路下降，直到每一个样本都被记住，这时候再加参数已经毫无意义",
    ),
]


def test_an_article_is_no_name() -> None:
    """At the head of a sentence `A` is large, elsewhere small; where it may be a matrix it is a name."""
    head = "A waiting thread holds no lock while another one goes on."
    before = "Mind the order in which the threads of this program wake up: "
    inside = f"{before}a waiting thread holds no lock while another one goes on."
    matrix = "Here A is multiplied by the vector x to give the result."

    assert decide(words(head), words(inside)).relation is Relation.INSIDE
    assert decide(words(head), words(head.replace("A", "The", 1))).relation is Relation.SAME
    assert decide(words(matrix), words(matrix.replace("A", "B", 1))).kind is Contradiction.IDENTIFIER
    assert decide(words(matrix), words(matrix.replace("A", "a", 1))).kind is Contradiction.IDENTIFIER


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


def test_a_part_that_the_whole_denies_is_no_part() -> None:
    """Cut behind a “not” or an “only”, the words say what the whole does not."""
    part = "每一层都需要自己的偏置才能学好"

    assert decide(words(part), words(f"先说结论。{part}，归一化以后另当别论。")).relation is Relation.INSIDE
    for denial in ("并不是", "只有"):
        whole = words(f"先说结论。{denial}{part}，归一化以后另当别论，这一点容易忘记。")
        assert decide(words(part), whole).relation is Relation.OTHER


def test_a_part_with_another_first_word_is_no_part() -> None:
    """The word beside the edge is compared too, unless it ends another sentence."""
    part = "激活层没有可以学习的参数，只做固定的运算"
    other = "前面讲过卷积。汇聚层没有可以学习的参数，只做固定的运算。后面还有全连接层，参数最多。"

    assert decide(words(part), words(other)).relation is Relation.OTHER
    assert decide(words(part), words(other.replace("汇聚", "激活"))).relation is Relation.INSIDE


def test_a_quote_cut_before_a_number_is_a_part() -> None:
    """What is left out at an end is not told otherwise."""
    whole = "把窗口滑过整张图，每一处都取最大的那个值，于是高和宽都只剩下原来的 1/2。"

    assert decide(words(whole[:-5]), words(whole)).relation is Relation.INSIDE


def test_what_each_says_is_told_in_the_order_asked() -> None:
    """The words that differ, those of the first passage first."""
    one, other, _ = APART[0]

    decision = decide(words(one), words(other))
    turned = decide(words(other), words(one))

    assert (decision.first, decision.second) == ("0.1", "0.01")
    assert (turned.first, turned.second) == ("0.01", "0.1")


def test_what_shares_too_few_words_is_refused_at_a_glance(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no other result than when the two are laid side by side."""
    looked = [(first, second) for rows in (SAME, OTHER) for first, second in rows]
    before = [decide(words(first), words(second)) for first, second in looked]
    refused = [
        deciding._is_other(*sorted((words(first), words(second)), key=len)) for first, second in looked
    ]
    monkeypatch.setattr(deciding, "_is_other", lambda *_: False)

    assert any(refused)
    assert [decide(words(first), words(second)) for first, second in looked] == before
