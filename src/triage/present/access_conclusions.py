"""What the rules conclude about a person, and on which answers each of them rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from triage.explain.assessed import Assessed
from triage.explain.context import part_of
from triage.explain.plan import active_warnings
from triage.explain.premises import premises
from triage.journal.events import About
from triage.model.guarantee import IN_PLAN, Status
from triage.model.outcome import RuleState
from triage.present.blocks import Block, Group, Line, Point, labelled
from triage.present.choices import StaffChoice, StaffChoices, choice_line
from triage.present.class_sections import confirmation
from triage.present.explanation_writer import STATUSES, Audience, ExplanationWriter
from triage.present.review import ReviewMarks
from triage.present.stamp_section import stamp_lines
from triage.present.view import View, view_of
from triage.present.wording import Words


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What is concluded: what is settled or was chosen, and what else the rules say."""

    blocks: tuple[Block, ...]
    appendix: tuple[Block, ...] = ()


def conclusions(
    assessed: Assessed | None,
    since: str,
    words: Words,
    marks: ReviewMarks,
    choices: StaffChoices,
) -> Conclusions:
    """Tell what the rules conclude, and who stands by it; `since` names the words for when."""
    if assessed is None:
        return Conclusions((Line(words.say("access.not_concluded")),))
    view = view_of(
        assessed.rulebook,
        assessed.answers,
        assessed.outcome,
        words.language,
        everything=True,
        choices=choices,
    )
    day = Line(words.say(f"access.{since}", date=words.date(assessed.outcome.as_of)))
    found = _Conclusions(view, marks)
    return Conclusions((day, *found.blocks()), tuple(found.appendix()))


class _Conclusions:
    def __init__(self, view: View, marks: ReviewMarks) -> None:
        self._view, self._marks = view, marks
        self._writer = ExplanationWriter(view, Audience.STAFF)
        every = view.outcome.interventions
        self._shown = sorted(filter(self._matters, every), key=self._rank)

    def _matters(self, id_: str) -> bool:
        """Say whether something is settled of an intervention, or was chosen by staff."""
        possible = set(self._view.outcome.interventions[id_].possible)
        settled = len(possible) == 1 or possible <= IN_PLAN
        return (settled and possible != {Status.NOT_SUGGESTED}) or self._choice(id_) is not None

    def _rank(self, id_: str) -> int:
        """Put what is recommended first, and what is not suggested last."""
        return min(map(STATUSES.index, self._view.outcome.interventions[id_].possible))

    def _choice(self, id_: str) -> StaffChoice | None:
        return self._view.choices.about(About(intervention=id_))

    def blocks(self) -> Iterator[Block]:
        view, say = self._view, self._view.words.say
        yield from self._classes()
        if plan := tuple(self._interventions()):
            yield Group(say("access.interventions"), plan)
        if left := len(self._left()):
            yield Line(view.words.count("access.may_be_proposed", left))
        if rules := tuple(self._rules(of_shown=True)):
            yield Group(say("access.rules"), rules)
        yield from stamp_lines(view)

    def appendix(self) -> Iterator[Block]:
        """Yield what depends on answers that are open, alike together, and all other rules."""
        view, say = self._view, self._view.words.say
        alike = dict[str, list[str]]()
        for id_ in self._left():
            found = view.outcome.interventions[id_]
            alike.setdefault(self._writer.statuses(found.possible), []).append(id_)
        for said, ids in alike.items():
            yield Group(said[0].upper() + said[1:], tuple(self._alike(ids)))
        if rules := tuple(self._rules(of_shown=False)):
            yield Group(say("access.other_rules"), rules)
        states = view.outcome.rules.values()
        if waiting := sum(each is RuleState.MAY_HOLD for each in states):
            yield Line(view.words.count("access.may_hold", waiting))

    def _left(self) -> list[str]:
        """Return the interventions that may be proposed, and are not shown."""
        every = self._view.outcome.interventions
        none = {Status.NOT_SUGGESTED}
        return [id_ for id_ in every if id_ not in self._shown and set(every[id_].possible) != none]

    def _alike(self, ids: Iterable[str]) -> Iterator[Block]:
        """Yield interventions of which the same is said; what is marked stands by itself."""
        plain = list[str]()
        for id_ in ids:
            starts = self._view.outcome.interventions[id_].start.named
            named = self._view.names.intervention(id_)
            told = f"{named} ({self._view.names.starts(starts)})" if starts else named
            if marks := self._marked(id_):
                yield Point(told, marks)
            else:
                plain.append(told)
        if plain:
            yield Line(f"{'; '.join(plain)}.")

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
        for id_ in self._shown:
            found = view.outcome.interventions[id_]
            said = self._writer.statuses(found.possible)
            if starts := found.start.named:
                said = f"{said}; {view.names.starts(starts)}"
            notes = self._marked(id_)
            if (choice := self._choice(id_)) is not None:
                about = About(intervention=id_)
                notes = (choice_line(choice, about, view.words, view.names), *notes)
            yield Point(labelled(view.names.intervention(id_), said), notes)

    def _marked(self, id_: str) -> tuple[Line, ...]:
        found = self._view.outcome.interventions[id_].for_
        return self._marks.of_rules(each.rule for each in found if each.state is RuleState.HOLDS)

    def _rules(self, *, of_shown: bool) -> Iterator[Block]:
        """Yield the rules that hold: those about what is shown or no intervention, or the rest."""
        view = self._view
        warned = active_warnings(view.rulebook, view.outcome)
        silent = {each.id for each in view.rulebook.warnings} - set(warned)
        about = self._about()
        for rule, state in view.outcome.rules.items():
            if state is not RuleState.HOLDS or rule in silent:
                continue
            if (rule not in about or not about[rule].isdisjoint(self._shown)) is of_shown:
                told = view.names.text(f"rules.{rule}.for_participant") or self._writer.rule(rule)
                part = self._writer.tell(part_of(view.rulebook, rule))
                notes = (*self._rests_on(rule), *self._marks.of_rules([rule]))
                yield Point(labelled(part, told), notes)

    def _about(self) -> dict[str, set[str]]:
        """Return the interventions each rule is about."""
        about = dict[str, set[str]]()
        for id_, found in self._view.outcome.interventions.items():
            for each in (*found.for_, *found.against, *found.law):
                about.setdefault(each.rule, set()).add(id_)
        return about

    def _rests_on(self, rule: str) -> Iterator[Line]:
        """Yield the answers a rule rests on, those too that other pages keep private."""
        view = self._view
        said = (
            labelled(view.names.short(each.path, view.answers), view.names.answer(each))
            for each in premises(view.rulebook, rule, view.answers)
        )
        if told := "; ".join(dict.fromkeys(said)):
            yield Line(f"{told}.", label=view.words.say("plan.rests_on"))
