"""What a database's views say of rows, held against what the engine says of the same answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from triage.diagnostics import InvalidAssessment
from triage.engine import EngineName, Evaluator
from triage.intake.mapping import check_item, read_by_path
from triage.intake.places import Plain
from triage.model.answer_path import AnswerPath
from triage.model.outcome import Outcome, RuleState
from triage.model.question import Subset
from triage.program.program import Variable
from triage.sql.inputs import BETWEEN, EMPTY_SET, OPEN_WORDS
from triage.sql.outputs import JOINED, NOTHING
from triage.sql.views import EXACT, PROBLEM, Views

Cells = Mapping[str, Any]
"""A row of a table or view: its cells by column."""

_MAY = frozenset({str(RuleState.HOLDS), str(RuleState.CANNOT_HOLD)})


@dataclass(slots=True)
class Tally:
    """How many `rows` of the table were compared, and what came of it in each view.

    Of `exact` results all columns are equal; `supersets` are
    said to be that, and hold all that the engine finds; `refused` have a problem, and the engine
    refuses them. `unsettled` are refused by the engine alone, where a view says that it may hold
    too much, or not exact for the engine either. `differing` has columns by how many rows differ.
    """

    rows: int = 0
    exact: int = 0
    supersets: int = 0
    refused: int = 0
    unsettled: int = 0
    differing: Counter[str] = field(default_factory=Counter)

    def to_dict(self) -> dict[str, Any]:
        """Return the counts, JSON-ready; columns that differ most come first."""
        return {
            "rows": self.rows,
            "exact": self.exact,
            "supersets": self.supersets,
            "refused": self.refused,
            "unsettled": self.unsettled,
            "differing": dict(self.differing.most_common()),
        }


class Checker:
    """Compares rows with the engine; counts, and keeps nothing of what a row says."""

    def __init__(self, views: Views, engine: EngineName = EngineName.CHECKED) -> None:
        self._views, self._engine = views, engine
        self._evaluator = Evaluator(views.rulebook)
        self.views = [each for each in views.all() if each.outputs]
        self.tally = Tally()

    def compare(self, answers: Cells, found: Mapping[str, Cells]) -> None:
        """Compare what views, by their names, say of a row of answers.

        Raises:
            EnginesDisagree: two engines gave different outcomes.
        """
        self.tally.rows += 1
        outcome = self._outcome(answers)
        for view in self.views:
            self._compare(view.name, found[view.name], outcome)

    def _outcome(self, answers: Cells) -> Outcome | None:
        """Return what the engine says, `None` where it refuses the answers."""
        views, said = self._views, dict(_said(self._views.variables, answers))
        try:
            for path in said:
                check_item(views.rulebook, said, path)
            read = read_by_path(views.rulebook, said, views.as_of)
            return self._evaluator.assess(read, views.as_of, self._engine)
        except InvalidAssessment:
            return None

    def _compare(self, view: str, found: Cells, outcome: Outcome | None) -> None:
        tally = self.tally
        refused = found[PROBLEM] is not None
        if outcome is None or refused:
            if outcome is None and refused:
                tally.refused += 1
            elif outcome is None and found[EXACT] == 0:
                tally.unsettled += 1
            else:
                tally.differing[f"{view}.{PROBLEM}"] += 1
            return
        if not outcome.exact:
            tally.unsettled += 1
            return
        expected = dict(_expected(outcome))
        is_exact = found[EXACT] == 1
        outputs = next(each.outputs for each in self.views if each.name == view)
        wrong = [
            each.name
            for each in outputs
            if not _fits(found[each.name], expected.get(each.name, (NOTHING,)), is_exact)
        ]
        tally.differing.update(f"{view}.{name}" for name in wrong)
        if not wrong:
            tally.exact += is_exact
            tally.supersets += not is_exact


def _fits(found: Any, expected: tuple[str, ...], is_exact: bool) -> bool:
    if is_exact:
        return bool(found == JOINED.join(expected))
    return isinstance(found, str) and _every(found.split(JOINED)) >= _every(expected)


def _every(names: list[str] | tuple[str, ...]) -> frozenset[str]:
    return _MAY if str(RuleState.MAY_HOLD) in names else frozenset(names)


def _expected(outcome: Outcome) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what each column holds, in its order; limits nothing sets are left out."""
    if outcome.typology is not None:
        yield "typology", outcome.typology.possible
    if outcome.target_group is not None:
        yield "target_group", outcome.target_group.possible
    for id_, one in outcome.interventions.items():
        yield f"{id_}.status", tuple(map(str, one.possible))
        yield f"{id_}.start", tuple(each or NOTHING for each in one.start.possible)
        for name, limit in one.limits.items():
            values = (NOTHING if each is None else str(each) for each in limit.possible)
            yield f"{id_}.{name}", tuple(values)
    for id_, state in outcome.rules.items():
        yield f"rules.{id_}", (str(state),)


def _said(variables: Iterable[Variable], answers: Cells) -> Iterator[tuple[AnswerPath, Plain]]:
    for each in variables:
        cell = answers[each.path]
        if cell is not None:
            yield each.path, _plain(each, cell)


def _plain(variable: Variable, cell: Any) -> Plain:
    """Return a cell as an assessment holds it."""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else str(cell)
    if isinstance(variable.domain, Subset) and cell not in OPEN_WORDS:
        return [] if cell == EMPTY_SET else str(cell).split(BETWEEN)
    plain: Plain = cell
    return plain
