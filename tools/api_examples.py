"""Writes the examples of the API, made of golden cases.

Run with `python tools/api_examples.py`; a test holds the file to the cases.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from triage.cases.case_file import read_case

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "src" / "triage" / "web" / "api" / "examples.json"
_BOOK = "/rulebooks/{rulebook}"
_CASES = {"half": "Half answered", "settled": "Settled"}
_FILES = {"half": "demo-open", "settled": "demo-settled"}
_STEP = {"do": "answer", "path": "goal_state", "value": "vague"}


def examples() -> dict[str, Any]:
    """Return the examples of bodies by the path of the operation."""
    given = {name: _assessment(name) for name in _CASES}
    both = {name: _example(_CASES[name], body) for name, body in given.items()}
    single = {
        **{f"{_BOOK}/{name}": body for name, body in _about(**given).items()},
        **_rulebooks(),
        **_cases(given["settled"]),
    }
    return {
        **{f"{_BOOK}/{name}": both for name in ("assess", "stability", "texts")},
        **{path: {"example": _example("An example", body)} for path, body in single.items()},
    }


def _about(half: dict[str, Any], settled: dict[str, Any]) -> dict[str, Any]:
    """Return what is asked about one assessment, and of several."""
    about = {"assessment": settled, "name": "employer_contact"}
    begun = {"as_of": half["as_of"], "answers": {}}
    lines = (json.dumps(each, ensure_ascii=False) for each in (half, settled))
    return {
        "why": about,
        "why-not": about,
        "towards": {"assessment": half, "name": "flexible"},
        "what-if": {"assessment": settled, "changes": {"goal_state": "vague"}},
        "next-question": {"assessment": half, "goal": "plan"},
        "page": {"assessment": settled, "case": "c-1"},
        "sheet": {"assessment": settled},
        "copies": {"assessment": settled, "target": "min_plan"},
        "interview": {"assessment": begun, "steps": [_STEP]},
        "batch": "\n".join(lines),
    }


def _rulebooks() -> dict[str, Any]:
    gap, no_gap = (
        {"files": {"rulebook.yaml": (ROOT / "docs" / "examples" / name).read_text("utf-8")}}
        for name in ("a-gap.yaml", "no-gap.yaml")
    )
    return {"/check": gap, "/diff": {"old": gap, "new": no_gap}}


def _cases(settled: dict[str, Any]) -> dict[str, Any]:
    day = settled["as_of"]
    by = {"rulebook": "projekt-500", "as_of": day}
    informed = {"kind": "informed", "article": 13, "on": day}
    return {
        "/cases": {"case": "c-1"},
        "/cases/{ref}/events": {"events": [informed]},
        "/cases/{ref}/interview": {**by, "steps": [_STEP]},
        "/cases/{ref}/assess": {**by, "answers": settled["answers"]},
    }


def _example(summary: str, value: Any) -> dict[str, Any]:
    return {"summary": summary, "value": value}


def _assessment(name: str) -> dict[str, Any]:
    case = read_case(ROOT / "cases" / "projekt-500" / f"{_FILES[name]}.yaml")
    return case.assessment.to_dict()


def as_text() -> str:
    """Return what the file holds."""
    return json.dumps(examples(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    EXAMPLES.write_text(as_text(), encoding="utf-8")
