"""What explanations have in common in words: names, answers, changes and rules.

For the person, typologies are told by the sentence written for them, and nothing is told of what is
kept private or off the page.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from triage.engine.intake.answers import AnswerValue
from triage.engine.intake.places import REASONS, owner_of, question_at
from triage.explain.answered import Answered, answered
from triage.explain.explaining.context import is_private
from triage.explain.grounds import conditions
from triage.model.condition import Condition
from triage.model.explanation import AnswerChange, Plain, RestsOn, Subject, SubjectKind
from triage.report.blocks import Line, labelled
from triage.report.view import View


class Audience(enum.StrEnum):
    """Who reads: the caseworker, or the person."""

    STAFF = "staff"
    PARTICIPANT = "participant"


@dataclass(frozen=True)
class Telling:
    """Tells of one assessment to one reader."""

    view: View
    audience: Audience

    @property
    def to_staff(self) -> bool:
        """Whether the caseworker reads."""
        return self.audience is Audience.STAFF

    # --- fixed words

    def tell(self, key: str, **values: str | int) -> str:
        """Give the words for `key`, those for the person where there are such."""
        return self.view.words.say(self._key(key), **values)

    def tell_count(self, key: str, number: int) -> str:
        """Give the words for one or for several."""
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
            case SubjectKind.TYPOLOGY:
                return self.typology(subject.id)
            case SubjectKind.INTERVENTION:
                name = self.view.names.intervention(subject.id)
                said = self.view.words.either(map(self.status, subject.statuses))
                return labelled(name, said) if said else name
            case SubjectKind.RULE:
                if self.to_staff:
                    return self.tell("rule_name", id=subject.id)
                return self.rule(subject.id)

    def possible(self, subject: Subject, possible: Iterable[str]) -> str:
        """Say how it stands with what is asked about."""
        match subject.kind:
            case SubjectKind.TYPOLOGY:
                return self.typologies(tuple(possible))
            case SubjectKind.INTERVENTION:
                return self.view.words.either(self.status(each) for each in possible)
            case SubjectKind.RULE:
                return self.view.words.either(self.state(each) for each in possible)

    def is_hidden(self, subject: Subject) -> bool:
        """Say whether the reader may not see what is asked about."""
        match subject.kind:
            case SubjectKind.RULE:
                return self.hides_rule(subject.id) or not self.rule(subject.id)
            case SubjectKind.INTERVENTION:
                off = self.view.off_page
                return off.suggested(subject.id) or off.refused(subject.id)
            case SubjectKind.TYPOLOGY:
                return False

    # --- outcomes

    def typology(self, typology: str) -> str:
        """Name a typology: to the person by the sentence written for them."""
        if self.to_staff:
            return self.view.names.typology(typology)
        own = self.view.names.text(f"typologies.values.{typology}.for_participant")
        return self.view.words.say("quoted", text=own) if own else self.tell("open")

    def typologies(self, possible: Collection[str]) -> str:
        """Name the typologies that are possible; to the person, that something is open."""
        if self.to_staff:
            return self.view.words.either(self.view.names.typologies(possible))
        return self.typology(next(iter(possible))) if len(possible) == 1 else self.tell("open")

    def status(self, status: str) -> str:
        """Name a status."""
        return self.tell(f"status_{status}")

    def state(self, state: str) -> str:
        """Say whether a rule holds."""
        return self.tell(f"state_{state}")

    # --- rules

    def hides_rule(self, rule: str) -> bool:
        """Say whether the reader may not see a rule: it rests on what is shielded."""
        return not self.to_staff and self.view.off_page.rule(rule)

    def rule(self, rule: str) -> str:
        """Tell a rule by its reason, else by what it tests; to the person by its reason alone."""
        reason = self.view.names.because(rule)
        if reason or not self.to_staff:
            return reason or ""
        return self.condition(self.conditions[rule]) or self.tell("private_test")

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """The condition of every rule."""
        return conditions(self.view.rulebook)

    def condition(self, condition: Condition) -> str:
        """Put a condition into words; empty where nothing of it may be said."""
        return "; ".join(self.view.conditions.parts(condition))

    # --- answers

    @cached_property
    def _answered(self) -> Mapping[str, Answered]:
        return {each.path: each for each in answered(self.view.rulebook, self.view.answers)}

    def hides(self, path: str) -> bool:
        """Say whether the reader may not see that a question was answered at all."""
        if self.to_staff:
            return False
        kept_off = owner_of(path) in self.view.off_page.questions
        return kept_off or is_private(self.view.rulebook, path)

    def question(self, path: str) -> str:
        """Name a question, with the item or row it is about."""
        owner, _, rest = path.partition(".")
        if not rest:
            return self.view.names.question(None, owner)
        element, _, question = rest.partition(".")
        name = self.view.names.question(owner, question)
        return f"{self.view.names.element(owner, element, self.view.answers)}: {name}"

    def answers(self, found: Iterable[RestsOn]) -> Iterator[str]:
        """Tell answers with their questions, each once."""
        told = dict.fromkeys(found)
        return (self._answer(each, self.question(each.path)) for each in self._shown(told))

    def rests_on(self, found: Iterable[RestsOn]) -> Iterator[Line]:
        """Give the answers something rests on, item by item; to the person, what they have said."""
        items: dict[str, list[str]] = {}
        every = list(self._shown(dict.fromkeys(found)))
        for each in every:
            if each.private:
                continue
            if self.to_staff or (each.answer is not None and not each.filled):
                owner, _, rest = each.path.partition(".")
                element, _, question = rest.partition(".")
                item = self.view.names.element(owner, element, self.view.answers) if rest else ""
                name = self.view.names.question(owner if rest else None, question or owner)
                items.setdefault(item, []).append(self._answer(each, name))
        for item, told in sorted(items.items(), key=lambda each: bool(each[0])):
            label = self.tell("rests_on")
            yield Line(f"{'; '.join(told)}.", label=f"{label}, {item}" if item else label)
        if private := sum(each.private for each in every):
            yield Line(self.tell_count("private", private))

    def _shown(self, found: Iterable[RestsOn]) -> Iterator[RestsOn]:
        return (each for each in found if not self.hides(each.path))

    def _answer(self, found: RestsOn, name: str) -> str:
        return labelled(name, self.view.names.answer(self._answered[found.path]))

    # --- changes

    def change(self, change: AnswerChange) -> str:
        """Tell a change as a step: a question, from what, to what."""
        name = self.question(change.path)
        if change.private:
            said = self.tell("other_answer")
        elif change.after is None:
            said = self.tell("taken_back")
        elif change.before is None:
            said = self.tell("to", after=self._quoted(change.path, change.after))
        else:
            values = (change.before, change.after)
            before, after = (self._quoted(change.path, each) for each in values)
            said = self.tell("from_to", before=before, after=after)
        return labelled(name, said)

    def _quoted(self, path: str, plain: Plain) -> str:
        return self.view.words.say("quoted", text=self._value(path, plain))

    def _value(self, path: str, plain: Plain) -> str:
        question = question_at(self.view.rulebook, path)
        if question is None:
            return str(plain)
        if isinstance(plain, str) and plain in REASONS:
            return self.view.words.say(plain)
        value: AnswerValue = frozenset(plain) if isinstance(plain, tuple) else plain
        return self.view.names.value(owner_of(path) if "." in path else None, question, value)

    def set_aside(self, paths: Iterable[str]) -> Iterator[Line]:
        """Name the questions that no longer apply, each once."""
        asked = (each for each in paths if not self.hides(each))
        tops = dict.fromkeys(self.question(owner_of(each)) for each in asked)
        if tops:
            yield Line("; ".join(tops), label=self.tell("set_aside"))
