"""Every cell of the shipped typology decision: one typology each, the same from every engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations_with_replacement, product
from pathlib import Path

import pytest

from tests.counts import Count
from tests.engine.small import DAY, by_all
from tests.sizes import SizeOf, spread
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load

BOOK = load(Path(__file__).parents[2] / "rules" / "projekt-500")
TYPOLOGY_QUESTIONS = {
    "talk_setting",
    "goal_state",
    "asked_two_ways",
    "goal_state_retold",
    "yes_to",
    "goals",
    "goal_certainty",
    "goal_owner",
    "goal_scope",
    "danish_spoken",
    "danish_written",
}
TYPOLOGY_FINDINGS = {
    "talk_valid",
    "goal_heard",
    "something_concrete",
    "formal_check",
    "formal_reach",
    "spoken_reach",
    "written_reach",
    "experience_reach",
    "goal_reach",
    "best_reach",
}
# Without what is read for the plan alone, so that the answers of a cell are complete. Something
# missing here would not go unnoticed: lowering looks every name up.
DECISION = replace(
    BOOK,
    questions={id_: one for id_, one in BOOK.questions.items() if id_ in TYPOLOGY_QUESTIONS},
    findings={id_: one for id_, one in BOOK.findings.items() if id_ in TYPOLOGY_FINDINGS},
    recommendations=(),
    availability=(),
    warnings=(),
    guarantees=(),
)

# Goals by reach, with everything else about them at its nearest.
NEAR: dict[str, object] = {
    "needs_danish": "none",
    "needs_written_danish": "none",
    "experience": "not_demanded",
    "work_hours": "day",
    "local_demand": "high",
}
MISSING = NEAR | {"papers": "missing"}
BY_LAW = MISSING | {"demanded_by": "law", "law_read": "statute"}
GOALS: dict[str, dict[str, object]] = {
    "now": NEAR | {"demanded_by": "nobody"},
    "soon": MISSING | {"demanded_by": "employers", "months_to_wage": 6},
    "with_steps": BY_LAW | {"months_to_wage": 84},
    "no_path": BY_LAW
    | {"papers": "from_abroad", "authority_says": "closed_by_law", "months_to_wage": 84},
}
VALID = ("alone_shared_language", "alone_professional")
REACHES = [*combinations_with_replacement(GOALS, 1), *combinations_with_replacement(GOALS, 2)]


def values(question: str) -> tuple[str, ...]:
    """Return the values of a question of the rulebook."""
    # Every question named here is a choice.
    return tuple(BOOK.questions[question].domain.values)  # type: ignore[union-attr]


def cells() -> Iterator[dict[str, object]]:
    """Yield complete answers to the questions the typology reads, one for each cell."""
    for talk, retold in _talks():
        heard: dict[str, object] = {
            "talk_setting": talk,
            "danish_spoken": "none",
            "danish_written": "none",
            **retold,
        }
        yield heard | {"goal_state": "vague"}
        for kinds in ([], [values("yes_to")[0]], list(values("yes_to"))):
            yield heard | {"goal_state": "any_job", "yes_to": kinds}
        yield from ({**heard, **none} for none in _none(talk))
        for reach, certainty, owner, scope in product(
            REACHES, values("goal_certainty"), values("goal_owner"), values("goal_scope")
        ):
            yield heard | {
                "goal_state": "named",
                "goals": [GOALS[one] for one in reach],
                "goal_certainty": certainty,
                "goal_owner": owner,
                "goal_scope": scope,
            }


def _talks() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield every setting of a talk; of one that cannot bear the answers, how it went again."""
    for talk in values("talk_setting"):
        if talk in VALID:
            yield talk, {}
        else:
            for retold in values("goal_state_retold"):
                yield talk, {"goal_state_retold": retold}


def _none(talk: str) -> Iterator[dict[str, object]]:
    """Yield what may be said of no goal; in a talk that was heard, asked in two ways or again."""
    answers: dict[str, object] = {"goal_state": "none"}
    if talk not in VALID:
        yield answers
        return
    yield answers | {"asked_two_ways": "yes"}
    for retold in values("goal_state_retold"):
        yield answers | {"asked_two_ways": "no", "goal_state_retold": retold}


@pytest.mark.more
def test_every_cell_has_one_typology_and_all_engines_give_it(size: SizeOf, counted: Count) -> None:
    """No gap and no conflict anywhere; all five typologies occur."""
    evaluating = Evaluator(DECISION)
    found: Counter[str] = Counter()
    for answers in spread([*cells()], size("cells")):
        typology = by_all(evaluating, answers).typology
        assert typology is not None
        assert typology.settled, answers
        found[typology.possible[0]] += 1
    counted("cells of the typology decision", found.total())
    assert set(found) == set(values_of_typology())


def values_of_typology() -> tuple[str, ...]:
    """Return the typologies of the rulebook."""
    assert BOOK.typologies is not None
    return BOOK.typologies.values


@pytest.mark.parametrize("reach", GOALS)
def test_the_goals_have_the_reach_they_are_named_for(reach: str) -> None:
    """A narrow, settled, own goal tells reaches apart."""
    answers: dict[str, object] = {
        "talk_setting": "alone_professional",
        "goal_state": "named",
        "goals": [GOALS[reach]],
        "goal_certainty": "settled",
        "goal_owner": "own",
        "goal_scope": "open",
        "danish_spoken": "none",
        "danish_written": "none",
    }
    typology = Evaluator(BOOK).assess(read_answers(BOOK, answers, DAY), DAY).typology
    assert typology is not None
    expected = {"with_steps": "ambitious", "no_path": "unrealistic"}.get(reach, "flexible")
    assert typology.possible == (expected,)
