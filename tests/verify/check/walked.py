"""What a check must find, by walking every complete assessment of a small rulebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import combinations
from typing import Any

from tests.verify.every_assessment import Complete, every_assessment
from triage.engine.possible import Conclusion
from triage.intake.mapping import as_mapping
from triage.model.answer_path import AnswerPath
from triage.model.condition import Applies, Condition, Ref, RefKind, Tested
from triage.model.finding import Finding, FirstMatch
from triage.model.guarantee import Status
from triage.model.outcome import CONFLICT, GAP
from triage.model.rule import Policy, Recommendation, Strength, Verdict, WarningRule
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.check.classes import Classes
from triage.verify.check.conditioned import Conditioned, conditioned
from triage.verify.check.findings import Case, elements_of
from triage.verify.check.recommendations import SEEN
from triage.verify.check.redundant_tests import probes
from triage.verify.days import own_days
from triage.verify.rewrites import in_some
from triage.verify.witness import Witness, concluded


@dataclass(frozen=True)
class Walked:
    """Every assessment of a rulebook on each day that differs; `said` are its answers by path."""

    rulebook: Rulebook
    seen: list[Witness]
    said: list[Complete]

    @classmethod
    def of(cls, rulebook: Rulebook, most: int) -> Walked:
        """Walk them. Raises `TooMany` where they are more than `most` on a day.

        Questions that only findings read which no rule uses are walked as well.
        """
        every = tuple(dict.fromkeys((*_each_finding(rulebook), *probes(conditioned(rulebook)))))
        warnings = tuple(WarningRule(f"probe-{n}", each) for n, each in enumerate(every))
        asked = replace(rulebook, warnings=(*rulebook.warnings, *warnings))
        seen, said = [], []
        for day in own_days(rulebook, lower(rulebook)):
            for each in every_assessment(asked, day, most):
                answers = as_mapping(rulebook, _plain(each.answers))
                seen.append(concluded(rulebook, answers, day))
                said.append(each)
        return cls(rulebook, seen, said)

    def any(self, check: Callable[[Witness], bool]) -> bool:
        """Say whether some assessment meets a check."""
        return any(check(each) for each in self.seen)

    def counted(
        self, day: date, over: tuple[str, ...], check: Callable[[Witness], bool]
    ) -> tuple[int, int]:
        """Count the ways to answer some questions with which a check is met, and all there are."""
        there = [
            (each.among(over), check(seen))
            for seen, each in zip(self.seen, self.said, strict=True)
            if seen.as_of == day
        ]
        return len({ways for ways, met in there if met}), len({ways for ways, _ in there})

    def gap(self, classes: Classes) -> bool:
        """Say whether somebody is of no class."""
        return self.any(lambda each: classes.concluded(each.conclusion) == GAP)

    def conflicts(self, classes: Classes) -> set[frozenset[str]]:
        """Return the pairs of rules that give somebody two classes."""
        if classes.of.policy is Policy.FIRST:
            return set()
        return {
            frozenset((one.id, other.id))
            for one, other in combinations(classes.of.rules, 2)
            if one.then.value != other.then.value
            and self.any(
                # The default keeps what the loop has now; of such a lambda no types are inferred.
                lambda each, pair={one.id, other.id}: (  # type: ignore[misc]
                    classes.concluded(each.conclusion) == CONFLICT and pair <= each.conclusion.rules
                )
            )
        }

    def never_holding(self) -> set[str]:
        """Return the paths of conditions nobody meets."""
        return {
            one.subject.path
            for one in conditioned(self.rulebook)
            if not any(self._held(one, one.when, each) for each in self.seen)
        }

    def same(self, one: Conditioned, other: Condition) -> bool:
        """Say whether another condition is met by the same people, in the same items and rows."""
        return all(
            self._held(one, one.when, each) == self._held(one, other, each) for each in self.seen
        )

    def _held(self, one: Conditioned, condition: Condition, seen: Witness) -> list[Any]:
        return [
            element or True
            for element in elements_of(self.rulebook, one.for_each)
            if _is_there(seen, element) and seen.completion.holds(condition, element)
        ]

    # --- rules left out

    def classes_without(self, classes: Classes, id_: str) -> bool:
        """Say whether every class would be the same without a rule."""
        rules = tuple(one for one in classes.of.rules if one.id != id_)
        # The key names a field of this type, which `replace` cannot see through a mapping.
        fewer = replace(self.rulebook, **{classes.section: replace(classes.of, rules=rules)})  # type: ignore[arg-type]
        return self._same(fewer, lambda seen: classes.concluded(seen.conclusion))

    def plans_without(self, id_: str) -> bool:
        """Say whether fit, reasons against and start of everything would be the same without."""
        rules = tuple(one for one in self.rulebook.recommendations if one.id != id_)
        return self._same(replace(self.rulebook, recommendations=rules), _plan)

    def findings_without(self, case: Case) -> bool:
        """Say whether a finding would be the same everywhere without one of its rules."""
        finding = self.rulebook.findings[case.finding]
        assert isinstance(finding.body, FirstMatch)
        rules = tuple(rule for rule in finding.body.rules if rule is not case.rule)
        body = replace(finding.body, rules=rules)
        findings = {**self.rulebook.findings, finding.id: replace(finding, body=body)}

        def value(seen: Witness) -> list[Any]:
            return list(_values(self.rulebook, finding, seen))

        return self._same(replace(self.rulebook, findings=findings), value)

    def _same(self, variant: Rulebook, output: Callable[[Witness], Any]) -> bool:
        return all(
            output(each) == output(concluded(variant, each.answers, each.as_of))
            for each in self.seen
        )

    def law_without(self, id_: str) -> bool:
        """Say whether the law would say the same of everything without one of its rules."""
        return all(
            _law(each, each.conclusion.rules) == _law(each, each.conclusion.rules - {id_})
            for each in self.seen
        )

    # --- nothing to anybody

    def never_seen(self) -> set[str]:
        """Return the recommendations none of whose interventions is on a page where they hold."""
        return {
            rule.id
            for rule in self.rulebook.recommendations
            if rule.recommend and not self.any(partial(_is_seen, rule))
        }

    def without_influence(self, name: str) -> bool:
        """Say whether nobody comes out differently for answering one question differently."""
        outcomes: dict[object, Conclusion] = {}
        for seen, said in zip(self.seen, self.said, strict=True):
            others = {at: one for at, one in said.answers.items() if at.name != name}
            key = (seen.as_of, tuple(sorted(others.items())))
            if outcomes.setdefault(key, seen.conclusion) != seen.conclusion:
                return False
        return True

    def never_concluded(self) -> set[tuple[str, str]]:
        """Return the findings with a value they have nowhere."""
        had = {
            (finding.id, value)
            for finding in self.rulebook.findings.values()
            for each in self.seen
            for value in _values(self.rulebook, finding, each)
        }
        return {
            (finding.id, value)
            for finding in self.rulebook.findings.values()
            for value in finding.body.values
        } - had

    def never_with_status(self, statuses: frozenset[Status]) -> set[str]:
        """Return the interventions that have none of some statuses for anybody."""
        return {
            id_
            for id_ in self.rulebook.interventions
            # The default keeps what the loop has now; of such a lambda no types are inferred.
            if not self.any(lambda each, id_=id_: each.conclusion.statuses[id_] in statuses)  # type: ignore[misc]
        }


def _each_finding(rulebook: Rulebook) -> Iterator[Condition]:
    """Yield conditions that read all a finding does, those with nothing to leave out included."""
    for finding in rulebook.findings.values():
        ref = Ref(RefKind.FINDING, finding.id, finding.for_each)
        condition = Tested(ref, (Applies(True),))
        yield condition if finding.for_each is None else in_some(finding.for_each, condition)


def _is_seen(rule: Recommendation, each: Witness) -> bool:
    statuses = each.conclusion.statuses
    return rule.id in each.conclusion.rules and any(statuses[id_] in SEEN for id_ in rule.recommend)


def _law(seen: Witness, rules: frozenset[str]) -> Any:
    """Return verdict and limits of every intervention, as section 4.4 has them."""
    said: dict[str, tuple[set[Verdict], dict[str, int]]] = {}
    for rule in seen.completion.rulebook.availability:
        for id_ in rule.interventions if rule.id in rules else ():
            verdicts, limits = said.setdefault(id_, (set(), {}))
            verdicts.add(rule.verdict)
            for name, value in rule.limits.items():
                assert isinstance(value.value, int)
                limits[name] = min(value.value, limits.get(name, value.value))
    worst = (Verdict.NOT_AVAILABLE, Verdict.NEEDS_CHECK)
    return {
        id_: (next((one for one in worst if one in verdicts), None), limits)
        for id_, (verdicts, limits) in said.items()
        if limits or {*worst} & verdicts
    }


def _plan(seen: Witness) -> Any:
    rules, book = seen.conclusion.rules, seen.completion.rulebook
    held = [rule for rule in book.recommendations if rule.id in rules]
    fits: dict[str, set[Strength]] = {}
    against = set()
    for rule in held:
        against |= {*rule.against}
        for id_ in rule.recommend:
            fits.setdefault(id_, set()).add(rule.strength)
    cores = {id_: Strength.CORE in strengths for id_, strengths in fits.items()}
    return cores, against, dict(seen.conclusion.starts)


def _values(rulebook: Rulebook, finding: Finding, seen: Witness) -> Iterator[Any]:
    for element in elements_of(rulebook, finding.for_each):
        if _is_there(seen, element):
            yield seen.completion.finding(
                Ref(RefKind.FINDING, finding.id, finding.for_each), element
            )


def _is_there(seen: Witness, element: tuple[str, str] | None) -> bool:
    """Say whether an item or row is there: a list has that many, a grid applies."""
    if element is None:
        return True
    owner, place = element
    answers = seen.answers.get(owner)
    if place.isdigit():
        return isinstance(answers, list) and int(place) <= len(answers)
    return seen.completion.holds(Tested(Ref(RefKind.QUESTION, owner), (Applies(True),)))


def _plain(answers: dict[AnswerPath, Any]) -> dict[AnswerPath, Any]:
    return {at: list(one) if isinstance(one, tuple) else one for at, one in answers.items()}
