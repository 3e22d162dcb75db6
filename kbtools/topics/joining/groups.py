"""Things that belong together: union of what is linked, but never of what must stay apart."""

from collections.abc import Iterable


class Groups:
    """Numbers from 0 that are linked two by two."""

    def __init__(self, size: int, apart: Iterable[tuple[int, int]] = ()) -> None:
        """Each a group of its own; no link will bring two together that are `apart`."""
        self._above = list(range(size))
        self._foes: dict[int, set[int]] = {}
        for one, other in apart:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)

    def of(self, one: int) -> int:
        """The least number of the group that it is in."""
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def link(self, one: int, other: int) -> None:
        """Make one group of theirs, unless some of the one are apart from some of the other."""
        low, high = sorted((self.of(one), self.of(other)))
        if low == high or self.apart(low, high):
            return
        self._above[high] = low
        if high in self._foes:
            self._foes.setdefault(low, set()).update(self._foes.pop(high))

    def apart(self, one: int, other: int) -> bool:
        """Whether something of the group of one must stay apart from something of the group of the other."""
        one, other = self.of(one), self.of(other)
        return any(self.of(foe) == other for foe in self._foes.get(one, ()))

    def members(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The numbers by the least of their group, both ascending."""
        found: dict[int, list[int]] = {}
        for number in sorted(numbers):
            found.setdefault(self.of(number), []).append(number)
        return dict(sorted(found.items()))
