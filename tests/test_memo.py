"""What was made of a source before: the same to the record, and nothing that could run."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from kbtools import pipeline, sources, stamp, verification
from kbtools.config import Config, Options
from kbtools.memo import Memo
from kbtools.model import Reading, Source, SourceId

NOTE = "# 张量\n\n> 引文\n\n```python\nx = [1]\nx\n```\n\n```\n[1]\n```\n\n- a [link](http://example.org)\n"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A knowledge base with two notes."""
    config = Config(tmp_path, "kb", tmp_path / "docs", Options(fence="off"))
    config.sources_dir.mkdir(parents=True)
    for name in "ab":
        (config.sources_dir / f"{name}.md").write_text(NOTE + name, "utf-8")
    return config


def _memo(config: Config) -> Memo:
    return Memo(config.docs_dir / ".cache" / "sources")


def _watched(patch: pytest.MonkeyPatch) -> list[SourceId]:
    """Grows by every source that is read."""
    read: list[SourceId] = []
    original = sources.read

    def reading(source: Source) -> Reading:
        read.append(source.id)
        return original(source)

    patch.setattr(sources, "read", reading)
    return read


def test_a_book_from_the_memo_is_the_book_from_the_sources(config: Config) -> None:
    """Every record compares equal, and the second time nothing is read."""
    memo = _memo(config)
    first = pipeline.gather(config, memo=memo)
    memo.save()

    with pytest.MonkeyPatch.context() as patch:
        read = _watched(patch)
        second = pipeline.gather(config, memo=_memo(config))

    assert read == []
    assert second == first == pipeline.gather(config)


def test_only_a_changed_source_is_read_again_and_only_what_is_used_is_kept(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was made of the old text is removed when the new one is saved."""
    verification.store(config, verification.verify(config))
    (config.sources_dir / "a.md").write_text(NOTE + "changed", "utf-8")
    read = _watched(monkeypatch)

    verification.store(config, verification.verify(config))

    assert read == [SourceId("a")]
    assert len(list((config.docs_dir / ".cache" / "sources").iterdir())) == 3  # the outline's lines, a, b


def test_another_program_reads_everything_anew(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that was mended must not be held up by what it read before."""
    memo = _memo(config)
    pipeline.gather(config, memo=memo)
    memo.save()
    monkeypatch.setattr(stamp, "program", lambda: iter(("other",)))

    assert _memo(config).get(("x",), lambda: (1,), tuple) == (1,)
    assert _memo(config).folder.is_dir()
    read = _watched(monkeypatch)
    pipeline.gather(config, memo=_memo(config))
    assert read == ["a", "b"]


class _Attack:
    """A record that runs something when a careless reader loads it."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self.mark,)


def test_a_memo_that_came_with_strangers_files_runs_nothing(tmp_path: Path) -> None:
    """Whatever is no record of ours is made anew, and so is what is damaged or of another kind."""
    memo = Memo(tmp_path / "cache")
    memo.get(("a",), lambda: (1, 2), tuple)
    memo.save()
    (file,) = (tmp_path / "cache").iterdir()
    mark = tmp_path / "mark"

    for data in (pickle.dumps(_Attack(mark)), b"", b"\x80\x05", pickle.dumps([1]), pickle.dumps(len)):
        file.write_bytes(data)
        assert Memo(tmp_path / "cache").get(("a",), lambda: (3,), tuple) == (3,)
    assert not mark.exists()


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """A cache is no reason to fail."""
    (tmp_path / "cache").write_text("a file", "utf-8")
    memo = Memo(tmp_path / "cache")

    assert memo.get(("a",), lambda: (1,), tuple) == (1,)
    memo.save()
