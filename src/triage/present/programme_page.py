"""Pages on programmes: one with its sources, those at hand, and one case under several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from triage.model.outcome import CONFLICT, GAP
from triage.model.programme import OutcomeKind, Who
from triage.present.blocks import Block, Line, Page, Point, Section, labelled, sections
from triage.present.foot import foot, rulebook_line
from triage.present.wording import Words
from triage.programme import Comparison, Summary
from triage.programme.comparison import Compared
from triage.programme.summary import Capacity, Counted, Effort, LegalBasis, Target


def programme_page(summary: Summary) -> Page:
    """Lay out a programme; every figure with its source."""
    return _Writer(summary).page()


def programmes_page(summaries: Sequence[Summary], language: str) -> Page:
    """List programmes, each with its owner, its years and what it aims at."""
    words = Words(language)
    points = [_Writer(each).entry() for each in summaries]
    nothing = Line(words.say("programme.none"))
    section = Section(words.say("programme.programmes"), tuple(points) or (nothing,))
    return Page(words.say("programme.list_title"), (), (section,), foot(words))


class _Writer:
    def __init__(self, summary: Summary) -> None:
        self._summary = summary
        self._words = Words(summary.language)
        self._titles = {source.id: source.title for source in summary.sources}

    def _say(self, key: str, **values: str | int) -> str:
        return self._words.say(f"programme.{key}", **values)

    # --- pages

    def page(self) -> Page:
        every = (
            ("target_groups", self._target_groups()),
            ("efforts", map(self._effort, self._summary.efforts)),
            ("targets", map(self._target, self._summary.targets)),
            ("counted", map(self._counted, self._summary.outcomes)),
            ("reached", self._reached()),
            ("money", self._money()),
            ("capacity", map(self._capacity, self._summary.capacity)),
            ("follow_up", self._follow_up()),
            ("law", map(self._law, self._summary.legal_basis)),
            ("sources", self._sources()),
        )
        told = sections((self._say(key), blocks) for key, blocks in every)
        return Page(self._summary.title, tuple(self._head()), told, foot(self._words))

    def entry(self) -> Point:
        """Tell a programme among others."""
        summary = self._summary
        notes = [Line(summary.owner, label=self._say("owner"))]
        if summary.period is not None:
            notes.append(Line(self._period(), label=self._say("period")))
        if summary.target_groups:
            groups = (each.label for each in summary.target_groups)
            notes.append(Line(self._words.listed(groups), label=self._say("target_groups")))
        targets = "; ".join(self._aimed_at(each) for each in summary.targets)
        if targets:
            notes.append(Line(f"{targets}.", label=self._say("targets")))
        if summary.budget is not None:
            notes.append(Line(self._amount(summary.budget.total), label=self._say("money")))
        notes.append(Line(rulebook_line(self._words, summary.rulebook)))
        return Point(labelled(summary.rulebook.id, summary.title), tuple(notes))

    def _head(self) -> Iterator[Line]:
        summary = self._summary
        if summary.description:
            yield Line(summary.description)
        yield Line(summary.owner, label=self._say("owner"))
        if summary.period is not None:
            yield Line(self._period(), label=self._say("period"))
            yield from self._source(summary.period.source)
            if summary.period.note:
                yield Line(summary.period.note, label=self._say("note"))
        if summary.partners:
            names = self._words.listed(each.label for each in summary.partners)
            yield Line(names, label=self._say("partners"))
        yield Line(rulebook_line(self._words, summary.rulebook))

    def _period(self) -> str:
        period = self._summary.period
        return "" if period is None else self._span(period.start, period.end)

    def _span(self, start: date | None, end: date | None) -> str:
        said = [self._words.date(day) if day is not None else "…" for day in (start, end)]
        return self._say("span", start=said[0], end=said[1])

    # --- whom it is for

    def _target_groups(self) -> Iterator[Block]:
        for group in self._summary.target_groups:
            yield Point(group.label, tuple(map(Line, group.reasons)))
        if self._summary.asked_for_the_programme:
            asked = self._words.listed(self._summary.asked_for_the_programme)
            yield Line(asked, label=self._say("only_here"))
            yield Line(self._say("equal_treatment"))

    # --- what it offers and aims at

    def _effort(self, effort: Effort) -> Point:
        names = self._words.listed(each.label for each in effort.interventions)
        return Point(effort.label, self._notes(effort.description, effort.source, names))

    def _target(self, target: Target) -> Point:
        return Point(self._aimed_at(target), self._notes(target.description, target.source))

    def _aimed_at(self, target: Target) -> str:
        """Say how many, of what, and by when: never a number without what it counts."""
        said = self._say("target", label=target.label, count=self._words.number(target.number))
        if target.counts:
            kinds = self._words.either(map(self._kind, target.counts))
            said = self._say("counting", target=said, kinds=kinds)
        if target.who is Who.OTHERS:
            said = self._say("others", target=said)
        if target.by is not None:
            said = self._say("by", target=said, day=self._words.date(target.by))
        return said

    def _kind(self, kind: OutcomeKind) -> str:
        labels = {each.id: each.label for each in self._summary.outcomes}
        name = labels.get(kind.value, kind.value)
        return name[:1].lower() + name[1:]

    def _counted(self, counted: Counted) -> Point:
        said = []
        if counted.min_hours is not None:
            said.append(self._say("min_hours", hours=counted.min_hours))
        if counted.max_hours is not None:
            said.append(self._say("max_hours", hours=counted.max_hours))
        if counted.after_months:
            months = self._words.both(map(self._words.number, counted.after_months))
            said.append(self._say("after_months", months=months))
        if counted.scale is not None:
            said.append(self._say("scale", question=counted.scale))
        how = "; ".join(said)
        return Point(counted.label, self._notes(counted.description, counted.source, how))

    def _capacity(self, capacity: Capacity) -> Point:
        name = capacity.intervention.label
        said = self._say("places", intervention=name, count=self._words.number(capacity.places))
        when = self._span(capacity.start, capacity.end) if capacity.start or capacity.end else ""
        return Point(said, self._notes(when or None, capacity.source))

    def _follow_up(self) -> Iterator[Block]:
        own = self._summary.follow_up
        if own is not None:
            said = self._say("every", months=own.every_months)
            if own.for_months is not None:
                said = self._say("for_months", every=said, months=own.for_months)
            yield Line(said)
            yield from self._source(own.source)

    # --- what came of it

    def _reached(self) -> Iterator[Block]:
        """Tell numbers with their shares; a rate of success never stands without its parts."""
        own = self._summary.reached
        if own is None:
            return
        said = self._say("took_part", count=self._words.number(own.participants))
        if own.by is not None:
            said = self._say("up_to", said=said, day=self._words.date(own.by))
        yield Line(f"{said}.")
        labels = {each.id: each.label for each in self._summary.outcomes}
        for kind, number in own.outcomes.items():
            name = labels.get(kind.value, kind.value)
            yield Point(labelled(name, self._share(number, own.percent.get(kind.value))))
        total = self._share(sum(own.outcomes.values()), own.percent.get("total"))
        yield Line(total, label=self._say("together"))
        if own.note:
            yield Line(own.note)
        yield Line(self._say("no_effect"))
        yield from self._source(own.source)

    def _share(self, number: int, percent: int | None) -> str:
        if percent is None:
            return self._words.number(number)
        share = self._words.percent(percent)
        return self._say("share", count=self._words.number(number), percent=share)

    def _money(self) -> Iterator[Block]:
        own = self._summary.budget
        if own is None:
            return
        for line in own.lines:
            years = "; ".join(
                labelled(str(year), self._amount(amount)) for year, amount in line.years.items()
            )
            notes = self._notes(line.description, line.source, years)
            yield Point(labelled(line.label, self._amount(line.total)), notes)
        yield Line(self._amount(own.total), label=self._say("together"))

    def _amount(self, amount: Decimal) -> str:
        budget = self._summary.budget
        return self._words.amount(amount, "" if budget is None else budget.currency)

    def _law(self, basis: LegalBasis) -> Point:
        return Point(basis.label, self._notes(basis.description, basis.source, basis.law))

    # --- where it comes from

    def _notes(
        self, description: str | None, source: str | None, details: str | None = None
    ) -> tuple[Line, ...]:
        said = [Line(text) for text in (description, details) if text]
        return (*said, *self._source(source))

    def _source(self, source: str | None) -> Iterable[Line]:
        if source:
            yield Line(self._titles.get(source, source), label=self._say("source"))

    def _sources(self) -> Iterator[Block]:
        for source in self._summary.sources:
            notes = [Line(source.url)] if source.url else []
            if source.checked_on:
                notes.append(Line(source.checked_on, label=self._say("checked_on")))
            yield Point(source.title, tuple(notes))


def comparison_page(comparison: Comparison, case: str | None = None) -> Page:
    """Lay out a comparison; nothing in it ranks the programmes, or the person."""
    words = Words(comparison.language)
    head = [Line(case)] if case else []
    head.append(Line(words.date(comparison.as_of)))
    head.append(Line(words.say("programme.no_order")))
    sections = (
        Section(labelled(each.rulebook.id, each.title), tuple(_blocks(each, words)))
        for each in comparison.programmes
    )
    title = words.say("programme.compare_title")
    return Page(title, tuple(head), tuple(sections), foot(words))


def _blocks(found: Compared, words: Words) -> Iterator[Block]:
    yield from _target_group(found, words)
    told = list(_efforts(found, words))
    yield from told or [Line(words.say("programme.nothing_suggested"))]
    if found.not_asked_here:
        yield Line(words.say("programme.not_asked_here", count=len(found.not_asked_here)))
    yield Line(rulebook_line(words, found.rulebook))


def _target_group(found: Compared, words: Words) -> Iterator[Block]:
    if found.kept_off:
        yield Line(words.say("programme.kept_off"))
        return
    if not found.target_group:
        yield Line(words.say("programme.no_groups"))
        return
    named = zip(found.target_group, found.target_group_labels, strict=True)
    names = words.either(
        words.say(f"group.{id_}") if id_ in (GAP, CONFLICT) else label for id_, label in named
    )
    label = words.say("group.heading" if len(found.target_group) == 1 else "typology.open")
    yield Line(f"{names}.", label=label)
    yield from (Line(reason, label=words.say("typology.because")) for reason in found.reasons)


def _efforts(found: Compared, words: Words) -> Iterator[Block]:
    for effort in found.efforts:
        both = (("suggested", effort.suggested), ("perhaps", effort.perhaps))
        notes = tuple(
            Line(
                words.listed(each.label for each in chosen),
                label=words.say(f"programme.{key}"),
            )
            for key, chosen in both
            if chosen
        )
        if notes:
            yield Point(effort.label, notes)
