"""Pages on programmes: one with all it says of itself and its sources, and those at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from triage.model.programme import FactOn, OutcomeKind, Who
from triage.present.blocks import Block, Line, Page, Point, Section, labelled, sections
from triage.present.foot import foot, rulebook_line
from triage.present.wording import Words
from triage.programme import Summary
from triage.programme.summary import (
    Body,
    Capacity,
    Counted,
    Effort,
    Fact,
    LegalBasis,
    Part,
    Partner,
    Reached,
    Target,
    TypologyName,
)


def programme_page(summary: Summary, as_of: date | None = None) -> Page:
    """Lay out a programme; every figure with its source.

    Whether it has ended is said at the foot, as of a day.
    """
    return _Writer(summary).page(as_of)


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

    def page(self, as_of: date | None) -> Page:
        own = self._summary
        every = (
            ("aims", map(self._part, own.aims)),
            ("start", self._facts(FactOn.START)),
            ("before", self._facts(FactOn.BEFORE)),
            ("target_groups", self._target_groups()),
            ("typologies", self._typologies()),
            ("efforts", map(self._effort, own.efforts)),
            ("targets", map(self._target, own.targets)),
            ("counted", map(self._counted, own.outcomes)),
            ("participants", self._facts(FactOn.PARTICIPANTS)),
            ("reached", self._reached()),
            ("money", self._money()),
            ("capacity", map(self._capacity, own.capacity)),
            ("follow_up", self._follow_up()),
            ("partners", self._partners()),
            ("organisation", map(self._body, own.organisation)),
            ("law", map(self._law, own.legal_basis)),
            ("sources", self._sources()),
        )
        told = sections((self._say(key), blocks) for key, blocks in every)
        last = (*self._ended(as_of), *foot(self._words))
        return Page(own.title, tuple(self._head()), told, last)

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
        yield from self._beside(summary.source, summary.note, summary.reading)
        if (period := summary.period) is not None:
            yield Line(self._period(), label=self._say("period"))
            yield from self._beside(period.source, period.note, period.reading)
        if summary.about_the_rulebook:
            yield Line(summary.about_the_rulebook, label=self._say("about_the_rulebook"))
        yield Line(rulebook_line(self._words, summary.rulebook))

    def _ended(self, as_of: date | None) -> Iterator[Line]:
        end = None if self._summary.period is None else self._summary.period.end
        if as_of is not None and end is not None and end < as_of:
            yield Line(self._say("ended", day=self._words.date(end)))

    def _period(self) -> str:
        period = self._summary.period
        return "" if period is None else self._span(period.start, period.end)

    def _span(self, start: date | None, end: date | None) -> str:
        said = [self._words.date(day) if day is not None else "…" for day in (start, end)]
        return self._say("span", start=said[0], end=said[1])

    # --- whom it is for

    def _target_groups(self) -> Iterator[Block]:
        yield from self._facts(FactOn.TARGET_GROUP)
        for group in self._summary.target_groups:
            notes: list[Line] = []
            for rule in group.rules:
                notes.extend([Line(rule.because)] if rule.because else [])
                notes.extend(self._beside(rule.source, rule.note, rule.reading))
            yield Point(group.label, tuple(notes))
        if self._summary.asked_for_the_programme:
            asked = self._words.listed(self._summary.asked_for_the_programme)
            yield Line(asked, label=self._say("only_here"))
            yield Line(self._say("equal_treatment"))

    def _typologies(self) -> Iterator[Block]:
        """Give the names the source uses, for staff, beside the labels everybody reads."""
        yield from map(self._typology, self._summary.typologies)

    def _typology(self, typology: TypologyName) -> Point:
        name = Line(typology.name_in_source, label=self._words.say("book.name_in_source"))
        beside = self._beside(typology.source, None, typology.reading)
        return Point(typology.label, (name, *beside))

    # --- what is around it

    def _facts(self, on: FactOn) -> Iterator[Block]:
        return (self._fact(each) for each in self._summary.facts if each.on is on)

    def _fact(self, fact: Fact) -> Point:
        figure = self._figure(fact)
        return Point(labelled(fact.label, figure) if figure else fact.label, self._notes(fact))

    def _figure(self, fact: Fact) -> str:
        """Return a number as a part of its whole, and its share as the source prints it."""
        words = self._words
        said = "" if fact.number is None else words.number(fact.number)
        if fact.of is not None:
            said = self._say("part_of", number=said, whole=words.number(fact.of))
        percent = "" if fact.percent is None else words.percent(fact.percent)
        if said and percent:
            said, percent = self._say("share", count=said, percent=percent), ""
        said = said or percent
        return self._say(fact.bound.value, figure=said) if fact.bound and said else said

    def _partners(self) -> Iterator[Block]:
        """Name together those of one source of whom nothing more is said."""
        for (source, alone), group in groupby(self._summary.partners, _said_alone):
            partners = list(group)
            if alone:
                yield from map(self._part, partners)
            else:
                names = self._words.listed(each.label for each in partners)
                yield Point(names, tuple(self._source(source)))

    def _body(self, body: Body) -> Point:
        told = (("members", body.members), ("tasks", body.tasks))
        lists = [Line("; ".join(each), label=self._say(key)) for key, each in told if each]
        return Point(body.label, (*lists, *self._notes(body)))

    def _part(self, part: Part) -> Point:
        return Point(part.label, self._notes(part))

    # --- what it offers and aims at

    def _effort(self, effort: Effort) -> Point:
        """Tell what the source says, then apart from it what the rulebook counts to it."""
        notes = list(self._notes(effort))
        if effort.interventions:
            names = self._words.listed(each.label for each in effort.interventions)
            notes.append(Line(names, label=self._say("mapped")))
        if effort.never_proposed is not None:
            notes.append(Line(effort.never_proposed, label=self._say("never_proposed")))
        return Point(effort.label, tuple(notes))

    def _target(self, target: Target) -> Point:
        return Point(self._aimed_at(target), self._notes(target))

    def _aimed_at(self, target: Target) -> str:
        """Say how many, of what, and by when: never a number without what it counts."""
        said = (
            self._say("target_open", label=target.label)
            if target.number is None
            else self._say("target", label=target.label, count=self._words.number(target.number))
        )
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
        return Point(counted.label, self._notes(counted, how))

    def _capacity(self, capacity: Capacity) -> Point:
        name = capacity.intervention.label
        said = self._say("places", intervention=name, count=self._words.number(capacity.places))
        when = self._span(capacity.start, capacity.end) if capacity.start or capacity.end else ""
        return Point(said, self._notes(capacity, when))

    def _follow_up(self) -> Iterator[Block]:
        own = self._summary.follow_up
        if own is not None:
            said = self._say("every", months=own.every_months)
            if own.for_months is not None:
                said = self._say("for_months", every=said, months=own.for_months)
            yield Line(said)
            yield from self._beside(own.source, own.note, own.reading)

    # --- what came of it

    def _reached(self) -> Iterator[Block]:
        """Tell numbers with their shares; a rate of success never stands without its parts."""
        own, facts = self._summary.reached, tuple(self._facts(FactOn.REACHED))
        if own is not None:
            yield from self._numbers_reached(own)
        yield from facts
        if own is not None or facts:
            yield Line(self._say("no_effect"))

    def _numbers_reached(self, own: Reached) -> Iterator[Block]:
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
        yield from self._beside(own.source, own.note, own.reading)

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
            yield Point(labelled(line.label, self._amount(line.total)), self._notes(line, years))
        yield Line(self._amount(own.total), label=self._say("together"))

    def _amount(self, amount: Decimal) -> str:
        budget = self._summary.budget
        return self._words.amount(amount, "" if budget is None else budget.currency)

    def _law(self, basis: LegalBasis) -> Point:
        return Point(basis.label, self._notes(basis, basis.law))

    # --- where it comes from

    def _notes(self, part: Part, details: str | None = None) -> tuple[Line, ...]:
        said = [Line(text) for text in (part.description, details) if text]
        return (*said, *self._beside(part.source, part.note, part.reading))

    def _beside(self, source: str | None, note: str | None, reading: str | None) -> Iterator[Line]:
        """Say where something is from, and after that what of it is the rulebook's own reading."""
        yield from self._source(source)
        if note:
            yield Line(note, label=self._say("note"))
        if reading:
            yield Line(reading, label=self._say("reading"))

    def _source(self, source: str | None) -> Iterable[Line]:
        if source:
            yield Line(self._titles.get(source, source), label=self._say("source"))

    def _sources(self) -> Iterator[Block]:
        for source in self._summary.sources:
            notes = [Line(source.url)] if source.url else []
            if source.checked_on:
                notes.append(Line(source.checked_on, label=self._say("checked_on")))
            yield Point(source.title, tuple(notes))


def _said_alone(partner: Partner) -> tuple[str | None, bool]:
    """Return the source of a partner, and whether there is more to say of it than its name."""
    return partner.source, bool(partner.description or partner.note or partner.reading)
