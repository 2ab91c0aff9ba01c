from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journal.office import made
from triage.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Return an empty journal in a file."""
    with made(tmp_path) as found:
        yield found
