"""Rulebooks that are served, and those that are sent to be checked or compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import triage
from tests.cli.running import triage as command
from tests.web.api.conftest import SHIPPED
from triage.web.people import Role

ROOT = Path(__file__).parents[3]
GAP, NO_GAP = (ROOT / "docs" / "examples" / name for name in ("a-gap.yaml", "no-gap.yaml"))
AT = "/v1/rulebooks"


def files(file: Path) -> dict[str, Any]:
    """Return a rulebook of one file as it is sent."""
    return {"files": {"rulebook.yaml": file.read_text("utf-8")}}


def test_rulebooks_are_named_by_their_digests(client: TestClient, book: triage.Rulebook) -> None:
    """As an outcome names them."""
    (told,) = client.get(AT).json()["rulebooks"]
    assert (told["id"], told["digest"]) == (book.id, book.digest)
    assert told["texts_digest"] == book.texts_digest


def test_questions_are_told_with_what_may_be_answered(client: TestClient) -> None:
    """So that a form can be drawn of them."""
    told = client.get(f"{AT}/projekt-500").json()
    by_id = {each["id"]: each for each in told["questions"]}
    assert by_id["goal_state"]["kind"] == "choice"
    assert "vague" in by_id["goal_state"]["values"]
    assert by_id["goals"]["kind"] == "list"
    assert {each["id"] for each in by_id["goals"]["item"]} >= {"occupation", "needs_danish"}


@pytest.mark.parametrize("path", ["", "/projekt-500", "/projekt-500/texts", "/projekt-500/listing"])
def test_what_is_known_is_not_sent_again(client: TestClient, path: str) -> None:
    """By its tag, which is another in another language."""
    told = client.get(f"{AT}{path}", params={"language": "en"})
    tag = told.headers["ETag"]
    again = client.get(f"{AT}{path}", params={"language": "en"}, headers={"If-None-Match": tag})
    assert (told.status_code, again.status_code, again.content) == (200, 304, b"")
    if path.count("/") == 2:
        other = client.get(f"{AT}{path}", params={"language": "sv"})
        assert other.headers["ETag"] != tag


def test_a_rule_is_told_as_a_sentence(client: TestClient) -> None:
    """As `rules show` tells it."""
    told = client.get(f"{AT}/projekt-500/listing", params={"about": "T-vague", "language": "en"})
    shown = command("rules", "show", str(SHIPPED), "T-vague", "--lang", "en").out
    (section,) = told.json()["sections"]
    assert section["blocks"][0]["text"] in shown
    unknown = client.get(f"{AT}/projekt-500/listing", params={"about": "Anna"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "nothing-to-show")
    assert "Anna" not in unknown.text


def test_check_of_a_rulebook_that_is_sent(client: TestClient, tmp_path: Path) -> None:
    """What the command says of the same file."""
    (tmp_path / "rulebook").mkdir()
    file = tmp_path / "rulebook" / "rulebook.yaml"
    file.write_text(GAP.read_text("utf-8"), "utf-8")
    told = client.post("/v1/check?language=en", json=files(GAP)).json()["report"]
    said = json.loads(command("rules", "check", str(file.parent), "--format", "json").out)
    for each in said["diagnostics"]:
        each["file"] = each["file"] and Path(each["file"]).name
        each["related"] = [place.rpartition("/")[2] for place in each["related"]]
    assert told["diagnostics"] == said["diagnostics"]
    assert told["paths"] == said["paths"]
    assert [each["code"] for each in told["diagnostics"]].count("typology-gap") == 1


def test_diff_of_rulebooks_that_are_sent(client: TestClient) -> None:
    """What the command says of the same files."""
    body = {"old": files(GAP), "new": files(NO_GAP)}
    told = client.post("/v1/diff", json=body).json()["report"]
    said = json.loads(command("rules", "diff", str(GAP), str(NO_GAP), "--format", "json").out)
    assert {**told, "looked_at": None} == {**said, "looked_at": None}
    served = client.post("/v1/diff", json={"old": {"rulebook": "nobody"}, "new": files(GAP)})
    assert served.status_code == 404


@pytest.mark.parametrize(
    "name", ["../x.yaml", "/etc/x.yaml", ".x.yaml", "a/../../x.yaml", "a\\x.yaml", "a.yaml/b.yaml"]
)
def test_files_that_lead_out_are_refused(client: TestClient, name: str) -> None:
    """Nothing is written outside the folder made for them."""
    told = client.post("/v1/check", json={"files": {"a.yaml": "", name: "x: 1"}})
    assert (told.status_code, told.json()["code"]) == (422, "web-not-files")


def test_a_rulebook_that_is_sent_reads_nothing_of_the_machine(client: TestClient) -> None:
    """What it extends is one at hand, not a path."""
    head = "rulebook: {id: mine, version: 1.0.0, title: Mine, language: en, extends: %s}\n"
    for name in ("../../etc", "/etc/passwd", "../../../work"):
        told = client.post("/v1/check", json={"files": {"a.yaml": head % name}}).json()["report"]
        assert {each["code"] for each in told["diagnostics"]} == {"leads-outside"}
        assert all(each["file"] == "a.yaml" for each in told["diagnostics"])
        assert "/tmp" not in json.dumps(told)


def test_rulebooks_are_sent_by_method_developers_alone(
    signed_in: Callable[..., TestClient],
) -> None:
    """A caseworker is refused, whatever is sent."""
    assert signed_in(Role.CASEWORKER).post("/v1/check", json=files(GAP)).status_code == 403
    assert signed_in(Role.METHOD_DEVELOPER).post("/v1/check", json=files(GAP)).status_code == 200
