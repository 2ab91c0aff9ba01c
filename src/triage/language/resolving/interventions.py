"""Interventions: the catalogue that rules recommend from (rulebook language, section 1)."""

from __future__ import annotations

from triage.language.drafts.draft import Entry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.vocabulary import FORMERLY, INTERVENTION_TEXTS
from triage.model.rule import Intervention

DELIVERIES = ("individual", "group")
PAYS = ("paid", "unpaid", "not_work")
NEEDS = "needs"
_KEYS = INTERVENTION_TEXTS | {"kind", "delivery", "pay", "cost_line", "offered", NEEDS, FORMERLY}


def read_intervention(entry: Entry, notes: Notes) -> Intervention | None:
    """Read one intervention; `None` where its kind, which selectors need, cannot be told.

    What it `needs` is read once all of the catalogue is there (`needs.py`).
    """
    id_ = entry.key.text or ""
    path = f"interventions.{id_}"
    notes.places[path] = entry.key.span
    notes.occurs(path, entry.key)
    fields = read_fields(entry.node, path, _KEYS, notes)
    if fields is None:
        return None
    fields.record_texts(INTERVENTION_TEXTS)
    fields.record_earlier_ids()
    fields.required("kind")
    kind = _word(fields, "kind", notes)
    if kind and (scalar := fields.scalar("kind")):
        notes.occurs(f"kinds.{kind}", scalar)
    intervention = Intervention(
        id=id_,
        kind=kind or "",
        delivery=fields.option("delivery", DELIVERIES),
        pay=fields.option("pay", PAYS),
        cost_line=_word(fields, "cost_line", notes),
        offered=fields.flag("offered", default=True),
    )
    return intervention if kind else None


def _word(fields: Fields, key: str, notes: Notes) -> str | None:
    scalar = fields.scalar(key)
    if not isinstance(scalar, ScalarNode):
        return None
    return notes.checked_id(scalar, fields.path)
