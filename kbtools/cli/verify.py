"""`kbtools verify`: run the snippets and store what they show."""

import functools
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from kbtools import verification
from kbtools.cli import ahead, options, output, replay, reports
from kbtools.config import FENCES, Config
from kbtools.model import Checked, Snippet, SnippetId, Verdict
from kbtools.problems import Code, Problem, Severity
from kbtools.verification import Request, Shard, Verified


class _ShardType(click.ParamType[Shard]):
    """`I/N`: part I of N, both counted from 1."""

    name = "I/N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Shard:
        """The shard; a call that names none fails."""
        if isinstance(value, Shard):
            return value
        try:
            return Shard.parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command()
@click.argument("only", nargs=-1, metavar="[SOURCE|TOPIC]...")
@options.directory
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a snippet is worse than stored.")
@click.option(
    "--python",
    "pythons",
    multiple=True,
    metavar="EXE",
    help="The Python that runs snippets; it needs torch only. Given again: a column for each further one.",
)
@click.option("--jobs", type=click.IntRange(min=0), default=None, help="Sessions at once; 0 for one a core.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=None, help="Seconds a session."
)
@click.option("--fence", type=click.Choice(FENCES), default=None, help="What must hold the snippets in.")
@click.option("--shard", type=_ShardType(), default=None, help="Verify part I of N, store it as a part.")
@click.option("--paranoid", is_flag=True, help="Run everything five times; green is what all runs agree on.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), help="Write JUnit XML to a file.")
@click.option("--github", is_flag=True, help="Print problems as annotations of GitHub Actions.")
@options.strict
@options.as_json
def verify(
    directory: Path,
    *,
    check: bool,
    junit: Path | None,
    github: bool,
    strict: bool,
    as_json: bool,
    **asked: object,
) -> None:
    """Run the snippets of all sources, or of the named sources and topics, and store their verdicts.

    What has not changed since it was stored is not run again. Exit codes: 0 fine; 1 an error, or a snippet
    that is worse than stored, or with --strict one that is not green though it could be; 2 usage.

    \b
    Example:
      kbtools verify --check --python ~/torch-nightly/bin/python
      kbtools verify my-notes 2.3 --json
      kbtools verify --shard 1/3
    """
    if github and as_json:
        raise click.UsageError("--github and --json both print to standard output: choose one")
    if asked["only"] and asked["shard"]:
        raise click.UsageError("--shard is a part of all there is: name no source or topic with it")
    config = options.knowledge_base(directory)
    request = Request(**asked)  # type: ignore[arg-type]  # click has checked every one
    verified = _verified(config, request, store=not check)
    tell = functools.partial(_report, config, check=check, github=github, strict=strict, as_json=as_json)
    judged, code = tell(verified)
    if junit:
        reports.write_junit(junit, verified, judged)
    if verified.standing is not None and not check:
        with output.heard() as pieces:
            _, next_code = tell(verified.repeated)
        _keep(config, pieces, next_code)
    sys.exit(code)


def _report(
    config: Config, verified: Verified, *, check: bool, github: bool, strict: bool, as_json: bool
) -> tuple[dict[SnippetId, Problem], int]:
    """Print it; the snippets that make the command fail, each with its problem, and the exit code."""
    strict = strict or config.options.strict
    judged = _judged(verified, strict=strict)
    problems = (*verified.problems, *judged.values())
    if as_json:
        output.say_json({"snippets": reports.rows(verified), "problems": output.as_json(problems)})
    elif github:
        reports.say_annotations(problems, config.root)
    else:
        _tell(verified, stored=not check)
    output.show(problems)
    return judged, output.exit_code(problems, strict=strict)


def _keep(config: Config, pieces: list[replay.Piece], code: int) -> None:
    """Let the next call say this without looking at anything but the files."""
    found = replay.record(config.root, click.get_current_context().obj or (), pieces, code)
    if found:
        verification.remember(*found)


def _verified(config: Config, request: Request, *, store: bool) -> Verified:
    """What the run showed; when the person stops it, what was done so far is stored and the command ends."""
    with output.progress() as progress:
        verified = verification.verify(config, request, progress)
    kept = not verified.stopped or (
        verified.shard is None and verified.after.checked != verified.before.checked
    )
    if store and kept:
        verification.store(config, verified)
        if not (verified.stopped or request.only or request.shard):
            verification.remember(*ahead.record(config.root))
    if verified.stopped:
        raise KeyboardInterrupt
    return verified


def _judged(verified: Verified, *, strict: bool) -> dict[SnippetId, Problem]:
    """The snippets that make the command fail, each with its problem."""
    found = {name: _worse(verified, name) for name in verified.worse}
    rows = _rows(verified) if strict else ()
    not_green = {one.id: _not_green(verified, row) for one, row in rows if not _all_it_can_be(one, row)}
    return {**not_green, **found}


def _all_it_can_be(snippet: Snippet, row: Checked) -> bool:
    """Whether a snippet is green, or has nothing that could be: nothing to run, or nothing was printed.

    A definition prints nothing, so its author had nothing to record; what printed something could be green
    had it been recorded.
    """
    silent = row.verdict is Verdict.RAN and row.got is None and not snippet.unchecked
    return row.verdict.green or row.verdict is Verdict.NOT_CODE or silent


def _rows(verified: Verified) -> list[tuple[Snippet, Checked]]:
    checked = verified.after.checked
    return [(one, checked[one.id]) for one in verified.chosen if one.id in checked]


def _tell(verified: Verified, *, stored: bool) -> None:
    rows = _rows(verified)
    for snippet, row in rows:
        if not row.verdict.green and not row.verdict.neutral:
            output.say(f"{snippet.source}:{snippet.lines.start}: {row.verdict}: {row.reason}")
    better = [verified.places[name] for name in verified.better]
    for path, line in better:
        output.say(f"{path}:{line}: true now, and was not")
    _count(f"{output.counted(len(rows), 'snippet')}", rows)
    for name, column in sorted(verified.after.others.items()):
        _count(f"in {name}", [(one, column[one.id]) for one, _ in rows if one.id in column])
    for fence in sorted(_fences(verified, [row for _, row in rows])):
        output.say(f"fenced in by {fence.replace('+', ', ')}")
    if stored:
        file = verified.shard.file_name if verified.shard else "results.json"
        then = (
            "`kbtools merge-results` joins the parts" if verified.shard else "run `kbtools build` to show it"
        )
        output.say(f"stored in snippets/{file}; {then}")


def _fences(verified: Verified, rows: Iterable[Checked]) -> set[str]:
    """What held in the snippets that ran in this call."""
    ran = {row.environment for row in rows if row.seconds is not None}
    return {found["fence"] for name in ran if "fence" in (found := verified.after.environments.get(name, {}))}


def _count(what: str, rows: Iterable[tuple[Snippet, Checked]]) -> None:
    counts = Counter(reports.state(*pair) for pair in rows)
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    output.say(f"{what}: {told or 'none'}")


def _worse(verified: Verified, name: SnippetId) -> Problem:
    hint = "see the errata page; run `kbtools verify` without --check to accept it"
    for environment, old, new in verified.changes(name):
        where = f" in {environment}" if environment else ""
        return _problem(verified, Code.RESULT_WORSE, new, f"{where} (was {old.verdict})", hint)
    raise ValueError(f"{name} is not worse")


def _not_green(verified: Verified, row: Checked) -> Problem:
    hint = "correct the note or its snippet; without --strict what is stored is accepted"
    return _problem(verified, Code.RESULT_NOT_GREEN, row, "", hint)


def _problem(verified: Verified, code: Code, row: Checked, was: str, hint: str) -> Problem:
    place = verified.places[row.snippet]
    return Problem(*place, Severity.ERROR, code, f"is {row.verdict}{was}: {row.reason}", hint)
