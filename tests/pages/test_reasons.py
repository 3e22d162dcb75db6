"""Reasons are told in the language of the page."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kbtools
from kbtools.pages.labels import REPAIRS as REPAIR_NAMES
from kbtools.pages.reasons import told
from kbtools.snippets.repairs import REPAIRS

PACKAGE = Path(kbtools.__file__).parent
SAYERS = (
    "verify/judge.py",
    "verify/difference.py",
    "verify/acceptance.py",
    "verify/paranoid.py",
    "verify/checkers",
    "snippets/classify.py",
    "topics/evidence.py",
    "topics/place.py",
    "topics/inherit.py",
    "topics/decide.py",
    "topics/same_passage.py",
    "verify/earlier.py",
)
"""What makes reasons; every sentence or part of one in them must be known here."""


@pytest.mark.parametrize(
    ("reason", "chinese"),
    [
        ("The output is the recorded one, to the letter.", "输出与记录逐字相同。"),
        ("The module d2l is not installed.", "模块 d2l 没有安装。"),
        (
            "It raised an error that its author did not record: No: x. Its layout is one of 3 that parse.",
            "出现了作者没有记录的错误：No: x.能解析的版面有 3 种，这是其中一种。",
        ),
        (
            "The snippet at line 7 should have defined net, but its verdict is raised.",
            "本应由第 7 行的代码定义 net，而那段代码的结果是“报错”。",
        ),
        (
            "It did not run: the snippet at line 7 ended the session; the process was ended by SIGSEGV.",
            "没有运行：第 7 行的代码让会话提前结束；进程被 SIGSEGV 终止。",
        ),
        (
            "The output is the recorded one but for memory addresses and the way classes are shown.",
            "输出与记录相同，不同的只有：内存地址、类的显示方式。",
        ),
        ("it stands under the heading “and a line”", "位于标题“and a line”之下"),
        ("its heading and something new", "its heading and something new"),
        (
            "It ran, but the value recorded at line 9 stands where no run shows it, so nothing compared it.",
            "能运行，但有记录的值无从比较：第 9 行的值在运行时不会显示。",
        ),
        ("Nobody has said this before.", "Nobody has said this before."),
    ],
)
def test_known_reasons_are_told_in_chinese(reason: str, chinese: str) -> None:
    """What no rule knows stays as it was stored."""
    assert told(reason, "zh") == chinese
    assert told(reason, "en") == reason


def _modules() -> Iterator[Path]:
    for name in SAYERS:
        path = PACKAGE / name
        yield from sorted(path.glob("*.py")) if path.is_dir() else [path]


def _said(path: Path) -> Iterator[tuple[str, ...]]:
    """Every piece of English in a module that is no documentation and no exception, cut at its blanks."""
    tree = ast.parse(path.read_text("utf-8"))
    silent = {id(part) for node in ast.walk(tree) if _is_silent(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in ast.walk(node)}
            yield tuple(str(part.value) if isinstance(part, ast.Constant) else "" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield (node.value,)


def _is_silent(node: ast.AST) -> bool:
    """Whether nobody reads it: documentation, errors of programmers, patterns, calls on text."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in {
            "compile",
            "match",
            "search",
            "sub",
            "split",
            "join",
            "findall",
            "maketrans",
        }
    return isinstance(node, ast.Raise) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def _is_reason(parts: tuple[str, ...]) -> bool:
    # What stands in brackets is part of an output, which is never translated.
    return bool(re.search(r"[a-z] [a-z“(]|[a-z] $", "".join(parts))) and not parts[0].startswith("[")


REASONS = sorted({(path.name, *said) for path in _modules() for said in _said(path) if _is_reason(said)})


def _english(reason: str) -> list[str]:
    """Words that are still English."""
    text = re.sub(r"NumPy|Python|dtype|topics\.yml", "", told(reason.strip(), "zh"))
    return re.findall(r"[A-Za-z']{3,}", text)


@pytest.mark.parametrize("parts", REASONS, ids="-".join)
def test_every_reason_of_the_code_has_its_chinese(parts: tuple[str, ...]) -> None:
    """A new wording anywhere fails here until `pages/reasons.py` can say it, whole or piece by piece."""
    _, *said = parts
    whole = "".join(part or "7" for part in said).lstrip("7")

    assert (
        not _english(whole)
        or not _english(whole.removesuffix("7."))
        or [_english(part) for part in said] == [[] for _ in said]
    )


def test_the_reasons_of_the_code_are_found() -> None:
    """The test above looks at something."""
    assert len(REASONS) > 40


def test_every_repair_has_its_name_in_words() -> None:
    """In both languages; a rule may make layouts under several names."""
    texts = (path.read_text("utf-8") for path in (PACKAGE / "snippets" / "repairs").glob("*.py"))
    names = {name for text in texts for name in re.findall(r'"([a-z]+-[a-z-]+)"', text)}

    assert names | {repair.name for repair in REPAIRS} <= REPAIR_NAMES.keys()
