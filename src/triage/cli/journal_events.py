"""Events of a case read from a file of JSON; what cannot be noted is named by its field alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from triage.cli.atomic_write import reading
from triage.cli.context import STDIN, standard_input
from triage.diagnostics import Diagnostic, TriageError, quoted
from triage.journal.events import EVENTS, Event

_KIND = "kind"
_MODELS = {each.model_fields[_KIND].default: each for each in get_args(get_args(Event)[0])}


def events_in(name: str) -> list[Event]:
    """Read events, one or a list of them, from a file or standard input.

    Raises:
        TriageError: the file has something else; what it has is not repeated.
    """
    if name == STDIN:
        text = standard_input()
    else:
        with reading(Path(name)):
            text = Path(name).read_text(encoding="utf-8-sig", errors="replace")
    try:
        read = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise TriageError((Diagnostic("journal-no-json", details={"line": line}),)) from None
    every = read if isinstance(read, list) else [read]
    return [_event(number, each) for number, each in enumerate(every, start=1)]


def _event(number: int, given: object) -> Event:
    try:
        return EVENTS.validate_python(given)
    except ValidationError as error:
        where = error.errors(include_url=False, include_input=False)[0]["loc"]
    kind, *fields = [str(each) for each in where] or [""]
    details: dict[str, str | int] = {"number": number, "known": _known(kind)}
    details["field"] = _field(kind, fields)
    raise TriageError((Diagnostic("journal-no-event", details=details),))


def _field(kind: str, fields: list[str]) -> str:
    """Return the name of a field; one that the kind does not have is somebody's own."""
    if kind not in _MODELS or not fields:
        return _KIND
    return quoted(fields[0], known=tuple(_MODELS[kind].model_fields))


def _known(kind: str) -> str:
    """Return the fields of a kind, those that may be left out in brackets; else all kinds."""
    if kind not in _MODELS:
        return ", ".join(_MODELS)
    fields = {name: each for name, each in _MODELS[kind].model_fields.items() if name != _KIND}
    return ", ".join(name if each.is_required() else f"[{name}]" for name, each in fields.items())
