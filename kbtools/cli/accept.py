"""`kbtools accept`: today's outputs become the expected ones, where a person agrees."""

import sys
from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path

import click

from kbtools import acceptance, pipeline, verification
from kbtools.acceptance import ACCEPTABLE, Difference, Edit, Offer
from kbtools.cli import accept_walk, options, output
from kbtools.config import Config
from kbtools.model import SnippetId, Verdict
from kbtools.problems import Code, Problem, Severity
from kbtools.verification import Request, Verified

_SHOWN = (Verdict.DRIFTED, Verdict.RAISED)
"""What is listed and walked through where nothing is named."""


@click.command()
@click.argument("names", nargs=-1, metavar="[SOURCE[:LINE]|TOPIC|ID]...")
@options.directory
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice([str(one) for one in ACCEPTABLE]),
    help="Only snippets of this verdict; drifted when a source or a topic is named. May be given again.",
)
@click.option("--cause", "keys", multiple=True, metavar="KEY", help="Only this cause. May be given again.")
@click.option("--walk", is_flag=True, help="Ask cause by cause; the default on a terminal.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@click.option("--python", default=None, metavar="EXE", help="The Python that verifies them afterwards.")
@options.as_json
def accept(
    names: tuple[str, ...], directory: Path, *, walk: bool, dry_run: bool, as_json: bool, **chosen: object
) -> None:
    """Make today's outputs the expected ones: of one snippet, a source, a topic, a verdict or a cause.

    It is an edit of the `#>` lines in snippets/, as you could make by hand; no source changes, and the page
    goes on to show what the note records. Deleting the cell takes it back. What is accepted is verified at
    once. With nothing named the causes are listed, or on a terminal asked one by one. Exit codes: 0 fine;
    1 an error; 2 usage.

    \b
    Example:
      kbtools accept my-notes:41
      kbtools accept --cause 4f2a9c --dry-run
    """
    config = options.knowledge_base(directory)
    verdicts = tuple(Verdict(str(one)) for one in _strings(chosen["verdicts"]))
    keys, python = _strings(chosen["keys"]), chosen["python"]
    named = bool(names or verdicts or keys)
    book = pipeline.assemble(config).book
    offer = acceptance.offer(book, names, verdicts or (() if named else _SHOWN), keys)
    if offer.waiting:
        waiting = output.counted(offer.waiting, "snippet")
        output.complain(f"not run since they last changed: {waiting}; run `kbtools verify` first")
    asked = walk or (not named and not as_json and sys.stdin.isatty() and sys.stdout.isatty())
    if asked:
        wanted = accept_walk.walk(offer, sys.stdin)
    elif named:
        wanted = offer.differences
    else:
        _list(offer, as_json=as_json)
        return
    _accept(config, offer, wanted, (dry_run, as_json, str(python) if python else ""))


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _list(offer: Offer, *, as_json: bool) -> None:
    if as_json:
        output.say_json({"causes": _causes(offer), "accepted": [], "files": [], "problems": []})
        return
    for cause in offer.causes:
        output.say(f"{cause.key}  {cause.title}: {output.counted(len(cause.members), 'snippet')}")
        accept_walk.show(cause.example)
    if offer.causes:
        output.say(f"accept one with: kbtools accept --cause {offer.causes[0].key}")
    else:
        output.say("nothing to accept")


def _accept(
    config: Config, offer: Offer, wanted: tuple[Difference, ...], how: tuple[bool, bool, str]
) -> None:
    dry_run, as_json, python = how
    changes = acceptance.edits(config, wanted)
    after: Verified | None = None
    if changes and not dry_run:
        acceptance.accept(config, changes)
        after = _verify(config, wanted, python)
    problems = (*offer.refused, *(_unsettled(wanted, after) if after else ()))
    if as_json:
        files = [change.path for change in changes]
        report = {"causes": _causes(offer), "accepted": _accepted(wanted, after), "files": files}
        output.say_json({**report, "problems": output.as_json(problems)})
    else:
        for change in changes:
            output.say(_diff(change) if dry_run else f"edited: {change.path}")
        verb = "would be accepted" if dry_run else "accepted"
        output.say(f"{output.counted(len(wanted), 'output')} {verb}")
        if changes and not dry_run:
            output.say(
                "run `kbtools build` to show it on the pages; delete a cell in snippets/ to take it back"
            )
    output.finish(problems, strict=False)


def _diff(change: Edit) -> str:
    names = change.path, f"{change.path} (accepted)"
    return "\n".join(unified_diff(change.old.split("\n"), change.new.split("\n"), *names, lineterm=""))


def _verify(config: Config, wanted: tuple[Difference, ...], python: str) -> Verified:
    sources = tuple(sorted({one.snippet.source for one in wanted}))
    with output.progress() as progress:
        request = Request(only=sources, pythons=(python,) if python else ())
        verified = verification.verify(config, request, progress)
    verification.store(config, verified)
    return verified


def _unsettled(wanted: tuple[Difference, ...], after: Verified) -> list[Problem]:
    """What does not come true although its own output is expected of it: another one each time."""
    places = after.places
    rows = [after.after.checked[one.snippet.id] for one in wanted if one.snippet.id in after.after.checked]
    hint = "its output changes from run to run; write <!-- kb: random --> above it, or delete the cell"
    return [
        Problem(
            *places[row.snippet],
            Severity.WARNING,
            Code.RESULT_NOT_GREEN,
            f"is {row.verdict} after it was accepted: {row.reason}",
            hint,
        )
        for row in rows
        if not row.verdict.green
    ]


def _causes(offer: Offer) -> list[dict[str, object]]:
    return [
        {
            "cause": cause.key,
            "title": cause.title,
            "verdict": cause.members[0].checked.verdict,
            "snippets": [_row(one) for one in cause.members],
        }
        for cause in offer.causes
    ]


def _row(one: Difference) -> dict[str, object]:
    snippet = one.snippet
    where = {"source": snippet.source, "line": snippet.lines.start, "id": snippet.id}
    return {**where, "recorded": one.recorded or None, "got": one.got}


def _accepted(wanted: tuple[Difference, ...], after: Verified | None) -> list[dict[str, object]]:
    rows: Mapping[SnippetId, object] = (
        {name: row.verdict for name, row in after.after.checked.items()} if after else {}
    )
    return [
        {
            "source": one.snippet.source,
            "line": one.snippet.lines.start,
            "id": one.snippet.id,
            "verdict": rows.get(one.snippet.id),
        }
        for one in wanted
    ]
