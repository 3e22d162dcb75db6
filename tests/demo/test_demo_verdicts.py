"""Every verdict occurs in the demo where it is meant to, and everything else is green."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from kbtools import demo, snippets, sources, verify
from kbtools.decode import decode
from kbtools.model import Checked, Reading, Results, Snippet, Source, SourceId, Verdict

NEEDED = ("torch", "pandas")
MEANT: dict[tuple[str, str], Verdict] = {
    ("course-slides", "pd.get_dummies(walls)"): Verdict.DRIFTED,
    ("my-own-notes", "pip install"): Verdict.NOT_CODE,
    ("my-own-notes", "torch.tensor([5, 7]) / 2"): Verdict.DRIFTED,
    ("my-own-notes", "torch.broadcast_to(input, shape)"): Verdict.NOT_CODE,
    ("my-own-notes", "从右往左"): Verdict.NOT_CODE,
    ("my-own-notes", "import tensorflow"): Verdict.NOT_CODE,
    ("my-own-notes", "from mylab"): Verdict.BLOCKED,
    ("my-own-notes", "in train_iter"): Verdict.BLOCKED,
    ("my-own-notes", "len(list(tied.parameters()))"): Verdict.DRIFTED,
    ("my-own-notes", "torch.load('mlp.pt')"): Verdict.RAISED,
    ("my-own-notes", "whole(torch.zeros(1, 12))"): Verdict.BLOCKED,
    ("my-own-notes", "urlopen("): Verdict.DENIED,
    ("my-own-notes", "/etc/passwd"): Verdict.DENIED,
    ("my-own-notes", "while True"): Verdict.TIMEOUT,
}
"""What is meant not to be green: source, a piece of the code, verdict."""
RANDOM = {
    ("course-slides", "torch.randn(2, 3)"),
    ("my-own-notes", "torch.rand(2, 3)"),
    ("study-notes", "drop(ones, 0.5)"),
}

Row = tuple[Snippet, Checked]

pytestmark = pytest.mark.skipif(
    any(find_spec(name) is None for name in NEEDED), reason=f"the demo runs with {' and '.join(NEEDED)}"
)


@pytest.fixture(scope="module")
def run() -> Results:
    """The verdicts of the whole demo, run once."""
    sessions = tuple(snippets.session(reading) for reading in readings())
    results, _ = verify.run(sessions, verify.RunOptions(jobs=2), Results())
    return results


@pytest.fixture(scope="module")
def rows(run: Results) -> tuple[Row, ...]:
    """Every snippet with its verdict."""
    sessions = (snippets.session(reading) for reading in readings())
    return tuple((one, run.checked[one.id]) for session in sessions for one in session.snippets)


@pytest.fixture
def fenced(run: Results) -> None:
    """Skips where the system has no whole fence."""
    if any({"landlock", "seccomp"} - set(each["fence"].split("+")) for each in run.environments.values()):
        pytest.skip("this system has no whole fence, so nothing is denied by it")


def readings() -> Iterator[Reading]:
    """What the readers make of the demo."""
    for name, data in demo.files():
        yield sources.read(Source(SourceId(name.split(".")[0]), name, decode(data, name)))


def verdict_of(rows: tuple[Row, ...], source: str, piece: str) -> Verdict:
    """The verdict of the only snippet of a source that has a piece of code."""
    (verdict,) = [checked.verdict for one, checked in rows if one.source == source and piece in one.text]
    return verdict


def is_meant(one: Snippet) -> bool:
    """Whether a snippet is among those that are meant not to be green."""
    return any(one.source == source and piece in one.text for source, piece in MEANT)


def is_true(one: Snippet, checked: Checked) -> bool:
    """Whether a snippet is green, or ran when its author recorded nothing."""
    return checked.verdict.green or (checked.verdict is Verdict.RAN and one.recorded is None)


@pytest.mark.usefixtures("fenced")
@pytest.mark.parametrize("piece", [piece for _, piece in MEANT])
def test_what_is_meant_to_fail_fails_as_meant(rows: tuple[Row, ...], piece: str) -> None:
    """Each snippet that was written to show a verdict gets it."""
    (source,) = [source for source, known in MEANT if known == piece]

    assert verdict_of(rows, source, piece) == MEANT[source, piece]


@pytest.mark.parametrize(("source", "piece"), sorted(RANDOM))
def test_random_snippets_are_green_by_shape(rows: tuple[Row, ...], source: str, piece: str) -> None:
    """What is random by nature is compared by shape."""
    assert verdict_of(rows, source, piece) == Verdict.VERIFIED_SHAPE


@pytest.mark.parametrize("source", [name.split(".")[0] for name in demo.SOURCES])
def test_the_rest_is_true(rows: tuple[Row, ...], source: str) -> None:
    """Every other snippet with a recorded output is verified; those without one ran."""
    rest = [(one, checked) for one, checked in rows if one.source == source and not is_meant(one)]
    wrong = [(one.text, checked.reason) for one, checked in rest if not is_true(one, checked)]

    assert wrong == []


@pytest.mark.usefixtures("fenced")
def test_every_verdict_occurs(rows: tuple[Row, ...]) -> None:
    """The demo shows all nine."""
    assert {checked.verdict for _, checked in rows} == set(Verdict)
