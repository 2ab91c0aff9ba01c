"""The things of a rulebook by path: what has an id of its own, what it means and what it is called.

Paths are those of texts and places: `questions.wish`, `questions.wish.values.later`,
`questions.goals.item.title`, `findings.near`, `rules.R-one`, `interventions.mentor`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cached_property, partial
from itertools import chain

from triage.language.digest import meaning
from triage.model.finding import Finding, FindingRule, FirstMatch
from triage.model.guarantee import Guarantee, Whenever
from triage.model.programme import Budget, Programme
from triage.model.question import Choice, Domain, Grid, ListOf, Question, Subset
from triage.model.rule import (
    AnyRule,
    Availability,
    Classification,
    PlanCount,
    Policy,
    Recommendation,
    WarningRule,
)
from triage.model.rulebook import Rulebook
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renaming import Renaming
from triage.verify.diff.thing_paths import above, id_of, question_path, section_of, under

HEAD = "rulebook"
"""The path of what a rulebook says of itself."""

_SAYS_ALL = frozenset({"rules", "guarantees"})


class Things:
    """The things of a rulebook, by its own paths; what they mean by the ids of a renaming."""

    def __init__(self, book: Rulebook, renaming: Renaming | None = None) -> None:
        self.book, self._renamed = book, Renamed(book, renaming or Renaming({}))
        self._contents: dict[str, str | None] = {}

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The path of everything, what stands in others after them."""
        return tuple(_paths(self.book))

    @property
    def wholes(self) -> tuple[str, ...]:
        """The paths of what means something by itself, and is no value or row of another."""
        return tuple(self._wholes)

    def thing(self, path: str) -> object:
        """Return the thing at the path of one that means something by itself, if there is one."""
        return self._wholes[path]() if path in self._wholes else None

    def content(self, path: str) -> str | None:
        """Return what a thing means, `None` where there is no such; equal texts mean the same."""
        if path not in self._contents:
            make = self._wholes.get(path) or self._inside.get(path)
            self._contents[path] = None if make is None else meaning(make())
        return self._contents[path]

    def signature(self, path: str) -> Hashable:
        """Return what a thing has in common with itself under another name, and with no other.

        A rule is what it says; anything else is what people call it as well.
        """
        section = section_of(path)
        called = () if section in _SAYS_ALL else self.texts(path)
        return section, self.content(path) or self._position(path), called

    def texts(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return the texts of a thing in the language of its rulebook, those inside it left out."""
        texts = self.book.texts
        own = ((name, texts.get(f"{path}.{name}")) for name in self._text_names.get(path, ()))
        return tuple(sorted((name, text) for name, text in own if text))

    @cached_property
    def _text_names(self) -> Mapping[str, list[str]]:
        found = defaultdict[str, list[str]](list)
        for at in dict.fromkeys((*self.book.texts.own, *self.book.texts.aliases)):
            found[under(at)].append(id_of(at))
        return found

    def _position(self, path: str) -> str:
        """Return which of its neighbours a value or a row is, unless its texts tell it apart."""
        if self.texts(path):
            return ""
        beside = [each for each in self.paths if above(each) == above(path) and each != above(path)]
        return f"{beside.index(path)} of {len(beside)}"

    @cached_property
    def _inside(self) -> Mapping[str, Callable[[], object]]:
        """What means something inside of wholes: rules of findings, kinds of interventions."""
        kinds = {
            f"kinds.{each.kind}": partial(self._renamed.of_kind, each.kind)
            for each in self.book.interventions.values()
        }
        return kinds | {
            f"rules.{rule.id}": partial(self._renamed.finding_rule, finding, rule)
            for finding, rule in named_rules(self.book)
        }

    @cached_property
    def _wholes(self) -> Mapping[str, Callable[[], object]]:
        return dict(self._made())

    def _made(self) -> Iterator[tuple[str, Callable[[], object]]]:
        book, renamed = self.book, self._renamed
        for owner, question in book.every_question():
            path = question_path(owner, question.id)
            yield path, partial(renamed.question, question, owner)
        for table in map(renamed.table, book.tables.values()):
            yield f"tables.{table.id}", partial(replace, table, rows={})
            for key, row in table.rows.items():
                yield f"tables.{table.id}.rows.{key}", partial(_itself, row)
        for parameter in book.parameters.values():
            yield f"parameters.{parameter.id}", partial(renamed.parameter, parameter)
        for finding in book.findings.values():
            yield f"findings.{finding.id}", partial(renamed.finding, finding)
        yield from self._made_for_people()
        for one in book.interventions.values():
            yield f"interventions.{one.id}", partial(renamed.intervention, one)
        for rule in rules_of(book):
            yield f"rules.{rule.id}", partial(renamed.rule, rule)
        for guarantee in book.guarantees:
            yield f"guarantees.{guarantee.id}", partial(renamed.guarantee, guarantee)
        for name, classes in _classes(book):
            yield name, partial(_order, classes)
        programme = None if book.programme is None else renamed.programme(book.programme)
        for path, part in _parts(programme):
            yield path, partial(_itself, part)
        yield HEAD, partial(_itself, (str(book.valid_from), str(book.valid_to)))

    def _made_for_people(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Make what names things, orders a page or holds words: it changes no outcome."""
        book, renamed = self.book, self._renamed
        for group in book.groups.values():
            yield f"groups.{group.id}", partial(renamed.group, group)
        for order in book.first_steps.values():
            yield f"first_steps.{order.id}", partial(renamed.first_steps, order)
        for kind in book.never_says:
            yield f"never_says.{kind.id}", partial(_itself, kind)


def rules_of(book: Rulebook) -> Iterator[AnyRule]:
    """Yield the rules of a rulebook, section by section."""
    yield from chain.from_iterable(each.rules for each in book.classifications())
    yield from chain[AnyRule](book.recommendations, book.availability, book.warnings)


def named_rules(book: Rulebook) -> Iterator[tuple[Finding, FindingRule]]:
    """Yield the rules of findings that have an id, each with its finding."""
    for finding in book.findings.values():
        if isinstance(finding.body, FirstMatch):
            yield from ((finding, rule) for rule in finding.body.rules if rule.id is not None)


def interventions_of(thing: object) -> tuple[str, ...]:
    """Return the interventions a rule or a guarantee is about."""
    match thing:
        case Recommendation(recommend=recommend, against=against):
            return (*recommend, *against)
        case Availability(interventions=interventions):
            return interventions
        case WarningRule(plan=PlanCount(interventions=interventions)):
            return interventions
        case Guarantee(form=Whenever(claims=claims)):
            return tuple(dict.fromkeys(id_ for claim in claims for id_ in claim.interventions))
        case _:
            return ()


def about_nothing(thing: object) -> object:
    """Return a rule or a guarantee as it would be if it were about no intervention."""
    match thing:
        case Recommendation():
            return replace(thing, recommend=(), against=())
        case Availability():
            return replace(thing, interventions=())
        case WarningRule(plan=PlanCount() as plan):
            return replace(thing, plan=replace(plan, interventions=()))
        case Guarantee(form=Whenever(claims=claims) as form):
            bare = tuple(replace(claim, interventions=()) for claim in claims)
            return replace(thing, form=replace(form, claims=bare))
        case _:
            return thing


def _classes(book: Rulebook) -> Iterator[tuple[str, Classification]]:
    for name, classes in (("target_groups", book.target_groups), ("typologies", book.typologies)):
        if classes is not None:
            yield name, classes


def _order(classes: Classification) -> tuple[str, ...]:
    """Return how rules decide, and in which order where the first does."""
    first = classes.policy is Policy.FIRST
    return str(classes.policy), " ".join(rule.id for rule in classes.rules if first)


def _parts(programme: Programme | None) -> Iterator[tuple[str, object]]:
    """Yield the parts of a programme by where they stand: `programme.targets.taking_part`."""
    for field in fields(programme) if programme is not None else ():
        path, content = f"programme.{field.name}", getattr(programme, field.name)
        if isinstance(content, Budget):
            yield f"{path}.currency", content.currency
            content = content.lines
        if isinstance(content, Mapping):
            yield from ((f"{path}.{id_}", each) for id_, each in content.items())
        elif content is not None:
            yield path, content


def _itself(thing: object) -> object:
    return thing


def _paths(book: Rulebook) -> Iterator[str]:
    for question in book.questions.values():
        yield from _question_paths(None, question)
    yield from (f"tables.{each}" for each in book.tables)
    yield from (f"parameters.{each}" for each in book.parameters)
    for finding in book.findings.values():
        yield f"findings.{finding.id}"
        if isinstance(finding.body, FirstMatch):
            yield from (f"findings.{finding.id}.values.{each}" for each in finding.body.values)
    for name, classes in _classes(book):
        yield from (f"{name}.values.{each}" for each in classes.values)
    yield from (f"groups.{each}" for each in book.groups)
    yield from (f"first_steps.{each}" for each in book.first_steps)
    yield from (f"never_says.{each.id}" for each in book.never_says)
    yield from (f"interventions.{each}" for each in book.interventions)
    yield from dict.fromkeys(f"kinds.{each.kind}" for each in book.interventions.values())
    yield from (f"rules.{each}" for each in book.rules)
    yield from (f"rules.{rule.id}" for _, rule in named_rules(book))
    yield from (f"guarantees.{each.id}" for each in book.guarantees)
    yield from (f"factors.{each}" for each in book.factors)


def _question_paths(owner: str | None, question: Question) -> Iterator[str]:
    path = question_path(owner, question.id)
    yield path
    yield from _inside(path, question.id, question.domain)


def _inside(path: str, id_: str, domain: Domain) -> Iterator[str]:
    match domain:
        case Choice(values) | Subset(values):
            yield from (f"{path}.values.{each}" for each in values)
        case ListOf(item=item) | Grid(item=item):
            rows = domain.rows if isinstance(domain, Grid) else ()
            yield from (f"{path}.rows.{row}" for row in rows)
            for each in item:
                yield from _question_paths(id_, each)
        case _:
            pass
