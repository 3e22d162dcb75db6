"""An item that cannot be taken apart costs its own snippets only."""

import pytest

from kbtools import snippets, sources
from kbtools.model import Reading, Session, Source, SourceId
from kbtools.snippets import contain

NOTE = "# 和\n\n```python\n1 + 1\n```\n\n# 积\n\n```python\n2 * 3\n```\n\n# 商\n\n```python\n6 / 2\n```\n"


def test_the_other_items_keep_their_snippets(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code of the faulty item is told with its line; the session is that of the rest."""

    def faulty(reading: Reading) -> Session:
        if any("2 * 3" in block.text for item in reading.items for block in item.body):
            raise IndexError("list index out of range")
        return snippets.session(reading)

    monkeypatch.setattr(contain, "session", faulty)
    reading = sources.read(Source(SourceId("a"), "a.md", NOTE))
    held = snippets.contained(reading)
    assert [snippet.text for snippet in held.session.snippets] == ["1 + 1", "6 / 2"]
    (problem,) = held.faults
    assert str(problem).startswith("docs/.sources/a.md:7: error SNIPPETS-FAILED: finding snippets here failed")
