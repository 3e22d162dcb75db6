"""Two hundred pages of five snippets with the outputs they print: what verifying is measured with."""

import ast
import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from IPython.lib.pretty import pretty

PAGES = 200
_FAMILIES: tuple[tuple[str, ...], ...] = (
    (
        "import torch\nx = torch.arange({n}).reshape(2, -1)\nx",
        "x.sum(), x.shape",
        "y = x * {k}\ny",
        "torch.cat((x, y), dim=0)",
        "(x == y).sum().item()",
    ),
    (
        "import torch\na = torch.arange({k}).reshape(-1, 1)\nb = torch.arange(3).reshape(1, 3)\na, b",
        "a + b",
        "(a + b).shape",
        "a * b + {n}",
        "a.expand({k}, 3).sum(dim=0)",
    ),
    (
        "import torch\nA = torch.arange({n}, dtype=torch.float32).reshape(2, -1)\nA.mean(dim=1)",
        "A.sum(dim=0, keepdim=True)",
        "A / A.sum(dim=1, keepdim=True)",
        "A.cumsum(dim=0)",
        "torch.norm(A)",
    ),
    (
        "import torch\nx = torch.arange({k}.0, requires_grad=True)\nx",
        "y = 2 * torch.dot(x, x)\ny",
        "y.backward()\nx.grad",
        "x.grad.zero_()\ny = (x * {k}).sum()\ny.backward()\nx.grad",
        "x.grad == {k}",
    ),
    (
        "import torch\nfrom torch import nn\ntorch.manual_seed({n})\nnet = nn.Linear({k}, 2)\nnet",
        "X = torch.ones(3, {k})\nnet(X).shape",
        "[tuple(p.shape) for p in net.parameters()]",
        "nn.init.constant_(net.weight, 0.5)\nnn.init.zeros_(net.bias)\nnet(X)",
        "sum(p.numel() for p in net.parameters())",
    ),
    (
        "import torch\nw = torch.zeros(2, requires_grad=True)\nX = torch.tensor([[1., 2.], [{k}., 4.]])\nw",
        "target = X @ torch.tensor([2., -1.])\ntarget",
        """opt = torch.optim.SGD([w], lr=0.01)
for _ in range({k}):
    opt.zero_grad()
    loss = ((X @ w - target) ** 2).mean()
    loss.backward()
    opt.step()
round(loss.item(), 3)""",
        "w.detach()",
        "w.shape, w.requires_grad",
    ),
    (
        """import torch
def softmax(X):
    e = X.exp()
    return e / e.sum(1, keepdim=True)
softmax(torch.zeros(2, {k}))""",
        "X = torch.arange({k}.0).reshape(1, -1)\nsoftmax(X)",
        "softmax(X).sum()",
        "X.argmax(dim=1)",
        "-torch.log(softmax(X))[0, {k} - 1]",
    ),
    (
        "import torch\nfrom torch import nn\nX = torch.ones(1, 1, {k}, {k})\nX[:, :, :, 1] = 0\nX[0, 0]",
        """conv = nn.Conv2d(1, 1, (1, 2), bias=False)
conv.weight.data = torch.tensor([[[[1., -1.]]]])
conv(X)[0, 0]""",
        "conv(X).shape",
        "nn.MaxPool2d(2)(X).shape",
        "X.mean()",
    ),
    (
        "import torch\nx = torch.arange({k})\ntorch.save(x, 'x-file')\ntorch.load('x-file')",
        "torch.save({{'x': x, 'n': {n}}}, 'dict')\ntorch.load('dict')",
        "import os\nsorted(os.listdir())",
        "x.numpy()",
        "x.tolist()",
    ),
    (
        "import torch\nx = torch.linspace(-1, 1, {k})\ntorch.relu(x)",
        "torch.sigmoid(x)",
        "torch.tanh(x)",
        "x.clamp(-0.5, 0.5)",
        "torch.where(x > 0, x, 0.1 * x)",
    ),
)


def write(folder: Path) -> list[Path]:
    """The pages, written below a folder, with the output that today's torch prints below each snippet."""
    paths = []
    for number in range(PAGES):
        path = folder / f"page-{number:03}.md"
        path.write_text("".join(_page(number)), "utf-8")
        paths.append(path)
    return paths


def snippets(number: int) -> tuple[str, ...]:
    """The five snippets of a page, in order; they share their names."""
    values = {"n": 12 + 2 * (number % 7), "k": 3 + number % 5}
    return tuple(each.format(**values) for each in _FAMILIES[number % len(_FAMILIES)])


def _page(number: int) -> Iterator[str]:
    yield f"# Page {number}\n\nWhat stands on page {number} of the course, tried out.\n\n"
    for row, (code, output) in enumerate(outputs(number), 1):
        yield f"## Step {number}.{row}\n\n```python\n{code}\n```\n\n```\n{output}```\n\n"


def outputs(number: int) -> Iterator[tuple[str, str]]:
    """Each snippet of a page with what it prints in a notebook, run here in names of its own."""
    names: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for code in snippets(number):
            tree = ast.parse(code)
            last = tree.body.pop()
            assert isinstance(last, ast.Expr)
            exec(compile(tree, "page", "exec"), names)  # noqa: S102 - our own, above
            value = eval(compile(ast.Expression(last.value), "page", "eval"), names)  # noqa: S307 - the same
            yield code, f"{pretty(value)}\n"
