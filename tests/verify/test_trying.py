"""Layouts tried without forks, as on macOS and Windows: what comes of them is what forks give."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kbtools.model import Checked, Results, Session, Snippet, SnippetId, SourceId
from kbtools.spawn import FORKS
from kbtools.verify import RunOptions, batch, run
from tests.snippets.test_cases import CASES, read_blocks, split_case

_IMPORTS_LONG = re.compile(r"torch|\b(?:np|pd|nn|plt|F)\.")


def _cases() -> list[Session]:
    """The case files in which layouts are lost, but for those that need a library that is slow to import."""
    found = []
    for path in CASES:
        read, name = read_blocks(split_case(path.read_text("utf-8"))[0]), SourceId(path.stem)
        snippets = tuple(
            replace(each, id=SnippetId(f"{name}/{row}"), source=name)
            for row, each in enumerate(read.snippets)
        )
        lost = any(len(each.layouts) > 1 for each in snippets)
        if lost and not any(_IMPORTS_LONG.search(each.text) for each in snippets):
            found.append(replace(read, source=name, snippets=snippets))
    return found


def _own(session: Callable[..., Session], snippet: Callable[..., Snippet]) -> list[Session]:
    loop = "for i in range(3):\n    x += i\n    y = x", "for i in range(3):\n    x += i\ny = x"
    shown = ["x = 1", snippet(f"{loop[0]}\ny", f"{loop[1]}\ny", "y = x\ny", recorded="1"), ("x", "1")]
    writes = "open('a', 'a').write('a')\nopen('a').read()"
    return [
        session("recorded here", *shown),
        session("recorded below", "x = 1", snippet("x += 1", "x += 2"), ("x", "3")),
        session("undecided", "x = 1", snippet("x += 1", "x += 2"), "x"),
        session("no run", snippet("missing", "1 / 0")),
        session("one runs", "x = 1", snippet("missing", "x = 5"), ("x", "5")),
        session("files", writes, snippet(writes, f"{writes}\n1", recorded="'aa'"), (writes, "'aaa'")),
        session("random", "import random", snippet("random.random()", "1", recorded="1"), "random.random()"),
        session("a loop", snippet("while True: pass", "1", recorded="1"), ("2", "2")),
        session("an exit", "x = 1", snippet("import os\nos._exit(1)", "x", recorded="1"), ("2", "2")),
        session(
            "two lost", *(snippet(f"x = {n}\nx", f"x = {n + 1}\nx", recorded=str(n + 1)) for n in (1, 2))
        ),
    ]


def _row(checked: Checked) -> dict[str, Any]:
    return {name: getattr(checked, name) for name in checked.__slots__ if name != "seconds"}


@pytest.mark.skipif(not FORKS, reason="there is one way only")
def test_layouts_come_out_alike_with_and_without_forks(
    session: Callable[..., Session], snippet: Callable[..., Snippet], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Verdict, layout, grade, reason, output and root of every snippet; and of each kind there is one."""
    sessions = [*_cases(), *_own(session, snippet)]
    found = []
    for forks in (True, False):
        monkeypatch.setattr(batch, "FORKS", forks)
        results, _ = run(sessions, RunOptions(timeout=24, jobs=4), Results())
        found.append({name: _row(checked) for name, checked in results.checked.items()})
    forked, alone = found

    assert alone == forked
    layouts = {len(each.layouts) for one in sessions for each in one.snippets}
    assert max(layouts) > 20
    verdicts = {name: str(row["verdict"]) for name, row in forked.items()}
    assert [verdicts[SnippetId(f"recorded here/{row}")] for row in (1, 2)] == ["verified"] * 2
    assert verdicts[SnippetId("recorded below/2")] == "verified"
    assert "nothing recorded decides" in forked[SnippetId("undecided/1")]["reason"]
    assert [forked[SnippetId(f"{name}/1")]["layout"] for name in ("one runs", "an exit", "two lost")] == [
        1
    ] * 3
