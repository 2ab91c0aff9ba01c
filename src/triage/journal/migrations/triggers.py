"""What a database itself refuses: events changed or removed, numbers left out or used again.

They stop accidents. Whoever owns a database can drop them: the chain shows what was done then, and
an anchor kept elsewhere shows a tail that was cut off.

An event may lose what stands in it, and a case its contents, once the key of the case is gone.
`INSERT OR REPLACE` passes SQLite's triggers for removing; so those for inserting want the next
number of an event, and refuse a content or a rulebook that is there.
"""

from __future__ import annotations

KEPT = (
    *("number", "case_no", "kind", "at", "role", "actor", "contents"),
    *("open_hash", "sealed_hash", "previous", "hash"),
)
"""The columns of an event that never change."""
_NEVER_CHANGED = {
    "triage_content": "hash = NEW.hash OR (case_no = NEW.case_no AND mark = NEW.mark)",
    "triage_rulebook": "hash = NEW.hash",
}
"""Tables whose rows never change, and what makes two rows the same."""
_NAMES = (
    *("event_number", "event_kept", "event_there", "content_kept", "content_new", "content_there"),
    *("rulebook_kept", "rulebook_new", "rulebook_there"),
)
_REFUSED = "the journal is append-only"
_HAS_KEY = "EXISTS (SELECT 1 FROM triage_case WHERE no = OLD.case_no AND wrapped IS NOT NULL)"
_HOLE = "NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM triage_event)"


def triggers(dialect: str) -> list[str]:
    """Return the statements that make them, in a dialect.

    Raises:
        KeyError: the dialect is not known.
    """
    return {"sqlite": _sqlite, "postgresql": _postgresql, "mssql": _mssql}[dialect]()


def removals(dialect: str) -> list[str]:
    """Return the statements that remove them, in a dialect, whichever of them are there."""
    what = "FUNCTION IF EXISTS {}() CASCADE" if dialect == "postgresql" else "TRIGGER IF EXISTS {}"
    return [f"DROP {what.format(f'triage_{name}')}" for name in _NAMES]


def _differ(sign: str) -> str:
    return " OR ".join(f"NEW.{name} {sign} OLD.{name}" for name in KEPT)


def _emptied() -> str:
    return "NEW.salt IS NULL AND NEW.open_part IS NULL AND NEW.sealed IS NULL"


def _sqlite() -> list[str]:
    changed = f"{_HAS_KEY} OR NOT ({_emptied()}) OR {_differ('IS NOT')}"
    return [
        _on_sqlite("event_number", "INSERT ON triage_event", _HOLE),
        _on_sqlite("event_kept", "UPDATE ON triage_event", changed),
        _on_sqlite("event_there", "DELETE ON triage_event", "1"),
        *(_on_sqlite(f"{table[7:]}_kept", f"UPDATE ON {table}", "1") for table in _NEVER_CHANGED),
        *(
            _on_sqlite(
                f"{table[7:]}_new",
                f"INSERT ON {table}",
                f"EXISTS (SELECT 1 FROM {table} WHERE {same})",
            )
            for table, same in _NEVER_CHANGED.items()
        ),
        _on_sqlite("content_there", "DELETE ON triage_content", _HAS_KEY),
        _on_sqlite("rulebook_there", "DELETE ON triage_rulebook", "1"),
    ]


def _on_sqlite(name: str, what: str, when: str) -> str:
    return (
        f"CREATE TRIGGER triage_{name} BEFORE {what} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    )


def _postgresql() -> list[str]:
    changed = f"{_HAS_KEY} OR NOT ({_emptied()}) OR {_differ('IS DISTINCT FROM')}"
    return [
        *_on_postgresql("event_number", "INSERT ON triage_event", _HOLE, "NEW"),
        *_on_postgresql("event_kept", "UPDATE ON triage_event", changed, "NEW"),
        *_on_postgresql("event_there", "DELETE ON triage_event", "true", "OLD"),
        *(
            statement
            for table in _NEVER_CHANGED
            for statement in _on_postgresql(
                f"{table[7:]}_kept", f"UPDATE ON {table}", "true", "NEW"
            )
        ),
        *_on_postgresql("content_there", "DELETE ON triage_content", _HAS_KEY, "OLD"),
        *_on_postgresql("rulebook_there", "DELETE ON triage_rulebook", "true", "OLD"),
        *(
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            f"EXECUTE FUNCTION triage_rulebook_there()"
            for table in ("triage_event", *_NEVER_CHANGED)
        ),
    ]


def _on_postgresql(name: str, what: str, when: str, row: str) -> list[str]:
    return [
        f"CREATE FUNCTION triage_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {when} THEN RAISE EXCEPTION '{_REFUSED}'; END IF; RETURN {row}; END $$",
        f"CREATE TRIGGER triage_{name} BEFORE {what} FOR EACH ROW EXECUTE FUNCTION triage_{name}()",
    ]


def _mssql() -> list[str]:
    key = (
        "EXISTS (SELECT 1 FROM triage_case c JOIN deleted d ON c.no = d.case_no "
        "AND c.wrapped IS NOT NULL)"
    )
    differ = " OR ".join(
        f"i.{name} <> d.{name} OR (i.{name} IS NULL AND d.{name} IS NOT NULL) "
        f"OR (i.{name} IS NOT NULL AND d.{name} IS NULL)"
        for name in KEPT
        if name != "number"
    )
    changed = (
        f"{key} OR UPDATE(number) OR EXISTS (SELECT 1 FROM inserted i WHERE i.salt IS NOT NULL "
        "OR i.open_part IS NOT NULL OR i.sealed IS NOT NULL) OR EXISTS (SELECT 1 FROM inserted i "
        f"JOIN deleted d ON i.number = d.number WHERE {differ})"
    )
    hole = "(SELECT MAX(number) FROM triage_event) <> (SELECT COUNT_BIG(*) FROM triage_event)"
    return [
        _on_mssql("event_number", "triage_event AFTER INSERT", hole),
        _on_mssql("event_kept", "triage_event AFTER UPDATE", changed),
        _on_mssql("event_there", "triage_event AFTER DELETE", "1 = 1"),
        *(
            _on_mssql(f"{each[7:]}_kept", f"{each} AFTER UPDATE", "1 = 1")
            for each in _NEVER_CHANGED
        ),
        _on_mssql("content_there", "triage_content AFTER DELETE", key),
        _on_mssql("rulebook_there", "triage_rulebook AFTER DELETE", "1 = 1"),
    ]


def _on_mssql(name: str, what: str, when: str) -> str:
    return (
        f"CREATE TRIGGER triage_{name} ON {what} AS IF {when} "
        f"BEGIN ROLLBACK TRANSACTION; THROW 50000, '{_REFUSED}', 1; END"
    )
