"""The OpenAPI document and the page about the API say what is there."""

from __future__ import annotations

import contextlib
import io

import pytest
from starlette.testclient import TestClient

import triage
from tests.docs.fences import DOCS, fences
from tests.web.api.test_assessing import assessment
from tools.api_examples import EXAMPLES, as_text

PAGE = DOCS / "reference" / "api.md"


def test_examples_are_up_to_date() -> None:
    """`python tools/api_examples.py` would change nothing."""
    assert EXAMPLES.read_text(encoding="utf-8") == as_text()


def test_examples_are_in_the_document_and_are_answered(client: TestClient) -> None:
    """Each body made of golden cases is one its operation takes."""
    document = client.get("/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    for path, operations in document["paths"].items():
        if "post" not in operations or "{ref}" in path:
            continue
        (media, content), *_ = operations["post"]["requestBody"]["content"].items()
        for each in content["examples"].values():
            at = f"/v1{path}".replace("{rulebook}", "projekt-500")
            sent = (
                {"content": each["value"]} if media.endswith("jsonl") else {"json": each["value"]}
            )
            assert client.post(at, **sent).status_code in {200, 201}, path


def test_every_operation_stands_on_the_page(client: TestClient) -> None:
    """By the last part of its address."""
    page = PAGE.read_text("utf-8")
    for path in client.get("/v1/openapi.json").json()["paths"]:
        assert f"/{path.rpartition('/')[2]}" in page, path


def test_the_client_of_the_page_works(client: TestClient) -> None:
    """In three lines."""
    code, said, *_ = (each for each in fences(PAGE) if each.info[:1] in (("python",), ("text",)))
    assert len(code.text.splitlines()) == 3
    names = {
        "requests": client,
        "server": "",
        "triage": triage,
        "assessment": triage.Assessment(**assessment("demo-settled")),
    }
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        # What the page tells a reader to run is run: that is the test.
        exec(compile(code.text, code.place, "exec"), names)  # noqa: S102
    assert printed.getvalue() == said.text


@pytest.mark.parametrize("path", ["/v1/", "/v1/rulebooks/", "/v1/nothing", "/v1/cases/x/y/z"])
def test_what_is_not_there_is_a_problem_too(client: TestClient, path: str) -> None:
    """Below `/v1`, programs are answered."""
    told = client.get(path)
    assert (told.status_code, told.json()["code"]) == (404, "web-not-there")
    assert told.headers["Content-Type"] == "application/problem+json"
