"""Quotes and lists that no page can show are told; those that it shows are not."""

import pytest

from kbtools.model import DEEPEST, Source, SourceId
from kbtools.pages.markup import plain, prose
from kbtools.sources import read


def _told(text: str) -> list[tuple[int, str]]:
    return [
        (problem.line, str(problem.code)) for problem in read(Source(SourceId("a"), "a.md", text)).problems
    ]


@pytest.mark.parametrize("mark", [">", "> ", "- ", "1. "])
def test_what_is_nested_too_deep_is_told_with_its_line(mark: str) -> None:
    """Once for a passage, at its deepest line, however deep that is."""
    text = f"# 引用\n\n{mark * 100_000} 到底了\n\n正文 `x`。\n"
    assert _told(text) == [(3, "nested-too-deep")]


@pytest.mark.parametrize(("mark", "levels"), [(">", 1), ("- ", 2)])
def test_a_problem_is_told_just_where_the_page_gives_up(mark: str, levels: int) -> None:
    """One level less, and both the page shows the nesting and no problem is told."""
    most = DEEPEST // levels
    fits, deeper = f"{mark * most} 到底了", f"{mark * (most + 1)} 到底了"
    assert prose(fits) != plain(fits)
    assert _told(f"# 引用\n\n{fits}\n") == []
    assert prose(deeper) == plain(deeper)
    assert _told(f"# 引用\n\n{deeper}\n") == [(3, "nested-too-deep")]


def test_rules_and_code_are_no_nesting() -> None:
    """A line of stars is a rule; what stands in a fence is shown as it is in any case."""
    assert _told(f"# 线\n\n{'* ' * 60}\n\n```text\n{'>' * 80}\n```\n") == []
