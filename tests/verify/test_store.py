"""Verdicts as text and back."""

import pytest

from kbtools.model import Checked, Grade, Results, SnippetId, Verdict
from kbtools.problems import Code, KbError
from kbtools.verify import dump, load

ONE = Checked(
    SnippetId("note/1"),
    "key",
    Verdict.VERIFIED,
    "Equal.",
    grade=Grade.NUMBERS,
    got="张量 1\n",
    layout=0,
    environment="e",
)
TWO = Checked(
    SnippetId("note/0"),
    "key",
    Verdict.BLOCKED,
    "No x.",
    line=3,
    root=SnippetId("note/1"),
    supplied=("import os",),
    environment="e",
)
HEAD = '{"format": 1, "environments": {}, "snippets": '
RESULTS = Results(
    {ONE.snippet: ONE, TWO.snippet: TWO}, {"e": {"torch": "2", "python": "3"}, "old": {"python": "2"}}
)


def test_results_come_back_as_they_were_stored() -> None:
    """Every field of every verdict, layout 0 included; environments nobody uses are dropped."""
    back = load(dump(RESULTS), "snippets/results.json")

    assert back.checked == RESULTS.checked
    assert back.environments == {"e": {"python": "3", "torch": "2"}}


def test_the_text_is_stable_and_readable() -> None:
    """The order of the mapping does not show, Chinese stays Chinese, and the file ends in a newline."""
    reverse = Results(dict(reversed(list(RESULTS.checked.items()))), RESULTS.environments)

    assert dump(reverse) == dump(RESULTS)
    assert "张量" in dump(RESULTS)
    assert dump(RESULTS).endswith("}\n")


def test_no_text_is_no_results() -> None:
    """A new knowledge base has none."""
    assert load("", "snippets/results.json") == Results()


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        '{"format": 99, "environments": {}, "snippets": {}}',
        HEAD + '{"a": {"key": "k", "verdict": "green", "reason": ""}}}',
        HEAD + '{"a": 3}}',
        HEAD + '{"a": {"key": "k", "verdict": "ran", "reason": "", "other": 1}}}',
        "<<<<<<< ours",
    ],
)
def test_a_damaged_file_is_a_problem_with_a_hint(text: str) -> None:
    """Cut short, merged badly, from another version or edited by hand."""
    with pytest.raises(KbError) as caught:
        load(text, "snippets/results.json")

    (problem,) = caught.value.problems
    assert (problem.path, problem.code) == ("snippets/results.json", Code.RESULTS_INVALID)
    assert "kbtools verify" in problem.hint
