"""What a verification showed, for other programs: JSON rows, JUnit XML, annotations of GitHub Actions."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from kbtools.cli import output
from kbtools.model import ACCEPTED, Checked, Grade, Snippet, SnippetId, Verdict, Witness
from kbtools.problems import Problem, Severity
from kbtools.verification import Verified

# XML 1.0 has no place for these, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SAME = (Grade.EXACT, Grade.ERROR)
"""Grades whose output is not stored where it is the expected one to the letter."""
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


STATES = (
    *(str(one) for one in Verdict if one.green),
    ACCEPTED,
    *(str(one) for one in Verdict if not one.green),
)
"""Verdicts as they are counted, and what stands for a green one that is so by a person's word."""


def state(snippet: Snippet, row: Checked) -> str:
    """The verdict as it is counted: what a person accepted is not called verified."""
    return ACCEPTED if row.verdict.green and snippet.accepted else str(row.verdict)


def rows(verified: Verified) -> list[dict[str, object]]:
    """A row for every snippet that was asked for and has a verdict, in the order of the sources."""
    checked, witnesses, places = verified.after.checked, verified.witnesses, verified.places
    return [
        {
            **_row(one, checked[one.id], verified),
            "witness": _witness(witnesses.get(one.id), places),
            "stderr": checked[one.id].stderr or None,
        }
        for one in verified.chosen
        if one.id in checked
    ]


def _witness(witness: Witness | None, places: Mapping[SnippetId, tuple[str, int]]) -> object:
    """Where the copy that runs stands, and what the broken one lacks of it or has too many."""
    if witness is None:
        return None
    source, line = witness.snippet.rpartition("/")[0], places[witness.snippet][1]
    return {"source": source, "line": line, "missing": witness.missing, "extra": witness.extra}


def _row(snippet: Snippet, row: Checked, verified: Verified) -> dict[str, object]:
    layout = snippet.layouts[row.layout] if row.layout is not None else None
    expected = layout.recorded if layout else snippet.recorded
    root = verified.places.get(row.root) if row.root else None
    return {
        "source": snippet.source,
        "line": snippet.lines.start,
        "end_line": snippet.lines.end,
        "code": layout.code if layout else snippet.text,
        "repairs": list(layout.repairs) if layout else [],
        "layouts": len(snippet.layouts),
        "recorded": snippet.noted if snippet.accepted else expected,
        "got": expected if row.got is None and row.grade in _SAME else row.got,
        "grade": row.grade,
        "verdict": row.verdict,
        "reason": row.reason,
        "root": f"{snippet.source}:{root[1]}" if root else None,
        "seconds": None if row.seconds is None else round(row.seconds, 4),
        "env": row.environment,
    }


def write_junit(path: Path, verified: Verified, failed: Mapping[SnippetId, Problem]) -> None:
    """Write one test case a snippet; what is stored as not true counts as skipped, with its reason.

    Args:
        path: The file; its folder is made.
        verified: What the run showed.
        failed: The snippets that make the command fail.
    """
    suite = ET.Element("testsuite", name="kbtools")
    errors = [problem for problem in verified.problems if problem.severity is Severity.ERROR]
    for problem in sorted(set(errors)):
        case = _case(suite, problem.path, str(problem.code).upper(), problem.line, None)
        _outcome(case, "error", str(problem.code).upper(), problem.what, str(problem))
    checked = [
        (one, verified.after.checked[one.id]) for one in verified.chosen if one.id in verified.after.checked
    ]
    for snippet, row in checked:
        place, line = verified.places[snippet.id]
        case = _case(suite, place, f"L{line}", line, row.seconds)
        if problem_of := failed.get(snippet.id):
            _outcome(case, "failure", row.verdict, problem_of.what, _difference(snippet, row, problem_of))
        elif row.verdict is Verdict.NOT_CODE or not (row.verdict.green or row.verdict.neutral):
            _outcome(case, "skipped", row.verdict, f"{row.verdict}: {row.reason}", "")
    _count(suite)
    root = ET.Element("testsuites", dict(suite.attrib))
    root.append(suite)
    ET.indent(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _case(suite: ET.Element, place: str, name: str, line: int, seconds: float | None) -> ET.Element:
    where = {"file": _xml(place), "line": str(line)} if line else {"file": _xml(place)}
    took = {"time": f"{seconds or 0:.3f}"}
    return ET.SubElement(suite, "testcase", {"classname": _xml(place), "name": name, **where, **took})


def _outcome(case: ET.Element, kind: str, name: str, message: str, text: str) -> None:
    told = ET.SubElement(case, kind, {"type": name, "message": _xml(" ".join(message.split()))})
    told.text = _xml(text) or None


def _difference(snippet: Snippet, row: Checked, problem: Problem) -> str:
    layout = snippet.layouts[row.layout] if row.layout is not None else None
    recorded = layout.recorded if layout else snippet.recorded
    parts = [str(problem)]
    parts += ["recorded:", recorded] if recorded is not None else []
    parts += ["today:", row.got] if row.got is not None else []
    return "\n".join(part.rstrip("\n") for part in parts)


def _count(suite: ET.Element) -> None:
    cases = list(suite)
    suite.set("tests", str(len(cases)))
    for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(kind) is not None for case in cases)))
    suite.set("time", f"{sum(float(case.attrib['time']) for case in cases):.3f}")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def say_annotations(problems: Iterable[Problem], root: Path) -> None:
    """Print every problem as a workflow command, by place; paths as the repository has them."""
    for problem in sorted(set(problems)):
        output.say(annotation(problem, root))


def annotation(problem: Problem, root: Path) -> str:
    """The workflow command that marks a problem at its line.

    Args:
        problem: Its path is relative to the knowledge base where it lies inside.
        root: The folder of the knowledge base.
    """
    path = root / problem.path
    known = {"file": _in_repository(path), "line": str(problem.line or 1)} if path.exists() else {}
    told = {**known, "title": str(problem.code).upper()}
    properties = ",".join(f"{name}={_property(value)}" for name, value in told.items())
    named = "" if known else f"{problem.path}: "
    message = f"{named}{problem.what}" + (f"\nhint: {problem.hint}" if problem.hint else "")
    return f"::{_COMMANDS[problem.severity]} {properties}::{_data(message)}"


def _in_repository(path: Path) -> str:
    """The path from the folder that the workflow checked out, else from here."""
    start = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    found = path.resolve()
    return found.relative_to(start).as_posix() if found.is_relative_to(start) else found.as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
