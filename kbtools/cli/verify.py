"""`kbtools verify`: run the snippets and store what they show."""

from collections import Counter
from pathlib import Path

import click

from kbtools import pipeline
from kbtools.cli import options, output
from kbtools.config import FENCES
from kbtools.model import Checked, Snippet, Verdict
from kbtools.problems import Code, Problem, Severity


@click.command()
@click.argument("sources", nargs=-1)
@options.directory
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a snippet is worse than stored.")
@click.option(
    "--python", default=None, metavar="EXE", help="The Python that runs snippets; it needs torch only."
)
@click.option("--jobs", type=click.IntRange(min=0), default=None, help="Sessions at once; 0 for one a core.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=None, help="Seconds a session."
)
@click.option("--fence", type=click.Choice(FENCES), default=None, help="What must hold the snippets in.")
@options.strict
@options.as_json
def verify(
    sources: tuple[str, ...], directory: Path, *, check: bool, strict: bool, as_json: bool, **chosen: object
) -> None:
    """Run the snippets of all sources, or of the named ones, and store their verdicts.

    What has not changed since it was stored is not run again. Exit codes: 0 fine; 1 an error, or a snippet
    that is worse than stored, or with --strict one that is not green; 2 usage.

    \b
    Example:
      kbtools verify --check --python ~/torch-nightly/bin/python
    """
    config = options.knowledge_base(directory)
    with output.progress() as progress:
        verified = pipeline.verify(config, chosen, only=sources, progress=progress)
    strict = strict or config.options.strict
    rows = _rows(verified)
    not_green = _not_green(verified, [row for _, row in rows]) if strict else ()
    problems = (*verified.problems, *_worse(verified), *not_green)
    if not check:
        pipeline.store(config, verified)
    if as_json:
        output.say_json(
            {"snippets": [_row(snippet, row) for snippet, row in rows], "problems": output.as_json(problems)}
        )
    else:
        _tell(rows, stored=not check)
    output.finish(problems, strict=strict)


def _rows(verified: pipeline.Verified) -> list[tuple[Snippet, Checked]]:
    sessions = verified.book.sessions.items()
    chosen = (session for name, session in sessions if name in verified.chosen)
    snippets = (snippet for session in chosen for snippet in session.snippets)
    return [(one, verified.after.checked[one.id]) for one in snippets if one.id in verified.after.checked]


def _row(snippet: Snippet, row: Checked) -> dict[str, object]:
    layout = snippet.layouts[row.layout] if row.layout is not None else None
    return {
        "source": snippet.source,
        "line": snippet.lines.start,
        "end_line": snippet.lines.end,
        "code": layout.code if layout else snippet.text,
        "repairs": list(layout.repairs) if layout else [],
        "layouts": len(snippet.layouts),
        "recorded": layout.recorded if layout else snippet.recorded,
        "got": row.got,
        "grade": row.grade,
        "verdict": row.verdict,
        "reason": row.reason,
        "root": row.root,
        "environment": row.environment,
    }


def _tell(rows: list[tuple[Snippet, Checked]], *, stored: bool) -> None:
    for snippet, row in rows:
        if not row.verdict.green and not row.verdict.neutral:
            output.say(f"{snippet.source}:{snippet.lines.start}: {row.verdict}: {row.reason}")
    counts = Counter(row.verdict for _, row in rows)
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    output.say(f"{output.counted(len(rows), 'snippet')}: {told or 'none'}")
    if stored:
        output.say("stored in snippets/results.json; run `kbtools build` to show it on the pages")


def _worse(verified: pipeline.Verified) -> list[Problem]:
    hint = "see the errata page; run `kbtools verify` without --check to accept it"
    before, after, places = verified.before.checked, verified.after.checked, verified.places
    return [
        _problem(places[name], Code.RESULT_WORSE, after[name], f" (was {before[name].verdict})", hint)
        for name in verified.worse
    ]


def _not_green(verified: pipeline.Verified, rows: list[Checked]) -> list[Problem]:
    hint = "correct the note or its snippet; without --strict what is stored is accepted"
    places = verified.places
    return [
        _problem(places[row.snippet], Code.RESULT_NOT_GREEN, row, "", hint)
        for row in rows
        if not row.verdict.green and row.verdict is not Verdict.NOT_CODE
    ]


def _problem(place: tuple[str, int], code: Code, row: Checked, was: str, hint: str) -> Problem:
    return Problem(*place, Severity.ERROR, code, f"is {row.verdict}{was}: {row.reason}", hint)
