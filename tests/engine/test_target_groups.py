"""Target groups: what they come to, and that nothing else rests on what they alone may read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counts import Count
from tests.engine.agreement import evaluator as evaluator_of
from tests.engine.small import by_all, evaluator
from tests.strategies.answers import series
from tests.strategies.drawing import seeds
from triage.diagnostics import TriageError
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.model.rulebook import Rulebook

BOOK = """
    questions:
      support: {kind: choice, values: [spouse, benefits], programme_only: yes}
      years: {kind: number, min: 0, max: 5, asked_when: {support: benefits}, programme_only: yes}
      alone: {kind: yes_no}
    target_groups:
      values: [primary, secondary]
      rules:
        - {id: M-1, when: {years: {at_least: 4}}, then: primary}
        - {id: M-2, when: {any: [{support: spouse}, {alone: yes}]}, then: secondary}
    typologies:
      values: [near, far]
      rules:
        - {id: T-1, when: {alone: yes}, then: near}
        - {id: T-2, when: {alone: no}, then: far}
"""


@pytest.mark.parametrize(
    ("answers", "possible"),
    [
        ({"support": "spouse", "alone": "no"}, ("secondary",)),
        ({"support": "benefits", "years": 4, "alone": "no"}, ("primary",)),
        ({"support": "benefits", "years": 3, "alone": "no"}, ("gap",)),
        ({"support": "benefits", "years": 5, "alone": "yes"}, ("conflict",)),
        ({"support": "benefits", "years": "unknown", "alone": "no"}, ("gap", "primary")),
        ({"alone": "yes"}, ("conflict", "secondary")),
        ({}, ("conflict", "gap", "primary", "secondary")),
    ],
)
def test_what_they_come_to(answers: dict[str, object], possible: tuple[str, ...]) -> None:
    """By every engine: one, a gap, a conflict, or what open answers leave."""
    found = by_all(evaluator(BOOK), answers).target_group
    assert found is not None
    assert found.possible == possible


def test_the_first_rule_may_decide() -> None:
    """With `policy: first` there is no conflict."""
    book = evaluator(BOOK.replace("values: [primary", "policy: first\n      values: [primary"))
    found = by_all(book, {"support": "benefits", "years": 5, "alone": "yes"}).target_group
    assert found is not None
    assert found.possible == ("primary",)


def test_without_target_groups_an_outcome_says_nothing_of_them() -> None:
    """What embedders get of other rulebooks is what they got before there were any."""
    outcome = by_all(evaluator("questions: {alone: {kind: yes_no, used_for: people}}"), {})
    assert outcome.target_group is None
    assert "target_group" not in outcome.to_dict()


def test_nothing_else_rests_on_questions_of_the_programme(part: int, counted: Count) -> None:
    """With the answers to them taken back, only target groups and what is open may differ."""
    seen = 0

    def met() -> bool:
        return seen > 100

    for seed in seeds(part, 300, met):
        book, drawn = series(seed, 3)
        evaluating = evaluator_of(book)
        own = _programme_only(evaluating.rulebook)
        for one in drawn:
            if own & one.answers.keys():
                answers = {key: each for key, each in one.answers.items() if key not in own}
                with_them = _said(evaluating, one.answers, one.as_of)
                if not _contradict_each_other(with_them, own):
                    assert with_them == _said(evaluating, answers, one.as_of), seed
                    seen += 1
    counted("assessments with and without answers to the programme", seen)
    assert met(), seen


def _programme_only(rulebook: Rulebook) -> set[str]:
    return {each.id for each in rulebook.questions.values() if each.programme_only}


def _contradict_each_other(said: object, own: set[str]) -> bool:
    """Say whether answers were refused for what stands among questions of the programme."""
    return isinstance(said, list) and {str(path).split(".")[0] for _, path in said} <= own


def _said(evaluating: Evaluator, answers: dict[str, Any], as_of: Any) -> object:
    """Return an outcome but for what may rest on questions of the programme."""
    groups = evaluating.rulebook.target_groups
    own = {rule.id for rule in groups.rules} if groups else set()
    try:
        said = evaluating.assess(
            read_answers(evaluating.rulebook, answers, as_of), as_of, "compiled"
        ).to_dict()
    except TriageError as error:
        return [(found.code, found.path) for found in error.diagnostics]
    said["rules"] = {id_: state for id_, state in said["rules"].items() if id_ not in own}
    return {part: said[part] for part in ("typology", "interventions", "rules")}
