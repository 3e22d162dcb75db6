"""What others take for the same pages: tools that run the code of notes, as far as they are installed.

None of them compares with what is recorded in a fence of its own, and some isolate nothing, so they have no
goal. `KBTOOLS_BENCH_PYTHON` names a Python that has them, by default this one; pytest-markdown-docs, which
needs an older markdown-it-py than we do, has to have one of its own.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench import verify_corpus
from tests.bench.row import Row, process

FEW = 5
"""Pages given to peers that start a kernel a page; their time is scaled up to all of them."""
_FENCE = "```python\n"
_NOTEBOOKS = """
import json, sys
import nbformat
with open(sys.argv[1], encoding="utf-8") as file:
    pages = json.load(file)[:int(sys.argv[2])]
notebooks = []
for page in pages:
    notebooks.append(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in page]))
    notebooks[-1].metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
"""
_NBCLIENT = f"""{_NOTEBOOKS}
from nbclient import NotebookClient
for notebook in notebooks:
    NotebookClient(notebook).execute()
"""
_JUPYTER_CACHE = f"""{_NOTEBOOKS}
import pathlib, tempfile
from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor
with tempfile.TemporaryDirectory() as folder:
    cache = get_cache(pathlib.Path(folder, "cache"))
    for number, notebook in enumerate(notebooks):
        path = pathlib.Path(folder, f"{{number}}.ipynb")
        nbformat.write(notebook, path)
        cache.add_nb_to_project(str(path))
    done = load_executor("local-serial", cache).run_and_cache()
    sys.exit(len(done.succeeded) != len(notebooks))
"""
_SYBIL = """
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser()], patterns=["*.md"]).pytest()
"""


@dataclass(frozen=True, slots=True)
class _Peer:
    module: str
    """What has to be importable."""
    how: str
    """What it isolates, for the row."""
    arguments: list[str]
    pages: int | None = None
    """How many it is given; None for all."""


def rows(root: Path, pages: Path, floor: list[str]) -> Iterator[Row]:
    """One row for each peer that is installed and gets through.

    Args:
        root: Folder of the knowledge base.
        pages: The code of all pages, as JSON.
        floor: Command of one process that runs them all, measured in turn with each peer.
    """
    python = os.environ.get("KBTOOLS_BENCH_PYTHON", sys.executable)
    for peer in _peers(*_flat(root), pages):
        if not _installed(python, peer.module):
            sys.stderr.write(f"  {peer.module} is not installed in {python}: see [bench] in pyproject.toml\n")
            continue
        try:
            yield _row(peer, python, root, floor)
        except subprocess.CalledProcessError as error:
            sys.stderr.write(f"  {peer.module} did not get through: {error}\n")


def _flat(root: Path) -> tuple[Path, Path]:
    """The pages in a folder that Sybil walks into, and in one for pytest-markdown-docs.

    The latter runs each fence alone unless it is marked; a marked one runs all above it in its page again.
    """
    sybil, marked = root / "sybil", root / "marked"
    shutil.copytree(root / "docs" / ".sources", sybil)
    (sybil / "conftest.py").write_text(_SYBIL, "utf-8")
    marked.mkdir()
    for page in sybil.glob("*.md"):
        first, fence, rest = page.read_text("utf-8").partition(_FENCE)
        text = first + fence + rest.replace(_FENCE, "```python continuation\n")
        (marked / page.name).write_text(text, "utf-8")
    return sybil, marked


def _peers(sybil: Path, marked: Path, pages: Path) -> tuple[_Peer, ...]:
    pytest = ["-m", "pytest", "-q", "-p", "no:kbtools", "-p", "no:cacheprovider"]
    few = [str(pages), str(FEW)]
    return (
        _Peer("sybil", "no isolation", [*pytest, str(sybil)]),
        _Peer("pytest_markdown_docs", "no isolation", [*pytest, "--markdown-docs", str(marked)]),
        _Peer("nbclient", "a kernel a page", ["-c", _NBCLIENT, *few], FEW),
        _Peer("jupyter_cache", "a kernel a page", ["-c", _JUPYTER_CACHE, *few], FEW),
    )


def _installed(python: str, module: str) -> bool:
    ask = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    try:
        return subprocess.run([python, "-c", ask], check=False).returncode == 0
    except OSError:
        return False


def _row(peer: _Peer, python: str, root: Path, floor: list[str]) -> Row:
    scale = verify_corpus.PAGES / (peer.pages or verify_corpus.PAGES)
    seconds = _clock([python, *peer.arguments], root) * scale
    least = _clock(floor, root)
    scaled = f", {peer.pages} pages scaled to {verify_corpus.PAGES}" if peer.pages else ""
    told = f"one process that runs them all: {least:.2f} s"
    return Row(f"verify: {peer.module}, {peer.how}{scaled}", f"{seconds:.1f} s", told, seconds / least)


def _clock(command: list[str], root: Path) -> float:
    """Seconds by the clock, as kernels are no children of who waits for them."""
    started = time.perf_counter()
    process(command, root)
    return time.perf_counter() - started
