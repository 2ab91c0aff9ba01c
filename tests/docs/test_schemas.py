"""The published JSON Schemas are those of the code, and outcomes and cases meet them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import triage
from triage.cases.case_file import read_case
from triage.cli.command import run

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "cases" / "projekt-500").glob("*.yaml"))


def schema(name: str) -> dict[str, Any]:
    """Read a published schema."""
    text = (ROOT / "docs" / "schemas" / name).read_text(encoding="utf-8")
    return dict(json.loads(text))


def test_schemas_are_up_to_date() -> None:
    """`python tools/schemas.py` would change nothing."""
    before = {file.name: file.read_text("utf-8") for file in (ROOT / "docs/schemas").iterdir()}
    check = "import json, schemas; print(json.dumps(schemas.schemas()))"
    told = subprocess.run(
        [sys.executable, "-c", check],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "tools"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(told.stdout) == before


@pytest.mark.parametrize("name", ["assessment-1.json", "outcome-1.json", "rulebook-1.json"])
def test_schemas_are_schemas(name: str) -> None:
    """Each is valid by the dialect it names."""
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("file", CASES[:5], ids=lambda file: file.stem)
def test_outcomes_and_assessments_meet_their_schemas(file: Path) -> None:
    """What goes in and what comes out, on shipped cases."""
    case = read_case(file)
    assessment = triage.Assessment(as_of=case.as_of, answers=case.answers)
    Draft202012Validator(schema("assessment-1.json")).validate(assessment.to_dict())
    rulebook = triage.load_rulebook(ROOT / "rules" / "projekt-500")
    outcome = rulebook.assess(assessment).to_dict()
    Draft202012Validator(schema("outcome-1.json")).validate(outcome)


GAP, NO_GAP = "docs/examples/a-gap.yaml", "docs/examples/no-gap.yaml"
REPORTS = {
    "diagnostics-1.json": ("check", GAP, "--format", "json"),
    "rules-diff-1.json": ("diff", GAP, NO_GAP, "--format", "json"),
    "mutation-1.json": ("mutate", "--about", "T-vague", "--format", "json"),
    "coverage-1.json": ("test", "rules/herning-2019", "--coverage", "--format", "json"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_reports_meet_their_schemas(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the commands for method developers write as JSON."""
    monkeypatch.chdir(ROOT)
    run(("rules", *REPORTS[name]))
    Draft202012Validator.check_schema(schema(name))
    Draft202012Validator(schema(name)).validate(json.loads(capsys.readouterr().out))
