"""The order in which diagrams ask: another one changes their size, and nothing that they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.agreement import evaluator as of_random
from tests.engine.small import DAY, evaluator, rulebook
from tests.strategies.answers import RandomAssessment, series
from triage.diagnostics import LimitReached, TriageError
from triage.engine import EngineName
from triage.engine.evaluator import Evaluator
from triage.engine.symbolic import decisions
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.ordering import by_condition
from triage.engine.symbolic.partition import Partition
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.limits import DEFAULT, Limits
from triage.program.lower import lower
from triage.program.program import Program

SHIPPED = Path(__file__).parents[3] / "rules" / "projekt-500"


def pairs(count: int, condition: str = "{{x{0}: yes, y{0}: no}}", kind: str = "any") -> str:
    """Write a rule of so many pairs of questions, all of the first halves before the second."""
    asked = "".join(f"  {side}{n}: {{kind: yes_no}}\n" for side in ("x", "y") for n in range(count))
    parts = ", ".join(condition.format(n) for n in range(count))
    return (
        f"questions:\n{asked}interventions: {{help: {{kind: support}}}}\nrecommendations:\n"
        f"  - {{id: R, when: {{{kind}: [{parts}]}}, recommend: help}}\n"
    )


def made(program: Program, steps: int = DEFAULT.steps) -> Decisions:
    """Make the decisions of a program."""
    return Decisions.made(program, Partition(program), DAY, True, steps)


@pytest.mark.parametrize(
    ("condition", "kind"),
    [
        ("{{x{0}: yes, y{0}: no}}", "any"),
        ("{{any: [{{x{0}: yes}}, {{y{0}: yes}}]}}", "all"),
        ("{{not: {{any: [{{x{0}: yes}}, {{y{0}: no}}]}}}}", "any"),
    ],
)
def test_pairs_apart_cost_what_pairs_together_do(condition: str, kind: str) -> None:
    """Each pair adds the same number of nodes, however many there are."""
    sizes = [
        len(
            made(
                lower(evaluator(pairs(count, condition, kind)).rulebook), 100_000
            ).diagrams.level_of
        )
        for count in (15, 30, 45)
    ]
    assert sizes[2] - sizes[1] == sizes[1] - sizes[0] < 400


def test_thirty_pairs_are_exact_within_the_limits() -> None:
    """Four kilobytes of YAML, which took a billion nodes in the order of the file."""
    found = Evaluator(rulebook(pairs(30)), Limits(steps=30_000))
    for answers in ({}, {"x3": "yes", "y4": "yes"}, {"x7": "yes"}, {"x7": "yes", "y7": "no"}):
        assert found.assess(read_answers(found.rulebook, answers, DAY), DAY).exact
    assert found.assess(
        read_answers(found.rulebook, {"x7": "yes", "y7": "no"}, DAY), DAY
    ).rules == {"R": "holds"}


def test_the_shipped_rulebook_is_asked_in_the_order_of_its_files() -> None:
    """What people write together stands together: another order doubles its diagrams."""
    program = lower(load(SHIPPED))
    space = made(program).space
    by_file = sorted(space.variables, key=lambda each: ("." in each.path, each.index))
    assert space.variables == by_file
    ranks = by_condition(program)
    assert [*ranks] != sorted(ranks)


def test_what_comes_out_is_the_same_in_either_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """On random rulebooks, with every assessment half open, by decisions of its own and shared."""
    other = 0
    for seed in range(12):
        book, drawn = series(seed, 4)
        as_written = of_random(book)
        with monkeypatch.context() as patched:
            patched.setattr(decisions, "AS_WRITTEN", DEFAULT.steps + 1)
            by_what_is_read = Evaluator(as_written.rulebook)
            for one in drawn:
                assert _outcome(by_what_is_read, one) == _outcome(as_written, one), seed
        ranks = by_condition(lower(as_written.rulebook))
        other += [*ranks] != sorted(ranks)
    assert other >= 6


def _outcome(evaluating: Evaluator, one: RandomAssessment) -> object:
    try:
        answers = read_answers(evaluating.rulebook, one.answers, one.as_of)
        return evaluating.assess(answers, one.as_of, EngineName.COMPILED).to_dict()
    except TriageError as error:
        return error.diagnostics


def test_beyond_its_steps_it_is_refused_in_either_order() -> None:
    """A third of the steps go to the order of the file, and all of them to the other."""
    program = lower(evaluator(pairs(30)).rulebook)
    assert made(program, 2_000).rules
    with pytest.raises(LimitReached):
        made(program, 200)
    assert (
        not Evaluator(rulebook(pairs(30)), Limits(steps=200))
        .assess(read_answers(rulebook(pairs(30)), {}, DAY), DAY)
        .exact
    )
