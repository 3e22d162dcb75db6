"""A session sees what it may read, its own folder and its own shared memory, and none of another's."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kbtools.model import Checked, Results, Session
from kbtools.verify import RunOptions, run

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the fence is the Linux kernel's"
)
VERIFY = Path(run.__code__.co_filename).parent
LOOK = """
import ctypes, json, os, socket, sys
sys.path.insert(0, sys.argv[1])
import fence_view
libc = ctypes.CDLL(None, use_errno=True)
sockets = fence_view.sockets()
fence_view.leave(libc, fence_view.CLONE_NEWUSER | fence_view.CLONE_NEWNS)
cut = fence_view.enter(libc, sys.argv[2], tuple(sys.argv[3:]), sockets, 1000)
libc.syscall(126, b'\\x22\\x05\\x08\\x20\\0\\0\\0\\0', bytes(24))
def tell(path):
    try:
        if path.endswith('socket'):
            socket.socket(socket.AF_UNIX).connect(path)
        return os.listdir(path) if os.path.isdir(path) else open(path).read()
    except OSError as error:
        return error.strerror
json.dump({"cut": cut, **{path: tell(path) for path in json.load(sys.stdin)}}, sys.stdout)
"""
"""Moves, gives up root's powers and says what it sees."""
HIDES = """
import json, sys
sys.path.insert(0, sys.argv[1])
import fence
found = fence.Fence(sys.argv[2])
found.cut = (sys.argv[2].rpartition('/')[0],)
json.dump([found.hides(path) for path in sys.argv[3:]], sys.stdout)
"""
LEAVE = """
import os, socket, time
open('/dev/shm/NAME', 'w').close()
server = socket.socket(socket.AF_UNIX)
server.bind('\\0kbtools-test-NAME')
server.listen()
time.sleep(2)
seen = []
for other in 'abc':
    try:
        socket.socket(socket.AF_UNIX).connect(f'\\0kbtools-test-{other}')
        seen.append(other)
    except OSError:
        pass
assert seen == ['NAME'], seen
assert os.listdir('/dev/shm') == ['NAME'], os.listdir('/dev/shm')
os.stat(os.environ['HOME'])
try:
    os.listdir(os.path.dirname(os.environ['HOME']))
except PermissionError:
    'as it should be'
else:
    raise AssertionError"""


@pytest.fixture(scope="module")
def checked(session: Callable[..., Session]) -> dict[str, Checked]:
    """Three sessions at once, each of which leaves something and looks for the others'; then one more."""
    notes = [session(name, LEAVE.replace("NAME", name)) for name in ("a", "b", "c")]
    after = session("after", "import os\nassert os.listdir('/dev/shm') == []")
    results, _ = run([*notes, after], RunOptions(timeout=30, jobs=3), Results())
    if not all("mntns" in each["fence"] for each in results.environments.values()):
        pytest.skip("this system allows no mount namespace")
    return {str(key).removesuffix("/0"): value for key, value in results.checked.items()}


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_sessions_at_once_do_not_see_each_other(name: str, checked: dict[str, Checked]) -> None:
    """Neither shared memory nor a socket of another; its own of both."""
    assert checked[name].verdict == "ran", checked[name]


def test_shared_memory_ends_with_its_session(checked: dict[str, Checked]) -> None:
    """The next one starts with none."""
    assert checked["after"].verdict == "ran", checked["after"]


def test_shared_memory_counts_as_memory(session: Callable[..., Session]) -> None:
    """Together with what a process has for itself, and also what was removed but is still in use."""
    code = """
import mmap, os, time
kept = []
for number in range(2):
    file = os.open('/dev/shm/a', os.O_CREAT | os.O_RDWR)
    os.unlink('/dev/shm/a')
    os.write(file, bytes(100 << 20))
    kept.append(file)
own = bytearray(OWN << 20)
time.sleep(1)"""
    notes = [session(name, code.replace("OWN", name)) for name in ("10", "150")]
    results, _ = run(notes, RunOptions(timeout=30, memory=300, jobs=2), Results())
    if not all("mntns" in each["fence"] for each in results.environments.values()):
        pytest.skip("this system allows no mount namespace")

    assert [(one.verdict, "memory" in one.reason) for one in results.checked.values()] == [
        ("ran", False),
        ("denied", True),
    ]


def test_what_is_not_shown_stands_there_closed(tmp_path: Path) -> None:
    """Asking for it is refused, whoever asks; a link leads on only to what is shown; sockets are closed."""
    for name in ("shown", "other", "scratch"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name, "utf-8")
    (tmp_path / "link").symlink_to("shown")
    (tmp_path / "away").symlink_to("other")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "shown" / "socket"))
        server.listen()
        seen = _look(tmp_path)

    refused = {"other/file", "away/file", "shown/socket", "other"}
    assert {name: seen[name] for name in refused} == dict.fromkeys(refused, "Permission denied")
    assert seen["shown/file"] == seen["link/file"] == "shown"
    assert seen["scratch/file"] == "scratch"
    assert seen["scratch/missing"] == "No such file or directory"
    assert str(tmp_path) not in seen["cut"]


def test_a_folder_too_large_to_be_shown_closed_is_named(tmp_path: Path) -> None:
    """What is missing there may be there outside, so asking for it counts as refused."""
    for number in range(1200):
        (tmp_path / str(number)).touch()
    for name in ("shown", "other", "scratch"):
        (tmp_path / name).mkdir()
    paths = [str(tmp_path / "other" / "file"), str(tmp_path / "scratch" / "file"), "/usr/no-such-file"]
    command = [sys.executable, "-c", HIDES, str(VERIFY), str(tmp_path / "scratch"), *paths]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert str(tmp_path) in _look(tmp_path)["cut"]
    assert json.loads(told) == [True, False, False]


def _look(folder: Path) -> dict[str, str]:
    names = ["other", *(f"{top}/file" for top in ("shown", "other", "scratch", "link", "away"))]
    names += ["shown/socket", "scratch/missing"]
    shown = [str(folder / "link"), str(folder / "shown"), "/usr", "/lib", "/lib64", sys.base_prefix]
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(VERIFY), str(folder / "scratch"), *shown],
        input=json.dumps([str(folder / name) for name in names]),
        capture_output=True,
        text=True,
        check=False,
    )
    if "PermissionError" in done.stderr:
        pytest.skip("this system allows no mount namespace")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    cut = {"cut": told.pop("cut")}
    return {**cut, **{str(Path(path).relative_to(folder)): what for path, what in told.items()}}
