"""The fence attacked for real, as the user of the suite and as an ordinary one."""

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest

import kbtools

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("attacks", HERE / "attacks.py")
assert _spec
assert _spec.loader
attacks = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(attacks)
NOBODY = 65534
SYSTEM_PYTHON = "/usr/bin/python3"
EXPECTED = {
    **dict.fromkeys(attacks.ALLOWED, ("ran",)),
    **dict.fromkeys(attacks.SHARING, ("ran",)),
    **dict.fromkeys(attacks.DENIED, ("denied",)),
    **dict.fromkeys(attacks.HELD, ("denied", "raised")),
    **dict.fromkeys(attacks.RAISED, ("raised",)),
    **dict.fromkeys(attacks.TIMEOUT, ("timeout",)),
}
NEEDS_TORCH = {"tensor", "workers of a loader", "shared tensor"}
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the fence is the Linux kernel's"
)


@dataclass(frozen=True, slots=True)
class Attacked:
    """What one user's attacks came to."""

    home: Path
    before: dict[str, bytes]
    answer: dict[str, Any]
    heard: list[str]
    other: int | None
    """Exit status of another process of the same user; None while it lives."""

    @property
    def view(self) -> bool:
        """Whether sessions had a mount namespace each."""
        return all("mntns" in fence for fence in self.answer["fences"])

    def verdict(self, name: str) -> str:
        """What the attack of that name got."""
        return str(self.answer["rows"][name][0])


WITHOUT = "an ordinary user without namespaces"


@pytest.fixture(scope="module", params=["this user", "an ordinary user", WITHOUT])
def attacked(request: pytest.FixtureRequest) -> Iterator[Attacked]:
    """All attacks at once by one user, in a home with a key, beside servers and another process of theirs."""
    this = request.param == "this user"
    system = ["no-namespaces"] if request.param == WITHOUT else []
    with _attacks(EXPECTED, *system, this=this) as found:
        yield found


@contextmanager
def _attacks(names: Iterable[str], *system: str, this: bool) -> Iterator[Attacked]:
    if not this and (os.geteuid() != 0 or not _serves(SYSTEM_PYTHON)):
        pytest.skip("becoming another user needs root, and a Python 3.11 outside root's home")
    who: dict[str, Any] = {} if this else {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    sent = [name for name in names if this or name not in NEEDS_TORCH]
    with tempfile.TemporaryDirectory() as folder, _Servers(Path(folder)) as servers:
        home = _home(Path(folder), None if this else NOBODY)
        other = subprocess.Popen(["sleep", "600"], **who)
        command = [sys.executable if this else SYSTEM_PYTHON, str(home.parent / "attacks.py"), *system]
        try:
            yield _attack(command, sent, home, servers, other, who)
        finally:
            other.kill()
            other.wait()


def _serves(python: str) -> bool:
    code = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", code], check=False).returncode == 0
    except OSError:
        return False


def _home(folder: Path, user: int | None) -> Path:
    """A home with a key, and the package where anybody may read it."""
    folder.chmod(0o755)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(kbtools.__file__).parent, folder / "kbtools", ignore=ignore)
    shutil.copy(HERE / "attacks.py", folder)
    home = folder / "home"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "id").write_text("private key", "utf-8")
    if user is not None:
        for path in (home, home / ".ssh", home / ".ssh" / "id"):
            os.chown(path, user, user)
    return home


def _attack(
    command: list[str],
    names: list[str],
    home: Path,
    servers: "_Servers",
    other: "subprocess.Popen[bytes]",
    who: dict[str, Any],
) -> Attacked:
    before = _files(home)
    values = {
        "KEY": str(home / ".ssh" / "id"),
        "HOME": str(home),
        "UNIX": servers.path,
        "ABSTRACT": servers.abstract,
        "SHARED": servers.shared,
        "TCP": servers.tcp,
        "UDP": servers.udp,
        "OTHER": other.pid,
    }
    head = "".join(f"{name} = {value!r}\n" for name, value in values.items())
    every = {
        **attacks.ALLOWED,
        **attacks.SHARING,
        **attacks.DENIED,
        **attacks.HELD,
        **attacks.RAISED,
        **attacks.TIMEOUT,
    }
    sent = {name: head + every[name] for name in names}
    done = subprocess.run(
        command,
        input=json.dumps(sent),
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"HOME": str(home), "PYTHONPATH": str(home.parent), "GITHUB_TOKEN": "secret", "PATH": os.defpath},
        **who,
    )
    assert done.returncode == 0, done.stderr
    return Attacked(home, before, json.loads(done.stdout), servers.heard, other.poll())


def _files(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


class _Servers:
    """Somebody listening on this machine, by TCP, UDP and sockets, who shares memory with all."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "socket")
        self.heard: list[str] = []
        self._sockets = [
            socket.socket(socket.AF_INET, socket.SOCK_STREAM),
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
            socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        ]

    def __enter__(self) -> Self:
        tcp, udp, unix, abstract = self._sockets
        tcp.bind(("127.0.0.1", 0))
        udp.bind(("127.0.0.1", 0))
        unix.bind(self.path)
        Path(self.path).chmod(0o777)
        self.tcp, self.udp = tcp.getsockname()[1], udp.getsockname()[1]
        self.abstract = f"kbtools-{Path(self.path).parent.name}"
        abstract.bind("\0" + self.abstract)
        self.shared = f"/dev/shm/{self.abstract}"  # noqa: S108 - what is attacked
        Path(self.shared).write_text("private key", "utf-8")
        Path(self.shared).chmod(0o666)
        for each in (tcp, unix, abstract):
            each.listen()
            threading.Thread(target=self._accept, args=(each,), daemon=True).start()
        threading.Thread(target=self._receive, args=(udp,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._sockets:
            each.close()
        Path(self.shared).unlink()

    def _accept(self, server: socket.socket) -> None:
        try:
            server.accept()
            self.heard.append("a connection")
        except OSError:
            return

    def _receive(self, server: socket.socket) -> None:
        try:
            server.recv(10)
            self.heard.append("a datagram")
        except OSError:
            return


@pytest.mark.parametrize("name", EXPECTED)
def test_an_attack_gets_the_verdict_of_what_stopped_it(name: str, attacked: Attacked) -> None:
    """And what notes may do runs beside all of them."""
    if name not in attacked.answer["rows"]:
        pytest.skip("the ordinary user's Python has no torch")
    expected = ("denied",) if name in attacks.SHARING and not attacked.view else EXPECTED[name]
    assert attacked.verdict(name) in expected, attacked.answer["rows"][name]


def test_what_a_system_lacks_for_sharing_is_said(attacked: Attacked) -> None:
    """Where the fence has no place for shared memory, the verdict is not about the author."""
    reasons = [row[1] for name, row in attacked.answer["rows"].items() if name in attacks.SHARING]

    assert all(("allows a mount namespace" in reason) is not attacked.view for reason in reasons), reasons


def test_what_this_system_allows_is_used(attacked: Attacked, request: pytest.FixtureRequest) -> None:
    """A mount namespace is given up only where the system allows none."""
    assert attacked.view is (WITHOUT not in request.node.name)


def test_namespaces_without_power_do_no_harm() -> None:
    """Some distributions let anybody make them and nobody use them; notes run there behind what is left."""
    with _attacks([*attacks.ALLOWED, "pool", "ssh"], "powerless-namespaces", this=False) as attacked:
        assert attacked.answer["fences"] == ["landlock+seccomp"]
        assert {attacked.verdict(name) for name in attacks.ALLOWED} == {"ran"}
        assert {attacked.verdict(name) for name in ("pool", "ssh")} == {"denied"}


def test_the_fence_was_whole(attacked: Attacked) -> None:
    """Both parts held, so that what failed failed by them; nothing is told as missing."""
    assert attacked.answer["problems"] == []
    assert all("landlock+seccomp" in each for each in attacked.answer["fences"])


def test_the_home_is_as_it_was(attacked: Attacked) -> None:
    """Not a byte was changed, and none of it came out."""
    assert _files(attacked.home) == attacked.before
    assert "private key" not in json.dumps(attacked.answer)
    assert not Path("/tmp/kbtools-was-here").exists()  # noqa: S108 - the note's own choice


def test_nobody_outside_was_reached(attacked: Attacked) -> None:
    """No server heard anything, and the other process lives."""
    assert attacked.heard == []
    assert attacked.other is None


def test_nothing_outlives_the_run(attacked: Attacked) -> None:
    """Neither what a note left behind nor a worker."""
    assert attacked.verdict("leave one behind") == attacked.verdict("leave workers behind") == "timeout"
    commands = [_command(folder) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    mine = str(attacked.home.parent).encode()

    assert not [each for each in commands if mine in each and b"kbtools" in each]


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""
