"""What snippets draw: drawn for real, stored as files, shown on the card, gone when nothing draws it."""

import re
from pathlib import Path

import pytest

from kbtools import pipeline, verification
from kbtools.config import Config, Options
from kbtools.model import FIGURES, Checked
from kbtools.problems import KbError
from kbtools.verify import load

NOTE = """# 画图

```python
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
plt.show()
plt.plot([3, 1])
```

```python
1 + 1
```

```
2
```
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A knowledge base with one note that draws twice in a snippet, and not at all in the next."""
    config = Config(tmp_path, "kb", tmp_path / "docs", Options(fence="off"))
    config.sources_dir.mkdir(parents=True)
    (config.sources_dir / "a.md").write_text(NOTE, "utf-8")
    return config


def _verify(config: Config) -> list[Checked]:
    verified = verification.verify(config)
    verification.store(config, verified)
    return [verified.after.checked[one.id] for one in verified.chosen]


def _files(config: Config) -> dict[str, bytes]:
    folder = config.docs_dir / FIGURES
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def test_what_is_shown_and_what_stays_open_are_two_figures(config: Config) -> None:
    """In the order in which they were shown; a snippet that draws nothing has none, and nothing leaks."""
    first, second = _verify(config)

    assert len(set(first.figures)) == 2
    assert second.figures == ()
    assert _files(config).keys() == set(first.figures)
    assert all(png.startswith(b"\x89PNG") for png in _files(config).values())


def test_unchanged_code_draws_the_same_bytes(config: Config) -> None:
    """Neither a date nor a version is in the files; what the store holds is not drawn again."""
    _verify(config)
    before = _files(config)
    config.results_file.unlink()

    _verify(config)

    assert _files(config) == before


def test_a_figure_that_was_deleted_is_drawn_again(config: Config) -> None:
    """A verdict without its figures does not hold."""
    first, _ = _verify(config)
    (config.docs_dir / FIGURES / first.figures[0]).unlink()

    _verify(config)

    assert _files(config).keys() == set(first.figures)


def test_figures_that_nothing_draws_any_more_are_removed_and_no_other_file(config: Config) -> None:
    """A person's picture in the same folder stays."""
    _verify(config)
    (config.docs_dir / FIGURES / "mine.png").write_bytes(b"mine")
    (config.sources_dir / "a.md").write_text(NOTE.replace("plt.plot([3, 1])\n", ""), "utf-8")

    first, _ = _verify(config)

    assert len(first.figures) == 1
    assert _files(config).keys() == {*first.figures, "mine.png"}


def test_the_card_shows_every_figure_with_a_text(config: Config) -> None:
    """The link leads from the page to the file."""
    first, _ = _verify(config)
    pipeline.build(config)
    page = config.docs_dir / "sources" / "a.md"

    images = re.findall(r"!\[(.+?)\]\((.+?)\)", page.read_text("utf-8"))

    assert [Path(target).name for _, target in images] == list(first.figures)
    assert all((page.parent / target).is_file() for _, target in images)
    assert len({words for words, _ in images}) == 2


def test_a_name_of_a_figure_cannot_lead_elsewhere() -> None:
    """Results come with a knowledge base, and a knowledge base may come from a stranger."""
    row = '{"key": "k", "verdict": "ran", "reason": "", "figures": ["../../../secret.png"]}'

    with pytest.raises(KbError, match="no figure"):
        load(f'{{"format": 1, "environments": {{}}, "snippets": {{"a/0": {row}}}}}', "results.json")
