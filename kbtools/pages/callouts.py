"""Callouts of Obsidian, `> [!tip]- Title`: boxes that Material styles and any CommonMark renderer can read.

They are written as HTML with Markdown inside, like all our boxes, not as `!!! tip`: other renderers would
show that line as it stands, and what is indented below it as code.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from kbtools.pages.html import div, paragraphs

_HEAD = re.compile(r"\[!([\w -]{1,40})(?:\|[^\[\]\n]*)?\]([+-]?)[ \t]*")
_BREAKS = ("softbreak", "hardbreak")
_KINDS: Mapping[str, str] = {
    **{name: name for name in ("note", "info", "bug", "example")},
    **dict.fromkeys(("abstract", "summary", "tldr"), "abstract"),
    "todo": "info",
    **dict.fromkeys(("tip", "hint", "important"), "tip"),
    **dict.fromkeys(("success", "check", "done"), "success"),
    **dict.fromkeys(("question", "help", "faq"), "question"),
    **dict.fromkeys(("warning", "caution", "attention"), "warning"),
    **dict.fromkeys(("failure", "fail", "missing"), "failure"),
    **dict.fromkeys(("danger", "error"), "danger"),
    **dict.fromkeys(("quote", "cite"), "quote"),
}
"""Obsidian's types and their other names to Material's; every type that is not here is a note."""
_ENDS = {"+": "</details>", "-": "</details>", "": "</div>"}


@dataclass(frozen=True, slots=True)
class Callout:
    """What the first line of a quote says."""

    name: str
    """As the author wrote it, with a capital letter: the title where there is no other."""
    kind: str
    """Material's name of its look."""
    fold: str
    """`-` folded, `+` unfolded, empty when it cannot be folded."""
    first: str
    """Text of the title up to the first span that is none."""
    title: Sequence[SyntaxTreeNode]
    """Spans of the first line; `first` stands for the first of them."""
    rest: Sequence[SyntaxTreeNode]
    """Spans of the paragraph below its first line."""


def callout(quote: SyntaxTreeNode) -> Callout | None:
    """What a quote is when it is a callout; None for any other."""
    paragraph = quote.children[0] if quote.children else None
    # An escaped bracket is a bracket; only the text before spans were told apart still shows the difference.
    if paragraph is None or paragraph.type != "paragraph" or not _raw(paragraph).startswith("[!"):
        return None
    spans = [span for inline in paragraph.children for span in inline.children]
    head = _HEAD.match(spans[0].content) if spans and spans[0].type == "text" else None
    if head is None:
        return None
    cut = next((at for at, span in enumerate(spans) if span.type in _BREAKS), len(spans))
    name = head[1].strip()
    kind = _KINDS.get(name.lower(), "note")
    first = spans[0].content[head.end() :]
    return Callout(name[:1].upper() + name[1:], kind, head[2], first, spans[:cut], spans[cut + 1 :])


def _raw(paragraph: SyntaxTreeNode) -> str:
    return "".join(inline.content for inline in paragraph.children)


def box(found: Callout, title: str, body: str) -> str:
    """The callout around its written body, for where no list and no quote is around."""
    if not found.fold:
        return div(f"admonition {found.kind}", paragraphs(div("admonition-title", title), body))
    state = " open" if found.fold == "+" else ""
    summary = f'<summary markdown="1">\n\n{title}\n\n</summary>'
    end = _ENDS[found.fold]
    return paragraphs(f'<details class="{found.kind}"{state} markdown="1">', summary, body, end)


def opened(quote: SyntaxTreeNode, written: str) -> tuple[str, str]:
    """Written text whose last block is this quote, without the end of its box, and that end."""
    found = callout(quote)
    end = _ENDS[found.fold] if found else ""
    return written.removesuffix(end).rstrip("\n"), end
