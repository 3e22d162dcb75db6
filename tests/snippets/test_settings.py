"""Settings and logs are told from what a program prints."""

import pytest

from kbtools.snippets.rows import Row, Rows
from kbtools.snippets.settings import is_log, is_settings


def rows_of(text: str) -> Rows:
    """The lines of a text, numbered from 1."""
    return tuple(Row(line, number) for number, line in enumerate(text.split("\n"), 1))


@pytest.mark.parametrize(
    "text",
    [
        "lr: 0.1\nbatch: 32",
        "---\nname: run-1\nlayers:\n  - 64\n  - 10",
        "train:\n  # 学习率\n  lr: 1e-3  # 小一点\n  shuffle: true",
        "stages:\n- name: warm\n  steps: 100\n- name: cool\n  steps: 50",
        '{\n  "lr": 0.1,\n  "decay": null\n}',
        "[train]\nepochs = 3\nname = run\n[test]\nbatch = 8",
    ],
)
def test_settings_are_told(text: str) -> None:
    """YAML, JSON over several lines, INI."""
    assert is_settings(rows_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "{'lr': 0.1, 'batch': 32}",
        '{"lr": 0.1}',
        "lr: 0.1",
        "x: int\ny: float",
        "epoch 1: loss 0.5\nepoch 2: loss 0.4",
        "weight: torch.Size([2, 3])\nbias: torch.Size([3])",
        "for x in y:\n    print(x)",
        "else:\nx = 1",
        "a    1\nb    2\ndtype: int64",
        "[1]\nepochs = 3",
        "[rows]\nrows = 3\nprint(rows)",
        "",
    ],
)
def test_what_is_printed_or_typed_is_none(text: str) -> None:
    """A dict, values with names, code, a column of pandas."""
    assert not is_settings(rows_of(text))


def test_a_list_of_a_known_name_begins_no_section() -> None:
    """Only the program tells `[rows]` from a section."""
    rows = rows_of("[rows]\nsize = 3")

    assert (is_settings(rows), is_settings(rows, frozenset({"rows"}))) == (True, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-01-03 10:22:31,120 INFO start\n2024-01-03 10:22:35,431 INFO loss 0.52", True),
        ("[2024/03/01 09:00:00] WARNING: lr is high\n  falling back", False),
        ("[2024/03/01 09:00:00] WARNING: lr is high\n[2024/03/01 09:00:01] ERROR: stop\n  at step 3", True),
        ("10:22:31 | loading the data\n10:22:33 | done", False),
        ("10:22:31 | loading the data\n10:22:33 | done with it", True),
        ("2024-01-03 10:22:31.120000", False),
        ("2024-01-03 10:00:00    0.5\n2024-01-03 11:00:00    0.6\ndtype: float64", False),
    ],
)
def test_a_log_says_words_behind_a_time(text: str, *, said: bool) -> None:
    """Most of its lines do; a time alone and a column by the hour are values."""
    assert is_log(rows_of(text)) is said
