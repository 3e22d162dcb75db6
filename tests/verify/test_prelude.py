"""Code that a person puts above the first cell has no line in the source."""

from pathlib import Path

import pytest

from kbtools import pipeline
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
    file.write_text(f"# %% prelude\n{code}\n\n{file.read_text('utf-8')}", "utf-8")

    verified = pipeline.verify(config, {})

    verdicts = [row.verdict for row in verified.after.checked.values()]
    assert sorted(verdicts) == [Verdict.RAN, Verdict.VERIFIED]
