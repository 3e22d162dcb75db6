"""The door for plain `pytest`: finds knowledge bases, and costs a project without one next to nothing.

pytest loads this module in every project, so it imports the standard library and pytest only; all else
comes when there is an mkdocs.yml that names the plugin.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kbtools.pytest_plugin.summary import pytest_terminal_summary

__all__ = [
    "pytest_addoption",
    "pytest_collect_file",
    "pytest_configure",
    "pytest_configure_node",
    "pytest_ignore_collect",
    "pytest_terminal_summary",
    "pytest_unconfigure",
    "pytest_xdist_node_collection_finished",
]
_FILE_NAME = "mkdocs.yml"
_SOURCES = ".sources"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options of `kbtools verify`, each with `--kb-` before its name."""
    group = parser.getgroup("kbtools", "verify the snippets of a knowledge base")
    group.addoption(
        "--kb-python",
        action="append",
        metavar="EXE",
        help="the Python that runs snippets; given again: further ones, in which none may be worse either",
    )
    group.addoption("--kb-fence", choices=("auto", "strict", "off"), help="what must hold the snippets in")
    group.addoption("--kb-timeout", type=float, metavar="S", help="seconds a session may take")
    group.addoption("--kb-jobs", type=int, metavar="N", help="sessions at once; 0 for one a core")
    group.addoption("--kb-shard", metavar="I/N", help="only the snippets of part I of N")
    group.addoption("--kb-paranoid", action="store_true", help="run everything five times")
    group.addoption("--kb-strict", action="store_true", help="fail what is stored as not true, too")


def pytest_configure(config: pytest.Config) -> None:
    """Refuses a part that cannot be, before anything is collected.

    Raises:
        UsageError: `--kb-shard` is not I/N.
    """
    if shard := config.getoption("--kb-shard"):
        from kbtools.verification import Shard  # noqa: PLC0415 (see the module)

        try:
            Shard.parse(shard)
        except ValueError as error:
            raise pytest.UsageError(f"--kb-shard: {error}") from error


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A collector for an mkdocs.yml that names the plugin, or for one source; None for any other file."""
    if file_path.name == _FILE_NAME and _is_ours(file_path):
        from kbtools.pytest_plugin.items import KnowledgeBase  # noqa: PLC0415 (see the module)

        return KnowledgeBase.of(parent, file_path)
    if _SOURCES in file_path.parts and (root := _root(file_path)):
        from kbtools.pytest_plugin.items import SourceFile  # noqa: PLC0415 (see the module)

        return SourceFile.alone(parent, file_path, root)
    return None


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """True for the folder of a knowledge base's snippets files; None for any other path.

    They hold strangers' code, and one named `test_…` or `conftest` would run without a fence.
    """
    if collection_path.name != "snippets" or not collection_path.is_dir():
        return None
    return _is_ours(collection_path.parent / _FILE_NAME) or None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - a record of xdist, which may not be installed
    """Tells a worker of xdist where the findings of the one batch will be."""
    from kbtools.pytest_plugin.distributed import tell_worker  # noqa: PLC0415 (see the module)

    tell_worker(node.config, node.workerinput)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: Sequence[str]) -> None:  # noqa: ANN401 - the same
    """Runs the batch once, in the controller, when it is known what the workers will be asked for."""
    if any(_SOURCES in name for name in ids):
        from kbtools.pytest_plugin.bases import base_of  # noqa: PLC0415 (see the module)
        from kbtools.pytest_plugin.distributed import run_batch  # noqa: PLC0415 (see the module)

        run_batch(node.config, ids, lambda root, paths: base_of(node.config, root).findings(paths))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leaves nothing behind."""
    from kbtools.pytest_plugin.distributed import clean  # noqa: PLC0415 (see the module)

    clean(config)


def _is_ours(file: Path) -> bool:
    if not file.is_file() or b"kbtools" not in file.read_bytes():
        return False
    from kbtools.config import names_plugin  # noqa: PLC0415 (see the module)

    return names_plugin(file)


def _root(path: Path) -> Path | None:
    """The knowledge base around a path; None when there is none."""
    return next((folder for folder in path.parents if _is_ours(folder / _FILE_NAME)), None)
