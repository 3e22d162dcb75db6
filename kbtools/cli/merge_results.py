"""`kbtools merge-results`: the parts of a verification joined into one."""

from collections import Counter
from pathlib import Path

import click

from kbtools import verification
from kbtools.cli import options, output


@click.command("merge-results")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.directory
@options.strict
@options.as_json
def merge_results(files: tuple[Path, ...], directory: Path, *, strict: bool, as_json: bool) -> None:
    """Join what `kbtools verify --shard I/N` stored into snippets/results.json; all parts, if none is named.

    The result is to the byte what one run of everything stores. Parts that are missing, given twice or made
    from other notes are told, and nothing is written. Exit codes: 0 fine; 1 an error; 2 usage.

    \b
    Example:
      kbtools merge-results
      kbtools merge-results snippets/results.shard-*-of-3.json
    """
    config = options.knowledge_base(directory)
    files = files or tuple(sorted(config.results_file.parent.glob("results.shard-*.json")))
    if not files:
        raise click.UsageError(
            "no part is named and none lies in snippets/; `kbtools verify --shard I/N` makes one"
        )
    merged = verification.merge(config, [(str(path), path.read_text("utf-8", "replace")) for path in files])
    changed = verification.store(config, merged)
    counts = Counter(str(row.verdict) for row in merged.after.checked.values())
    if as_json:
        told = {"parts": len(files), "changed": changed, "snippets": dict(sorted(counts.items()))}
        output.say_json({**told, "problems": output.as_json(merged.problems)})
    else:
        said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())) or "none"
        output.say(f"{output.counted(len(files), 'part')} joined: {said}")
        output.say("snippets/results.json " + ("written" if changed else "is as it was"))
    output.finish(merged.problems, strict=strict or config.options.strict)
