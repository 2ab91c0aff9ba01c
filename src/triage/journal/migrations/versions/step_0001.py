"""The tables of a journal, and what keeps them append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from triage.journal.migrations.triggers import triggers

revision = "0001"
down_revision = None

_HASH = sa.LargeBinary(32)
_ID = sa.Unicode(64)
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # there, it is the row's own number


def upgrade() -> None:
    """Make every table, then its triggers."""
    op.create_table(
        "triage_journal",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("key_id", _ID, nullable=False),
        sa.Column("created", _ID, nullable=False),
    )
    op.create_table(
        "triage_head",
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.Column("cases", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "triage_case",
        sa.Column("no", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("lookup", _HASH, unique=True),
        sa.Column("wrapped", sa.LargeBinary(64)),
        sa.Column("name", sa.LargeBinary(256)),
        sa.Column("check", _HASH),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "triage_event",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("case_no", sa.BigInteger, nullable=False, index=True),
        sa.Column("kind", _ID, nullable=False),
        sa.Column("at", _ID, nullable=False),
        sa.Column("role", _ID, nullable=False),
        sa.Column("actor", _ID, nullable=False),
        sa.Column("salt", sa.LargeBinary(16)),
        sa.Column("open_part", sa.UnicodeText),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("contents", sa.UnicodeText, nullable=False),
        sa.Column("open_hash", _HASH, nullable=False),
        sa.Column("sealed_hash", _HASH),
        sa.Column("previous", _HASH, nullable=False),
        sa.Column("hash", _HASH, nullable=False, unique=True),
    )
    op.create_table(
        "triage_content",
        sa.Column("hash", _HASH, primary_key=True),
        sa.Column("case_no", sa.BigInteger, nullable=False),
        sa.Column("mark", _HASH, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("case_no", "mark"),
    )
    op.create_table(
        "triage_rulebook",
        sa.Column("hash", _HASH, primary_key=True),
        sa.Column("digest", _ID, nullable=False),
        sa.Column("archive", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "triage_draft",
        sa.Column("case_no", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("role", _ID, nullable=False),
        sa.Column("actor", _ID, nullable=False),
        sa.Column("at", _ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    for statement in triggers(op.get_bind().dialect.name):
        op.execute(sa.text(statement.replace(":", r"\:")))
