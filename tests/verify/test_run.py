"""Notes run for real in one batch, torch included, and what their verdicts say."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kbtools.model import SHOW_EACH, Checked, CodeKind, Layout, Results, Session, Snippet, SnippetId, SourceId
from kbtools.problems import VerifyError
from kbtools.verify import RunOptions, dump, run

Verdicts = dict[str, Checked]
OPTIONS = RunOptions(timeout=30)
CLASS = "class Net(nn.Module):\n    def forward(self, x):\n        return x + 1\nNet()(torch.ones(2))"
TENSORS = "import torch\nx = torch.arange(6.).reshape(2, 3)\nx"
LOST = (
    "def f(n):\n    n += 1\n    return n\nf(1)",
    "def f(n):\n    n += 1\nn = 5\nf(1)",
    "def f(n):\n    return n\nf(1)",
)
LONG_RANDOM = "tensor([0.9999, 0.0001])"
SAME_ID = "139931132035296\n139931132035296"
OTHER_ID = "139931132035296\n139931132035297"
TWO_IDS = "x = []\nprint(id(x))\nprint(id(x))"
JIT = "import torch\n@torch.jit.script\ndef g(x):\n    return x + 1\ng(torch.ones(1))"
WRITES = "import os\nos.makedirs('../data')\nopen('../data/a.csv', 'w').write('x\\n1')"
READS = "import pandas as pd\npd.read_csv('../data/a.csv')"
EACH = "4\n5\n'x'\n'y'"
A = "class A:\n    pass"
NOTES: dict[str, list[str | tuple[str, str]]] = {
    "true": [(TENSORS, "tensor([[0., 1., 2.],\n[3., 4., 5.]])"), ("x.sum()", "tensor(15.0)")],
    "types": [("import numpy, torch\nnumpy.ndarray, torch.Tensor", "(numpy.ndarray, torch.Tensor)")],
    "drift": [("1 + 1", "3"), ("print('a')\nprint('b')", "b"), ("x = 1", "1")],
    "roots": ["def f(:", "y = f(2)", "y + 1", "later", "later = 1", "import no_such_module_here"],
    "stale": ["x = [1]", "x = [1, 2] + missing", ("len(x)", "2"), ("x = 0\nx", "0")],
    "supplied": [CLASS, "np = 5", ("np", "5"), "F.relu(torch.ones(1))"],
    "random": [("import torch\ntorch.rand(2)", LONG_RANDOM), ("torch.rand(2)", "tensor([1])")],
    "seeded": [("torch.manual_seed(1)\nint(torch.randint(9, ()))", "77")],
    "ids": [(TWO_IDS, SAME_ID), (TWO_IDS, OTHER_ID)],
    "crash": [("1", "1"), "import os\nos._exit(3)", "2"],
    "order": [("import os\nprint('a')\nos.system('echo b')\n'c'", "a\nb\n'c'"), ("print(1)\n2;", "1")],
    "main": [
        f"import inspect, pickle\n{A}",
        ("type(pickle.loads(pickle.dumps(A())))", "__main__.A"),
        ("print(inspect.getsource(A))", A),
    ],
    "script": [(JIT, "tensor([2.])")],
    "folder": [WRITES, (READS, "\tx\n0\t1")],
    "inside": ["def f(x):\n    return 1 / x", "1\nf(0)"],
    "remark": [("print(3)\n'''\nwords\n'''", "3"), ("'''a\nb'''", "'a\\nb'")],
    "words": [
        ("x = 3\nprint(f'Sum of all: {x}')", "3"),
        ("print('Sum:', x)\nprint('Twice', x * 2)", "3\n6"),
        ("print('Sum:', x)", "4"),
        ("print('Sum:')", ":"),
    ],
    "magic": [("%matplotlib inline\n1", "1")],
}
"""Cells by name of the note: code, or code with the output recorded for it."""


@pytest.fixture(scope="module")
def notes(snippet: Callable[..., Snippet], session: Callable[..., Session]) -> list[Session]:
    """All the notes of this module: they share one worker, so torch is imported once."""
    code = snippet
    layouts = [code(*LOST, recorded="2"), code("a = 1", "a = 2"), code("b = 1", "b =  1"), code("c", "1 + 1")]
    shell = replace(code("ls"), kind=CodeKind.SHELL)
    return [
        *(session(name, *cells) for name, cells in NOTES.items()),
        session(
            "errors", ("1 / 0", "ZeroDivisionError: division by zero"), "[][1]", code("int('a')", raises=True)
        ),
        session("layouts", *layouts),
        session("skipped", code("1", skip=True), code("1", needs=("cuda",)), shell),
        session("limit", code("while True: pass", timeout=1.0), "1"),
        session("glued", _glued(code("pass"))),
        session("prompt", _at_a_prompt(code("a = 4\na; a + 1\nfor i in 'xy':\n    i", recorded=EACH))),
        session("vary", ("import torch\ntorch.zeros(2)", "tensor([0.1000, 9.7000])  # 未初始化")),
        session("prepares", code("3", recorded="4", setup=True)),
    ]


def _at_a_prompt(snippet: Snippet) -> Snippet:
    """A snippet that may have been typed at a prompt, where each statement shows its value."""
    plain = replace(snippet.layouts[0], repairs=("prompts",))
    return replace(snippet, layouts=(plain, replace(plain, repairs=("prompts", SHOW_EACH))))


def _glued(snippet: Snippet) -> Snippet:
    """Three lines of code that stood on one line of the source, and one below it."""
    layout = Layout("a = 1\nb = 2\nc = a + b\nraise ValueError(c)", 1, None, ("glued",), (1, 1, 1, 2))
    return replace(snippet, layouts=(layout,))


@pytest.fixture(scope="module")
def checked(notes: list[Session]) -> Verdicts:
    """Every note run once."""
    results, problems = run(notes, OPTIONS, Results())
    assert problems == ()
    return {str(key): value for key, value in results.checked.items()}


VERDICTS = {
    "true": ["verified", "verified"],
    "types": ["verified"],
    "drift": ["drifted", "drifted", "drifted"],
    "roots": ["raised", "blocked", "blocked", "blocked", "ran", "blocked"],
    "stale": ["ran", "blocked", "blocked", "verified"],
    "supplied": ["ran", "ran", "verified", "ran"],
    "random": ["verified-shape", "drifted"],
    "seeded": ["drifted"],
    "ids": ["verified", "drifted"],
    "errors": ["verified", "raised", "verified"],
    "crash": ["verified", "raised", "blocked"],
    "layouts": ["verified", "raised", "ran", "ran"],
    "skipped": ["not-code", "blocked", "not-code"],
    "remark": ["verified", "verified"],
    "words": ["verified", "verified", "drifted", "drifted"],
    "prompt": ["verified"],
    "vary": ["verified-shape"],
    "prepares": ["ran"],
    "order": ["verified", "verified"],
    "main": ["ran", "verified", "verified"],
    "script": ["verified"],
    "folder": ["ran", "verified"],
    "limit": ["timeout", "blocked"],
    "glued": ["raised"],
    "inside": ["ran", "raised"],
    "magic": ["verified"],
}


@pytest.mark.parametrize("name", VERDICTS)
def test_every_snippet_gets_the_verdict_of_its_kind(name: str, checked: Verdicts) -> None:
    """One note a kind; each reason is one sentence."""
    found = [checked[f"{name}/{row}"] for row in range(len(VERDICTS[name]))]

    assert [each.verdict.value for each in found] == VERDICTS[name], found
    assert all(each.reason.endswith((".", "…")) or ": " in each.reason for each in found)


def test_a_missing_name_is_traced_to_the_snippet_that_failed_first(checked: Verdicts) -> None:
    """The root of a chain is its first failure; the reasons name lines."""
    assert checked["roots/1"].root == checked["roots/2"].root == "roots/0"
    assert "line 1 " in checked["roots/1"].reason
    assert checked["roots/3"].root is None
    assert "before line 41" in checked["roots/3"].reason
    assert "no_such_module_here" in checked["roots/5"].reason


def test_an_old_value_is_not_held_against_the_note(checked: Verdicts) -> None:
    """A snippet that saw the value from before a failed definition is blocked, not drifted."""
    assert checked["stale/2"].root == "stale/1"


def test_supplied_imports_are_recorded_and_never_replace_an_own_name(checked: Verdicts) -> None:
    """What readers type without being told is supplied where it is used, and said."""
    assert set(checked["supplied/0"].supplied) == {"import torch", "from torch import nn"}
    assert checked["supplied/2"].supplied == ()
    assert checked["supplied/3"].supplied == ("import torch.nn.functional as F",)


def test_output_is_kept_only_where_it_says_something(checked: Verdicts) -> None:
    """Equal to the letter: nothing; otherwise today's, without addresses."""
    assert checked["drift/0"].got == "2\n"
    assert checked["true/0"].got is not None
    assert checked["types/0"].got is None
    assert "id 1" in (checked["ids/0"].got or "")


def test_the_end_of_a_session_is_told_to_the_snippets_after_it(checked: Verdicts) -> None:
    """Who ended it, how, and who never ran."""
    assert "exit code 3" in checked["crash/1"].reason
    assert (checked["crash/2"].root, checked["limit/1"].root) == ("crash/1", "limit/0")


def test_a_layout_is_taken_for_what_it_does(checked: Verdicts) -> None:
    """The one that reproduces the record, the one that runs, the first of equals; else none."""
    taken = [checked[f"layouts/{row}"].layout for row in range(4)]

    assert taken == [0, None, 0, 1]
    assert "2 layouts parse, 2 of them run" in checked["layouts/1"].reason


@pytest.mark.parametrize(
    ("name", "line"), [("errors/1", 11), ("glued/0", 2), ("inside/1", 12), ("roots/0", 1)]
)
def test_an_error_names_the_line_of_the_source(name: str, line: int, checked: Verdicts) -> None:
    """Also where several lines of code share one line of the source, and in a called function."""
    assert checked[name].line == line


def test_an_output_further_down_decides_a_lost_layout(
    snippet: Callable[..., Snippet], session: Callable[..., Session]
) -> None:
    """The loop that gives what is recorded below it is taken; without a record below, none is."""
    inside = "def f(n):\n    for i in range(3):\n        n += 1\n        n *= 2\n    return n"
    outside = "def f(n):\n    for i in range(3):\n        n += 1\n    n *= 2\n    return n"
    decided = session("decided", snippet(inside, outside), ("f(1)", "8"))
    open_ = session("open", snippet(inside, outside), "f(1)")
    wrong = session("wrong", snippet(inside, outside), ("f(1)", "9"))

    results, _ = run([decided, open_, wrong], OPTIONS, Results())
    found = {str(key): value for key, value in results.checked.items()}

    assert (found["decided/0"].layout, found["decided/1"].verdict.value) == (1, "verified")
    assert [found[name].verdict.value for name in ("open/0", "open/1")] == ["raised", "blocked"]
    assert (found["wrong/0"].layout, found["wrong/1"].root) == (None, "wrong/0")


def test_a_second_run_with_nothing_changed_starts_no_worker(session: Callable[..., Session]) -> None:
    """Stored verdicts that hold are given back to the byte."""
    note = session("kept", ("1", "1"), ("2", "3"), "x = 1")
    first, _ = run([note], OPTIONS, Results())
    told: list[SourceId] = []

    again, problems = run([note], OPTIONS, first, lambda source, *_: told.append(source))

    assert (told, problems, dump(again)) == ([], (), dump(first))


def test_a_change_reruns_its_session_and_no_other(session: Callable[..., Session]) -> None:
    """Progress names what ran; verdicts of sources that are not given are kept."""
    one, two = session("one", ("1", "1")), session("two", ("2", "2"))
    first, _ = run([one, two], OPTIONS, Results())
    told: list[str] = []

    again, _ = run([session("one", ("1 + 1", "2"))], OPTIONS, first, lambda *event: told.append(str(event)))

    assert told == ["('one', 1, 1)"]
    assert set(again.checked) == {"one/0", "two/0"}


def test_errors_are_never_taken_from_the_store(session: Callable[..., Session]) -> None:
    """What raised may have been the environment's fault, so it runs again."""
    note = session("note", "1 / 0")
    first, _ = run([note], OPTIONS, Results())
    told: list[int] = []

    run([note], OPTIONS, first, lambda _, done, __: told.append(done))

    assert told == [1]


def test_another_environment_runs_everything_again(session: Callable[..., Session]) -> None:
    """Verdicts of another version of a library say nothing of this one."""
    note = session("note", ("1", "1"))
    first, _ = run([note], OPTIONS, Results())
    name = SnippetId("note/0")
    other = Results({name: replace(first.checked[name], environment="old")}, {"old": {"python": "2.7"}})

    again, _ = run([note], OPTIONS, other)

    assert again.checked[name].environment in again.environments
    assert again.checked[name].environment != "old"


def test_the_environment_names_versions_and_fence(session: Callable[..., Session]) -> None:
    """Python, torch and what kept the code in."""
    results, _ = run([session("note", "1")], OPTIONS, Results())
    (environment,) = results.environments.values()

    assert {"python", "platform", "torch", "numpy", "fence"} <= environment.keys()


def test_a_python_that_cannot_start_is_an_error_with_a_hint(session: Callable[..., Session]) -> None:
    """Nothing is claimed; the person learns which option to use."""
    with pytest.raises(VerifyError, match="--python"):
        run([session("note", "1")], RunOptions(python="no-such-python"), Results())
