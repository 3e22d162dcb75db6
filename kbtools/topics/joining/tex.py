"""Formulas as they are compared: TeX's spelling and the signs of a page made one, mere look left out."""

import re
import unicodedata
from collections.abc import Callable

from kbtools.text import squash

_LOOKS = re.compile(
    r"\\(?:math(?:bf|rm|cal|bb|sf|it|tt|frak|scr|op|rel|bin|strut)|bm|boldsymbol|text(?:bf|it|rm|tt|sf|style)?|operatorname"
    r"|displaystyle|left|right|[bB]igg?[lrm]?|q?quad|(?:no)?limits|label|tag|nonumber|[hv]space|[hv]?phantom|rm|bf|it|cal"
    r"|mid|[lr]?[vV]ert|[lr](?:angle|floor|ceil|brace|brack)|[lcdv]?dots|ddots|prime|colon|sim|hline|underline|underbrace"
    r"|overbrace|stackrel|overline|vec|[dtc]?frac)(?![A-Za-z])\*?"
)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{[A-Za-z]*\*?\}(?:\{[lcr| ]*\})?")
_GREEK = {
    **{f"\\{unicodedata.name(letter).split()[-1].lower()}": letter for letter in "αβγδεζηθικμνξπρστυφχψω"},
    **{f"\\{unicodedata.name(letter).split()[-1].title()}": letter for letter in "ΓΔΘΞΠΣΦΨΩ"},
    r"\lambda": "λ",
    r"\Lambda": "Λ",
    **{rf"\var{name}": letter for name, letter in zip(("epsilon", "phi", "theta"), "εφθ", strict=True)},
}
# Unicode spells the eleventh letter without its b.
_SIGNS = {
    **dict.fromkeys((r"\times", r"\cdot", r"\ast", "×", "·", "⋅", "∗"), "*"),
    **dict.fromkeys((r"\odot", "⊙"), "⊙"),
    **dict.fromkeys((r"\leq", r"\le", r"\leqslant", "≤", "⩽"), "<="),
    **dict.fromkeys((r"\geq", r"\ge", r"\geqslant", "≥", "⩾"), ">="),
    **dict.fromkeys((r"\neq", r"\ne", "≠"), "!="),
    **dict.fromkeys((r"\to", r"\rightarrow", r"\longrightarrow", "→", "⟶"), "->"),
    **dict.fromkeys((r"\pm", "±"), "±"),
    **dict.fromkeys((r"\in", "∈"), "∈"),
    **dict.fromkeys((r"\approx", "≈"), "≈"),
    **dict.fromkeys((r"\propto", "∝"), "∝"),
    **dict.fromkeys((r"\sum", "∑"), "Σ"),
    **dict.fromkeys((r"\prod", "∏"), "Π"),
    **dict.fromkeys((r"\partial", "∂"), "∂"),
    **dict.fromkeys((r"\nabla", "∇"), "∇"),
    **dict.fromkeys((r"\infty", "∞"), "∞"),
    **dict.fromkeys((r"\sqrt", "√"), "√"),
    **dict.fromkeys((r"\int", "∫"), "∫"),
    **dict.fromkeys((r"\top", r"\intercal", "⊤"), "T"),
    "−": "-",
    "÷": "/",
    "ϵ": "ε",
    "ϕ": "φ",
    "ϑ": "θ",
    **_GREEK,
}
_SPELT = re.compile(r"\\[A-Za-z]+|[" + "".join(sign for sign in _SIGNS if len(sign) == 1) + "]")
_ACCENTS = {"hat": "ˆ", "widehat": "ˆ", "bar": "¯", "tilde": "˜", "widetilde": "˜", "dot": "˙"}
# As a sign of its own behind the letter; an arrow says no more than bold type does.
_ACCENT = re.compile(rf"\\({'|'.join(_ACCENTS)})(?![A-Za-z])\s*(?:\{{([^{{}}]*)\}}|(\\[A-Za-z]+|[A-Za-z]))")
_COMBINING = {"\u0302": "ˆ", "\u0304": "¯", "\u0303": "˜", "\u0307": "˙"}
_ACCENTED = re.compile(rf"(?<![^\W\d_])([A-Za-zα-ω])([{''.join(_COMBINING)}])(?![^\W\d_])")
_GROUP = r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
_FRACTION = re.compile(rf"\\[dtc]?frac{_GROUP}{_GROUP}")
_FORMULA = re.compile(r"\$\$?([^$]{1,2000})\$\$?|\\\((.{1,500}?)\\\)|\\\[([\s\S]{1,2000}?)\\\]")
_TWICE = re.compile(
    r"([^\s\\\u3400-\u9fff]{2,40})([^\n\\\u3400-\u9fff]{0,40}\\[A-Za-z]+[^\n\u3400-\u9fff]{0,60}?)\1"
)
_SPACES = re.compile(r"\\[\\,;:!> ]")
_SCRIPTS = re.compile(r"[_^{}]")
_OPERATORS = re.compile(r"(?<![<>!=])[-+*/=](?!=)")


def formulas(text: str, pointer: Callable[[str], str]) -> str:
    """The text with every formula as words and signs.

    Args:
        text: In composed form, with its TeX.
        pointer: Marks what a page copied as text has lost: the line of a fraction, what lifts an exponent.
    """
    if "\\" in text:
        text = _TWICE.sub(_once, text)
    return spelt(_FORMULA.sub(lambda match: f" {_inside(match[match.lastindex or 0], pointer)} ", text))


def accented(text: str) -> str:
    """The text with the accent of a lone letter behind it, as `spelt` leaves that of TeX."""
    apart = unicodedata.normalize("NFD", text)
    if not _ACCENTED.search(apart):
        return text
    return unicodedata.normalize(
        "NFC", _ACCENTED.sub(lambda match: f"{match[1]} {_COMBINING[match[2]]} ", apart)
    )


def spelt(text: str) -> str:
    """The text with mathematical signs as they are typed, without TeX's words for the look of things."""
    if "\\" in text:
        text = _ACCENT.sub(lambda match: f" {match[2] or match[3]} {_ACCENTS[match[1]]} ", text)
        text = _LOOKS.sub(" ", _ENVIRONMENT.sub(" ", text))
    return _SPELT.sub(lambda match: f" {_SIGNS.get(match[0], match[0].removeprefix(chr(92)))} ", text)


def _inside(formula: str, pointer: Callable[[str], str]) -> str:
    formula = _FRACTION.sub(rf" \1 {pointer('/')} \2 ", _SPACES.sub(" ", formula))
    formula = re.sub("[{}]", " ", _OPERATORS.sub(r" \g<0> ", spelt(formula)))
    return re.sub(r"[_^]", lambda match: f" {pointer(match[0])} ", formula)


def _once(match: re.Match[str]) -> str:
    """A formula that a page gives as it looks, as TeX, and as it looks: what copying KaTeX leaves."""
    same = squash(spelt(match[1])) == squash(_SCRIPTS.sub("", spelt(match[2])))
    return match[1] if same else match[0]
