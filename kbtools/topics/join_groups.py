"""Things that belong together: union of what is linked, the same whatever the order of the links."""

from collections.abc import Iterable


class Groups:
    """Numbers from 0 that are linked two by two."""

    def __init__(self, size: int) -> None:
        """Each a group of its own."""
        self._above = list(range(size))

    def of(self, one: int) -> int:
        """The least number of the group that it is in."""
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def link(self, one: int, other: int) -> None:
        """Make one group of theirs."""
        low, high = sorted((self.of(one), self.of(other)))
        self._above[high] = low

    def members(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The numbers by the least of their group, both ascending."""
        found: dict[int, list[int]] = {}
        for number in sorted(numbers):
            found.setdefault(self.of(number), []).append(number)
        return dict(sorted(found.items()))
