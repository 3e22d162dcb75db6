"""Processes that start anew run what libraries define; for what a note defines it is told at once."""

import multiprocessing
import time
from collections.abc import Callable

import pytest

from kbtools.model import Checked, Session, Verdict
from kbtools.spawn import FORKS
from kbtools.verify import RunOptions
from kbtools.verify.judge import ANEW

pytestmark = pytest.mark.skipif(not FORKS, reason="elsewhere every process starts anew")
SECONDS = 40
"""More than all of these take, and less than one that waits would."""
POOL = "with mp.get_context('{way}').Pool(2) as pool:\n    print(pool.map({call}, [-1, 2]))"
PROCESS = (
    "child = mp.get_context('{way}').Process(target={call}, args=(-1,))\n"
    "child.start()\nchild.join()\nprint(child.exitcode)"
)
FUTURES = (
    "from concurrent.futures import ProcessPoolExecutor\n"
    "with ProcessPoolExecutor(1, mp_context=mp.get_context('{way}')) as pool:\n"
    "    print(pool.submit({call}, -1).result())"
)
SETUP = "import multiprocessing as mp\ndef double(n):\n    return 2 * n"


@pytest.mark.parametrize("way", ["spawn", "forkserver"])
def test_what_a_library_defines_runs_and_what_a_note_defines_is_told(
    way: str, session: Callable[..., Session], verdicts: Callable[..., dict[str, Checked]]
) -> None:
    """The session goes on behind each; its own start method stays what it was."""
    libraries = [
        (POOL.format(way=way, call="abs"), "[1, 2]"),
        (PROCESS.format(way=way, call="abs"), "0"),
        (FUTURES.format(way=way, call="abs"), "1"),
    ]
    own = [(code.format(way=way, call="double"), "0") for code in (POOL, PROCESS, FUTURES)]
    forked = (POOL.format(way="fork", call="double"), "[-2, 4]")
    usual = repr(multiprocessing.get_start_method())
    start = time.monotonic()

    found = verdicts(
        session("note", SETUP, *libraries, *own, forked, ("mp.get_start_method()", usual)),
        options=RunOptions(timeout=2 * SECONDS),
    )

    assert time.monotonic() - start < SECONDS
    green, told = [found[f"note/{row}"] for row in (1, 2, 3, 7)], [found[f"note/{row}"] for row in (4, 5, 6)]
    assert [one.verdict for one in green] == [Verdict.VERIFIED] * 4
    assert {(one.verdict, one.reason) for one in told} == {(Verdict.BLOCKED, ANEW)}
