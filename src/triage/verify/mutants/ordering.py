"""Slips in what stands first of a plan: neighbours of an order swapped, a need dropped.

They change no outcome. What a case expects to stand first, or beside something, notices them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from triage.diagnostics import EnginesDisagree, InvalidAssessment, Shown
from triage.diagrams.nodes import Node
from triage.engine import EngineName, Evaluator
from triage.engine.crosscheck import disagreement
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath, printed
from triage.model.guarantee import IN_PLAN
from triage.model.plan_order import (
    place_in,
    recommended_by,
    standing_beside,
    standing_first,
    stands_alone,
)
from triage.model.rule import FirstSteps
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.days import own_days
from triage.verify.examples import said_in
from triage.verify.mutants.mutant import OrderMutant
from triage.verify.mutants.operators import Fate, Operator
from triage.verify.state_space import Example, StateSpace, status_in
from triage.verify.witness import witness


def order_mutants(rulebook: Rulebook) -> Iterator[OrderMutant]:
    """Yield every slip in the orders of a rulebook and in what its interventions need."""
    yield from _swapped(rulebook)
    yield from _needing_less(rulebook)


def _swapped(rulebook: Rulebook) -> Iterator[OrderMutant]:
    for order in rulebook.first_steps.values():
        ids = order.interventions
        for place, (one, other) in enumerate(pairwise(ids)):
            if not (stands_alone(rulebook, one) and stands_alone(rulebook, other)):
                continue  # what needs something stands beside it, and never first
            moved = replace(order, interventions=(*ids[:place], other, one, *ids[place + 2 :]))
            yield OrderMutant(
                Operator.NEIGHBOURS_SWAPPED,
                f"first_steps.{order.id}",
                f"{other} before {one}",
                replace(rulebook, first_steps={**rulebook.first_steps, order.id: moved}),
                (one, other),
                order,
            )


def _needing_less(rulebook: Rulebook) -> Iterator[OrderMutant]:
    for each in rulebook.interventions.values():
        for need in each.needs:
            fewer = replace(each, needs=tuple(other for other in each.needs if other != need))
            yield OrderMutant(
                Operator.NEED_DROPPED,
                f"interventions.{each.id}",
                f"without {need}",
                replace(rulebook, interventions={**rulebook.interventions, each.id: fewer}),
                (each.id, need),
            )


class Proposed:
    """Who is proposed two things at once, on any day of a rulebook's own."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._evaluator = Evaluator(rulebook)

    @cached_property
    def _days(self) -> list[_Together]:
        days = own_days(self._rulebook, lower(self._rulebook))
        return [_Together(StateSpace(self._rulebook, day)) for day in days]

    def fate(self, mutant: OrderMutant) -> tuple[Fate, Shown | None]:
        """Say what becomes of a slip that no case notices, and who is shown another order by it.

        It is equivalent where it is proved of everybody, however much is open, that both things
        never stand in one plan, or stand as they did. Else somebody is looked for: of one person a
        day who has both, all answers are tried, and all but one.

        Raises:
            LimitReached: there are too many kinds of assessments.
        """
        people = [each for each in (day.somebody(mutant) for day in self._days) if each is not None]
        for one in people:
            for answers in _all_or_all_but_one(one.answers):
                if self._differs(mutant, answers, one.day):
                    because = {
                        path: each
                        for path, each in one.because.items()
                        if AnswerPath.parse(path).question in answers
                    }
                    return Fate.ALIVE, replace(one, because=because, answers=answers)
        return (Fate.UNDECIDED if people else Fate.EQUIVALENT), None

    def _differs(self, mutant: OrderMutant, answers: Mapping[str, Any], day: date) -> bool:
        try:
            read = read_answers(self._rulebook, answers, day)
        except InvalidAssessment:
            return False  # without one answer, others contradict each other
        outcome = self._evaluator.assess(read, day, EngineName.COMPILED)
        ours, theirs = (
            (standing_first(book, outcome), standing_beside(book, outcome))
            for book in (self._rulebook, mutant.rulebook)
        )
        return ours != theirs


def _all_or_all_but_one(answers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield all answers, then all but each: what stands first by an order for the rest is open."""
    yield {**answers}
    for left_out in answers:
        yield {path: each for path, each in answers.items() if path != left_out}


class _Together:
    """Who is proposed two things at once, on one day.

    What stands in a plan for certain does so in every completion, so where no complete assessment
    has both, none that is half answered has. What a core rule recommends is another matter: answers
    may leave open which rule does. So it is asked of single rules.
    """

    def __init__(self, whole: StateSpace) -> None:
        self._whole, self._rulebook = whole, whole.rulebook
        plans = whole.decisions.plans
        self._planned = {plan.id: status_in(whole, plan, IN_PLAN) for plan in plans}

    def somebody(self, mutant: OrderMutant) -> Shown | None:
        one, other = mutant.pair
        order = mutant.order
        both = [self._planned[one], self._planned[other]]
        if order is None:
            apart = self._never_beside(one, other, both)
        else:
            both += self._typologies(order)
            apart = self._is_core_alone(one, other, order, both) or self._is_core_alone(
                other, one, order, both
            )
        example = None if apart else self._alike(mutant, both) or self._whole.witness(*both)
        return None if example is None else self._shown(mutant, example)

    def _never_beside(self, one: str, need: str, both: list[Node]) -> bool:
        """Say whether by every order something it still needs stands before the dropped need."""
        others = [each for each in self._rulebook.interventions[one].needs if each != need]
        counted = ((order, [*both, *self._typologies(order)]) for order in self._orders)
        return all(
            any(self._stands_before(other, need, order, where) for other in others)
            for order, where in counted
            if self._whole.witness(*where) is not None
        )

    def _stands_before(self, other: str, need: str, order: FirstSteps, both: list[Node]) -> bool:
        """Say whether it stands in the plan, and before the need, wherever an order counts."""
        ids = order.interventions
        return (
            place_in(self._rulebook, ids, other) < place_in(self._rulebook, ids, need)
            and self._always(self._planned[other], both)
            and all(
                any(self._always(core, [*both, rule]) for core in self._core(other))
                for rule in self._core(need)
                if self._may_hold(rule, order, both)
            )
        )

    def _is_core_alone(self, one: str, other: str, order: FirstSteps, both: list[Node]) -> bool:
        """Say whether a rule always recommends the one as core, and none ever the other."""
        never = not any(self._may_hold(rule, order, both) for rule in self._core(other))
        return never and any(self._always(rule, both) for rule in self._core(one))

    def _may_hold(self, rule: Node, order: FirstSteps, both: list[Node]) -> bool:
        """Say whether a rule may hold for certain where an order counts.

        That for the rest counts where several typologies are possible, or one without an order.
        """
        typologies = self._whole.program.typology
        if order.typologies or typologies is None:
            return self._whole.witness(*both, rule) is not None
        possible = {
            typology
            for typology in typologies.values
            if self._whole.witness(*both, rule, self._whole.typology_is(typology)) is not None
        }
        ordered = {each for order in self._orders for each in order.typologies}
        return len(possible) > 1 or not ordered.issuperset(possible)

    @cached_property
    def _orders(self) -> list[FirstSteps]:
        """The orders that may count; that of the catalogue where none is for the rest."""
        declared = [*self._rulebook.first_steps.values()]
        for_the_rest = any(not each.typologies for each in declared)
        return declared if for_the_rest else [*declared, FirstSteps("")]

    def _typologies(self, order: FirstSteps) -> list[Node]:
        """Return where an order counts, if only for some typologies."""
        found = map(self._whole.typology_is, order.typologies)
        return [self._whole.diagrams.disjunction(found)] if order.typologies else []

    def _always(self, node: Node, where: list[Node]) -> bool:
        return self._whole.witness(*where, self._whole.diagrams.negation(node)) is None

    def _core(self, intervention: str) -> list[Node]:
        """Return where each core rule that recommends an intervention holds."""
        return [self._whole.rules[rule] for rule in recommended_by(self._rulebook, intervention)]

    def _alike(self, mutant: OrderMutant, both: list[Node]) -> Example | None:
        """Return somebody to whom core rules recommend both or neither, if there is anybody."""
        diagrams = self._whole.diagrams
        one, other = (diagrams.disjunction(self._core(id_)) for id_ in mutant.pair)
        return self._whole.witness(*both, diagrams.ite(one, other, diagrams.negation(other)))

    def _shown(self, mutant: OrderMutant, example: Example) -> Shown:
        seen = witness(self._whole, example)
        if not all(seen.conclusion.statuses[id_] in IN_PLAN for id_ in mutant.pair):
            raise EnginesDisagree((disagreement("analysis"),))
        because = printed(said_in(self._whole, example))
        return Shown(self._whole.as_of.isoformat(), because, dict(seen.answers))
