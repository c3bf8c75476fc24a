"""Let many wait for few, in the order in which they came, without one who asks often holding the others up."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Generic, TypeVar

Item = TypeVar("Item")


class FairQueue(Generic[Item]):
    """Give out items in their order, but of each sender one after one of every other sender."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Item]] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        """Return how many items wait."""
        return self._count

    def put(self, sender: str, item: Item) -> None:
        """Add an item behind those of the same sender."""
        self._waiting.setdefault(sender, deque()).append(item)
        self._count += 1

    def get(self) -> Item | None:
        """Return the next item, or `None`; its sender's others go behind everybody else's."""
        if not self._waiting:
            return None
        sender, items = self._waiting.popitem(last=False)
        item = items.popleft()
        if items:
            self._waiting[sender] = items
        self._count -= 1
        return item
