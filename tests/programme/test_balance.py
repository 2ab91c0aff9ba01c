"""Groups of stored cases beside each other: differences, with nobody to be seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.cli.running import Exit, triage
from tests.engine.small import rulebook
from triage.diagnostics import TableError
from triage.programme.balance import Balance, Kind, Stored, balance_of

DAY = date(2026, 11, 22)
TEXT = """
questions:
  goal: {kind: choice, values: [near, far], ask: Mål?, purpose: P}
  wish: {kind: yes_no, ask: Vil du?, purpose: P}
typologies:
  values: {close: Tæt på, away: På vej}
  rules:
    - {id: T-close, when: {goal: near}, then: close, because: B}
    - {id: T-away, when: {goal: far}, then: away, because: B}
interventions:
  employer: {label: Arbejdsplads, kind: job, source: S, for_participant: F}
  course: {label: Kursus, kind: skill, source: S, for_participant: F}
recommendations:
  - {id: R-one, when: {wish: yes}, recommend: [employer], because: B}
  - {id: R-two, when: {wish: yes}, recommend: [course], start: alongside, because: B}
  - {id: A-one, when: {goal: near}, against: [course], because: B}
"""
BOOK = rulebook(TEXT)


def people(**many: int) -> Iterator[tuple[str, Stored]]:
    """Yield so many people of each kind, named by their goal and wish: `near_yes=12`."""
    for name, number in many.items():
        goal, wish, *_ = name.split("_")
        for each in range(number):
            yield f"{name}-{each}", stored(f"{name}-{each}", goal, wish)


def stored(case: str | None, goal: str = "near", wish: str = "yes") -> Stored:
    """Return an assessment; `open` leaves a question open."""
    given = {"goal": goal, "wish": wish}
    return Stored(case, DAY, {name: said for name, said in given.items() if said != "open"})


def compared(every: Mapping[str, Stored], values: Mapping[str, str], limit: int = 10) -> Balance:
    """Compare by one column."""
    return balance_of(BOOK, every.values(), {"sex": values}, "da", limit)


def counts(balance: Balance) -> dict[tuple[Kind, str], tuple[int | None, ...]]:
    """Return what differs by what it is."""
    [column] = balance.columns
    return {(each.kind, each.id): each.people for each in column.differing}


def of_two() -> tuple[dict[str, Stored], dict[str, str]]:
    """Return 40 women and 20 men, of whom more are near."""
    women = dict(people(near_yes_w=10, far_yes_w=30))
    men = dict(people(near_yes_m=10, far_open_m=10))
    return {**women, **men}, {**dict.fromkeys(women, "woman"), **dict.fromkeys(men, "man")}


@pytest.mark.parametrize("many", [1, 9, 10, 40])
def test_one_group_is_compared_with_nothing(many: int) -> None:
    """Not even how many outcomes there are is told: they may be those of one person."""
    some = dict(people(near_yes_w=many, far_yes_m=9))
    balance = compared(some, {name: name.split("_")[2][0] for name in some})
    [column] = balance.columns
    assert not column.is_compared
    assert (column.differing, column.alike) == ((), 0)


def test_ids_that_are_not_those_of_the_cases_are_refused() -> None:
    """In another spelling, say: everybody would be among the others."""
    some = dict(people(near_yes_w=20))
    with pytest.raises(TableError, match="no-case-in-table"):
        compared(some, {name.upper(): "woman" for name in some})


def test_what_differs_is_told_with_how_many_there_are() -> None:
    """Typologies, proposals, reasons against and what begins now; open answers settle nothing."""
    balance = compared(*of_two())
    [column] = balance.columns
    assert [(each.value, each.people) for each in column.groups] == [("woman", 40), ("man", 20)]
    assert counts(balance) == {
        (Kind.TYPOLOGY, "close"): (10, 10),
        (Kind.TYPOLOGY, "away"): (30, 10),
        (Kind.PROPOSED, "employer"): (40, 10),
        (Kind.PROPOSED, "course"): (30, 0),
        (Kind.AGAINST, "course"): (10, 10),
        (Kind.STARTS_NOW, "employer"): (40, 10),
    }
    assert balance.cases == 60


def test_what_is_alike_is_counted_and_not_listed() -> None:
    """The same share in every group is no difference."""
    every = dict(people(near_yes_w=20, far_yes_w=20, near_yes_m=10, far_yes_m=10))
    balance = compared(every, {case: case.split("_")[2][0] for case in every})
    assert counts(balance) == {}
    assert balance.columns[0].alike == 6


def test_small_numbers_are_hidden_and_so_is_what_gives_them_away() -> None:
    """Three of forty hide the thirty-seven others, too."""
    every = dict(people(near_yes_w=3, far_yes_w=37, near_yes_m=20))
    balance = compared(every, {case: case.split("_")[2][0] for case in every})
    assert counts(balance)[Kind.TYPOLOGY, "close"] == (None, 20)
    assert counts(balance)[Kind.TYPOLOGY, "away"] == (None, 0)


def test_a_value_few_people_have_names_no_group() -> None:
    """A column of names would otherwise be a list of people."""
    every, values = of_two()
    names = {case: f"Navn {case}" for case in every}
    balance = compared(every, names)
    assert [each.value for each in balance.columns[0].groups] == [None]
    rare = {**values, **dict.fromkeys(list(people_of(values, "man"))[:4], "other")}
    told = compared(every, rare)
    assert "other" not in json.dumps(told.to_dict())
    assert [each.people for each in told.columns[0].groups] == [40, 16, None]


def people_of(values: Mapping[str, str], value: str) -> Iterator[str]:
    """Yield the cases with a value."""
    return (case for case, own in values.items() if own == value)


def test_a_person_counts_once_by_the_latest_assessment() -> None:
    """Earlier ones of the same case count for nothing."""
    every, values = of_two()
    earlier = [Stored(case, date(2026, 1, 1), {"goal": "far"}) for case in every]
    told = balance_of(BOOK, [*earlier, *every.values()], {"sex": values}, "da", 10)
    assert told == compared(every, values)


def test_without_columns_it_says_so() -> None:
    """Nothing is compared, and nobody is asked anything for it."""
    every, _ = of_two()
    balance = balance_of(BOOK, every.values(), {}, "da", 10)
    assert balance.columns == ()


def test_rows_that_cannot_be_read_or_placed_are_counted_roughly() -> None:
    """Numbers of rows are rounded down to the limit, so that no hidden number comes out of them."""
    every, values = of_two()
    rows = [*every.values(), *range(13), Stored("x", DAY, {"goal": "nowhere"}), stored(None)]
    balance = balance_of(BOOK, rows, {"sex": values}, "da", 10)
    assert (balance.cases, balance.not_read, balance.ungrouped) == (60, 10, 0)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["near", "far", "open"]),
            st.sampled_from(["yes", "no", "open"]),
            st.sampled_from(["a", "b", "c", ""]),
        ),
        max_size=40,
    ),
    st.integers(3, 6),
)
def test_no_small_number_is_ever_shown(rows: list[tuple[str, str, str]], limit: int) -> None:
    """Neither of a group, nor of what comes out in it, nor of the rest of the group."""
    every = {f"K{number}": stored(f"K{number}", *row[:2]) for number, row in enumerate(rows)}
    values = {f"K{number}": row[2] for number, row in enumerate(rows) if row[2]}
    assume(not every or values)
    [column] = compared(every, values, limit).columns
    for each in column.differing:
        for group, count in zip(column.groups, each.people, strict=True):
            if count is not None:
                assert group.people is not None
                assert count == 0 or count >= limit
                assert group.people == count or group.people - count >= limit
    assert all(each.people is None or each.people >= limit for each in column.groups)


# --- the command


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Write a rulebook, stored assessments, and a table beside them."""
    every, values = of_two()
    book = tmp_path / "book.yaml"
    book.write_text(
        f"rulebook: {{id: small, version: '1', title: Lille, language: da}}\n{TEXT}", "utf-8"
    )
    lines = [
        json.dumps({"case": each.case, "as_of": DAY.isoformat(), "answers": each.answers})
        for each in every.values()
    ]
    rows = tmp_path / "stored.jsonl"
    rows.write_text("\n".join(lines), "utf-8")
    beside = tmp_path / "beside.csv"
    beside.write_text("case;sex\n" + "\n".join(f"{k};{v}" for k, v in values.items()), "utf-8")
    return {"book": book, "rows": rows, "beside": beside}


def ran(files: Mapping[str, Path], *options: str) -> tuple[int, str, str]:
    """Run the command on the files."""
    beside = ("--beside", str(files["beside"])) if "--by" in options else ()
    result = triage("rules", "balance", str(files["book"]), str(files["rows"]), *beside, *options)
    return result.exit, result.out, result.err


@pytest.mark.parametrize(
    ("lang", "sentence", "row"),
    [
        ("en", "This finds differences, not causes.", "Proposed: Kursus"),
        ("da", "Dette finder forskelle, ikke årsager.", "Foreslås: Kursus"),
        ("sv", "Detta finner skillnader, inte orsaker.", "Föreslås: Kursus"),
    ],
)
def test_the_page_says_what_it_does_not_say(
    files: dict[str, Path], lang: str, sentence: str, row: str
) -> None:
    """As text and Markdown, in three languages; no case is named."""
    exit_, out, err = ran(files, "--by", "sex", "--lang", lang)
    assert (exit_, err) == (Exit.DONE, "")
    assert sentence in " ".join(out.split())
    assert row in out
    assert "woman (40): 30 (75" in out
    marked = ran(files, "--by", "sex", "--lang", lang, "--format", "md")[1]
    assert f"| {row} |" in marked
    assert "near_yes" not in out + marked


def test_as_json_and_html(files: dict[str, Path], tmp_path: Path) -> None:
    """JSON names its schema; a file is HTML where its name ends so."""
    document = json.loads(ran(files, "--by", "sex", "--format", "json")[1])
    assert document["schema"] == "triage.balance/1"
    assert document["columns"][0]["groups"][0] == {"value": "woman", "people": 40}
    page = tmp_path / "page.html"
    assert ran(files, "--by", "sex", "-o", str(page))[0] == Exit.DONE
    assert "<table" in page.read_text("utf-8")


def test_no_columns_beside(files: dict[str, Path]) -> None:
    """It says that nothing is compared."""
    exit_, out, _ = ran(files, "--lang", "en")
    assert exit_ == Exit.DONE
    assert "No columns stand beside the cases" in out


def test_a_column_that_is_not_there(files: dict[str, Path]) -> None:
    """It is named, and so is what was looked for."""
    exit_, out, err = ran(files, "--by", "gender")
    assert (exit_, out) == (Exit.INVALID, "")
    assert "`gender`" in err


def test_cpr_numbers_are_refused(files: dict[str, Path]) -> None:
    """In the table beside, too, and never repeated."""
    files["beside"].write_text("case;sex\n010190-1234;woman\n", "utf-8")
    exit_, out, err = ran(files, "--by", "sex")
    assert (exit_, out) == (Exit.INVALID, "")
    assert "010190" not in err
