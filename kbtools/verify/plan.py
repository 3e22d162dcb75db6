"""What of a session is run, and how: the snippets that are Python, their supplied imports, their limits."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kbtools.model import SHOW_EACH, CodeKind, Layout, Session, Snippet
from kbtools.text import digest
from kbtools.verify.choose import COMMENTED_SETUP
from kbtools.verify.names import Names, names
from kbtools.verify.running import Job
from kbtools.verify.supplied import supply

PRELOADED = frozenset(
    {
        "torch",
        "torchvision",
        "numpy",
        "pandas",
        "matplotlib",
        "scipy",
        "sklearn",
        "IPython",
        "matplotlib_inline",
    }
)
"""Top-level packages that the worker may import before the fence is up; a note names others in vain."""
OPTIMIZER = "torch.optim"
"""Loaded with torch, but slow at its first use: the worker wakes it up where a note trains."""
_OPTIMIZER_USED = re.compile(r"\boptim\b")
NONE = Names(frozenset(), frozenset(), frozenset(), frozenset())
"""What a snippet gives and takes that does not run."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A session with what is known of it before it runs."""

    session: Session
    sent: tuple[int, ...]
    """Indices of the snippets that run, in order; positions in it are the worker's indices."""
    names: tuple[Names, ...]
    """By snippet: what its likeliest layout gives and takes."""

    def place(self, index: int) -> int:
        """The worker's index of a snippet; -1 for one that is not run."""
        return self.sent.index(index) if index in self.sent else -1


def plan(session: Session, available: Collection[str]) -> Plan:
    """What to run of a session where these distributions are available."""
    runs = (runnable(snippet) and not unmet(snippet, available) for snippet in session.snippets)
    sent = tuple(index for index, yes in enumerate(runs) if yes)
    return Plan(session, sent, tuple(map(_names, session.snippets)))


def runnable(snippet: Snippet) -> bool:
    """Whether a snippet is Python that its note does not skip."""
    return snippet.kind is CodeKind.PYTHON and not snippet.options.skip and bool(snippet.layouts)


def unmet(snippet: Snippet, available: Collection[str]) -> tuple[str, ...]:
    """What a snippet says it needs and nobody provides; a graphics card is never provided."""
    return tuple(need for need in snippet.options.needs if need not in available)


def modules(plans: Collection[Plan]) -> list[str]:
    """The modules worth importing once for all sessions."""
    wanted = {module for each in plans for index in each.sent for module in each.names[index].modules}
    wanted |= {statement.split()[1] for each in plans for statement in _supplied(each)}
    wanted |= {OPTIMIZER for each in plans if any(map(_trains, each.session.snippets))}
    return sorted(module for module in wanted if module.split(".")[0] in PRELOADED)


def _trains(snippet: Snippet) -> bool:
    return any(_OPTIMIZER_USED.search(layout.code) for layout in snippet.layouts[:1])


def job(
    planned: Plan, timeout: float, base: int, layouts: Mapping[int, int], keep: Collection[int] = ()
) -> Job:
    """The session as the worker gets it.

    Args:
        planned: The session.
        timeout: Seconds for all snippets without a limit of their own.
        base: Another number gives other random values.
        layouts: Layouts already chosen, by snippet index; the others are tried.
        keep: Snippets before which the state is kept.
    """
    session = planned.session
    own = sum(session.snippets[index].options.timeout or 0.0 for index in planned.sent)
    seed = (int(digest(session.source, 8), 16) + base) % 2**31
    snippets = [sent(planned, index, layouts.get(index)) for index in planned.sent]
    record = {"path": session.path, "seed": seed, "timeout": timeout, "snippets": snippets}
    if keep:
        record["keep"] = [planned.place(index) for index in sorted(keep)]
    return Job(record, timeout + own)


def sent(planned: Plan, index: int, layout: int | None = None) -> dict[str, Any]:
    """One snippet as the worker gets it, with one of its layouts or with all."""
    snippet = planned.session.snippets[index]
    chosen = snippet.layouts if layout is None else (snippet.layouts[layout],)
    written = names(snippet.layouts[0].code).gives
    return {
        "layouts": [_layout(each, planned.names[:index], written) for each in chosen],
        "timeout": snippet.options.timeout,
    }


def _layout(layout: Layout, before: Sequence[Names], written: frozenset[str]) -> dict[str, Any]:
    wanted = supply(names(layout.code), before)
    # What its author commented out is lent to the snippet alone: those below were written without it.
    lent = names(layout.code).gives - written if COMMENTED_SETUP in layout.repairs else frozenset()
    return {
        "code": layout.code,
        "line": layout.line,
        "line_map": layout.line_map,
        "supply": wanted,
        "lent": sorted(lent),
        "each": SHOW_EACH in layout.repairs,
    }


def _supplied(planned: Plan) -> list[str]:
    return [text for i in planned.sent for text in supply(planned.names[i], planned.names[:i]).values()]


def _names(snippet: Snippet) -> Names:
    """Pseudo-code and other frameworks count too: names they would give are not there for the rest."""
    if snippet.kind not in {CodeKind.PYTHON, CodeKind.FRAMEWORK, CodeKind.PSEUDO}:
        return NONE
    return names(snippet.layouts[0].code if snippet.layouts else snippet.text)
