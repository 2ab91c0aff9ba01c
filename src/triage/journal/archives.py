"""Rulebooks kept as the files they were: each version once, so that an outcome can be had again."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256

import sqlalchemy as sa

from triage.diagnostics import Diagnostic
from triage.journal.database import JournalError
from triage.journal.rows import RULEBOOK


def keep_rulebook(connection: sa.Connection, files: Mapping[str, bytes], digest: str) -> str:
    """Keep files by their names, once; return what they are found by."""
    named = {name: b64encode(content).decode() for name, content in sorted(files.items())}
    archive = zlib.compress(json.dumps(named).encode(), 9)
    found = sha256(digest.encode() + archive).digest()
    there = connection.execute(sa.select(RULEBOOK.c.digest).where(RULEBOOK.c.hash == found))
    if there.scalar() is None:
        row = {"hash": found, "digest": digest, "archive": archive}
        connection.execute(sa.insert(RULEBOOK), row)
    return found.hex()


def rulebook_files(connection: sa.Connection, archive: str) -> dict[str, bytes]:
    """Return files that were kept.

    Raises:
        JournalError: there are none of that name.
    """
    wanted = RULEBOOK.c.hash == bytes.fromhex(archive)
    found = connection.execute(sa.select(RULEBOOK.c.archive).where(wanted)).scalar()
    if found is None:
        raise JournalError((Diagnostic("journal-no-rulebook"),))
    named = json.loads(zlib.decompress(bytes(found)))
    return {name: b64decode(content) for name, content in named.items()}
