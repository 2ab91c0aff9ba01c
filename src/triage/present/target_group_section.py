"""The target group: where an assessment stands in what a programme is for, and why."""

from __future__ import annotations

from collections.abc import Iterator

from triage.explain.premises import premises, reads_private
from triage.intake.places import owner_of
from triage.model.outcome import CONFLICT, RuleState
from triage.model.rule import ClassificationRule
from triage.present.blocks import Block, Line, Section
from triage.present.classes import deciding, reasons, rules_in
from triage.present.view import View


def target_group_section(view: View) -> Section | None:
    """Return the target group; nothing where the rulebook has none, or it is kept off the page."""
    group = view.outcome.target_group
    if group is None:
        return None
    possible = group.possible
    if group.settled and view.off_page.class_(view.rulebook.target_groups, possible[0]):
        return None
    blocks = _settled(view, possible[0]) if group.settled else _open(view, possible)
    return Section(view.words.say("group.heading"), tuple(blocks))


def _settled(view: View, group: str) -> Iterator[Block]:
    rules = deciding(view, view.rulebook.target_groups, group)
    name = view.names.target_group(group)
    if group == CONFLICT:
        names = view.names.target_groups({str(rule.then.value) for rule in rules})
        name = view.words.say("typology.special", name=name, cell=view.words.both(names))
    yield Line(f"{name[:1].upper()}{name[1:]}.")
    for rule in rules:
        if view.everything or not _tells_too_much(view, rule):
            yield from reasons(view, rule)


def _tells_too_much(view: View, rule: ClassificationRule) -> bool:
    """Say whether why would tell what is private: sex or origin, for most programmes."""
    return view.off_page.rule(rule.id) or reads_private(view.rulebook, rule.when)


def _open(view: View, possible: tuple[str, ...]) -> Iterator[Block]:
    names = view.words.either(view.names.target_groups(possible))
    yield Line(f"{names}.", label=view.words.say("typology.open"))
    if waits := list(_waits_for(view)):
        yield Line("; ".join(waits), label=view.words.say("group.waits"))


def _waits_for(view: View) -> Iterator[str]:
    """Name the open questions that rules of target groups read, each once, in file order."""
    waiting = [each.path for each in view.outcome.open]
    may_hold = rules_in(view, view.rulebook.target_groups, RuleState.MAY_HOLD)
    read = {
        premise.path
        for rule in may_hold
        for premise in premises(view.rulebook, rule.id, view.answers, waiting)
        if premise.answer is None and owner_of(premise.path) not in view.off_page.questions
    }
    return (view.names.asked(path, view.answers) for path in waiting if path in read)
