"""All partial assessments of a whole decision space: what completions give is possible."""

from __future__ import annotations

from functools import cache
from itertools import product

from tests.engine.small import DAY, evaluator
from triage.intake.reading import read_answers
from triage.model.outcome import Outcome, RuleState

Cell = tuple[int | None, ...]
"""The position of each answer among its values; `None` is open."""

Found = dict[str, frozenset[object]]

VALUES = 10
QUESTIONS = ("a", "b", "c", "d")
BOOK = f"""
questions:
  a: {{kind: scale, values: [{", ".join(f"a{n}" for n in range(VALUES))}]}}
  b: {{kind: number, min: 0, max: {VALUES - 1}}}
  c: {{kind: number, min: 0, max: {VALUES - 1}}}
  d: {{kind: choice, values: [{", ".join(f"d{n}" for n in range(VALUES))}]}}
findings:
  near: {{when: {{b: {{at_least: {{question: c}}}}}}}}
  far:
    values: [v0, v1, v2]
    rules:
      - {{when: {{a: {{at_least: a7}}, near: no}}, then: v2}}
      - {{when: {{d: [d1, d3, d8]}}, then: v1}}
    otherwise: v0
typologies:
  policy: unique
  values: [t0, t1, t2]
  rules:
    - {{id: T-0, when: {{far: v0, a: {{at_most: a4}}}}, then: t0}}
    - {{id: T-1, when: {{far: v1, near: yes}}, then: t1}}
    - {{id: T-2, when: {{far: v2, not: {{d: d9}}}}, then: t2}}
    - {{id: T-3, when: {{b: {{more_than: 8}}, c: {{less_than: 2}}}}, then: t0}}
interventions: {{x: {{kind: k}}, y: {{kind: k}}}}
recommendations:
  - {{id: R-1, when: {{typology: [t0, t1], near: yes}}, recommend: [x]}}
  - id: R-2
    when: {{not: {{typology: t0}}, c: {{at_least: 5}}}}
    recommend: [y]
    strength: possible
    start: {{after: x}}
  - {{id: R-3, when: {{any: [{{typology: t1}}, {{d: d2}}]}}, recommend: [y], start: alongside}}
  - {{id: A-1, when: {{far: v2, b: 3}}, against: [x, y]}}
availability:
  - {{id: L-1, when: {{a: a9}}, interventions: [y], verdict: not_available}}
"""

STATES: dict[RuleState, frozenset[object]] = {
    RuleState.HOLDS: frozenset({True}),
    RuleState.CANNOT_HOLD: frozenset({False}),
    RuleState.MAY_HOLD: frozenset({True, False}),
}


def answers(cell: Cell) -> dict[str, object]:
    """Return the answers of a cell."""
    a, b, c, d = cell
    given = {"a": f"a{a}", "b": b, "c": c, "d": f"d{d}"}
    return {name: given[name] for name, at in zip(QUESTIONS, cell, strict=True) if at is not None}


def found(outcome: Outcome) -> Found:
    """Return everything that is possible."""
    assert outcome.typology is not None
    said: Found = {"typology": frozenset(outcome.typology.possible)}
    for id_, one in outcome.interventions.items():
        said[id_] = frozenset(one.possible)
        said[f"{id_}.start"] = frozenset(one.start.possible)
    said.update({id_: STATES[state] for id_, state in outcome.rules.items()})
    return said


def test_every_partial_assessment_of_ten_thousand_cells() -> None:
    """Answering one more question, each way it can be answered, leads to the same."""
    evaluating = evaluator(BOOK)

    def assessed(cell: Cell) -> Found:
        return found(
            evaluating.assess(
                read_answers(evaluating.rulebook, answers(cell), DAY), DAY, "compiled"
            )
        )

    @cache
    def joined(cell: Cell) -> Found:
        """Join what the completions of a cell give, each assessed where nothing is open."""
        if None not in cell:
            return assessed(cell)
        at = cell.index(None)
        parts = [joined((*cell[:at], value, *cell[at + 1 :])) for value in range(VALUES)]
        return {name: frozenset().union(*(part[name] for part in parts)) for name in parts[0]}

    every = list(product((*range(VALUES), None), repeat=len(QUESTIONS)))
    assert len(every) == 14_641
    wrong = [cell for cell in every if None in cell and assessed(cell) != joined(cell)]
    assert wrong == []
