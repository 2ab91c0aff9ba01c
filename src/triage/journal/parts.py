"""An event divided: what can be counted without a key, what is sealed, and what is kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from triage.journal.events import EVENTS, Event
from triage.journal.marks import CONTENT, SEALED, marked
from triage.model.frozen import Frozen


def parts(event: Frozen) -> tuple[dict[str, Any], dict[str, Any], Mapping[str, Any]]:
    """Return what of an event is open, what is sealed, and what is kept apart as content.

    The kind is in none of them: it stands beside them. Contents are as the event has them, not
    copied: an outcome is large.
    """
    closed, apart = marked(type(event), SEALED), marked(type(event), CONTENT)
    open_ = event.model_dump(mode="json", exclude_none=True, exclude={"kind", *apart})
    sealed = {name: open_.pop(name) for name in closed if name in open_}
    return open_, sealed, {name: getattr(event, name) for name in apart}


def outline(kind: str, open_: Mapping[str, Any]) -> Event:
    """Return an event with what is open of it; where something sealed must be, with a stand-in.

    It serves to see where a case stands, which rests on nothing sealed.
    """
    return EVENTS.validate_python({**_STAND_INS.get(kind, {}), **open_, "kind": kind})


def outlined(event: Event) -> Event:
    """Return the same of an event that is there."""
    closed = _closed(type(event))
    if not closed:
        return event
    return type(event).unchecked({**event.__dict__, **closed}, event.model_fields_set)


@cache
def _closed(kind: type[Frozen]) -> Mapping[str, Any]:
    """Return what stands for each field that is not open: nothing where nothing must be there."""
    stand_ins = _STAND_INS.get(kind.model_fields["kind"].default, {})
    names = (*marked(kind, SEALED), *marked(kind, CONTENT))
    return {name: stand_ins.get(name) for name in names}


_STAND_INS: Final[Mapping[str, Mapping[str, Any]]] = {
    "assessed": {"assessment": {}, "outcome": {}},
    "corrected": {"words": "…"},
    "life_changed": {"what": "…"},
}
