"""The text of one cell: its marker line, its body, its `#>` lines."""

import re
from dataclasses import dataclass

from kbtools.model import EDITED
from kbtools.text import digest, split_lines

_MARKER = re.compile(
    r"# %% (?:(?P<prelude>prelude)|(?P<kept>kept )?L(?P<line>\d+) src=(?P<src>[0-9a-f]{8}) "
    r"cell=(?P<cell>[0-9a-f]{8}|edited))\s*"
)
_BREAKS = re.compile(r"[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029\x00]")


@dataclass(frozen=True, slots=True)
class KeptEdit:
    """An edit that no snippet takes any more."""

    marker: str
    body: str
    """Commented out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands in the file."""

    line: int
    """1-based line of its marker."""
    body: str
    """Without blank lines at its end."""
    at: int = 0
    """Line of the source; 0 for the head of the file and a prelude."""
    source: str = ""
    """Digest of the snippet it was made of."""
    cell: str = ""
    """Digest of the body as it was written, or `edited`."""
    is_prelude: bool = False
    is_kept: bool = False

    @property
    def is_head(self) -> bool:
        """Whether it is what stands above the first marker."""
        return not self.is_prelude and not self.at

    @property
    def is_edited(self) -> bool:
        """Whether a person changed its body."""
        return self.is_kept or self.cell == EDITED or body_digest(self.body) != self.cell

    def kept(self) -> KeptEdit:
        """The cell for the end of the file, commented out once."""
        marker = f"# %% kept L{self.at} src={self.source} cell={EDITED}"
        return KeptEdit(marker, self.body if self.is_kept else _commented(self.body))


def parse_cells(text: str) -> tuple[Cell, ...]:
    """The cells of a file in order, the head of the file first."""
    cells: list[Cell] = []
    lines = split_lines(text.replace("\r\n", "\n"))
    starts = [0, *(index for index, line in enumerate(lines) if _MARKER.fullmatch(line))]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(lines)
        match = _MARKER.fullmatch(lines[start]) if place else None
        body = "\n".join(lines[start + 1 if match else start : end]).rstrip("\n")
        cells.append(_cell(start + 1, body, match))
    return tuple(cells)


def _cell(line: int, body: str, match: re.Match[str] | None) -> Cell:
    if match is None or match["prelude"]:
        return Cell(line, body, is_prelude=match is not None)
    return Cell(
        line, body, int(match["line"]), match["src"], match["cell"], is_kept=match["kept"] is not None
    )


def body_digest(body: str) -> str:
    """The digest of a body that tells an edited cell."""
    return digest(body.replace("\r\n", "\n").rstrip("\r\n"), 8)


def outputs(recorded: str | None) -> str:
    """The recorded output as `#>` lines; empty for none."""
    if recorded is None:
        return ""
    return "\n".join(f"#> {_safe(line)}".rstrip() for line in split_lines(recorded))


def split_outputs(body: str) -> tuple[str, str | None]:
    """The code of a cell, and the output in its last `#>` lines, None without any."""
    lines = split_lines(body.strip("\n"))
    start = len(lines)
    while start and lines[start - 1].startswith("#>"):
        start -= 1
    code = "\n".join(lines[:start]).rstrip("\n")
    recorded = "\n".join(line[3:] if line.startswith("#> ") else line[2:] for line in lines[start:])
    return code, recorded if start < len(lines) else None


def as_comment(note: str, code: str, output: str) -> str:
    """A body of comments only: why, the code, the output."""
    return "\n".join(part for part in (f"# {_safe(note)}", _commented(code), output) if part)


def harmless(text: str, *, code: bool = False) -> str:
    """The text with nothing in it that reads as a marker; breaks other than newlines blank, in code kept."""
    kept = text if code else _safe(text)
    return re.sub(r"(?m)^# ?%%", "#  %%", kept)


def _commented(text: str) -> str:
    return "\n".join(
        f"# {_safe(line)}".rstrip() if _safe(line).strip() else "#" for line in split_lines(text)
    )


def _safe(line: str) -> str:
    """The line without characters at which Python or an editor would break it."""
    return _BREAKS.sub(" ", line).replace("\n", " ") if line else line
