"""Blocks of strangers' Markdown, written again so that every renderer reads the same."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from kbtools.pages.callouts import Callout, box, callout
from kbtools.pages.escape import clean, escape, line_start
from kbtools.pages.html import paragraphs
from kbtools.pages.markup_inline import Context, spans, tex_line, tex_span, text

_LISTS = ("bullet_list", "ordered_list")
# Python-Markdown joins neighbours of these kinds into one; a comment between them is invisible everywhere.
_JOINED = (*_LISTS, "blockquote")
_BOUNDARY = "<!-- -->"
_RUN = re.compile(r"`+")
_LANGUAGE = re.compile(r"[a-z][a-z0-9+#_-]*")
_EMPTY = "&nbsp;"


def blocks(nodes: Sequence[SyntaxTreeNode], context: Context) -> str:
    """The blocks one after the other with blank lines between."""
    written: list[str] = []
    for node, before in zip(nodes, (None, *nodes), strict=False):
        if before is not None and before.type in _JOINED and node.type in _JOINED:
            written.append(_BOUNDARY)
        written.append(BLOCK_WRITERS[node.type](node, context))
    return paragraphs(*written)


def lines(text: str) -> str:
    """Spans as the lines of a paragraph: nothing at a line's start opens a block."""
    kept = [(line_start(line), line.endswith("  ")) for line in text.split("\n")]
    last = len(kept) - 1
    return "\n".join(
        f"{line}  " if hard and number < last and line else line
        for number, (line, hard) in enumerate(kept)
        if line
    ).rstrip()


def fence(text: str, language: str) -> str:
    """A code fence that nothing in the text can close; the language is dropped unless it is one word."""
    text = clean(text)
    mark = "`" * max(3, 1 + max((len(run) for run in _RUN.findall(text)), default=0))
    word = _LANGUAGE.match(language.lower())
    return f"{mark}{word[0] if word else ''}\n{text.rstrip()}\n{mark}"


def table(rows: Sequence[Sequence[str]], aligns: Sequence[str] = ()) -> str:
    """A table of written cells, its first row the head; short rows are filled up."""
    width = max(len(row) for row in rows)
    filled = [[cell or " " for cell in (*row, *([""] * (width - len(row))))] for row in rows]
    rule = [_RULES.get(align, "---") for align in (*aligns, *([""] * (width - len(aligns))))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (filled[0], rule, *filled[1:]))


_RULES = {"left": ":--", "right": "--:", "center": ":-:"}


def _paragraph(node: SyntaxTreeNode, context: Context) -> str:
    return lines(_content(node, context))


def _content(node: SyntaxTreeNode, context: Context) -> str:
    return "".join(spans(inline.children, context) for inline in node.children)


def _heading(node: SyntaxTreeNode, context: Context) -> str:
    level = min(6, int(node.tag[1:]) + context.shift)
    title = heading_text(_content(node, replace(context, in_line=True)))
    return f"{'#' * level} {title or _EMPTY}"


def heading_text(text: str) -> str:
    """Written spans as the text of a heading: closing `#` are text."""
    return re.sub(r"(?<!\\)#(?=#*$)", r"\\#", line_start(text))


def _list(node: SyntaxTreeNode, context: Context) -> str:
    context = replace(context, nested=True)
    start = int(node.attrs.get("start", 1))
    ordered = node.type == "ordered_list"
    markers = [f"{start + offset}." if ordered else "-" for offset in range(len(node.children))]
    tight = is_tight(node)
    items = [
        _item(item, marker, context, tight=tight) for item, marker in zip(node.children, markers, strict=True)
    ]
    return ("\n" if tight else "\n\n").join(items)


def is_tight(node: SyntaxTreeNode) -> bool:
    """Whether a list can do without blank lines: each item is one paragraph, or one and a tight list."""
    return all(_is_tight_item(item) for item in node.children)


def _is_tight_item(item: SyntaxTreeNode) -> bool:
    first, *rest = item.children or (None,)
    if first is None:
        return True
    nested = not rest or (len(rest) == 1 and rest[0].type in _LISTS and is_tight(rest[0]))
    return nested and (first.type == "heading" or (first.type == "paragraph" and first.hidden))


def _item(item: SyntaxTreeNode, marker: str, context: Context, *, tight: bool) -> str:
    leads = bool(item.children) and item.children[0].type in _LEADS
    head = _LEADS[item.children[0].type](item.children[0], context) if leads else ""
    below = blocks(item.children[1:] if leads else item.children, context)
    return list_item(marker, head, below, tight=tight)


def _title(node: SyntaxTreeNode, context: Context) -> str:
    # Beside a list's marker `# of rows` is more often a number sign than a heading, and never a good one.
    return lines(f"<strong>{_content(node, context)}</strong>")


_LEADS: Mapping[str, Callable[[SyntaxTreeNode, Context], str]] = {
    "paragraph": _paragraph,
    "heading": _title,
}
"""What can stand beside the marker of an item."""


def list_item(marker: str, head: str, below: str = "", *, tight: bool = True) -> str:
    """One item: its first paragraph beside the marker, what follows indented by four columns."""
    marker = f"{marker:<3} "
    parts = [part for part in (head or _EMPTY, below) if part]
    return marker + indent(("\n" if tight else "\n\n").join(parts), len(marker)).lstrip(" ")


def indent(text: str, columns: int) -> str:
    """The text with every line that is not blank moved to the right."""
    return "\n".join(f"{' ' * columns}{line}" if line.strip() else "" for line in text.split("\n"))


def quote(text: str) -> str:
    """Written blocks as one quote."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _table(node: SyntaxTreeNode, context: Context) -> str:
    within = replace(context, in_line=True)
    rows = [row for part in node.children for row in part.children]
    cells = [[_content(cell, within).strip() for cell in row.children] for row in rows]
    return table(cells, [_align(cell) for cell in rows[0].children])


def _align(cell: SyntaxTreeNode) -> str:
    return str(cell.attrs.get("style", "")).removeprefix("text-align:")


def _quote(node: SyntaxTreeNode, context: Context) -> str:
    found = callout(node)
    if found is None:
        return quote(blocks(node.children, replace(context, nested=True)) or _EMPTY)
    title = _callout_title(found, replace(context, in_line=True))
    rest = lines(spans(found.rest, context)) if found.rest else ""
    body = paragraphs(rest, blocks(node.children[1:], context))
    if context.nested:
        return quote(paragraphs(f"<strong>{title}</strong>", body))
    return box(found, title, body)


def _callout_title(found: Callout, context: Context) -> str:
    written = text(found.first, context) + spans(found.title[1:], context)
    return lines(written) or escape(found.name)


def _fence(node: SyntaxTreeNode, _: Context) -> str:
    info = node.info.strip()
    return display(node.content) if info.lower() == "math" else fence(node.content, info)


def display(tex: str) -> str:
    """TeX as a formula on lines of its own; as code where dollars cannot hold it."""
    tex = tex_line(tex)
    if not tex or "`" in tex or "$" in tex or tex.endswith("\\"):
        return tex_span(tex.replace("$", ""), display=True, in_line=False) if tex else ""
    return f"$$\n{tex}\n$$"


def _definition(node: SyntaxTreeNode, context: Context) -> str:
    label = str(node.meta["label"])
    known = context.footnotes.get(label)
    inner = blocks(node.children, replace(context, nested=known is not None))
    if known:
        return f"[^{known}]:\n{indent(inner or _EMPTY, 4)}"
    return paragraphs(escape(f"[^{label}]:"), inner)


BLOCK_WRITERS: Mapping[str, Callable[[SyntaxTreeNode, Context], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "fence": _fence,
    "code_block": lambda node, _: fence(node.content, ""),
    "hr": lambda _node, _context: "* * *",
    "table": _table,
    "math_block": lambda node, _: display(node.content),
    "footnote_reference": _definition,
}
"""How each kind of block is written."""
