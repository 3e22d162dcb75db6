"""What snippets write to standard error: kept apart, shown, and the same from run to run."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from kbtools.model import Checked, Results, Session
from kbtools.spawn import FORKS
from kbtools.verify import RunOptions, batch, run, store
from kbtools.verify.stderr import LONGEST, steady

TEXTS = {
    "": "",
    "\n": "",
    "n.md:5: UserWarning: careful\n  warn()\n": "UserWarning: careful\n  warn()",
    "n.md#7:5: UserWarning: careful": "UserWarning: careful",
    'File "n.md", line 3, in f': 'File "n.md", in f',
    "/home/ann/kb/.venv/lib/python3.11/site-packages/torch/functional.py:504: UserWarning: x": (
        "torch/functional.py:504: UserWarning: x"
    ),
    'File "/usr/lib/python3.11/threading.py", line 9': 'File "threading.py", line 9',
    "cannot open /Users/ann/secret/key.txt": "cannot open key.txt",
    "in /home/ann/ and /home/ann": "in … and …",
    "/srv/a/b is there, /etc too": "b is there, /etc too",
    r"C:\Users\ann\a\b.py:3: W": "b.py:3: W",
    "see https://pytorch.org/docs/stable/x.html": "see https://pytorch.org/docs/stable/x.html",
    "~/notes/a.txt and a/b/c.py": "a.txt and a/b/c.py",
    "<object at 0x7f3a2b1c0d10>": "<object at 0x…>",
    "\x1b[31mred\x1b[0m": "red",
    "10%|█ | 1/9 [00:00<00:09,  2.31it/s]\r100%|██| 9/9 [00:03<00:00,  2.95it/s]": "100%|██| 9/9 […,  …it/s]",
    "2024-05-01 10:11:12,345 WARNING slow": "… WARNING slow",
    "~/tmpab12_x9z is no file": "~/tmp… is no file",
    "3.5 is not 4": "3.5 is not 4",
}


@pytest.mark.parametrize("text", TEXTS)
def test_what_differs_between_runs_and_machines_is_left_out(text: str) -> None:
    """Folders, lines of the note, addresses, times and rates; words and other numbers stay."""
    assert steady(text, "", "n.md") == TEXTS[text]


def test_a_flood_is_cut_at_a_line_and_says_so() -> None:
    """A warning in a loop fills no file."""
    found = steady("a warning of some length\n" * 9999, "", "n.md")

    assert len(found) < LONGEST + 99
    assert found.endswith("length\n[the rest of the output is not kept]\n")


WARNS = """
import sys, warnings, subprocess
print("first")
warnings.warn("careful")
subprocess.run(["sh", "-c", "echo started >&2"])
sys.stderr.write("no line end")
print("last")"""
SAID = 'UserWarning: careful\n  warnings.warn("careful")\nstarted\nno line end'


@pytest.mark.parametrize("forks", [True, False])
def test_it_is_kept_apart_from_the_output_and_stored(
    forks: bool,  # noqa: FBT001
    session: Callable[..., Session],
    verdicts: Callable[..., dict[str, Checked]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In order, of started programs too; who writes nothing has none, and who fails keeps its own."""
    monkeypatch.setattr(batch, "FORKS", forks and FORKS)
    note = session("n", (WARNS, "first\nlast"), ("1", "1"), "import sys\nprint(2, file=sys.stderr)\n1 / 0")
    found = verdicts(note)

    assert [found[f"n/{row}"].verdict for row in range(3)] == ["verified", "verified", "raised"]
    assert [found[f"n/{row}"].stderr for row in range(3)] == [SAID, "", "2"]


def test_results_keep_it_to_the_byte(session: Callable[..., Session]) -> None:
    """Stored, read back and stored again it is the same; a second run gives the same bytes."""
    note = session("n", WARNS, "import sys\nprint(object(), file=sys.stderr)\n1 / 0")
    first, _ = run([note], RunOptions(), Results())
    second, _ = run([note], RunOptions(), Results())

    assert store.dump(first) == store.dump(second)
    read = store.load(store.dump(first), "results.json")
    assert read.checked == {name: replace(row, seconds=None) for name, row in first.checked.items()}


@pytest.mark.parametrize(
    "part", ["1", "1.", "/a", "/site-packages", "/lib/python3.1", " /a/", "1:11", "\r", "\x1b["]
)
def test_a_hostile_text_takes_time_of_its_length(part: str) -> None:
    """Ten times the text takes no hundred times as long."""

    def took(count: int) -> float:
        started = time.process_time()
        steady(part * count, "", "n.md")
        return time.process_time() - started

    assert took(40_000) < 1 + 40 * took(4000)
