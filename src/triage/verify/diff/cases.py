"""Which assessments of a case base come out differently in another version of a rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from triage.diagnostics import Diagnostic, InvalidAssessment, LimitReached
from triage.engine import EngineName, Evaluator
from triage.intake.reading import read_answers
from triage.model.given_warnings import warning_state
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook
from triage.verify.diff.outputs import (
    NO_OUTCOME,
    NOTHING,
    SAID_OF_WARNINGS,
    WARNINGS,
    says_nothing,
)
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renames import renames


@dataclass(frozen=True, slots=True)
class Given:
    """A stored assessment: the name it goes by, its day, and its answers."""

    name: str
    as_of: date
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MovedCase:
    """A case that comes out differently: for each output what was possible before and after."""

    name: str
    changes: tuple[tuple[str, str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        changes = [
            {"output": output, "before": before, "after": after}
            for output, before, after in self.changes
        ]
        return {"case": self.name, "changes": changes}


@dataclass(frozen=True, slots=True)
class CaseImpact:
    """How many cases were looked at, and those that move."""

    looked_at: int
    moved: tuple[MovedCase, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {"looked_at": self.looked_at, "moved": [each.to_dict() for each in self.moved]}


def case_impact(old: Rulebook, new: Rulebook, cases: Iterable[Given]) -> CaseImpact:
    """Assess cases with both versions, open answers and all, and say which come out differently.

    What only one version knows is no difference where it is not suggested, or not given.

    Answers by names of the old version are read as what has other names now.
    """
    renaming = renames(old, new)
    named = (replace(each, answers=renaming.answers(each.answers)) for each in cases)
    return impact_of(Evaluator(Renamed(old, renaming).book()), Evaluator(new), named)


def impact_of(before: Evaluator, after: Evaluator, cases: Iterable[Given]) -> CaseImpact:
    """Return the same of two versions, and cases, that go by the same names.

    An evaluator takes a second to make: whoever asks many times makes both once. One engine
    serves, as in all of a diff: that two agree is asked when somebody is assessed.
    """
    looked_at, moved = 0, []
    for case in cases:
        looked_at += 1
        changes = tuple(_changes(_outputs(before, case), _outputs(after, case)))
        if changes:
            moved.append(MovedCase(case.name, changes))
    return CaseImpact(looked_at, tuple(moved))


def _changes(before: dict[str, str], after: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield what is otherwise; where a version refuses the answers, nothing but that."""
    refused = NO_OUTCOME in before or NO_OUTCOME in after
    for output in (NO_OUTCOME,) if refused else dict.fromkeys([*before, *after]):
        was, is_ = before.get(output, NOTHING), after.get(output, NOTHING)
        if was != is_ and not says_nothing(output, was, is_):
            yield output, was, is_


def _outputs(evaluator: Evaluator, case: Given) -> dict[str, str]:
    try:
        answers = read_answers(evaluator.rulebook, case.answers, case.as_of)
        outcome = evaluator.assess(answers, case.as_of, EngineName.COMPILED)
    except (InvalidAssessment, LimitReached) as refused:
        return {NO_OUTCOME: ", ".join(sorted(_codes(refused.diagnostics)))}
    return dict(_said(evaluator.rulebook, outcome))


def _codes(found: Iterable[Diagnostic]) -> set[str]:
    return {each.code for each in found}


def _said(rulebook: Rulebook, outcome: Outcome) -> Iterator[tuple[str, str]]:
    for name in ("target_group", "typology"):
        classes = getattr(outcome, name)
        if classes is not None:
            yield name, _either(classes.possible)
    for id_, found in outcome.interventions.items():
        yield f"{id_}.status", _either(found.possible)
        yield f"{id_}.start", _either(found.start.possible)
        for limit, values in found.limits.items():
            yield f"{id_}.{limit}", _either(values.possible)
    for rule in rulebook.warnings:
        yield f"{WARNINGS}.{rule.id}", SAID_OF_WARNINGS[warning_state(rule, outcome)]


def _either(possible: Iterable[object]) -> str:
    return " or ".join(NOTHING if value is None else str(value) for value in possible)
