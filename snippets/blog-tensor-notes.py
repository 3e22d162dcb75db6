# The snippets of docs/.sources/blog-tensor-notes.txt, written by kbtools in the order of the source.
# One cell a snippet; `#>` lines are the output that its author recorded. Edit the code or the `#>` lines of
# a cell: your version is used for as long as the source's text stays the same. Delete a cell to take it back.
# Code that all cells need goes above the first of them, in a cell of its own headed `# %% prelude`.
# Run it from the top: python snippets/blog-tensor-notes.py

# %% L10 src=f0d35eb7 cell=4ab0af42
t = torch.arange(12)
t.numel()
#> 12

# %% L12 src=26111fb6 cell=73d62dfa
t.shape
#> torch.Size([12])

# %% L14 src=70cae4ba cell=40fce905
M = t.reshape(3, 4)
M
#> tensor([[ 0, 1, 2, 3],
#> [ 4, 5, 6, 7],
#> [ 8, 9, 10, 11]])

# %% L19 src=838af4a6 cell=8bf3f459
A = M.numpy()
type(A), A.mean()
#> (numpy.ndarray, 5.5)

# %% L23 src=cf8e3959 cell=f658c4ca
M[1:, :2]
#> tensor([[4, 5],
#> [8, 9]])

# %% L26 src=f8abb085 cell=dc59991f
M[-1]
#> tensor([ 8, 9, 10, 11])

# %% L30 src=ee5c676c cell=a64a167a
row = torch.tensor([[10, 20, 30]])
col = torch.tensor([[1], [2]])
row + col
#> tensor([[11, 21, 31],
#> [12, 22, 32]])

# %% L33 src=2e2a1ce9 cell=6f39d041
col.shape
#> torch.Size([2, 1])

# %% L37 src=327d8fb7 cell=43982d96
addr = M.data_ptr()
M += 100
M.data_ptr() == addr
#> True

# %% L41 src=0ab22658 cell=26df2bad
M = M + 1
M.data_ptr() == addr
#> False

# %% L44 src=122ea1bd cell=bbb5985d
t[0]
#> tensor(100)

# %% L48 src=8a931c27 cell=998e11f5
w = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
loss = (w ** 2).sum()
print(loss)
loss.backward()
print(w.grad)
#输出结果为:
#> tensor(14., grad_fn=<SumBackward0>)
#> tensor([2., 4., 6.])

# %% L58 src=09359ab0 cell=21f924ae
loss2 = w.sum()
loss2.backward()
print(w.grad)
w.grad.zero_()
print(w.grad)
#输出结果为:
#> tensor([3., 5., 7.])
#> tensor([0., 0., 0.])

# %% L69 src=6ecc9a1a cell=858ed687
w.grad.zero_()
y = w * w
u = y.detach()
(u * w).sum().backward()
print(w.grad == u)
#输出结果为:
#> tensor([True, True, True])

# %% L80 src=23bd1796 cell=6199bb29
P = torch.tensor([[1.0, 1.0], [2.0, 1.0], [3.0, 1.0]])
q = torch.tensor([[3.0], [5.0], [7.0]])
theta = torch.linalg.solve(P.T @ P, P.T @ q)
theta
#> tensor([[2.0000],
#> [1.0000]])

# %% L87 src=41a9aaed cell=3d8fe770
scores = torch.tensor([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
F.softmax(scores, dim=1)
#> tensor([[0.0900, 0.2447, 0.6652],
#> [0.3333, 0.3333, 0.3333]])

# %% L91 src=86d14200 cell=c125139a
F.cross_entropy(scores, torch.tensor([2, 0]))
#> tensor(0.7531)
