"""How much a rulebook may hold, and how much work it may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a rulebook is refused beyond; what it may cost is refused case by case.

    Attributes:
        files: files it is read from, those of what it extends and of its translations included
        bytes: all of these files together
        nodes: words, lists and mappings in all of them
        rules: rules and rows of tables that conclude something, guarantees included
        depth: lists and mappings inside each other
        steps: of one exact evaluation with open answers; beyond them, an outcome says that it is
            not exact, and other questions about open answers raise `LimitReached`
    """

    files: int = 200
    bytes: int = 2_000_000
    nodes: int = 250_000
    rules: int = 5_000
    depth: int = 50
    steps: int = 900_000


DEFAULT = Limits()
