"""Attacks on the fence and who runs them: started by `test_attacks.py`, as this user and as an ordinary one.

Reads from standard input a JSON object of names and code; a session each. Writes their verdicts. With
`no-namespaces` or `powerless-namespaces` it first makes its system one that has no more than that.
"""

import ctypes
import errno
import json
import os
import struct
import sys

from kbtools.model import CodeKind, ItemId, Layout, Results, Session, Snippet, SnippetId, SourceId
from kbtools.text import Lines
from kbtools.verify import RunOptions, run

ALLOWED = {
    "pair": "import asyncio, socket\na, b = socket.socketpair()\nasyncio.run(asyncio.sleep(0))",
    "thread": "import threading\nt = threading.Thread(target=len, args=('',))\nt.start()\nt.join()",
    "start": "import subprocess\nassert subprocess.run(['true']).returncode == 0",
    "mode": "import os, shutil\nopen('a', 'w').close()\nshutil.copy('a', 'b')\nos.chmod('b', 0o600)",
    "secret": "import os\nassert not [name for name in os.environ if 'TOKEN' in name]",
    "kill everybody": "import os\nos.kill(-1, 9)",
    "signal by a pipe": """
import fcntl, os
reading, writing = os.pipe()
fcntl.fcntl(reading, fcntl.F_SETOWN, os.getppid())
fcntl.fcntl(reading, fcntl.F_SETSIG, 9)
fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
os.write(writing, b'x')""",
    "outlive it": """
import os, subprocess, sys
if not os.fork():
    if not os.fork():
        program = 'import time; time.sleep(300)'
        subprocess.run([sys.executable, '-c', program, 'kbtools-left-behind'])
    os._exit(0)""",
    "own priority": """
import os
os.nice(1)
os.setpriority(os.PRIO_PROCESS, os.getpid(), os.nice(0) + 1)
os.sched_setaffinity(0, os.sched_getaffinity(0))
os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))""",
    "own state": "import os\nassert f'Pid:\\t{os.getpid()}\\n' in open('/proc/self/status').read()",
    "good": "assert 1 + 1 == 2",
}
"""What notes do and no fence may break, and what reaches nobody although the kernel does not say so."""
SHARING = {
    "pool": """
from multiprocessing import Pool
with Pool(2) as pool:
    assert pool.map(abs, [-1, 2]) == [1, 2]""",
    "queue": """
import multiprocessing
queue = multiprocessing.Queue()
process = multiprocessing.Process(target=queue.put, args=(1,))
process.start()
assert queue.get() == 1
process.join()""",
    "shared memory of Python": """
from multiprocessing.shared_memory import SharedMemory
memory = SharedMemory(create=True, size=1 << 20)
memory.buf[0] = 7
again = SharedMemory(memory.name)
assert again.buf[0] == 7
memory.unlink()""",
    "descriptors": """
import multiprocessing, os, tempfile
from multiprocessing import reduction
def send(queue):
    file = os.open(tempfile.mktemp(), os.O_CREAT | os.O_RDWR)
    os.write(file, b'sent')
    queue.put(reduction.DupFd(file))
    done.wait()
queue, done = multiprocessing.Queue(), multiprocessing.Event()
process = multiprocessing.Process(target=send, args=(queue,))
process.start()
assert os.pread(queue.get().detach(), 4, 0) == b'sent'
done.set()
process.join()""",
    "manager": """
import multiprocessing
with multiprocessing.Manager() as manager:
    assert list(manager.list([1])) == [1]""",
    "workers of a loader": """
import torch
from torch.utils.data import DataLoader, TensorDataset
batches = list(DataLoader(TensorDataset(torch.arange(8.0)), batch_size=4, num_workers=2))
assert [batch[0].sum().item() for batch in batches] == [6.0, 22.0]""",
    "shared tensor": """
import torch
def add(tensor):
    tensor += 1
tensor = torch.zeros(3).share_memory_()
process = torch.multiprocessing.Process(target=add, args=(tensor,))
process.start()
process.join()
assert tensor.tolist() == [1.0, 1.0, 1.0]""",
}
"""What notes do with several processes; it runs where a mount namespace is allowed, else it is refused."""
RAW = """
import ctypes, os
def call(*arguments):
    if ctypes.CDLL(None, use_errno=True).syscall(*arguments) < 0:
        raise OSError(ctypes.get_errno(), 'refused')
"""
"""A system call past all of Python."""
DENIED = {
    "ssh": "open(KEY).read()",
    "ssh by a link": "import os\nos.symlink(KEY, 'link')\nopen('link').read()",
    "ssh by a hard link": "import os\nos.link(KEY, 'hard')",
    "ssh by a handle": "import os\nos.open(KEY[1:], os.O_RDONLY, dir_fd=os.open('/', os.O_PATH))",
    "ssh by a system call": RAW + "call(257, -100, KEY.encode(), 0)",
    "list home": "import os\nos.listdir(HOME)",
    "write home": "open(HOME + '/new', 'w')",
    "write by a link": "import os\nos.symlink(HOME, 'out')\nopen('out/new', 'w')",
    "move out": "import os\nopen('a', 'w').close()\nos.rename('a', HOME + '/new')",
    "remove": "import os\nos.remove(KEY)",
    "cut": "import os\nos.truncate(KEY, 0)",
    "temporary": "open('/tmp/kbtools-was-here', 'w')",
    "neighbours": "import os\nos.listdir('../..')",
    "worker files": "import sys\nopen(sys.modules['worker_session'].__file__, 'a')",
    "tcp": "import socket\nsocket.create_connection(('127.0.0.1', TCP), 1)",
    "udp": "import socket\nsocket.socket(2, 2).sendto(b'a', ('127.0.0.1', UDP))",
    "unix": "import socket\nsocket.socket(1, 1).connect(UNIX)",
    "unix by another process": "import socket\nsocket.socket(1, 1).connect(f'/proc/{OTHER}/root{UNIX}')",
    "unix datagram": "import socket\nsocket.socket(1, 2).sendto(b'a', UNIX)",
    "listen": "import socket\nsocket.socket(2, 1).bind(('127.0.0.1', 0))",
    "socket by a system call": RAW + "call(41, 2, 1, 0)",
    "ring": RAW + "call(425, 8, bytes(120))",
    "ring of another kind": "import os\nos.memfd_create('a')",
    "shared memory": RAW + "call(29, 0, 1 << 20, 0o1600)",
    "kill the parent": "import os\nos.kill(os.getppid(), 9)",
    "kill another": "import os\nos.kill(OTHER, 9)",
    "trace another": RAW + "call(101, 16, OTHER, 0, 0)",
    "files of the parent": "import os\nos.listdir(f'/proc/{os.getppid()}/fd')",
    "memory of the parent": "import os\nopen(f'/proc/{os.getppid()}/mem', 'rb')",
    "environment of the parent": "import os\nopen(f'/proc/{os.getppid()}/environ').read()",
    "environment of another": "open(f'/proc/{OTHER}/environ').read()",
    "memory of another": RAW + "call(310, OTHER, 0, 0, 0, 0, 0)",
    "write memory of another": RAW + "call(311, OTHER, 0, 0, 0, 0, 0)",
    "handle of the parent": RAW + "call(434, os.getppid(), 0)",
    "own memory as a file": "open('/proc/self/mem', 'r+b')",
    "started by the kernel": "import os\nos.posix_spawn('/bin/cat', ['cat', KEY], os.environ)\nopen(KEY)",
    "program of its own": "import os, shutil\nshutil.copy('/bin/true', 'own')\nos.execv('own', ['own'])",
    "packages": "import json\nopen(json.__file__, 'a')",
    "compiled packages": "import json\nopen(json.__cached__ or json.__file__ + 'c', 'wb')",
    "packages of the person": """
import os, site
os.makedirs(site.getusersitepackages())
open(site.getusersitepackages() + '/evil.pth', 'w')""",
    "slow the parent down": "import os\nos.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    "slow all down": "import os\nos.setpriority(os.PRIO_USER, 0, 19)",
    "starve another": "import os\nos.sched_setscheduler(OTHER, os.SCHED_IDLE, os.sched_param(0))",
    "pin another": "import os\nos.sched_setaffinity(OTHER, {0})",
    "disk of another": RAW + "call(251, 1, OTHER, 3 << 13)",
    "limit the parent": "import os, resource\nresource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))",
    "leave the group": "import os\nos.setsid()",
    "namespace": RAW + "call(272, 0x10000000)",
    "namespace of a clone": RAW + "call(56, 0x10000000 | 17, 0, 0, 0, 0)",
    "mount": RAW + "call(165, b'none', b'/tmp', b'tmpfs', 0, 0)",
    "root": RAW + "call(161, b'.')",
    "limits": "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    "fork bomb": "import os\nwhile True:\n    os.fork()",
    "many small hogs": """
import os, time
children = [os.fork() for _ in range(5)]
x = bytearray(200 << 20)
time.sleep(60)""",
    "many shared hogs": """
import mmap, os, time
children = [os.fork() for _ in range(3)]
x = mmap.mmap(-1, 200 << 20)
x.write(bytes(200 << 20))
time.sleep(60)""",
    "many files": """
block = bytes(1 << 24)
for number in range(1000):
    with open(str(number), 'wb') as file:
        file.write(block)""",
    "removed files": """
import os
block, kept = bytes(1 << 24), []
for number in range(1000):
    kept.append(open('a', 'wb'))
    os.remove('a')
    kept[-1].write(block)""",
    "forge": """
import os
for descriptor in range(3, 100):
    try:
        os.write(descriptor, b'[' * 100000 + b'\\n')
    except OSError:
        pass""",
    "flood the pipe": """
import os
while True:
    for descriptor in range(3, 100):
        try:
            os.write(descriptor, b'x' * 100000)
        except OSError:
            pass""",
}
"""What is refused, and said to be. KEY, HOME, TCP, UDP, UNIX, OTHER stand for what is attacked."""
HELD = {
    "shared memory of others": "open(SHARED).read()",
    "abstract socket": "import socket\nsocket.socket(1, 1).connect('\\0' + ABSTRACT)",
    "fill shared memory": """
for number in range(8):
    with open(f'/dev/shm/{number}', 'wb') as file:
        file.write(bytes(100 << 20))
bytes(100 << 20)
import time
time.sleep(60)""",
}
"""What is refused, or is not there at all in what the session sees."""
RAISED = {
    "memory": "x = bytearray(10 << 30)",
    "tensor": "import torch\nx = torch.zeros(10 << 28)\nx += 1",
    "one large file": "open('a', 'wb').write(bytes(300 << 20))",
    "crash": "import ctypes\nctypes.string_at(0)",
    "exit": "import os\nos._exit(0)",
}
"""What a limit or an accident ends."""
TIMEOUT = {
    "loop": """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass""",
    "leave workers behind": """
import multiprocessing, time
for _ in range(2):
    multiprocessing.Process(target=time.sleep, args=(300,)).start()
time.sleep(300)""",
    "leave one behind": """
import subprocess, sys, time
subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)', HOME + '/kbtools'])
while True:
    time.sleep(1)""",
}
"""What its time ends, with all it started."""


def main() -> None:
    """Run them all at once."""
    for name in sys.argv[1:]:
        SYSTEMS[name]()
    sessions = [_session(name, code) for name, code in json.load(sys.stdin).items()]
    results, problems = run(sessions, RunOptions(timeout=15, memory=600, jobs=4), Results())
    rows = {str(each.snippet).removesuffix("/0"): each for each in results.checked.values()}
    told = {name: [str(row.verdict), row.reason, row.got] for name, row in rows.items()}
    fences = [each["fence"] for each in results.environments.values()]
    json.dump({"rows": told, "problems": list(map(str, problems)), "fences": fences}, sys.stdout)


def _session(name: str, code: str) -> Session:
    snippet = Snippet(
        id=SnippetId(f"{name}/0"),
        source=SourceId(name),
        item=ItemId("item"),
        lines=Lines(1, 1),
        kind=CodeKind.PYTHON,
        language="python",
        text=code,
        recorded=None,
        how="",
        layouts=(Layout(code, 1, None),),
    )
    return Session(SourceId(name), f"{name}.md", (snippet,))


def _no_namespaces() -> None:
    """Refuse `unshare` from now on, as containers do."""
    code = b"".join(
        struct.pack("=HBBI", *step)
        for step in (
            (0x20, 0, 0, 0),
            (0x15, 0, 1, 272),
            (6, 0, 0, 0x50000 | errno.EPERM),
            (6, 0, 0, 0x7FFF0000),
        )
    )
    buffer = ctypes.create_string_buffer(code, len(code))
    _without_new_powers().prctl(22, 2, struct.pack("HP", len(code) // 8, ctypes.addressof(buffer)), 0, 0)


def _powerless_namespaces() -> None:
    """Let namespaces be made and nothing be done in them, as distributions do: no mount, no users."""
    libc = _without_new_powers()
    ruleset = libc.syscall(444, struct.pack("=Q", 2), 8, 0)
    for folder in ("/tmp", "/dev"):  # noqa: S108 - where workers write
        libc.syscall(445, ruleset, 1, struct.pack("=Qi", 2, os.open(folder, os.O_PATH)), 0)
    libc.syscall(446, ruleset, 0)


def _without_new_powers() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(38, 1, 0, 0, 0)
    return libc


SYSTEMS = {"no-namespaces": _no_namespaces, "powerless-namespaces": _powerless_namespaces}

if __name__ == "__main__":
    main()
