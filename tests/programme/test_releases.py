"""Reports that follow one another: together they tell of no small change."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.programme.cell_suppression import Cells, Published
from triage.programme.derivation import Key
from triage.programme.repeated import Repeated, RepeatedAmount, day_of

np = pytest.importorskip("numpy", reason="numpy is not installed (the extra `tables`)")

LIMIT = 4
FIRST = date(2026, 11, 1)

# --- a small report: all by two groups and nobody's, by who stays, each with two outcomes, and
# how many had come by two days

ALL: Key = ("all",)
GROUPS: tuple[Key, ...] = (("a",), ("b",), ("none",))
STAYS: tuple[Key, ...] = (("still",), ("no longer",))
OUTCOMES = ("any", "job")
SERIES: Key = ("target",)
EARLIER: Key = ("target", "before")

Person = tuple[int, int, bool, bool, bool]
"""Group, stay, any outcome, a job, had come before."""

PERSON = st.tuples(
    st.integers(0, 2), st.integers(0, 1), st.booleans(), st.booleans(), st.booleans()
)


def sets_of(people: Mapping[int, Person]) -> dict[Key, frozenset[int]]:
    """Return everything the report counts."""
    found: dict[Key, frozenset[int]] = {ALL: frozenset(people), SERIES: frozenset(people)}
    found[EARLIER] = frozenset(n for n, each in people.items() if each[4])
    for place, keys in ((0, GROUPS), (1, STAYS)):
        for number, key in enumerate(keys):
            found[key] = frozenset(n for n, each in people.items() if each[place] == number)
    for whole in (ALL, *GROUPS):
        any_ = frozenset(n for n in found[whole] if people[n][2])
        found[(*whole, "any")] = any_
        found[(*whole, "job")] = frozenset(n for n in any_ if people[n][3])
    return found


def divisions() -> Iterator[tuple[Key, tuple[Key, ...]]]:
    """Yield which parts make up which whole."""
    yield ALL, STAYS
    for last in ((), ("any",), ("job",)):
        yield (*ALL, *last), tuple((*group, *last) for group in GROUPS)
    for whole in (ALL, *GROUPS):
        yield whole, ((*whole, "any"),)
    yield SERIES, (EARLIER,)


def reported(
    people: Mapping[int, Person], earlier: Sequence[Published], on: date
) -> tuple[dict[Key, int | None], Published]:
    """Make the report; return all its numbers, and what it publishes anew."""
    cells, sets = Cells(LIMIT, earlier), sets_of(people)
    for key, members in sets.items():
        series = SERIES if key[:1] == SERIES else None
        cells.tell(*key, people=members, series=series)
    for whole, parts in divisions():
        cells.divide(*whole, into=parts)
    numbers = {key: cells.count(*key) for key in sets}
    return numbers, Published(on, cells.anew)


# --- the attacker: knows the reports and how their numbers add up, and nobody in them

Sums = dict[tuple[Key, ...], int]


def sums_of(people: Mapping[int, Person]) -> Sums:
    """Count every number of the report, and all parts of a whole that can be added up."""
    sets = sets_of(people)
    found: dict[tuple[Key, ...], frozenset[int]] = {(key,): each for key, each in sets.items()}
    for whole, parts in divisions():
        rest: Key = (*whole, "rest of", *chain.from_iterable(parts))
        sets[rest] = sets[whole].difference(*(sets[key] for key in parts))
        for size in range(1, len(parts) + 2):
            for some in combinations((*parts, rest), size):
                found[some] = frozenset().union(*(sets[key] for key in some))
    return {some: len(each) for some, each in found.items()}


class Attacker:
    """Works out what follows from the numbers of one day, by their rank over the real numbers."""

    def __init__(self, published: Published) -> None:
        keys = {key: None for some in sums_of({}) for key in some}
        self._place = {key: number for number, key in enumerate(keys)}
        self._rows = [self._row({key: 1}) for key in published.numbers]
        for whole, parts in divisions():
            rest: Key = (*whole, "rest of", *chain.from_iterable(parts))
            self._rows.append(self._row({whole: 1, rest: -1, **dict.fromkeys(parts, -1)}))
        self._rank = np.linalg.matrix_rank(self._rows)

    def knows(self, some: Collection[Key]) -> bool:
        """Say whether a sum follows."""
        with_it = [*self._rows, self._row(dict.fromkeys(some, 1))]
        return bool(np.linalg.matrix_rank(with_it) == self._rank)

    def _row(self, numbers: Mapping[Key, int]) -> list[int]:
        row = [0] * len(self._place)
        for key, times in numbers.items():
            row[self._place[key]] = times
        return row


@st.composite
def tables(draw: st.DrawFn) -> list[dict[int, Person]]:
    """Draw what a table looks like on three days: many come who are alike, and few come and go."""
    people = dict(enumerate(draw(st.lists(PERSON, max_size=25))))
    found = [people]
    for _ in range(2):
        gone = draw(st.sets(st.sampled_from(sorted(people) or [0]), max_size=2))
        alike = [draw(PERSON)] * draw(st.sampled_from([0, 3, 4, 5, 8]))
        new = [*alike, *draw(st.lists(PERSON, max_size=2))]
        first = max(people, default=0) + 1
        left = {number: person for number, person in people.items() if number not in gone}
        people = {**left, **dict(enumerate(new, start=first))}
        found.append(people)
    return found


@given(tables())
def test_no_small_change_can_be_worked_out(drawn: list[dict[int, Person]]) -> None:
    """Between any two reports, of no number, of no rest, and of no sum of parts of a whole."""
    released: list[Published] = []
    for number, people in enumerate(drawn):
        released.append(reported(people, released, FIRST + timedelta(days=number))[1])
    counts, known = [*map(sums_of, drawn)], [*map(Attacker, released)]
    for one, other in combinations(range(len(drawn)), 2):
        for some in counts[one]:
            change = abs(counts[one][some] - counts[other][some])
            if 0 < change < LIMIT:
                assert not (known[one].knows(some) and known[other].knows(some)), some


@given(tables())
def test_a_report_of_the_next_day(drawn: list[dict[int, Person]]) -> None:
    """What is of today differs by the limit at least; all else is repeated, or hidden."""
    before, first = reported(drawn[0], [], FIRST)
    now, second = reported(drawn[1], [first], FIRST + timedelta(days=1))
    for key, number in now.items():
        if key in first.numbers:
            assert number is not None
            if key in second.numbers:
                assert abs(number - first.numbers[key]) >= LIMIT
                assert day_of(number) is None
            else:
                assert (number, day_of(number)) == (before[key], FIRST)


def test_twenty_and_then_twenty_one() -> None:
    """The earlier number stands there, with its day; from twenty-four on it is of today."""
    person: Person = (0, 0, True, True, True)
    first = reported(dict.fromkeys(range(20), person), [], FIRST)[1]
    for count, told in ((20, 20), (21, 20), (23, 20), (24, 24), (17, 20), (16, 16)):
        number = reported(dict.fromkeys(range(count), person), [first], date(2026, 11, 2))[0][ALL]
        assert (number, day_of(number)) == (told, FIRST if told == 20 else None)


def test_back_to_where_it_was() -> None:
    """Twenty, thirty, and twenty-one: it is compared with all that was published."""
    person: Person = (0, 0, True, True, True)
    first = reported(dict.fromkeys(range(20), person), [], FIRST)[1]
    second = reported(dict.fromkeys(range(30), person), [first], date(2026, 11, 2))[1]
    later = reported(dict.fromkeys(range(21), person), [first, second], date(2026, 11, 3))[0]
    assert (later[ALL], day_of(later[ALL])) == (20, FIRST)


def test_a_sum_does_not_tell_of_a_part() -> None:
    """Ten more stay and one has left: the sum would tell of the one."""
    stays: Person = (0, 0, True, True, True)
    left: Person = (0, 1, True, True, True)
    before = {**dict.fromkeys(range(20), stays), **dict.fromkeys(range(20, 30), left)}
    now = {**before, **dict.fromkeys(range(30, 40), stays), 40: left}
    first = reported(before, [], FIRST)[1]
    numbers = reported(now, [first], date(2026, 11, 2))[0]
    assert (numbers[ALL], numbers[("no longer",)]) == (41, 10)
    assert (numbers[("still",)], day_of(numbers[("still",)])) == (20, FIRST)


@pytest.mark.parametrize("number", [Repeated(20, FIRST), RepeatedAmount(Decimal("20.50"), FIRST)])
def test_a_repeated_number_is_a_number(number: Repeated | RepeatedAmount) -> None:
    """It adds up as one, and a copy keeps its day."""
    pickled = pickle.loads(pickle.dumps(number))  # noqa: S301 - pickled on this line
    for made in (copy.copy(number), copy.deepcopy(number), pickled):
        assert (made, day_of(made)) == (number, FIRST)
        assert day_of(made + 1) is None
