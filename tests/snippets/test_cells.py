"""The snippets file: valid Python, stable, and a person's edits survive it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtools.model import (
    ACCEPTED,
    Block,
    BlockKind,
    Checked,
    CodeKind,
    ItemId,
    Note,
    Reading,
    Session,
    Source,
    SourceId,
    Verdict,
)
from kbtools.problems import Code, Severity
from kbtools.snippets import session
from kbtools.snippets.cells import accept, apply_edits, kept_edits, render
from kbtools.text import Lines, split_lines

FILE = "snippets/note.py"


def session_of(*fences: str) -> Session:
    """The session of a note with these fences, each on lines of its own."""
    blocks, line = [], 1
    for text in fences:
        height = len(split_lines(text)) + 2
        blocks.append(Block(BlockKind.FENCE, text, Lines(line, line + height - 1), "python", line + 1))
        blocks.append(Block(BlockKind.PROSE, "Words between.", Lines(line + height, line + height)))
        line += height + 1
    note = Note(ItemId("n"), Lines(1, line), "T", 1, "", ("T",), tuple(blocks))
    return session(Reading(Source(SourceId("note"), "note.md", ""), "markdown", "T", (note,)))


def edited(text: str, old: str, new: str) -> str:
    """The file after a person replaced one piece of it."""
    assert old in text
    return text.replace(old, new, 1)


def rendered_again(notes: Session, text: str) -> str:
    """What a build writes over the file."""
    return render(apply_edits(notes, text, FILE)[0], {}, kept_edits(notes, text))


NOTES = session_of("x = 2\nx + 1  # 3", "x = = 3", "x.y()", "x = 2\nx + 1  # 3")


def test_a_file_is_python_with_a_cell_a_snippet() -> None:
    """Cells are marked as jupytext and VS Code want them; what does not parse is commented out."""
    text = render(NOTES, {})

    compile(text, FILE, "exec")
    assert text.count("\n# %% L") == 4
    assert "x + 1\n#> 3\n" in text
    assert "# not run: this is not valid Python\n# x = = 3\n" in text


def test_an_unedited_file_changes_nothing() -> None:
    """Reading back what was written gives the session itself and no problem."""
    assert apply_edits(NOTES, render(NOTES, {}), FILE) == (NOTES, ())


def test_an_edit_wins_while_the_source_stays() -> None:
    """The edited cell becomes the only layout, its `#>` lines the output; the original stays beside it."""
    text = edited(render(NOTES, {}), "x = = 3\n", "\nx = 3\nx\n#> 3\n").replace("# \nx = 3", "x = 3")

    after, problems = apply_edits(NOTES, text, FILE)

    (layout,) = after.snippets[1].layouts
    assert problems == ()
    assert (layout.repairs, layout.recorded) == (("edited", "accepted"), "3")
    assert layout.code.endswith("x = 3\nx")
    assert after.snippets[1].text == "x = = 3"
    assert len(layout.line_map) == len(split_lines(layout.code))


def test_the_edit_of_a_repeated_snippet_stays_with_its_own_cell() -> None:
    """Of two equal snippets the one whose cell was edited takes the edit."""
    head, _, tail = render(NOTES, {}).rpartition("x + 1")

    after, _ = apply_edits(NOTES, f"{head}x + 7{tail}", FILE)

    assert [snippet.layouts[0].code.endswith("x + 7") for snippet in after.snippets] == [
        False,
        False,
        False,
        True,
    ]


def test_rendering_edits_again_gives_the_same_bytes() -> None:
    """Edits, a prelude and stale edits are all at rest after one build."""
    text = edited(render(NOTES, {}), "x.y()", "x = x.y()\nx")
    text = edited(text, "# %% L", "# %% prelude\nimport math\n\n# %% L")

    once = rendered_again(NOTES, text)

    assert "x = x.y()\nx" in once
    assert "# %% prelude\nimport math\n" in once
    assert rendered_again(NOTES, once) == once


def test_a_prelude_runs_first() -> None:
    """Its snippet opens the session and is setup."""
    text = edited(render(NOTES, {}), "# %% L", "# %% prelude\nimport math\n\n# %% L")

    after, _ = apply_edits(NOTES, text, FILE)

    assert after.snippets[0].options.setup
    assert after.snippets[0].layouts[0].code == "import math"
    assert after.snippets[1:] == NOTES.snippets


def test_an_edit_whose_source_changed_is_a_problem_and_stays_in_the_file() -> None:
    """The problem shows both versions; the edit stands commented out at the end, once, build after build."""
    text = edited(render(NOTES, {}), "x.y()", "x.mended()")
    newer = session_of("x = 2\nx + 1  # 3", "x = = 3", "x.z()", "x = 2\nx + 1  # 3")

    after, (problem,) = apply_edits(newer, text, FILE)
    once = rendered_again(newer, text)

    assert after == newer
    assert (problem.code, problem.severity, problem.path) == (Code.SNIPPET_EDIT_STALE, Severity.WARNING, FILE)
    assert "x.mended()" in problem.what
    assert "x.z()" in problem.what
    assert once.count("# x.mended()") == 1
    assert rendered_again(newer, once) == once
    compile(once, FILE, "exec")


def test_a_deleted_cell_is_written_again() -> None:
    """A person takes an edit back by deleting the cell."""
    text = render(NOTES, {})
    at, end = text.index("# %% L6"), text.index("# %% L10")

    assert rendered_again(NOTES, text[:at] + text[end:]) == text


def test_the_layout_that_ran_is_the_one_written() -> None:
    """With a verdict, the cell holds its layout; an index beyond the layouts falls back to the first."""
    notes = session_of("for i in y:\nx = i\nprint(x)")
    snippet = notes.snippets[0]
    checked = {snippet.id: Checked(snippet.id, "", Verdict.RAN, "", layout=1)}

    assert snippet.layouts[1].code in render(notes, checked)
    beyond = {snippet.id: Checked(snippet.id, "", Verdict.RAN, "", layout=99)}
    assert snippet.layouts[0].code in render(notes, beyond)


@pytest.mark.parametrize(
    "hostile",
    [
        "x = 1\n# %% L1 src=00000000 cell=00000000\ny = 2",
        "from __future__ import annotations\nx = 1",
        "global x\nx = 1",
        "return 3",
        "await x",
        "print('''\n# %% prelude\n''')",
        "# a\rimport os",
        "x = 1\x0c\ny = 2",
        "'unclosed",
    ],
)
def test_no_code_breaks_out_of_its_cell(hostile: str) -> None:
    """Whatever a note holds, the file stays Python with one cell a snippet, and nothing counts as edited."""
    notes = session_of("x = 0", hostile, "y = 0")

    text = render(notes, {})

    compile(text, FILE, "exec")
    assert apply_edits(notes, text, FILE) == (notes, ())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_gives_a_file_at_rest(fences: list[str]) -> None:
    """The file is Python, and reading it back changes nothing."""
    notes = session_of(*(fence.encode("utf-8", "replace").decode() for fence in fences))

    text = render(notes, {})

    compile(text, FILE, "exec")
    assert apply_edits(notes, text, FILE) == (notes, ())
    assert all(snippet.kind is CodeKind.PYTHON or not snippet.layouts for snippet in notes.snippets)


@pytest.mark.parametrize("heading", ["", "# %% prelude\n"])
def test_code_above_the_first_cell_becomes_the_prelude(heading: str) -> None:
    """Without its heading too, and above the head: nothing is lost and the head is not doubled."""
    notes = session_of("x = 1\nx + 1")
    changed, problems = apply_edits(notes, f"{heading}import os\n{render(notes, {})}", "snippets/a.py")
    again = render(changed, {})

    assert problems == ()
    assert "# %% prelude\nimport os\n" in again
    assert again.count("# One cell a snippet") == 1
    assert rendered_again(notes, again) == again


def test_an_output_of_a_persons_own_leaves_the_code_the_authors() -> None:
    """The layout keeps its lines, and the snippet says that its output was accepted."""
    notes = session_of("x = 2\nx + 1  # 3")
    text = render(accept(notes, {notes.snippets[0].id: (0, "4\n")}), {})
    again, problems = apply_edits(notes, text, FILE)

    (one,), (before,) = again.snippets, notes.snippets
    assert (problems, one.accepted, one.noted, one.recorded) == ((), True, "3", before.recorded)
    assert (one.layouts[0].recorded, one.layouts[0].repairs[-1]) == ("4", ACCEPTED)
    assert (one.layouts[0].line, one.layouts[0].code) == (before.layouts[0].line, before.layouts[0].code)
    assert render(again, {}) == text


def test_white_space_of_an_output_is_no_acceptance() -> None:
    """An editor that changes blanks changes nothing that anybody said."""
    notes = session_of("x = 2\nx + 1  # 3 4")
    text = edited(render(notes, {}), "#> 3 4", "#> 3  4")

    assert not apply_edits(notes, text, FILE)[0].snippets[0].accepted
