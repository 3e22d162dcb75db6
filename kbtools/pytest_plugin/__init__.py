"""The door for plain `pytest`: finds knowledge bases, and costs a project without one next to nothing.

pytest loads this module in every project, so it imports the standard library and pytest only; all else
comes when there is an mkdocs.yml that names the plugin.
"""

from pathlib import Path

import pytest

from kbtools.pytest_plugin.summary import pytest_terminal_summary

__all__ = ["pytest_addoption", "pytest_collect_file", "pytest_ignore_collect", "pytest_terminal_summary"]
_FILE_NAME = "mkdocs.yml"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--kb-python EXE`, the Python that runs snippets."""
    group = parser.getgroup("kbtools", "verify the snippets of a knowledge base")
    group.addoption("--kb-python", default=None, metavar="EXE", help="the Python that runs snippets")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A collector for an mkdocs.yml that names the plugin; None for any other file."""
    if file_path.name != _FILE_NAME or not _is_ours(file_path):
        return None
    from kbtools.pytest_plugin.items import KnowledgeBase  # noqa: PLC0415 (see the module)

    return KnowledgeBase.from_parent(parent, path=file_path)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """True for the folder of a knowledge base's snippets files; None for any other path.

    They hold strangers' code, and one named `test_…` or `conftest` would run without a fence.
    """
    if collection_path.name != "snippets" or not collection_path.is_dir():
        return None
    return _is_ours(collection_path.parent / _FILE_NAME) or None


def _is_ours(file: Path) -> bool:
    if not file.is_file() or b"kbtools" not in file.read_bytes():
        return False
    from kbtools.config import names_plugin  # noqa: PLC0415 (see the module)

    return names_plugin(file)
