"""Made-up documents to measure with: seeded, of our own words, mixed as real ones are."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

_SUBJECTS = (
    "张量",
    "梯度",
    "广播",
    "损失函数",
    "卷积核",
    "学习率",
    "批量归一化",
    "注意力",
    "嵌入层",
    "数据加载器",
)
_VERBS = ("决定了", "依赖于", "会改变", "不影响", "共用", "重新分配", "记录下", "沿最后一轴压缩")
_OBJECTS = (
    "形状",
    "内存",
    "每一轴的长度",
    "反向传播的顺序",
    "参数的更新",
    "数值的精度",
    "计算图",
    "收敛的速度",
)
_ENGLISH = (
    "The second axis counts features, the first one samples.",
    "A view shares its storage with the tensor it came from.",
    "Momentum smooths the path that noisy gradients take.",
    "Nothing is copied until a step needs contiguous memory.",
)
_TAGS = ("张量", "待查", "深度学习/优化", "to read", "基础")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Author:
    """Somebody who writes the same documents for the same seed."""

    seed: int
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        """Start the sequence of choices."""
        self.chance = random.Random(self.seed)  # noqa: S311 - made-up text, not a secret

    def sentence(self) -> str:
        """One statement, mostly Chinese."""
        if self.chance.random() < 0.2:
            return self.chance.choice(_ENGLISH)
        pick = self.chance.choice
        number = self.chance.randint(2, 512)
        first = f"{pick(_SUBJECTS)}{pick(_VERBS)}{pick(_OBJECTS)}"
        return f"{first}，第 {number} 步之后{pick(_SUBJECTS)}也{pick(_VERBS)}它。"

    def paragraph(self) -> str:
        """Some statements on one line."""
        return "".join(self.sentence() for _ in range(self.chance.randint(2, 6)))

    def name(self) -> str:
        """An id as the plugin draws it."""
        return "".join(self.chance.choices(_DIGITS, k=11))


def annotator(blocks: int, seed: int) -> str:
    """A file of Obsidian Annotator: comments, tags and prose between blocks."""
    author = Author(seed)
    title = f"{author.chance.choice(_SUBJECTS)}讲义 {seed}"
    fingerprint = f"{author.chance.getrandbits(128):032x}"
    parts = [f"---\nannotation-target: 教材/{title}.pdf\n---\n"]
    for number in range(blocks):
        if author.chance.random() < 0.05:
            parts.append(f"\n## {number} {author.chance.choice(_SUBJECTS)}\n\n{author.paragraph()}\n")
        parts.append(_block(author, number, title, fingerprint))
    return "\n".join(parts)


def annotations(text: str) -> list[str]:
    """The JSON of every block, as it stands in the file."""
    return [line[1:] for line in text.split("\n") if line.startswith('>{"')]


def _block(author: Author, number: int, title: str, fingerprint: str) -> str:
    comment, tags = _comment(author), _tagged(author)
    exact = author.sentence()
    prefix, suffix = author.sentence()[-30:].strip(), author.sentence()[:30].strip()
    name, start = author.name(), number * 700 + author.chance.randint(0, 300)
    address = f"vault:/教材/{title}.pdf"
    record: dict[str, object] = {"created": f"2024-05-{number % 28 + 1:02}T08:{number % 60:02}:11.657Z"}
    if comment:
        record["text"] = comment
    record |= {
        "updated": record["created"],
        "document": {
            "title": title,
            "link": [{"href": f"urn:x-pdf:{fingerprint}"}, {"href": address}],
            "documentFingerprint": fingerprint,
        },
        "uri": address,
        "target": [
            {
                "source": address,
                "selector": [
                    {"type": "TextPositionSelector", "start": start, "end": start + len(exact)},
                    {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
                ],
            }
        ],
    }
    lines = (
        "%%",
        "```annotation-json",
        json.dumps(record, ensure_ascii=False, separators=(",", ":")),
        "```",
        "%%",
        f"*%%PREFIX%%{prefix}%%HIGHLIGHT%% =={exact}== %%POSTFIX%%{suffix}*",
        f"%%LINK%%[[#^{name}|show annotation]]",
        "%%COMMENT%%",
        *comment.split("\n"),
        "%%TAGS%%",
        tags,
    )
    return "\n" + "\n".join(f">{line}" for line in lines) + f"\n^{name}\n"


def _comment(author: Author) -> str:
    """Shares as counted in real files: 43 of 100 have one, of these 28 have paragraphs, 1 has code."""
    kind = author.chance.random()
    if kind < 0.57:
        return ""
    if kind < 0.87:
        return author.sentence()
    if kind < 0.996:
        return f"{author.sentence()} 见 [[{author.chance.choice(_SUBJECTS)}]]。\n\n{author.sentence()}"
    code = f"import torch\nx = torch.arange({author.chance.randint(2, 9)})"
    return f"{author.sentence()}\n\n```python\n{code}\n```"


def _tagged(author: Author) -> str:
    chosen = author.chance.sample(_TAGS, 2) if author.chance.random() < 0.1 else []
    return ", ".join(f"#{tag}" for tag in chosen)


def markdown(sections: int, seed: int) -> str:
    """A note of headings, Chinese prose, fences with their output, formulas, lists and tables."""
    author = Author(seed)
    return "\n".join((f"# {author.chance.choice(_SUBJECTS)}笔记\n", *_sections(author, sections, _SHAPES)))


def converted(sections: int, seed: int) -> str:
    """Markdown as a PDF conversion leaves it: numbered heads, stray language lines, tables of tabs."""
    author = Author(seed)
    shapes = (*_SHAPES, _stray_language, _tabbed, _prompted)
    return "\n".join((f"# 1 {author.chance.choice(_SUBJECTS)}\n", *_sections(author, sections, shapes)))


def pasted(sections: int, seed: int) -> str:
    """An article copied out of a browser: titles, prose, code and output without any mark."""
    author = Author(seed)
    parts = []
    for number in range(sections):
        size = author.chance.randint(2, 9)
        parts += [f"{number + 1}. {author.chance.choice(_SUBJECTS)}的{author.chance.choice(_OBJECTS)}", ""]
        parts += [author.paragraph(), "", "import torch", f"x = torch.arange({size})", "print(x.sum())"]
        parts += [f"tensor({size * (size - 1) // 2})", "", author.paragraph(), ""]
    return "\n".join(parts)


def _sections(author: Author, count: int, shapes: tuple[object, ...]) -> Iterator[str]:
    for number in range(count):
        level = "#" * author.chance.randint(2, 4)
        yield f"{level} {number // 9 + 1}.{number % 9 + 1} {author.chance.choice(_SUBJECTS)}\n"
        yield author.paragraph() + "\n"
        shape = author.chance.choice(shapes)
        yield shape(author) if callable(shape) else ""
        yield author.paragraph() + "\n"


def _fence(author: Author) -> str:
    size = author.chance.randint(2, 9)
    code = f"import torch\nx = torch.ones({size}, {size})\nfor row in x:\n    print(row.sum())"
    return f"```python\n{code}\n```\n\n```\n" + f"tensor({size}.)\n" * size + "```\n"


def _formula(author: Author) -> str:
    return f"其中 $w_{{{author.chance.randint(1, 9)}}}$ 满足\n\n$$\n\\hat{{y}} = \\sum_i w_i x_i + b\n$$\n"


def _list(author: Author) -> str:
    return "".join(f"- **{author.chance.choice(_SUBJECTS)}**：{author.sentence()}\n" for _ in range(4))


def _table(author: Author) -> str:
    rows = "".join(f"| `x{row}` | {author.chance.choice(_OBJECTS)} | {row * 3} |\n" for row in range(5))
    return f"| 名称 | 含义 | 大小 |\n| --- | --- | --- |\n{rows}"


def _quoted(author: Author) -> str:
    title, link = author.chance.choice(_SUBJECTS), author.chance.choice(_SUBJECTS)
    return f"> [!note] {title}\n> {author.sentence()}\n> 参见 [[{link}]]。\n"


_SHAPES = (_fence, _formula, _list, _table, _quoted)


def _stray_language(author: Author) -> str:
    return f"```\ny = x + {author.chance.randint(1, 9)}\n```\nlanguage=python\n"


def _tabbed(author: Author) -> str:
    return "层\t输入\t输出\n" + "".join(
        f"第 {row} 层\t{author.chance.choice(_OBJECTS)}\t{row * 4}\n" for row in range(4)
    )


def _prompted(author: Author) -> str:
    size = author.chance.randint(2, 9)
    return f"```\n>>> x = torch.zeros({size})\n>>> x.numel()\n{size}\n```\n"
