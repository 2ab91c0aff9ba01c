"""Municipalities through SIRI's rulebook: what fits them, on a page that speaks of methods."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import ROOT, Exit, triage
from triage.cases.case_file import read_case
from triage.language.load import load
from triage.model.question import Choice, Subset, YesNo
from triage.present import LANGUAGES

Golden = Callable[[str, str], None]
CASES = ROOT / "cases" / "siri-fitting"
NOT_OF_A_MUNICIPALITY = re.compile(
    r"\b(typolog|plan\b|lov(en)?\b|lag(en)?\b|law\b|the person|personen)", re.IGNORECASE
)


def page(case: str, language: str) -> str:
    """Return the page of a constructed municipality."""
    result = triage("assess", str(CASES / f"{case}.yaml"), "--lang", language)
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert all(len(line) <= 80 for line in result.out.splitlines())
    return re.sub(r"\b[0-9a-f]{12}\b", "0123456789ab", result.out)


@pytest.mark.parametrize("case", ["lilleby", "mellemby", "storby", "nyby"])
def test_page(golden: Golden, case: str) -> None:
    """It reads as it did."""
    golden(f"municipality.{case}.da.txt", page(case, "da"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["storby", "nyby", "oeby"])
def test_it_speaks_of_methods(case: str, language: str) -> None:
    """And neither of a typology nor of law: no rule of law was read."""
    told = page(case, language)
    assert NOT_OF_A_MUNICIPALITY.findall(told) == []
    heading = {"da": "Metoder", "sv": "Metoder", "en": "Methods"}[language]
    assert any(line.partition(" (")[0] == heading for line in told.splitlines())


# --- a table of them

BOOK = load(ROOT / "rules" / "siri-fitting")
SCHEMA = json.loads((ROOT / "docs/schemas/municipalities-1.json").read_text("utf-8"))
ASKED = {
    id_: each.domain.values
    for id_, each in BOOK.questions.items()
    if isinstance(each.domain, Choice | YesNo)
}
SETS = {
    id_: each.domain.values
    for id_, each in BOOK.questions.items()
    if isinstance(each.domain, Subset)
}


def cell(answer: object) -> str:
    """Return an answer as a cell holds it."""
    if isinstance(answer, list):
        return ", ".join(map(str, answer)) or "none"
    return str(answer)


def table(file: Path, rows: dict[str, dict[str, object]]) -> str:
    """Write municipalities as a Danish spreadsheet does."""
    columns = list(dict.fromkeys(id_ for answers in rows.values() for id_ in answers))
    lines = [";".join(["municipality", *columns])]
    for name, answers in rows.items():
        cells = (cell(answers[id_]) if id_ in answers else "" for id_ in columns)
        lines.append(";".join([name, *cells]))
    file.write_text("sep=;\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(file)


def constructed() -> dict[str, dict[str, object]]:
    """Return the constructed municipalities; what they decided stands in no cell."""
    cases = (read_case(file) for file in sorted(CASES.glob("*.yaml")))
    known = {*ASKED, *SETS}
    return {
        str(case.title).split(",")[0]: {k: v for k, v in case.answers.items() if k in known}
        for case in cases
    }


def test_a_table_says_what_the_pages_say(golden: Golden, tmp_path: Path) -> None:
    """The same methods come out of a row as of a case."""
    file = table(tmp_path / "t.csv", constructed())
    arguments = ("programme", "municipalities", file, "--as-of", "2026-11-23")
    result = triage(*arguments)
    assert (result.exit, result.err) == (Exit.DONE, "")
    golden("municipalities.da.txt", re.sub(r"\b[0-9a-f]{12}\b", "0123456789ab", result.out))
    found = json.loads(triage(*arguments, "--format", "json").out)
    Draft202012Validator(SCHEMA).validate(found)
    told = {each["municipality"]: each for each in found["municipalities"]}
    assert [each["id"] for each in told["Nyby"]["proposed"]] == ["company_first"]
    assert [each["id"] for each in told["Nyby"]["optional"]] == ["wage_subsidy", "language_at_work"]
    assert (told["Øby"]["proposed"], told["Øby"]["open"]) == ([], 0)
    assert "language_at_work" in [each["id"] for each in told["Storby"]["optional"]]
    assert told["Storby"]["open"] == 1


def test_98_municipalities_in_one_run(tmp_path: Path) -> None:
    """All of them come out, in the order of the table, and the counts are theirs."""
    chance = random.Random(98)
    rows: dict[str, dict[str, object]] = {}
    for number in range(98):
        answers: dict[str, object] = {id_: chance.choice(its) for id_, its in ASKED.items()}
        answers |= {
            id_: [each for each in its if chance.random() < 0.4] for id_, its in SETS.items()
        }
        rows[f"Konstrueret {number + 1}"] = {
            id_: each for id_, each in answers.items() if chance.random() < 0.9
        }
    file = table(tmp_path / "t.csv", rows)
    result = triage("programme", "municipalities", file, "--format", "json")
    assert (result.exit, result.err) == (Exit.DONE, "")
    found = json.loads(result.out)
    assert [each["municipality"] for each in found["municipalities"]] == list(rows)
    for method in found["methods"]:
        for kind in ("proposed", "optional", "perhaps"):
            those = [each for each in found["municipalities"] if method["method"] in each[kind]]
            assert method[kind] == len(those)
    assert len({method["proposed"] for method in found["methods"]}) > 3


def test_bad_rows_cost_themselves(tmp_path: Path) -> None:
    """They are named by row, column and code; what a cell holds is told nowhere."""
    rows = constructed()
    file = Path(table(tmp_path / "t.csv", rows))
    columns = file.read_text("utf-8").splitlines()[1].split(";")
    bad = ";".join("Skrevet af nogen" if each == "transport" else "" for each in columns)
    extra = f"Xby{bad}\nLilleby{';' * (len(columns) - 1)}\nYby;1;2\n"
    file.write_text(file.read_text("utf-8") + extra, encoding="utf-8")
    result = triage("programme", "municipalities", str(file), "--lang", "en")
    assert result.exit == Exit.INVALID
    for code in ("cell-not-an-answer", "municipality-twice", "cells-in-a-row"):
        assert code in result.err
    assert "].transport" in result.err
    assert "Skrevet" not in result.err + result.out
    assert "3 rows could not be used" in result.out


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        ("municipality;transport\nA;fine\n", ("--rulebook", "projekt-500"), "not-about-munici"),
        ("municipality;sex\nA;x\n", (), "column-unknown"),
        ("name;transport\nA;fine\n", (), "no-line-of-columns"),
        ("municipality;transport\n010190-1234;fine\n", (), "id-like-cpr"),
        ("municipality;transport\nA;boat\n", (), "every-row-left-out"),
    ],
)
def test_a_table_that_is_refused(
    tmp_path: Path, text: str, arguments: tuple[str, ...], code: str
) -> None:
    """Persons above all: nobody puts them beside each other."""
    file = tmp_path / "t.csv"
    file.write_text(text, encoding="utf-8")
    result = triage("programme", "municipalities", str(file), *arguments)
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert code in result.err
    assert "010190" not in result.err
