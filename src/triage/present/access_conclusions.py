"""What the rules conclude about a person, and on which answers each of them rests."""

from __future__ import annotations

from collections.abc import Iterator

from triage.explain.assessed import Assessed
from triage.explain.context import part_of
from triage.explain.plan import active_warnings
from triage.explain.premises import premises
from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.present.blocks import Block, Group, Line, Point, labelled
from triage.present.choices import StaffChoices
from triage.present.class_sections import confirmation
from triage.present.explanation_writer import Audience, ExplanationWriter
from triage.present.review import ReviewMarks
from triage.present.stamp_section import stamp_lines
from triage.present.view import View, view_of
from triage.present.wording import Words


def conclusion_blocks(
    assessed: Assessed | None,
    since: str,
    words: Words,
    marks: ReviewMarks,
    choices: StaffChoices,
) -> Iterator[Block]:
    """Tell what the rules conclude, and who stands by it; `since` names the words for when."""
    if assessed is None:
        yield Line(words.say("access.not_concluded"))
        return
    yield Line(words.say(f"access.{since}", date=words.date(assessed.outcome.as_of)))
    view = view_of(
        assessed.rulebook,
        assessed.answers,
        assessed.outcome,
        words.language,
        everything=True,
        choices=choices,
    )
    yield from _Conclusions(view, marks).blocks()


class _Conclusions:
    def __init__(self, view: View, marks: ReviewMarks) -> None:
        self._view, self._marks = view, marks
        self._writer = ExplanationWriter(view, Audience.STAFF)

    def blocks(self) -> Iterator[Block]:
        view, say = self._view, self._view.words.say
        yield from self._classes()
        if plan := tuple(self._interventions()):
            yield Group(say("access.interventions"), plan)
        if rules := tuple(self._rules()):
            yield Group(say("access.rules"), rules)
        states = view.outcome.rules.values()
        if waiting := sum(each is RuleState.MAY_HOLD for each in states):
            yield Line(view.words.count("access.may_hold", waiting))
        yield from stamp_lines(view)

    def _classes(self) -> Iterator[Block]:
        view, outcome = self._view, self._view.outcome
        if outcome.target_group is not None:
            groups = view.names.target_groups(outcome.target_group.possible)
            yield Line(view.words.either(groups), label=view.words.say("group.heading"))
        if outcome.typology is not None:
            possible = outcome.typology.possible
            names = view.words.either(view.names.typologies(possible))
            yield Line(names, label=view.words.say("typology.word"))
            for each in possible if outcome.typology.settled else ():
                if told := view.names.text(f"typologies.values.{each}.for_participant"):
                    yield Line(told)
            if outcome.typology.settled:
                yield Line(confirmation(view, possible[0]))
            else:
                yield Line(view.words.say("typology.not_confirmed"))

    def _interventions(self) -> Iterator[Block]:
        view = self._view
        for id_, found in view.outcome.interventions.items():
            if set(found.possible) == {Status.NOT_SUGGESTED}:
                continue
            said = self._writer.statuses(found.possible)
            if starts := found.start.named:
                said = f"{said}; {view.names.starts(starts)}"
            holding = (each.rule for each in found.for_ if each.state is RuleState.HOLDS)
            told = labelled(view.names.intervention(id_), said)
            yield Point(told, self._marks.of_rules(holding))

    def _rules(self) -> Iterator[Block]:
        view = self._view
        warned = active_warnings(view.rulebook, view.outcome)
        silent = {each.id for each in view.rulebook.warnings} - set(warned)
        for rule, state in view.outcome.rules.items():
            if state is RuleState.HOLDS and rule not in silent:
                told = view.names.text(f"rules.{rule}.for_participant") or self._writer.rule(rule)
                part = self._writer.tell(part_of(view.rulebook, rule))
                notes = (*self._rests_on(rule), *self._marks.of_rules([rule]))
                yield Point(labelled(part, told), notes)

    def _rests_on(self, rule: str) -> Iterator[Line]:
        """Yield the answers a rule rests on, those too that other pages keep private."""
        view = self._view
        said = (
            labelled(view.names.short(each.path, view.answers), view.names.answer(each))
            for each in premises(view.rulebook, rule, view.answers)
        )
        if told := "; ".join(dict.fromkeys(said)):
            yield Line(f"{told}.", label=view.words.say("plan.rests_on"))
