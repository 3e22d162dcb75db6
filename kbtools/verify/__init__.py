"""Sessions to checked snippets: what changed is run, fenced in, and compared with what was recorded."""

from kbtools.verify import environment, store
from kbtools.verify.acceptance import CUT
from kbtools.verify.keys import columns, current, keys, same_source
from kbtools.verify.options import RunOptions
from kbtools.verify.outcome import StoppedError
from kbtools.verify.paranoid import run_often
from kbtools.verify.run import due, run
from kbtools.verify.shards import Part, Shard, dump_part, load_part, merge
from kbtools.verify.store import dump, load
from kbtools.verify.witness import witnesses
from kbtools.verify.worse import worse

__all__ = [
    "CUT",
    "Part",
    "RunOptions",
    "Shard",
    "StoppedError",
    "columns",
    "current",
    "due",
    "dump",
    "dump_part",
    "environment",
    "keys",
    "load",
    "load_part",
    "merge",
    "run",
    "run_often",
    "same_source",
    "store",
    "witnesses",
    "worse",
]
