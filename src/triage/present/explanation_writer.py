"""What explanations have in common in words: names, answers, changes and rules.

For the person, typologies are told by the sentence written for them, and nothing is told of what is
kept private or off the page.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from triage.explain.answered import Answered, answered
from triage.explain.context import is_private
from triage.intake.places import REASONS, question_at
from triage.model.answer_path import AnswerPath
from triage.model.answers import AnswerValue
from triage.model.condition import Condition
from triage.model.explanation import (
    AnswerChange,
    Plain,
    RestsOn,
    RulePart,
    Subject,
    SubjectKind,
)
from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.model.question import Dates, Number, Subset
from triage.model.walk import conjuncts, refs_of
from triage.present.blocks import Block, Line, Point, Section, labelled, sections
from triage.present.view import View

SUGGESTED = (Status.RECOMMENDED, Status.CHECK_FIRST, Status.POSSIBLE)
STATUSES = (*SUGGESTED, Status.ADVISED_AGAINST, Status.NOT_AVAILABLE, Status.NOT_SUGGESTED)
"""Statuses in the order they are told."""


MOST_ASKED = 5
"""So many questions are shown to the person, and how many more there are."""


class Audience(enum.StrEnum):
    """Who reads: the caseworker, or the person."""

    STAFF = "staff"
    PARTICIPANT = "participant"


@dataclass(frozen=True)
class ExplanationWriter:
    """Tells of one assessment to one reader."""

    view: View
    audience: Audience

    @property
    def to_staff(self) -> bool:
        """Whether the caseworker reads."""
        return self.audience is Audience.STAFF

    # --- fixed words

    def tell(self, key: str, **values: str | int) -> str:
        """Return the words for `key`, those for the person where there are such."""
        return self.view.words.say(self._key(key), **values)

    def tell_count(self, key: str, number: int) -> str:
        """Return the words for one or for several."""
        return self.tell(f"{key}_{'one' if number == 1 else 'other'}", count=number)

    def _key(self, key: str) -> str:
        own = f"participant.{key}"
        if not self.to_staff and self.view.words.has(own):
            return own
        return f"explain.{key}"

    # --- what is asked about

    def subject(self, subject: Subject) -> str:
        """Name what is asked about, with the status that is meant."""
        match subject.kind:
            case SubjectKind.TARGET_GROUP:
                return self.view.names.target_group(subject.id)
            case SubjectKind.TYPOLOGY:
                return self.typology(subject.id)
            case SubjectKind.INTERVENTION:
                name = self.view.names.intervention(subject.id)
                said = self.statuses(subject.statuses)
                return labelled(name, said) if said else name
            case SubjectKind.RULE:
                if self.to_staff:
                    return self.tell("rule_name", id=subject.id)
                return self.rule(subject.id)

    def possible(self, subject: Subject, possible: Collection[str]) -> str:
        """Say how it stands with what is asked about."""
        match subject.kind:
            case SubjectKind.TARGET_GROUP:
                return self.target_groups(possible)
            case SubjectKind.TYPOLOGY:
                return self.typologies(possible)
            case SubjectKind.INTERVENTION:
                return self.statuses(possible)
            case SubjectKind.RULE:
                return self.view.words.either(self.state(each) for each in possible)

    def is_hidden(self, subject: Subject) -> bool:
        """Say whether the reader may not see what is asked about."""
        match subject.kind:
            case SubjectKind.RULE:
                holds = self.view.outcome.rules[subject.id] is RuleState.HOLDS
                told = self.to_staff or (holds and not self.hides_rule(subject.id))
                return not (told and self.rule(subject.id))
            case SubjectKind.INTERVENTION:
                off = self.view.off_page
                return off.suggested(subject.id) or off.refused(subject.id)
            case SubjectKind.TARGET_GROUP:
                return not self.to_staff
            case SubjectKind.TYPOLOGY:
                return False

    # --- outcomes

    def typology(self, typology: str) -> str:
        """Name a typology: to the person by the sentence written for them."""
        if self.to_staff:
            return self.view.names.typology(typology)
        own = self.view.names.text(f"typologies.values.{typology}.for_participant")
        return self.view.words.say("quoted", text=own) if own else self.tell("open")

    def target_groups(self, possible: Collection[str]) -> str:
        """Name the target groups that are possible, for staff alone."""
        return self.view.words.either(self.view.names.target_groups(possible))

    def typologies(self, possible: Collection[str]) -> str:
        """Name the typologies that are possible; to the person, that something is open."""
        if self.to_staff:
            return self.view.words.either(self.view.names.typologies(possible))
        return self.typology(next(iter(possible))) if len(possible) == 1 else self.tell("open")

    def statuses(self, possible: Collection[str]) -> str:
        """Name the statuses that are possible; to the person, that something is open."""
        if len(possible) > 1 and not self.to_staff:
            return self.tell("perhaps")
        ordered = sorted(possible, key=STATUSES.index)
        return self.view.words.either(self.tell(f"status_{each}") for each in ordered)

    def state(self, state: str) -> str:
        """Say whether a rule holds."""
        return self.tell(f"state_{state}")

    # --- rules

    def hides_rule(self, rule: str) -> bool:
        """Say whether the reader may not see a rule: it rests on what is shielded."""
        return not self.to_staff and self.view.off_page.reason(rule)

    def rule(self, rule: str) -> str:
        """Tell a rule by its reason, else by what it says or tests.

        To the person by what is written for them: the reasons of recommendations are. Of law it is
        said that it speaks; whatever else has no such text is not told.
        """
        text, reason = self.view.names.text, self.view.names.because(rule)
        if not self.to_staff:
            own = text(f"rules.{rule}.for_participant")
            return own or (reason if rule in self._recommending else self._of_law(rule)) or ""
        said = reason or text(f"rules.{rule}.warn") or text(f"rules.{rule}.law")
        return said or self.condition(self.view.rulebook.conditions[rule])

    @cached_property
    def _recommending(self) -> frozenset[str]:
        return frozenset(each.id for each in self.view.rulebook.recommendations)

    def _of_law(self, rule: str) -> str | None:
        is_law = any(each.id == rule for each in self.view.rulebook.availability)
        return self.tell("law_speaks") if is_law else None

    def in_words(self, rule: str) -> Iterator[Line]:
        """Put what a rule tests into words, and what a warning counts in the plan."""
        yield Line(
            f"{self.condition(self.view.rulebook.conditions[rule])}.", label=self.tell("rule")
        )
        for warning in self.view.rulebook.warnings:
            if warning.id == rule and warning.plan is not None:
                said = self.view.conditions.plan_count(warning.plan)
                yield Line(f"{said}.", label=self.view.words.say("book.plan_count"))

    def role(self, rule: str, part: RulePart) -> str:
        """Say what a rule does; of a rule that assigns a target group or a typology, which."""
        book = self.view.rulebook
        for classes, name in (
            (book.target_groups, self.view.names.target_group),
            (book.typologies, self.typology),
        ):
            for each in classes.rules if classes else ():
                if each.id == rule:
                    return name(str(each.then.value))
        return self.tell(part)

    def condition(self, condition: Condition) -> str:
        """Put a condition into words; of what is private, the questions that are asked."""
        parts = conjuncts(condition) or (condition,)
        return "; ".join(dict.fromkeys(map(self._part, parts)))

    def _part(self, condition: Condition) -> str:
        if not self.view.conditions.is_private(condition):
            return self.view.conditions.of(condition)
        names = dict.fromkeys(map(self.view.names.ref, refs_of(condition)))
        return self.tell("private_test", question=self.view.words.both(names))

    # --- answers

    @cached_property
    def _answered(self) -> Mapping[AnswerPath, Answered]:
        return {each.path: each for each in answered(self.view.rulebook, self.view.answers)}

    def hides(self, path: AnswerPath) -> bool:
        """Say whether the reader may not see that a question was answered at all."""
        if self.to_staff:
            return False
        kept_off = path.question in self.view.off_page.questions
        return kept_off or is_private(self.view.rulebook, path)

    def asked(self, path: AnswerPath) -> str:
        """Return a question as it is asked; one that nobody asks the person, by its name."""
        if self._is_for_staff(path):
            return self.question(path)
        return self.view.names.asked(path, self.view.answers)

    def question(self, path: AnswerPath) -> str:
        """Name a question, with the item or row it is about."""
        return self.view.names.short(path, self.view.answers)

    def not_known(self, paths: Iterable[AnswerPath]) -> tuple[Section, ...]:
        """Name questions that are not answered yet, the first few and how many more there are."""
        every = list(dict.fromkeys(paths))
        blocks: list[Block] = [Point(self.asked(each)) for each in every[:MOST_ASKED]]
        if left := len(every[MOST_ASKED:]):
            blocks.append(Line(self.tell_count("not_known_left", left)))
        return sections([(self.tell("not_known"), blocks)])

    def premises(self, found: Iterable[RestsOn], *, typology: bool = False) -> Iterator[Block]:
        """Tell answers once each, in file order, item by item; to the person, what was said.

        With `typology`, the typology stands first.
        """
        if typology and self.to_staff and self.view.outcome.typology is not None:
            told = self.typologies(self.view.outcome.typology.possible)
            yield Point(labelled(self.tell("typology"), told))
        by_path = {each.path: each for each in found if not self.hides(each.path)}
        items: dict[str, list[str]] = {}
        for path in (each for each in self._answered if each in by_path):
            each = by_path[path]
            if each.private or not (self.to_staff or self._was_hers(each)):
                continue
            if path.element is None:
                yield Point(self._answer(path))
            else:
                item = self.view.names.element(path.element, self.view.answers)
                items.setdefault(item, []).append(self._answer(path))
        for item, said in items.items():
            yield Point(item, (Line(f"{'; '.join(said)}."),))
        if private := sum(each.private for each in by_path.values()):
            yield Line(self.tell_count("private", private))

    def _was_hers(self, premise: RestsOn) -> bool:
        """Say whether the person said it: not a table, a register, or staff."""
        if premise.answer is None or premise.filled:
            return False
        looked_up = question_at(self.view.rulebook, premise.path).looked_up
        return not (looked_up or self._is_for_staff(premise.path))

    def _is_for_staff(self, path: AnswerPath) -> bool:
        """Say whether nobody asks the person: its words begin or end with a bracket."""
        spoken = self.view.names.spoken(path)
        return spoken.startswith("(") or spoken.endswith(")")

    def _answer(self, path: AnswerPath) -> str:
        name = self.view.names.question(*path.place)
        return labelled(name, self.view.names.answer(self._answered[path]))

    # --- changes

    def change(self, change: AnswerChange, *, one_of_many: bool = False) -> str:
        """Tell a change as a step: a question, from what, to what.

        With `one_of_many`, sets, numbers and dates stand for others that would do as well.
        """
        name, after = self.question(change.path), ""
        if change.after is not None:
            after = self._quoted(change.path, change.after)
        if one_of_many and self._stands_for_others(change):
            after = self.tell("example", after=after)
        if change.after is None:
            said = self.tell("taken_back")
        elif change.private:
            said = self.tell("other_answer")
        elif change.before is None:
            said = self.tell("to", after=after)
        elif change.before == change.after:
            said = self.tell("unchanged", after=after)
        else:
            said = self.tell(
                "from_to", before=self._quoted(change.path, change.before), after=after
            )
        return labelled(name, said)

    def _stands_for_others(self, change: AnswerChange) -> bool:
        question = question_at(self.view.rulebook, change.path)
        return isinstance(question.domain, Subset | Number | Dates)

    def answer_now(self, change: AnswerChange) -> str:
        """Tell what is answered where something would change."""
        name = self.question(change.path)
        if change.private or change.before is None:
            return self.tell("private_test", question=name)
        return labelled(name, self._quoted(change.path, change.before))

    def with_answer(self, change: AnswerChange) -> str:
        """Tell what would be answered."""
        if change.private or change.after is None:
            return self.tell("with_another")
        return self.tell("with_answer", after=self._quoted(change.path, change.after))

    def _quoted(self, path: AnswerPath, plain: Plain) -> str:
        return self.view.words.say("quoted", text=self._value(path, plain))

    def _value(self, path: AnswerPath, plain: Plain) -> str:
        if isinstance(plain, str) and plain in REASONS:
            return self.view.words.say(plain)
        value: AnswerValue = frozenset(plain) if isinstance(plain, tuple) else plain
        question = question_at(self.view.rulebook, path)
        return self.view.names.value(path.place[0], question, value)

    def set_aside(self, paths: Iterable[AnswerPath]) -> Iterator[Line]:
        """Name the questions that no longer apply, each once; of a list that stays, the items."""
        gone = [each for each in paths if not self.hides(each)]
        names = dict.fromkeys(self._gone(each, gone) for each in gone)
        if names:
            yield Line("; ".join(names), label=self.tell("set_aside"))

    def _gone(self, path: AnswerPath, gone: Collection[AnswerPath]) -> str:
        if path.element is None or path.owner in gone:
            return self.question(path.owner)
        return self.view.names.element(path.element, self.view.answers)
