"""What every state of a file comes out as: the right rows, or the true cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage.diagnostics import TableError
from triage.tables import Columns, ReadAs, Table, read_table

COLUMNS = Columns(("person", "ended"), ids=("person",))
ROWS = [(2, ["A-1", "2026-03-31"]), (3, ["A-2", ""])]
PLAIN = "person;ended\nA-1;2026-03-31\nA-2;\n"


def opened(file: Path, content: bytes, columns: Columns = COLUMNS) -> Table:
    """Open what a file holds."""
    file.write_bytes(content)
    return read_table(file, columns, usual="people", called="the list")


RIGHT = {
    "semicolons": (PLAIN.encode(), ReadAs("text", "UTF-8", ";", 1)),
    "commas": (PLAIN.replace(";", ",").encode(), ReadAs("text", "UTF-8", ",", 1)),
    "tabs": (PLAIN.replace(";", "\t").encode(), ReadAs("text", "UTF-8", "\t", 1)),
    "bars": (PLAIN.replace(";", "|").encode(), ReadAs("text", "UTF-8", "|", 1)),
    "sep": (f"sep=;\r\n{PLAIN}".encode(), ReadAs("text", "UTF-8", ";", 1)),
    "byte order mark": (PLAIN.encode("utf-8-sig"), ReadAs("text", "UTF-8", ";", 1)),
    "UTF-16": (PLAIN.encode("utf-16"), ReadAs("text", "UTF-16", ";", 1)),
    "other case": (PLAIN.replace("person", " PERSON ").encode(), ReadAs("text", "UTF-8", ";", 1)),
    "empty columns": (PLAIN.replace("\n", ";;\n").encode(), ReadAs("text", "UTF-8", ";", 1)),
    "quoted": (
        b'"person";"ended"\n"A-1";"2026-03-31"\n"A-2";""\n',
        ReadAs("text", "UTF-8", ";", 1),
    ),
}


@pytest.mark.parametrize("state", RIGHT)
def test_read_right(tmp_path: Path, state: str) -> None:
    """The same rows with the same numbers, and what they were read as."""
    content, read_as = RIGHT[state]
    table = opened(tmp_path / "list.csv", content)
    assert list(table) == ROWS
    assert (table.columns[:2], table.read_as, table.rows) == (COLUMNS.needed, read_as, 2)


WRONG: dict[str, tuple[bytes, str, int | None]] = {
    "nothing": (b"", "table-empty", None),
    "a quote left open": (b'person;ended\nA-1;"2026\nA-2;\n', "quote-not-closed", 2),
    "a quote closed later": (b'person;ended\nA-1;"x\nA-2;\nA-3;"y"\n', "quote-not-closed", 2),
    "a quote over rows": (b'person;ended\nA-1;"x\nA-2;y"\nA-3;\n', "quote-over-rows", 2),
    "a duplicate": (b"person;person;ended\nA-1;A-2;\n", "column-twice", None),
    "another encoding": (b"person;ended\n\xc51;\x8b\n", "encoding-not-certain", 2),
    "mixed": (b"person;ended\n\xc3\xa5;\n\xe5;\n", "encoding-not-certain", 3),
}


@pytest.mark.parametrize("state", WRONG)
def test_refused_with_its_cause(tmp_path: Path, state: str) -> None:
    """By its code, and the line where it has one."""
    content, code, line = WRONG[state]
    with pytest.raises(TableError) as caught:
        list(opened(tmp_path / "list.csv", content))
    (found,) = caught.value.diagnostics
    assert (found.code, found.details.get("line")) == (code, line)
