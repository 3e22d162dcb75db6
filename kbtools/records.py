"""Quick construction of the small records that a reading makes by the hundred thousand."""

from dataclasses import MISSING, fields
from typing import TypeVar

Record = TypeVar("Record")


def quick(record: type[Record]) -> type[Record]:
    """A frozen slotted dataclass with a constructor that hands each value to its slot.

    The one of `dataclasses` looks every slot up by its name, which takes twice as long. Records with
    factories for defaults or with work to do after construction keep it.
    """
    given = fields(record)  # type: ignore[arg-type]  # a dataclass, as the caller says
    slots = {f"_set_{one.name}": getattr(record, one.name).__set__ for one in given}
    defaults = {f"_{one.name}": one.default for one in given if one.default is not MISSING}
    names = [one.name if one.default is MISSING else f"{one.name}=_{one.name}" for one in given]
    body = "".join(f"\n    _set_{one.name}(self, {one.name})" for one in given)
    made: dict[str, object] = {**slots, **defaults}
    exec(f"def __init__(self, {', '.join(names)}):{body}", made)  # noqa: S102 - as dataclasses makes its own
    record.__init__ = made["__init__"]  # type: ignore[assignment]
    return record
