"""`kbtools accept`: a person's word on outputs."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
NOTE = """\
# 判断

## 比较

```python
[x > 1 for x in (1, 2)]
```

```
[0, 1]
```

```python
[x > 5 for x in (7, 8, 9)]
```

```
[1, 1, 1]
```

## 除法

```python
7 / 2
```

```
3
```

```python
import random
random.random() < 2, random.random()
```

```
(True, 'x')
```

## 出错

```python
int('a')
```

```python
3 + 4
```
"""


@pytest.fixture
def base(kbtools: Run, tmp_path: Path) -> Path:
    """A verified knowledge base: two truth values for numbers, a quotient, a random pair, an error, a sum."""
    folder = tmp_path / "kb"
    kbtools("init", "kb", cwd=tmp_path)
    (folder / "docs/.sources").mkdir(parents=True, exist_ok=True)
    (folder / "docs/.sources/note.md").write_text(NOTE, "utf-8")
    kbtools("verify", cwd=folder)
    kbtools("build", cwd=folder)
    return folder


def _report(done: subprocess.CompletedProcess[str]) -> dict[str, list[dict[str, object]]]:
    report: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return report


def _verdicts(base: Path) -> list[str]:
    rows = json.loads((base / "snippets/results.json").read_text("utf-8"))["snippets"].values()
    return sorted(row["verdict"] for row in rows)


def test_causes_are_listed_and_one_is_accepted(kbtools: Run, base: Path) -> None:
    """All its outputs at once, by an edit in snippets/; a second time there is nothing left of it."""
    listed = _report(kbtools("accept", "--json", cwd=base))
    titles = {str(row["title"]): len(row["snippets"]) for row in listed["causes"]}  # type: ignore[arg-type]
    key = next(str(row["cause"]) for row in listed["causes"] if row["title"] == "prints `True` for `1`")
    source = (base / "docs/.sources/note.md").read_bytes()
    dry = kbtools("accept", "--cause", key, "--dry-run", cwd=base)

    assert titles["prints `True` for `1`"] == 2
    assert titles["raises ValueError: invalid literal for int() with base 10: 'a'"] == 1
    assert "-#> [0, 1]\n+#> [False, True]" in dry.stdout
    assert _report(kbtools("accept", "--json", cwd=base)) == listed
    done = _report(kbtools("accept", "--cause", key, "--json", cwd=base))
    assert [(row["line"], row["verdict"]) for row in done["accepted"]] == [(5, "verified"), (13, "verified")]
    assert list(map(str, done["files"])) == ["snippets/note.py"]
    assert "#> [True, True, True]" in (base / "snippets/note.py").read_text("utf-8")
    assert (base / "docs/.sources/note.md").read_bytes() == source
    assert "no cause of this name" in kbtools("accept", "--cause", key, cwd=base, code=1).stderr


def test_an_accepted_output_is_true_today_and_the_note_is_not(kbtools: Run, base: Path) -> None:
    """Verified against the accepted output; the page shows both; the cell taken away, all is as before."""
    before = (base / "snippets/results.json").read_text("utf-8")
    kbtools("accept", "note:6", cwd=base)
    kbtools("build", cwd=base)
    page = (base / "docs/topics/比较.md").read_text("utf-8")
    card = page.split("kb-snippet kb-accepted")[1].split("kb-snippet kb-")[0]
    file = base / "snippets/note.py"
    accepted = file.read_text("utf-8")

    (row,) = json.loads(kbtools("verify", "note:6", "--json", cwd=base).stdout)["snippets"]
    assert (row["recorded"], row["got"], row["repairs"]) == ("[0, 1]", "[False, True]", ["accepted"])
    assert json.loads(kbtools("status", "--json", cwd=base).stdout)["snippets"]["accepted"] == 1
    assert "verified" in _verdicts(base)
    assert "[0, 1]" in card
    assert "[False, True]" in card
    assert "输出与人认可的一致；笔记里记录的是另一个。" in card
    assert "[0, 1]" in (base / "docs/errata.md").read_text("utf-8")
    kbtools("build", "--check", cwd=base)
    kbtools("verify", "--check", cwd=base)
    again = kbtools("accept", "note:6", cwd=base, code=1)
    assert (
        "note.md:5: error ACCEPT-REFUSED: there is nothing to accept: it is verified as it is" in again.stderr
    )
    assert file.read_text("utf-8") == accepted
    head, cell, rest = accepted.partition("# %% L5 ")
    file.write_text(head + "# %% L" + rest.partition("# %% L")[2], "utf-8")
    assert cell
    kbtools("build", cwd=base)
    worse = kbtools("verify", cwd=base, code=1)
    assert "note.md:5: error RESULT-WORSE: is drifted (was verified)" in worse.stderr
    assert (base / "snippets/results.json").read_text("utf-8") == before


def test_a_source_stands_for_what_drifted_and_a_verdict_for_itself(kbtools: Run, base: Path) -> None:
    """Errors and outputs that nobody recorded are accepted only when they are named."""
    drifted = _report(kbtools("accept", "note", "--dry-run", "--json", cwd=base))
    raised = _report(kbtools("accept", "--verdict", "raised", "--verdict", "ran", "--json", cwd=base))

    assert {row["line"] for row in drifted["accepted"]} == {5, 13, 23, 31}
    assert {(row["line"], row["verdict"]) for row in raised["accepted"]} == {
        (42, "verified"),
        (46, "verified"),
    }
    assert "#> ValueError: invalid literal" in (base / "snippets/note.py").read_text("utf-8")


def test_a_walk_asks_cause_by_cause(kbtools: Run, base: Path) -> None:
    """Accept the first, look at all of the second, leave it, stop."""
    done = kbtools("accept", "--walk", cwd=base, keys="yanq")

    assert "[1/4] prints `True` for `1`: 2 snippets" in done.stdout
    assert "2 outputs of 5 chosen" in done.stdout
    assert "edited: snippets/note.py" in done.stdout
    assert "2 outputs accepted" in done.stdout
    assert kbtools("accept", "--walk", cwd=base, keys="").stdout.endswith("0 outputs accepted\n")


def test_what_cannot_be_accepted_says_why(kbtools: Run, base: Path) -> None:
    """Nothing ran, or it has changed since."""
    text = NOTE + "\n```python\nundefined_name\n```\n\n```python\nif x\n```\n"
    (base / "docs/.sources/note.md").write_text(text, "utf-8")
    stale = kbtools("accept", "note:50", cwd=base, code=1)
    assert (
        "not run since they last changed: 2 snippets; run `kbtools verify`"
        in kbtools("accept", cwd=base).stderr
    )
    kbtools("verify", cwd=base)
    blocked = kbtools("accept", "note:50", cwd=base, code=1)

    assert "it has not been run since it last changed\n  hint: run `kbtools verify`" in stale.stderr
    assert "note.md:50: error ACCEPT-REFUSED: there is nothing to accept: it is blocked, so" in blocked.stderr


def test_a_persons_other_edits_stay(kbtools: Run, base: Path) -> None:
    """Code that was changed by hand in the same file, and a prelude."""
    file = base / "snippets/note.py"
    text = file.read_text("utf-8").replace("7 / 2", "7 / 2  # mine")
    head, mark, rest = text.partition("# %% L5 ")
    file.write_text(f"{head}# %% prelude\nq = 1\n\n{mark}{rest}", "utf-8")
    kbtools("verify", cwd=base)
    kbtools("accept", "note:6", cwd=base)
    accepted = file.read_text("utf-8")

    assert "7 / 2  # mine" in accepted
    assert "# %% prelude\nq = 1\n" in accepted
    assert "#> [False, True]" in accepted
