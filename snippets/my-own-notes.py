# The snippets of docs/.sources/my-own-notes.md, written by kbtools in the order of the source.
# One cell a snippet; `#>` lines are the output that its author recorded. Edit the code or the `#>` lines of
# a cell: your version is used for as long as the source's text stays the same. Delete a cell to take it back.
# Code that all cells need goes above the first of them, in a cell of its own headed `# %% prelude`.
# Run it from the top: python snippets/my-own-notes.py

# %% L23 src=e320d20d cell=ff605257
# not run: commands for a shell
# pip install torch --index-url https://download.pytorch.org/whl/cpu

# %% L27 src=51574239 cell=51574239
import torch
from torch import nn

# %% L34 src=85a9f661 cell=b9451572
torch.rand(2, 3)
#> tensor([[0.4271, 0.0839, 0.9102],
#>         [0.6655, 0.3128, 0.7740]])

# %% L49 src=05abe5df cell=3c349fc2
torch.tensor([1, 2]).dtype, torch.ones(2).dtype, torch.arange(3).dtype
#> (torch.int64, torch.float32, torch.int64)

# %% L59 src=cd6a8e44 cell=7745b04f
torch.tensor([5, 7]) / 2
#> tensor([2, 3])

# %% L72 src=3e48f1d5 cell=da3af39b
x = torch.arange(10)
x[2:8:2], x[x > 6]
#> (tensor([2, 4, 6]), tensor([7, 8, 9]))

# %% L83 src=2d184efc cell=7a68e9cb
x[:3] = -1
x
#> tensor([-1, -1, -1,  3,  4,  5,  6,  7,  8,  9])

# %% L96 src=25e03801 cell=b09421fd
# not run: labelled text, which is no code
# 对每根轴，从右往左：
#     长度相同 -> 保留
#     其中一个是 1 -> 取另一个
#     否则 -> 报错

# %% L105 src=cae96a59 cell=68821a20
# not run: a signature, not a call
# torch.broadcast_to(input, shape) -> Tensor

# %% L109 src=0b4bb36a cell=28956d51
torch.broadcast_shapes((3, 1), (1, 4), (4,))
#> torch.Size([3, 4])

# %% L119 src=23343465 cell=26884d91
# not run: written for another framework
# import tensorflow as tf
# tf.broadcast_to(tf.constant([1, 2, 3]), [2, 3])

# %% L128 src=d48dfd58 cell=d48dfd58
from mylab.plotting import draw_fit
draw_fit([0, 1, 2], [1, 3, 5])

# %% L135 src=160c83de cell=160c83de
for features, labels in train_iter:
    print(features.shape, labels.shape)

# %% L142 src=1c1401a5 cell=f6dd0edb
w = torch.tensor(0.0, requires_grad=True)
loss = (2 * w - 4) ** 2
loss.backward()
w.grad, w - 0.1 * w.grad
#> (tensor(-16.), tensor(1.6000, grad_fn=<SubBackward0>))

# %% L155 src=9fc4e670 cell=56334532
mlp = nn.Sequential(nn.Flatten(), nn.Linear(12, 6), nn.Tanh(), nn.Linear(6, 3))
mlp(torch.zeros(5, 3, 4)).shape
#> torch.Size([5, 3])

# %% L166 src=31959b2e cell=916220a1
sum(p.numel() for p in mlp.parameters())
#> 99

# %% L178 src=18f640fe cell=b26cdebf
layer = nn.Dropout(0.5)
layer.eval()
layer(torch.ones(4))
#> tensor([1., 1., 1., 1.])

# %% L190 src=9f7d7f96 cell=c328ff67
layer.train()
kept = layer(torch.ones(1000))
sorted(set(kept.tolist()))
#> [0.0, 2.0]

# %% L204 src=ca7e116a cell=d1ac8859
shared = nn.Linear(3, 3)
tied = nn.Sequential(shared, nn.ReLU(), shared)
tied[0].weight.data[0, 0] = 100
tied[2].weight.data[0, 0]
#> tensor(100.)

# %% L215 src=71ea50a1 cell=60447b10
len(list(tied.parameters()))
#> 3

# %% L228 src=d73e6ea3 cell=e37d5d0e
torch.save(mlp.state_dict(), 'mlp.params')
sorted(torch.load('mlp.params'))
#> ['1.bias', '1.weight', '3.bias', '3.weight']

# %% L239 src=2daff426 cell=2daff426
torch.save(mlp, 'mlp.pt')
whole = torch.load('mlp.pt')

# %% L244 src=e7402e11 cell=788ee550
whole(torch.zeros(1, 12)).shape
#> torch.Size([1, 3])

# %% L254 src=048c0c08 cell=048c0c08
from urllib.request import urlopen
raw = urlopen('https://data.example.org/houses.csv', timeout=5).read()

# %% L261 src=8736ac06 cell=8736ac06
from pathlib import Path
print(Path('/etc/passwd').read_text())

# %% L269 src=a91d104c cell=a91d104c
while True:
    pass
