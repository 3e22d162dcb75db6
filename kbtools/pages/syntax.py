"""How strangers' Markdown is read: CommonMark without HTML, plus what note takers write."""

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

MAX_NESTING = 40
"""Blocks nested deeper are shown as plain text: markdown-it would drop what is below its limit."""

# Each span: the character it starts with, what it looks like, the type of its token. Asked in this order.
SPANS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("<", re.compile(r"<math(?:\s[^>]*)?>.*?</math>", re.DOTALL | re.IGNORECASE), "kb_math"),
    ("<", re.compile(r"<br\s*/?>", re.IGNORECASE), "hardbreak"),
    ("!", re.compile(r"!\[\[([^\[\]\n]+)\]\]"), "kb_embed"),
    ("[", re.compile(r"\[\[([^\[\]\n]+)\]\]"), "kb_wikilink"),
    ("%", re.compile(r"%%(.+?)%%", re.DOTALL), "kb_aside"),
    ("=", re.compile(r"==(?=[^\s=])(.+?)(?<=[^\s=])=="), "kb_mark"),
)
# markdown-it's rule for text eats everything up to a character it knows may start a span.
_STOPS = "%="


@cache
def parser() -> MarkdownIt:
    """The one configured parser."""
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    markdown.enable(["table", "strikethrough"])
    markdown.use(dollarmath_plugin, double_inline=True, allow_labels=False, allow_blank_lines=False)
    markdown.use(footnote_plugin, inline=False, move_to_end=False)
    markdown.use(tasklists_plugin)
    for number, (start, pattern, kind) in enumerate(SPANS):
        markdown.inline.ruler.before("escape", f"kb_{number}", _rule(start, pattern, kind))
    for character in _STOPS:
        markdown.inline.add_terminator_char(character)
    return markdown


def _rule(start: str, pattern: re.Pattern[str], kind: str) -> Callable[[StateInline, bool], bool]:
    def rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
        if state.src[state.pos] != start or not (match := pattern.match(state.src, state.pos)):
            return False
        if match.end() > state.posMax:
            return False
        if not silent:
            token = state.push(kind, "", 0)
            token.content = match[match.lastindex or 0]
        state.pos = match.end()
        return True

    return rule
