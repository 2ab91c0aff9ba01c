"""Occurrences: every place where a rule file defines or names something, as the rules read it.

They are what a new name is written by. Found while names are looked up, they are complete: a word
that no rule reads as a name is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from triage.language.reading.nodes import ScalarNode


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name where it is written, and the path of what it names, as in `Rulebook.places`.

    Of several names with dots between them, as in `goals.needs_danish`, it is the one at `part`.
    """

    path: str
    node: ScalarNode
    part: int = 0


@dataclass(slots=True)
class Occurrences:
    """All occurrences in one rulebook and those it extends.

    `joined` are pairs of sets of values (`questions.wish.values`, `findings.ready.values`) that are
    compared with each other, borrowed or filled in: a value of both is one value.
    """

    found: list[Occurrence] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
