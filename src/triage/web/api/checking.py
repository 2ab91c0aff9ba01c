"""Rulebooks that are sent: what is wrong with one, and who comes out differently by another.

For method developers. What is sent is read within limits, and kept for no longer than it takes.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from triage.diagnostics import in_order
from triage.diagnostics.for_programs import diagnostics_document
from triage.language.identity import identity
from triage.library import time_limit
from triage.model.rulebook import Rulebook
from triage.present import language_for
from triage.present.diff_written import diff_document
from triage.verify import check_meaning
from triage.verify.check import outcome_paths
from triage.verify.diff import difference
from triage.verify.report_schemas import REPORTS
from triage.web.api import asked
from triage.web.api.assessing import Language
from triage.web.api.pinned import served
from triage.web.api.route import ApiRoute, answer
from triage.web.api.statuses import problems
from triage.web.office import Office
from triage.web.people import Role, require
from triage.web.posted import Posted, posted

router = APIRouter(
    route_class=ApiRoute,
    tags=["rulebooks that are sent"],
    dependencies=[Depends(require(Role.METHOD_DEVELOPER))],
    responses=problems(409),
)

_SECONDS = 60.0
"""What looking at everything a rulebook means may take."""


def _answered(name: str) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of an answer that is one of the reports of the command."""
    parts = {"decision_id": {"type": "string"}, "report": REPORTS[name]}
    schema = {"type": "object", "properties": parts, "required": [*parts]}
    return {200: {"description": "The report", "content": {"application/json": {"schema": schema}}}}


@router.post("/check", responses=_answered("diagnostics"))
def check(request: Request, body: asked.OfCheck, language: Language = None) -> Response:
    """Find everything wrong with a rulebook: names, types and texts, and what it means.

    What it means is looked at, over all assessments there can be, where nothing keeps it from
    loading. A report with errors is an answer (200) like any other.
    """
    with time_limit(_SECONDS), posted(_files(body)) as sent:
        found = sent.check()
        paths = None
        if not body.quick and not any(each.is_error for each in found):
            model = sent.load()
            found = in_order([*found, *sent.as_sent(check_meaning(model))])
            paths = [each.to_dict() for each in outcome_paths(model)]
        report = diagnostics_document(
            found, language or "en", looked_at=_looked_at(sent), paths=paths
        )
    return answer(request, report=report)


@router.post("/diff", responses=_answered("rules-diff"))
def diff(request: Request, body: asked.OfDiff, language: Language = None) -> Response:
    """Say what differs between two versions of a rulebook: as written, and for whom.

    Each is one that is served, or one that is sent. What takes too long to compare is named.
    """
    with time_limit(_SECONDS), ExitStack() as stack:
        office: Office = request.app.state.office
        old, old_at = _version(office, body.old, stack)
        new, new_at = _version(office, body.new, stack)
        found = difference(old, new)
        report = diff_document(
            found,
            language_for(language, new.texts.language),
            looked_at={"old": old_at, "new": new_at},
        )
    return answer(request, report=report)


def _version(
    office: Office, asked_for: asked.ServedName | asked.Sent, stack: ExitStack
) -> tuple[Rulebook, dict[str, Any]]:
    """Return a version to compare, and which it is."""
    if isinstance(asked_for, asked.ServedName):
        model = served(office, asked_for).model
        return model, {"id": model.id, "version": model.version, "path": model.id}
    sent = stack.enter_context(posted(_files(asked_for)))
    return sent.load(), _looked_at(sent)


def _looked_at(sent: Posted) -> dict[str, Any]:
    return {**identity(sent.path).to_dict(), "path": "."}


def _files(body: asked.Sent) -> dict[str, bytes]:
    return {name: text.encode() for name, text in body.files.items()}
