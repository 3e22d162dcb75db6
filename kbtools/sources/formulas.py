r"""Formulas that a browser copied two or three times: as its own text, as TeX, and as its own text again.

What a page shows as one formula comes out of the clipboard as `3×13 \times 13×1`: the letters for people who
listen, the TeX, and the letters for people who look. Their order may differ, their characters do not.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

_TOKEN = re.compile(r"\\(?:begin|end)\{\w{1,20}\*?\}|\\[A-Za-z]+|\\.|.")
_CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
_MARK = re.compile(r"\\[A-Za-z]|[_^{]")
# Text has hats and the braces of sets, but neither commands nor places below the line.
_SURE_MARK = re.compile(r"\\[A-Za-z]|_")
_COMMAND = re.compile(r"\\[A-Za-z]")
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
_LONGEST = 150
_LONGEST_BARE = 16
_MOST_TOKENS = 2000
_MOST_TRIES = 3
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


def copies(line: str, *, proven: bool = False) -> Iterator[Copies]:
    """The formulas of a line that stand there two or three times, in order.

    Args:
        line: A line of a page.
        proven: Whether the page is known to hold such copies: then three equal ones without any TeX,
            such as `x = 1 x = 1 x=1` between words, are copies too.
    """
    if not proven and not _MARK.search(line):
        return
    left = 0
    for gap in (*_CJK.finditer(line), None):
        right = gap.start() if gap else len(line)
        alone = left == 0 and gap is None
        if _MARK.search(line, left, right) or (proven and not alone):
            yield from _of_part(line, left, right, proven=proven and not alone)
        left = gap.end() if gap else right


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of a line between words of a person's language, with what is counted in it."""

    line: str
    tokens: Sequence[_Token]
    sums: Sequence[int]
    """Of what the tokens say, before each of them."""
    marks: Sequence[int]
    """How many marks of TeX stand before every place of the line."""
    sure: Sequence[int]
    """Of those the ones that no plain copy has."""
    proven: bool
    longest: int
    """How many tokens a formula may have."""

    def says(self, start: int, end: int) -> int:
        """What some tokens say together, whatever their order."""
        return self.sums[end] - self.sums[start]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where some tokens stand, with the brace that ends a set."""
        left, right = self.tokens[start].start, self.tokens[end - 1].end
        limit = self.tokens[end].start if end < len(self.tokens) else len(self.line)
        opened = self.line.count("{", left, right) > self.line.count("}", left, right)
        return left, _closed(self.line, right, limit) if opened else right


def _of_part(line: str, left: int, right: int, *, proven: bool) -> Iterator[Copies]:
    tokens = list(_tokens(line, left, right))
    if len(tokens) > _MOST_TOKENS:
        return
    sums = list(accumulate((token.says for token in tokens), initial=0))
    longest = _LONGEST if _COMMAND.search(line, left, right) else _LONGEST_BARE
    part = _Part(line, tokens, sums, _counts(_MARK, line), _counts(_SURE_MARK, line), proven, longest)
    free = 0
    for at in range(1, len(tokens)):
        if found := _longest(part, at, free):
            copy, free = found
            yield copy


def _longest(part: _Part, at: int, free: int) -> tuple[Copies, int] | None:
    """The longest formula whose TeX starts at a token, and the token behind its last copy."""
    most = min(at - free, len(part.tokens) - at, part.longest)
    alike = (size for size in range(most, 0, -1) if part.says(at - size, at) == part.says(at, at + size))
    # Where a line repeats itself all sizes are alike, and none is a formula.
    found = (_copies_at(part, at, size) for size in islice(alike, _MOST_TRIES))
    return next((one for one in found if one), None)


def _copies_at(part: _Part, at: int, size: int) -> tuple[Copies, int] | None:
    """The copies around a token where the characters before and behind it are the same."""
    if _has_mark(part.sure, part.tokens[at - size].start, part.tokens[at - 1].end):
        return None
    first = part.place(at - size, at)
    behind = part.tokens[at + size].start if at + size < len(part.tokens) else len(part.line)
    end = _closed(part.line, part.tokens[at + size - 1].end, behind)
    written = part.line[first[1] : end].strip()
    tex = end - len(written), end
    third = _third(part, at, size)
    again = part.line[slice(*first)] == written
    if again or not _has_mark(part.marks, *tex) or written[:1] in {*"_^}"}:
        if not (part.proven and again and third and part.line[tex[0] - 1] == " "):
            return None
    elif not third and not _is_pair(part.line, first, tex, size):
        return None
    behind = at + size + third
    last = part.place(at + size, behind)[1] if third else end
    shaped = not again and bool(_SHAPE.search(written))
    return Copies(first[0], last, tex if shaped else first, shaped), behind


def _is_pair(line: str, first: tuple[int, int], tex: tuple[int, int], size: int) -> bool:
    """Whether two copies without a third surely are: more than one letter, or one that no keyboard has."""
    sure = size >= _FEWEST_OF_TWO or not line[slice(*first)].isascii()
    return sure and _stands_free(line, first[0], tex[1])


def _third(part: _Part, at: int, size: int) -> int:
    """How many tokens the copy behind the TeX has; 0 for none. Some sites lose the minus signs in it."""
    whole = part.says(at, at + size)
    minus = sum(token.says == _says("-") for token in part.tokens[at : at + size])
    for count, total in ((size, whole), (size - minus, whole - minus * _says("-"))):
        start, end = at + size, at + size + count
        if count > 0 and end <= len(part.tokens) and part.says(start, end) == total:
            plain = not _has_mark(part.sure, part.tokens[start].start, part.tokens[end - 1].end)
            return count if plain else 0
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
