"""A verification in parts: who has which session, and the parts joined again."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kbtools.model import Checked, Results, Session, SnippetId, Verdict
from kbtools.problems import Code, KbError
from kbtools.verify import Part, Shard, dump, dump_part, load_part, merge

E = {"python": "3", "fence": "landlock+seccomp+netns"}


def _rows(*names: str, key: str = "k") -> dict[SnippetId, Checked]:
    return {
        SnippetId(name): Checked(SnippetId(name), key, Verdict.VERIFIED, "Equal.", environment="e")
        for name in names
    }


def _part(number: int, of: int, *names: str, path: str = "", fence: str = "", key: str = "k") -> Part:
    versions = {**E, "fence": fence or E["fence"]}
    path = path or f"results.shard-{number}-of-{of}.json"
    return Part(path, Shard(number, of), Results(_rows(*names, key=key), {"e": versions}))


def _wanted(*names: str) -> dict[SnippetId, str]:
    return {SnippetId(name): "k" for name in names}


def _said(parts: list[Part], *names: str) -> list[str]:
    with pytest.raises(KbError) as caught:
        merge(parts, _wanted(*names))
    assert {problem.code for problem in caught.value.problems} == {Code.SHARDS_UNFIT}
    return [f"{problem.path}: {problem.what}" for problem in caught.value.problems]


def test_every_session_has_one_shard_whatever_the_order(session: Callable[..., Session]) -> None:
    """Two machines that list their files differently split alike, and no part is much heavier."""
    sessions = [session(f"n{size}", *["1"] * size) for size in (9, 1, 5, 4, 2, 7)]
    parts = [Shard(number, 3).sessions(sessions) for number in (1, 2, 3)]
    again = [Shard(number, 3).sessions(sessions[::-1]) for number in (1, 2, 3)]

    assert sorted(one.source for part in parts for one in part) == sorted(one.source for one in sessions)
    assert [{one.source for one in part} for part in parts] == [
        {one.source for one in part} for part in again
    ]
    weights = [sum(len(one.snippets) for one in part) for part in parts]
    assert max(weights) - min(weights) <= 2


def test_more_shards_than_sessions_leave_some_empty(session: Callable[..., Session]) -> None:
    """A small knowledge base on many machines is no error."""
    only = [session("a", "1")]

    assert [len(Shard(number, 3).sessions(only)) for number in (1, 2, 3)] == [1, 0, 0]


def test_a_part_comes_back_as_it_was_stored() -> None:
    """Its number, its results, what other environments show, and what was drawn."""
    part = _part(2, 3, "a/0")
    figures = {"0123456789abcdef.png": b"\x89PNG"}
    results = replace(part.results, others={"old": _rows("a/0")}, figures=figures)
    back = load_part(dump_part(part.shard, results), part.path)

    assert (back.shard, back.results) == (Shard(2, 3), results)


def test_joined_parts_are_one_run_to_the_byte() -> None:
    """The order in which they are given does not show; an idle part's fence does not count."""
    idle = _part(2, 3, "b/0", fence="not needed")
    joined = merge([_part(3, 3), idle, _part(1, 3, "c/0", "a/0")], _wanted("a/0", "b/0", "c/0"))

    assert dump(joined) == dump(Results(_rows("a/0", "b/0", "c/0"), {"e": E}))


def test_the_fence_is_what_held_everywhere() -> None:
    """One machine without network namespaces, and the record claims none."""
    weak = _part(2, 2, "b/0", fence="landlock+seccomp")

    merged = merge([_part(1, 2, "a/0"), weak], _wanted("a/0", "b/0"))

    assert merged.environments["e"]["fence"] == "landlock+seccomp"


def test_missing_and_repeated_parts_are_all_told() -> None:
    """With the command that makes the missing one."""
    said = _said([_part(1, 4, "a/0"), _part(3, 4, "c/0"), _part(1, 4, "a/0", path="x")], "a/0", "c/0")

    assert said == [
        "results.shard-1-of-4.json: shard 1/4 is there more than once: results.shard-1-of-4.json and x",
        "results.shard-2-of-4.json: shard 2/4 is missing",
        "results.shard-4-of-4.json: shard 4/4 is missing",
    ]


def test_parts_of_different_splits_do_not_join() -> None:
    """Half of two and a third of three are no whole."""
    (said,) = _said([_part(1, 2, "a/0"), _part(2, 3, "b/0")], "a/0", "b/0")

    assert "different splits" in said


@pytest.mark.parametrize(("key", "verdict"), [("k", "the same verdict"), ("other", "another verdict")])
def test_a_snippet_in_two_parts_is_told(key: str, verdict: str) -> None:
    """Then the parts were made from different notes, whether they agree or not."""
    (said,) = _said([_part(1, 2, "a/0"), _part(2, 2, "a/0", key=key)], "a/0")

    assert said.endswith(f"a/0 is in results.shard-1-of-2.json as well, with {verdict}")


def test_parts_of_other_notes_are_told() -> None:
    """A verdict on a text that has changed since is none, and a snippet without one is missing."""
    said = _said([_part(1, 2, "a/0", key="old"), _part(2, 2)], "a/0", "b/0")

    assert said == [
        "results.shard-1-of-2.json: was made from other notes than these: 1 of its snippets, such as a/0",
        "results.shard-1-of-2.json: no shard tells of 1 snippets, such as b/0",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"shard": [1, 1], "figures": {"../x.png": ""}}',
        '{"shard": [1], "format": 1}',
        '{"shard": ["a", 2]}',
    ],
)
def test_a_damaged_part_is_a_problem_with_a_hint(text: str) -> None:
    """An artifact cut short on its way."""
    with pytest.raises(KbError) as caught:
        load_part(text, "p.json")

    (problem,) = caught.value.problems
    assert (problem.path, problem.code) == ("p.json", Code.RESULTS_INVALID)
    assert "--shard" in problem.hint
