"""The imports that notes take for granted, and where they are needed."""

from collections.abc import Sequence

from kbtools.verify.names import Names

SUPPLIED: tuple[tuple[str, str], ...] = (
    ("torch", "import torch"),
    ("nn", "from torch import nn"),
    ("F", "import torch.nn.functional as F"),
    ("optim", "from torch import optim"),
    ("autograd", "from torch import autograd"),
    ("Variable", "from torch.autograd import Variable"),
    ("DataLoader", "from torch.utils.data import DataLoader"),
    ("Dataset", "from torch.utils.data import Dataset"),
    ("TensorDataset", "from torch.utils.data import TensorDataset"),
    ("torchvision", "import torchvision"),
    ("transforms", "from torchvision import transforms"),
    ("np", "import numpy as np"),
    ("numpy", "import numpy"),
    ("pd", "import pandas as pd"),
    ("pandas", "import pandas"),
    ("plt", "import matplotlib.pyplot as plt"),
    ("matplotlib", "import matplotlib"),
    ("sns", "import seaborn as sns"),
    ("os", "import os"),
    ("sys", "import sys"),
    ("math", "import math"),
    ("random", "import random"),
    ("time", "import time"),
    ("re", "import re"),
    ("json", "import json"),
    ("copy", "import copy"),
    ("pickle", "import pickle"),
    ("itertools", "import itertools"),
    ("functools", "import functools"),
    ("collections", "import collections"),
    ("OrderedDict", "from collections import OrderedDict"),
    ("Counter", "from collections import Counter"),
    ("defaultdict", "from collections import defaultdict"),
    ("deque", "from collections import deque"),
    ("namedtuple", "from collections import namedtuple"),
    ("partial", "from functools import partial"),
    ("Path", "from pathlib import Path"),
    ("Any", "from typing import Any"),
    ("Callable", "from typing import Callable"),
    ("Dict", "from typing import Dict"),
    ("Iterable", "from typing import Iterable"),
    ("Iterator", "from typing import Iterator"),
    ("List", "from typing import List"),
    ("Optional", "from typing import Optional"),
    ("Tuple", "from typing import Tuple"),
    ("Union", "from typing import Union"),
)
"""Name -> the statement that every reader of the note would type; nothing else is ever supplied."""
# Other ways to write the same import, so that an author's own line is recognised.
_SAME = {
    "import torch.nn as nn": "from torch import nn",
    "from torch.nn import functional as F": "import torch.nn.functional as F",
    "import torch.optim as optim": "from torch import optim",
    "from matplotlib import pyplot as plt": "import matplotlib.pyplot as plt",
}


def supply(uses: Names, before: Sequence[Names]) -> dict[str, str]:
    """The statements to supply to a snippet, by name; the worker runs those whose name is not there yet.

    A name that something above the snippet defines is the author's own and never supplied, save where that
    is the very import of the table, in a snippet that may have failed for another reason.
    """
    wanted = {name: statement for name, statement in SUPPLIED if name in uses.takes}
    return {name: text for name, text in wanted.items() if all(_leaves(each, name, text) for each in before)}


def _leaves(names: Names, name: str, statement: str) -> bool:
    """Whether a snippet gives the name no other meaning than the statement does."""
    imported = {_SAME.get(text, text) for bound, text in names.imports if bound == name}
    return name not in names.gives or imported == {statement}
