"""A case erased on a server: in none of its files is what was said, nor what opens it."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.journal.office import NOW, PLANTED, WORKER, begun, emptied, made
from triage.journal import ErasureList, Ground, Journal, KeyFile, KeyProblem
from triage.journal.database import engine_for
from triage.model.assessment import Assessment

pytestmark = pytest.mark.more
CASE = "the-northern-case"
TELLING_ALL = ("log_statement = 'all'", "log_min_duration_statement = 0")
"""What makes a server write every statement into its log, with the values it was given."""


@pytest.fixture
def server(postgresql: str) -> Iterator[sa.Engine]:
    """Return a server that writes everything into its log."""
    engine = engine_for(emptied(postgresql)).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for each in TELLING_ALL:
            connection.exec_driver_sql(f"ALTER SYSTEM SET {each}")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        yield engine
        connection.exec_driver_sql("ALTER SYSTEM RESET ALL")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()


def test_erased(server: sa.Engine, tmp_path: Path) -> None:
    """Nothing said is in any file, before or after; what is left in its logs opens no more."""
    with made(tmp_path, server.url.render_as_string(hide_password=False)) as journal:
        begun(journal, CASE)
        begun(journal, "another")
        journal.draft(CASE, by=WORKER, at=NOW).save(Assessment(answers={"own": PLANTED}), 0)
        refused(server)
        (wrapped, name), sealed = of_case(journal)
        plain = {PLANTED.encode(), CASE.encode()}
        assert holding(server, plain) == set()
        assert holding(server, {name, wrapped}) >= {"base", "log", "pg_wal"}
        listed = ErasureList(tmp_path / "erased.jsonl")
        assert journal.erase(CASE, Ground.ASKED, listed, by=WORKER, at=NOW) == 0
        assert journal.verify().problem is None
        assert holding(server, plain) == set()
        assert "base" not in holding(server, {wrapped, name, *sealed})
    with pytest.raises(KeyProblem):
        KeyFile(tmp_path / "key").current().unwrap(wrapped)


def refused(server: sa.Engine) -> None:
    """Have the server refuse something, which it writes into its log with the row."""
    with server.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.exec_driver_sql("UPDATE triage_event SET open_part = 'x' WHERE number = 2")


def of_case(journal: Journal) -> tuple[tuple[bytes, bytes], list[bytes]]:
    """Return the wrapped key of the first case and its name, and all that is sealed by it."""
    rows = [json.loads(line) for line in journal.export()][1:]
    case = next(each for each in rows if each["row"] == "case")
    own = [each for each in rows if each.get("case_no") == case["no"] and each.get("sealed")]
    return (_bytes(case["wrapped"]), _bytes(case["name"])), [_bytes(each["sealed"]) for each in own]


def _bytes(text: str) -> bytes:
    return b64decode(text[1:])


def holding(server: sa.Engine, needles: set[bytes]) -> set[str]:
    """Return what of the server's folder holds any of these bytes, or as a log writes them."""
    with server.connect() as connection:
        connection.exec_driver_sql("CHECKPOINT")
        folder = Path(str(connection.exec_driver_sql("SHOW data_directory").scalar_one()))
    written = {form for each in needles for form in (each, each.hex().encode())}
    return {
        file.relative_to(folder).parts[0]
        for file in folder.rglob("*")
        if (content := _content(file)) and any(each in content for each in written)
    }


def _content(file: Path) -> bytes:
    with suppress(FileNotFoundError):  # a server gives its files other names while it works
        return file.read_bytes() if file.is_file() else b""
    return b""
