"""Writes docs/schemas/*.json: of assessments, outcomes, explanations, reports, rulebook files.

Run with `python tools/schemas.py`; a test holds the files to the code.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from triage.journal.events import journal_schema
from triage.language.approval import Approval
from triage.language.schema import rulebook_schema
from triage.model.assessment import Assessment
from triage.model.explanation import Stability, Towards, WhatIf, Why, WhyNot
from triage.model.outcome import Outcome
from triage.programme import Comparison, Summary
from triage.programme.balance import Balance
from triage.programme.monitoring import Ledger, ProgrammeReport, participants_schema
from triage.programme.municipalities import Municipalities
from triage.programme.outreach import FoundCounts
from triage.verify.report_schemas import REPORTS

FOLDER = Path(__file__).parent.parent / "docs" / "schemas"
DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}

TOLD: dict[str, type[BaseModel]] = {
    "balance": Balance,
    "found": FoundCounts,
    "municipalities": Municipalities,
    "programme": Summary,
    "programme-comparison": Comparison,
    "programme-report": ProgrammeReport,
    "release-ledger": Ledger,
    "stability": Stability,
    "towards": Towards,
    "what-if": WhatIf,
    "why": Why,
    "why-not": WhyNot,
}


def schemas() -> dict[str, str]:
    """Return the text of each schema file by its name."""
    found: dict[str, dict[str, Any]] = {
        "approval-1.json": DIALECT | Approval.model_json_schema(by_alias=True),
        "assessment-1.json": DIALECT | Assessment.model_json_schema(by_alias=True),
        "journal-1.json": DIALECT | journal_schema(),
        "outcome-1.json": DIALECT | Outcome.model_json_schema(by_alias=True, mode="serialization"),
        "participants-1.json": DIALECT | participants_schema(),
        "rulebook-1.json": rulebook_schema(),
        **{
            f"{name}-1.json": DIALECT | model.model_json_schema(by_alias=True, mode="serialization")
            for name, model in TOLD.items()
        },
        **{f"{name}-1.json": DIALECT | schema for name, schema in REPORTS.items()},
    }
    return {
        name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in found.items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, text in schemas().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
