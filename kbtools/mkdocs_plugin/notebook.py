"""Notebook pages as mkdocs-jupyter gives them, made fit for the site: linkable, and nothing from outside."""

import re
from dataclasses import dataclass
from html import escape

from bs4 import BeautifulSoup, Comment, Tag
from markdown.extensions.toc import nest_toc_tokens, unique
from mkdocs.structure.toc import TableOfContents, get_toc
from pymdownx.slugs import slugify

MARK = '<div class="jupyter-wrapper">'
"""What tells a notebook's page from any other."""

_HEADING = re.compile(r"^h[1-6]$")
_REMOTE = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
_SCRIPTED = re.compile(r"^\s*(?:javascript|vbscript|data:text/html)", re.IGNORECASE)
# 575 kB of style sheets a page, loaders of scripts from elsewhere, and what outputs bring along.
_FOREIGN = ["script", "style", "link", "iframe", "object", "embed", "meta", "base", "form"]
# A copy of every cell for a copy button of its own (the theme has one), and the columns of its layout.
_CLUTTER = ".zeroclipboard-container, .clipboard-copy-txt, .jp-Collapser, .jp-InputPrompt, .jp-OutputPrompt"
# The search files what follows a heading under it only while both stand at one depth.
_WRAPPERS = ", ".join(
    f".jp-MarkdownCell{inner}"
    for inner in (" .jp-RenderedMarkdown", " .jp-InputArea", " .jp-Cell-inputWrapper", "")
)
_slug = slugify(case="lower")


@dataclass(frozen=True, slots=True)
class NotebookPage:
    """A notebook's content for the theme."""

    html: str
    toc: TableOfContents


def tidy(html: str) -> NotebookPage:
    """The content without scripts and styles, code dressed as the theme's, an id at every heading."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in [*soup.find_all(_FOREIGN), *soup.select(_CLUTTER)]:
        tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.select("*"):
        _disarm(tag)
    for table in soup.select("table.dataframe"):
        table.attrs = {}  # the theme styles tables that ask for nothing else
    for pre in soup.find_all("pre"):
        _dress(soup, pre)
    for wrapper in soup.select(_WRAPPERS):
        wrapper.unwrap()
    tokens = _anchor(soup)
    _lead(soup)
    return NotebookPage(str(soup), get_toc(nest_toc_tokens(tokens)))


def _disarm(tag: Tag) -> None:
    """Take event handlers, scripted links and tab stops away; what lies elsewhere becomes a link to it."""
    for name in list(tag.attrs):
        value = str(tag.attrs[name])
        if name.startswith("on") or name in {"tabindex", "srcset"} or _SCRIPTED.match(value):
            del tag.attrs[name]
    if _REMOTE.match(str(tag.get("src", ""))):
        address = str(tag["src"])
        tag.name, tag.attrs = "a", {"href": address}
        tag.string = address


def _dress(soup: BeautifulSoup, pre: Tag) -> None:
    if pre.find("code") is None:
        code = soup.new_tag("code")
        code.extend(list(pre.contents))
        pre.append(code)
    if isinstance(pre.parent, Tag) and "highlight-ipynb" in pre.parent.get_attribute_list("class"):
        pre.parent["class"] = "highlight"


def _lead(soup: BeautifulSoup) -> None:
    """Put a title that opens the notebook before all else, where the theme and the search expect it."""
    wrapper, first = soup.select_one(".jupyter-wrapper"), soup.find(_HEADING)
    if wrapper is None or not isinstance(first, Tag) or first.name != "h1":
        return
    if not "".join(str(text) for text in first.find_all_previous(string=True)).strip():
        wrapper.insert_before(first.extract())


def _anchor(soup: BeautifulSoup) -> list[dict[str, object]]:
    """Give every heading an id that its own words decide, and return them for the table of contents."""
    used: set[str] = set()
    tokens: list[dict[str, object]] = []
    for heading in soup.find_all(_HEADING):
        for link in heading.select("a.anchor-link"):
            link.decompose()
        name = " ".join(heading.get_text().split())
        heading["id"] = unique(_slug(name, "-") or "section", used)
        link = soup.new_tag("a", href=f"#{heading['id']}")
        link["class"], link["title"], link.string = "headerlink", "#", "¶"
        heading.append(link)
        tokens.append({"level": int(heading.name[1]), "id": heading["id"], "name": escape(name)})
    return tokens
