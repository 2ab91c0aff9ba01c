from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.web.pages.filling import ANSWERS, answered, begun


@pytest.fixture
def case(client: TestClient) -> str:
    """Begin a case and answer its questions; return where its pages are."""
    base = begun(client)
    for path, answer in ANSWERS.items():
        assert answered(client, base, path, answer).status_code == 303
    return base
