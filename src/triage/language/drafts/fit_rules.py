"""Local fitting of rules: added after those that are there, or put in the place of one."""

from __future__ import annotations

from triage.diagnostics import nearest
from triage.language.drafts.fit_entries import Fitting
from triage.language.drafts.rule_lists import RuleEntry
from triage.language.reading.nodes import Node, ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import yes_or_no
from triage.language.reading.shapes import is_absent
from triage.model.question import YES
from triage.model.rulebook import Change

Rules = dict[str, list[RuleEntry]]


def fit_rules(parent: Rules, child: Rules, fitting: Fitting) -> Rules:
    """Lay the child's rules over the parent's, section by section."""
    return {section: _fit_section(section, parent, child[section], fitting) for section in parent}


def refuse_replacements(rules: Rules, notes: Notes) -> None:
    """Record every `replaces` in a rulebook that extends none."""
    for section, entries in rules.items():
        for entry in entries:
            replaces = entry.rule.get("replaces")
            if replaces is not None:
                notes.error("nothing-to-replace", replaces, section)


def _fit_section(
    section: str, parent: Rules, own: list[RuleEntry], fitting: Fitting
) -> list[RuleEntry]:
    replacements: dict[str, RuleEntry] = {}
    added: list[RuleEntry] = []
    for entry in own:
        replaces = entry.rule.get("replaces")
        if replaces is None or is_absent(replaces):
            added.append(entry)
        elif (name := _replaced(replaces, section, parent, fitting)) is not None:
            _check_reason(entry, fitting)
            first = replacements.setdefault(name, entry)
            if first is not entry:
                related = (first.rule.span,)
                fitting.notes.error("replaced-twice", replaces, section, related=related, name=name)
    _record(replacements, added, fitting)
    fitted = [replacements.get(_id(entry), entry) for entry in parent[section]]
    return [*fitted, *added]


def _replaced(replaces: Node, section: str, parent: Rules, fitting: Fitting) -> str | None:
    """Return the id of the rule to replace, or say why none is."""
    name = replaces.text or "" if isinstance(replaces, ScalarNode) else ""
    known = {_id(entry): entry for entry in parent[section]}
    if name in known and isinstance(replaces, ScalarNode):
        fitting.notes.occurs(f"rules.{name}", replaces)
        if not _is_mandatory(known[name]):
            return name
        related = (known[name].rule.span,)
        fitting.notes.error("mandatory-guarantee", replaces, section, related=related, name=name)
        return None
    near = nearest(name, known)
    fitting.notes.error("unknown-replaced", replaces, section, near, name=name, place=section)
    return None


def _is_mandatory(entry: RuleEntry) -> bool:
    flag = entry.rule.get("mandatory")
    return isinstance(flag, ScalarNode) and yes_or_no(flag.text or "") == YES


def _check_reason(entry: RuleEntry, fitting: Fitting) -> None:
    because = entry.rule.get("because")
    if because is None or is_absent(because):
        path = f"rules.{_id(entry)}"
        fitting.notes.error("missing-key", entry.rule.span, path, place=path, key="because")


def _record(replacements: dict[str, RuleEntry], added: list[RuleEntry], fitting: Fitting) -> None:
    for name, entry in replacements.items():
        fitting.retold.add(f"rules.{name}")
        fitting.changes.append(Change("replaced", f"rules.{name}", name, _id(entry)))
    fitting.changes.extend(Change("added", f"rules.{_id(entry)}") for entry in added)


def _id(entry: RuleEntry) -> str:
    return entry.id.text or "" if entry.id else ""
