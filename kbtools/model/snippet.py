"""Snippets and sessions: what the code of the notes is, before anything runs."""

from dataclasses import dataclass
from enum import StrEnum

from kbtools.model.ids import ItemId, SnippetId, SourceId
from kbtools.text import Lines


class CodeKind(StrEnum):
    """What a piece of code is, told statically."""

    PYTHON = "python"
    SHELL = "shell"
    FRAMEWORK = "framework"
    """Python for another framework, such as mxnet, TensorFlow or paddle, or for another Python: Python 2."""
    PSEUDO = "pseudo-code"
    """Signatures, placeholders, other languages."""
    TEXT = "text"
    """Not code at all, although it stands in a fence; an output without code included."""


EDITED = "edited"
"""Stands among the repairs of a layout whose code a person wrote in snippets/."""
ACCEPTED = "accepted"
"""Stands among the repairs of a layout whose output a person put in the place of the author's."""


SHOW_EACH = "show-each"
"""Stands among the repairs of a layout whose every statement shows its value, as at a prompt."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to lay the author's code out so that it parses: same tokens, other white space."""

    code: str
    """Runnable text."""
    line: int
    """1-based source line of the first line of `code`."""
    recorded: str | None
    """The author's output under this reading; None when none was recorded."""
    repairs: tuple[str, ...] = ()
    """Names of the rules that made it, in order; empty for the text as it stands."""
    line_map: tuple[int, ...] = ()
    """1-based source line of every line of `code`; empty when they simply count up from `line`."""

    @property
    def by_hand(self) -> bool:
        """Whether a person wrote its code or its output."""
        return EDITED in self.repairs or ACCEPTED in self.repairs


@dataclass(frozen=True, slots=True)
class Options:
    """What a note's `<!-- kb: … -->` comment says of the snippet under it."""

    skip: bool = False
    setup: bool = False
    raises: bool = False
    random: bool = False
    timeout: float | None = None
    """Seconds; None for the configured limit."""
    needs: tuple[str, ...] = ()
    """Such as `cuda`."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code found in an item, with the output its author recorded."""

    id: SnippetId
    source: SourceId
    item: ItemId
    lines: Lines
    """All lines of code and recorded output in the source, fence lines included."""
    kind: CodeKind
    language: str
    """As the author wrote it; empty for none."""
    text: str
    """The code as it stands in the source, recorded output left out; shown as the original."""
    recorded: str | None
    """The recorded output as it stands; None when none was recorded."""
    how: str
    """How the output was paired: `next-fence`, `repl`, `comment`, …; empty when there is none."""
    layouts: tuple[Layout, ...]
    """Every layout that parses, likeliest first; empty for what is not Python; the text as it stands, alone,
    when nothing parses."""
    why: str = ""
    """Why it is of its kind, for what is never run."""
    options: Options = Options()
    unrecorded: tuple[int, ...] = ()
    """Where values stand beside statements: how many recorded lines stand above each print without one."""
    unchecked: tuple[int, ...] = ()
    """1-based source lines of recorded values that no run can show, such as those in a function."""

    noted: str | None = None
    """What the note records, where a person expects something else of the snippet; None elsewhere, and for
    nothing."""

    @property
    def accepted(self) -> bool:
        """Whether a person put another output in the place of the one that its author recorded, or of none.

        Such a snippet says nothing of the note as it is written, however well it runs.
        """
        return any(ACCEPTED in layout.repairs for layout in self.layouts)


class Role(StrEnum):
    """What a fence or listing is for: what of code and recorded output stands in it."""

    CODE = "code"
    """Python, its recorded values at most in comments."""
    OUTPUT = "output"
    MIXED = "mixed"
    """Python and what it printed, one below the other."""
    SHELL = "shell"
    MATH = "math"
    TEXT = "text"
    OTHER = "other"
    """Another framework, pseudo-code, another language."""


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence or an unfenced listing, with what it is for."""

    lines: Lines
    """Fence lines included."""
    info: str
    """Its language as the author wrote it; empty for none."""
    role: Role


@dataclass(frozen=True, slots=True)
class Session:
    """The snippets of one source in its own order, sharing one namespace."""

    source: SourceId
    path: str
    """File name that tracebacks show: docs/.sources/…"""
    snippets: tuple[Snippet, ...]
