"""What was found for sources is kept under a key that changes with everything it depends on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbtools import topics
from kbtools.model import Outline
from kbtools.topics import remembered

PLACING = Path(topics.__file__).parent
IMPORT = re.compile(r"^from kbtools\.(\w+)(?:\.\w+)* import", re.MULTILINE)


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    """The rules are read once in a process."""
    remembered._rules.cache_clear()
    yield
    remembered._rules.cache_clear()


def test_all_that_texts_are_read_with_is_in_the_key() -> None:
    """A later version of what folds characters or finds tags may place items elsewhere."""
    used = {room for path in PLACING.glob("*.py") for room in IMPORT.findall(path.read_text("utf-8"))}

    assert {f"{room}.py" for room in used - {"model", "topics"}} == set(remembered.READ_WITH)


@pytest.mark.parametrize("name", remembered.READ_WITH)
def test_another_way_to_read_is_another_key(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As much as another way to place."""
    before = remembered.base_key(Outline(()), ())
    remembered._rules.cache_clear()
    monkeypatch.setattr(remembered, "READ_WITH", tuple({*remembered.READ_WITH} - {name}))

    assert remembered.base_key(Outline(()), ()) != before


def test_another_version_of_the_dictionaries_is_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is a traditional character is read from them."""
    before = remembered.base_key(Outline(()), ())
    remembered._rules.cache_clear()
    monkeypatch.setattr(remembered, "version", lambda name: f"another {name}")

    assert remembered.base_key(Outline(()), ()) != before
