"""The file `snippets/<source>.py`: one cell a snippet, and a person's edits read back from it."""

import ast
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kbtools.model import (
    ACCEPTED, EDITED, Checked, CodeKind, ItemId, Layout, Options, Session, Snippet, SnippetId,
)
from kbtools.problems import Code, Problem, Severity
from kbtools.snippets.cell_text import (
    Cell,
    KeptEdit,
    as_comment,
    body_digest,
    harmless,
    outputs,
    parse_cells,
    split_outputs,
)
from kbtools.snippets.parsing import parse
from kbtools.snippets.shapes import first_line
from kbtools.text import Lines, digest, split_lines, squash

_HEAD = """\
# The snippets of {path}, written by kbtools in the order of the source.
# One cell a snippet; `#>` lines are the output that its author recorded. Edit the code or the `#>` lines of
# a cell: your version is used for as long as the source's text stays the same. Delete a cell to take it back.
# Code that all cells need goes above the first of them, in a cell of its own headed `# %% prelude`.
# Run it from the top: python snippets/{source}.py
"""


def render(session: Session, checked: Mapping[SnippetId, Checked], kept: Sequence[KeptEdit] = ()) -> str:
    """The text of the snippets file: valid Python, one `# %%` cell a snippet.

    Args:
        session: The snippets; after `apply_edits`, those with a person's edits.
        checked: Verdicts, whose chosen layout is the one written; without one, the likeliest.
        kept: Edits that no snippet takes any more; they stand commented out at the end.
    """
    cells = [_cell(snippet, _chosen(snippet, checked)) for snippet in session.snippets]
    head = _head(session)
    return "\n".join([head, *cells, *(f"{edit.marker}\n{edit.body}\n" for edit in kept)])


def _head(session: Session) -> str:
    return _HEAD.format(path=harmless(session.path), source=session.source)


def _chosen(snippet: Snippet, checked: Mapping[SnippetId, Checked]) -> Layout | None:
    if not snippet.layouts:
        return None
    found = checked.get(snippet.id)
    index = found.layout if found is not None and found.layout is not None else 0
    return snippet.layouts[index] if index < len(snippet.layouts) else snippet.layouts[0]


def _cell(snippet: Snippet, layout: Layout | None) -> str:
    if _is_prelude(snippet):
        return f"# %% prelude\n{snippet.text}\n"
    edited = layout is not None and layout.by_hand
    body = _body(snippet, layout, edited=edited)
    cell = EDITED if edited else body_digest(body)
    return f"# %% L{snippet.lines.start} src={_source_digest(snippet)} cell={cell}\n{body}\n"


def _body(snippet: Snippet, layout: Layout | None, *, edited: bool) -> str:
    """Code and output; comments only for what cannot run."""
    if layout is None:
        return as_comment(f"not run: {snippet.why or snippet.kind}", snippet.text, outputs(snippet.recorded))
    if edited:
        code = layout.code if EDITED in layout.repairs else harmless(layout.code, code=True)
        return "\n".join(part for part in (code, outputs(layout.recorded)) if part)
    if not is_safe(layout.code):
        return as_comment("not run: this is not valid Python", layout.code, outputs(layout.recorded))
    return "\n".join(part for part in (harmless(layout.code, code=True), outputs(layout.recorded)) if part)


def is_safe(code: str) -> bool:
    """Whether code keeps the whole file valid wherever its cell stands."""
    tree = parse(f"pass\n{code}")
    awaits = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Global)
    return tree is not None and not any(isinstance(node, awaits) for node in _outside_functions(tree))


def _outside_functions(tree: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    for node in ast.iter_child_nodes(tree):
        found.append(node)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            found += _outside_functions(node)
    return found


def _source_digest(snippet: Snippet) -> str:
    return digest(snippet.text + (snippet.recorded or ""), 8)


def _is_prelude(snippet: Snippet) -> bool:
    return snippet.options.setup and snippet.lines == Lines(0, 0)


def apply_edits(session: Session, file_text: str, path: str) -> tuple[Session, tuple[Problem, ...]]:
    """The session with a person's edits in place, and a problem for each edit whose source text has changed.

    Args:
        session: As read from the source.
        file_text: The snippets file as the person left it.
        path: Of the file, for problems.
    """
    cells = parse_cells(file_text)
    matched, stale = _matched(session, cells)
    snippets = tuple(
        _edited(snippet, matched[snippet.id]) if snippet.id in matched else snippet
        for snippet in session.snippets
    )
    added = (_above(session, cell) for cell in cells if cell.is_head or cell.is_prelude)
    prelude = tuple(_prelude(session, cell) for cell in added if cell.body.strip())
    problems = tuple(_problem(session, cell, path) for cell in stale)
    return replace(session, snippets=(*prelude, *snippets)), problems


def kept_edits(session: Session, file_text: str) -> tuple[KeptEdit, ...]:
    """The edits of the file that no snippet takes any more, for `render` to keep at its end."""
    _, stale = _matched(session, parse_cells(file_text))
    return tuple(cell.kept() for cell in stale)


def _matched(session: Session, cells: Sequence[Cell]) -> tuple[dict[SnippetId, Cell], tuple[Cell, ...]]:
    """Edited cells by their snippet, and those that have none; of equal snippets the n-th takes the n-th."""
    waiting: dict[str, list[Snippet]] = defaultdict(list)
    for snippet in session.snippets:
        waiting[_source_digest(snippet)].append(snippet)
    matched: dict[SnippetId, Cell] = {}
    stale: list[Cell] = []
    for cell in cells:
        if cell.is_prelude or cell.is_head:
            continue
        found = waiting[cell.source].pop(0) if waiting[cell.source] and not cell.is_kept else None
        if not cell.is_edited:
            continue
        if found is None:
            stale.append(cell)
        else:
            matched[found.id] = cell
    return matched, tuple(stale)


def _above(session: Session, cell: Cell) -> Cell:
    """What a person wrote above the first cell, as a prelude, without the head that is ours."""
    ours = {line.strip() for line in split_lines(_head(session))}
    own = [line for line in split_lines(cell.body) if line.strip() not in ours]
    return replace(cell, body="\n".join(own), is_prelude=True)


def _edited(snippet: Snippet, cell: Cell) -> Snippet:
    """The snippet as a person left it: code of their own, or an output of their own for the author's code."""
    code, recorded = split_outputs(cell.body)
    written = next((one for one in snippet.layouts if _in_file(one) == code), None)
    noted = _noted(snippet, written)
    other = squash(recorded or "") != squash(noted or "")
    if written and other:
        layout = replace(written, recorded=recorded, repairs=(*written.repairs, ACCEPTED))
    elif written:
        layout = replace(written, repairs=(*written.repairs, EDITED))
    else:
        layout = _own(snippet, code, recorded, (EDITED, ACCEPTED) if other else (EDITED,))
    return replace(
        snippet, kind=CodeKind.PYTHON, layouts=(layout,), why="", noted=noted if other else None
    )


def _noted(snippet: Snippet, layout: Layout | None) -> str | None:
    """What the author recorded: under a layout, else under the likeliest that has a record."""
    if layout:
        return layout.recorded
    records = (snippet.recorded, *(one.recorded for one in snippet.layouts))
    return next((one for one in records if one is not None), None)


def _in_file(layout: Layout) -> str:
    """The code of a layout as its cell holds it."""
    return harmless(layout.code, code=True).strip("\n")


def _own(snippet: Snippet, code: str, recorded: str | None, hands: tuple[str, ...]) -> Layout:
    count = code.count("\n") + 1
    numbers = tuple(min(snippet.lines.start + index, snippet.lines.end) for index in range(count))
    return Layout(code, snippet.lines.start, recorded, hands, numbers)


def accept(session: Session, outputs: Mapping[SnippetId, tuple[int, str]]) -> Session:
    """The session with other outputs expected, as after a person's edit of the `#>` lines.

    Args:
        session: After `apply_edits`.
        outputs: By snippet the layout that ran and what is expected of it from now on.
    """
    return replace(session, snippets=tuple(_accepted(one, outputs.get(one.id)) for one in session.snippets))


def _accepted(snippet: Snippet, output: tuple[int, str] | None) -> Snippet:
    if output is None:
        return snippet
    layout, text = snippet.layouts[output[0]], output[1].removesuffix("\n")
    hands = layout.repairs if ACCEPTED in layout.repairs else (*layout.repairs, ACCEPTED)
    noted = snippet.noted if snippet.accepted else layout.recorded
    return replace(snippet, layouts=(replace(layout, recorded=text, repairs=hands),), noted=noted)


def _prelude(session: Session, cell: Cell) -> Snippet:
    code = cell.body.strip("\n")
    return Snippet(
        id=SnippetId(f"{session.source}/{digest(squash(code), 10)}-prelude"),
        source=session.source,
        item=ItemId(""),
        lines=Lines(0, 0),
        kind=CodeKind.PYTHON,
        language="python",
        text=code,
        recorded=None,
        how="",
        layouts=(Layout(code, 1, None, (EDITED,), (0,) * (code.count("\n") + 1)),),
        options=Options(setup=True),
    )


def _problem(session: Session, cell: Cell, path: str) -> Problem:
    now = min(session.snippets, key=lambda snippet: abs(snippet.lines.start - cell.at), default=None)
    source = first_line(now.text).strip() if now is not None else ""
    edit = first_line("\n".join(line.removeprefix("# ") for line in split_lines(cell.body))).strip()
    what = f"the edit of line {cell.at} no longer fits its source: edited `{edit}`, source `{source}`"
    hint = f"compare with {session.path}:{cell.at}; the edit stays at the end of the file: move or delete it"
    return Problem(path, cell.line, Severity.WARNING, Code.SNIPPET_EDIT_STALE, what, hint)
