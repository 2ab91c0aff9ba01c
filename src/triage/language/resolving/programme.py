"""A programme: who runs it, when, by what law, and its figures (rulebook language, section 3)."""

from __future__ import annotations

from datetime import date
from functools import partial

from triage.language.reading.fields import Fields
from triage.language.reading.nodes import Node
from triage.language.reading.vocabulary import PROGRAMME_ENTRIES, REPLACES
from triage.language.resolving.programme_facts import read_body, read_facts
from triage.language.resolving.programme_money import read_budget
from triage.language.resolving.programme_outcomes import read_counted, read_reached, read_target
from triage.language.resolving.programme_parts import NOTE, TEXTS, Parts, label_of
from triage.model.programme import Capacity, Effort, FollowUp, Named, Period, Programme

PROGRAMME = "programme"
TEXT_KEYS = TEXTS | {"owner"}
KEYS = (
    *(*PROGRAMME_ENTRIES, "currency", "budget_total", "period", "reached", "follow_up"),
    REPLACES,
)
PERIOD_KEYS = ("from", "to")
EFFORT_KEYS = ("interventions", "never_proposed")
CAPACITY_KEYS = ("intervention", "places", "from", "to")
FOLLOW_UP_KEYS = ("every_months", "for_months")
BASIS_TEXTS = TEXTS | {"law"}


def read_programme(node: Node | None, parts: Parts) -> Programme | None:
    """Read the section; what is wrong in it is noted. `None` where there is none."""
    if node is None:
        return None
    parts.notes.places[PROGRAMME] = node.span
    fields = parts.fields(node, PROGRAMME, KEYS, TEXT_KEYS)
    if fields is None:
        return None
    fields.required("owner")
    source = parts.source(fields, required=False)
    outcomes = parts.by_id(fields, "outcomes", partial(read_counted, parts))
    kinds = {each.kind: each for each in outcomes.values()}
    return Programme(
        owner=fields.text("owner") or "",
        source=source or None,
        period=parts.of(fields, "period", partial(_period, parts)),
        aims=parts.by_id(fields, "aims", partial(_named, parts, TEXTS)),
        facts=read_facts(parts, fields),
        organisation=parts.by_id(fields, "organisation", partial(read_body, parts)),
        partners=parts.by_id(fields, "partners", partial(_named, parts, TEXTS)),
        legal_basis=parts.by_id(fields, "legal_basis", partial(_named, parts, BASIS_TEXTS)),
        efforts=parts.by_id(fields, "efforts", partial(_effort, parts)),
        outcomes=kinds,
        targets=parts.by_id(fields, "targets", partial(read_target, parts, kinds)),
        reached=parts.of(fields, "reached", partial(read_reached, parts, kinds)),
        budget=read_budget(parts, fields),
        capacity=parts.by_id(fields, "capacity", partial(_capacity, parts)),
        follow_up=parts.of(fields, "follow_up", partial(_follow_up, parts)),
    )


def _period(parts: Parts, node: Node, path: str) -> Period | None:
    fields = parts.fields(node, path, PERIOD_KEYS, NOTE)
    if fields is None:
        return None
    source = parts.source(fields)
    if not fields.present(PERIOD_KEYS):
        fields.missing("from")
    return Period(*_days(fields), source)


def _named(parts: Parts, texts: frozenset[str], id_: str, node: Node, path: str) -> Named | None:
    mapping = label_of(node, path, parts.notes)
    if mapping is None:
        return Named(id_)
    fields = parts.fields(mapping, path, (), texts)
    source = "" if fields is None else parts.source(fields, required=False)
    return Named(id_, source or None)


def _effort(parts: Parts, id_: str, node: Node, path: str) -> Effort | None:
    fields = parts.fields(node, path, EFFORT_KEYS)
    if fields is None:
        return None
    source, selector = parts.source(fields), fields.get("interventions")
    never_proposed = fields.flag("never_proposed")
    if never_proposed:
        fields.required("because")
    selected: tuple[str, ...] = ()
    if selector is not None:
        selected = parts.catalogue.select(selector, f"{path}.interventions")
        if never_proposed:
            at = fields.key("interventions")
            parts.notes.error("never-proposed-with", at, path, name=id_)
    return Effort(id_, selected, source, never_proposed)


def _capacity(parts: Parts, id_: str, node: Node, path: str) -> Capacity | None:
    fields = parts.fields(node, path, CAPACITY_KEYS)
    if fields is None:
        return None
    source, places = parts.source(fields), parts.whole(fields, "places")
    start, end = _days(fields)
    fields.required("intervention")
    scalar = fields.scalar("intervention")
    intervention = None if scalar is None else parts.catalogue.known(scalar, path)
    if places is None or intervention is None:
        return None
    return Capacity(id_, intervention, places, source, start, end)


def _days(fields: Fields) -> tuple[date | None, date | None]:
    start, end = fields.day("from"), fields.day("to")
    if start and end and start > end:
        fields.reversed("from", "to")
    return start, end


def _follow_up(parts: Parts, node: Node, path: str) -> FollowUp | None:
    fields = parts.fields(node, path, FOLLOW_UP_KEYS, NOTE)
    if fields is None:
        return None
    source, every = parts.source(fields), parts.whole(fields, "every_months", least=1)
    lasts = parts.whole(fields, "for_months", least=1) if "for_months" in fields else None
    return None if every is None else FollowUp(every, source, lasts)
