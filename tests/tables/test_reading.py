"""What every state of a file comes out as: the right rows, or the true cause."""

from __future__ import annotations

import os
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
    "sep with quotes": (f'"sep=;"\n{PLAIN}'.encode(), ReadAs("text", "UTF-8", ";", 1)),
    "byte order mark": (PLAIN.encode("utf-8-sig"), ReadAs("text", "UTF-8", ";", 1)),
    "byte order mark, sep": (
        f"sep=;\n{PLAIN}".encode("utf-8-sig"),
        ReadAs("text", "UTF-8", ";", 1),
    ),
    "UTF-16": (PLAIN.encode("utf-16"), ReadAs("text", "UTF-16", ";", 1)),
    "UTF-16, the other way": (
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        ReadAs("text", "UTF-16", ";", 1),
    ),
    "UTF-32": (PLAIN.encode("utf-32"), ReadAs("text", "UTF-32", ";", 1)),
    "other case": (PLAIN.replace("person", " PERSON ").encode(), ReadAs("text", "UTF-8", ";", 1)),
    "empty columns": (PLAIN.replace("\n", ";;\n").encode(), ReadAs("text", "UTF-8", ";", 1)),
    "empty rows": (f"{PLAIN}\n;\n \n".encode(), ReadAs("text", "UTF-8", ";", 1)),
    "lines of old Macs": (PLAIN.replace("\n", "\r").encode(), ReadAs("text", "UTF-8", ";", 1)),
    "both ends of lines": (
        PLAIN.replace("\n", "\r\n", 1).encode(),
        ReadAs("text", "UTF-8", ";", 1),
    ),
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
    assert (table.columns, table.read_as, table.rows) == (COLUMNS.needed, read_as, 2)


@pytest.mark.parametrize("name", ["list.xls", "list.parquet", "list.db", "list"])
def test_what_a_file_is_called(tmp_path: Path, name: str) -> None:
    """It says nothing of what is in it."""
    assert list(opened(tmp_path / name, PLAIN.encode())) == ROWS


MORE: dict[str, tuple[str, list[tuple[int, list[str]]]]] = {
    "titles and an empty row": (
        "Kursister pr. 1. maj;;\n\nperson;ended;\nA-1;;\n",
        [(4, ["A-1", ""])],
    ),
    "another column": (
        'note;person;ended\n"én; to,\nog ""tre""";A-1;\n;A-2;\n',
        [(2, ['én; to,\nog "tre"', "A-1", ""]), (3, ["", "A-2", ""])],
    ),
    "commas in quotes": (
        'note;person;ended\n"a,b,c";A-1;\n"d,e,f";A-2;\n',
        [(2, ["a,b,c", "A-1", ""]), (3, ["d,e,f", "A-2", ""])],
    ),
    "more commas than delimiters": (
        "note;person;ended\na,b,c,d,e;A-1;\n",
        [(2, ["a,b,c,d,e", "A-1", ""])],
    ),
    "a column without a name": (",person,ended\n0,A-1,\n", [(2, ["0", "A-1", ""])]),
    "too few cells": ("person;ended\nA-1\n", [(2, ["A-1"])]),
    "too many cells": ("person;ended\nA-1;;x\n", [(2, ["A-1", "", "x"])]),
    "no end of the last line": ("person;ended\nA-1;", [(2, ["A-1", ""])]),
    "letters that are Danish": (
        "person;ended\nÆrø-1;\nrødgrød;\n",
        [(2, ["Ærø-1", ""]), (3, ["rødgrød", ""])],
    ),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("state", MORE)
def test_rows_as_they_are(tmp_path: Path, state: str, encoding: str) -> None:
    """With the numbers a spreadsheet gives them; one that does not fit comes as it is."""
    text, rows = MORE[state]
    assert list(opened(tmp_path / "list.csv", text.encode(encoding))) == rows


def test_a_column_alone(tmp_path: Path) -> None:
    """Nobody knows its delimiter, so a cell with any of them does not fit."""
    text = "Beskyttede adresser pr. 1. maj\nperson\nA-1\nA-2;Bo\nA-3,\n"
    table = opened(tmp_path / "list.csv", text.encode(), Columns(("person",)))
    assert list(table) == [(3, ["A-1"]), (4, ["A-2", "Bo"]), (5, ["A-3", ""])]
    assert table.read_as == ReadAs("text", "UTF-8", None, 2)


def test_windows_1252_is_told(tmp_path: Path) -> None:
    """Letters that stand in words as Nordic ones do are certain."""
    text = "person;ended\nBlåbærgrød;\nÅ1;\nÉN;\nMüller;\n"
    with pytest.raises(TableError):  # a letter beside a figure stands in no word
        opened(tmp_path / "list.csv", text.encode("cp1252"))
    table = opened(tmp_path / "list.csv", text.replace("Å1", "ÅR").encode("cp1252"))
    assert [cells[0] for _, cells in table] == ["Blåbærgrød", "ÅR", "ÉN", "Müller"]
    assert table.read_as.encoding == "Windows-1252"


WRONG: dict[str, tuple[bytes, str, int | None]] = {
    "nothing": (b"", "table-empty", None),
    "nothing but blanks": (b"\n ; \n", "table-empty", None),
    "a quote left open": (b'person;ended\nA-1;"2026\nA-2;\n', "quote-not-closed", 2),
    "a quote left open at the end": (b'person;ended\nA-1;\nA-2;"\n', "quote-not-closed", 3),
    "a quote closed later": (b'person;ended\nA-1;"x\nA-2;\nA-3;"y"\n', "quote-not-closed", 2),
    "a quote over rows": (b'person;ended\nA-1;"x\nA-2;y"\nA-3;\n', "quote-over-rows", 2),
    "a quote over the start of rows": (
        b'note;person;ended\n"x;A-1;\ny";A-2;\n;A-3;\n',
        "quote-over-rows",
        2,
    ),
    "a quote left open in much": (
        b'person;ended\nA-1;"x\n' + b"A-2;\n" * 40_000,
        "quote-not-closed",
        2,
    ),
    "a quote in a cell": (b'person;ended\nA-1;"x" y\n', "quote-in-a-cell", 2),
    "a very long cell": (b"person;ended\nA-1;" + b"x" * 200_000, "cell-too-long", 2),
    "a duplicate": (b"person;person;ended\nA-1;A-2;\n", "column-twice", None),
    "a duplicate in other case": (b"person;Person;ended\nA-1;A-2;\n", "column-twice", None),
    "a column missing": (b"person;slut\nA-1;\n", "column-missing", None),
    "no columns": (b"A-1;2026-03-31\nA-2;\n", "no-line-of-columns", None),
    "a sep that lies": (b"sep=,\nperson;ended\nA-1;\n", "sep-otherwise", None),
    "a sep nobody knows": (b"sep=:\nperson:ended\nA-1:\n", "sep-unknown", None),
    "a row above": (b"A-1;2026-03-31\nperson;ended\nA-2;\n", "row-above-columns", None),
    "words in several cells above": (
        b"Hun bor her;A-1;\nnote;person;ended\n;A-2;\n",
        "row-above-columns",
        None,
    ),
    "half a row above": (b"A-1;\nperson;ended\nA-2;\n", "row-above-columns", None),
    "other signs": (b"person;ended\n\xc51;\x8b\n", "encoding-not-certain", 2),
    "DOS": ("person;ended\nblå;\n".encode("cp850"), "encoding-not-certain", 2),
    "a Mac": ("person;ended\nA-1;\nblå;\n".encode("mac-roman"), "encoding-not-certain", 3),
    "mixed": (b"person;ended\n\xc3\xa5;\n\xe5;\n", "encoding-not-certain", 3),
    "marked as UTF-8": (b"\xef\xbb\xbfperson;ended\nbl\xe5;\n", "encoding-not-certain", 2),
    "three dots of a Mac": ("person;ended\nHun…;\n".encode("mac-roman"), "encoding-not-certain", 2),
    "UTF-16 without its mark": (PLAIN.encode("utf-16-le"), "table-not-text", None),
    "half of UTF-16": (PLAIN.encode("utf-16")[:-1], "table-not-text", None),
    "bytes": (bytes(range(256)), "table-not-text", None),
    "XML": (b"\xef\xbb\xbf<?xml version='1.0'?><table/>", "table-is-markup", None),
    "ends of lines mixed": (b"person;ended\nA-1;\rA-2;\n", "line-ends-mixed", 2),
}


@pytest.mark.parametrize("state", WRONG)
def test_refused_with_its_cause(tmp_path: Path, state: str) -> None:
    """By its code, and the line where it has one; by no name of a column that may be somebody's."""
    content, code, line = WRONG[state]
    with pytest.raises(TableError) as caught:
        list(opened(tmp_path / "list.csv", content))
    (found,) = caught.value.diagnostics
    assert (found.code, found.details.get("line")) == (code, line)
    assert "A-1" not in f"{found.to_dict()}{found.to_dict('da')}"


def test_what_is_no_file(tmp_path: Path) -> None:
    """A folder, a device, or nothing at all."""
    for file in (tmp_path, Path(os.devnull), tmp_path / "nowhere.csv"):
        with pytest.raises(TableError) as caught:
            read_table(file, COLUMNS, usual="people")
        assert caught.value.diagnostics[0].code == "unreadable-table"


def test_a_file_that_changes(tmp_path: Path) -> None:
    """Another program writes to it, in another encoding, while it is read."""
    file = tmp_path / "list.csv"
    table = opened(file, (PLAIN + "A-3;\n" * 20_000).encode())
    assert next(iter(table)) == ROWS[0]
    file.write_bytes(file.read_bytes()[:100_000] + b"bl\xe5;\n" * 9)
    with pytest.raises(TableError) as caught:
        list(table)
    assert caught.value.diagnostics[0].code == "unreadable-table"
