"""Values by key that are made when they are first asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Lazily(Mapping[K, V], Generic[K, V]):
    """A mapping of keys, each to what is made of it; not to be shared by threads."""

    def __init__(self, keys: Collection[K], make: Callable[[K], V]) -> None:
        self._keys, self._make = keys, make
        self.made: dict[K, V] = {}
        """What was asked for so far."""

    def __getitem__(self, key: K) -> V:
        if key not in self.made:
            if key not in self._keys:
                raise KeyError(key)
            self.made[key] = self._make(key)
        return self.made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
