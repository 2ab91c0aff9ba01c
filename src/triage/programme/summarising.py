"""From a rulebook to the summary of its programme, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from triage.model import programme as model
from triage.model.rulebook import Rulebook
from triage.programme.summary import (
    Budget,
    BudgetLine,
    Capacity,
    Counted,
    Effort,
    FollowUp,
    Intervention,
    LegalBasis,
    Partner,
    Period,
    Reached,
    Source,
    Summary,
    Target,
    TargetGroup,
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
            period=self._period(),
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
        description = self._text(f"{path}.description")
        return _Name(id=id_, label=self._label(path), description=description)

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
            reasons = (self._text(f"rules.{rule}.because") for rule in rules)
            yield TargetGroup(
                id=id_,
                label=self._label(f"target_groups.values.{id_}"),
                reasons=tuple(each for each in reasons if each),
            )

    def _asked(self) -> Iterator[str]:
        questions = self._rulebook.questions.values()
        return (self._question(each.id) for each in questions if each.programme_only)

    # --- what it offers, aims at and has reached

    def _period(self) -> Period | None:
        own = self._programme.period
        if own is None:
            return None
        note = self._text(f"{_PATH}.period.note")
        return Period(start=own.start, end=own.end, source=own.source, note=note)

    def _effort(self, own: model.Effort) -> Effort:
        chosen = tuple(map(self._intervention, own.interventions))
        return Effort(source=own.source, interventions=chosen, **self._named("efforts", own.id))

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
            source=own.source,
            note=self._text(f"{_PATH}.reached.note"),
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
        return FollowUp(every_months=own.every_months, for_months=own.for_months, source=own.source)

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
        for part in (own.period, own.reached, own.follow_up):
            yield None if part is None else part.source
        budget = {} if own.budget is None else own.budget.lines
        mappings = (
            *(own.partners, own.legal_basis, own.efforts, own.outcomes, own.targets),
            *(budget, own.capacity),
        )
        for mapping in mappings:
            yield from (part.source for part in mapping.values())
