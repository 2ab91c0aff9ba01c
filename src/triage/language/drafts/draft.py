"""The draft of a rulebook: its sections merged across files, nothing resolved yet (section 1).

What resolution may rely on: every id of a section is checked and stands once; every rule of a
section has its id and stands once, in the order in which rules count; a rule a local rulebook
replaces is gone, and the replacement stands in its place; a parameter a local rulebook sets
carries the new `value`; a table carries the rows and columns added to it; an intervention that
is switched off carries `offered: no`, and no other does. Ids below that, keys and values are
not checked. A thing whose id cannot be one is kept, so that tests on it are no further problems.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from triage.language.drafts.head import Head
from triage.language.drafts.rule_lists import RuleEntry, TableRow
from triage.language.reading.nodes import MappingNode, Node, ScalarNode
from triage.language.reading.vocabulary import CLASSIFICATIONS, NAMED_SECTIONS, RULE_SECTIONS
from triage.model.rulebook import Change

__all__ = ["Draft", "Entry", "RuleEntry", "TableRow", "Translations"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One named thing of a section: its id, what stands under it, and whose it is."""

    key: ScalarNode
    node: Node
    from_rulebook: str


@dataclass(frozen=True, slots=True)
class Translations:
    """The translation files of one rulebook, by language.

    `retold` are the paths whose texts the rulebooks it extends wrote, and whose translations
    there no longer say what this one says.
    """

    files: dict[str, tuple[Path, ...]]
    retold: frozenset[str] = frozenset()


@dataclass(slots=True)
class Classes:
    """A section that puts assessments into classes, but for its rules.

    Attributes:
        values: the classes by id; an id from a plain list has an empty node
        policy: what stands under `policy`
        at: where the section begins, if there is one
    """

    values: dict[str, Entry] = field(default_factory=dict)
    policy: Node | None = None
    at: MappingNode | None = None


@dataclass(slots=True)
class Draft:
    """A rulebook before its names mean anything.

    Attributes:
        head: the section `rulebook`, checked
        sections: factors, questions, tables, parameters, findings, interventions, groups,
            first_steps, never_says; by id
        classes: target_groups and typologies, by section
        programme: the section, and whose it is
        rules: target_groups, typologies, recommendations, availability, warnings, guarantees; in
            order
        extends: the ids of the rulebooks this one extends, nearest first
        changes: what this rulebook changes in those
        translations: of the rulebooks this one extends, farthest first, and its own
    """

    head: Head
    sections: dict[str, dict[str, Entry]] = field(
        default_factory=lambda: {section: {} for section in NAMED_SECTIONS}
    )
    classes: dict[str, Classes] = field(
        default_factory=lambda: {section: Classes() for section in CLASSIFICATIONS}
    )
    programme: Entry | None = None
    rules: dict[str, list[RuleEntry]] = field(
        default_factory=lambda: {section: [] for section in RULE_SECTIONS}
    )
    extends: tuple[str, ...] = ()
    changes: list[Change] = field(default_factory=list)
    translations: list[Translations] = field(default_factory=list)
