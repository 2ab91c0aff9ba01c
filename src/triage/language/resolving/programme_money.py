"""The money of a programme: exact decimals by line and year, and sums that add up."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial

from triage.language.reading.fields import Fields
from triage.language.reading.nodes import Node, ScalarNode
from triage.language.reading.shapes import mapping_entries
from triage.language.resolving.programme_parts import Parts
from triage.model.programme import Budget, BudgetLine

TOTAL = "budget_total"
LINE_KEYS = ("total", "years")

_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?").fullmatch
_CURRENCY = re.compile(r"[A-Z]{3}").fullmatch
_YEAR = re.compile(r"[12][0-9]{3}").fullmatch


def read_budget(parts: Parts, programme: Fields) -> Budget | None:
    """Read a budget; where a total is written, the lines must add up to it."""
    if "budget" not in programme:
        return None
    currency, total = _currency(parts, programme), _amount(parts, programme, TOTAL)
    budget = Budget(currency, parts.by_id(programme, "budget", partial(_line, parts)))
    written = mapping_entries(programme.get("budget"), f"{programme.path}.budget", parts.notes)
    if total is not None and len(budget.lines) == len(written):
        _check_total(parts, programme, TOTAL, total, budget.total)
    return budget


def _currency(parts: Parts, fields: Fields) -> str:
    fields.required("currency")
    scalar = fields.scalar("currency")
    text = scalar.text or "" if scalar else ""
    if scalar is not None and not _CURRENCY(text):
        parts.notes.error("not-a-currency", scalar, fields.path, value=text)
    return text


def _line(parts: Parts, id_: str, node: Node, path: str) -> BudgetLine | None:
    fields = parts.fields(node, path, LINE_KEYS)
    if fields is None:
        return None
    source, total = parts.source(fields), _amount(parts, fields, "total")
    years = _years(parts, fields)
    if years is None:
        return None
    if not years:
        fields.required("total")
        return None if total is None else BudgetLine(id_, total, source)
    added = sum(years.values(), Decimal(0))
    if total is not None:
        _check_total(parts, fields, "total", total, added)
    return BudgetLine(id_, added, source, years)


def _years(parts: Parts, fields: Fields) -> dict[int, Decimal] | None:
    """Read amounts by year; `None` where one is wrong, and no sum can be told."""
    years: dict[int, Decimal] = {}
    path = f"{fields.path}.years"
    entries = mapping_entries(fields.get("years"), path, parts.notes)
    for key, node in entries:
        text = key.text or ""
        if not _YEAR(text):
            parts.notes.error("not-a-year", key, path, value=text)
        elif (amount := _read_amount(parts, node, f"{path}.{text}")) is not None:
            years[int(text)] = amount
    return years if len(years) == len(entries) else None


def _amount(parts: Parts, fields: Fields, key: str) -> Decimal | None:
    node = fields.get(key)
    return None if node is None else _read_amount(parts, node, f"{fields.path}.{key}")


def _read_amount(parts: Parts, node: Node, path: str) -> Decimal | None:
    text = node.text or "" if isinstance(node, ScalarNode) else "…"
    if _AMOUNT(text):
        return Decimal(text)
    parts.notes.error("not-an-amount", node, path, value=text)
    return None


def _check_total(parts: Parts, fields: Fields, key: str, total: Decimal, added: Decimal) -> None:
    """Note by how much a written total differs from what its parts add up to."""
    if total != added:
        parts.notes.error(
            "sum-too-large" if added > total else "sum-too-small",
            fields.get(key) or fields.node,
            f"{fields.path}.{key}",
            sum=str(added),
            total=str(total),
            difference=str(abs(added - total)),
        )
