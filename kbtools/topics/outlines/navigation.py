"""An outline read from the `nav:` of a mkdocs.yml."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kbtools.model import Outline
from kbtools.topics.outlines.contents import read_contents
from kbtools.topics.titles import key

_FRONT = re.compile(r"(?:\./)?(?:index|readme)\.(?:md|html?)(?:$|#)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:md|markdown|html?|ipynb)$", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|/)(?:index|readme)\.\w+$", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HOME = frozenset({"home", "homepage", "index", "start", "welcome", "首页", "主页", "欢迎"})
# How a site calls its front page; under a title of its own that page is a part of the text.


def read_navigation(text: str) -> Outline:
    """The outline of the `nav:` of a mkdocs.yml, of titles and sections; empty when it has none.

    Raises:
        ValueError: when the text is no YAML.
    """
    try:
        data = YAML(typ="rt").load(text)
    except YAMLError as error:
        raise ValueError(f"is not valid YAML: {getattr(error, 'problem', error)}") from error
    nav = data.get("nav") if isinstance(data, Mapping) else None
    home = _HOME | {key(str(data.get("site_name") or ""))} if nav else _HOME
    return read_contents("\n".join(_navigation(nav, 0, home)), of_book=False)


def _navigation(nodes: object, depth: int, home: frozenset[str]) -> Iterator[str]:
    for title, below in _entries(nodes):
        if not _leads_away(title, below, home):
            yield f"{'  ' * depth}{title}"
            yield from _navigation(below, depth + 1, home)


def _entries(nodes: object) -> Iterator[tuple[str, object]]:
    """Titles with what stands under them; a file without a title has its name."""
    for node in [nodes] if isinstance(nodes, Mapping) else nodes if isinstance(nodes, list) else ():
        if isinstance(node, Mapping):
            yield from ((str(title), below) for title, below in node.items())
        elif isinstance(node, str) and _FILE.search(node) and not _INDEX.search(node):
            yield _titled(node), node


def _titled(file: str) -> str:
    """The title that mkdocs gives a file that has none; a folder's own page is the way to its front."""
    name = PurePosixPath(file).stem.replace("-", " ").replace("_", " ")
    return name.capitalize() if name == name.lower() else name


def _leads_away(title: str, target: object, home: frozenset[str]) -> bool:
    """Whether an entry is no part of the text: the way to the front page, or to another site."""
    if not isinstance(target, str):
        return False
    front = _FRONT.match(target.strip()) is not None and key(title) in home
    return front or _ELSEWHERE.match(target.strip()) is not None
