"""What is renamed is told apart from what is removed and added, and moves nobody."""

from __future__ import annotations

import pytest

from tests.engine.small import DAY, rulebook
from triage.model.rulebook import Rulebook
from triage.verify.diff import Given, RulesDiff, What, case_impact, difference
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renames import renames
from triage.verify.diff.renaming import Renaming

OLD = """
questions:
  wish:
    kind: choice
    ask: When would you like to work?
    purpose: The typology
    values: {now: {label: Now}, later: {label: Later}, unsure: {label: Not sure}}
  lately: {kind: yes_no, asked_when: {wish: later}, ask: Since when?, purpose: The typology}
  jobs:
    kind: list
    ask: Which ones?
    max: 2
    purpose: Mentor
    item:
      near: {kind: yes_no, ask: Is it round the corner?, purpose: Mentor}
findings:
  close: {when: {wish: now}}
typologies:
  values: [open, shut]
  rules:
    - {id: T-open, when: {close: yes}, then: open}
    - {id: T-shut, when: {close: no, wish: {not: unsure}}, then: shut}
interventions:
  mentor: {label: Mentor, kind: support}
  talk: {label: A talk, kind: support}
recommendations:
  - {id: R-mentor, when: {typology: open, jobs: {some: {near: yes}}}, recommend: [mentor]}
  - {id: R-talk, when: {lately: yes}, recommend: [talk], start: {after: mentor}}
first_steps:
  at_once: {interventions: [mentor]}
"""
HEAD = "rulebook: {id: small, version: '1', language: en}\n"


def book(text: str) -> Rulebook:
    """Read a small rulebook."""
    return rulebook(text, HEAD)


def swapped(*names: tuple[str, str]) -> RulesDiff:
    """Return what differs after pieces of the text were replaced."""
    text = OLD
    for before, after in names:
        assert before in text
        text = text.replace(before, after)
    return difference(book(OLD), book(text))


Names = tuple[tuple[str, str], ...]

PURE: dict[str, Names] = {
    "questions.goal": (("wish", "goal"),),
    "questions.wish.values.not_yet": (("later", "not_yet"),),
    "questions.places.item.close_by": (("jobs", "places"), ("near", "close_by")),
    "findings.eager": (("close", "eager"),),
    "typologies.values.wide": (("open", "wide"), ("T-wide", "T-open")),
    "interventions.guide": (("mentor", "guide"), ("R-guide", "R-mentor")),
    "rules.R-help": (("R-talk", "R-help"),),
    "first_steps.early": (("at_once", "early"),),
}


@pytest.mark.parametrize("path", PURE)
def test_a_pure_renaming(path: str) -> None:
    """It shows as one, and nothing else is said of it: nobody moves."""
    found = swapped(*PURE[path])
    assert {each.what for each in found.written} == {What.RENAMED}
    assert path in [each.path for each in found.written]
    assert not any(each.means_otherwise or each.texts for each in found.written)
    assert [each for day in found.days for each in (*day.movements, *day.reasons)] == []
    assert [each for day in found.days for each in (*day.answers, *day.questions)] == []


def test_everything_renamed_at_once() -> None:
    """All of them in one change."""
    found = swapped(*(pair for names in PURE.values() for pair in names))
    assert {each.what for each in found.written} == {What.RENAMED}
    assert len(found.written) == len(PURE) + 1
    assert found.movements == ()


def test_what_is_declared_may_change_as_well() -> None:
    """A question that was renamed and is asked otherwise is the same question."""
    declared = ("ask: When would you like to work?", "ask: And now?\n    formerly: wish")
    found = swapped(("wish", "goal"), declared)
    (told,) = found.written
    assert (told.what, told.path, told.formerly) == (What.RENAMED, "questions.goal", "wish")
    assert [(each.before, each.after) for each in told.texts] == [
        ("When would you like to work?", "And now?")
    ]
    assert found.movements == ()


def test_what_is_asked_otherwise_is_not_the_same() -> None:
    """Another question with the same values is removed and added where nobody says it is not."""
    found = swapped(("wish", "goal"), ("ask: When would you like to work?", "ask: And now?"))
    told = {(each.what, each.path) for each in found.written}
    assert {(What.ADDED, "questions.goal"), (What.REMOVED, "questions.wish")} <= told


def test_without_texts_everything_that_names_it_decides() -> None:
    """A typology nobody has words for is the same where all its rules are."""
    renaming = renames(book(OLD), book(OLD.replace("open", "wide").replace("T-wide", "T-open")))
    assert renaming.ids == {"typologies.values.open": "wide"}
    other = OLD.replace("open", "wide").replace("T-wide", "T-open")
    other = other.replace("when: {close: yes}, then", "when: {close: yes, wish: now}, then")
    assert not renames(book(OLD), book(other))


def test_cases_by_old_names_come_out_the_same() -> None:
    """A case saved before a renaming moves only where a rule does."""
    new = OLD.replace("wish", "goal").replace("later", "not_yet")
    cases = [Given("one", DAY, {"wish": "now"}), Given("two", DAY, {"goal": "not_yet"})]
    assert case_impact(book(OLD), book(new), cases).moved == ()
    other = book(new.replace("close: {when: {goal: now}}", "close: {when: {goal: unsure}}"))
    moved = case_impact(book(OLD), other, cases).moved
    assert [each.name for each in moved] == ["one"]
    assert ("typology", "open", "shut") in moved[0].changes


def test_answers_by_old_names_are_carried_over() -> None:
    """They are read by the names they have now."""
    renaming = renames(book(OLD), book(OLD.replace("wish", "goal").replace("later", "not_yet")))
    assert renaming.answers({"wish": "later", "jobs": [{"near": "yes"}]}) == {
        "goal": "not_yet",
        "jobs": [{"near": "yes"}],
    }


GROUPS = """groups:
  people: {label: People, interventions: [mentor, talk]}
  asked: {label: Asked, questions: [wish]}
"""


def test_what_is_in_a_group_goes_by_its_new_name() -> None:
    """A group holds the same things under the names they have now."""
    old = book(OLD + GROUPS)
    renaming = Renaming({"interventions.talk": "chat", "questions.wish": "when"})
    groups = Renamed(old, renaming).book().groups
    assert groups["people"].interventions == ("mentor", "chat")
    assert groups["asked"].questions == ("when",)


def test_a_list_that_gets_a_name_moves_nobody() -> None:
    """What a group stands for is what stood there."""
    before = OLD.replace("recommend: [mentor]", "recommend: [talk, mentor]")
    after = OLD.replace("recommend: [mentor]", "recommend: [people]") + GROUPS
    found = difference(book(before), book(after))
    assert found.old.digest == found.new.digest
    assert not any(day.movements or day.reasons or day.answers for day in found.days)


@pytest.mark.parametrize("group", ["people", "asked"])
def test_a_group_that_is_renamed(group: str) -> None:
    """It shows as that, where rules name it too."""
    text = OLD.replace("recommend: [mentor]", "recommend: [people]") + GROUPS
    new = text.replace(f"  {group}:", "  several:").replace(f"[{group}]", "[several]")
    found = difference(book(text), book(new))
    assert [(each.what, each.path, each.texts) for each in found.written] == [
        (What.RENAMED, "groups.several", ())
    ]
    assert not any(day.movements or day.reasons for day in found.days)


def test_a_kind_of_intervention_that_is_renamed() -> None:
    """It shows as that, once; an intervention that gets another kind is what changed."""
    found = swapped(("kind: support", "kind: help"))
    assert [(each.what, each.kind, each.path, each.formerly) for each in found.written] == [
        (What.RENAMED, "kind", "kinds.help", "support")
    ]
    assert not any(day.movements or day.reasons for day in found.days)
    (told,) = swapped(("{label: A talk, kind: support}", "{label: A talk, kind: help}")).written
    assert (told.what, told.path) == (What.CHANGED, "interventions.talk")


FINDING = """
  reach:
    values: [far, close]
    rules:
      - {id: F-now, when: {wish: now}, then: close, because: So it is}
      - {id: F-later, when: {wish: later}, then: close}
    otherwise: far
"""


def of_findings(*swaps: tuple[str, str]) -> RulesDiff:
    """Return what differs after pieces of a finding were replaced."""
    old = OLD.replace("typologies:", f"{FINDING.lstrip(chr(10))}typologies:", 1)
    old = old.replace("{lately: yes}", "{reach: close}")
    new = old
    for before, after in swaps:
        assert before in new
        new = new.replace(before, after)
    return difference(book(old), book(new))


def test_a_rule_of_a_finding_that_is_renamed() -> None:
    """It shows as that, and the finding is what it was."""
    found = of_findings(("F-now", "F-soon"), ("F-later", "F-some-day"))
    assert [(each.what, each.kind, each.path, each.formerly) for each in found.written] == [
        (What.RENAMED, "finding_rule", "rules.F-soon", "F-now"),
        (What.RENAMED, "finding_rule", "rules.F-some-day", "F-later"),
    ]
    assert not any(each.means_otherwise or each.texts for each in found.written)
    assert not any(day.movements or day.reasons for day in found.days)


def test_a_rule_of_a_finding_is_told_with_it() -> None:
    """What it says otherwise, or a new one, is told of the finding; its texts by its own name."""
    (told,) = of_findings(("{wish: now}, then: close", "{wish: now}, then: far")).written
    assert (told.what, told.path) == (What.CHANGED, "findings.reach")
    added = (
        "      - {id: F-later",
        "      - {id: F-new, when: {lately: yes}, then: far, because: New}\n      - {id: F-later",
    )
    (told,) = of_findings(added).written
    assert (told.what, told.path) == (What.CHANGED, "findings.reach")
    assert [(each.path, each.after) for each in told.texts] == [("rules.F-new.because", "New")]
    (told,) = of_findings(("So it is", "So it was")).written
    assert (told.what, told.kind, told.path) == (What.CHANGED, "finding_rule", "rules.F-now")
    assert not told.means_otherwise
