"""Hostile notes: nothing gets in, nothing gets out, and nobody else is harmed."""

import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kbtools.model import Checked, Results, Session
from kbtools.problems import Code, VerifyError
from kbtools.verify import RunOptions, run

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the fence is the Linux kernel's")
pytestmark = linux


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with a secret."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "secret.txt").write_text("token", "utf-8")
    return folder


ATTACKS = {
    "read": "open(HOME + '/secret.txt').read()",
    "list": "import os\nos.listdir(HOME)",
    "write": "open(HOME + '/new.txt', 'w')",
    "remove": "import os\nos.remove(HOME + '/secret.txt')",
    "shell": "import subprocess\nsubprocess.run(['cat', HOME + '/secret.txt'], check=True)",
    "tcp": "import socket\nsocket.create_connection(('127.0.0.1', 9), 1)",
    "udp": "import socket\nsocket.socket(2, 2).sendto(b'a', ('127.0.0.1', 9))",
    "name": "import socket\nsocket.getaddrinfo('example.invalid', 80)",
    "raw": "import ctypes\nassert ctypes.CDLL(None).socket(2, 1, 0) == -1",
    "url": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')",
    "hidden": """
import socket
try:
    socket.socket()
except OSError:
    pass
raise RuntimeError('no data')""",
    "kill": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
    "escape": "import os\nos.setsid()",
    "limits": "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    "memory": "x = bytearray(10 << 30)",
    "forks": "import os\nwhile True:\n    os.fork()",
    "loop": """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass""",
    "forge": """
import os
for descriptor in range(3, 100):
    try:
        os.write(descriptor, b'{"outcome": 1}\\n[\\n')
    except OSError:
        pass""",
    "signal": "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)",
    "secret": "import os\nassert not [name for name in os.environ if 'TOKEN' in name]",
    "flood": "print('x' * (1 << 20))",
    "good": "1 + 1",
}
"""Code of one snippet each; HOME is a folder with a secret. The last one is harmless and runs beside them."""


@pytest.fixture(scope="module")
def attacks(home: Path, session: Callable[..., Session]) -> list[Session]:
    """One attack a note."""
    return [session(name, code.replace("HOME", repr(str(home)))) for name, code in ATTACKS.items()]


@pytest.fixture(scope="module")
def checked(attacks: list[Session]) -> dict[str, Checked]:
    """All attacks at once, beside the harmless note."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_TOKEN", "secret")
        results, _ = run(attacks, RunOptions(timeout=20, memory=1024, jobs=4), Results())
    return {str(key).removesuffix("/0"): value for key, value in results.checked.items()}


DENIED = ["read", "list", "write", "remove", "tcp", "udp", "name", "url", "hidden"]
DENIED += ["kill", "escape", "limits", "forks", "forge"]
VERDICTS = {
    "denied": DENIED,
    "raised": ["shell", "memory", "signal"],
    "timeout": ["loop"],
    "ran": ["raw", "secret", "flood", "good"],
}


@pytest.mark.parametrize(
    ("name", "verdict"), [(name, key) for key, names in VERDICTS.items() for name in names]
)
def test_an_attack_fails_and_is_told(name: str, verdict: str, checked: dict[str, Checked]) -> None:
    """The verdict says what stopped it."""
    assert checked[name].verdict == verdict, checked[name]


def test_the_home_folder_is_as_it_was(home: Path, checked: dict[str, Checked]) -> None:
    """No file was read, added or removed."""
    assert [path.name for path in home.iterdir()] == ["secret.txt"]
    assert not any("token" in (each.got or "") for each in checked.values())


def test_nothing_is_left_running(checked: dict[str, Checked]) -> None:
    """No process of a note outlives the run, the fork bomb's included."""
    assert checked["forks"].verdict == "denied"
    commands = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                status = (folder / "stat").read_text("utf-8")
                commands.append((folder / "cmdline").read_bytes() if f" {os.getpid()} " in status else b"")
            except OSError:
                continue
    assert not [command for command in commands if b"worker.py" in command]


def test_long_output_is_cut_and_said(checked: dict[str, Checked]) -> None:
    """A flood costs a page, not a disk."""
    got = checked["flood"].got or ""

    assert len(got) < 300_000
    assert got.endswith("[the rest of the output is not kept]\n")


def test_no_packet_reaches_a_listening_port(session: Callable[..., Session]) -> None:
    """A real server on this machine hears nothing, by TCP or UDP."""
    heard: list[bytes] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(4)
        port = server.getsockname()[1]
        listener = threading.Thread(target=_listen, args=(server, heard))
        listener.start()
        code = f"import socket\nsocket.socket(2, 2).sendto(b'a', ('127.0.0.1', {port}))"
        run([session("udp", code)], RunOptions(timeout=3), Results())
        listener.join()

    assert heard == []


def _listen(server: socket.socket, heard: list[bytes]) -> None:
    try:
        heard.append(server.recv(10))
    except TimeoutError:
        return


def test_a_missing_fence_is_a_problem_and_strict_refuses(session: Callable[..., Session]) -> None:
    """`off` runs what `auto` would deny, and the environment says so."""
    results, problems = run([session("note", ("1", "1"))], RunOptions(fence="off"), Results())

    assert problems == ()
    assert [each["fence"] for each in results.environments.values()] == ["off"]


def test_strict_runs_where_the_fence_is_whole(session: Callable[..., Session]) -> None:
    """On a Linux with both parts it is the same as `auto`; elsewhere it refuses with a code."""
    note = session("note", ("1", "1"))
    results, problems = run([note], RunOptions(), Results())
    if problems:
        with pytest.raises(VerifyError, match=Code.FENCE_DEGRADED.upper()):
            run([note], RunOptions(fence="strict"), Results())
    else:
        assert "landlock+seccomp" in next(iter(results.environments.values()))["fence"]
