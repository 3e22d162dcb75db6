# The snippets of docs/.sources/study-notes.md, written by kbtools in the order of the source.
# One cell a snippet; `#>` lines are the output that its author recorded. Edit the code or the `#>` lines of
# a cell: your version is used for as long as the source's text stays the same. Delete a cell to take it back.
# Code that all cells need goes above the first of them, in a cell of its own headed `# %% prelude`.
# Run it from the top: python snippets/study-notes.py

# %% L5 src=1a29077b cell=1a29077b
import torch
from torch import nn
from torch.nn import functional as F

# %% L12 src=a741ec15 cell=acc86a57
g = torch.arange(8, dtype=torch.float32).reshape(2, 4)
g.shape, g.dtype
#> (torch.Size([2, 4]), torch.float32)

# %% L22 src=452ffe3b cell=43627a3c
g[:, 1], g[g > 4]
#> (tensor([1., 5.]), tensor([5., 6., 7.]))

# %% L30 src=0125dad9 cell=915a425a
table = torch.tensor([[1., 2., 3.], [10., 20., 30.]])
table - table.mean(dim=1, keepdim=True)
#> tensor([[ -1., 0., 1.],
#> [-10., 0., 10.]])

# %% L41 src=e30ab2b9 cell=978dabed
k = torch.zeros(3)
k.add(1)
k.add_(2)
k
#> tensor([2., 2., 2.])

# %% L54 src=9378f096 cell=955cf8c2
p = torch.tensor([1., 2., 3.])
q = torch.tensor([4., 5., 6.])
torch.dot(p, q), (p * q).sum()
#> (tensor(32.), tensor(32.))

# %% L67 src=c9ab14fb cell=92d05982
A = torch.tensor([[1., 0.], [2., 1.]])
B = torch.tensor([[3., 4.], [5., 6.]])
A @ B
#> tensor([[ 3.,  4.],
#>         [11., 14.]])

# %% L78 src=2c46d1bc cell=4025c9db
def slope(f, x, step):
    return (f(x + step) - f(x)) / step
step = 0.1
for k in range(4):
    print(f'{step:.4f} {slope(lambda v: v ** 3, 1.0, step):.4f}')
    step = step / 10
#> 0.1000 3.3100
#> 0.0100 3.0301
#> 0.0010 3.0030
#> 0.0001 3.0003

# %% L94 src=83cec033 cell=81d256d7
v = torch.tensor(1.0, requires_grad=True)
(v ** 3).backward()
v.grad
#> tensor(3.)

# %% L104 src=8bbf7424 cell=b2e80e41
h = v * 2
h.requires_grad, h.detach().requires_grad
#> (True, False)

# %% L118 src=8c3aaa99 cell=8c3aaa99
xs = torch.linspace(-1, 1, 5).reshape(-1, 1)
ys = 2 * xs - 1
model = nn.Linear(1, 1)
nn.init.zeros_(model.weight)
nn.init.zeros_(model.bias)
optimizer = torch.optim.SGD(model.parameters(), lr=0.3)

# %% L127 src=75c9d8fb cell=d092f997
for epoch in range(20):
    optimizer.zero_grad()
    loss = F.mse_loss(model(xs), ys)
    loss.backward()
    optimizer.step()
    if epoch % 5 == 4:
        print(epoch + 1, f'{loss.item():.5f}')
#> 5 0.11595
#> 10 0.00326
#> 15 0.00009
#> 20 0.00000

# %% L143 src=25385fd4 cell=4fe9cd06
model.weight.item(), model.bias.item()
#> (1.9984, -1.0)

# %% L168 src=260e050d cell=cb2455c8
def stable_softmax(scores):
    shifted = scores - scores.max(dim=1, keepdim=True).values
    weights = shifted.exp()
    return weights / weights.sum(dim=1, keepdim=True)
stable_softmax(torch.tensor([[1000., 1001., 1002.]]))
#> tensor([[0.0900, 0.2447, 0.6652]])

# %% L179 src=ccae7875 cell=e25afcf5
o = torch.tensor([[1., 2., 3.], [0., 0., 0.]])
torch.allclose(stable_softmax(o), F.softmax(o, dim=1))
#> True

# %% L189 src=22842c05 cell=fc474f4c
F.relu(torch.tensor([-2., -0.5, 0., 3.]))
#> tensor([0., 0., 0., 3.])

# %% L196 src=3a163af6 cell=76743531
class TwoLayer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.hidden = nn.Linear(3, width)
        self.out = nn.Linear(width, 2)

    def forward(self, x):
        return self.out(F.relu(self.hidden(x)))

net = TwoLayer(5)
net(torch.zeros(4, 3)).shape
#> torch.Size([4, 2])

# %% L218 src=e534c532 cell=ad22f913
def drop(h, p):
    if p == 1:
        return torch.zeros_like(h)
    keep = (torch.rand(h.shape) >= p).float()
    return keep * h / (1 - p)

ones = torch.ones(2, 4)
print(drop(ones, 0))
print(drop(ones, 1))
#> tensor([[1., 1., 1., 1.],
#> [1., 1., 1., 1.]])
#> tensor([[0., 0., 0., 0.],
#> [0., 0., 0., 0.]])

# %% L236 src=6e0e2b0e cell=4e83b1f0
drop(ones, 0.5)
#> tensor([[2., 0., 0., 2.],
#> [0., 2., 2., 2.]])

# %% L246 src=bbcc384d cell=82feb84f
[(name, tuple(p.shape)) for name, p in net.named_parameters()]
#> [('hidden.weight', (5, 3)),
#> ('hidden.bias', (5,)),
#> ('out.weight', (2, 5)),
#> ('out.bias', (2,))]

# %% L256 src=bd59807f cell=294be56d
def fill_bias(layer):
    if isinstance(layer, nn.Linear):
        nn.init.ones_(layer.bias)

net.apply(fill_bias)
net.out.bias.data
#> tensor([1., 1.])

# %% L269 src=3733af99 cell=134c7e22
torch.save(net.state_dict(), 'two_layer.pt')
copy = TwoLayer(5)
copy.load_state_dict(torch.load('two_layer.pt'))
#> <All keys matched successfully>

# %% L278 src=c05dc7cd cell=7724fc72
probe = torch.ones(1, 3)
torch.equal(net(probe), copy(probe))
#> True
