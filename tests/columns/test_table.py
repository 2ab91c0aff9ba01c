"""Tables assessed through the library: what stands in them, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.columns.small_tables import ANSWERS, DAY, FLAT, NESTED, SMALL
from tests.engine.small import rulebook
from triage.diagnostics import TriageError
from triage.library import Rulebook

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")


@pytest.fixture(scope="module")
def book() -> Rulebook:
    """Load the small rulebook."""
    return Rulebook(rulebook(SMALL))


def expected(book: Rulebook) -> list[dict[str, Any]]:
    """Return what assessing each row alone says, as a table says it."""
    rows = []
    for number, answers in enumerate(ANSWERS, start=1):
        outcome = book.assess(answers, as_of=DAY)
        assert outcome.typology is not None
        possible, order = outcome.typology.possible, ("sure", "unsure", "gap", "conflict")
        row = {
            "row": number,
            "case": "abcde"[number - 1],
            "as_of": DAY,
            "exact": True,
            "typology": list(possible),
            "typology_mask": sum(1 << order.index(each) for each in possible),
        }
        for id_, found in outcome.interventions.items():
            row[f"{id_}.status"] = "|".join(found.possible)
            row[f"{id_}.start"] = "|".join(each or "nothing" for each in found.start.possible)
        row |= {f"rules.{id_}": state for id_, state in outcome.rules.items()}
        rows.append({**row, "problem": None})
    return rows


@pytest.mark.parametrize("columns", [FLAT, NESTED])
def test_as_one_by_one(book: Rulebook, columns: dict[str, Any]) -> None:
    """By path and nested: the same of every row, and as alone."""
    found = book.assess_table(pa.table(columns), as_of=DAY, tell=["rules", "starts"])
    assert found.to_pylist() == expected(book)


def test_sets_of_any_members(book: Rulebook) -> None:
    """In any order, and with none; a member that there is not, or one twice, is refused."""
    kinds = [["driving", "cleaning"], ["cleaning"], [], None, ["driving", "other"], ["driving"] * 2]
    for rows in (kinds, kinds[:5]):  # with a member twice, sets are read one by one
        found = book.assess_table(pa.table({"kinds": rows}), as_of=DAY)
        for said, course, problem in zip(
            rows, found["course.status"].to_pylist(), found["problem"].to_pylist(), strict=True
        ):
            wrong = said is not None and ("other" in said or len(set(said)) < len(said))
            assert problem == ("wrong-answer" if wrong else None)
            if not wrong:
                one = book.assess({} if said is None else {"kinds": said}, as_of=DAY)
                assert course == "|".join(one.interventions["course"].possible)


def test_what_hands_itself_over_as_arrow_does(book: Rulebook) -> None:
    """Frames of other libraries come by the same two methods, in pieces."""

    class Frame:
        def __arrow_c_stream__(self, schema: object = None) -> object:
            whole = pa.table(FLAT)
            pieces = pa.concat_tables([whole.slice(0, 2), whole.slice(2)])
            return pieces.__arrow_c_stream__(schema)

    found = book.assess_table(Frame(), as_of="2026-11-22")
    assert found.equals(book.assess_table(pa.table(FLAT), as_of=DAY))
    assert found.schema.metadata[b"triage.typology"] == b'["sure", "unsure", "gap", "conflict"]'


def test_a_stream(book: Rulebook) -> None:
    """Batch by batch, what the whole table comes to, and nothing before it is asked for."""
    table = pa.table({"case": ["1", "2", "3"], "wish": ["now", None, "nonsense"]})
    asked = list[int]()

    def batches() -> Iterator[Any]:
        for number, batch in enumerate(table.to_batches(max_chunksize=2)):
            asked.append(number)
            yield batch

    reader = pa.RecordBatchReader.from_batches(table.schema, batches())
    found = book.assess_stream(reader, as_of=DAY)
    assert asked == []
    assert found.read_all().to_pylist() == book.assess_table(table, as_of=DAY).to_pylist()
    assert asked == [0, 1]
    with pytest.raises(TriageError):
        book.assess_stream(table, as_of=DAY)


def test_rows_that_cannot_be_assessed(book: Rulebook) -> None:
    """Each has a code, and nothing else."""
    rows = {
        "as_of": ["2026-11-22", "2026-11-22", None, "soon", "2026-11-22"],
        "wish": ["never", "now", "now", "now", "now"],
        "jobs": [None, 1.0, None, None, 3.0],
        "jobs.2.near": [None, "yes", None, None, None],
    }
    found = book.assess_table(pa.table(rows)).to_pydict()
    assert found["problem"] == [
        "wrong-answer",
        "wrong-number-of-items",
        "as-of-missing",
        "as-of-missing",
        "wrong-number-of-items",
    ]
    assert found["typology"] == [None] * 5
    assert found["exact"] == [None] * 5


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"wihs": ["now"]}, "column-of-no-question"),
        ({"jobs.1.near": ["yes"]}, "column-missing"),
        ({"jobs": [[{"far": "yes"}]]}, "column-of-no-question"),
    ],
)
def test_columns_that_are_refused(book: Rulebook, columns: dict[str, Any], code: str) -> None:
    """No column is passed over in silence."""
    with pytest.raises(TriageError) as refused:
        book.assess_table(pa.table(columns), as_of=DAY)
    assert [each.code for each in refused.value.diagnostics] == [code]


def test_a_column_of_days_is_needed(book: Rulebook) -> None:
    """Unless a day is given, or another column is named."""
    with pytest.raises(TriageError, match="column-missing"):
        book.assess_table(pa.table({"wish": ["now"]}))
    table = pa.table({"wish": ["now"], "talked_on": [DAY], "team": [7]})
    found = book.assess_table(table, as_of="talked_on", keep=["team"], tell=["limits"])
    assert found.select(["team", "as_of", "typology"]).to_pylist() == [
        {"team": 7, "as_of": DAY, "typology": ["sure"]}
    ]


def test_what_is_no_table(book: Rulebook) -> None:
    """A wrong argument is named, as everywhere."""
    for arguments in ({"table": 7}, {"table": pa.table(FLAT), "tell": ["all"]}):
        with pytest.raises(TriageError, match=r"wrong-argument|no-such-word"):
            book.assess_table(**arguments, as_of=DAY)
