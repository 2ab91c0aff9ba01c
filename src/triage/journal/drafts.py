"""Unfinished conversations: kept beside the events, sealed, and saved at every answer.

A draft is no event: it is replaced, and gone once it was assessed or its case erased. Who saves
over what somebody else saved since is told, and nothing is written.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from triage.diagnostics import ChangedMeanwhile, Diagnostic
from triage.journal.database import JournalError, reading, writing
from triage.journal.entries import CaseRow, place
from triage.journal.events import Actor
from triage.journal.noted import Stamp
from triage.journal.rows import CASE, DRAFT
from triage.journal.statements import Driver
from triage.journal.store import Store
from triage.model.assessment import Assessment

_VERSIONS: Final = 1 << 40


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """An unfinished conversation: whose case it is of, by its local id, and who saved it last."""

    case: str
    saved: Stamp


class Draft:
    """Where the conversation of one case is kept: an `InterviewStorage`, by version.

    Raises:
        JournalError: there is no such case, or the database refused. Also later.
    """

    def __init__(self, engine: sa.Engine, store: Store, case: str, stamp: Stamp) -> None:
        self._engine, self._store, self._stamp = engine, store, stamp
        with reading(engine) as connection:
            driver = Driver(connection)
            store.require_current(driver)
            self._case: CaseRow = store.required(driver, case)

    @property
    def _place(self) -> str:
        return place(self._store.journal, self._case.no, "draft")

    def saved(self) -> Stamp | None:
        """Return who saved last, and when; `None` where nothing is kept. It opens nothing."""
        with reading(self._engine) as connection:
            row = connection.execute(_of(self._case.no)).one_or_none()
        return None if row is None else _stamp_of(row)

    def load(self) -> tuple[Assessment, int]:
        """Return what is kept, and its version: an empty conversation and 0 where nothing is."""
        with reading(self._engine) as connection:
            row = connection.execute(_of(self._case.no)).one_or_none()
        if row is None:
            return Assessment(answers={}), 0
        plain = self._case.key.open(bytes(row.sealed), self._place)
        return Assessment.model_validate_json(plain), row.version

    def save(self, assessment: Assessment, expected: int) -> int:
        """Keep a conversation in place of the version expected; return the new version.

        Raises:
            ChangedMeanwhile: somebody else has saved since; nothing was written.
        """
        sealed = self._case.key.seal(
            assessment.model_dump_json(by_alias=True).encode(), self._place
        )
        stamp = self._stamp
        # No two drafts of a case begin alike: a version of one that ended is none of the next.
        version = expected + 1 if expected else secrets.randbelow(_VERSIONS) + 1
        row = {"version": version, "sealed": sealed, "at": stamp.at}
        row |= {"role": stamp.by.role, "actor": stamp.by.id}
        with self._held() as connection:
            require_version(connection, self._case.no, expected)
            if expected:
                own = DRAFT.c.case_no == self._case.no
                connection.execute(sa.update(DRAFT).where(own).values(row))
            else:
                connection.execute(sa.insert(DRAFT), {"case_no": self._case.no, **row})
        return version

    def drop(self, expected: int) -> None:
        """Let go of what is kept.

        Raises:
            ChangedMeanwhile: somebody else has saved since; what they saved is kept.
        """
        with self._held() as connection:
            end_draft(connection, self._case.no, expected)

    @contextmanager
    def _held(self) -> Iterator[sa.Connection]:
        """Open a transaction that nobody else can save or erase this case in.

        Raises:
            JournalError: the case was erased, or the database refused.
        """
        wanted = (
            sa.select(CASE.c.wrapped)
            .where(CASE.c.no == self._case.no)
            .with_for_update()
            .with_hint(CASE, "WITH (UPDLOCK, HOLDLOCK)", "mssql")
        )
        with writing(self._engine) as connection:
            if connection.execute(wanted).scalar() is None:
                raise JournalError((Diagnostic("journal-no-such-case"),))
            yield connection


def require_version(connection: sa.Connection, case: int, expected: int) -> None:
    """Refuse to go on where another version is kept than was seen.

    Raises:
        ChangedMeanwhile: it is.
    """
    wanted = sa.select(DRAFT.c.version).where(DRAFT.c.case_no == case)
    if (connection.execute(wanted).scalar() or 0) != expected:
        raise ChangedMeanwhile()


def end_draft(connection: sa.Connection, case: int, expected: int) -> None:
    """Take away the version of a conversation that was seen; errors as `require_version`."""
    require_version(connection, case, expected)
    connection.execute(sa.delete(DRAFT).where(DRAFT.c.case_no == case))


def open_drafts(driver: Driver, store: Store) -> Iterator[OpenDraft]:
    """Go through the unfinished conversations, the longest untouched first; it opens none.

    Those of vignettes are left out: nobody waits for them.
    """
    saved = {row.case_no: _stamp_of(row) for row in driver.connection.execute(sa.select(DRAFT))}
    found = [
        (saved[case.no].at, case.no, OpenDraft(name, saved[case.no]))
        for case, name in tuple(store.names(driver))
        if case.no in saved and not store.sequence(driver, case).is_vignette
    ]
    yield from (draft for *_, draft in sorted(found, key=lambda each: each[:2]))


def _of(case: int) -> sa.Select[tuple[object, ...]]:
    return sa.select(DRAFT).where(DRAFT.c.case_no == case)


def _stamp_of(row: sa.Row[tuple[object, ...]]) -> Stamp:
    return Stamp(Actor(role=row.role, id=row.actor), row.at)
