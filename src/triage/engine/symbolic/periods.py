"""Decisions by day, where days make the same of dates: rules and plans of each period, kept.

A period is a time in which the same rules are in force, and the law checked or not. There are as
many as days on which a rule or the rulebook comes into force or leaves it.
"""

from __future__ import annotations

from datetime import date

from triage.diagrams.nodes import Node
from triage.engine.symbolic.decisions import Decisions, Plan
from triage.program.program import Program


class Periods:
    """The decisions of a program for all days that make the same of dates as one of them.

    INVARIANT: one thread at a time asks, since asking may make nodes.
    """

    def __init__(self, program: Program, made: Decisions, in_force: bool) -> None:
        self._program, self._made = program, made
        self._plans: dict[tuple[tuple[Node, ...], bool], list[Plan]] = {}
        self._plans[tuple(made.rules), in_force] = made.plans
        self._dated = [rule for rule in program.rules if rule.dated]
        self._rules: dict[tuple[bool, ...], list[Node]] = {}
        self.diagrams = made.diagrams

    def on(self, as_of: date, in_force: bool) -> Decisions:
        """Return the decisions of a day; `in_force`: the rulebook covers it."""
        in_force_here = tuple(rule.in_force(as_of) for rule in self._dated)
        if in_force_here not in self._rules:
            self._rules[in_force_here] = self._made.rules_on(self._program, as_of)
        rules = self._rules[in_force_here]
        plans = self.planned(rules, in_force)
        return self._made.with_plans(self._made.space.on(self._program, as_of), rules, plans)

    def planned(self, rules: list[Node], in_force: bool) -> list[Plan]:
        """Return what rules make of each intervention."""
        period = (tuple(rules), in_force)
        if period not in self._plans:
            self._plans[period] = self._made.plans_of(self._program, rules, in_force)
        return self._plans[period]
