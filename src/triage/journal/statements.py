"""What is asked of the database at every event: made once, as to make it costs more than to ask.

What is asked now and then is written where it is asked.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from triage.journal.rows import CASE, CONTENT, EVENT, HEAD, JOURNAL

LOCK_HEAD: Final = (
    sa.select(HEAD, JOURNAL.c.key_id)
    .join(JOURNAL, sa.true())
    .with_for_update(of=(HEAD, JOURNAL))
    .with_hint(HEAD, "WITH (UPDLOCK, HOLDLOCK)", "mssql")
    .with_hint(JOURNAL, "WITH (UPDLOCK, HOLDLOCK)", "mssql")
)
"""The head, held against others, and which master key is the one now.

Both are locked: of a row that is not, PostgreSQL gives what it was when the waiting began.
"""
KEY_ID: Final = sa.select(JOURNAL.c.key_id)
FIND_CASE: Final = sa.select(CASE).where(CASE.c.lookup == sa.bindparam("found_by"))
FIND_CONTENT: Final = sa.select(CONTENT.c.hash).where(
    CONTENT.c.case_no == sa.bindparam("of_case"), CONTENT.c.mark == sa.bindparam("marked")
)
ADD_CASE: Final = sa.insert(CASE)
ADD_CONTENT: Final = sa.insert(CONTENT)
ADD_EVENT: Final = sa.insert(EVENT)
MOVE_HEAD: Final = sa.update(HEAD)
"""To the columns it is given."""
MOVE_CASE: Final = (
    sa.update(CASE).where(CASE.c.no == sa.bindparam("of_case")).values(last=sa.bindparam("to"))
)
