"""The section `rulebook`: what a rulebook is called, in which language, and when it is valid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.rulebook.nodes import MappingNode


@dataclass(frozen=True, slots=True)
class Head:
    """The section `rulebook`, read and checked."""

    id: str
    version: str
    language: str
    translations: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    node: MappingNode
