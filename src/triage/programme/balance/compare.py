"""Stored cases assessed, grouped by columns beside them, and counted.

Everything that is shown is told to one suppression (`cell_suppression`), so that no table gives
away what another hides. Values that few people have are put together before anything is counted:
the value of one person is never a name of a group.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from triage.diagnostics import Diagnostic, InvalidAssessment, LimitReached, TableError
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.model.guarantee import Status
from triage.model.outcome import Outcome as Assessed
from triage.model.rule import NOW
from triage.model.rulebook import Rulebook
from triage.programme.balance.grouped import Groups
from triage.programme.balance.report import Balance, ByColumn, Group, Hidden, Kind, Outcome
from triage.programme.balance.stored import Stored
from triage.programme.cell_suppression import Cells
from triage.programme.derivation import Key

OPEN = "open"
"""Stands for a typology that is not settled."""

_PROPOSED = frozenset({Status.RECOMMENDED, Status.POSSIBLE, Status.CHECK_FIRST})
_AGAINST = frozenset({Status.ADVISED_AGAINST})

What = tuple[Kind, str]
_Label = Callable[[What], str]
Numbers = frozenset[int]
"""People, by numbers of their own."""


def balance_of(
    rulebook: Rulebook,
    stored: Iterable[Stored | int],
    groups: Groups,
    language: str,
    limit: int,
) -> Balance:
    """Assess cases, each person by the latest assessment, and compare the groups of each column.

    A number stands for a row that holds no assessment. What is open is counted as open, or not
    at all. Assessments with the same answers on the same day are assessed once.

    Raises:
        TableError: no case stands in any of the columns.
    """
    return _Comparing(rulebook, groups, language, limit).of(stored)


class _Comparing:
    def __init__(self, rulebook: Rulebook, groups: Groups, language: str, limit: int) -> None:
        self._rulebook, self._groups = rulebook, groups
        self._language, self._limit = language, limit
        self._evaluator = Evaluator(rulebook)
        self._known: dict[str, frozenset[What] | None] = {}
        self._cells = Cells(limit)

    def of(self, stored: Iterable[Stored | int]) -> Balance:
        latest, unread, ungrouped = self._latest(stored)
        comes_to = {case: self._comes_to(one) for case, one in latest.items()}
        read = {case: whats for case, whats in comes_to.items() if whats is not None}
        people = {case: number for number, case in enumerate(sorted(read))}
        beside = frozenset(chain.from_iterable(self._groups.values()))
        if people and self._groups and beside.isdisjoint(people):
            raise TableError((Diagnostic("no-case-in-table"),))
        by_what: dict[What, set[int]] = defaultdict(set)
        for case, whats in read.items():
            for what in whats:
                by_what[what].add(people[case])
        told = {what: frozenset(numbers) for what, numbers in by_what.items()}
        columns = [
            _Column(self._cells, name, values, people, told, self._limit)
            for name, values in self._groups.items()
        ]
        return Balance(
            language=self._language,
            rulebook=self._rulebook.stamp,
            limit=self._limit,
            cases=self._rounded(len(read)),
            not_read=self._rounded(unread + len(latest) - len(read)),
            ungrouped=self._rounded(ungrouped),
            columns=tuple(each.compared(self._order(), self._label) for each in columns),
        )

    def _latest(self, stored: Iterable[Stored | int]) -> tuple[dict[str, Stored], int, int]:
        latest: dict[str, Stored] = {}
        unread = ungrouped = 0
        for one in stored:
            if isinstance(one, int):
                unread += 1
            elif one.case is None:
                ungrouped += 1
            elif one.case not in latest or latest[one.case].as_of <= one.as_of:
                latest[one.case] = one
        return latest, unread, ungrouped

    def _rounded(self, number: int) -> int:
        """Return a number of rows so that no hidden number comes out of it."""
        return number - number % self._limit

    # --- what an assessment comes to

    def _comes_to(self, one: Stored) -> frozenset[What] | None:
        key = json.dumps([one.as_of.isoformat(), one.answers], sort_keys=True, default=str)
        if key not in self._known:
            self._known[key] = self._assessed(one)
        return self._known[key]

    def _assessed(self, one: Stored) -> frozenset[What] | None:
        try:
            answers = read_answers(self._rulebook, one.answers, one.as_of)
            return frozenset(_said(self._evaluator.assess(answers, one.as_of)))
        except (InvalidAssessment, LimitReached):
            return None

    # --- order and names

    def _order(self) -> list[What]:
        classes = self._rulebook.typologies
        typologies = (*(classes.values if classes else ()), "gap", "conflict", OPEN)
        kinds = (Kind.PROPOSED, Kind.AGAINST, Kind.STARTS_NOW)
        return [
            *((Kind.TYPOLOGY, id_) for id_ in typologies),
            *((kind, id_) for kind in kinds for id_ in self._rulebook.interventions),
        ]

    def _label(self, what: What) -> str:
        kind, id_ = what
        path = "typologies.values" if kind is Kind.TYPOLOGY else "interventions"
        return self._rulebook.texts.label(f"{path}.{id_}", self._language)


def _said(outcome: Assessed) -> Iterator[What]:
    """Yield what is certain of an outcome, and that the typology is open."""
    if outcome.typology is not None:
        settled = outcome.typology.settled
        yield Kind.TYPOLOGY, outcome.typology.possible[0] if settled else OPEN
    for id_, found in outcome.interventions.items():
        possible = frozenset(found.possible)
        if possible <= _AGAINST:
            yield Kind.AGAINST, id_
        elif possible <= _PROPOSED:
            yield Kind.PROPOSED, id_
            if set(found.start.possible) == {NOW}:
                yield Kind.STARTS_NOW, id_


class _Column:
    """The groups of one column; what they come to is told before anything is counted."""

    def __init__(
        self,
        cells: Cells,
        name: str,
        values: Mapping[str, str],
        people: Mapping[str, int],
        told: Mapping[What, Numbers],
        limit: int,
    ) -> None:
        self._cells, self._name, self._told = cells, name, told
        self._members = _members(values, people, limit)
        for number, members in enumerate(self._members.values()):
            cells.tell(*self._key(number), people=members)
        for number, members in enumerate(self._members.values()):
            for what, those in told.items():
                key = self._key(number, what)
                cells.tell(*key, people=members & those)
                cells.divide(*self._key(number), into=[key])

    def _key(self, group: int, what: What | None = None) -> Key:
        own = (self._name, str(group))
        return own if what is None else (*own, str(what[0]), what[1])

    def compared(self, order: Iterable[What], label: _Label) -> ByColumn:
        """Return what differs; numbers that are hidden may differ, too."""
        groups = tuple(
            Group(value=value, people=self._cells.count(*self._key(number)))
            for number, value in enumerate(self._members)
        )
        differing, alike = [], 0
        nothing = ByColumn(column=self._name, groups=groups, differing=(), alike=0)
        for what in order if nothing.is_compared else ():
            if what not in self._told:
                continue
            counts = tuple(self._count(number, group, what) for number, group in enumerate(groups))
            if _are_alike(groups, counts):
                alike += 1
            else:
                said = Outcome(kind=what[0], id=what[1], label=label(what), people=counts)
                differing.append(said)
        return nothing.model_copy(update={"differing": tuple(differing), "alike": alike})

    def _count(self, number: int, group: Group, what: What) -> Hidden:
        """Return a number of a group; of few people nothing is told, not even that it is nobody."""
        return None if group.people is None else self._cells.count(*self._key(number, what))


def _members(
    values: Mapping[str, str], people: Mapping[str, int], limit: int
) -> dict[str | None, Numbers]:
    """Return who has which value; small groups, and those without a value, are put together."""
    by_value: dict[str, set[int]] = defaultdict(set)
    for case, number in people.items():
        if case in values:
            by_value[values[case]].add(number)
    large = Counter({value: len(members) for value, members in by_value.items()})
    found: dict[str | None, Numbers] = {
        value: frozenset(by_value[value])
        for value, many in sorted(large.items(), key=lambda each: (-each[1], each[0]))
        if many >= limit
    }
    rest = frozenset(people.values()).difference(*found.values())
    return {**found, None: rest} if rest else found


def _are_alike(groups: tuple[Group, ...], counts: tuple[Hidden, ...]) -> bool:
    """Say whether every group whose size is shown has the same share, and none is hidden.

    It rests on what is shown and nothing else, so that leaving a row out gives nothing away.
    """
    shares = [
        (count, group.people)
        for group, count in zip(groups, counts, strict=True)
        if group.people is not None
    ]
    if any(count is None for count, _ in shares):
        return False
    first, of = shares[0]
    return all((count or 0) * of == (first or 0) * many for count, many in shares)
