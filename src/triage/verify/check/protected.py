"""Origin, sex and religion stay out of the method; what stands close to them may only add.

`protected_readings` says so of every rule, question and guarantee; it is asked of what they read,
whether or not the answer changes anything. That nobody begins later is proved day by day
(`later_starts`).
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.diagnostics import Diagnostic, listed
from triage.model.guarantee import Guarantee, NeverDepends
from triage.model.protected import NEVER_READ
from triage.model.rule import Availability, WarningRule
from triage.model.rulebook import Rulebook
from triage.program.program import RuleKind
from triage.verify.check.claims import Subject, claim, rule
from triage.verify.check.marked import Marked, marked
from triage.verify.check.reading import Reading, Steps


def protected_readings(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """Find what reads a protected characteristic, and what a proxy may not decide."""
    if any(each.concerns or each.proxy_of for _, each in rulebook.every_question()):
        yield from _Protected(rulebook).found()


class _Protected:
    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._reading = Reading(rulebook)
        self._marked = marked(rulebook, self._reading.program)
        self._never_read = [
            each for each in self._marked if not NEVER_READ.isdisjoint(each.concerns)
        ]

    def found(self) -> Iterator[Diagnostic]:
        for kind, id_ in self._rules():
            for one in self._marked:
                yield from self._of_rule(kind, id_, one)
        yield from self._asked()
        for guarantee in self._rulebook.guarantees:
            yield from self._exceptions(guarantee)

    def _rules(self) -> Iterator[tuple[RuleKind, str]]:
        """Yield the rules that are no law."""
        for flat in self._reading.program.rules:
            one = self._rulebook.rules[flat.id]
            if not (isinstance(one, Availability | WarningRule) and one.rests_on_law):
                yield flat.kind, flat.id

    def _of_rule(self, kind: RuleKind, id_: str, one: Marked) -> Iterator[Diagnostic]:
        if self._reading.of_rule(id_).isdisjoint(one.variables):
            return
        own = kind is RuleKind.TARGET_GROUP and one.programme_only
        if one in self._never_read and not own:
            yield self._breach("protected-read", id_, one, one.concerns)
        if not one.proxy_of:
            return
        if kind is RuleKind.AVAILABILITY or self._speaks_against(id_):
            yield self._breach("proxy-against", id_, one, one.proxy_of)
        elif kind is RuleKind.TYPOLOGY and self._reading.beyond_demand(id_, one.variables):
            yield self._breach("proxy-typology", id_, one, one.proxy_of)

    def _speaks_against(self, id_: str) -> bool:
        return any(each.id == id_ and each.against for each in self._rulebook.recommendations)

    def _breach(self, code: str, id_: str, one: Marked, what: tuple[str, ...]) -> Diagnostic:
        way = next(self._reading.ways(id_, one), ())
        subject = Subject(f"rules.{id_}", id_, (one.place,))
        return claim(
            self._rulebook,
            code,
            subject,
            question=one.name,
            what=listed(what),
            way=_way(one, way, id_),
        )

    def _asked(self) -> Iterator[Diagnostic]:
        """Find questions asked because of a characteristic that do not say so themselves."""
        said = {each.name for each in self._marked}
        for owner, question in self._rulebook.every_question():
            name = f"{owner}.{question.id}" if owner else question.id
            if name in said or question.programme_only or question.asked_when is None:
                continue
            path = f"questions.{owner}.item.{question.id}" if owner else f"questions.{question.id}"
            here = [
                each.applies
                for each in self._reading.program.variables
                if each.path.place == (owner, question.id)
            ]
            read = frozenset[int]().union(*map(self._reading.of, here))
            for one in self._never_read:
                if not read.isdisjoint(one.variables):
                    what = listed(one.concerns)
                    subject = Subject(path, name, (one.place,))
                    yield claim(
                        self._rulebook, "protected-asked", subject, question=one.name, what=what
                    )

    def _exceptions(self, guarantee: Guarantee) -> Iterator[Diagnostic]:
        """Find guarantees that hold for some and not for others by what must make no difference."""
        read = frozenset[int]().union(*map(self._reading.of_condition, guarantee.conditions))
        form = guarantee.form
        spared = form.spared if isinstance(form, NeverDepends) else ()
        for one in self._never_read:
            if not read.isdisjoint(one.variables) or (one.owner or one.question) in spared:
                what = listed(one.concerns)
                subject = rule(guarantee.id)
                yield claim(
                    self._rulebook, "protected-exception", subject, question=one.name, what=what
                )


def _way(one: Marked, way: Steps, id_: str) -> str:
    return " → ".join((one.name, *way, id_))
