"""Versions of the shipped rulebook: what is no change, and what a change does."""

from __future__ import annotations

from dataclasses import replace

from tests.cli.running import ROOT
from tests.engine.small import rulebook
from tests.verify.shipped import SHIPPED
from triage.language.load import load
from triage.model.condition import Value
from triage.model.question import Choice
from triage.model.rulebook import Rulebook
from triage.verify.diff import What, difference
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renaming import Renaming
from triage.verify.diff.written import written


def typologies(book: Rulebook, rule: str, then: str) -> Rulebook:
    """Let a rule assign another typology."""
    of = book.typologies
    assert of is not None
    rules = (replace(one, then=Value(then)) if one.id == rule else one for one in of.rules)
    return replace(book, typologies=replace(of, rules=tuple(rules)))


def test_the_same() -> None:
    """Nothing differs from itself."""
    found = difference(SHIPPED, SHIPPED)
    assert (found.written, found.movements) == ((), ())


def test_other_names_in_another_order() -> None:
    """It shows as text, and moves nobody."""
    rules = [replace(rule, id=f"{rule.id}-2") for rule in reversed(SHIPPED.recommendations)]
    ids = {f"rules.{rule.id}": f"{rule.id}-2" for rule in SHIPPED.recommendations}
    texts = Renaming(ids).texts(SHIPPED.texts)
    found = difference(SHIPPED, replace(SHIPPED, recommendations=tuple(rules), texts=texts))
    assert {each.what for each in found.written} == {"renamed"}
    assert len(found.written) == len(rules)
    assert found.movements == ()


def test_another_typology() -> None:
    """Whom it moves, in the words of the questions, and somebody who moves."""
    found = difference(SHIPPED, typologies(SHIPPED, "T-vague", "no_goal"))
    moved = next(each for each in found.movements if each.output == "typology")
    assert moved.name == "typology: uncertain -> no_goal"
    talked = "talk_setting: [alone_shared_language, alone_professional]"
    retold = "goal_state_retold: still_the_same"
    others = "[others_present, relative_interpreted, child_interpreted, poor_understanding]"
    assert [str(each) for each in moved.regions] == [
        f"{{{talked}, goal_state: vague}}",
        f"{{talk_setting: {others}, goal_state: vague, {retold}}}",
    ]
    assert not moved.more
    assert moved.shown.answers["goal_state"] == "vague"
    assert 0 < moved.count < moved.total


def test_another_answer() -> None:
    """Nobody could give it before; what becomes of those who give it is said."""
    scope = SHIPPED.questions["goal_scope"]
    assert isinstance(scope.domain, Choice)
    wider = replace(scope, domain=Choice((*scope.domain.values, "anything")))
    new = replace(SHIPPED, questions={**SHIPPED.questions, "goal_scope": wider})
    found = difference(SHIPPED, new)
    assert found.movements == ()
    (told,) = found.days[0].answers
    assert (told.path, told.answer.plain) == ("questions.goal_scope", "anything")
    typologies = {each.value: each for each in told.outcomes if each.output == "typology"}
    assert {"gap", "ambitious"} <= set(typologies)
    assert sum(each.count for each in typologies.values()) == typologies["gap"].total
    assert typologies["gap"].shown.answers["goal_scope"] == "anything"
    assert "mentor.status" in told.by_typology


def test_a_local_rulebook_moves_only_what_it_declares() -> None:
    """Herning adds target groups and offers, and of what it extends proposes one plan to more."""
    herning = load(ROOT / "rules" / "herning-2019")
    own = herning.interventions.keys() - SHIPPED.interventions.keys()
    moved = {each.output.partition(".")[0] for each in difference(SHIPPED, herning).movements}
    assert moved == {"target_group", "coordinated_plan", *own}


def test_parts_of_a_programme_that_changed_are_named() -> None:
    """A target moved, a line of the budget gone, a partner more; nobody comes out differently."""
    head = "rulebook: {id: small, version: '1', language: da, sources: {us: {title: V}}}\n"
    old = """
    programme:
      owner: En kommune
      targets: {many: {label: A, number: 30, source: us}, some: {label: S, number: 3, source: us}}
      currency: DKK
      budget:
        staff: {label: P, total: '1.00', source: us}
        other: {label: R, total: '2.00', source: us}
      budget_total: '3.00'
    """
    new = """
    programme:
      owner: En kommune
      partners: {school: {label: En skole, source: us}}
      targets: {many: {label: A, number: 40, source: us}, some: {label: S, number: 3, source: us}}
      currency: DKK
      budget: {staff: {label: P, total: '1.00', source: us}}
      budget_total: '1.00'
    """
    changes = written(rulebook(old, head), rulebook(new, head), Renaming({}))
    assert [(each.what, each.kind, each.path) for each in changes] == [
        ("added", "programme", "programme.partners.school"),
        ("changed", "programme", "programme.targets.many"),
        ("removed", "programme", "programme.budget.other"),
    ]


def test_many_renamed_at_once() -> None:
    """A question, one in a grid, a value, a finding, a typology, an intervention and a rule."""
    ids = {
        "questions.goal_state": "job_goal",
        "questions.goal_scope.values.open": "wide",
        "questions.barriers.item.weight": "size_of",
        "findings.takes_part": "joins",
        "typologies.values.uncertain": "in_doubt",
        "interventions.mentor": "mentoring",
        "rules.R-all-talk": "R-everybody-talk",
    }
    found = difference(SHIPPED, Renamed(SHIPPED, Renaming(ids)).book())
    assert {each.path for each in found.written} == {*map(Renaming(ids).path, ids)}
    assert all(each.what is What.RENAMED and not each.means_otherwise for each in found.written)
    assert not any(day.movements or day.reasons or day.answers for day in found.days)
