"""What the command `kbtools import` takes as a whole process, against the least that its work needs."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import documents
from tests.bench.row import Row, process

_FILES, _BLOCKS = 1000, 100
_ROUNDS = 2
_KBTOOLS = str(Path(sys.executable).parent / "kbtools")
_COPY_AND_PARSE = """
import json, pathlib, shutil, sys
out = pathlib.Path(sys.argv[2])
out.mkdir()
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    shutil.copyfile(path, out / path.name)
    for line in path.read_text("utf-8").split("\\n"):
        if line.startswith('>{"'):
            json.loads(line[1:])
"""
_HASH = """
import hashlib, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    hashlib.sha256(path.read_bytes()).hexdigest()
"""


def rows() -> Iterator[Row]:
    """100,000 annotations in 1,000 files: once, again, and the memory it takes against a tenth of them."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _make(root / "many", _FILES)
        _make(root / "few", _FILES // 10)
        yield from _rows(root)


def _make(folder: Path, files: int) -> None:
    folder.mkdir()
    for number in range(files):
        (folder / f"note-{number:04}.md").write_text(documents.annotator(_BLOCKS, number), "utf-8")


def _rows(root: Path) -> Iterator[Row]:
    many = str(root / "many")
    first = copied = again = hashed = float("inf")
    for turn in range(_ROUNDS):
        base = root / f"kb{turn}"
        process([_KBTOOLS, "init", base.name], root)
        imported = process([_KBTOOLS, "import", many], base)
        first = min(first, imported.seconds)
        copied = min(copied, _python(_COPY_AND_PARSE, many, f"copy{turn}", folder=root))
        again = min(again, process([_KBTOOLS, "import", many], base).seconds)
        hashed = min(hashed, _python(_HASH, many, folder=root))
    name = f"import: {_FILES * _BLOCKS:,} annotations in {_FILES:,} files"
    yield Row(name, f"{first:.2f} s", f"copy and json.loads them: {copied:.2f} s", first / copied, 5)
    yield Row("import: the same again", f"{again:.2f} s", f"hash them: {hashed:.2f} s", again / hashed, 3)
    process([_KBTOOLS, "init", "small"], root)
    small = process([_KBTOOLS, "import", "--no-build", str(root / "few")], root / "small").memory
    figures = f"{imported.memory / 1e6:.0f} MB", f"a tenth of the files: {small / 1e6:.0f} MB"
    yield Row("import: memory at its peak", *figures, imported.memory / small, 1.2)


def _python(code: str, *arguments: str, folder: Path) -> float:
    return process([sys.executable, "-c", code, *arguments], folder).seconds
