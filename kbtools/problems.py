"""What a person should know: problems with place, code and hint, and the errors that carry them."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from kbtools.text import one_line


class Severity(StrEnum):
    """How much a problem matters to the exit code."""

    ERROR = "error"
    """Exit code 1."""
    WARNING = "warning"
    """Exit code 0, or 1 with `--strict`."""


class Code(StrEnum):
    """The closed list of what can be wrong."""

    CONFIG_UNKNOWN_KEY = "config-unknown-key"
    """A key of the plugin's configuration that kbtools does not know."""
    CONFIG_INVALID = "config-invalid"
    """mkdocs.yml cannot be read, or a value has the wrong type."""
    NO_KNOWLEDGE_BASE = "no-knowledge-base"
    """No mkdocs.yml with the kbtools plugin here or above."""
    SOURCE_UNREADABLE = "source-unreadable"
    """A file that is binary, empty, too large or in no known encoding."""
    SOURCE_MISSING = "source-missing"
    """A path that does not exist or holds no file to import."""
    SOURCE_REPLACED = "source-replaced"
    """An import whose content differs from the stored source of the same name."""
    LINE_UNACCOUNTED = "line-unaccounted"
    """A line of a source that no item, structure or drop holds: a defect of the reader."""
    BLOCK_MALFORMED = "block-malformed"
    """A highlight block that could be read in part only."""
    ID_DUPLICATE = "id-duplicate"
    """Two items that carry the same id."""
    READER_FAILED = "reader-failed"
    """A reader ended with an error of its own; the next one read the file."""
    SNIPPETS_FAILED = "snippets-failed"
    """An item could not be taken apart into snippets by a fault of kbtools."""
    NESTED_TOO_DEEP = "nested-too-deep"
    """Quotes and lists nested deeper than a page shows; the passage is shown as it is written."""
    FENCE_UNCLOSED = "fence-unclosed"
    """A code fence that the source never closes."""
    OUTLINE_INVALID = "outline-invalid"
    """docs/topics.yml cannot be read or breaks a rule."""
    OUTLINE_UNREADABLE = "outline-unreadable"
    """A table of contents that cannot be read, or has no titles."""
    OUTLINE_KEPT = "outline-kept"
    """A new outline that would take the place of one that a person edited."""
    KEPT_LOST = "kept-lost"
    """A line that a person kept and that its source no longer has."""
    LINE_SHOWN = "line-shown"
    """A line to be kept that was not left out."""
    RULING_LOST = "ruling-lost"
    """A ruling whose topic a new outline does not have."""
    TOPIC_UNKNOWN = "topic-unknown"
    """An item or a topic that a command names and that does not exist."""
    LINK_UNRESOLVED = "link-unresolved"
    """A `[[link]]` that names no topic, no source and no item, or a heading that its page does not have."""
    LINK_AMBIGUOUS = "link-ambiguous"
    """A `[[link]]` that several sources, or several topics, are called by."""
    SELECTION_UNKNOWN = "selection-unknown"
    """A name on the command line that is no source, snippet or topic, or more than one topic."""
    ACCEPT_REFUSED = "accept-refused"
    """A snippet whose output of today cannot become the expected one."""
    SNIPPET_EDIT_STALE = "snippet-edit-stale"
    """A person's edit in snippets/ whose source text has changed since."""
    OPTION_UNKNOWN = "option-unknown"
    """A word in a note's `<!-- kb: … -->` comment that says nothing to kbtools."""
    RESULTS_INVALID = "results-invalid"
    """snippets/results.json cannot be read."""
    RESULT_WORSE = "result-worse"
    """A snippet whose verdict is worse than the stored one."""
    RESULT_NOT_GREEN = "result-not-green"
    """A snippet that is not verified; told with `--strict` only."""
    PYTHON_REPEATED = "python-repeated"
    """Two Pythons for one run that have the same versions of everything."""
    SHARDS_UNFIT = "shards-unfit"
    """Files of shards that do not make one whole: missing, given twice, or of other notes."""
    WORKER_FAILED = "worker-failed"
    """The Python that runs snippets could not be started or broke off."""
    FENCE_DEGRADED = "fence-degraded"
    """The system offers less protection than a full fence."""
    PAGE_STALE = "page-stale"
    """A page on disk differs from what its sources give."""
    PAGE_FOREIGN = "page-foreign"
    """A file stands where a generated page belongs, and kbtools did not write it."""
    PAGE_UNMARKED = "page-unmarked"
    """A page without the line that tells a person's part from the tool's."""
    PAGE_LEFT = "page-left"
    """A page whose topic is gone, kept for what a person wrote on it."""
    FILE_NOT_UTF8 = "file-not-utf8"
    """A file that a person may have written in is in another encoding."""
    FILE_REFUSED = "file-refused"
    """The system did not let a file be read or written: no right, no room, a name in use."""
    FILE_EXISTS = "file-exists"
    """`init` or `export` would overwrite a file."""
    EXPORT_EMPTY = "export-empty"
    """A source without a highlight that is to be exported."""
    EXPORT_LOSSY = "export-lossy"
    """Something of a source that the format of an export cannot say."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something a person should know, with the place and the next step."""

    path: str
    """File as a person would type it, relative to the knowledge base where it lies inside."""
    line: int
    """1-based; 0 where no line applies."""
    severity: Severity
    code: Code
    what: str
    """What is wrong, one sentence without a full stop."""
    hint: str = ""
    """The repair, naming a command or a file where one helps; empty when nothing is to be done."""

    def __str__(self) -> str:
        """`path:line: severity CODE: what`, and the hint on a second line."""
        path = one_line(self.path)
        place = f"{path}:{self.line}" if self.line else path
        head = f"{place}: {self.severity} {self.code.upper()}: {self.what}"
        return f"{head}\n  hint: {self.hint}" if self.hint else head


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that a slip of the pen may have meant; empty when none is near."""
    return next(iter(get_close_matches(name, sorted(known), n=1)), "")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a sentence that asks for the nearest known name; empty when none is near."""
    near = nearest(name, known)
    return f", did you mean `{near}`?" if near else ""


class KbError(Exception):
    """The root of all errors kbtools raises for a person; carries the problems to print."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems; the message is their lines."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ConfigError(KbError):
    """The configuration cannot be used."""


class SourceError(KbError):
    """A source cannot be read at all."""


class OutlineError(KbError):
    """The outline cannot be used."""


class VerifyError(KbError):
    """Snippets could not be run at all: no Python, no fork, no fence when one was demanded."""
