"""The JSON Schemas of what the commands for method developers write."""

from __future__ import annotations

from typing import Any

from triage.model.protected import Characteristic
from triage.verify.check.outcome_paths import Reached

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NOTHING: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
COUNT_OR_NOTHING: Schema = {"type": ["integer", "null"], "minimum": 0}
DAY: Schema = {"type": "string", "format": "date"}
ANSWERS: Schema = {"type": "object", "description": "Constructed answers, as a case file has them"}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _or_nothing(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _document(name: str, **properties: Schema) -> Schema:
    return _object(schema={"const": f"triage.{name}/1"}, **properties)


SHOWN = _object(as_of=DAY, because=ANSWERS, answers=ANSWERS)
EVIDENCE = _object(
    count=COUNT_OR_NOTHING,
    total=COUNT_OR_NOTHING,
    over=_list(TEXT),
    assessments=_list(SHOWN),
    proposal=TEXT_OR_NOTHING,
)
DIAGNOSTIC = _object(
    code=TEXT,
    severity={"enum": ["error", "warning", "note"]},
    message=TEXT,
    expected=TEXT_OR_NOTHING,
    matters=TEXT_OR_NOTHING,
    nearest=TEXT_OR_NOTHING,
    file=TEXT_OR_NOTHING,
    line=COUNT_OR_NOTHING,
    column=COUNT_OR_NOTHING,
    end_line=COUNT_OR_NOTHING,
    end_column=COUNT_OR_NOTHING,
    path=TEXT_OR_NOTHING,
    related=_list(TEXT),
    evidence=_or_nothing(EVIDENCE),
)
MOVEMENT = _object(
    output=TEXT,
    before=TEXT,
    after=TEXT,
    count=COUNT,
    total=COUNT,
    over=_list(TEXT),
    regions=_list(TEXT),
    more={"type": "boolean"},
    assessment=SHOWN,
)
VERSION = _object(id=TEXT, version=TEXT, digest=TEXT, texts_digest=TEXT)
SIDE: Schema = {"enum": ["old", "new"]}
COMES_TO = _object(
    output=TEXT, value=TEXT, count=COUNT, total=COUNT, over=_list(TEXT), assessment=SHOWN
)
ONE_SIDED = _object(
    side=SIDE,
    question=TEXT,
    answer={"description": "A value, or what answers have in common"},
    outcomes=_list(COMES_TO),
    by_typology=_list(TEXT),
)
ASKED_BY_ONE = _object(
    side=SIDE, question=TEXT, count=COUNT, total=COUNT, over=_list(TEXT), outputs=_list(TEXT)
)
CHANGED_TEXT = _object(path=TEXT, language=TEXT, before=TEXT_OR_NOTHING, after=TEXT_OR_NOTHING)
WRITTEN = _object(
    what={"enum": ["added", "removed", "changed", "renamed"]},
    kind=TEXT,
    path=TEXT,
    formerly=TEXT_OR_NOTHING,
    means_otherwise={"type": "boolean"},
    takes_in=_list(TEXT),
    leaves_out=_list(TEXT),
    before=_list(TEXT),
    after=_list(TEXT),
    texts=_list(CHANGED_TEXT),
)
CHANGED_DAY = _object(
    as_of=DAY,
    movements=_list(MOVEMENT),
    reasons=_list(MOVEMENT),
    answers=_list(ONE_SIDED),
    questions=_list(ASKED_BY_ONE),
    not_compared=_list(TEXT),
)
CASES = _object(
    looked_at=COUNT,
    moved=_list(_object(case=TEXT, changes=_list(_object(output=TEXT, before=TEXT, after=TEXT)))),
)
TABLE = _object(
    looked_at=COUNT,
    moved=COUNT,
    movements=_list(_object(name=TEXT, rows=COUNT)),
    unreadable=_list(COUNT),
)
MUTANT = _object(
    operator=TEXT,
    path=TEXT,
    what=TEXT,
    fate={"enum": ["killed", "equivalent", "alive", "undecided"]},
    killed_by=TEXT_OR_NOTHING,
    assessment=_or_nothing(SHOWN),
)
GUARDED = _object(
    guarantee=TEXT,
    what=TEXT,
    worth={"enum": ["needed", "held by others", "idle"]},
    slip=_or_nothing(_object(operator=TEXT, path=TEXT, what=TEXT)),
    others=_list(TEXT),
)
TARGET = _object(side=TEXT, path=TEXT, test=TEXT_OR_NOTHING, covered_by=TEXT_OR_NOTHING)

LOOKED_AT = _object(id=TEXT_OR_NOTHING, version=TEXT_OR_NOTHING, path=TEXT)
"""Which rulebook it is about; id and version as far as its head can be read."""

_CHARACTERISTICS = _list({"enum": [*Characteristic]})
OUTCOME_PATH = _object(
    question=TEXT,
    concerns=_CHARACTERISTICS,
    proxy_of=_CHARACTERISTICS,
    through=_list(TEXT),
    rule=TEXT,
    reaches={"enum": [*Reached]},
    about=_list(TEXT),
)
"""From what concerns a protected characteristic, or stands close to one, to what a rule says."""

REPORTS: dict[str, Schema] = {
    "diagnostics": _document(
        "diagnostics",
        looked_at=_or_nothing(LOOKED_AT),
        diagnostics=_list(DIAGNOSTIC),
        paths=_or_nothing(_list(OUTCOME_PATH)),
    ),
    "rules-diff": _document(
        "rules-diff",
        looked_at=_object(old=LOOKED_AT, new=LOOKED_AT),
        old=VERSION,
        new=VERSION,
        written=_list(WRITTEN),
        days=_list(CHANGED_DAY),
        cases=_or_nothing(CASES),
        table=_or_nothing(TABLE),
        undeclared=_or_nothing(_list(TEXT)),
    ),
    "missing-cases": _document(
        "missing-cases",
        looked_at=LOOKED_AT,
        written=_list(_object(case=TEXT, what=TEXT)),
        without_a_case=_list(TEXT),
    ),
    "mutation": _document("mutation", looked_at=LOOKED_AT, mutants=_list(MUTANT)),
    "guarded": _document("guarded", looked_at=LOOKED_AT, slips=COUNT, parts=_list(GUARDED)),
    "coverage": _document("coverage", looked_at=LOOKED_AT, targets=_list(TARGET)),
}
"""By the name of the document."""
