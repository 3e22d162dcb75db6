"""Items to sessions: the snippets of a source with every layout that they may have had; nothing is run."""

from kbtools.snippets.contain import contained
from kbtools.snippets.options import problems
from kbtools.snippets.roles import fences
from kbtools.snippets.sessions import session

__all__ = ["contained", "fences", "problems", "session"]
