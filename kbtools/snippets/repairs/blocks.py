"""What Python's blocks allow for the next line, and how likely each level is."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kbtools.snippets.parsing import is_header, loaded, names, parse_loosely, stored

_FITS = {
    "else": frozenset({"if", "elif", "for", "while", "except"}),
    "elif": frozenset({"if", "elif"}),
    "except": frozenset({"try", "except"}),
    "finally": frozenset({"try", "except", "else"}),
}
_ENDS = frozenset({"return", "break", "continue", "raise"})
_LOOPS = frozenset({"for", "while"})
_DEEPEST = 8  # Python itself refuses 20 nested blocks; people stop long before.
_ODD, _APART, _UNLIKELY, _WRONG = 1.0, 1.5, 2.0, 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line and what matters of it."""

    text: str
    word: str
    """Its first word."""
    opens: bool
    """Whether a block must follow."""
    blank: bool
    """Whether it is blank or a comment, which may stand anywhere."""
    reads: frozenset[str] = frozenset()
    binds: frozenset[str] = frozenset()
    bare: bool = False
    """Whether it is an expression that only a notebook would show: no call, no assignment."""
    after_blank: bool = False
    margin: int = 0
    """Columns of indentation that it still has."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A block that is open."""

    word: str
    """That opened it."""
    name: str = ""
    """Of the function or class; empty elsewhere."""
    binds: frozenset[str] = frozenset()
    """Names bound by its header and inside it."""
    header: frozenset[str] = frozenset()
    """Names bound by its header: arguments, targets, `as`."""
    reads: frozenset[str] = frozenset()
    """Names its header reads."""
    ended: bool = False
    """Whether nothing can be reached behind its last line."""

    @property
    def private(self) -> frozenset[str]:
        """Names that are out of reach, or stale, behind it."""
        return self.binds if self.word == "def" else self.header


@dataclass(frozen=True, slots=True)
class State:
    """The lines so far: their levels and the blocks open behind the last."""

    known: frozenset[str]
    levels: tuple[int, ...] = ()
    frames: tuple[Frame, ...] = (Frame(""),)
    """Outermost first; the module itself is the first."""
    must_open: bool = False
    """Whether the last line was a header."""
    decorated: bool = False
    last_margin: int = 0

    @property
    def complete(self) -> bool:
        """Whether the text may end here."""
        return not self.must_open and not self.decorated and all(frame.word != "try" for frame in self.frames)


def read_line(text: str, *, margin: int = 0, after_blank: bool = False) -> Line:
    """What matters of a logical line."""
    bare = text.strip()
    if not bare or all(not part.strip() or part.strip().startswith("#") for part in bare.split("\n")):
        return Line(bare, "", opens=False, blank=True)
    found = re.match(r"async\s+\w+|@|\w+", bare)
    word = (found.group() if found else "").replace("async ", "").strip()
    opens = is_header(bare)
    tree = parse_loosely(_header_tree(bare, word) if opens else bare)
    return Line(
        bare,
        word,
        opens=opens,
        blank=False,
        reads=loaded(tree) if tree else names(bare),
        binds=stored(tree) if tree else frozenset(),
        bare=tree is not None and _only_shows(tree),
        after_blank=after_blank,
        margin=margin,
    )


def _header_tree(bare: str, word: str) -> str:
    opener = {"elif": "if", "else": "if 1", "finally": "if 1", "try": "if 1", "except": ""}
    if word == "except":
        return f"try: pass\n{bare} pass"
    return f"{opener.get(word, word)}{bare[len(word) :]} pass"


def _only_shows(tree: ast.Module) -> bool:
    shown = [node.value for node in tree.body if isinstance(node, ast.Expr)]
    calls = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.Constant)
    return len(shown) == len(tree.body) == 1 and not isinstance(shown[0], calls)


def moves(state: State, line: Line, rest: list[Line]) -> Iterator[tuple[float, State]]:
    """Every level that the next line may have, as the cost and the state behind it."""
    if line.blank:
        upcoming = next((later for later in rest if not later.blank), None)
        stays = upcoming is None or upcoming.word not in _FITS
        level = len(state.frames) - (1 if stays else 2)
        yield 0.0, replace(state, levels=(*state.levels, max(0, level)))
        return
    deepest = len(state.frames) - 1
    for level in range(deepest, -1, -1) if not state.must_open and not state.decorated else (deepest,):
        frames = _closed(state, level, line)
        if frames is not None and _allowed(frames, line):
            yield _cost(state, level, line), _behind(state, frames, level, line)


def _closed(state: State, level: int, line: Line) -> tuple[Frame, ...] | None:
    """The frames open around a line at that level; None when it cannot stand there."""
    kept, left = state.frames[: level + 1], state.frames[level + 1 :]
    if line.word in _FITS and line.opens:
        fits = bool(left) and left[0].word in _FITS[line.word]
        return kept if fits and all(frame.word != "try" for frame in left[1:]) else None
    if kept[-1].ended or any(frame.word == "try" for frame in left):
        return None
    if state.decorated and line.word not in {"def", "class", "@", "async def"}:
        return None
    return kept


def _allowed(frames: tuple[Frame, ...], line: Line) -> bool:
    if line.opens and len(frames) > _DEEPEST:
        return False
    inside = [frame.word for frame in frames]
    functions = [index for index, word in enumerate(inside) if word == "def"]
    if line.word in {"return", "yield", "nonlocal"}:
        return bool(functions)
    if line.word in {"break", "continue"}:
        return any(word in _LOOPS for word in inside[functions[-1] + 1 if functions else 0 :])
    return True


def _behind(state: State, frames: tuple[Frame, ...], level: int, line: Line) -> State:
    top = frames[-1]
    top = replace(top, binds=top.binds | line.binds, ended=line.word in _ENDS)
    frames = (*frames[:-1], top)
    if line.opens:
        name = re.match(r"(?:async\s+)?(?:def|class)\s+(\w+)", line.text)
        binds = line.binds - ({name[1]} if name else set())
        word = "def" if line.word == "async def" else line.word
        frames = (*frames, Frame(word, name[1] if name else "", binds, binds, line.reads))
    return replace(
        state,
        levels=(*state.levels, level),
        frames=frames,
        must_open=line.opens,
        decorated=line.word == "@",
        last_margin=line.margin,
    )


def _cost(state: State, level: int, line: Line) -> float:
    """How unlikely it is that the author had the line at that level."""
    if state.must_open or state.decorated:
        return 0.0
    left, kept = state.frames[level + 1 :], state.frames[: level + 1]
    cost = _leaving(state, left, line) + _staying(kept, line)
    if line.after_blank and level:
        cost += _UNLIKELY if not any(frame.word in {"class", "def"} for frame in kept) else _ODD
    if line.word == "return":
        return cost + (0.0 if kept[-1].word == "def" else _UNLIKELY)
    if line.word in {"def", "class", "@", "import", "from"}:
        wanted = _home(state, line)
        return cost + _UNLIKELY * abs(level - wanted)
    if line.word in _FITS and line.opens:
        return cost + 0.1 * len(left) + (_WRONG if left and left[0].word in _LOOPS else 0.0)
    if line.margin and line.margin == state.last_margin and left:
        cost += _ODD
    return cost + _ODD * len([frame for frame in left if not frame.ended])


def _leaving(state: State, left: tuple[Frame, ...], line: Line) -> float:
    """A name that only a closed block binds is out of reach, or stale, behind it."""
    kept = state.frames[: len(state.frames) - len(left)]
    reads = line.reads - state.known - frozenset().union(*(frame.binds for frame in kept))
    return sum(_WRONG for frame in left if not frame.ended and reads & frame.private)


def _staying(kept: tuple[Frame, ...], line: Line) -> float:
    """Reasons to have left a block: the function calls itself, a bare value is asked for, a loop is done."""
    cost = sum(
        _WRONG for frame in kept if frame.name and frame.name in line.reads and frame.word in {"def", "class"}
    )
    if len(kept) > 1 and line.bare:
        cost += _WRONG
    cost += sum(
        _APART for frame in kept if frame.word == "with" and frame.binds and not frame.binds & line.reads
    )
    inner = kept[-1]
    if inner.word == "while" and line.opens and inner.reads & inner.binds and line.word not in _FITS:
        cost += _UNLIKELY
    if inner.word in {"else", "elif"} and line.word != "return" and line.reads & inner.binds:
        cost += _ODD / 2
    return cost


def _home(state: State, line: Line) -> int:
    """The level where a definition belongs: a method in its class, all else at the left edge."""
    classes = [index for index, frame in enumerate(state.frames) if frame.word == "class"]
    method = re.match(r"(?:async\s+)?def\s+\w+\s*\(\s*(?:self|cls)\b|@", line.text)
    return classes[-1] if classes and method else 0
