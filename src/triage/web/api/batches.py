"""Many assessments in one request, as JSON Lines: an answer a line, in order, as they are made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from pydantic import ValidationError

from triage.diagnostics import Diagnostic, TriageError
from triage.engine import Engine
from triage.model.assessment import Assessment
from triage.web.answering import language_of, unfit
from triage.web.api.json_request import read_json
from triage.web.api.pinned import Pinned
from triage.web.api.route import ApiRoute, decision_id
from triage.web.api.statuses import problems
from triage.web.office import Office, Served
from triage.web.people import signed_in
from triage.web.problems import TooLarge

JSON_LINES: Final = "application/jsonl"

router = APIRouter(
    prefix="/rulebooks/{rulebook}",
    route_class=ApiRoute,
    tags=["assessments"],
    dependencies=[Depends(signed_in)],
    responses=problems(409),
)

_SENT = {"schema": {"type": "string", "description": "`triage.assessment/1`, one a line"}}
_ANSWERED = {
    "schema": {
        "type": "string",
        "description": "One a line: `line` (from 1), `case`, `decision_id`, and either `outcome` or"
        " `diagnostics`",
    }
}


@router.post(
    "/batch",
    response_class=StreamingResponse,
    responses={200: {"description": "An answer a line", "content": {JSON_LINES: _ANSWERED}}},
    openapi_extra={"requestBody": {"required": True, "content": {JSON_LINES: _SENT}}},
)
async def batch(request: Request, served: Pinned, engine: Engine = "checked") -> StreamingResponse:
    """Assess many: a line is an assessment, and is answered by a line; none stops another."""
    office: Office = request.app.state.office
    lines = (await request.body()).splitlines()
    if len(lines) > office.limits.batch_lines:
        details = {"limit": office.limits.batch_lines}
        raise TooLarge((Diagnostic("web-too-many-lines", details=details),))
    one = _One(served, engine, office.limits.seconds, language_of(request))
    return StreamingResponse(_answers(one, lines, decision_id(request)), media_type=JSON_LINES)


def _answers(one: _One, lines: Sequence[bytes], id_: str) -> Iterator[str]:
    """Yield the answers to lines that hold something; each has an id of its own."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            case, name, document = one.answer(line)
            told = json.dumps({"line": number, "case": case, "decision_id": f"{id_}-{number}"})
            yield f'{told[:-1]}, "{name}": {document}}}\n'


@dataclass(frozen=True, slots=True)
class _One:
    """Assesses one line of a batch; `seconds` are for each."""

    served: Served
    engine: Engine
    seconds: float
    language: str

    def answer(self, line: bytes) -> tuple[str | None, str, str]:
        """Return the case of a line, what is answered, and that as JSON."""
        case: str | None = None
        try:
            given = Assessment.model_validate(read_json(line))
            case = given.case
            outcome = self.served.book.assess(given, engine=self.engine, most_seconds=self.seconds)
        except TriageError as error:
            return case, "diagnostics", self._told(error.diagnostics)
        except ValidationError as error:
            return case, "diagnostics", self._told(unfit(error.errors()))
        except json.JSONDecodeError:
            return case, "diagnostics", self._told((Diagnostic("web-body"),))
        return case, "outcome", outcome.to_json()

    def _told(self, found: Sequence[Diagnostic]) -> str:
        return json.dumps([each.to_dict(self.language) for each in found], ensure_ascii=False)
