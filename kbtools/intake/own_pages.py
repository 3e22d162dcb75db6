"""A person's own Markdown beside the generated pages."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from kbtools import site
from kbtools.config import Config
from kbtools.intake.stored import files_below
from kbtools.text import split_lines

_LINK = re.compile(r"\]\(<?(?:\./)?([^()<>#?/\s]+\.md)")


def own_pages(config: Config, given: Iterable[str]) -> dict[str, str]:
    """The person's own Markdown: path below docs/ to title, of what is not among the given pages.

    A folder's pages come in the order in which its index.md links to them, those it does not name after
    them by file name.
    """
    taken = {config.root / path for path in given}
    own = [path for path in files_below(config.docs_dir) if path.suffix == ".md" and path not in taken]
    ranks = {folder: _ranks(folder / "index.md") for folder in {path.parent for path in own}}
    ordered = sorted(own, key=lambda path: (path.parent, ranks[path.parent].get(path, len(own)), path))
    return {path.relative_to(config.docs_dir).as_posix(): _title(path) for path in ordered}


def _ranks(index: Path) -> dict[Path, int]:
    """Pages of the same folder by their first link in its index page; none without one."""
    targets = _LINK.findall(site.read_text(index) or "")
    pages = dict.fromkeys(index.parent / unquote(target) for target in targets)
    return {page: rank for rank, page in enumerate(pages)}


def _title(path: Path) -> str:
    """The first heading of a page, or its file name."""
    lines = split_lines(site.read_text(path) or "")
    return next((line[2:].strip() for line in lines if line.startswith("# ")), path.stem)
