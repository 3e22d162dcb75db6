"""How strangers' Markdown is read: CommonMark without HTML, plus what note takers write."""

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isPunctChar
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from kbtools.model import DEEPEST

MAX_NESTING = DEEPEST + 4
"""Blocks nested deeper are shown as plain text: markdown-it would drop what is below its limit."""

# Each span: the character it starts with, what it looks like, the type of its token. Asked in this order.
SPANS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("<", re.compile(r"<math(?:\s[^>]*)?>.*?</math>", re.DOTALL | re.IGNORECASE), "kb_math"),
    ("<", re.compile(r"<br\s*/?>", re.IGNORECASE), "hardbreak"),
    ("!", re.compile(r"!\[\[([^\[\]\n]+)\]\]"), "kb_embed"),
    ("[", re.compile(r"\[\[([^\[\]\n]+)\]\]"), "kb_wikilink"),
    ("=", re.compile(r"==(?=[^\s=])(.+?)(?<=[^\s=])=="), "kb_mark"),
)
_STRONG = re.compile(r"(?<![*\\])\*\*([^\s*](?:[^*\n]*[^\s*])?)\*\*(?!\*)")
_TWO_STARS = re.compile(r"(?<![*\\])\*\*(?!\*)")
# markdown-it's rule for text eats everything up to a character it knows may start a span.
_STOPS = "="


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
    markdown.inline.ruler.before("emphasis", "kb_strong", _strong)
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


def _strong(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Strong text that CommonMark misses, for Chinese is written without blanks around punctuation."""
    match = _STRONG.match(state.src, state.pos, state.posMax)
    if silent or not match or _is_open(state.src[: state.pos]) or not _is_missed(state.src, match):
        return False
    end = state.posMax
    state.pos, state.posMax = match.span(1)
    state.push("strong_open", "strong", 1)
    state.md.inline.tokenize(state)
    state.push("strong_close", "strong", -1)
    state.pos, state.posMax = match.end(), end
    return True


def _is_missed(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    first, last = match[1][0], match[1][-1]
    touching = ((first, before), (last, after))
    return match[1].count("`") % 2 == 0 and any(
        isPunctChar(inside) and outside.isalnum() for inside, outside in touching
    )


def _is_open(before: str) -> bool:
    """Whether the text ends inside strong text, so that the next asterisks close it."""
    inside = False
    for match in _TWO_STARS.finditer(before):
        touching = before[match.start() - 1 : match.start()] if inside else before[match.end() :][:1]
        inside ^= bool(touching.strip())
    return inside
