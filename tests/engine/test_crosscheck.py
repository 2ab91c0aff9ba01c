"""What an outcome says of the engines it is from, and of what they were compared on."""

from __future__ import annotations

import pytest

from tests.engine.rete.installed import needs_durable_rules
from tests.engine.small import DAY, evaluator, rulebook
from triage.diagnostics import Diagnostic, EnginesDisagree, EngineUnavailable
from triage.engine import EngineName, Evaluator, crosscheck
from triage.engine.crosscheck import CrossCheck
from triage.engine.possible import Conclusion
from triage.engine.symbolic.completions import Completions, Target
from triage.intake.reading import read_answers
from triage.model.guarantee import Status
from triage.model.limits import Limits
from triage.model.outcome import Compared
from triage.program.encoding import Coded

RULES = """
questions:
  goal: {kind: choice, values: [named, none]}
  sure: {kind: yes_no, asked_when: {goal: named}}
  wish: {kind: yes_no}
  hours: {kind: number, min: 0, max: 37}
  pets: {kind: list, max: 3, item: {name: {kind: text}}}
typologies:
  policy: unique
  values: [settled, doubtful]
  rules:
    - {id: T-sure, when: {sure: yes}, then: settled}
    - {id: T-unsure, when: {sure: no}, then: doubtful}
interventions: {talk: {kind: talk}}
recommendations:
  - {id: R-talk, when: {wish: yes, hours: {at_least: 10}}, recommend: [talk]}
"""
COMPLETE: dict[str, object] = {"goal": "named", "sure": "yes", "wish": "yes", "hours": 12}
OPEN: dict[str, object] = {"goal": "named", "wish": "yes"}


def stamp(
    evaluating: Evaluator, answers: dict[str, object], engine: str = "checked"
) -> tuple[str | None, Compared | None]:
    """Return whose result an outcome is, and what it was compared on."""
    engine_stamp = evaluating.assess(
        read_answers(evaluating.rulebook, answers, DAY), DAY, engine
    ).engine
    return engine_stamp.computed_by, engine_stamp.compared


@needs_durable_rules
def test_complete_answers_are_compared_whole() -> None:
    """Both engines conclude from all answers."""
    tried = evaluator(RULES)
    assert stamp(tried, COMPLETE) == ("compiled", Compared(answers="all"))
    assert stamp(tried, COMPLETE, "durable") == ("durable", None)
    assert stamp(tried, COMPLETE, "compiled") == ("compiled", None)


@needs_durable_rules
def test_open_answers_are_compared_where_they_can_be() -> None:
    """On what the known ones settle, and on as many completions as show something more."""
    tried = evaluator(RULES)
    assert stamp(tried, OPEN) == ("symbolic", Compared(answers="known", completions=2))
    assert stamp(tried, OPEN, "durable") == ("symbolic", Compared(answers="known"))
    assert stamp(tried, OPEN, "compiled") == ("symbolic", None)


@needs_durable_rules
def test_beyond_the_limit_nothing_is_compared() -> None:
    """And the outcome does not claim that it was."""
    stopped = Evaluator(rulebook(RULES), Limits(steps=1))
    assert stamp(stopped, OPEN) == ("symbolic", Compared(answers="nothing"))


@pytest.mark.parametrize(("answers", "by"), [(COMPLETE, "compiled"), (OPEN, "symbolic")])
def test_without_durable_rules_nothing_is_compared(
    answers: dict[str, object], by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one engine there is, and a note why."""

    def unavailable(*_: object) -> None:
        raise EngineUnavailable([Diagnostic("durable-rules-missing", details={"reason": "-"})])

    monkeypatch.setattr(crosscheck, "Durable", unavailable)
    tried = evaluator(RULES)
    assert stamp(tried, answers) == (by, None)
    assert tried.assess(read_answers(tried.rulebook, answers, DAY), DAY).engine.note


@pytest.mark.parametrize("pets", [[], [{"name": "A"}, {}]])
def test_a_list_no_rule_reads_leaves_answers_complete(pets: list[dict[str, str]]) -> None:
    """What nobody asks of its items is not open."""
    tried = evaluator(RULES)
    assert stamp(tried, {**COMPLETE, "pets": pets}, EngineName.COMPILED) == ("compiled", None)


@needs_durable_rules
def test_a_completion_that_is_none_is_a_disagreement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the symbolic engine leaves an answer open that the compiled one misses."""
    tried = evaluator(RULES)

    def unanswered(self: Completions, _: list[Target]) -> Coded:
        return self.assessed

    monkeypatch.setattr(Completions, "towards", unanswered)
    with pytest.raises(EnginesDisagree) as caught:
        tried.assess(read_answers(tried.rulebook, OPEN, DAY), DAY)
    assert [found.path for found in caught.value.diagnostics] == ["open"]


@needs_durable_rules
def test_a_disagreement_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much two engines differ in, it is one thing that is wrong; all of it is named."""
    tried = evaluator(RULES)
    other = Conclusion(None, "doubtful", {"talk": Status.NOT_SUGGESTED}, {}, {}, frozenset())
    monkeypatch.setattr(CrossCheck, "conclude", lambda *_: other)
    with pytest.raises(EnginesDisagree) as caught:
        tried.assess(read_answers(tried.rulebook, COMPLETE, DAY), DAY)
    (found,) = caught.value.diagnostics
    assert found.path == "typology"
    for path in ("typology", "interventions.talk.statuses", "rules.R-talk", "rules.T-sure"):
        assert f"`{path}`" in found.message()
