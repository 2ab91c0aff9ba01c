"""The benchmark rulebook as a decision model (JDM) for zen-engine, which evaluates it in Rust.

It is written for zen-engine's good: expressions, which it evaluates faster than decision tables;
numbers in the place of words; one node for the findings of each level, one for the rules and one
for the interventions; dates compared as numbers, their limits worked out beforehand; and compiled
once. It can say what this rulebook says, not every rulebook.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import zen

from triage.engine.compiled.engine import Row
from triage.engine.compiled.write import FITTING
from triage.model.condition import Order
from triage.model.question import Subset
from triage.model.rule import ALONGSIDE, NOW, Strength, Verdict
from triage.program.encoding import span_at
from triage.program.formula import (
    NA,
    And,
    Constant,
    CountIn,
    DateIn,
    Formula,
    In,
    Intervals,
    MembersIn,
    Not,
    Or,
    Ordered,
    SizeIn,
    variables_of,
)
from triage.program.program import Derived, FlatIntervention, Program

Evaluate = Callable[[dict[str, Any]], Any]

_MISSING = -1
_SIGNS = {Order.AT_LEAST: ">=", Order.AT_MOST: "<=", Order.MORE_THAN: ">", Order.LESS_THAN: "<"}


def evaluator(program: Program, as_of: date, in_force: bool, *, trace: bool) -> Evaluate:
    """Make what evaluates a context: compiled once, by the fastest of the ways in.

    `in_force` says whether the day is within the rulebook's own dates.
    """
    content = zen.ZenDecisionContent(json.dumps(_Model(program, as_of, in_force).content()))
    engine = zen.ZenEngine({"loader": lambda _: content})
    if trace:
        return lambda context: engine.evaluate("rules", context, {"trace": True})
    return lambda context: engine.evaluate("rules", context)


def context(program: Program, row: Row) -> dict[str, Any]:
    """Return the answers of a row: numbers, a set as the list of its members."""
    given: dict[str, Any] = {}
    for variable, value in zip(program.variables, row, strict=True):
        name = _name(variable.index)
        given[name] = _MISSING if value == NA else value
        if isinstance(variable.domain, Subset):
            given[name] = [bit for bit in range(value.bit_length()) if value >> bit & 1]
    return given


def concluded(program: Program, result: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return a result as the compiled functions give theirs."""
    places = range(len(program.interventions))
    return (
        None,  # the benchmark rulebook has no target groups
        result["typology"],
        tuple(result[f"status{place}"] for place in places),
        tuple(result.get(f"start{place}") for place in places),
        tuple(
            tuple(result.get(f"{name}{place}") for name in one.limit_names)
            for place, one in enumerate(program.interventions)
        ),
    )


class _Model:
    def __init__(self, program: Program, as_of: date, in_force: bool) -> None:
        self._program = program
        self._as_of = as_of
        self._in_force = in_force
        self._spans = [span_at(span, as_of) for span in program.spans]

    def content(self) -> dict[str, Any]:
        """Return the graph: one node after another."""
        nodes = [
            {"id": "in", "name": "in", "type": "inputNode", "content": {}},
            *(
                _expressions(f"findings{number}", map(self._finding, level))
                for number, level in enumerate(_levels(self._program))
            ),
            _expressions("rules", self._rules()),
            _expressions("plan", self._plan(), only=True),
            {"id": "out", "name": "out", "type": "outputNode", "content": {}},
        ]
        edges = [
            {"id": f"edge{number}", "sourceId": one["id"], "targetId": next_["id"], "type": "edge"}
            for number, (one, next_) in enumerate(pairwise(nodes))
        ]
        return {
            "contentType": "application/vnd.gorules.decision",
            "nodes": nodes,
            "edges": edges,
        }

    def _finding(self, derived: Derived) -> tuple[str, str]:
        cases = [(self._text(when), str(code)) for when, code in derived.cases]
        return _name(derived.index), _first(cases, str(derived.otherwise))

    def _rules(self) -> Iterable[tuple[str, str]]:
        for rule in self._program.rules:
            yield f"r{rule.index}", self._text(rule.when) if rule.in_force(self._as_of) else "false"

    def _plan(self) -> Iterable[tuple[str, str]]:
        if self._program.typology is not None:
            yield "typology", _name(self._program.typology.index)
        for place, one in enumerate(self._program.interventions):
            yield f"status{place}", self._status(one)
            yield f"start{place}", self._start(one)
            for name in one.limit_names:
                setting = sorted((r.limits[name], r.rule) for r in one.law if name in r.limits)
                yield f"{name}{place}", _first([(f"r{r}", str(v)) for v, r in setting], "null")

    def _status(self, one: FlatIntervention) -> str:
        def law(verdict: Verdict) -> str:
            return _any(rule.rule for rule in one.law if rule.verdict is verdict)

        check = law(Verdict.NEEDS_CHECK) if self._in_force else "true"
        fit = _any(favour.rule for favour in one.favours)
        core = _any(f.rule for f in one.favours if f.strength is Strength.CORE)
        cases = [(f"(not {fit})", "0"), (law(Verdict.NOT_AVAILABLE), "1"), (_any(one.against), "2")]
        cases += [(check, "3"), (core, "5")]
        return _first([case for case in cases if case[0] != "false"], "4")

    def _start(self, one: FlatIntervention) -> str:
        favours = sorted(one.favours, key=lambda favour: favour.strength is Strength.POSSIBLE)
        cases = []
        for strength in dict.fromkeys(favour.strength for favour in favours):
            texts: dict[str, list[str]] = {NOW: [], ALONGSIDE: []}
            for favour in favours:
                if favour.strength is not strength:
                    continue
                if isinstance(favour.start, int):
                    waits = f"after:{self._program.interventions[favour.start].id}"
                    texts.setdefault(waits, []).append(f"r{favour.rule}")
                    unplanned = f"(r{favour.rule} and $.status{favour.start} < {FITTING})"
                    texts[ALONGSIDE].append(unplanned)
                else:
                    texts[favour.start].append(f"r{favour.rule}")
            cases += [(" or ".join(some), f"'{start}'") for start, some in _in_order(texts)]
        return _first([(f"({when})", then) for when, then in cases], "null")

    def _text(self, formula: Formula) -> str:
        match formula:
            case Constant(value):
                return str(value).lower()
            case And(parts):
                return f"({' and '.join(map(self._text, parts))})"
            case Or(parts):
                return f"({' or '.join(map(self._text, parts))})"
            case Not(part):
                return f"(not {self._text(part)})"
            case CountIn(parts, intervals):
                each = (f"({self._text(part)} ? 1 : 0)" for part in parts)
                return _within(f"({' + '.join(each)})", intervals)
            case In(index, intervals):
                return _within(_name(index), intervals)
            case DateIn(index, span):
                return _within(_name(index), (self._spans[span],))
            case SizeIn(index, intervals):
                return _within(f"len({_name(index)})", intervals)
            case MembersIn(index, _, mask) if mask.bit_count() == 1:
                return f"({mask.bit_length() - 1} in {_name(index)})"
            case Ordered(left, order, right):
                one, other = _name(left), _name(right)
                there = f"{one} != {_MISSING} and {other} != {_MISSING}"
                return f"({there} and {one} {_SIGNS[order]} {other})"
        raise TypeError(formula)


def _name(index: int) -> str:
    return f"v{index}"


def _in_order(texts: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Return the starts something leads to: now, alongside, then what it comes after, by name."""
    after = sorted(start for start in texts if start not in (NOW, ALONGSIDE))
    return [(start, texts[start]) for start in (NOW, ALONGSIDE, *after) if texts[start]]


def _any(rules: Iterable[int]) -> str:
    text = " or ".join(f"r{number}" for number in rules)
    return f"({text})" if text else "false"


def _first(cases: Iterable[tuple[str, str]], otherwise: str) -> str:
    return "".join(f"{when} ? {then} : " for when, then in cases) + otherwise


def _within(text: str, intervals: Intervals) -> str:
    if len(intervals) > 1 and all(low == high for low, high in intervals):
        return f"({text} in [{', '.join(str(low) for low, _ in intervals)}])"
    runs = [
        f"{text} == {low}" if low == high else f"({text} >= {low} and {text} <= {high})"
        for low, high in intervals
    ]
    return f"({' or '.join(runs)})" if runs else "false"


def _levels(program: Program) -> list[list[Derived]]:
    """Put derived values together that read only those of levels before."""
    level_of: dict[int, int] = {}
    levels: list[list[Derived]] = []
    for derived in program.derived:
        read = {index for when, _ in derived.cases for index in variables_of(when)}
        level = max((level_of[index] + 1 for index in read if index in level_of), default=0)
        level_of[derived.index] = level
        if level == len(levels):
            levels.append([])
        levels[level].append(derived)
    return levels


def _expressions(
    name: str, expressions: Iterable[tuple[str, str]], *, only: bool = False
) -> dict[str, Any]:
    """Return a node of expressions; what came before goes on beside them, or they `only` do."""
    content = {
        "expressions": [
            {"id": f"{name}-{key}", "key": key, "value": value} for key, value in expressions
        ],
        "passThrough": not only,
        "inputField": None,
        "outputPath": None,
        "executionMode": "single",
    }
    return {"id": name, "name": name, "type": "expressionNode", "content": content}
