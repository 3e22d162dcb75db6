"""The pipeline and the worker together: preludes, and errors dressed for a terminal."""

from pathlib import Path

import pytest

from kbtools import pipeline, verification
from kbtools.config import Config, Options
from kbtools.model import Verdict


@pytest.mark.parametrize("code", ["q = 3", "q = 1\nq = q + 2"])
def test_a_prelude_of_any_length_runs_first(tmp_path: Path, code: str) -> None:
    """One line or more: what it defines is there for all cells."""
    config = Config(tmp_path, "kb", tmp_path / "docs", Options(fence="off"))
    config.sources_dir.mkdir(parents=True)
    (config.sources_dir / "a.md").write_text("# A\n\n```python\nq + 1\n```\n\n```python\n4\n```\n", "utf-8")
    pipeline.build(config)
    file = config.snippets_dir / "a.py"
    head, mark, cells = file.read_text("utf-8").partition("# %% L")
    file.write_text(f"{head}# %% prelude\n{code}\n\n{mark}{cells}", "utf-8")

    verified = verification.verify(config)

    verdicts = [row.verdict for row in verified.after.checked.values()]
    assert sorted(verdicts) == [Verdict.RAN, Verdict.VERIFIED]


def test_an_error_dressed_for_a_terminal_is_told_undressed(tmp_path: Path) -> None:
    """Some libraries put colours into their messages; a page and a log want the words."""
    config = Config(tmp_path, "kb", tmp_path / "docs", Options(fence="off"))
    config.sources_dir.mkdir(parents=True)
    code = "raise ValueError('\\x1b[1mbold\\x1b[0m words')"
    (config.sources_dir / "a.md").write_text(f"# A\n\n```python\n{code}\n```\n", "utf-8")

    (row,) = verification.verify(config).after.checked.values()

    assert row.reason.endswith("ValueError: bold words.")
