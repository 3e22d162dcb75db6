"""What snippets drew, as files that the pages show, named by their content; gone when nothing names them."""

import re
from collections.abc import Iterable, Mapping

from kbtools import site
from kbtools.config import Config
from kbtools.model import FIGURES, Checked, Results, SnippetId

_NAME = re.compile(r"[0-9a-f]{16}\.png")


def store(config: Config, results: Results, *, whole: bool) -> None:
    """Write the figures that are new.

    Args:
        config: The knowledge base.
        results: All that is stored, or a part of it.
        whole: Whether it is all: then the figures that nothing names any more are removed.
    """
    folder = config.docs_dir / FIGURES
    for name, png in results.figures.items():
        if not (folder / name).is_file():
            site.write_bytes(folder / name, png)
    if whole and folder.is_dir():
        used = {name for row in _rows(results) for name in row.figures}
        for path in folder.iterdir():
            if _NAME.fullmatch(path.name) and path.name not in used:
                path.unlink()


def complete(config: Config, rows: Mapping[SnippetId, Checked]) -> dict[SnippetId, Checked]:
    """The rows whose figures are all there; those of the others have to be drawn again."""
    folder = config.docs_dir / FIGURES
    return {key: row for key, row in rows.items() if all((folder / name).is_file() for name in row.figures)}


def _rows(results: Results) -> Iterable[Checked]:
    return (row for rows in (results.checked, *results.others.values()) for row in rows.values())
