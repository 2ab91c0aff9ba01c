"""Outcomes are written from shared parts, and are what writing them plainly would make.

Shared parts never change: whatever is done with one outcome shows in no other.
"""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import triage
from tests.counts import Count
from tests.sizes import SizeOf, spread
from triage.cases.case_file import read_case
from triage.engine import EngineName, Evaluator
from triage.engine.outcome import MOST_RECORDS
from triage.engine.possible import Possible
from triage.intake.reading import read_answers
from triage.model.outcome import Outcome
from triage.model.question import Choice, YesNo
from triage.program.program import FlatIntervention, Program

ROOT = Path(__file__).parents[2]
CASES = ROOT / "cases" / "projekt-500"
FILES, SETTLED = sorted(CASES.glob("*.yaml")), CASES / "demo-settled.yaml"
DAYS = (date(2026, 11, 22), date(2028, 2, 29))
"""Within the validity of the rulebook, and outside: then all law is unchecked."""


Assessed = tuple[Mapping[str, Any], date, Outcome]


@cache
def shipped() -> triage.Rulebook:
    """Return the shipped rulebook."""
    return triage.load_rulebook(ROOT / "rules" / "projekt-500")


@pytest.fixture(scope="module")
def assessed(size: SizeOf) -> list[Assessed]:
    """Return outcomes of golden cases, complete and half open, each on both days."""
    files = spread(FILES, size("written"))
    every = [*(read_case(file).answers for file in files), *complete()]
    return [
        (answers, day, shipped().assess(answers, as_of=day, engine="compiled"))
        for answers in every
        for day in DAYS
    ]


def complete() -> Iterator[Mapping[str, Any]]:
    """Yield the golden case in which nothing is open, and it with single answers changed."""
    settled = read_case(SETTLED).answers
    yield settled
    for id_, question in shipped()._rulebook.questions.items():
        if id_ in settled and isinstance(question.domain, Choice | YesNo):
            changed = ({**settled, id_: value} for value in question.domain.values)
            yield from filter(_stands, changed)


def _stands(answers: Mapping[str, Any]) -> bool:
    """Say whether answers contradict each other in nothing."""
    with suppress(triage.InvalidAssessment):
        return bool(shipped().assess(answers, as_of=DAYS[0], engine="compiled"))
    return False


def plainly(
    program: Program, found: Possible, reasons: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    """Write what was found as JSON-ready data, part by part and without sharing any."""
    for part, there in (("target_group", program.target_group), ("typology", program.typology)):
        if there is not None:
            yield part, {"possible": sorted(getattr(found, part))}
    ordered = sorted(program.interventions, key=lambda one: one.id)
    yield "interventions", {one.id: intervention(program, one, found) for one in ordered}
    yield "rules", {id_: found.rules[id_].value for id_ in sorted(found.rules)}
    opened = sorted(found.open, key=in_items)
    yield "open", [{"path": path, "why": reasons.get(path, "absent")} for path in opened]


def intervention(program: Program, one: FlatIntervention, found: Possible) -> dict[str, Any]:
    """Write one intervention."""

    def mentions(rules: Iterable[int]) -> list[dict[str, str]]:
        ids = sorted({program.rules[rule].id for rule in rules})
        states = [(id_, found.rules[id_].value) for id_ in ids]
        return [{"rule": id_, "state": state} for id_, state in states if state != "cannot_hold"]

    limits = sorted(found.limits.get(one.id, {}).items())
    return {
        "possible": sorted(found.statuses[one.id]),
        "start": {"possible": none_first(found.starts[one.id])},
        "for": mentions(each.rule for each in one.favours),
        "against": mentions(one.against),
        "law": mentions(each.rule for each in one.law),
        "limits": {name: {"possible": none_first(v)} for name, v in limits if v != {None}},
    }


def none_first(values: Iterable[Any]) -> list[Any]:
    """Sort values, `None` before all others."""
    some = set(values)
    return [None] * (None in some) + sorted(some - {None})


def in_items(path: str) -> list[tuple[int, str]]:
    """Sort items by number."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in path.split(".")]


def test_outcomes_are_as_written_plainly_byte_for_byte(
    assessed: list[Assessed], counted: Count
) -> None:
    """Every golden case, inside and outside the dates of the rulebook."""
    rulebook = shipped()._rulebook
    evaluator = Evaluator(rulebook)
    machines = evaluator._machines()
    opened = settled = 0
    for answers, day, outcome in assessed:
        read = read_answers(rulebook, answers, day)
        found, _ = machines.run(EngineName.COMPILED, read, day)
        reasons = {str(path): reason.value for path, reason in read.reasons.items()}
        written = outcome.to_dict()
        expected = {**written, **dict(plainly(machines.program, found, reasons))}
        assert json.dumps(written) == json.dumps(expected)
        opened += bool(found.open)
        settled += not found.open
    assert min(opened, settled) > len(DAYS)
    counted("outcomes of golden cases written a second time", len(assessed))


def test_an_outcome_of_shared_parts_is_an_outcome_like_any(assessed: list[Assessed]) -> None:
    """It equals what is read back from it, and dumps, copies and pickles alike."""
    for _, _, outcome in assessed:
        assert isinstance(outcome, Outcome)
        back = Outcome.model_validate(outcome.to_dict())
        assert outcome == back
        assert back == outcome
        assert json.loads(outcome.to_json()) == outcome.to_dict()
        assert outcome.model_dump_json() == back.model_dump_json()
        assert outcome.model_dump() == back.model_dump()
        assert list(outcome.model_dump()) == list(back.model_dump())
        assert back.model_fields_set - outcome.model_fields_set <= {"schema_", "target_group"}
        # Only what was pickled on the same line is read back.
        pickled = pickle.loads(pickle.dumps(outcome))  # noqa: S301
        for twin in (pickled, copy.copy(outcome), outcome.model_copy()):
            assert twin == outcome
            assert twin.to_dict() == outcome.to_dict()


def test_a_deep_copy_shares_nothing_that_changes(assessed: list[Assessed]) -> None:
    """It may be changed; the outcome stays as it is."""
    limits = [
        (outcome, id_)
        for _, _, outcome in assessed
        for id_, one in outcome.interventions.items()
        if one.limits
    ]
    outcome, id_ = limits[0]
    before = outcome.model_dump_json()
    deep = copy.deepcopy(outcome)
    assert deep == outcome
    changed: Any = deep.interventions[id_].limits
    changed.clear()
    assert outcome.model_dump_json() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda limits: limits.__setitem__("weeks", 1),
        lambda limits: limits.__delitem__(next(iter(limits))),
        lambda limits: limits.__ior__({"weeks": 1}),
        lambda limits: limits.clear(),
        lambda limits: limits.pop("weeks", None),
        lambda limits: limits.popitem(),
        lambda limits: limits.setdefault("weeks", 1),
        lambda limits: limits.update(weeks=1),
    ],
)
def test_what_outcomes_share_cannot_be_changed(change: Any, assessed: list[Assessed]) -> None:
    """Otherwise the change would show in the outcome of somebody else."""
    every = (one for _, _, outcome in assessed for one in outcome.interventions.values())
    limits = next(one.limits for one in every if one.limits)
    before = dict(limits)
    with pytest.raises(TypeError, match="never changes"):
        change(limits)
    assert limits == before


def test_what_an_outcome_has_of_its_own_may_be_changed(assessed: list[Assessed]) -> None:
    """Its interventions and rules are shared with no other outcome."""
    answers, day, _ = assessed[0]
    outcome = shipped().assess(answers, as_of=day, engine="compiled")
    own: Any = outcome.interventions
    own.clear()
    rules: Any = outcome.rules
    rules.clear()
    again = shipped().assess(answers, as_of=day, engine="compiled")
    assert again.interventions
    assert again.rules


def test_records_are_bounded() -> None:
    """No more of them are kept than is said."""
    kept = shipped()._evaluator._machines().write_up._intervention.cache_info()
    assert kept.maxsize == MOST_RECORDS
