"""Results as text and back: stable to the byte, and nothing in it changes unless a verdict does."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from kbtools.model import Checked, Grade, Results, SnippetId, Verdict
from kbtools.problems import Code, KbError, Problem, Severity

FORMAT = 1
_PLAIN = ("layout", "line", "got", "root")


def dump(results: Results) -> str:
    """JSON in a stable order: environments in use by name, then verdicts by snippet; no date, no timing."""
    checked = {key: _record(results.checked[key]) for key in sorted(results.checked)}
    used = sorted({each.environment for each in results.checked.values()} & results.environments.keys())
    environments = {name: dict(sorted(results.environments[name].items())) for name in used}
    record = {"format": FORMAT, "environments": environments, "snippets": checked}
    return json.dumps(record, indent=1, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"


def _record(checked: Checked) -> dict[str, Any]:
    """The fields that say something, in the order the record declares them; its id is the key outside."""
    values = ((field.name, getattr(checked, field.name)) for field in fields(checked))
    return {name: value for name, value in values if name != "snippet" and value not in (None, (), "")}


def load(text: str, path: str) -> Results:
    """The results that a text holds.

    Args:
        text: What `dump` gave; empty for none yet.
        path: The file it came from, for the problem.

    Raises:
        KbError: The text is not what `dump` gives.
    """
    if not text.strip():
        return Results()
    try:
        record = json.loads(text)
        _expect(record["format"])
        checked = {SnippetId(key): _checked(SnippetId(key), each) for key, each in record["snippets"].items()}
        environments = {name: _strings(each) for name, each in record["environments"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KbError([_problem(path, error)]) from error
    return Results(checked, environments)


def _expect(number: object) -> None:
    if number != FORMAT:
        raise ValueError(f"it has format {number}, and this version reads {FORMAT}")


def _checked(snippet: SnippetId, record: Mapping[str, Any]) -> Checked:
    known = {field.name for field in fields(Checked)}
    if unknown := record.keys() - known:
        raise ValueError(f"{snippet} has unknown fields: {', '.join(sorted(unknown))}")
    grade = record.get("grade")
    return Checked(
        snippet=snippet,
        key=str(record["key"]),
        verdict=Verdict(record["verdict"]),
        reason=str(record["reason"]),
        grade=None if grade is None else Grade(grade),
        supplied=tuple(map(str, record.get("supplied", ()))),
        environment=str(record.get("environment", "")),
        **{name: record.get(name) for name in _PLAIN},
    )


def _strings(record: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in record.items()}


def _problem(path: str, error: Exception) -> Problem:
    line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
    what = f"the stored verdicts cannot be read: {type(error).__name__} {error}"
    hint = "delete the file and run: kbtools verify"
    return Problem(path, line, Severity.ERROR, Code.RESULTS_INVALID, " ".join(what.split()), hint)
