"""What sources say around a programme: facts with their figures, and who steers and carries out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from triage.diagnostics import listed, nearest
from triage.language.reading.fields import Fields
from triage.language.reading.nodes import Node, ScalarNode
from triage.language.resolving.programme_parts import Parts, label_of
from triage.model.programme import Body, Bound, Fact, FactOn

FACT_KEYS = ("on", "number", "of", "percent", "bound")
BODY_KEYS = ("members", "tasks")

_PERCENT = re.compile(r"(100|[0-9]{1,2})(\.[0-9])?").fullmatch


def read_facts(parts: Parts, programme: Fields) -> Mapping[str, Fact]:
    """Read the facts; a share must be that of its numbers."""
    facts = parts.by_id(programme, "facts", partial(_fact, parts))
    for fact in facts.values():
        _check_share(parts, facts, fact)
    return facts


def _fact(parts: Parts, id_: str, node: Node, path: str) -> Fact | None:
    fields = parts.fields(node, path, FACT_KEYS)
    if fields is None:
        return None
    source, on = parts.source(fields), fields.option("on", tuple(FactOn))
    fields.required("on")
    number = parts.whole(fields, "number") if "number" in fields else None
    bound, of = fields.option("bound", tuple(Bound)), fields.scalar("of")
    if of is not None:
        fields.required("number")
        parts.notes.places[f"{path}.of"] = of.span
    percent = _percent(parts, fields)
    if on is None:
        return None
    part_of = None if of is None else of.text
    return Fact(id_, FactOn(on), source, number, part_of, percent, Bound(bound) if bound else None)


def _percent(parts: Parts, fields: Fields) -> Decimal | None:
    node = fields.get("percent")
    if node is None:
        return None
    text = node.text or "" if isinstance(node, ScalarNode) else "…"
    if _PERCENT(text):
        return Decimal(text)
    parts.notes.error("not-a-percentage", node, f"{fields.path}.percent", value=text)
    return None


def _check_share(parts: Parts, facts: Mapping[str, Fact], fact: Fact) -> None:
    """Note a whole that has no number, and a share that is not that of its numbers."""
    if fact.of is None:
        return
    path = f"programme.facts.{fact.id}"
    numbers = {
        each.id: each.number for each in facts.values() if each.number and each.id != fact.id
    }
    whole = numbers.get(fact.of)
    at = parts.notes.places[f"{path}.of"]
    if whole is None:
        near, known = nearest(fact.of, numbers), listed(numbers) or "–"
        parts.notes.error("unknown-option", at, path, near, value=fact.of, key="of", known=known)
    elif fact.number is not None and fact.percent is not None and fact.bound is None:
        got = _share(fact.number, whole, fact.percent)
        if got != fact.percent:
            parts.notes.error(
                "percent-differs",
                at,
                path,
                written=str(fact.percent),
                number=fact.number,
                of=whole,
                percent=str(got),
            )


def _share(number: int, of: int, like: Decimal) -> Decimal:
    """Return a share in percent with as many places as one `like` it, a half rounded up."""
    return (Decimal(100 * number) / of).quantize(like, ROUND_HALF_UP)


def read_body(parts: Parts, id_: str, node: Node, path: str) -> Body | None:
    """Read a group of the organisation; its members and tasks are texts by id."""
    fields = parts.fields(node, path, BODY_KEYS)
    if fields is None:
        return None
    source = parts.source(fields)
    members, tasks = (tuple(parts.by_id(fields, key, partial(_told, parts))) for key in BODY_KEYS)
    return Body(id_, source, members, tasks)


def _told(parts: Parts, id_: str, node: Node, path: str) -> str:
    mapping = label_of(node, path, parts.notes)
    if mapping is not None and (fields := parts.fields(mapping, path, ())) is not None:
        parts.source(fields, required=False)
    return id_
