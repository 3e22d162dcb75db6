"""Under xdist: one batch in the controller, its findings in a file that every worker reads.

Every worker collects everything and is handed some of it. Were each to run the batch for itself, the notes
would run as often as there are workers; so the controller runs it, between collection and the first test.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

_FOLDER = pytest.StashKey[Path]()
_DONE = pytest.StashKey[bool]()
_KEY = "kbtools_findings"
_FILE_NAME = "mkdocs.yml"
Run = Callable[[Path, Sequence[str]], Mapping[str, tuple[str, str]]]
"""Folder of a knowledge base and paths of its sources -> outcome and words by snippet."""


def tell_worker(config: pytest.Config, workerinput: MutableMapping[str, Any]) -> None:
    """Give a worker the folder of the findings; it is made for the first."""
    if _FOLDER not in config.stash:
        config.stash[_FOLDER] = Path(tempfile.mkdtemp(prefix="kbtools-pytest-"))
    workerinput[_KEY] = str(config.stash[_FOLDER])


def run_batch(config: pytest.Config, ids: Sequence[str], run: Run) -> None:
    """Run what the ids ask for, for every knowledge base among them; only the first worker's ids count."""
    if config.stash.get(_DONE, False) or _FOLDER not in config.stash:
        return
    config.stash[_DONE] = True
    wanted: dict[Path, set[str]] = {}
    for name in ids:
        path = config.rootpath / name.split("::")[0]
        root = next((folder for folder in path.parents if (folder / _FILE_NAME).is_file()), None)
        if root and ".sources" in path.parts:
            wanted.setdefault(root, set()).add(path.relative_to(root).as_posix())
    for root, sources in sorted(wanted.items()):
        found = run(root, sorted(sources))
        (config.stash[_FOLDER] / _name(root)).write_text(json.dumps(found), "utf-8")


def read(config: pytest.Config, root: Path) -> dict[str, tuple[str, str]] | None:
    """What the controller found out; None where there is no controller, or it is on another machine."""
    workerinput: Mapping[str, Any] = getattr(config, "workerinput", {})
    file = Path(workerinput[_KEY]) / _name(root) if _KEY in workerinput else None
    if file is None or not file.is_file():
        return None
    return {name: (outcome, text) for name, (outcome, text) in json.loads(file.read_text("utf-8")).items()}


def clean(config: pytest.Config) -> None:
    """Remove the folder, if there is one."""
    if _FOLDER in config.stash:
        shutil.rmtree(config.stash[_FOLDER], ignore_errors=True)


def _name(root: Path) -> str:
    return sha256(str(root).encode()).hexdigest()[:16] + ".json"
