"""Results as text and back: stable to the byte, and nothing in it changes unless a verdict does."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from kbtools.model import Checked, Grade, Results, SnippetId, Verdict
from kbtools.problems import Code, KbError, Problem, Severity

FORMAT = 1
_FIGURE = re.compile(r"[0-9a-f]{16}\.png")
_PLAIN = ("layout", "line", "got", "root")
_UNSTORED = frozenset({"snippet", "seconds"})
"""The id is the key outside; a time would make the file churn."""


def dump(results: Results) -> str:
    """JSON in a stable order: environments in use by name, then verdicts by snippet; no date, no timing.

    What other environments show follows, by environment and snippet, where there is any.
    """
    return as_text(as_record(results))


def as_record(results: Results) -> dict[str, Any]:
    """The results as JSON has them."""
    others = {name: _records(results.others[name]) for name in sorted(results.others) if results.others[name]}
    every = [each for rows in (results.checked, *results.others.values()) for each in rows.values()]
    used = sorted({each.environment for each in every} & results.environments.keys())
    environments = {name: dict(sorted(results.environments[name].items())) for name in used}
    record = {"format": FORMAT, "environments": environments, "snippets": _records(results.checked)}
    return {**record, "others": others} if others else record


def as_text(record: Mapping[str, Any]) -> str:
    """A record as the text of a file."""
    return json.dumps(record, indent=1, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"


def _records(rows: Mapping[SnippetId, Checked]) -> dict[str, dict[str, Any]]:
    return {key: _record(rows[key]) for key in sorted(rows)}


def _record(checked: Checked) -> dict[str, Any]:
    """The fields that say something, in the order the record declares them."""
    values = ((field.name, getattr(checked, field.name)) for field in fields(checked))
    return {name: value for name, value in values if name not in _UNSTORED and value not in (None, (), "")}


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
        return from_record(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KbError([unreadable(path, error, "delete the file and run: kbtools verify")]) from error


def from_record(record: Mapping[str, Any]) -> Results:
    """The results that `as_record` made the record of.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: It is none.
    """
    if record["format"] != FORMAT:
        raise ValueError(f"it has format {record['format']}, and this version reads {FORMAT}")
    others = {str(name): _rows(rows) for name, rows in record.get("others", {}).items()}
    environments = {name: _strings(each) for name, each in record["environments"].items()}
    return Results(_rows(record["snippets"]), environments, others)


def _rows(records: Mapping[str, Any]) -> dict[SnippetId, Checked]:
    return {SnippetId(key): _checked(SnippetId(key), each) for key, each in records.items()}


def _checked(snippet: SnippetId, record: Mapping[str, Any]) -> Checked:
    known = {field.name for field in fields(Checked)} - _UNSTORED
    if unknown := record.keys() - known:
        raise ValueError(f"{snippet} has unknown fields: {', '.join(sorted(unknown))}")
    grade, share = record.get("grade"), record.get("share")
    return Checked(
        snippet=snippet,
        key=str(record["key"]),
        verdict=Verdict(record["verdict"]),
        reason=str(record["reason"]),
        grade=None if grade is None else Grade(grade),
        supplied=tuple(map(str, record.get("supplied", ()))),
        environment=str(record.get("environment", "")),
        libraries=tuple(map(str, record.get("libraries", ()))),
        stderr=str(record.get("stderr", "")),
        figures=tuple(map(_figure_name, record.get("figures", ()))),
        share=None if share is None else (int(share[0]), int(share[1])),
        **{name: record.get(name) for name in _PLAIN},
    )


def _figure_name(name: object) -> str:
    """The name of a figure's file, which becomes part of a path and of a page."""
    if not _FIGURE.fullmatch(str(name)):
        raise ValueError(f"{name!r} is no figure")
    return str(name)


def _strings(record: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in record.items()}


def unreadable(path: str, error: Exception, hint: str) -> Problem:
    """The problem of a file that does not hold what it should."""
    line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
    what = f"the stored verdicts cannot be read: {type(error).__name__} {error}"
    return Problem(path, line, Severity.ERROR, Code.RESULTS_INVALID, " ".join(what.split()), hint)
