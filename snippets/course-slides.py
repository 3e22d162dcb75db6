# The snippets of docs/.sources/course-slides.md, written by kbtools in the order of the source.
# One cell a snippet; `#>` lines are the output that its author recorded. Edit the code or the `#>` lines of
# a cell: your version is used for as long as the source's text stays the same. Delete a cell to take it back.
# Code that all cells need goes above the first of them, in a cell of its own headed `# %% prelude`.
# Run it from the top: python snippets/course-slides.py

# %% L21 src=a55af73a cell=60265468
import torch
s = torch.tensor([[1.5, 2.5], [3.5, 4.5]])
s.shape
#> torch.Size([2, 2])

# %% L32 src=a043fe2e cell=1179d376
torch.randn(2, 3)
#> tensor([[ 0.2137, -1.0954,  0.7781],
#>         [-0.4406,  1.3320, -0.0918]])

# %% L46 src=e08e1238 cell=83a2e90b
import pandas as pd
rooms = pd.DataFrame({'area': [50, 80, 65], 'floor': [3, 11, 6], 'price': [150, 240, 199]})
print(rooms)
#> 	area	floor	price
#> 0	50	3	150
#> 1	80	11	240
#> 2	65	6	199

# %% L59 src=7dc0630a cell=a0d06fa7
torch.tensor(rooms.values)
#> tensor([[ 50,   3, 150],
#>         [ 80,  11, 240],
#>         [ 65,   6, 199]])

# %% L70 src=659c8820 cell=23b7a0b4
walls = pd.DataFrame({'wall': ['wood', 'brick', 'wood']})
print(pd.get_dummies(walls))
#> 	wall_brick	wall_wood
#> 0	0	1
#> 1	1	0
#> 2	0	1

# %% L94 src=c4a19be0 cell=83116c9e
base = torch.zeros(2, 4)
base + torch.tensor([1., 2., 3., 4.])
#> tensor([[1., 2., 3., 4.],
#>         [1., 2., 3., 4.]])

# %% L105 src=ef2c2842 cell=de41b886
base + torch.tensor([1., 2.])
#> RuntimeError: The size of tensor a (4) must match the size of tensor b (2) at non-singleton dimension 1

# %% L125 src=b7e89c77 cell=409a966a
z = torch.ones(3)
z.add_(4)
#> tensor([5., 5., 5.])

# %% L129 src=cc63866c cell=afc40d56
z[1:] = 0
z
#> tensor([5., 0., 0.])

# %% L138 src=a869a616 cell=586d3c67
leaf = torch.ones(2, requires_grad=True)
leaf += 1
#> Traceback (most recent call last):
#>   File "<stdin>", line 1, in <module>
#> RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.

# %% L158 src=c98c9cdb cell=00cd1d0d
A = torch.arange(6, dtype=torch.float32).reshape(2, 3)
A, A.T, A @ A.T
#> (tensor([[0., 1., 2.],
#>          [3., 4., 5.]]),
#>  tensor([[0., 3.],
#>          [1., 4.],
#>          [2., 5.]]),
#> tensor([[ 5., 14.],
#>         [14., 50.]]))

# %% L177 src=122aadad cell=20df1bd2
torch.norm(torch.tensor([3.0, -4.0]))
#> tensor(5.)

# %% L192 src=b1ddf4cb cell=ad35d7a1
x = torch.tensor(2.0, requires_grad=True)
y = x ** 3 + 2 * x
y.backward()
x.grad
#> tensor(14.)

# %% L212 src=279cb933 cell=2b947cc8
w = torch.zeros(1, requires_grad=True)
for epoch in range(4):
    loss = ((w * 3 - 6) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.03 * w.grad
        w.grad.zero_()
    print(epoch, round(loss.item(), 3))
#> 0 36.0
#> 1 7.618
#> 2 1.612
#> 3 0.341

# %% L240 src=f297802e cell=90066ae5
from torch import nn
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
net(torch.ones(2, 4)).shape
#> torch.Size([2, 1])

# %% L245 src=0cb4ab14 cell=9c5c7d75
print(net)
#> Sequential(
#>   (0): Linear(in_features=4, out_features=8, bias=True)
#>   (1): ReLU()
#>   (2): Linear(in_features=8, out_features=1, bias=True)
#> )

# %% L257 src=cd770b6c cell=60c4064b
sum(p.numel() for p in net.parameters())
#> 49
