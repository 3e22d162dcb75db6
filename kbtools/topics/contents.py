"""An outline read from a table of contents as a person pastes it: numbers or indentation give the tree."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kbtools.model import Outline, Topic
from kbtools.text import fold_radicals, slug, split_lines
from kbtools.topics.titles import key
from kbtools.topics.tree import new_topic, unique_slugs

# Dots, blanks or tabs and a page number at the end of a printed line.
_PAGE = re.compile(r"[\s.·…]{2,}\d+\s*$|\t\d+\s*$")
_BULLET = re.compile(r"^(\s*)(?:[-*+•]\s+)?(#{1,6}\s+)?(.*)$")
_NUMBER = re.compile(
    r"^(?:第\s*|chapter\s+|section\s+)?(\d+(?:[.．]\d+)*|[A-Z](?:[.．]\d+)+)(?:\s*[章节讲])?[.．、:：]?\s+(?=\S)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_NO_TITLE = re.compile(r"\s*(?:\||!\[|<|>|-{3,}\s*$|={3,}\s*$)")
_HEADING = re.compile(r"#{1,6}\s+\S")
_FRONT = re.compile(r"(?:\./)?(?:index|readme)\.(?:md|html?)(?:$|#)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HOME = frozenset({"home", "homepage", "index", "start", "welcome", "首页", "主页", "欢迎"})
# How a site calls its front page; under a title of its own that page is a part of the text.
_HEADINGS = frozenset({"目录", "contents", "tableofcontents"})
_AROUND = frozenset(
    (
        *(
            "cover",
            "frontcover",
            "backcover",
            "title",
            "titlepage",
            "halftitle",
            "copyright",
            "copyrightpage",
        ),
        *("dedication", "listoffigures", "listoftables", "index", "subjectindex", "authorindex", "colophon"),
        *(
            "bibliography",
            "references",
            "封面",
            "封底",
            "扉页",
            "书名页",
            "版权",
            "版权页",
            "版权信息",
            "献词",
        ),
        *("插图目录", "图目录", "表目录", "索引", "参考文献", "参考书目"),
    )
)
# Pages before and behind the text; inside it `索引` may well be a topic.


@dataclass(slots=True)
class _Entry:
    """One line of the contents, with those below it."""

    depth: int
    title: str
    number: str
    children: list["_Entry"] = field(default_factory=list)

    @property
    def is_around(self) -> bool:
        """Whether it may be a page before or behind the text of a book."""
        return not self.number and not self.children and key(self.title) in _AROUND

    def topic(self) -> Topic:
        return new_topic(self.title, self.number, tuple(child.topic() for child in self.children))


def read_contents(text: str) -> Outline:
    """The outline of a table of contents: a title a line, indented, numbered, bulleted or as headings."""
    root = _Entry(-1, "", "")
    stack = [root]
    for entry in _entries(text):
        while stack[-1].depth >= entry.depth:
            stack.pop()
        stack[-1].children.append(entry)
        stack.append(entry)
    return Outline(unique_slugs(child.topic() for child in _of_the_text(root.children)))


def _of_the_text(entries: list[_Entry]) -> list[_Entry]:
    """The entries without the pages around the text of a book, where chapters tell what the text is."""
    if not any(entry.number or entry.children for entry in entries):
        return entries
    inside = [index for index, entry in enumerate(entries) if not entry.is_around]
    return entries[inside[0] : inside[-1] + 1] if inside else entries


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
    return read_contents("\n".join(_navigation(nav, 0, home)))


def _navigation(nodes: object, depth: int, home: frozenset[str]) -> Iterator[str]:
    for node in nodes if isinstance(nodes, list) else ():
        for title, below in node.items() if isinstance(node, Mapping) else ():
            if not _leads_away(str(title), below, home):
                yield f"{'  ' * depth}{title}"
                yield from _navigation(below, depth + 1, home)


def _leads_away(title: str, target: object, home: frozenset[str]) -> bool:
    """Whether an entry is no part of the text: the way to the front page, or to another site."""
    if not isinstance(target, str):
        return False
    front = _FRONT.match(target.strip()) is not None and key(title) in home
    return front or _ELSEWHERE.match(target.strip()) is not None


def _titles(lines: list[str]) -> Iterator[str]:
    """The lines that may be titles: of a whole document its headings only, never code, tables or markup."""
    open_fence, kept = "", []
    for line in lines:
        fence = _FENCE.match(line)
        if fence and (not open_fence or line.strip().startswith(open_fence)):
            open_fence = "" if open_fence else fence[1]
        elif not open_fence and not _NO_TITLE.match(line):
            kept.append(line)
    headings = [line for line in kept if _HEADING.match(line)]
    yield from headings if len(headings) > 1 else kept


def _entries(text: str) -> Iterator[_Entry]:
    for line in _titles(split_lines(fold_radicals(text))):
        match = _BULLET.match(line.expandtabs(4).rstrip())
        if match is None or not match[3].strip():
            continue
        indent, marks, rest = match.groups()
        title = _LINK.sub(r"\1", _PAGE.sub("", rest)).strip().replace("`", "")
        if key(title) in _HEADINGS or not slug(title):
            continue
        number = _NUMBER.match(title)
        depth = number[1].count(".") if number else len(marks.strip()) - 1 if marks else len(indent) // 2
        yield _Entry(depth, title[number.end() :] if number else title, number[1] if number else "")
