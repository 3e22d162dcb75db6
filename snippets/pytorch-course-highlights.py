# The snippets of docs/.sources/pytorch-course-highlights.md, written by kbtools in the order of the source.
# One cell a snippet; `#>` lines are the output that its author recorded. Edit the code or the `#>` lines of
# a cell: your version is used for as long as the source's text stays the same. Delete a cell to take it back.
# Code that all cells need goes above the first of them, in a cell of its own headed `# %% prelude`.
# Run it from the top: python snippets/pytorch-course-highlights.py

# %% L32 src=af9a5166 cell=f52f39c2
import torch
a = torch.arange(6)
b = a.reshape(2, 3)
b[0, 0] = 100
a
#> tensor([100,   1,   2,   3,   4,   5])
