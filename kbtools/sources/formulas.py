r"""Formulas that a browser copied two or three times: as its own text, as TeX, and as its own text again.

What a page shows as one formula comes out of the clipboard as `3×13 \times 13×1`: the letters for people who
listen, the TeX, and the letters for people who look. Their order may differ, their characters do not.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

_TOKEN = re.compile(r"\\(?:begin|end)\{\w{1,20}\*?\}|\\[A-Za-z]+|\\.|.")
_CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
_MARK = re.compile(r"\\[A-Za-z]|[_^{]")
# Text has hats, but neither commands nor braces nor places below the line.
_SURE_MARK = re.compile(r"\\[A-Za-z]|[_{]")
_SHAPE = re.compile(
    r"[_^]|\\(?:frac|dfrac|tfrac|sqrt|begin|hat|bar|tilde|vec|overline|underset|overset|sum|prod|int)"
)
_NOTHING = frozenset("{}^_& \t\u200b\u200c\u200d\u2061\u2062\u2063\ufeff\xa0")
_NAMED = """
times × cdot · in ∈ notin ∉ sum ∑ prod ∏ int ∫ partial ∂ nabla ∇ infty ∞ leq ≤ le ≤ geq ≥ ge ≥
neq ≠ ne ≠ approx ≈ sim ∼ equiv ≡ to → rightarrow → leftarrow ← Rightarrow ⇒ gets ← ldots … dots
… cdots ⋯ vdots ⋮ ddots ⋱ pm ± mid | vert | Vert ∥ forall ∀ exists ∃ subset ⊂ cup ∪ cap ∩ top ⊤
odot ⊙ otimes ⊗ oplus ⊕ langle ⟨ rangle ⟩ prime ' ell ℓ circ ∘ propto ∝ div ÷ alpha α beta β
gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi
ξ pi π rho ρ sigma σ tau τ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ
Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω
"""
_SYMBOLS = dict(zip(_NAMED.split()[::2], _NAMED.split()[1::2], strict=True))
"""What TeX names and a browser shows."""
_WORDS = re.compile(r"log|ln|exp|sin|cos|tanh?|max|min|arg|lim|sup|inf|det|dim|Pr")
_ALIKE = {"−": "-", "–": "-", "∗": "*", "⋅": "·", "∣": "|", "′": "'", "‖": "∥", "⊺": "⊤", "⊤": "⊤", "∖": "\\"}
_LONGEST = 200
_MOST_TOKENS = 4000
_FEWEST_OF_TWO = 2


@dataclass(frozen=True, slots=True)
class Copies:
    """One formula that stands in a line more than once; columns from 0, ends exclusive."""

    start: int
    end: int
    kept: tuple[int, int]
    """The copy that says it best: its TeX where that has a shape, else its text."""
    is_tex: bool
    """Whether the kept one is TeX that only a renderer makes readable."""


@dataclass(frozen=True, slots=True)
class _Token:
    """What one character of a formula says, in whichever copy it stands."""

    says: int
    start: int
    end: int


def copies(line: str) -> Iterator[Copies]:
    """The formulas of a line that stand there two or three times, in order."""
    if not _MARK.search(line):
        return
    left = 0
    for gap in (*_CJK.finditer(line), None):
        right = gap.start() if gap else len(line)
        if _MARK.search(line, left, right):
            yield from _of_part(line, left, right)
        left = gap.end() if gap else right


def _of_part(line: str, left: int, right: int) -> Iterator[Copies]:
    tokens = list(_tokens(line, left, right))
    if len(tokens) > _MOST_TOKENS:
        return
    marks, sure = (_counts(mark, line) for mark in (_MARK, _SURE_MARK))
    sums = list(accumulate((token.says for token in tokens), initial=0))
    free = 0
    for at in range(1, len(tokens)):
        found = _longest(line, tokens, sums, (marks, sure), at, free)
        if found:
            copy, free = found
            yield copy


def _longest(
    line: str,
    tokens: Sequence[_Token],
    sums: Sequence[int],
    counts: tuple[Sequence[int], Sequence[int]],
    at: int,
    free: int,
) -> tuple[Copies, int] | None:
    """The longest formula whose TeX starts at a token, and the token behind its last copy."""
    marks, sure = counts
    for size in range(min(at - free, len(tokens) - at, _LONGEST), 0, -1):
        if sums[at] - sums[at - size] != sums[at + size] - sums[at]:
            continue
        first = tokens[at - size].start, tokens[at - 1].end
        behind = tokens[at + size].start if at + size < len(tokens) else len(line)
        tex = first[1], _closed(line, tokens[at + size - 1].end, behind)
        written = line[tex[0] : tex[1]].strip()
        tex = tex[1] - len(written), tex[1]
        if (
            line[slice(*first)] == written
            or _has_mark(sure, *first)
            or not _has_mark(marks, *tex)
            or written[:1] in {"_", "^", "}"}
        ):
            continue
        third = _third(tokens, sums, sure, at, size)
        if third or (size >= _FEWEST_OF_TWO and _stands_free(line, first[0], tex[1])):
            last = tokens[at + size + third - 1].end if third else tex[1]
            shaped = bool(_SHAPE.search(written))
            return Copies(first[0], last, tex if shaped else first, shaped), at + size + third
    return None


def _third(tokens: Sequence[_Token], sums: Sequence[int], marks: Sequence[int], at: int, size: int) -> int:
    """How many tokens the copy behind the TeX has; 0 for none. Some sites lose the minus signs in it."""
    whole = sums[at + size] - sums[at]
    minus = sum(token.says == _says("-") for token in tokens[at : at + size])
    for count, total in ((size, whole), (size - minus, whole - minus * _says("-"))):
        end = at + size + count
        if count > 0 and end <= len(tokens) and sums[end] - sums[at + size] == total:
            return 0 if _has_mark(marks, tokens[at + size].start, tokens[end - 1].end) else count
    return 0


def _counts(mark: re.Pattern[str], line: str) -> list[int]:
    """How many marks stand before every place of a line."""
    return list(accumulate((bool(mark.match(line, at)) for at in range(len(line))), initial=0))


def _has_mark(marks: Sequence[int], start: int, end: int) -> bool:
    return marks[end] > marks[start]


def _closed(line: str, end: int, limit: int) -> int:
    """The end of some TeX with the braces that close it."""
    while end < limit and line[end] in "} ":
        end += 1
    return len(line[:end].rstrip())


def _stands_free(line: str, start: int, end: int) -> bool:
    """Whether no letter runs into the copies, as in the middle of a name."""
    before, after = line[start - 1 : start], line[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


def _tokens(line: str, left: int, right: int) -> Iterator[_Token]:
    for found in _TOKEN.finditer(line, left, right):
        for says in _said(found[0]):
            yield _Token(_says(says), found.start(), found.end())


def _said(token: str) -> str:
    """The characters that a token of a formula shows; empty for what only shapes it."""
    if len(token) > 1:
        name = token[1:]
        return _SYMBOLS.get(name, name if _WORDS.fullmatch(name) else "|" if name == "|" else "")
    if token in _NOTHING:
        return ""
    plain = unicodedata.normalize("NFKC", token) if "\U0001d400" <= token <= "\U0001d7ff" else token
    return _ALIKE.get(plain, plain)


def _says(character: str) -> int:
    # Sums of these tell sets of characters apart, whatever their order; a fixed seed keeps builds alike.
    return pow(ord(character) + 7, 5, (1 << 61) - 1)
