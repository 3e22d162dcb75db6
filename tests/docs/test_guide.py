"""The guide and the READMEs say what the program has: commands, options, keys, verdicts, links."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from kbtools.cli.group import commands
from kbtools.config import Options
from kbtools.model import Verdict
from kbtools.problems import Code

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
CHINESE = sorted(path.name for path in GUIDE.glob("*.md"))
TEXTS = [*sorted(GUIDE.rglob("*.md")), ROOT / "README.md", ROOT / "README.zh.md"]
LINK = re.compile(r"(?<!\!)\[[^\]]+\]\(([^)\s]+)\)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def text(page: str, language: str) -> str:
    """One page of the guide in `zh` or `en`."""
    folder = GUIDE if language == "zh" else GUIDE / "en"
    return (folder / page).read_text("utf-8")


def without_code(document: str) -> str:
    """The document without its code fences."""
    return re.sub(r"(?ms)^```.*?^```$", "", document)


def options() -> Iterator[tuple[str, str]]:
    """Every command with every long option it has."""
    context = click.Context(commands)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        for parameter in command.params if command else ():
            for option in (*parameter.opts, *parameter.secondary_opts):
                if option.startswith("--"):
                    yield name, option


def anchors(document: str) -> set[str]:
    """The anchors that the headings of a document get."""
    heads = re.findall(r"(?m)^#+ (.+)$", without_code(document))
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_every_page_has_a_twin() -> None:
    """The Chinese and the English guide have the same pages."""
    english = sorted(path.name for path in (GUIDE / "en").glob("*.md"))

    assert english == CHINESE


@pytest.mark.parametrize("page", CHINESE)
def test_twins_have_the_same_parts(page: str) -> None:
    """A page has as many headings, fences and table rows in English as in Chinese."""
    shape = [
        [len(re.findall(pattern, text(page, language))) for pattern in (r"(?m)^#", r"(?m)^```", r"(?m)^\|")]
        for language in ("zh", "en")
    ]

    assert shape[0] == shape[1]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link of a text names a file that exists and a heading that it has."""
    for target in LINK.findall(without_code(path.read_text("utf-8"))):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        there = path.parent / file if file else path
        assert there.is_file(), target
        assert not anchor or anchor in anchors(there.read_text("utf-8")), target


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("command", "option"), sorted(set(options())))
def test_every_option_is_in_the_reference(command: str, option: str, language: str) -> None:
    """The command reference names every command and every option."""
    reference = text("commands.md", language)

    assert f"## kbtools {command}\n" in reference
    assert option in OPTION.findall(reference)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_option_in_the_reference_exists(language: str) -> None:
    """The command reference names no option that no command has."""
    known = {option for _, option in options()} | {"--help", "--version"}

    assert set(OPTION.findall(text("commands.md", language))) <= known


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_stands_with_its_default(language: str) -> None:
    """The reference has a row for every key of the configuration, with its default."""
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| (\S+) \|", text("commands.md", language)))
    shown = {field.name: str(field.default).lower().removesuffix(".0") for field in fields(Options)}

    assert {name: value for name, value in shown.items() if value} == {
        name: rows[name].strip("`") for name, value in shown.items() if value
    }
    assert set(shown) <= set(rows)


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh.md", "docs/guide/verify.md", "docs/guide/en/verify.md"]
)
def test_every_verdict_has_its_row(page: str) -> None:
    """The verdict tables hold the nine verdicts in the order of the design."""
    rows = re.findall(r"(?m)^\| `([a-z-]+)` \|", (ROOT / page).read_text("utf-8"))

    assert [row for row in rows if row in set(Verdict)] == list(Verdict)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_codes_of_problems_exist(path: Path) -> None:
    """Every code of a problem that a text names is in the closed list."""
    named = re.findall(r"\b[A-Z]{3,}(?:-[A-Z][A-Z0-9]+)+\b", path.read_text("utf-8"))

    assert set(named) <= {code.upper() for code in Code} | {"JSON-LD"}
