"""Fewer pages for an event: its case's events by one index, and none on its hash.

A hash is unique by its place in the chain. That the table said so, too, let `INSERT OR REPLACE`
remove an old event for a new one. SQL Server has no such statement, and gave that rule a name of
its own: there it stays. The last event of a case is looked up, not kept.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from triage.journal.migrations.triggers import removals, triggers

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Change the tables, with the triggers away as long."""
    connection = op.get_bind()
    _run(removals(connection.dialect.name))
    op.drop_index("ix_triage_event_case_no", "triage_event")
    op.drop_column("triage_case", "last")
    if connection.dialect.name == "postgresql":
        op.drop_constraint("triage_event_hash_key", "triage_event")
    if connection.dialect.name == "sqlite":
        _without_constraints(connection)
    op.create_index("triage_event_of_case", "triage_event", ["case_no", "number"])
    _run(triggers(connection.dialect.name))


def _without_constraints(connection: sa.Connection) -> None:
    """Make the table of events anew: SQLite changes no rule of a table that is there."""
    now = sa.Table("triage_event", sa.MetaData(), autoload_with=connection)
    now.constraints = {now.primary_key}
    with op.batch_alter_table("triage_event", copy_from=now, recreate="always"):
        """Every row is copied, in the same transaction."""


def _run(statements: list[str]) -> None:
    for statement in statements:
        op.execute(sa.text(statement.replace(":", r"\:")))
