from __future__ import annotations

from datetime import date, time
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.programme.monitoring.book import joined, reported, row
from tests.sizes import examples
from triage.programme.monitoring import ForTheTeam, Order
from triage.programme.monitoring.record import Given
from triage.programme.monitoring.waiting import in_order

DAYS = st.none() | st.dates(date(2021, 3, 1), date(2022, 12, 1))
WAITING = st.builds(
    Given,
    record=st.just("intervention"),
    case=st.sampled_from("abcdef"),
    what=st.just("talk"),
    requested=DAYS,
    needed_by=DAYS,
    shift=st.none() | st.sampled_from([time(5), time(7, 30), time(22)]),
)
ORDERS = st.sampled_from(Order)


@given(st.lists(WAITING, max_size=8), ORDERS)
def test_the_order(waiting: list[Given], order: Order) -> None:
    """Nobody stands before somebody who comes first by what it is ordered by."""
    ordered = in_order(waiting, order)
    assert sorted(map(id, ordered)) == sorted(map(id, waiting))
    for one, other in pairwise(ordered):
        match order:
            case Order.DATE:
                assert (one.requested or date.max) <= (other.requested or date.max)
            case Order.NEED:
                assert (one.needed_by or date.max) <= (other.needed_by or date.max)
            case Order.SHIFT:
                assert (one.shift or time.max) <= (other.shift or time.max)


PEOPLE = st.lists(
    st.tuples(
        st.dates(date(2021, 3, 1), date(2022, 12, 1)),
        st.sampled_from(["keen", "calm", ""]),
        st.sampled_from(["near", "far", ""]),
        st.sampled_from(["kept", "raised", "lowered", ""]),
        st.booleans(),
    ),
    min_size=2,
    max_size=5,
)


@given(PEOPLE, ORDERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(0.4))
def test_nothing_of_a_person_moves_anybody(
    tmp_path: Path, people: list[tuple[date, str, str, str, bool]], order: Order
) -> None:
    """Guarantee: typology, target group, goal and what followed leave the order as it is."""

    def cases(told: list[tuple[date, str, str, str, bool]]) -> list[str]:
        rows = []
        for number, (_, typology, group, goal, worked) in enumerate(told):
            case, (asked, *_) = f"c{number}", people[number]
            rows.append(joined(case, target_group=group))
            rows.append(row(case=case, record="intervention", what="talk", requested=str(asked)))
            rows.append(
                row(
                    case=case,
                    record="assessment",
                    start="2021-02-02",
                    confirmed=typology,
                    suggested=typology,
                    goal=goal,
                )
            )
            if worked:
                rows.append(row(case=case, record="outcome", what="education", start="2021-05-05"))
        made = reported(tmp_path / "t.csv", rows, staying=ForTheTeam(order=order))
        assert made.team is not None
        return [each.case for each in made.team.waiting]

    plain = [(asked, "", "", "", False) for asked, *_ in people]
    assert cases(people) == cases(plain)
