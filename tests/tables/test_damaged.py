"""Damaged tables: whatever became of one, it is read or refused, soon, and nothing breaks."""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.programme.following.book import BOOK
from tests.tables.workbooks import edited, workbook
from triage.diagnostics import TableError
from triage.programme.following import read_participants

LONGEST = 5.0
"""Seconds: what takes longer hangs."""

ROWS = [
    ("case", "record", "what", "from", "hours"),
    ("A-1", "taking_part", "", "2021-02-01", ""),
    ("A-1", "outcome", "ordinary_job", "01-06-2021", "20,5"),
    ("A-2", "taking_part", "", "01.02.2021", ""),
    ("Øst-3", "taking_part", "", "2021-02-01", ""),
]


def text(delimiter: str, encoding: str, head: str = "") -> bytes:
    """Write the table as a text."""
    lines = [delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in ROWS]
    return (head + "\r\n".join(lines)).encode(encoding)


def sqlite(folder: Path) -> bytes:
    """Write the table into an SQLite file."""
    file = folder / "whole.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE participants (" + ", ".join(f'"{c}"' for c in ROWS[0]) + ")")
        database.executemany("INSERT INTO participants VALUES (?, ?, ?, ?, ?)", ROWS[1:])
    database.close()
    return file.read_bytes()


def parquet(folder: Path) -> bytes:
    """Write the table as Parquet."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")
    columns = dict(zip(ROWS[0], map(list, zip(*ROWS[1:], strict=True)), strict=True))
    pytest.importorskip("pyarrow.parquet").write_table(pyarrow.table(columns), folder / "whole")
    return (folder / "whole").read_bytes()


def specimens(folder: Path) -> list[bytes]:
    """Give a table of each kind."""
    return [
        text(";", "utf-8"),
        text(",", "utf-8-sig", "Deltagere i vores indsats\r\n\r\n"),
        text("\t", "utf-16"),
        text("|", "cp1252", "sep=|\r\n"),
        workbook(Ark1=ROWS),
        sqlite(folder),
        parquet(folder),
    ]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Damage a file: bytes changed, put in, taken out, moved, cut off."""
    bytes_ = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 8])):
        at, until = sorted(chance.choices(range(len(bytes_) + 1), k=2))
        match chance.randrange(5):
            case 0 if at < len(bytes_):
                bytes_[at] = chance.randrange(256)
            case 1:
                bytes_[at:at] = chance.choice(
                    [b'"', b";", b",", b"\n", b"\r", b"\xe6", b"\0", b"9"]
                )
            case 2:
                del bytes_[at : at + chance.choice([1, 4, 40])]
            case 3:
                bytes_[at:at] = bytes_[at : min(until, at + 200)]
            case _:
                del bytes_[max(at, until - 40) :]
    return bytes(bytes_)


def damaged_inside(content: bytes, chance: random.Random) -> bytes:
    """Damage a part of a workbook, which stays an archive that opens."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w") as after:
        hit = chance.choice(before.namelist())
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, damaged(part, chance) if name == hit else part)
    return made.getvalue()


def ways(content: bytes) -> list[Callable[[bytes, random.Random], bytes]]:
    """Say how a file can be damaged."""
    return [damaged, damaged_inside] if content.startswith(b"PK") else [damaged]


def test_nothing_breaks(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Read, or refused with a diagnostic; no other exception, none that takes long."""
    chance, kinds, outcomes = random.Random(15), specimens(tmp_path), Counter[str]()
    file = tmp_path / "table"
    for number in range(pytestconfig.getoption("--tables")):
        content = kinds[number % len(kinds)]
        file.write_bytes(chance.choice(ways(content))(content, chance))
        began = time.perf_counter()
        try:
            read_participants(file, BOOK)
            outcomes["read"] += 1
        except TableError as error:
            outcomes[error.diagnostics[0].code] += 1
        assert time.perf_counter() - began < LONGEST, number
    print(f"\n{outcomes.total()} damaged tables: {dict(outcomes.most_common())}")  # noqa: T201


def test_a_row_that_is_far_down(tmp_path: Path) -> None:
    """A workbook that says that its next row is the last of billions is refused, soon."""
    far = edited(workbook(Ark1=ROWS), {'<row r="3"': '<row r="99999999999"', 'r="[A-Z]3"': ""})
    (tmp_path / "table").write_bytes(far)
    with pytest.raises(TableError) as caught:
        read_participants(tmp_path / "table", BOOK)
    assert caught.value.diagnostics[0].code == "workbook-too-large"
