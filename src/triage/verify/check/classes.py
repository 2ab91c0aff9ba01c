"""Rules of typologies and target groups: gaps, conflicts, and rules that decide nothing (4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from triage.diagnostics import Diagnostic
from triage.diagrams.nodes import Node
from triage.engine.possible import Conclusion
from triage.model.outcome import CONFLICT, GAP
from triage.model.rule import Classification, Policy
from triage.model.rulebook import Rulebook
from triage.verify.check.claims import Check, Claims, Subject, claim, rule
from triage.verify.check.proposal import proposed_rule
from triage.verify.state_space import StateSpace


@dataclass(frozen=True, slots=True)
class Classes:
    """The typologies or the target groups of a rulebook, and what is said of them."""

    of: Classification
    section: str
    name: str
    gap: str
    conflict: str

    def node(self, whole: StateSpace) -> Node:
        """Return the place of the class of an assessment; `gap` and `conflict` come last."""
        decisions = whole.decisions
        return decisions.typology if self.name == "typology" else decisions.target_group

    def is_(self, whole: StateSpace, value: str) -> Node:
        """Return where an assessment is of a class, or of none, or of several."""
        code = (*self.of.values, GAP, CONFLICT).index(value)
        return whole.diagrams.indicator(self.node(whole), (code,))

    def concluded(self, conclusion: Conclusion) -> str | None:
        """Return the class that is concluded."""
        return conclusion.typology if self.name == "typology" else conclusion.target_group


def classes_of(rulebook: Rulebook) -> list[Classes]:
    """Return the target groups and the typologies, where a rulebook has them."""
    found = []
    if (groups := rulebook.target_groups) is not None:
        codes = ("target-group-gap", "target-group-conflict")
        found.append(Classes(groups, "target_groups", "target_group", *codes))
    if (typologies := rulebook.typologies) is not None:
        codes = ("typology-gap", "typology-conflict")
        found.append(Classes(typologies, "typologies", "typology", *codes))
    return found


def gaps(claims: Claims, classes: Classes) -> Iterator[Diagnostic]:
    """Find assessments no rule covers."""
    whole = claims.whole
    gap = classes.is_(whole, GAP)
    example = whole.witness(gap)
    if example is not None:
        proposal = proposed_rule(whole, classes.of, example, gap)
        seen = claims.seen(example, _is(classes, GAP))
        evidence = claims.evidence(example, seen, gap, proposal=proposal)
        yield claim(whole.rulebook, classes.gap, _section(classes), evidence)


def conflicts(claims: Claims, classes: Classes) -> Iterator[Diagnostic]:
    """Find rules that give two classes to the same person, pair by pair."""
    whole = claims.whole
    if whole.witness(classes.is_(whole, CONFLICT)) is None:
        return
    for one, other in combinations(classes.of.rules, 2):
        if one.then.value == other.then.value:
            continue
        both = whole.diagrams.conjunction([whole.rules[one.id], whole.rules[other.id]])
        example = whole.witness(both)
        if example is not None:
            seen = claims.seen(example, _is(classes, CONFLICT, one.id, other.id))
            evidence = claims.evidence(example, seen, both)
            wide, narrow = _wider_first(claims, other.id, one.id)
            subject = rule(wide, narrow)
            yield claim(whole.rulebook, classes.conflict, subject, evidence, other=narrow)


def _wider_first(claims: Claims, later: str, earlier: str) -> tuple[str, str]:
    """Put the rule first that holds for more, the later of two that hold for as many.

    A condition that takes in too many is more often the slip than one that takes in few.
    """
    shares = [claims.share(claims.whole.rules[id_]) for id_ in (later, earlier)]
    return (earlier, later) if shares[1] > shares[0] else (later, earlier)


def never_assigned(whole: StateSpace, classes: Classes) -> frozenset[str]:
    """Return the classes nobody is of on the day."""
    return frozenset(
        value for value in classes.of.values if whole.witness(classes.is_(whole, value)) is None
    )


def never_decisive(whole: StateSpace, classes: Classes) -> frozenset[str]:
    """Return the rules without which every class on the day would be the same."""
    ids = [one.id for one in classes.of.rules]
    return frozenset(
        id_
        for id_ in ids
        if _class(whole, classes.of, [other for other in ids if other != id_])
        == classes.node(whole)
    )


def covering(classes: Classification, id_: str) -> tuple[str, ...]:
    """Return the rules that can cover another: those before it, or those that conclude the same."""
    ids = [each.id for each in classes.rules]
    place = ids.index(id_)
    if classes.policy is Policy.FIRST:
        return tuple(ids[:place])
    then = classes.rules[place].then.value
    return tuple(each.id for each in classes.rules if each.then.value == then and each.id != id_)


def _class(whole: StateSpace, classes: Classification, ids: list[str]) -> Node:
    """Conclude the class from some of the rules."""
    diagrams = whole.diagrams
    values = (*classes.values, GAP, CONFLICT)
    then = {each.id: values.index(str(each.then.value)) for each in classes.rules}
    gap, conflict = values.index(GAP), values.index(CONFLICT)
    if classes.policy is Policy.FIRST:
        return diagrams.first_match([(whole.rules[id_], then[id_]) for id_ in ids], gap)
    assigned = {
        code: diagrams.disjunction(whole.rules[id_] for id_ in ids if then[id_] == code)
        for code in dict.fromkeys(then[id_] for id_ in ids)
    }
    several = diagrams.count(assigned.values(), ((2, max(2, len(assigned))),))
    cases = [(several, conflict), *((node, code) for code, node in assigned.items())]
    return diagrams.first_match(cases, gap)


def _section(classes: Classes) -> Subject:
    """Point at the first rule, or at nothing where there is none."""
    rules = classes.of.rules
    return Subject(f"rules.{rules[0].id}" if rules else classes.section, classes.section)


def _is(classes: Classes, value: str, *rules: str) -> Check:
    return lambda seen: (
        classes.concluded(seen.conclusion) == value and {*rules} <= seen.conclusion.rules
    )
