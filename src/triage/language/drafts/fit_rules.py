"""Local fitting of rules: added after those that are there, or put in the place of one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from triage.diagnostics import nearest
from triage.language.drafts.draft import Draft
from triage.language.drafts.fit_entries import Fitting
from triage.language.drafts.rule_lists import RuleEntry, TableRow
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import yes_or_no
from triage.language.reading.shapes import is_absent
from triage.language.reading.vocabulary import REPLACES
from triage.model.question import YES
from triage.model.rulebook import Change

Rules = dict[str, list[RuleEntry]]

_MANDATORY = "mandatory"
_KEPT = {_MANDATORY: "mandatory-guarantee", "on_top": "on-top-replaced"}
"""What a rule says of itself that may not be replaced, and how a replacement is refused."""


def fit_rules(parent: Rules, child: Rules, fitting: Fitting) -> Rules:
    """Lay the child's rules over the parent's, section by section."""
    return {section: _fit_section(section, parent, child[section], fitting) for section in parent}


def refuse_replacements(rules: Rules, notes: Notes) -> None:
    """Record every `replaces` in a rulebook that extends none."""
    for section, entries in rules.items():
        for entry in entries:
            replaces = entry.rule.get(REPLACES)
            if replaces is not None:
                notes.error("nothing-to-replace", replaces, section)


def refuse_growth(parent: Draft, child: Draft, fitting: Fitting) -> None:
    """Record every group the child adds to that a mandatory guarantee of its parent names."""
    groups = parent.sections["groups"].keys() & child.sections["groups"].keys()
    for entry in filter(_is_mandatory, parent.rules["guarantees"]):
        for id_ in sorted(groups & set(_words(entry.rule))):
            key, related = child.sections["groups"][id_].key, (entry.rule.span,)
            details = {"group": id_, "name": _id(entry)}
            fitting.notes.error("mandatory-group", key, f"groups.{id_}", related=related, **details)


def _words(node: Node | TableRow) -> Iterator[str]:
    """Yield every word that stands in a rule."""
    match node:
        case ScalarNode(text):
            yield text or ""
        case SequenceNode(items):
            yield from chain(*map(_words, items))
        case MappingNode(entries):
            yield from chain(*(_words(value) for _, value in entries))
        case TableRow(cells=cells):
            yield from chain(*map(_words, cells))


def _fit_section(
    section: str, parent: Rules, own: list[RuleEntry], fitting: Fitting
) -> list[RuleEntry]:
    replacements: dict[str, RuleEntry] = {}
    added: list[RuleEntry] = []
    for entry in own:
        replaces = entry.rule.get(REPLACES)
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
        code = next((code for key, code in _KEPT.items() if _says(known[name], key)), None)
        if code is None:
            return name
        related = (known[name].rule.span,)
        fitting.notes.error(code, replaces, section, related=related, name=name)
        return None
    near = nearest(name, known)
    fitting.notes.error("unknown-replaced", replaces, section, near, name=name, place=section)
    return None


def _is_mandatory(entry: RuleEntry) -> bool:
    return _says(entry, _MANDATORY)


def _says(entry: RuleEntry, key: str) -> bool:
    """Say whether a rule says yes under a key."""
    flag = entry.rule.get(key)
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
