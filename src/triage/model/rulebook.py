"""A rulebook: what a method developer edits, read, resolved and immutable."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain

from triage.diagnostics import Span
from triage.model.condition import Condition, Scalar
from triage.model.finding import Finding
from triage.model.guarantee import Guarantee
from triage.model.never_says import NeverSays
from triage.model.off_page import reasons_off_page, rules_off_page
from triage.model.outcome import RulebookStamp
from triage.model.programme import Programme
from triage.model.provision import Provision, provision_of
from triage.model.question import Collection, Dates, Grid, ListOf, Lookup, Question
from triage.model.rule import (
    AnyRule,
    Availability,
    Classification,
    FirstSteps,
    Intervention,
    Recommendation,
    WarningRule,
)
from triage.model.texts import Texts, Translated
from triage.model.texts_digest import texts_digest
from triage.model.validity import holds_on


@dataclass(frozen=True, slots=True)
class Table:
    """Reference data: `columns` fill the siblings of a lookup; a missing cell fills nothing.

    With `key`, the rows are those of another lookup question's answers. Cells hold answers in
    the form of section 2 (a value, a whole number, a date, a tuple of values of a set).
    """

    id: str
    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, Cell]]
    key: str | None = None
    advice: str | None = None
    """The text of a row that stands on the page at a goal which is this row."""


Cell = str | int | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value that a local office tunes within its range or among its values."""

    id: str
    value: Scalar
    min: int | None = None
    max: int | None = None
    values: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A name for interventions, or for questions, that rules speak of together.

    INVARIANT: no rule refers to it. Where a file names a group, rules have what is in it.
    """

    id: str
    interventions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a local rulebook changes in the one it extends."""

    what: str
    path: str
    before: str | None = None
    after: str | None = None


class Subject(enum.StrEnum):
    """Whom the questions are about."""

    PERSON = "person"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True)
class Rulebook:
    """Everything a rulebook says. Mappings keep the order of the files.

    `digest` is a SHA-256 over the meaning: it stays the same when only layout, texts, comments
    or the order of keys and files change, and covers the rulebooks this one extends.

    `programme` is what a programme says of itself; it changes no outcome.

    `page` names the questions that have a place of their own on the page a caseworker reads:
    `own_words`, `goals`, `brings`, `account_of`, `next_step`, `talk` and `contact`. It is layout,
    not meaning.

    `first_steps` say what of a plan comes first. They order the page, and change no outcome.

    `carries_over` names the earlier versions whose saved answers are read. `replaced` holds, by the
    id of a question there is no more, those asked in its place: no answer to it is one to them.

    `formerly` holds the ids that things had before, by the path of the thing as in `places`:
    `questions.goals.item.needs_danish`, `questions.wish.values.later`, `rules.T-none`,
    `typologies.values.no_goal`. It changes no outcome either.

    `never_says` are words that no text for a participant may hold.

    `sheet_translations` are further languages, of what the participant reads alone.
    """

    id: str
    version: str
    digest: str
    valid_from: date | None
    valid_to: date | None
    programme: Programme | None
    factors: tuple[str, ...]
    questions: Mapping[str, Question]
    tables: Mapping[str, Table]
    parameters: Mapping[str, Parameter]
    findings: Mapping[str, Finding]
    target_groups: Classification | None
    typologies: Classification | None
    interventions: Mapping[str, Intervention]
    recommendations: tuple[Recommendation, ...]
    availability: tuple[Availability, ...]
    warnings: tuple[WarningRule, ...]
    guarantees: tuple[Guarantee, ...]
    texts: Texts
    extends: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)
    page: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_steps: Mapping[str, FirstSteps] = field(default_factory=dict)
    formerly: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    carries_over: tuple[str, ...] = ()
    replaced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    never_says: tuple[NeverSays, ...] = ()
    sheet_translations: Mapping[str, Translated] = field(default_factory=dict)
    subject: Subject = Subject.PERSON
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def texts_digest(self) -> str:
        """The SHA-256 over everything people read: every text in every language, and the page."""
        return texts_digest(self.texts, self.page, self.first_steps.values())

    @cached_property
    def stamp(self) -> RulebookStamp:
        """Which rulebook it is, exactly."""
        return RulebookStamp(
            id=self.id,
            version=self.version,
            digest=self.digest,
            texts_digest=self.texts_digest,
        )

    def valid_at(self, as_of: date) -> bool:
        """Say whether the rulebook speaks for that day."""
        return holds_on(as_of, self.valid_from, self.valid_to)

    def collection(self, question: str) -> Collection:
        """Return the list or grid of a question that is one.

        Raises:
            TypeError: the question is neither.
        """
        domain = self.questions[question].domain
        if not isinstance(domain, ListOf | Grid):
            raise TypeError(question)
        return domain

    def classifications(self) -> tuple[Classification, ...]:
        """Return the target groups and the typologies, where the rulebook has them."""
        both = (self.target_groups, self.typologies)
        return tuple(each for each in both if each is not None)

    @cached_property
    def rules(self) -> Mapping[str, AnyRule]:
        """The rules an outcome reports on, by id, section by section."""
        classes = (rule for each in self.classifications() for rule in each.rules)
        every = chain[AnyRule](classes, self.recommendations, self.availability, self.warnings)
        return {rule.id: rule for rule in every}

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """The law behind each rule of law, and behind each warning that rests on law."""
        rules = chain[Availability | WarningRule](self.availability, self.warnings)
        return {
            rule.id: provision_of(rule, self.texts, self.valid_to)
            for rule in rules
            if rule.rests_on_law
        }

    @cached_property
    def programme_conditions(self) -> Mapping[str, str]:
        """The source of each condition its programme sets, by rule: one of those in the head."""
        return {
            rule.id: self.texts.own.get(f"rules.{rule.id}.source", "")
            for rule in self.availability
            if not rule.rests_on_law
        }

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """The condition of each of them."""
        return {id_: rule.when for id_, rule in self.rules.items()}

    @cached_property
    def rules_off_page(self) -> frozenset[str]:
        """The rules that hold because of an answer that is kept off the page."""
        return rules_off_page(self)

    @cached_property
    def reasons_off_page(self) -> frozenset[str]:
        """The rules that hold because of a value no reason may tell of."""
        return reasons_off_page(self)

    @cached_property
    def dated(self) -> tuple[tuple[str, Dates], ...]:
        """The questions whose answer is a day, in lists and grids too."""
        every = ((each.id, each.domain) for _, each in self.every_question())
        return tuple((id_, domain) for id_, domain in every if isinstance(domain, Dates))

    @cached_property
    def earlier_names(self) -> Mapping[str, Mapping[str, str]]:
        """What things are called today by what they were called, by the path they stand under.

        Values that are borrowed (`values_of`) are among them where they are borrowed too.
        """
        found: dict[str, dict[str, str]] = {}
        borrowed = self._borrowed if self.formerly else {}
        for path, names in self.formerly.items():
            for at in (path, *borrowed.get(path, ())):
                around, _, now = at.rpartition(".")
                found.setdefault(around, {}).update(dict.fromkeys(names, now))
        return found

    @cached_property
    def renamed(self) -> Mapping[str, frozenset[str]]:
        """What was called otherwise, and what such a thing stands below, by the path around it."""
        found = {around: {*names} for around, names in self.earlier_names.items()}
        for path in self.earlier_names:
            around = path
            while around:
                around, _, name = around.rpartition(".")
                found.setdefault(around, set()).add(name)
        return {around: frozenset(names) for around, names in found.items()}

    @cached_property
    def _borrowed(self) -> Mapping[str, frozenset[str]]:
        """The paths of values that are borrowed, by the path of the value they are."""
        found: dict[str, set[str]] = {}
        for text, own in self.texts.aliases.items():
            found.setdefault(own.rpartition(".")[0], set()).add(text.rpartition(".")[0])
        return {path: frozenset(paths) for path, paths in found.items()}

    @cached_property
    def siblings(self) -> Mapping[str | None, Mapping[str, Question]]:
        """The questions of each list or grid by id, and those at the top, of `None`."""
        inner: dict[str | None, Mapping[str, Question]] = {
            question.id: {each.id: each for each in question.domain.item}
            for question in self.questions.values()
            if isinstance(question.domain, ListOf | Grid)
        }
        return {None: self.questions, **inner}

    @cached_property
    def fillings(self) -> Mapping[tuple[str | None, str], tuple[tuple[str, str], ...]]:
        """The table columns that fill siblings of each lookup.

        The keys are (list or grid, lookup question), the first `None` at the top level; the
        values are (table, column) pairs.
        """
        return {
            (owner, question.id): tuple(
                (table.id, column)
                for table in self.tables.values()
                if question.id == table.key or (table.key is None and _uses(question, table.id))
                for column in table.columns
                if column in siblings
            )
            for owner, siblings in self.siblings.items()
            for question in siblings.values()
            if isinstance(question.domain, Lookup)
        }

    def answerable_at(self, day: date) -> bool:
        """Say whether every date question has a date to answer with on a day."""
        return all(first <= last for _, each in self.dated for first, last in (each.bounds(day),))

    def every_question(self) -> Iterator[tuple[str | None, Question]]:
        """Yield all questions in file order, each with the list or grid it stands in, if any."""
        for question in self.questions.values():
            yield None, question
            if isinstance(question.domain, ListOf | Grid):
                yield from ((question.id, inner) for inner in question.domain.item)


def _uses(question: Question, table: str) -> bool:
    return isinstance(question.domain, Lookup) and question.domain.table == table
