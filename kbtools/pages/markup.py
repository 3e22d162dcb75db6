"""The one door where strangers' text becomes page: Markdown in, safe Markdown out."""

import re
from collections.abc import Iterable

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from kbtools.hidden import seen
from kbtools.pages.callouts import opened
from kbtools.pages.escape import clean, escape
from kbtools.pages.html import paragraphs
from kbtools.pages.markup_blocks import blocks, display, fence, heading_text, lines, list_item, table
from kbtools.pages.markup_inline import Context, plain_text, spans, text
from kbtools.pages.syntax import MAX_NESTING, parser
from kbtools.pages.wide_tables import widened
from kbtools.pages.wikilinks import NOWHERE, Links
from kbtools.text import digest, split_lines

_OPTIONS = re.compile(r"<!--\s*kb:.*?-->", re.DOTALL)
_MATH = re.compile(r"<math(?:\s[^>]*)?>.*?</math>", re.DOTALL | re.IGNORECASE)
_BLANK_BEFORE = re.compile(r"\s+(?:[!-~]|$)")
_BLANK_BEHIND = re.compile(r"(?:[!-~]|^)\s+$")
_BULLET = re.compile(r"(\s*)[-•●▪■◦○‣∙]\s+(?=\S)")


def prose(source: str, heading_shift: int = 3, links: Links = NOWHERE) -> str:
    """Markdown that means in every renderer what the source means in CommonMark, and no more than that.

    HTML is shown as text, but for `<br>` and the MathML on our lists; comments are not shown. Links lead to
    the web, to what `links` knows, or nowhere; pictures become links. Headings go down by `heading_shift`
    levels.
    """
    return paragraphs(*open_prose(source, heading_shift, links))


def open_prose(source: str, heading_shift: int = 3, links: Links = NOWHERE) -> tuple[str, str]:
    """The same, without the end of a callout that ends it, and that end; empty where there is none.

    What stands in the callout below the text, such as a snippet, goes between the two.
    """
    source = _MATH.sub(_one_line, seen(clean(_OPTIONS.sub("", source))).text)
    environment: dict[str, object] = {}
    tokens = parser().parse(source, environment)
    if (wider := widened(source, tokens)) != source:
        tokens = parser().parse(wider, environment)
    if _too_deep(tokens):
        return plain(source), ""
    context = Context(heading_shift, _footnotes(tokens, digest(source, 6)), links=links)
    nodes = SyntaxTreeNode(tokens).children
    unused = _unused_references(environment, tokens, source)
    if nodes and nodes[-1].type == "blockquote" and not unused:
        return opened(nodes[-1], blocks(nodes, context))
    return paragraphs(blocks(nodes, context), *unused), ""


def _one_line(match: re.Match[str]) -> str:
    return " ".join(match[0].split())


def _too_deep(tokens: Iterable[Token]) -> bool:
    return max((token.level for token in tokens), default=0) >= MAX_NESTING - 2


def _footnotes(tokens: list[Token], prefix: str) -> dict[str, str]:
    """Labels that are both defined and used, with labels that no other note on the page has."""
    defined = [str(token.meta["label"]) for token in tokens if token.type == "footnote_reference_open"]
    used = {str(token.meta["label"]) for token in _inline(tokens) if token.type == "footnote_ref"}
    twice = {label for label in defined if defined.count(label) > 1}
    return {
        label: f"{prefix}-{number}"
        for number, label in enumerate(defined, 1)
        if label in used and label not in twice
    }


def _inline(tokens: Iterable[Token]) -> Iterable[Token]:
    return (child for token in tokens for child in token.children or ())


def _unused_references(environment: dict[str, object], tokens: list[Token], source: str) -> list[str]:
    """Link definitions that no link uses would be shown nowhere: they are text."""
    references = environment.get("references", {})
    assert isinstance(references, dict)  # noqa: S101 (markdown-it's own contract, narrowed for the checker)
    used = {token.attrs.get("href", token.attrs.get("src")) for token in _inline(tokens)}
    return [
        _reference(_as_written(label, source), str(entry["href"]), str(entry["title"]))
        for label, entry in references.items()
        if entry["href"] not in used
    ]


def _as_written(label: str, source: str) -> str:
    # markdown-it keeps labels folded to upper case.
    found = re.search(r"\s+".join(map(re.escape, label.split())), source, re.IGNORECASE)
    return found[0] if found else label


def _reference(label: str, url: str, title: str) -> str:
    return lines(f"{escape(f'[{label}]:')} {text(url, Context())} {escape(title)}")


def plain(source: str) -> str:
    """Text without markup: every character stands for itself, lines stay lines, bullets become lists."""
    source = clean(_OPTIONS.sub("", source))
    return paragraphs(*(_plain_paragraph(part) for part in re.split(r"\n[ \t\u3000]*(?:\n|$)", source)))


def _plain_paragraph(part: str) -> str:
    runs: list[tuple[bool, list[str]]] = []
    margin = 0
    for line in split_lines(part):
        bullet = _BULLET.match(line)
        if bullet:
            margin = len(bullet[1])
            runs.append((True, [line[bullet.end() :]]))
        elif runs and (not runs[-1][0] or len(line) - len(line.lstrip()) > margin):
            runs[-1][1].append(line)
        else:
            runs.append((False, [line]))
    return _runs(runs)


def _runs(runs: list[tuple[bool, list[str]]]) -> str:
    written: list[str] = []
    was_item = False
    for is_item, content in runs:
        body = plain_lines(content)
        written.append(("\n" if is_item and was_item else "\n\n") if written else "")
        written.append(list_item("-", body) if is_item else body)
        was_item = is_item
    return "".join(written)


def plain_lines(content: Iterable[str]) -> str:
    """Lines of literal text, each on its own line of the page; only TeX between its marks is a formula."""
    return lines("  \n".join(plain_text(line.strip()) for line in content if line.strip()))


def mathematics(source: str) -> str:
    """TeX as a formula on lines of its own; as code where dollars cannot hold it."""
    return display(source)


def code(source: str, language: str = "") -> str:
    """The text as a code block; the language is a hint for colours."""
    return fence(source, language)


def tabbed(source: str) -> str:
    """Rows of cells separated by tabs as a table, its first row the head; as lines where there is no tab."""
    rows = [[inline(cell) for cell in line.split("\t")] for line in split_lines(source) if line.strip()]
    return table(rows) if max((len(row) for row in rows), default=0) > 1 else plain(source)


def title(source: str) -> str:
    """The heading of a note: code, emphasis and mathematics as in its text, links as words."""
    tokens = parser().parseInline(clean(source))
    context = Context(in_link=True, in_line=True)
    return heading_text("".join(spans(node.children, context) for node in SyntaxTreeNode(tokens).children))


def inline(source: str) -> str:
    """One line of literal text, for titles and labels."""
    return heading_text(escape(" ".join(clean(source).split())))


def spaced(source: str) -> str:
    """One line of literal text, with a blank at an end that has one; beside Chinese a blank says nothing."""
    before = " " if _BLANK_BEFORE.match(source) else ""
    behind = " " if _BLANK_BEHIND.search(source) else ""
    return f"{before}{inline(source)}{behind}" if source.strip() else before or behind
