"""How a class came about, target group or typology: the rules that decide, and why."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.condition import Condition
from triage.model.outcome import CONFLICT, RuleState
from triage.model.rule import Classification, ClassificationRule
from triage.present.blocks import Block, Line
from triage.present.reasons import rests_on
from triage.present.view import View


def rules_in(
    view: View, classes: Classification | None, state: RuleState
) -> Iterator[ClassificationRule]:
    """Return the rules of some classes that are in a state."""
    rules = classes.rules if classes else ()
    return (rule for rule in rules if view.outcome.rules[rule.id] is state)


def deciding(view: View, classes: Classification | None, class_: str) -> list[ClassificationRule]:
    """Return the rules that hold and make the class what it is, or make it a conflict."""
    holding = rules_in(view, classes, RuleState.HOLDS)
    return [rule for rule in holding if class_ in (rule.then.value, CONFLICT)]


def reasons(view: View, rule: ClassificationRule) -> Iterator[Block]:
    """Tell why a rule assigns a class: its reason, and what it tests."""
    if reason := view.names.because(rule.id):
        yield Line(reason, label=view.words.say("typology.because"))
    if rule_in_words := in_words(view, rule.when):
        yield Line(rule_in_words, label=view.words.say("typology.rule"))
    if view.everything:
        yield from rests_on(view, [rule.id])


def in_words(view: View, condition: Condition) -> str:
    """Put a condition into a sentence; nothing where it says nothing that may be told."""
    said = "; ".join(view.conditions.parts(condition))
    return f"{said}." if said else ""
