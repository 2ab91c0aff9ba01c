"""What is wrong with a golden case beside its answers: whose it is, and what it expects.

A name nobody knows would never come out, so the case would differ for ever without a word why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from triage.cases.case_file import Case
from triage.diagnostics import Diagnostic, Severity, listed, nearest, quoted, same_aloud
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, entries_of
from triage.model.outcome import CONFLICT, GAP
from triage.model.rulebook import Rulebook

_EXPECT = "expect"


def golden_problems(case: Case, rulebook: Rulebook) -> Iterator[Diagnostic]:
    """Yield what is wrong with whose a case is and with what it expects."""
    yield from case.remarks
    root = case.root if isinstance(case.root, MappingNode) else None
    if root is None:
        return
    node = root.get("rulebook")
    named = [] if node is None else list(_lists(node))
    if named and not any(each.text in (rulebook.id, *rulebook.extends) for each in named):
        yield Diagnostic(
            "another-rulebook",
            named[0].span,
            "rulebook",
            details={"name": quoted(named[0].text or "", rulebook.id), "rulebook": rulebook.id},
            nearest=rulebook.id,
        )
    expect = root.get(_EXPECT)
    if not isinstance(expect, MappingNode):
        yield Diagnostic("nothing-expected", root.entries[0][0].span, severity=Severity.WARNING)
    else:
        yield from _Expected(rulebook).problems(expect)


class _Expected:
    """Holds the names in what is expected against those of a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def problems(self, expect: MappingNode) -> Iterator[Diagnostic]:
        for key, node in expect.entries:
            match key.text:
                case "typology":
                    yield from self._classes(node, "typologies")
                case "target_group":
                    yield from self._classes(node, "target_groups")
                case "rules":
                    yield from self._rules(_lists(node))
                case "interventions" | "start":
                    yield from self._interventions(_keys(node))
                case "limits":
                    yield from self._limits(node)
                case "plan" | "about" | "first":
                    yield from self._interventions(_lists(node))
                case "beside":
                    yield from self._interventions((*_keys(node), *_lists(node)))
                case _:
                    pass

    def _classes(self, node: Node, section: str) -> Iterator[Diagnostic]:
        classes = getattr(self._rulebook, section)
        values = () if classes is None else (*classes.values, GAP, CONFLICT)
        for each in _lists(node):
            if each.text not in values:
                labels = self._labels(f"{section}.values", values)
                yield _unknown("unknown-value", each, values, labels)

    def _rules(self, named: Iterable[ScalarNode]) -> Iterator[Diagnostic]:
        known = self._rulebook.rules
        for each in named:
            if each.text not in known:
                yield _unknown("unknown-rule", each, known, {})

    def _interventions(self, named: Iterable[ScalarNode]) -> Iterator[Diagnostic]:
        known = self._rulebook.interventions
        for each in named:
            if each.text not in known:
                labels = self._labels("interventions", known)
                yield _unknown("unknown-intervention", each, known, labels)

    def _limits(self, node: Node) -> Iterator[Diagnostic]:
        yield from self._interventions(_keys(node))
        known = {name for rule in self._rulebook.availability for name in rule.limits}
        for _, limits in entries_of(node):
            for each in _keys(limits):
                if each.text not in known:
                    yield _unknown("unknown-limit", each, known, {})

    def _labels(self, path: str, ids: Iterable[str]) -> dict[str, str]:
        own = self._rulebook.texts.own
        return {id_: own[f"{path}.{id_}.label"] for id_ in ids if f"{path}.{id_}.label" in own}


def _unknown(
    code: str, said: ScalarNode, known: Iterable[str], labels: Mapping[str, str]
) -> Diagnostic:
    """Say that a name is unknown: it is told where it is nearly known, or a label."""
    text, names = said.text or "", sorted(known)
    for id_, label in labels.items():
        if same_aloud(label, text):
            return Diagnostic(
                "label-for-id",
                said.span,
                _EXPECT,
                details={"name": label, "id": id_},
                nearest=id_,
            )
    near = nearest(text, names)
    told = quoted(text, near)
    details = {"name": told, "value": told, "known": listed(names)}
    return Diagnostic(code, said.span, _EXPECT, details, near)


def _keys(node: Node) -> list[ScalarNode]:
    return [key for key, _ in node.entries] if isinstance(node, MappingNode) else []


def _lists(node: Node) -> Iterator[ScalarNode]:
    """Yield the words of a list, or of the lists under keys."""
    match node:
        case ScalarNode():
            yield node
        case SequenceNode(items):
            yield from (item for item in items if isinstance(item, ScalarNode))
        case MappingNode(entries):
            for _, value in entries:
                yield from _lists(value)
