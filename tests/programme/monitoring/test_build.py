from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.small import rulebook
from tests.programme.monitoring.book import AS_OF, joined, reported, row, written
from tests.sizes import examples
from triage.model.programme import OutcomeKind
from triage.present import programme_report_page, render_text
from triage.programme.monitoring import ForTheTeam, read_participants, report_of

JOB, EDUCATION = OutcomeKind.ORDINARY_JOB, OutcomeKind.EDUCATION
FIRST = date(2021, 2, 1)
Row = dict[str, str]
PAID = st.lists(
    st.tuples(
        st.dates(FIRST, date(2023, 6, 1)),
        st.sampled_from(["staff", "travel"]),
        st.decimals(-999, 99999, places=2),
    )
)


@st.composite
def histories(draw: st.DrawFn) -> list[Row]:
    """Draw the rows of some cases, all of which can be read."""
    rows: list[Row] = []
    for number in range(draw(st.integers(1, 6))):
        case = f"c{number}"
        who = draw(st.sampled_from(["participants", "participants", "others"]))
        group = draw(st.sampled_from(["near", "far", ""]))
        start = draw(st.dates(FIRST, date(2023, 6, 1)))
        rows.append(joined(case, str(start), who=who, target_group=group))
        for _ in range(draw(st.integers(0, 3))):
            day = start + timedelta(days=draw(st.integers(0, 600)))
            kind = draw(st.sampled_from(["ordinary_job", "education", "small_job"]))
            hours = draw(st.sampled_from(["", "10", "15", "37"]))
            rows.append(row(case=case, record="outcome", what=kind, start=str(day), hours=hours))
        for _ in range(draw(st.integers(0, 3))):
            day = start + timedelta(days=draw(st.integers(0, 300)))
            end = draw(st.sampled_from(["", str(day + timedelta(days=20))]))
            begun = draw(st.booleans())
            what = draw(st.sampled_from(["talk", "course"]))
            asked = {"case": case, "record": "intervention", "what": what, "requested": str(day)}
            rows.append(row(**asked, start=str(day), end=end) if begun else row(**asked))
    return draw(st.permutations(rows))


def cases(rows: Iterable[Row], record: str, **cells: str) -> set[str]:
    """Return the cases that have such a row, begun by the day of the report."""
    return {
        each["case"]
        for each in rows
        if each["record"] == record
        and each.get("from", "") <= str(AS_OF)
        and all(each.get(name, "") == cell for name, cell in cells.items())
    }


@given(histories())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(0.6))
def test_everybody_is_counted_once(tmp_path: Path, rows: list[Row]) -> None:
    """Each number is that of the cases that have such a row; groups add up to all."""
    made = reported(tmp_path / "t.csv", rows)
    people = cases(rows, "taking_part", who="participants")
    job = {
        each["case"]
        for each in rows
        if each["record"] == "outcome"
        and each["what"] == "ordinary_job"
        and each["hours"] in {"15", "37"}
        and each["from"] <= str(AS_OF)
    }
    education = cases(rows, "outcome", what="education")
    own = made.participants
    assert own.people == len(people)
    assert own.outcomes == {JOB: len(people & job), EDUCATION: len(people & education)}
    assert own.any == len(people & (job | education))
    for part in ("people", "any"):
        parts = [getattr(each, part) for each in made.by_target_group]
        assert sum(parts) == getattr(own, part)
    for kind in (JOB, EDUCATION):
        assert sum(each.outcomes[kind] or 0 for each in made.by_target_group) == own.outcomes[kind]
    for each in made.offered:
        begun = people & {
            one["case"]
            for one in rows
            if one["record"] == "intervention"
            and one["what"] == each.id
            and one.get("from")
            and one["from"] <= str(AS_OF)
        }
        assert each.people == len(begun)
        assert each.people == (each.running or 0) + (each.ended or 0)
    for target in made.targets:
        numbers = [each.people or 0 for each in target.over_time]
        assert numbers == sorted(numbers)
        assert numbers[-1] == target.reached


@given(PAID)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(0.6))
def test_money_is_exact(tmp_path: Path, paid: list[tuple[date, str, Decimal]]) -> None:
    """What was used in each year adds up to what was used altogether, to the last digit."""
    rows = [
        row(record="cost", what=line, start=str(day), amount=f"{much:.2f}")
        for day, line, much in paid
    ]
    made = reported(tmp_path / "t.csv", [joined("a"), *rows])
    for line, total in (("staff", "300.30"), ("travel", "50.00")):
        used = sum((much for day, name, much in paid if name == line and day <= AS_OF), Decimal(0))
        own = [each for each in made.money if each.line == line]
        (whole,) = (each for each in own if each.year is None)
        assert (whole.used, whole.budget, whole.left) == (
            used,
            Decimal(total),
            Decimal(total) - used,
        )
        assert sum((each.used for each in own if each.year is not None), Decimal(0)) == used


def test_what_is_still_needed(tmp_path: Path) -> None:
    """30 are aimed at by the end of 2023: 2 take part, so 28 in 12 months take 3 a month."""
    made = reported(tmp_path / "t.csv", [joined("a"), joined("b")])
    taking_part, in_work, others = made.targets
    assert (taking_part.reached, taking_part.left) == (2, 28)
    assert (taking_part.months_left, taking_part.needed_a_month) == (12, 3)
    assert (in_work.months_left, in_work.needed_a_month) == (0, None)
    assert (others.reached, others.left) == (0, 5)


@pytest.mark.parametrize(
    ("as_of", "months"),
    [
        (date(2023, 2, 28), 10),
        (date(2023, 6, 15), 7),
        (date(2023, 6, 30), 6),
        (date(2023, 12, 30), 1),
        (date(2023, 12, 31), 0),
    ],
)
def test_months_left_are_those_after_the_day(tmp_path: Path, as_of: date, months: int) -> None:
    """After the last day of June six months are left until the end of the year, not seven.

    That day itself is counted already, and a month that has begun counts as one.
    """
    made = reported(tmp_path / "t.csv", [joined("a")], as_of=as_of)
    assert made.targets[0].months_left == months


OPEN = rulebook(
    """
    programme:
      owner: En kommune
      outcomes: {ordinary_job: {label: Job, source: reading}}
      targets: {jobs: {label: Flere i job, counts: [ordinary_job], source: reading}}
    """,
    head="rulebook: {id: open, version: '1', language: da, sources: {reading: {title: V}}}\n",
)
NONE = rulebook(
    "programme: {owner: En kommune}",
    head="rulebook: {id: none, version: '1', language: da}\n",
)


def test_a_target_without_a_number(tmp_path: Path) -> None:
    """How many have reached it is told; nothing is missing, and nothing needed."""
    job = row(case="a", record="outcome", what="ordinary_job", start="2021-05-01")
    table = read_participants(written(tmp_path / "t.csv", [joined("a"), joined("b"), job]), OPEN)
    made = report_of(OPEN, table, AS_OF, "en", limit=1)
    (jobs,) = made.targets
    assert (jobs.number, jobs.reached, jobs.left, jobs.needed_a_month) == (None, 1, None, None)
    said = render_text(programme_report_page(made), 200)
    assert "Aimed at: –; By: –; Reached: 1; Remaining: –" in said
    assert "A target without a number" in said


def test_what_nobody_declares_is_no_zero(tmp_path: Path) -> None:
    """A programme that declares no outcomes has none counted, not even as nothing."""
    job = row(case="a", record="outcome", what="ordinary_job", start="2021-05-01")
    table = read_participants(written(tmp_path / "t.csv", [joined("a"), job]), NONE)
    assert [each.code for each in table.problems] == ["outcome-not-declared"]
    made = report_of(NONE, table, AS_OF, "en", limit=1)
    assert (made.participants.outcomes, made.participants.any) == ({}, None)
    said = render_text(programme_report_page(made), 80)
    assert "declares no outcomes" in said
    assert "At least one" not in said


def test_a_target_counts_up_to_its_own_day(tmp_path: Path) -> None:
    """A job begun a day after the target's last day does not count towards it."""
    rows = [
        *(joined("a"), joined("b")),
        row(case="a", record="outcome", what="ordinary_job", start="2022-06-30", hours="20"),
        row(case="b", record="outcome", what="ordinary_job", start="2022-07-01", hours="20"),
    ]
    made = reported(tmp_path / "t.csv", rows)
    assert made.targets[1].reached == 1
    assert made.participants.outcomes[JOB] == 2


def test_hours_that_are_not_known_are_neither_enough_nor_too_few(tmp_path: Path) -> None:
    """The job is not counted, and it is said that there is one."""
    rows = [joined("a"), row(case="a", record="outcome", what="ordinary_job", start="2021-05-01")]
    made = reported(tmp_path / "t.csv", rows)
    assert made.participants.outcomes[JOB] == 0
    assert made.hours_unknown == 1


def test_whether_it_lasts(tmp_path: Path) -> None:
    """Three months on it holds, has ended, or cannot be said yet."""
    job = {"record": "outcome", "what": "ordinary_job", "hours": "20"}
    rows = [
        *(joined("a"), joined("b"), joined("c")),
        row(case="a", start="2021-05-01", **job),
        row(case="b", start="2021-05-01", end="2021-06-30", **job),
        row(case="c", start="2022-12-01", **job),
    ]
    three, six = reported(tmp_path / "t.csv", rows).lasting
    assert (three.after_months, three.lasting, three.ended, three.not_yet) == (3, 1, 1, 1)
    assert (six.after_months, six.lasting, six.ended, six.not_yet) == (6, 1, 1, 1)


def test_what_followed_came_after_it_was_begun(tmp_path: Path) -> None:
    """Education begun before the course is no consequence of it, not even in a table."""
    rows = [
        joined("a"),
        row(case="a", record="outcome", what="education", start="2021-05-01"),
        row(case="a", record="intervention", what="course", start="2021-05-02", hours="7.5"),
        row(case="a", record="intervention", what="talk", start="2021-05-01", end="2021-05-01"),
    ]
    talk, course = reported(tmp_path / "t.csv", rows).offered
    assert (talk.outcomes[EDUCATION], talk.ended) == (1, 1)
    assert (course.outcomes[EDUCATION], course.running, course.hours) == (0, 1, Decimal("7.5"))


def test_places(tmp_path: Path) -> None:
    """How many are taken, and on the fullest day how many were."""
    given_ = {"record": "intervention", "what": "course"}
    rows = [
        *(joined("a"), joined("b"), joined("c", who="others")),
        row(case="a", start="2021-03-01", end="2021-04-01", **given_),
        row(case="b", start="2021-03-15", end="2021-05-01", **given_),
        row(case="c", start="2021-04-01", **given_),
    ]
    (seats,) = reported(tmp_path / "t.csv", rows).capacity
    assert (seats.places, seats.taken, seats.most_taken) == (2, 1, 3)
    assert seats.more_taken
    (fewer,) = reported(tmp_path / "t.csv", rows[:-1]).capacity
    assert (fewer.most_taken, fewer.more_taken) == (2, False)
    (hidden,) = reported(tmp_path / "t.csv", rows, limit=10).capacity
    assert (hidden.most_taken, hidden.more_taken) == (None, False)


def departed(case: str, what: str, reason: str) -> dict[str, str]:
    """Return a row that says that staff did otherwise."""
    return row(case=case, record="departure", what=what, start="2021-03-01", reason=reason)


def assessed(case: str, start: str, goal: str, confirmed: str, suggested: str) -> dict[str, str]:
    """Return a row of an assessment."""
    said = {"goal": goal, "confirmed": confirmed, "suggested": suggested}
    return row(case=case, record="assessment", start=start, **said)


def staff(tmp_path: Path, workers: int | None) -> tuple[object, object, object]:
    """Return the departures, goals and unsettled suggestions a team of so many sees."""
    rows = [
        *(joined("a"), joined("b")),
        departed("a", "G-near", "own_wish"),
        departed("a", "G-near", "own_wish"),
        departed("a", "G-near", "no_place"),
        departed("b", "G-near", "own_wish"),
        departed("b", "talk", "rule_misses"),
        assessed("a", "2021-03-01", "kept", "keen", "open"),
        assessed("a", "2021-04-01", "lowered", "calm", "calm"),
        row(case="b", record="assessment", start="2021-04-01", suggested="calm"),
        row(case="b", record="assessment", start="2021-05-01", suggested="calm", confirmed="keen"),
    ]
    team = reported(tmp_path / "t.csv", rows, staying=ForTheTeam(workers)).team
    assert team is not None
    assert [(each.id, each.people) for each in team.by_typology] == [
        ("keen", 1),
        ("calm", 1),
    ]
    departures = team.departures and [
        (each.what, each.id, each.cases, dict(each.reasons)) for each in team.departures
    ]
    assert team.another_typology == (None if departures is None else 1)
    return departures, team.goals, team.not_settled


def test_what_staff_did_otherwise(tmp_path: Path) -> None:
    """Cases per rule or intervention and why, and the last that became of a goal."""
    assert staff(tmp_path, 5) == (
        [
            ("rule", "G-near", 2, {"own_wish": 2, "no_place": 1}),
            ("intervention", "talk", 1, {"rule_misses": 1}),
        ],
        {"kept": 0, "raised": 0, "lowered": 1},
        {"open": 1, "gap": 0, "conflict": 0},
    )


@pytest.mark.parametrize("workers", [4, None])
def test_nothing_is_told_of_few_workers(tmp_path: Path, workers: int | None) -> None:
    """Of four, or of who knows how many, the numbers would be about one."""
    assert staff(tmp_path, workers) == (None, None, None)


def test_a_report_that_leaves_the_team_names_no_case_and_no_typology(tmp_path: Path) -> None:
    """Neither ids nor labels are anywhere in it."""
    rows = [
        joined("case-one"),
        row(case="case-one", record="assessment", start="2021-03-01", confirmed="keen"),
        row(case="case-one", record="intervention", what="talk", requested="2021-03-01"),
    ]
    made = reported(tmp_path / "t.csv", rows, limit=10)
    assert made.team is None
    told = str(made.to_dict())
    assert not any(name in told for name in ("case-one", "keen", "Ivrig"))
    assert made.participants.people is None


def test_synthetic_rows_make_a_synthetic_report(tmp_path: Path) -> None:
    """One such row is enough."""
    rows = [joined("a"), joined("b", synthetic="yes")]
    assert reported(tmp_path / "t.csv", rows).synthetic
    assert not reported(tmp_path / "t.csv", rows[:1]).synthetic


def test_of_few_people_not_even_nothing_is_told(tmp_path: Path) -> None:
    """That none of three has an outcome would be said of each of them."""
    rows = [joined(case, target_group="near") for case in "abc"]
    rows += [
        row(case=case, record="intervention", what="talk", start="2021-03-01") for case in "abc"
    ]
    made = reported(tmp_path / "t.csv", rows, limit=10)
    (near, _) = made.by_target_group
    (talk,) = made.offered
    for few in (near, talk, made.participants):
        assert (few.people, few.any, {*few.outcomes.values()}) == (None, None, {None})
    assert (talk.running, talk.ended, talk.hours) == (None, None, None)
    assert (made.still_taking_part, made.no_longer) == (None, None)


def test_of_few_outcomes_it_is_not_told_whether_they_last(tmp_path: Path) -> None:
    """Three have a job: that none has ended would be said of each of them."""
    rows = [joined(f"c{number}") for number in range(20)]
    job = {"record": "outcome", "what": "ordinary_job", "hours": "20", "start": "2021-05-01"}
    rows += [row(case=f"c{number}", **job) for number in range(3)]
    for each in reported(tmp_path / "t.csv", rows, limit=10).lasting:
        assert (each.lasting, each.ended, each.not_yet) == (None, None, None)


def test_who_still_takes_part(tmp_path: Path) -> None:
    """Whoever has no last day, or one that is to come."""
    rows = [joined("a"), joined("b", end="2022-12-30"), joined("c", end="2022-12-31")]
    made = reported(tmp_path / "t.csv", rows)
    assert (made.still_taking_part, made.no_longer) == (2, 1)


def test_towards_each_target_by_group_and_intervention(tmp_path: Path) -> None:
    """How many of a group count for a target, and how many of those after an intervention."""
    job = {"record": "outcome", "what": "ordinary_job", "hours": "20"}
    talk = {"record": "intervention", "what": "talk"}
    rows = [
        *(joined("a", target_group="near"), joined("b", target_group="far"), joined("c")),
        row(case="a", start="2022-06-30", **job),
        row(case="b", start="2022-07-01", **job),
        row(case="a", start="2022-07-05", **talk),
        row(case="b", start="2022-01-05", **talk),
    ]
    made = reported(tmp_path / "t.csv", rows)
    assert [(each.id, each.targets) for each in made.by_target_group] == [
        *(("near", {"in_work": 1}), ("far", {"in_work": 0}), (None, {"in_work": 0})),
    ]
    assert made.participants.targets == {"in_work": 1}
    assert made.offered[0].targets == {"in_work": 0}


def test_who_waits_for_places(tmp_path: Path) -> None:
    """Others reached wait for them too; whoever is in one of them does not."""
    course = {"record": "intervention", "what": "course"}
    rows = [
        *(joined("a"), joined("b", who="others"), joined("c")),
        row(case="a", requested="2021-03-01", **course),
        row(case="b", requested="2021-03-01", **course),
        row(case="c", start="2021-03-01", **course),
        row(case="c", requested="2021-03-01", **course),
    ]
    (seats,) = reported(tmp_path / "t.csv", rows).capacity
    assert (seats.taken, seats.waiting) == (1, 2)


def test_who_takes_part_only_later(tmp_path: Path) -> None:
    """They are not counted as participants, and the report says how many they are."""
    later = [joined(f"l{number}", "2023-01-01") for number in range(3)]
    made = reported(tmp_path / "t.csv", [joined("a"), *later])
    assert (made.participants.people, made.not_yet) == (1, 3)
    hidden = reported(tmp_path / "t.csv", [joined("a"), *later], limit=10)
    assert hidden.not_yet is None


@pytest.mark.parametrize(("rows", "limit", "told"), [(9, 10, 0), (27, 10, 20), (27, 1, 27)])
def test_rows_that_were_read(tmp_path: Path, rows: int, limit: int, told: int) -> None:
    """Rounded down to tens where numbers are hidden: beside others they would give them away."""
    made = reported(tmp_path / "t.csv", [joined(f"c{n}") for n in range(rows)], limit=limit)
    assert (made.read.rows, made.read.read_as.form) == (told, "text")
