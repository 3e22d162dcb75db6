"""Spans of strangers' Markdown, written again so that every renderer reads the same."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.tree import SyntaxTreeNode

from kbtools.pages.destinations import destination, split_urls
from kbtools.pages.escape import clean, code_span, entities, escape
from kbtools.pages.html import span
from kbtools.pages.mathml import math
from kbtools.pages.wikilinks import NOWHERE, Links

_LOOKS_LIKE_TEX = re.compile(r"[\\^_=]|^\s*\S+\s*$")
_PLAIN_TEX = re.compile(r"\$(?=\S)([^$\n]{1,1000}?)(?<=\S)\$|\\\((.{1,1000}?)\\\)|\\\[(.{1,1000}?)\\\]")
_SURE = (False, True, True)
# Two prices on a line are no formula.
_TEX_COMMAND = re.compile(r"\\[A-Za-z]|^\S*[\w)}\]'][_^][\w{(\\*+-]\S*$")
# The mark of a footnote, `[^1]`, raises nothing.
_EMPHASIS = {"em": "*", "strong": "**"}
_DELIMITED = (*_EMPHASIS, "code_inline")


@dataclass(frozen=True, slots=True)
class Context:
    """What the spans of one text need to know of their surroundings."""

    shift: int = 0
    """Levels that headings go down."""
    footnotes: Mapping[str, str] = field(default_factory=dict)
    """Label as written to the label on the page."""
    in_link: bool = False
    in_line: bool = False
    """Whether the surroundings hold one line only: a heading, a table cell."""
    links: Links = NOWHERE
    """Where links between the author's own notes lead."""
    nested: bool = False
    """Whether the surroundings are a list or a quote, where Python-Markdown reads no HTML blocks."""


def spans(nodes: Sequence[SyntaxTreeNode], context: Context) -> str:
    """The spans one after the other; lines are separated by newlines where the context allows them."""
    around = zip(nodes, (None, *nodes), (*nodes[1:], None), strict=False)
    return "".join(
        _span(node, context, crowded=_delimited(before) or _delimited(after))
        for node, before, after in around
    )


def _delimited(node: SyntaxTreeNode | None) -> bool:
    return node is not None and node.type in _DELIMITED


def _span(node: SyntaxTreeNode, context: Context, *, crowded: bool) -> str:
    if node.type in _EMPHASIS:
        return _emphasis(node, context, crowded=crowded)
    if node.type == "code_inline":
        return code_span(node.content, crowded=crowded) or "<code> </code>"
    return SPAN_WRITERS[node.type](node, context)


def _emphasis(node: SyntaxTreeNode, context: Context, *, crowded: bool) -> str:
    inner = spans(node.children, context)
    mark = _EMPHASIS[node.type]
    # Renderers agree on asterisks only next to letters: elsewhere flanking rules bite, in Chinese above all.
    plain = bool(inner) and inner[0].isalnum() and inner[-1].isalnum() and "*" not in inner
    return f"{mark}{inner}{mark}" if plain and not crowded else f"<{node.type}>{inner}</{node.type}>"


def text(content: str, context: Context) -> str:
    """Literal text; bare web addresses become links."""
    if context.in_link:
        return escape(clean(content))
    return "".join(_run(run, is_url=is_url) for run, is_url in split_urls(clean(content)))


def _run(run: str, *, is_url: bool) -> str:
    target = destination(run) if is_url else None
    return f"[{escape(run)}]({target})" if target else escape(run)


def _link(node: SyntaxTreeNode, context: Context) -> str:
    url = str(node.attrs.get("href", ""))
    label = spans(node.children, replace(context, in_link=True)).strip()
    return _linked(label, url, str(node.attrs.get("title", "")), context)


def _image(node: SyntaxTreeNode, context: Context) -> str:
    # No request may leave the reader's machine, so a picture elsewhere is a link to it.
    url = str(node.attrs.get("src", ""))
    return _linked(escape(clean(node.content.strip())), url, str(node.attrs.get("title", "")), context)


def _linked(label: str, url: str, title: str, context: Context) -> str:
    target = None if context.in_link else destination(url) or context.links.to_file(url)
    if target is None:
        aside = code_span(url) if url.strip("#") else ""
        note = escape(clean(title))
        return " ".join(part for part in (label, _aside(aside), note) if part)
    tooltip = f' "{entities(" ".join(clean(title).split()))}"' if title.strip() else ""
    return f"[{label or escape(clean(url))}]({target}{tooltip})"


def _aside(inner: str) -> str:
    return span("kb-destination", inner) if inner else ""


def _tex(node: SyntaxTreeNode, context: Context) -> str:
    tex = clean(node.content)
    if not _LOOKS_LIKE_TEX.search(tex):
        return escape(f"${tex}$")
    return tex_span(tex, display=node.type == "math_inline_double", in_line=context.in_line)


def plain_text(line: str) -> str:
    """A line without markup, but for formulas: what stands between the marks of TeX and surely is TeX."""
    written, at = [], 0
    for found in _PLAIN_TEX.finditer(line):
        tex, sure = next((tex, bare) for tex, bare in zip(found.groups(), _SURE, strict=True) if tex)
        if sure or _TEX_COMMAND.search(tex):
            written += [text(line[at : found.start()], Context()), tex_span(tex, display=False, in_line=True)]
            at = found.end()
    return "".join((*written, text(line[at:], Context())))


def tex_span(tex: str, *, display: bool, in_line: bool) -> str:
    """TeX between dollars; as code where dollars cannot hold it."""
    tex = tex_line(tex)
    if not tex or "`" in tex or tex.endswith("\\"):
        return code_span(f"${tex}$")
    if in_line:
        tex = tex.replace("\\|", "\\Vert ").replace("|", "\\vert ").strip()
    return f"$\\displaystyle {tex}$" if display else f"${tex}$"


def tex_line(tex: str) -> str:
    """TeX on one line, comments ended by their own line break removed; no `<` that could open a tag."""
    kept = (re.sub(r"(?<!\\)%.*", "", line) for line in clean(tex).split("\n"))
    return re.sub(r"<(?=\S)", "< ", " ".join(" ".join(kept).split()))


def _wikilink(node: SyntaxTreeNode, context: Context) -> str:
    # In a table the bar before an alias has a backslash.
    name, *alias = (part.strip() for part in clean(node.content).replace("\\|", "|").split("|", 1))
    label = escape((alias or [name])[0] or name)
    target = None if context.in_link else context.links.to(name)
    if target:
        return f"[{label}]({target})"
    return span("kb-wikilink", label, title=name if alias else "")


def _embed(node: SyntaxTreeNode, context: Context) -> str:
    name = clean(node.content).replace("\\|", "|").split("|", 1)[0].strip()
    target = None if context.in_link else context.links.to(name)
    return f"[{escape(name)}]({target})" if target else span("kb-embed", escape(name))


def _footnote(node: SyntaxTreeNode, context: Context) -> str:
    label = str(node.meta["label"])
    known = context.footnotes.get(label)
    return f"[^{known}]" if known and not context.in_link else escape(f"[^{label}]")


def _line_break(end: str) -> Callable[[SyntaxTreeNode, Context], str]:
    return lambda _, context: (" " if end == "\n" else "<br>") if context.in_line else end


def _wrapped(opening: str, closing: str) -> Callable[[SyntaxTreeNode, Context], str]:
    return lambda node, context: f"{opening}{_inner(node, context)}{closing}"


def _inner(node: SyntaxTreeNode, context: Context) -> str:
    return spans(node.children, context) if node.children else text(node.content, context)


SPAN_WRITERS: Mapping[str, Callable[[SyntaxTreeNode, Context], str]] = {
    "text": lambda node, context: text(node.content, context),
    "softbreak": _line_break("\n"),
    "hardbreak": _line_break("  \n"),
    "s": _wrapped("<s>", "</s>"),
    "link": _link,
    "image": _image,
    "math_inline": _tex,
    "math_inline_double": _tex,
    "footnote_ref": _footnote,
    "html_inline": lambda node, _: "[x]" if "checked=" in node.content else "[ ]",
    "kb_math": lambda node, _: math(node.content),
    "kb_embed": _embed,
    "kb_wikilink": _wikilink,
    "kb_mark": _wrapped("<mark>", "</mark>"),
}
"""How each kind of span is written; `html_inline` is the box of a task list, for HTML itself is off."""
