"""Sessions to checked snippets: what changed is run, fenced in, and compared with what was recorded."""

from kbtools.verify import store
from kbtools.verify.keys import current, keys
from kbtools.verify.options import RunOptions
from kbtools.verify.run import run
from kbtools.verify.store import dump, load
from kbtools.verify.worse import worse

__all__ = ["RunOptions", "current", "dump", "keys", "load", "run", "store", "worse"]
