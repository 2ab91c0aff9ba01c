"""From a rulebook to the summary of its programme, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from triage.model import programme as model
from triage.model.rulebook import Rulebook
from triage.programme.summary import (
    Body,
    Budget,
    BudgetLine,
    Capacity,
    Counted,
    Effort,
    Fact,
    FollowUp,
    GroupRule,
    Intervention,
    LegalBasis,
    Part,
    Partner,
    Period,
    Reached,
    Source,
    Summary,
    Target,
    TargetGroup,
    TypologyName,
)

_PATH = "programme"


def summary_of(rulebook: Rulebook, language: str) -> Summary | None:
    """Summarise the programme of a rulebook; `None` where it has none."""
    programme = rulebook.programme
    return None if programme is None else _Summarising(rulebook, programme, language).summary()


class _Name(TypedDict):
    id: str
    label: str
    description: str | None
    note: str | None
    reading: str | None


class _Beside(TypedDict):
    source: str
    note: str | None
    reading: str | None


class _Summarising:
    def __init__(self, rulebook: Rulebook, programme: model.Programme, language: str) -> None:
        self._rulebook = rulebook
        self._programme = programme
        self._language = language

    def summary(self) -> Summary:
        book, own = self._rulebook, self._programme
        return Summary(
            language=self._language,
            rulebook=book.stamp,
            title=self._text(f"{_PATH}.label") or self._text("rulebook.title") or book.id,
            owner=self._text(f"{_PATH}.owner") or own.owner,
            description=self._text(f"{_PATH}.description"),
            source=own.source,
            note=self._text(f"{_PATH}.note"),
            reading=self._text(f"{_PATH}.reading"),
            about_the_rulebook=self._text("rulebook.note"),
            period=self._period(),
            aims=tuple(
                Part(source=each.source, **self._named("aims", id_))
                for id_, each in own.aims.items()
            ),
            facts=tuple(map(self._fact, own.facts.values())),
            organisation=tuple(map(self._body, own.organisation.values())),
            typologies=tuple(self._typologies()),
            partners=tuple(
                Partner(source=each.source, **self._named("partners", id_))
                for id_, each in own.partners.items()
            ),
            target_groups=tuple(self._target_groups()),
            asked_for_the_programme=tuple(self._asked()),
            efforts=tuple(map(self._effort, own.efforts.values())),
            outcomes=tuple(map(self._counted, own.outcomes.values())),
            targets=tuple(map(self._target, own.targets.values())),
            reached=self._reached(),
            budget=self._budget(),
            capacity=tuple(map(self._capacity, own.capacity.values())),
            follow_up=self._follow_up(),
            legal_basis=tuple(
                LegalBasis(
                    source=each.source,
                    law=self._text(f"{_PATH}.legal_basis.{id_}.law"),
                    **self._named("legal_basis", id_),
                )
                for id_, each in own.legal_basis.items()
            ),
            sources=tuple(self._sources()),
        )

    # --- texts

    def _text(self, path: str) -> str | None:
        return self._rulebook.texts.get(path, self._language)

    def _label(self, path: str) -> str:
        return self._rulebook.texts.label(path, self._language)

    def _named(self, key: str, id_: str) -> _Name:
        path = f"{_PATH}.{key}.{id_}"
        return _Name(
            id=id_,
            label=self._label(path),
            description=self._text(f"{path}.description"),
            note=self._text(f"{path}.note"),
            reading=self._text(f"{path}.reading"),
        )

    def _beside(self, key: str, source: str) -> _Beside:
        """Return where a part without a name is from, and what is said beside it."""
        path = f"{_PATH}.{key}"
        note, reading = self._text(f"{path}.note"), self._text(f"{path}.reading")
        return _Beside(source=source, note=note, reading=reading)

    def _question(self, id_: str) -> str:
        path = f"questions.{id_}"
        return self._text(f"{path}.label") or self._text(f"{path}.ask") or id_

    def _intervention(self, id_: str) -> Intervention:
        return Intervention(id=id_, label=self._label(f"interventions.{id_}"))

    # --- whom it is for

    def _target_groups(self) -> Iterator[TargetGroup]:
        groups = self._rulebook.target_groups
        if groups is None:
            return
        for id_ in groups.values:
            rules = (rule.id for rule in groups.rules if rule.then.value == id_)
            label = self._label(f"target_groups.values.{id_}")
            yield TargetGroup(id=id_, label=label, rules=tuple(map(self._group_rule, rules)))

    def _group_rule(self, id_: str) -> GroupRule:
        keys = ("because", "source", "note", "reading")
        return GroupRule(id=id_, **{key: self._text(f"rules.{id_}.{key}") for key in keys})

    def _typologies(self) -> Iterator[TypologyName]:
        typologies = self._rulebook.typologies
        for id_ in () if typologies is None else typologies.values:
            path = f"typologies.values.{id_}"
            name = self._text(f"{path}.name_in_source")
            if name is not None:
                yield TypologyName(
                    id=id_,
                    label=self._label(path),
                    name_in_source=name,
                    source=self._text(f"{path}.source"),
                    reading=self._text(f"{path}.reading"),
                )

    def _asked(self) -> Iterator[str]:
        questions = self._rulebook.questions.values()
        return (self._question(each.id) for each in questions if each.programme_only)

    # --- what it offers, aims at and has reached

    def _period(self) -> Period | None:
        own = self._programme.period
        if own is None:
            return None
        return Period(start=own.start, end=own.end, **self._beside("period", own.source))

    def _fact(self, own: model.Fact) -> Fact:
        whole = None if own.of is None else self._programme.facts[own.of].number
        return Fact(
            source=own.source,
            on=own.on,
            number=own.number,
            of=whole,
            percent=own.percent,
            bound=own.bound,
            **self._named("facts", own.id),
        )

    def _body(self, own: model.Body) -> Body:
        path = f"{_PATH}.organisation.{own.id}"
        return Body(
            source=own.source,
            members=tuple(self._label(f"{path}.members.{each}") for each in own.members),
            tasks=tuple(self._label(f"{path}.tasks.{each}") for each in own.tasks),
            **self._named("organisation", own.id),
        )

    def _effort(self, own: model.Effort) -> Effort:
        reason = f"{_PATH}.efforts.{own.id}.because"
        return Effort(
            source=own.source,
            interventions=tuple(map(self._intervention, own.interventions)),
            never_proposed=self._text(reason) if own.never_proposed else None,
            **self._named("efforts", own.id),
        )

    def _counted(self, own: model.Counted) -> Counted:
        return Counted(
            source=own.source,
            min_hours=own.min_hours,
            max_hours=own.max_hours,
            after_months=own.after_months,
            scale=None if own.scale is None else self._question(own.scale),
            **self._named("outcomes", own.kind.value),
        )

    def _target(self, own: model.Target) -> Target:
        return Target(
            source=own.source,
            number=own.number,
            counts=own.counts,
            who=own.who,
            by=own.by,
            **self._named("targets", own.id),
        )

    def _reached(self) -> Reached | None:
        own = self._programme.reached
        if own is None:
            return None
        return Reached(
            participants=own.participants,
            outcomes=own.outcomes,
            percent=own.percent,
            by=own.by,
            **self._beside("reached", own.source),
        )

    def _budget(self) -> Budget | None:
        own = self._programme.budget
        if own is None:
            return None
        return Budget(
            currency=own.currency,
            total=own.total,
            years={year: own.of_year(year) for year in own.years},
            lines=tuple(
                BudgetLine(
                    source=line.source,
                    total=line.total,
                    years=line.years,
                    **self._named("budget", line.id),
                )
                for line in own.lines.values()
            ),
        )

    def _capacity(self, own: model.Capacity) -> Capacity:
        return Capacity(
            source=own.source,
            intervention=self._intervention(own.intervention),
            places=own.places,
            start=own.start,
            end=own.end,
            **self._named("capacity", own.id),
        )

    def _follow_up(self) -> FollowUp | None:
        own = self._programme.follow_up
        if own is None:
            return None
        return FollowUp(
            every_months=own.every_months,
            for_months=own.for_months,
            **self._beside("follow_up", own.source),
        )

    # --- where it comes from

    def _sources(self) -> Iterator[Source]:
        """Yield the sources that are named, in the order of the head."""
        named = set(self._named_sources())
        prefix = "rulebook.sources."
        own = (path for path in self._rulebook.texts.own if path.startswith(prefix))
        for id_ in dict.fromkeys(path.split(".")[2] for path in own):
            if id_ in named:
                yield Source(
                    id=id_,
                    title=self._text(f"{prefix}{id_}.title") or id_,
                    url=self._text(f"{prefix}{id_}.url"),
                    checked_on=self._text(f"{prefix}{id_}.checked_on"),
                )

    def _named_sources(self) -> Iterator[str | None]:
        own = self._programme
        yield own.source
        yield from (each.source for each in self._typologies())
        for group in self._target_groups():
            yield from (rule.source for rule in group.rules)
        for part in (own.period, own.reached, own.follow_up):
            yield None if part is None else part.source
        budget = {} if own.budget is None else own.budget.lines
        mappings = (
            *(own.aims, own.facts, own.partners, own.organisation, own.legal_basis),
            *(own.efforts, own.outcomes, own.targets, budget, own.capacity),
        )
        for mapping in mappings:
            yield from (part.source for part in mapping.values())
