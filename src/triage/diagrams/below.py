"""What is below each node whatever the answers are: bounds for what some answers leave of it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock


class Below:
    """The terminals and the levels below each node, as bit masks; may be shared by threads.

    INVARIANT: those of a node never change. A node made since is asked for after `extend` only.
    """

    def __init__(
        self, terminals: int, level_of: Sequence[int], children: Sequence[tuple[int, ...]]
    ) -> None:
        self._level_of, self._children = level_of, children
        self._lock = Lock()
        self._terminals = [1 << node for node in range(terminals)]
        self._levels = [0] * terminals
        self.terminals: Sequence[int] = self._terminals
        self.levels: Sequence[int] = self._levels

    def extend(self) -> None:
        """Add the nodes made since."""
        terminals, levels = self._terminals, self._levels
        with self._lock:
            for node in range(len(levels), len(self._level_of)):
                found, asked = 0, 1 << self._level_of[node]
                for child in self._children[node]:
                    found |= terminals[child]
                    asked |= levels[child]
                terminals.append(found)
                levels.append(asked)

    def levels_of(self, parts: Sequence[int]) -> int:
        """Return the levels below some nodes."""
        if max(parts) >= len(self._levels):
            self.extend()
        found = 0
        for part in parts:
            found |= self._levels[part]
        return found
