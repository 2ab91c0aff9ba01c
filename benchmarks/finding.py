"""Tables nobody is in, to find people in: a million courses, five million yes or no flags.

Ten of every eleven people take one course; each has flags of five or six of the last months.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

AS_OF = date(2026, 11, 22)
MONTHS = tuple(f"2026-{month:02}" for month in range(5, 11))
TABLES = """\
courses: {called: courses, file: courses.csv, id: person, ended: ended}
income: {called: flags, file: income.csv, id: person, month: month, had_income: income}
protected: {called: protected, file: protected.csv, id: person}
"""


def write(folder: Path, courses: int) -> Path:
    """Write so many courses, five flags for each, and the file that says where they are."""
    draw = Random(1)
    people = courses * 10 // 11
    with (folder / "courses.csv").open("w") as table:
        table.write("person,ended\n")
        table.writelines(f"P{at % people},{_ended(draw)}\n" for at in range(courses))
    with (folder / "income.csv").open("w") as table:
        table.write("person,month,income\n")
        table.writelines(_flags(draw, people, 5 * courses))
    (folder / "protected.csv").write_text("person\n" + "".join(f"P{at}\n" for at in range(9000)))
    file = folder / "tables.yaml"
    file.write_text(TABLES)
    return file


def _ended(draw: Random) -> str:
    return str(AS_OF - timedelta(days=draw.randrange(3000))) if draw.random() < 0.9 else ""


def _flags(draw: Random, people: int, count: int) -> Iterator[str]:
    for at in range(count):
        said = "ja" if draw.random() < 0.1 else "nej"
        yield f"P{at // len(MONTHS) % people},{MONTHS[at % len(MONTHS)]},{said}\n"
