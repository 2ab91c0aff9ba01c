"""Exact evaluation over open answers: what all completions agree on, and what they do not.

Instead of walking completions one by one, every output is explored on its own over the classes of
the open answers it really depends on, and equal remainders are met once (section 4.5). It refuses
beyond `MOST_STEPS`, and never guesses.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from triage.diagnostics import Diagnostic, LimitReached
from triage.engine.exact.classes import Cuts
from triage.engine.exact.put_in import PutIn
from triage.engine.exact.residual import Node
from triage.engine.flat.program import FlatIntervention, Program
from triage.engine.intake.codes import Coded
from triage.engine.possible import NoCompletion, Possible
from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.model.rule import ALONGSIDE, NOW, Strength, Verdict

MOST_STEPS = 2_000_000
"""How many steps one evaluation takes before it refuses."""

T = TypeVar("T", bound=Hashable)


def possible(
    program: Program,
    cuts: Cuts,
    coded: Coded,
    as_of: date,
    in_force: bool,
    most_steps: int = MOST_STEPS,
) -> Possible:
    """Give what completions give, over all of them; `in_force` says the rulebook covers `as_of`.

    Raises:
        NoCompletion: the answers contradict each other.
        LimitReached: the answer would take more than `most_steps` steps.
    """
    return _Exact(PutIn(program, cuts, coded, as_of), in_force, most_steps).possible()


class _Exact:
    def __init__(self, put_in: PutIn, in_force: bool, most_steps: int) -> None:
        self._put_in = put_in
        self._graph = put_in.graph
        self._in_force = in_force
        self._steps = 0
        self._most_steps = most_steps
        self._agreement = put_in.agreement()
        self._link = put_in.typology_link()
        self._rules = [put_in.rule(rule) for rule in put_in.program.rules]
        self._fitting: dict[int, Node] = {}

    def possible(self) -> Possible:
        if not self._graph.satisfiable(self._agreement):
            raise NoCompletion
        found = Possible()
        program = self._put_in.program
        typology = program.typology
        if typology is not None:
            codes = self._values(self._put_in.cases(typology), typology.otherwise)
            found.typology = {typology.values[code] for code in codes}
        for position, intervention in enumerate(program.interventions):
            self._intervention(found, position, intervention)
        for rule, node in zip(program.rules, self._rules, strict=True):
            found.rules[rule.id] = self._state(node)
        for path, applies in self._put_in.open_answers():
            if True in self._values([(applies, True)], False):
                found.open.add(path)
        return found

    def _state(self, node: Node) -> RuleState:
        values = self._values([(node, True)], False)
        if values == {True}:
            return RuleState.HOLDS
        return RuleState.MAY_HOLD if True in values else RuleState.CANNOT_HOLD

    # --- interventions (section 4.4)

    def _intervention(self, found: Possible, position: int, one: FlatIntervention) -> None:
        rules, graph = self._rules, self._graph
        core = self._any(f.rule for f in one.favours if f.strength is Strength.CORE)
        fit = self._any(favour.rule for favour in one.favours)
        against = self._any(one.against)
        barred = self._law(one, Verdict.NOT_AVAILABLE)
        check = self._law(one, Verdict.NEEDS_CHECK) if self._in_force else graph.true
        no_fit = graph.negation(fit)
        self._fitting[position] = graph.conjunction(
            [fit, graph.negation(barred), graph.negation(against)]
        )
        found.statuses[one.id] = self._values(
            [
                (no_fit, Status.NOT_SUGGESTED),
                (barred, Status.NOT_AVAILABLE),
                (against, Status.ADVISED_AGAINST),
                (check, Status.CHECK_FIRST),
                (core, Status.RECOMMENDED),
            ],
            Status.POSSIBLE,
        )
        starts: list[tuple[Node, str | None]] = [(no_fit, None)]
        starts += self._starts(one, Strength.CORE, graph.true)
        starts += self._starts(one, Strength.POSSIBLE, graph.negation(core))
        found.starts[one.id] = self._values(starts, None)
        for name in one.limit_names:
            setting = [rule for rule in one.law if name in rule.limits]
            setting.sort(key=lambda rule: rule.limits[name])
            limits: list[tuple[Node, int | None]] = [
                (rules[rule.rule], rule.limits[name]) for rule in setting
            ]
            found.limits.setdefault(one.id, {})[name] = self._values(limits, None)

    def _any(self, numbers: Iterable[int]) -> Node:
        return self._graph.disjunction([self._rules[number] for number in numbers])

    def _law(self, one: FlatIntervention, verdict: Verdict) -> Node:
        return self._any(rule.rule for rule in one.law if rule.verdict is verdict)

    def _starts(
        self, one: FlatIntervention, strength: Strength, here: Node
    ) -> list[tuple[Node, str | None]]:
        """Give the starts of one strength, earliest first, each with where it is the start."""
        graph = self._graph
        now: list[Node] = []
        alongside: list[Node] = []
        after: dict[str, list[Node]] = {}
        for favour in one.favours:
            rule = self._rules[favour.rule]
            if favour.strength is not strength:
                continue
            if favour.start == NOW:
                now.append(rule)
            elif favour.start == ALONGSIDE:
                alongside.append(rule)
            else:
                assert isinstance(favour.start, int)
                fitting = self._fitting[favour.start]
                alongside.append(graph.conjunction([rule, graph.negation(fitting)]))
                name = self._put_in.program.interventions[favour.start].id
                after.setdefault(name, []).append(graph.conjunction([rule, fitting]))
        found: list[tuple[list[Node], str | None]] = [(now, NOW), (alongside, ALONGSIDE)]
        found += [(after[name], f"after:{name}") for name in sorted(after)]
        return [
            (graph.conjunction([here, graph.disjunction(nodes)]), start) for nodes, start in found
        ]

    # --- exploring

    def _values(self, cases: Sequence[tuple[Node, T]], otherwise: T) -> set[T]:
        """Give the values of a first-match over all completions.

        A completion's value is that of its first true case, else `otherwise`.
        """
        agreement = self._bearing_on(node.support for node, _ in cases)
        found: set[T] = set()
        seen: set[tuple[object, ...]] = set()

        def explore(agreed: Node, rest: Sequence[tuple[Node, T]]) -> None:
            left = self._undecided(rest)
            if not left or left[0][0] is self._graph.true:
                value = left[0][1] if left else otherwise
                if value not in found and self._graph.satisfiable(agreed):
                    found.add(value)
                return
            if otherwise in found and all(value in found for _, value in left):
                return  # nothing new can come of this
            key = (agreed.id, *((node.id, value) for node, value in left))
            if key in seen or agreed is self._graph.false:
                return
            seen.add(key)
            self._step()
            answer = left[0][0].first
            for branch in self._graph.branches(answer):
                explore(
                    self._graph.restrict(agreed, answer, branch),
                    [(self._graph.restrict(node, answer, branch), out) for node, out in left],
                )

        explore(agreement, cases)
        return found

    def _undecided(self, cases: Sequence[tuple[Node, T]]) -> list[tuple[Node, T]]:
        left: list[tuple[Node, T]] = []
        for node, value in cases:
            if node is not self._graph.false:
                left.append((node, value))
            if node is self._graph.true:
                break
        return left

    def _bearing_on(self, supports: Iterable[int]) -> Node:
        """Give what restricts these open answers, however indirectly.

        That is part of the agreement, and the link to the typology where it is among them.
        """
        reach = 0
        for support in supports:
            reach |= support
        whole = self._agreement
        parts = [self._link, *(whole.parts if whole.kind == "and" else [whole])]
        bearing: list[Node] = []
        while touching := [part for part in parts if part.support & reach]:
            bearing += touching
            parts = [part for part in parts if not part.support & reach]
            for part in touching:
                reach |= part.support
        return self._graph.conjunction(bearing)

    def _step(self) -> None:
        self._steps += 1
        if self._steps > self._most_steps:
            details = {"limit": self._most_steps}
            raise LimitReached((Diagnostic("too-many-steps", details=details),))
