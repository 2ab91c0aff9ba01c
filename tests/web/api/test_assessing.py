"""What the API answers about one assessment is what the library says of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import triage
from triage.cases.case_file import read_case
from triage.diagnostics import LANGUAGES, Diagnostic
from triage.web.office import Office

ROOT = Path(__file__).parents[3]
AT = "/v1/rulebooks/projekt-500"
JSON = {"Content-Type": "application/json"}


def assessment(name: str = "demo-open") -> dict[str, Any]:
    """Return a golden case as it is sent."""
    case = read_case(ROOT / "cases" / "projekt-500" / f"{name}.yaml")
    return case.assessment.to_dict()


def sent(client: TestClient, path: str, body: Any) -> dict[str, Any]:
    """Send a body, and return what is answered beside the id of the answer."""
    answered = client.post(f"{AT}/{path}", json=body)
    assert answered.status_code == 200, answered.text
    told: dict[str, Any] = answered.json()
    assert told.pop("decision_id") == answered.headers["X-Request-Id"]
    return told


@pytest.mark.parametrize("name", ["demo-open", "demo-settled", "law-last-valid-day"])
def test_outcome(client: TestClient, book: triage.Rulebook, name: str) -> None:
    """The same document, and it can be read back as one."""
    given = assessment(name)
    outcome = book.assess(triage.Assessment(**given))
    told = sent(client, "assess", given)["outcome"]
    assert told == outcome.to_dict()
    assert triage.Outcome.model_validate(told) == outcome


def test_everything_else_about_it(client: TestClient, book: triage.Rulebook) -> None:
    """Explanations, the next question, pages and texts."""
    given = assessment()
    outcome = book.assess(triage.Assessment(**given), engine="compiled")
    about = {"assessment": given, "name": "employer_contact"}
    whole, change = {"assessment": given}, {"goal_state": "vague"}
    page = book.page(book.assess(triage.Assessment(**given)), language="en", case="c-1")
    copies = book.copies(outcome, "min_plan", language="sv")
    asking = book.next_question(triage.Assessment(**given), goal="plan")
    expected: dict[str, Any] = {
        "why": outcome.why("employer_contact").to_dict(),
        "why-not": outcome.why_not("employer_contact").to_dict(),
        "towards": outcome.towards("flexible").to_dict(),
        "what-if": outcome.what_if(change).to_dict(),
        "stability": outcome.stability().to_dict(),
        "next-question": asking.to_dict(),
    }
    bodies: dict[str, Any] = {
        "why": about,
        "why-not": about,
        "towards": {**whole, "name": "flexible"},
        "what-if": {**whole, "changes": change},
        "stability": given,
        "next-question": {**whole, "goal": "plan"},
    }
    for path, body in bodies.items():
        assert [*sent(client, path, body).values()] == [expected[path]], path
    told = sent(client, "page?language=en", {**whole, "case": "c-1"})["page"]
    assert told == json.loads(json.dumps(page.to_dict()))
    (copied,) = sent(client, "copies?language=sv", {**whole, "target": "min_plan"})["copies"]
    assert (copied["text"], copied["length"]) == (copies[0].text, copies[0].length)
    texts = sent(client, "texts?language=en", given)["texts"]
    assert texts["typologies"] == dict(book.texts(outcome, language="en").typologies)


def test_a_sheet_that_may_do_harm_is_refused(client: TestClient) -> None:
    """With the code the command has; where it may not, it is the sheet of the library."""
    unsafe = {"as_of": "2026-11-23", "answers": {}}
    refused = client.post(f"{AT}/sheet", json={"assessment": unsafe})
    assert (refused.status_code, refused.json()["code"]) == (422, "nothing-to-hand-over")
    told = sent(client, "sheet?language=ar", {"assessment": assessment("demo-settled")})["page"]
    assert told["language"] == "ar"


def test_a_sheet_given_by_hand_takes_her_own_word(client: TestClient) -> None:
    """Whether post may be sent need not be known; where something speaks against it, none is."""
    given = assessment("demo-settled")
    wanted = sent(client, "sheet", {"assessment": given})
    for said, status in (("unknown", 200), ("shared", 422)):
        given["answers"]["post_and_mitid"] = said
        body = {"assessment": given, "in_person": True}
        answered = client.post(f"{AT}/sheet", json=body)
        assert answered.status_code == status
        if status == 200:
            assert answered.json()["page"] == wanted["page"]
    refused = client.post(f"{AT}/sheet", json={"assessment": given, "in_person": "yes"})
    assert refused.status_code == 422


def test_a_version_that_is_not_the_one_asked_for_is_refused(client: TestClient) -> None:
    """By its digest; a rulebook that is not served is not there."""
    digest = client.get(AT).json()["digest"]
    assert client.post(f"{AT}/assess?digest={digest}", json=assessment()).status_code == 200
    other = client.post(f"{AT}/assess?digest={'0' * 64}", json=assessment())
    assert (other.status_code, other.json()["code"]) == (409, "web-other-version")
    unknown = client.post("/v1/rulebooks/projekt-50/assess", json=assessment())
    assert (unknown.status_code, unknown.json()["diagnostics"][0]["nearest"]) == (
        404,
        "projekt-500",
    )


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"answers": {"goal_state": "vauge"}, "as_of": "2026-11-23"}', 422, "wrong-answer"),
        (b'{"answers": {}}', 422, "as-of-missing"),
        (b'{"answers": {}, "answers": {}}', 400, "web-body"),
        (b'{"answers": {"goal_state": NaN}}', 400, "web-body"),
        (b'{"answers": {"own_words": "\\ud800"}}', 400, "web-body"),
        (b'{"answers": ' + b"[" * 50 + b"]" * 50 + b"}", 400, "web-body"),
        (b"[" * 100_000, 400, "web-body"),
        (b"\xff", 400, "web-body"),
        (b'{"answers": {}, "Anna Andersen": 1}', 422, "web-request"),
    ],
)
def test_what_does_not_fit_is_a_problem(
    client: TestClient, body: bytes, status: int, code: str
) -> None:
    """As RFC 9457 has it, with the codes of the command; nothing that was sent is repeated."""
    answered = client.post(f"{AT}/assess?language=en", content=body, headers=JSON)
    told = answered.json()
    assert answered.headers["Content-Type"] == "application/problem+json"
    assert (answered.status_code, told["status"], told["code"]) == (status, status, code)
    assert told["request"] == answered.headers["X-Request-Id"]
    assert "Anna" not in answered.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_in_the_language_asked_for(client: TestClient, language: str) -> None:
    """As messages of the command are."""
    told = client.post(f"{AT}/assess?language={language}", content=b"[", headers=JSON).json()
    wrong = Diagnostic("web-body")
    assert told["title"] == wrong.message(language)


def test_batch(client: TestClient, book: triage.Rulebook) -> None:
    """An answer a line, in order; what is wrong with one stops no other."""
    given = {**assessment("demo-settled"), "case": "c-1"}
    wrong = {**given, "answers": {"goal_state": "vauge"}}
    lines = [json.dumps(given), "", "no JSON", json.dumps(wrong), json.dumps({"case": "c"})]
    answered = client.post(f"{AT}/batch", content="\n".join(lines))
    told = [json.loads(line) for line in answered.text.splitlines()]
    assert [(each["line"], each["case"]) for each in told] == [
        (1, "c-1"),
        (3, None),
        (4, "c-1"),
        (5, None),
    ]
    assert told[0]["outcome"] == book.assess(triage.Assessment(**given)).to_dict()
    codes = [each["diagnostics"][0]["code"] for each in told[1:]]
    assert codes == ["web-body", "wrong-answer", "web-request"]
    assert len({each["decision_id"] for each in told}) == 4


def test_a_batch_with_too_many_lines_is_refused(client: TestClient, office: Office) -> None:
    """Whole, before any of it is assessed."""
    answered = client.post(f"{AT}/batch", content="{}\n" * (office.limits.batch_lines + 1))
    assert (answered.status_code, answered.json()["code"]) == (413, "web-too-many-lines")


def test_what_takes_too_long_can_be_tried_again(
    client: TestClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says when."""
    limits = replace(office.limits, seconds=1e-9)
    monkeypatch.setattr(Office, "limits", property(lambda _: limits))
    body = {"assessment": {"as_of": "2026-11-23", "answers": {}}, "goal": "plan"}
    answered = client.post(f"{AT}/next-question", json=body)
    assert (answered.status_code, answered.json()["code"]) == (503, "out-of-time")
    assert int(answered.headers["Retry-After"]) > 0


def test_interview(client: TestClient, book: triage.Rulebook) -> None:
    """Held by sending back what was answered; the library would have come to the same."""
    begun: dict[str, Any] = {"as_of": "2026-11-30", "answers": {}}
    told = sent(client, "interview?language=en", {"assessment": begun})
    interview = book.interview(as_of="2026-11-30")
    while told["next"] is not None and len(interview.history) < 12:
        path = told["next"]["path"]
        assert interview.next is not None
        assert path == interview.next.path
        options = told["next"]["options"]
        kind = told["next"]["question"]["kind"]
        step: dict[str, Any] = {"do": "cannot_tell", "path": path}
        if kind in {"choice", "scale", "yes_no"}:
            step = {"do": "answer", "path": path, "value": options[-1]["value"]}
        taken = interview.cannot_tell(path) if "value" not in step else None
        interview = taken or interview.answer(path, step["value"])
        body = {"assessment": told["assessment"], "steps": [step]}
        told = sent(client, "interview?language=en", body)
        assert told["assessment"] == interview.assessment.model_dump(mode="json", by_alias=True)
    goal, count = interview.left
    assert told["left"] == {"goal": goal.value, "count": count}
    back = sent(client, "interview", {"assessment": told["assessment"], "steps": [{"do": "back"}]})
    assert back["assessment"]["history"] == told["assessment"]["history"][:-1]
