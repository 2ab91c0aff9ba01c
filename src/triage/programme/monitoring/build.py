"""Making the report of a programme from what a table says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from triage.model.outcome import RulebookStamp
from triage.model.programme import NotedKind, Programme
from triage.model.rulebook import Rulebook
from triage.programme.cell_suppression import LIMIT, Cells
from triage.programme.derivation import Key
from triage.programme.monitoring import counted, grouping
from triage.programme.monitoring.amounts import Amounts
from triage.programme.monitoring.capacity import Taken
from triage.programme.monitoring.histories import Table
from triage.programme.monitoring.lasting import looked_at_again
from triage.programme.monitoring.ledger import Ledger, Release, name_of
from triage.programme.monitoring.money import money
from triage.programme.monitoring.offering import Offers
from triage.programme.monitoring.people import EVERYBODY, People
from triage.programme.monitoring.progress import Progress
from triage.programme.monitoring.report import Followed, Kind, NotedOf, ProgrammeReport
from triage.programme.monitoring.staying import team
from triage.programme.monitoring.waiting import Order
from triage.programme.repeated import repeated_in
from triage.programme.required import programme_of
from triage.programme.table_read import TableRead


@dataclass(frozen=True, slots=True)
class ForTheTeam:
    """A report that stays in the team: how many workers it has, how waiting lists are ordered."""

    workers: int | None = None
    order: Order = Order.DATE


def report_of(
    rulebook: Rulebook,
    table: Table,
    as_of: date,
    language: str,
    *,
    limit: int = LIMIT,
    staying: ForTheTeam | None = None,
) -> ProgrammeReport:
    """Return a report as of a day.

    Without `staying` the report may leave the team: it names no case and no typology, and numbers
    below `limit` are hidden, as are those they could be worked out from.

    Raises:
        TableError: the rulebook has no programme.
    """
    programme = programme_of(rulebook)
    people = People(table.histories, programme, as_of)
    cells = Cells(1 if staying else limit)
    return _Builder(rulebook, programme, people, cells, language).report(table, staying)


def released_report(
    rulebook: Rulebook, table: Table, as_of: date, language: str, ledger: Ledger
) -> tuple[ProgrammeReport, Ledger]:
    """Return a report that may leave the team, and the ledger with what it publishes anew.

    What would tell of a small change since a report that is in the ledger is repeated from there.

    Raises:
        TableError: the rulebook has no programme.
    """
    programme = programme_of(rulebook)
    people = People(table.histories, programme, as_of)
    cells = Cells(ledger.limit, [each.published for each in ledger.releases])
    builder = _Builder(rulebook, programme, people, cells, language, ledger.releases)
    made = _without_new_rows(builder.report(table, None))
    days = tuple(each.as_of for each in ledger.releases)
    told = {"compared_with": days, "repeated": repeated_in(made)}
    return made.model_copy(update=told), ledger.with_release(builder.release(made.rulebook))


def _without_new_rows(report: ProgrammeReport) -> ProgrammeReport:
    """Leave out rows that come with the first person in them: that they came would tell of her."""
    groups = (each for each in report.by_target_group if each.id is not None or each.people)
    offered = (each for each in report.offered if each.people or each.waiting)
    noted = (each for each in report.noted if each.people)
    rows = {"by_target_group": groups, "offered": offered, "noted": noted}
    return report.model_copy(update={name: tuple(each) for name, each in rows.items()})


class _Builder:
    def __init__(
        self,
        rulebook: Rulebook,
        programme: Programme,
        people: People,
        cells: Cells,
        language: str,
        earlier: Sequence[Release] = (),
    ) -> None:
        """Tell all numbers, the most important first."""
        self._amounts = Amounts(cells.limit, earlier)
        self._rulebook, self._programme = rulebook, programme
        self._people, self._cells, self._language = people, cells, language
        self._all = grouping.Followed.of(people)
        grouping.tell(cells, EVERYBODY, people.participants, self._all)
        cells.tell(*_STILL, people=people.still_taking_part)
        cells.tell(*_NO_LONGER, people=people.participants - people.still_taking_part)
        cells.divide(*EVERYBODY, into=[_STILL, _NO_LONGER])
        cells.tell(_NOT_YET, people=people.not_yet)
        self._progress = [Progress(cells, people, each) for each in programme.targets.values()]
        self._groups = dict(self._tell_groups())
        self._offers = [Offers(cells, people, each) for each in self._offered()]
        cells.tell(_NO_HOURS, people=filter(self._has_no_hours, people.participants))
        self._taken = [Taken(cells, people, each) for each in programme.capacity.values()]
        self._lasts = list(looked_at_again(cells, people))
        self._noted = self._tell_noted()
        for each in self._progress:
            each.tell_over_time()

    def report(self, table: Table, staying: ForTheTeam | None) -> ProgrammeReport:
        book, own, people = self._rulebook, self._programme, self._people
        budget = own.budget
        return ProgrammeReport(
            language=self._language,
            rulebook=book.stamp,
            title=self._text("programme.label") or self._text("rulebook.title") or book.id,
            as_of=people.as_of,
            synthetic=table.synthetic,
            limit=self._cells.limit,
            read=TableRead.of(table.rows, table.read_as, self._cells.limit),
            bad_rows=table.bad_rows,
            not_yet=self._cells.count(_NOT_YET),
            kinds=tuple(
                Kind(id=kind, label=self._label(f"programme.outcomes.{kind}"))
                for kind in people.kinds
            ),
            participants=self._followed(EVERYBODY, None, ""),
            still_taking_part=self._of_everybody(_STILL),
            no_longer=self._of_everybody(_NO_LONGER),
            targets=tuple(
                each.progress(self._label(f"programme.targets.{each.id}"))
                for each in self._progress
            ),
            by_target_group=tuple(
                self._followed(key, group, self._group(group))
                for group, key in self._groups.items()
            ),
            offered=tuple(
                each.offered(self._intervention(each.id), self._amounts) for each in self._offers
            ),
            lasting=tuple(each.lasting() for each in self._lasts),
            noted=tuple(
                NotedOf(what=each, people=self._of_everybody((*EVERYBODY, "noted", each)))
                for each in self._noted
            ),
            hours_unknown=self._cells.count(_NO_HOURS),
            currency=budget.currency if budget else None,
            money=tuple(money(budget, table.paid, people.as_of, self._line, self._amounts)),
            capacity=tuple(
                each.places(
                    self._label(f"programme.capacity.{each.id}"),
                    self._intervention(each.intervention),
                )
                for each in self._taken
            ),
            team=team(book, people, self._language, staying.workers, staying.order)
            if staying
            else None,
            compared_with=None,
            repeated={},
        )

    def release(self, rulebook: RulebookStamp) -> Release:
        """Return what the report that was made publishes anew."""
        return Release(
            as_of=self._people.as_of,
            rulebook=rulebook,
            numbers={name_of(key): number for key, number in self._cells.anew.items()},
            hours={name_of(key): hours for key, hours in self._amounts.hours_anew.items()},
            money=self._amounts.money_anew,
        )

    def _has_no_hours(self, number: int) -> bool:
        people = self._people
        return counted.hours_unknown(people.histories[number], self._programme, people.as_of)

    def _tell_groups(self) -> list[tuple[str | None, Key]]:
        """Tell the target groups; whoever is in none that is known is in one of their own."""
        groups = self._rulebook.target_groups
        if groups is None:
            return []
        of = {
            number: self._people.histories[number].taking_part.target_group
            for number in self._people.participants
        }
        keys: list[tuple[str | None, Key]] = []
        for group in (*groups.values, None):
            members = frozenset(number for number, own in of.items() if own == group)
            if members or group is not None:
                key = ("target_group", group or "")
                grouping.tell(self._cells, key, members, self._all)
                keys.append((group, key))
        grouping.divide(self._cells, EVERYBODY, [key for _, key in keys], self._all)
        return keys

    def _tell_noted(self) -> list[NotedKind]:
        """Tell of whom what else was noted; return the kinds that were noted of anybody."""
        people = self._people
        of = {
            kind: frozenset(
                number
                for number in people.participants
                for each in people.histories[number].noted
                if each.what is kind and each.start <= people.as_of
            )
            for kind in NotedKind
        }
        for kind, members in of.items():
            self._cells.tell(*EVERYBODY, "noted", kind, people=members)
        return [kind for kind, members in of.items() if members]

    def _offered(self) -> list[str]:
        """Return the interventions that were offered to a participant, in catalogue order."""
        people = self._people
        found = {
            given.what for number in people.participants for given in people.histories[number].given
        }
        return [each for each in self._rulebook.interventions if each in found]

    def _followed(self, key: Key, id_: str | None, label: str) -> Followed:
        counts = grouping.counts(self._cells, key, self._people)
        return Followed(id=id_, label=label, **counts)

    def _of_everybody(self, part: Key) -> int | None:
        """Return a part of all; of few, not even that it is nobody."""
        return self._cells.count(*part, of=EVERYBODY)

    # --- texts

    def _text(self, path: str) -> str | None:
        return self._rulebook.texts.get(path, self._language)

    def _label(self, path: str) -> str:
        return self._rulebook.texts.label(path, self._language)

    def _group(self, group: str | None) -> str:
        return "" if group is None else self._label(f"target_groups.values.{group}")

    def _intervention(self, id_: str) -> str:
        return self._label(f"interventions.{id_}")

    def _line(self, id_: str) -> str:
        return self._label(f"programme.budget.{id_}")


_STILL: Key = (*EVERYBODY, "still")
_NO_LONGER: Key = (*EVERYBODY, "no longer")
_NO_HOURS = "hours_unknown"
_NOT_YET = "not_yet"
