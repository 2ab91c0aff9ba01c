"""Tables: reference data that fills the siblings of a lookup (rulebook language, section 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from triage.diagnostics import nearest
from triage.language.conditions.names import Names
from triage.language.drafts.draft import Entry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.language.reading.shapes import mapping_entries
from triage.language.reading.vocabulary import COMMON_TEXTS, TABLE_ROW_TEXTS
from triage.language.resolving.fillings import Fillings, LookupQuestion
from triage.language.resolving.table_cells import CellReader
from triage.model.question import Lookup
from triage.model.rulebook import Cell, Table

_KEYS = COMMON_TEXTS | {"columns", "info", "advice", "rows", "key"}


def read_tables(tables: Mapping[str, Entry], names: Names, notes: Notes) -> dict[str, Table]:
    """Read all tables, and hold that no two of them fill the same question."""
    lookups = list(_lookups(names))
    # With a question that is not defined rightly, nobody knows what it would look up.
    all_known = not any(subject is None for subject in names.top.values())
    fillings = Fillings(notes)
    found = {}
    for id_, entry in tables.items():
        path = f"tables.{id_}"
        notes.places[path] = entry.key.span
        notes.occurs(path, entry.key)
        fields = read_fields(entry.node, path, _KEYS, notes)
        if fields is None:
            continue
        fields.record_texts(COMMON_TEXTS)
        key = fields.scalar("key")
        users = _lookups_of(id_, key, lookups, path, notes)
        if not users and key is None and all_known:
            notes.warning("unused-table", entry.key, path, name=id_)
        columns = fillings.columns(_ids(fields, "columns", notes), users, path)
        rows_of_others = None if key is None else _rows_known(users, tables)
        texts = _text_keys(fields, columns, notes)
        rows = _rows(fields, CellReader(columns, texts, notes), notes)
        if rows_of_others is not None and users:
            _refuse_other_rows(fields, rows_of_others, notes)
        advice = fields.option("advice", texts - TABLE_ROW_TEXTS)
        found[id_] = Table(id_, tuple(columns), rows, None if key is None else key.text, advice)
    return found


def _lookups(names: Names) -> Iterator[LookupQuestion]:
    for collection, subjects in ((None, names.top), *names.inner.items()):
        for subject in subjects.values():
            if subject is not None and isinstance(subject.domain, Lookup):
                yield LookupQuestion(subject.ref.id, collection, subject.domain.table, subjects)


def _lookups_of(
    id_: str, key: ScalarNode | None, lookups: Sequence[LookupQuestion], path: str, notes: Notes
) -> list[LookupQuestion]:
    """Return the lookups whose answers are the rows of a table."""
    users = [lookup for lookup in lookups if lookup.table == id_]
    if key is None:
        return users
    name = key.text or ""
    if users:
        notes.error("table-has-key", key, path, name=id_, lookup=users[0].id)
    found = [lookup for lookup in lookups if lookup.id == name]
    if not found:
        near = nearest(name, {lookup.id for lookup in lookups})
        notes.error("unknown-lookup", key, path, near, name=name)
    for lookup in found:
        notes.occurs(lookup.path, key)
    return found


def _ids(fields: Fields, key: str, notes: Notes) -> list[ScalarNode]:
    """Return the ids of a list, each once; the list may be empty."""
    if isinstance(node := fields.get(key), SequenceNode) and not node.items:
        return []
    found: dict[str, ScalarNode] = {}
    for scalar in fields.scalars(key):
        id_ = notes.checked_id(scalar, fields.path)
        first = found.setdefault(id_, scalar)
        if first is not scalar:
            notes.error("listed-twice", scalar, fields.path, related=(first.span,), name=id_)
    return list(found.values())


def _text_keys(fields: Fields, columns: Mapping[str, object], notes: Notes) -> frozenset[str]:
    info = _ids(fields, "info", notes)
    for scalar in info:
        if scalar.text in columns:
            notes.error("listed-twice", scalar, fields.path, name=scalar.text or "")
    return TABLE_ROW_TEXTS | {scalar.text or "" for scalar in info}


def _rows(fields: Fields, cells: CellReader, notes: Notes) -> dict[str, Mapping[str, Cell]]:
    path = f"{fields.path}.rows"
    rows: dict[str, Mapping[str, Cell]] = {}
    for key, node in mapping_entries(fields.required("rows"), path, notes):
        id_ = notes.checked_id(key, path)
        notes.places[f"{path}.{id_}"] = key.span
        rows[id_] = cells.read_row(node, f"{path}.{id_}")
    return rows


def _rows_known(lookups: Sequence[LookupQuestion], tables: Mapping[str, Entry]) -> set[str]:
    return {key.text or "" for lookup in lookups for key in _row_keys(tables[lookup.table].node)}


def _row_keys(table: Node) -> Iterator[ScalarNode]:
    rows = table.get("rows") if isinstance(table, MappingNode) else None
    if isinstance(rows, MappingNode):
        yield from (key for key, _ in rows.entries)


def _refuse_other_rows(fields: Fields, known: set[str], notes: Notes) -> None:
    for key in _row_keys(fields.node):
        name = key.text or ""
        if name not in known:
            near = nearest(name, known)
            notes.error("unknown-table-row", key, fields.path, near, row=name)
