"""The tables of a journal, as its queries name them; the migrations make them.

What stands for a person is sealed, or a number that says nothing elsewhere. `head` and `journal`
have one row each.
"""

from __future__ import annotations

import sqlalchemy as sa

JOURNAL = sa.table(
    "triage_journal",
    sa.column("id", sa.Unicode),
    sa.column("key_id", sa.Unicode),
    sa.column("created", sa.Unicode),
)
"""Which journal it is, and which master key wraps the keys of its cases."""

HEAD = sa.table(
    "triage_head",
    sa.column("number", sa.BigInteger),
    sa.column("hash", sa.LargeBinary),
    sa.column("cases", sa.BigInteger),
)
"""The last event, and the last number given to a case. Whoever writes locks it first."""

CASE = sa.table(
    "triage_case",
    sa.column("no", sa.BigInteger),
    sa.column("lookup", sa.LargeBinary),
    sa.column("wrapped", sa.LargeBinary),
    sa.column("name", sa.LargeBinary),
    sa.column("check", sa.LargeBinary),
)
"""A case: its wrapped key, and its id sealed by it. Erased, all of it is gone but its number."""

EVENT = sa.table(
    "triage_event",
    sa.column("number", sa.BigInteger),
    sa.column("case_no", sa.BigInteger),
    sa.column("kind", sa.Unicode),
    sa.column("at", sa.Unicode),
    sa.column("role", sa.Unicode),
    sa.column("actor", sa.Unicode),
    sa.column("salt", sa.LargeBinary),
    sa.column("open_part", sa.UnicodeText),
    sa.column("sealed", sa.LargeBinary),
    sa.column("contents", sa.UnicodeText),
    sa.column("open_hash", sa.LargeBinary),
    sa.column("sealed_hash", sa.LargeBinary),
    sa.column("previous", sa.LargeBinary),
    sa.column("hash", sa.LargeBinary),
)
"""The events, numbered without holes."""

CONTENT = sa.table(
    "triage_content",
    sa.column("hash", sa.LargeBinary),
    sa.column("case_no", sa.BigInteger),
    sa.column("mark", sa.LargeBinary),
    sa.column("sealed", sa.LargeBinary),
)
"""Assessments and outcomes, sealed: each once for a case, by the SHA-256 of its sealed bytes."""

RULEBOOK = sa.table(
    "triage_rulebook",
    sa.column("hash", sa.LargeBinary),
    sa.column("digest", sa.Unicode),
    sa.column("archive", sa.LargeBinary),
)
"""The files of rulebooks that outcomes came from, each version once. They are open."""

DRAFT = sa.table(
    "triage_draft",
    sa.column("case_no", sa.BigInteger),
    sa.column("version", sa.BigInteger),
    sa.column("role", sa.Unicode),
    sa.column("actor", sa.Unicode),
    sa.column("at", sa.Unicode),
    sa.column("sealed", sa.LargeBinary),
)
"""Unfinished conversations, one a case, sealed; they are replaced at every answer."""
