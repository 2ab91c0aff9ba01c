"""How a programme goes, on one page: numbers with what they count, and what they do not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from triage.model.programme import OutcomeKind, Who
from triage.present.blocks import Block, Cell, Drawing, Line, Page, Table, Tone, labelled, sections
from triage.present.foot import foot, rulebook_line
from triage.present.numbers import NONE, Numbers
from triage.present.read_line import read_line
from triage.present.wording import Words
from triage.programme.monitoring.report import (
    Departures,
    Followed,
    Lasting,
    Money,
    Offered,
    Places,
    ProgrammeReport,
    TargetProgress,
    Team,
    Waiting,
)


def programme_report_page(report: ProgrammeReport) -> Page:
    """Lay out a report; without a table for what was not recorded or is not planned."""
    return _Writer(report).page()


_PLACES = ("intervention", "places_count", "taken", "most_taken", "waiting")


class _Writer:
    def __init__(self, report: ProgrammeReport) -> None:
        self._report = report
        self._words = Words(report.language)
        self._numbers = Numbers(self._words, report.currency)
        aimed_at = report.participants.targets
        self._aims = {each.id: each.label for each in report.targets if each.id in aimed_at}
        self._kinds = {each.id: each.label for each in report.kinds}

    def _say(self, key: str, **values: str | int) -> str:
        return self._words.say(f"following.{key}", **values)

    # --- the page

    def page(self) -> Page:
        every = (
            ("targets", self._targets()),
            ("outcomes", self._outcomes()),
            ("target_groups", self._groups()),
            ("offered", self._offered()),
            ("lasting", self._lasting()),
            ("noted", self._noted()),
            ("money", self._money()),
            ("places", self._places()),
            ("team", self._team()),
        )
        told = sections((self._say(key), blocks) for key, blocks in every)
        return Page(self._report.title, tuple(self._head()), told, foot(self._words))

    def _head(self) -> Iterator[Line]:
        own = self._report
        if own.synthetic:
            yield Line(self._say("synthetic"), tone=Tone.STRONG)
        yield Line(self._words.date(own.as_of), label=self._say("as_of"))
        if own.team is not None:
            yield Line(self._say("stays"), tone=Tone.STRONG)
        else:
            yield Line(self._say("hidden_below", limit=own.limit))
        yield read_line(own.read, own.limit, self._words)
        if own.bad_rows:
            yield Line(self._words.count("following.bad_rows", own.bad_rows))
        if own.not_yet is None:
            yield Line(self._say("not_yet_hidden"))
        elif own.not_yet:
            said = self._words.count("following.not_yet", own.not_yet)
            mark = self._numbers.number(own.not_yet).mark
            yield Line(f"{said} {mark}" if mark else said)
        if own.team is None:
            yield self._compared()
        yield Line(rulebook_line(self._words, own.rulebook))

    def _compared(self) -> Line:
        """Say with how many earlier reports this one was compared: two may tell of one person."""
        days = self._report.compared_with
        if days is None:
            return Line(self._say("compared_with_none"))
        if not days:
            return Line(self._say("first_release"))
        last = self._words.date(max(days))
        return Line(self._words.count("following.compared", len(days), date=last))

    # --- what it must reach

    def _targets(self) -> Iterator[Block]:
        targets = self._report.targets
        if not targets:
            return
        columns = ("target", "number", "by", "reached", "left", "months_left", "needed_a_month")
        rows = tuple(self._target(each) for each in targets)
        yield Table(self._say("targets_caption"), tuple(map(self._say, columns)), rows)
        if any(each.number is None for each in targets):
            yield Line(self._say("no_number"))
        yield from self._over_time(targets)

    def _target(self, own: TargetProgress) -> tuple[Cell, ...]:
        open_ = own.number is None
        return (
            Cell(self._named(own)),
            self._numbers.known(own.number),
            self._numbers.day(own.by),
            self._numbers.number(own.reached),
            NONE if open_ else self._numbers.number(own.left),
            self._numbers.known(own.months_left),
            NONE if open_ or not own.months_left else self._numbers.number(own.needed_a_month),
        )

    def _named(self, target: TargetProgress) -> str:
        """Name a target with what counts: never a number without what it counts."""
        said = target.label
        if target.counts:
            kinds = self._words.either(self._kind(kind) for kind in target.counts)
            said = self._say("counted_as", target=said, kinds=kinds)
        return self._say("others", target=said) if target.who is Who.OTHERS else said

    def _kind(self, kind: OutcomeKind) -> str:
        name = self._kinds.get(kind, kind.value)
        return name[:1].lower() + name[1:]

    def _over_time(self, targets: Iterable[TargetProgress]) -> Iterator[Block]:
        """Put the targets beside each other, by day; of a target that ends earlier, nothing."""
        known = [{each.day: each.people for each in target.over_time} for target in targets]
        days = sorted({day for numbers in known for day in numbers})
        if len(days) < 2:
            return
        labels = [target.label for target in targets]
        rows = tuple(
            (
                self._numbers.day(day),
                *(
                    self._numbers.number(numbers[day])
                    if day in numbers
                    else self._numbers.known(None)
                    for numbers in known
                ),
            )
            for day in days
        )
        columns = (self._say("day"), *labels)
        yield Table(self._say("over_time"), columns, rows, Drawing.LINES)

    # --- what followed

    def _outcomes(self) -> Iterator[Block]:
        own = self._report.participants
        for name, count in (
            ("participants", own.people),
            ("still_taking_part", self._report.still_taking_part),
            ("no_longer", self._report.no_longer),
        ):
            yield Line(self._numbers.number(count).text, label=self._say(name))
        if not self._kinds:
            yield Line(self._say("nothing_declared"))
            return
        numbers = {self._kinds[kind]: count for kind, count in own.outcomes.items()}
        every = {**numbers, self._say("any"): own.any}
        rows = tuple(
            (Cell(name), self._numbers.number(count), self._numbers.share(count, own.people))
            for name, count in every.items()
        )
        yield Table(
            self._say("outcomes_caption"),
            (self._say("outcome"), self._say("people"), self._say("of_participants")),
            rows,
        )
        yield Line(self._say("once_each"))
        yield Line(self._words.say("programme.no_effect"))
        if self._report.hours_unknown != 0:
            without = self._numbers.number(self._report.hours_unknown).text
            yield Line(without, label=self._say("hours_unknown"))

    def _groups(self) -> Iterator[Block]:
        groups = self._report.by_target_group
        if groups:
            yield self._followed("groups_caption", "group", groups)

    def _followed(self, caption: str, first: str, rows: Iterable[Followed]) -> Table:
        columns = (
            *(self._say(first), self._say("people")),
            *self._kinds.values(),
            *([self._say("any")] if self._kinds else []),
            *(self._say("towards", target=label) for label in self._aims.values()),
        )
        told = tuple(
            (Cell(each.label or self._say("not_recorded")), *self._counts(each)) for each in rows
        )
        return Table(self._say(caption), columns, told)

    def _counts(self, own: Followed) -> tuple[Cell, ...]:
        outcomes = [own.outcomes[kind] for kind in self._kinds]
        if outcomes:
            outcomes.append(own.any)
        aims = (own.targets[id_] for id_ in self._aims)
        return tuple(map(self._numbers.number, (own.people, *outcomes, *aims)))

    # --- what was offered

    def _offered(self) -> Iterator[Block]:
        offered = self._report.offered
        if not offered:
            return
        columns = ("intervention", "begun", "running", "ended", "waiting", "hours")
        rows = tuple(self._offer(each) for each in offered)
        yield Table(self._say("offered_caption"), tuple(map(self._say, columns)), rows)
        yield self._followed("followed_caption", "intervention", offered)
        yield Line(self._say("no_cause"))

    def _offer(self, own: Offered) -> tuple[Cell, ...]:
        numbers = (own.people, own.running, own.ended, own.waiting)
        counted = map(self._numbers.number, numbers)
        return (Cell(own.label), *counted, self._numbers.number(own.hours))

    def _lasting(self) -> Iterator[Block]:
        if self._report.lasting:
            columns = ("outcome", "after_months", "still", "over", "not_yet")
            rows = tuple(map(self._lasts, self._report.lasting))
            yield Table(self._say("lasting_caption"), tuple(map(self._say, columns)), rows)

    def _lasts(self, own: Lasting) -> tuple[Cell, ...]:
        numbers = (own.after_months, own.lasting, own.ended, own.not_yet)
        return (Cell(self._kinds[own.kind]), *map(self._numbers.number, numbers))

    def _noted(self) -> Iterator[Block]:
        if self._report.noted:
            rows = tuple(
                (Cell(self._say(f"noted_{each.what}")), self._numbers.number(each.people))
                for each in self._report.noted
            )
            columns = tuple(map(self._say, ("what_noted", "people")))
            yield Table(self._say("noted_caption"), columns, rows)

    # --- money and places

    def _money(self) -> Iterator[Block]:
        if self._report.money:
            columns = tuple(map(self._say, ("line", "budget", "used", "money_left")))
            rows = tuple(map(self._amounts, self._report.money))
            yield Table(self._say("money_caption"), columns, rows, Drawing.BARS)

    def _amounts(self, own: Money) -> tuple[Cell, ...]:
        whole = own.year is None
        name = (
            self._say("line_total", line=own.label)
            if whole
            else self._say("line_year", line=own.label, year=str(own.year))
        )
        return (Cell(name), *map(self._numbers.amount, (own.budget, own.used, own.left)))

    def _places(self) -> Iterator[Block]:
        if self._report.capacity:
            columns = tuple(map(self._say, _PLACES))
            rows = tuple(map(self._place, self._report.capacity))
            yield Table(self._say("places_caption"), columns, rows)
        yield from map(self._more_taken, filter(attrgetter("more_taken"), self._report.capacity))

    def _more_taken(self, own: Places) -> Line:
        most = self._numbers.number(own.most_taken).text
        name, places = own.intervention.label, self._words.number(own.places)
        return Line(
            self._say("more_taken", intervention=name, taken=most, places=places),
            tone=Tone.STRONG,
        )

    def _place(self, own: Places) -> tuple[Cell, ...]:
        numbers = (own.places, own.taken, own.most_taken, own.waiting)
        return (Cell(own.intervention.label), *map(self._numbers.number, numbers))

    def _team(self) -> Iterator[Block]:
        team = self._report.team
        if team is not None:
            if team.by_typology:
                yield self._followed("typologies_caption", "typology", team.by_typology)
            yield from team_blocks(team, self._words)


def team_blocks(team: Team, words: Words) -> Iterator[Block]:
    """Tell what staff did otherwise, never by whom, and who waits."""
    if team.departures is None:
        yield Line(words.say("following.too_few_workers"))
    elif told := tuple(_otherwise(team, words)):
        yield from told
        yield Line(words.say("following.no_control"))
    yield from _waiting(team, words)


def _otherwise(team: Team, words: Words) -> Iterator[Block]:
    write, cases = Numbers(words).number, words.say("following.cases")
    if team.another_typology is not None:
        otherwise = write(team.another_typology).text
        yield Line(otherwise, label=words.say("following.another_typology"))
    yield from _not_settled(team, words)
    if team.departures:
        columns = (words.say("following.suggestion"), cases, words.say("following.reasons"))
        rows = tuple(_departure(each, words) for each in team.departures)
        yield Table(words.say("following.departures_caption"), columns, rows)
    if team.goals is not None:
        goals = tuple(
            (Cell(words.say(f"following.goal_{goal}")), write(count))
            for goal, count in team.goals.items()
        )
        caption = words.say("following.goals_caption")
        yield Table(caption, (words.say("following.goal"), cases), goals)


def _not_settled(team: Team, words: Words) -> Iterator[Block]:
    """Tell how often no one typology was suggested, where it happened."""
    told = [(how, count) for how, count in (team.not_settled or {}).items() if count]
    if told:
        rows = tuple(
            (Cell(words.say(f"following.suggested_{how}")), Cell(words.number(count), count))
            for how, count in told
        )
        columns = (words.say("following.suggested"), words.say("following.cases"))
        yield Table(words.say("following.not_settled_caption"), columns, rows)


def _departure(own: Departures, words: Words) -> tuple[Cell, ...]:
    name = labelled(own.id, own.label) if own.label and own.what == "rule" else own.label or own.id
    reasons = words.listed(
        words.say("following.reason_count", reason=words.say(f"departure.{reason}"), count=count)
        for reason, count in own.reasons.items()
    )
    return Cell(name), Cell(words.number(own.cases), own.cases), Cell(reasons)


def _waiting(team: Team, words: Words) -> Iterator[Block]:
    if team.waiting:
        keys = ("intervention", "case", "requested", "needed_by", "shift")
        columns = tuple(words.say(f"following.{key}") for key in keys)
        numbers = Numbers(words)
        rows = tuple(_case(each, numbers) for each in team.waiting)
        yield Table(words.say("following.waiting_caption"), columns, rows)
        yield Line(words.say("following.order"))


def _case(own: Waiting, numbers: Numbers) -> tuple[Cell, ...]:
    days = map(numbers.day, (own.requested, own.needed_by))
    return Cell(own.intervention.label), Cell(own.case), *days, numbers.hour(own.shift)
