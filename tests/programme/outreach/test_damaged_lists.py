"""Damaged lists of those who must get no letter: whoever is still on one gets none."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date
from pathlib import Path

from tests.counts import Count
from tests.sizes import SizeOf
from tests.tables.damaging import damaged
from triage.diagnostics import TableError
from triage.programme.outreach import Method, Tables, match, read_known

AS_OF = date(2026, 11, 22)
METHOD = Method(
    label="K", ended_at_least=3, ended_at_most=60, without_income=1, source="x", note="y"
)
PEOPLE = ("A-1", "A-2", "A-3")
LISTS = [
    b"person\nB-7\nA-2\nB-8\n",
    b"person;navn\r\nB-7;Ib\r\nA-2;Bo\r\nB-8;Ea\r\n",
    b'"navn","person"\n"Ib, Ea","B-7"\n"Bo","A-2"\n"Ea","B-8"\n',
    "sep=|\nnavn|person|by\nIb|B-7|Århus\nBo|A-2|Ribe\nEa|B-8|Køge\n".encode("cp1252"),
    "Liste over beskyttede adresser\n\nnavn;Person;;\nIb;B-7;;\nBo;A-2;;\n".encode("utf-16"),
]
IS_THERE = re.compile(r"(?<![\w./:-])A-2(?![\w./:-])")
"""Not as a part of another id, such as `A-A-2`."""


def tables(folder: Path) -> Tables:
    """Write who could be invited: everybody, if it were not for the list."""
    courses = "".join(f"{each},2026-03-01\n" for each in PEOPLE)
    income = "".join(f"{each},2026-10,nej\n" for each in PEOPLE)
    (folder / "courses.csv").write_text(f"person,ended\n{courses}", encoding="utf-8")
    (folder / "income.csv").write_text(f"person,month,income\n{income}", encoding="utf-8")
    named = {
        name: {"called": name, "file": f"{name}.csv", "id": "person"}
        for name in ("courses", "income", "protected")
    }
    courses_too = {**named["courses"], "ended": "ended"}
    income_too = {**named["income"], "month": "month", "had_income": "income"}
    return Tables.model_validate({**named, "courses": courses_too, "income": income_too})


def is_there(content: bytes) -> bool:
    """Say whether somebody who looks at a damaged list still sees A-2 there, by itself."""
    return any(
        IS_THERE.search(content.decode(encoding, errors="replace"))
        for encoding in ("utf-16", "latin-1")
    )


def test_whoever_is_still_on_a_damaged_list(tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """The list is read with them, or nobody is invited at all."""
    chance, declared, outcomes = random.Random(15), tables(tmp_path), Counter[str]()
    for number in range(size("tables")):
        content = damaged(LISTS[number % len(LISTS)], chance)
        (tmp_path / "protected.csv").write_bytes(content)
        try:
            known, _ = read_known(declared, METHOD, AS_OF, tmp_path)
        except TableError:
            outcomes["refused"] += 1
            continue
        invited = {each.id for each in match(known, METHOD, AS_OF).invited}
        assert "A-2" not in invited or not is_there(content), (number, content)
        outcomes["left out" if "A-2" not in invited else "no longer on it"] += 1
    for outcome, many in outcomes.items():
        counted(f"damaged lists: {outcome}", many)
    assert outcomes["left out"]
