from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from triage.web.office import Office


def test_lives_and_is_ready(client: TestClient) -> None:
    """Both say so in a word, and the figures are those of Prometheus."""
    assert client.get("/live").text == client.get("/ready").text == "ok\n"
    figures = client.get("/metrics")
    assert figures.headers["content-type"].startswith("text/plain; version=")
    assert 'triage_requests_total{method="GET",route="/ready",status="200"} 1.0' in figures.text


def test_is_not_ready_without_its_journal(client: TestClient, office: Office) -> None:
    """Whoever watches it is told to wait, and it lives all the same."""
    office.close()
    Path(office.settings.journal).write_bytes(b"nothing")
    found = client.get("/ready")
    assert (found.status_code, found.headers["retry-after"]) == (503, "1")
    assert client.get("/live").status_code == 200


def test_figures_and_log_name_routes_as_they_are_written(client: TestClient) -> None:
    """Of pages and API alike; an address nobody wrote is none, however it is spelt."""
    for path in ("/v1/rulebooks", "/cases/x/talk", "/v1/cases/x", "/x/y", "/v1/x"):
        client.get(path)
    figures = client.get("/metrics").text
    for route in ("/v1/rulebooks", "/cases/{ref}/talk", "/v1/cases/{ref}", "none"):
        assert f'route="{route}"' in figures, route
    assert "/x" not in figures
