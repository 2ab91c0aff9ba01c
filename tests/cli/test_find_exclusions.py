"""`triage programme find` with lists that cannot be read with certainty: nobody gets a letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import Result
from tests.cli.test_programme_find import find
from triage.cli.exits import Exit

MONTHS = tuple(f"2026-{month:02}" for month in range(5, 11))
DECLARED = {
    "courses": "ended: ended",
    "income": "month: month, had_income: income",
    "protected": "",
    "crisis": "",
}


def written(folder: Path, ids: tuple[str, ...] = ("A-1", "A-2"), **tables: str | bytes) -> Path:
    """Write tables of people who would all be invited, but for what `tables` put in their place."""
    given: dict[str, str | bytes] = {
        "courses": "person,ended\n" + "".join(f"{each},2026-03-31\n" for each in ids),
        "income": "person,month,income\n"
        + "".join(f"{each},{month},nej\n" for each in ids for month in MONTHS),
        "protected": "person\nA-9\n",
        **tables,
    }
    for name, text in given.items():
        content = text.encode() if isinstance(text, str) else text
        (folder / f"{name}.csv").write_bytes(content)
    lines = [
        f"{name}: {{called: the {name}, file: {name}.csv, id: person, {DECLARED[name]}}}\n"
        for name in given
    ]
    (folder / "tables.yaml").write_text("".join(lines).replace(", }", "}"), encoding="utf-8")
    return folder / "tables.yaml"


def run(folder: Path, tables: Path) -> Result:
    """Look for people in tables."""
    return find(folder / "out", "--team", "--lang", "en", tables=tables)


def invited(folder: Path) -> list[str]:
    """Return the ids of those who get a letter."""
    lines = (folder / "out" / "invitations.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [line.split(",")[0] for line in lines]


UNSURE: dict[str, str | bytes] = {
    "a formula": "person\n=A-2\n",
    "a sum": "person\n+A-1\n",
    "a mention": "person\n@A-2\n",
    "a sum in wide signs": "person\n\uff1dA-2\n",
    "a formula that is a text": 'person\n"=""A-2"""\n',
    "powers of ten": 'person\n"1,23E+10"\n',
    "powers of ten with a point": "person\n1.23e10\n",
    "more digits than a spreadsheet keeps": "person\n1234567890123450\n",
    "a day": "person\n01-02-2026\n",
    "a day in words": "person\n02-jan\n",
    "a month in words": "person\njan-26\n",
    "no number": "person\nnan\n",
    "a spreadsheet's error": "person\n#N/A\n",
    "nothing": "person,name\n,Bo\n",
    "zero width": "person\nA-2\u200b\n",
    "zero width within": "person\nA\u200d-2\n",
    "a soft hyphen": "person\nA\u00ad-2\n",
    "a mark of the byte order": "person\nA-2\ufeff\n",
    "turned round": "person\n\u202eA-2\n",
    "a control sign": "person\nA-2\x07\n",
    "a null": "person\nA-2\x00\n",
    "Cyrillic": "person\n\u0410-2\n",
    "Greek": "person\n\u0391-2\n",
    "a combining sign": "person\nA\u0335-2\n",
    "other digits": "person\nA-\u0662\n",
    "a sign that stands for another": "person\nA-2\ufffd\n",
    "Latin-1 within UTF-8": "person,name\nÆ-2,Søren\n".encode() + "Ø-3,Åse\n".encode("latin-1"),
    "Latin-1 that is no Nordic word": "person\nA-2\nA\xa7-3\n".encode("latin-1"),
    "UTF-16 without a mark": "person\nA-2\n".encode("utf-16-le"),
    "too many cells": "name,person\nHansen, Bo,A-2\n",
    "too few cells": "name,person\nA-2\n",
    "an open quote": 'person,name\nA-9,"Ole\nA-2,Bo\nA-3,Ib\n',
    "an open quote that is closed later": 'person,name\nA-9,"Ole\nA-2,Bo\nA-3,Ib"\n',
    "an open quote over a short row": 'person,name\nA-9,"Ole\nA-2\nIb"\n',
    "a lost letter in another column": "person,name\nA-9,S\ufffdren\n",
    "an open quote on the id": 'person\nA-9\n"A-2\nA-3\n',
    "the wrong column": "name,person\nA-2,Bo\n",
    "the wrong column, with formulas": "name,person\n=A-2,Bo\n",
    "a row turned round": "name,person\nBo,A-9\na-2,Ib\n",
    "a header twice": "person,person\nX,A-2\n",
    "a header twice, in another case": "person,Person\nX,A-2\n",
    "no header": "A-2\nA-3\n",
    "no file": b"",
    "two ids": "person\nA-9;A-2\n",
    "two ids, with a comma": 'person,name\n"A-9,A-2",\n',
    "a note before it": "person\n!A-2\n",
    "a comment": "person\n# A-2\n",
    "long": f"person\n{'A' * 65}\n",
}


BOTH = [*((each, "protected") for each in UNSURE), *((each, "crisis") for each in [*UNSURE][::6])]


@pytest.mark.parametrize(("state", "which"), BOTH)
def test_a_list_that_cannot_be_read_with_certainty(tmp_path: Path, state: str, which: str) -> None:
    """Nothing is written, the exit code says so, and so do words that hold nothing of a cell."""
    result = run(tmp_path, written(tmp_path, ("A-1", "A-2"), **{which: UNSURE[state]}))
    assert result.exit == Exit.INVALID
    assert not (tmp_path / "out").exists()
    assert result.out == ""
    assert result.err.startswith("error[")
    assert not re.search(r"A-\d|Bo\b|Ole|Hansen|left out", result.err)


CAUSES = [
    ("=A-2", "id-not-certain"),
    ("+A-1", "id-not-certain"),
    ("1,23E+10", "id-not-certain"),
    ("A-2\u200b", "id-not-certain"),
    ("two ids", "id-not-certain"),
    ("too many cells", "row-not-whole"),
    ("an open quote", "quote-not-closed"),
    ("a header twice", "column-twice"),
    ("Latin-1 within UTF-8", "encoding-not-certain"),
]


@pytest.mark.parametrize(("state", "code"), CAUSES)
def test_the_true_cause_is_told(tmp_path: Path, state: str, code: str) -> None:
    """Of a state above, or of an id that stands alone in a list, in quotes."""
    tables = written(tmp_path, ("A-1",), protected=UNSURE.get(state, f'person\n"{state}"\n'))
    assert f"error[{code}]" in run(tmp_path, tables).err


ALIKE = {
    "case": ("a-2", "A-2"),
    "case of Danish letters": ("æø-2", "ÆØ-2"),
    "composition": ("a\u030a-2", "\u00e5-2"),
    "compatibility": ("\uff21-\uff12", "A-2"),
    "leading zeros": ("2", "002"),
    "leading zeros within": ("A-2", "A-02"),
    "leading zeros before a letter": ("A-2", "000A-2"),
    "a float": ("2", "2.0"),
    "a float with two decimals": ("2", "2.00"),
    "zeros behind a letter": ("2b", "2b.0"),
    "a zero lost behind the point": ("1.10", "1.1"),
    "spaces": ("A-2", "A 2"),
    "spaces beside dashes": ("A-2", "A - 2"),
    "no dash": ("A-2", "A2"),
    "no dash between digits": ("12-34", "1234"),
    "some dashes": ("12-34/5", "1234/5"),
    "a zero behind a dash that is lost": ("1-02", "102"),
    "no dash and no zero": ("1-02", "12"),
    "an underscore": ("A-2", "A_2"),
    "a no-break space": ("A 2", "A\u00a02"),
    "a no-break space for nothing": ("A2", "A\u00a02"),
    "an en dash": ("A-2", "A\u20132"),
    "a minus": ("A-2", "A\u22122"),
    "a hyphen that does not break": ("A-2", "A\u20112"),
    "a point": ("A-2", "A.2"),
    "letters in ASCII": ("Sø-2", "Soe-2"),
    "letters without their strokes": ("Sø-2", "So-2"),
    "a word before it": ("A-2", "Bo A-2"),
    "a word before two": ("B 2", "Bo B 2 flyttet"),
    "another id before it": ("A-2", "X-9/A-2"),
    "several at once": ("ab-007", "AB 7.0"),
}


TURNED = [
    *((each, turned, "protected") for each in ALIKE for turned in (False, True)),
    *((each, False, which) for each in [*ALIKE][::5] for which in ("crisis", "income")),
]


@pytest.mark.parametrize(("kind", "turned", "which"), TURNED)
def test_ids_that_could_be_the_same(tmp_path: Path, kind: str, turned: bool, which: str) -> None:
    """They are refused with both rows, whichever of the tables has which spelling."""
    one, other = ALIKE[kind][::-1] if turned else ALIKE[kind]
    more = {"income": ",2026-09,ja"}.get(which, "")
    head = {"income": "person,month,income"}.get(which, "person")
    tables = written(tmp_path, ("A-1", one), **{which: f"{head}\nX-9{more}\n{other}{more}\n"})
    result = run(tmp_path, tables)
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert not (tmp_path / "out").exists()
    assert "error[ids-alike]" in result.err
    assert f"row 3 of `the {which}`" in result.err
    assert "row 3 of `the courses`" in result.err
    assert not re.search(r"A-\d|AB|Bo|ø|å|1234|1-02|12-34|a-2", result.err)


@pytest.mark.parametrize("kind", ALIKE)
def test_ids_of_courses_that_could_be_the_same(tmp_path: Path, kind: str) -> None:
    """A course that goes on may stand under the other spelling."""
    one, other = ALIKE[kind]
    tables = written(tmp_path, courses=f"person,ended\n{one},2026-03-31\n{other},\n")
    result = run(tmp_path, tables)
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "row 3 of `the courses` and row 2 of `the courses`" in result.err


NOT_ALIKE = [
    ("A-1", "A-2"),
    ("1-12", "11-2"),
    ("1", "10"),
    ("10", "100"),
    ("AB-1", "A-1"),
    ("A 1", "A 2"),
]


@pytest.mark.parametrize(("one", "other"), NOT_ALIKE)
def test_ids_that_are_two_peoples(tmp_path: Path, one: str, other: str) -> None:
    """Nobody is taken for another: who is listed is left out, who is not is invited."""
    result = run(tmp_path, written(tmp_path, (one, other), protected=f"person\n{other}\n"))
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert invited(tmp_path) == [one]


ROWS = [
    ("income", "A-2,2026-09\n"),
    ("income", "A-2,2026-09,ja,x\n"),
    ("income", "A-2\u200b,2026-09,ja\n"),
    ("income", ",2026-09,ja\n"),
    ("courses", "A-2,,x\n"),
    ("courses", "=A-2,\n"),
    ("courses", ",\n".replace(",", " ,2026-03-31")),
]


@pytest.mark.parametrize(("which", "row"), ROWS)
def test_a_row_nobody_knows_whom_it_is_about(tmp_path: Path, which: str, row: str) -> None:
    """In no table: the course may go on, or there may have been an income."""
    tables = written(tmp_path)
    with (tmp_path / f"{which}.csv").open("a", encoding="utf-8") as table:
        table.write(row)
    result = run(tmp_path, tables)
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert not (tmp_path / "out").exists()
    assert "A-2" not in result.err


SAID = [
    ("person\n", None, ["protected_empty", "crisis_not_given"], "protected addresses is empty"),
    ("person\nA-9\n", "person\nA-1\n", ["protected_none_found"], "addresses is among those"),
    ("person\nA-1\n", "person\n", ["crisis_empty"], "who must get no letter is empty"),
    ("person\nA-1\n", "person\nA-9\n", ["crisis_none_found"], "no letter is among those"),
    ("person\nA-1\n", None, ["crisis_not_given"], "there is no list of those"),
    ("person\nA-1\n", "person\nA-2\n", [], None),
]


@pytest.mark.parametrize(("protected", "crisis", "notices", "said"), SAID)
@pytest.mark.parametrize("team", [("--team",), ()])
def test_a_list_that_leaves_nobody_out(
    tmp_path: Path,
    protected: str,
    crisis: str | None,
    notices: list[str],
    said: str | None,
    team: tuple[str, ...],
) -> None:
    """It is told aloud, on the screen and in both counts, small numbers hidden or not."""
    given = {"protected": protected} | ({} if crisis is None else {"crisis": crisis})
    tables = written(tmp_path, ("A-1", "A-2"), **given)
    result = find(tmp_path / "out", *team, "--lang", "en", tables=tables)
    assert result.exit == Exit.DONE
    page = (tmp_path / "out" / "count.md").read_text(encoding="utf-8")
    counts = json.loads((tmp_path / "out" / "count.json").read_text(encoding="utf-8"))
    assert counts["notices"] == notices
    for text in (result.out, page):
        assert said is None or said in " ".join(text.split())
        assert text.count("Note:") == len(notices)
    read = counts["read"]
    assert (read["courses"], read["income"]) == ((2, 12) if team else (None, 12))
    assert read["protected"]["rows"] == (
        protected.count("A") if team or "A" not in protected else None
    )
    assert (read["crisis"] is None) == (crisis is None)


def test_one_table_for_two_lists(tmp_path: Path) -> None:
    """Whoever copies a line and forgets the name of the file has read one list twice."""
    tables = written(tmp_path, crisis="person\nA-2\n")
    text = tables.read_text(encoding="utf-8")
    tables.write_text(text.replace("file: crisis.csv", "file: ./protected.csv"), encoding="utf-8")
    result = run(tmp_path, tables)
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "error[table-declared-twice]" in result.err
