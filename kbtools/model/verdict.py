"""Verdicts: what running the snippets showed, as stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kbtools.model.ids import SnippetId

FIGURES = "assets/figures"
"""Folder below that of the documents: what snippets drew, a PNG file each."""


class Verdict(StrEnum):
    """What running a snippet showed."""

    VERIFIED = "verified"
    VERIFIED_SHAPE = "verified-shape"
    RAN = "ran"
    DRIFTED = "drifted"
    RAISED = "raised"
    BLOCKED = "blocked"
    NOT_CODE = "not-code"
    TIMEOUT = "timeout"
    DENIED = "denied"

    @property
    def green(self) -> bool:
        """Whether the note is shown to be true."""
        return self in {Verdict.VERIFIED, Verdict.VERIFIED_SHAPE}

    @property
    def neutral(self) -> bool:
        """Whether it says neither true nor untrue: nothing was recorded, or nothing can be run."""
        return self in {Verdict.RAN, Verdict.NOT_CODE}


class Grade(StrEnum):
    """How closely today's output equals the recorded one, best first."""

    EXACT = "exact"
    WHITESPACE = "whitespace"
    NUMBERS = "numbers"
    """Every number equal at the precision the author printed."""
    SPELLING = "spelling"
    """A repr that changed its spelling only."""
    DAMAGED = "damaged"
    """Equal but for a bracket or a dot that a copy lost, so that nothing can have printed the record."""
    SHAPE = "shape"
    """Structure, shapes and dtypes equal; values random."""
    ERROR = "error"
    """The recorded error came again."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A snippet's verdict, as stored."""

    snippet: SnippetId
    key: str
    """Digest of all that the verdict depends on in the source: the verdict holds while it matches."""
    verdict: Verdict
    reason: str
    """One sentence in English that a person can act on."""
    grade: Grade | None = None
    """None when there was nothing to compare or it did not match."""
    got: str | None = None
    """Today's output or error; None when equal to the recorded one to the letter, or when nothing ran."""
    layout: int | None = None
    """Index into the snippet's layouts of the one that ran; None when none ran."""
    line: int | None = None
    """1-based source line where an error arose; None without an error."""
    root: SnippetId | None = None
    """The snippet whose failure caused this one; None when it stands on its own."""
    supplied: tuple[str, ...] = ()
    """Import statements supplied because the source takes them for granted."""
    environment: str = ""
    """Key into Results.environments."""
    libraries: tuple[str, ...] = ()
    """Name and version of what its source imports beyond what the environment names."""
    stderr: str = ""
    """What it wrote to standard error, warnings and the like, without what differs from run to run."""
    figures: tuple[str, ...] = ()
    """What it drew: the names of PNG files, by their content, in the order in which it showed them."""
    share: tuple[int, int] | None = None
    """In how many runs its record came true, of how many, where they did not agree; None elsewhere."""
    seconds: float | None = field(default=None, compare=False)
    """How long it took, trials of its layouts included; None when it did not run in this call.

    Never stored."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A copy in another source that runs, of a snippet that does not."""

    snippet: SnippetId
    """The copy."""
    missing: tuple[str, ...] = ()
    """What the broken one lacks, in order, without white space; empty where only the layout differs."""
    extra: tuple[str, ...] = ()
    """Brackets and other marks that it has too many."""


@dataclass(frozen=True, slots=True)
class Results:
    """All stored verdicts and the environments that gave them."""

    checked: Mapping[SnippetId, Checked] = field(default_factory=dict)
    environments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Name of a distribution or property to its version, such as `python`, `torch`, `platform`, `fence`."""
    others: Mapping[str, Mapping[SnippetId, Checked]] = field(default_factory=dict)
    """The same snippets in other environments, by the environment's name: the matrix."""
    figures: Mapping[str, bytes] = field(default_factory=dict, compare=False)
    """PNG files by name, of what ran in this call; they are stored as files."""
