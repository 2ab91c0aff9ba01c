"""A case from its first question to what was agreed, as forms alone carry it."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from starlette.testclient import TestClient

from tests.cli.running import BOOK
from tests.journal.office import NOW, WORKER
from tests.web.offices import client_of
from tests.web.pages.filling import answered, begun, fields, noted
from triage.diagnostics import Diagnostic, LimitReached
from triage.journal.events import (
    Agreed,
    Assigned,
    Confirmed,
    Departed,
    LifeChanged,
    Opened,
    Suggested,
    Withdrawn,
)
from triage.model.rulebook import Rulebook
from triage.verify.diff import RulesDiff, difference
from triage.web.office import Office
from triage.web.pages import comparisons, rule_drafts, studies
from triage.web.people import LOCAL, Person, Role


def test_a_case_from_its_first_question_to_a_sheet(
    client: TestClient, case: str, office: Office
) -> None:
    """What was said is on the screen that is turned; the plan is noted, confirmed and agreed on."""
    heard = client.get(f"{case}/heard").text
    assert "Jeg vil gerne ud blandt folk" in heard
    assert "<nav" not in heard
    page = noted(client, case)
    suggested = re.search(r'name="suggested" value="(\d+)"', page)
    assert suggested
    data = {"suggested": suggested[1], "choice-0": "confirm"}
    for _ in range(2):  # a form that comes twice is noted once
        assert client.post(f"{case}/confirm", data=data).status_code == 303
    step = re.search(r'name="step">\s*<option value="(\w+)"', client.get(f"{case}/confirm").text)
    assert step
    for _ in range(2):
        given = {"step": step[1], "by": "2026-12-07"}
        assert client.post(f"{case}/agree", data=given).status_code == 303
    events = [type(each) for each in office.journal.standing("c-1").counting.values()]
    assert [events.count(each) for each in (Suggested, Confirmed, Agreed)] == [1, 1, 1]
    assert "7 December 2026" in client.get(f"{case}/confirm").text
    sheet = said(client.get(f"{case}/sheet?in_person").text)
    assert "7 December 2026" in sheet.partition("What we agreed")[2].partition("What we can do")[0]
    assert "not agreed on anything" not in sheet
    copied = said(client.get(f"{case}/texts").text)
    assert "to begin by 07/12/2026" in copied
    for page in ("plan", "history"):  # printed, each is an anchor on paper
        told = client.get(f"{case}/{page}").text
        assert str(office.journal.anchor()) in " ".join(told.split())
    assert str(office.journal.anchor()) not in " ".join(client.get(f"{case}/sheet").text.split())


def test_a_noted_case_is_shown_by_the_rulebook_that_is_served(
    client: TestClient, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is made ready anew for a page: that takes most of a second, and comes to the same."""
    noted(client, case)
    monkeypatch.setattr("triage.library.Rulebook", None)
    pages = ("plan", "confirm", "sheet", "texts")
    assert [client.get(f"{case}/{page}").status_code for page in pages] == [200] * 4


@pytest.mark.parametrize("page", ["plan", "confirm", "sheet", "texts", "why?about=1"])
def test_before_anything_is_said_pages_lead_to_the_talk(client: TestClient, page: str) -> None:
    """There is nothing to show yet, and that is no fault."""
    base = begun(client)
    told = client.get(f"{base}/{page}")
    assert told.status_code == 200
    assert f'class="button button-primary" href="{base}/talk"' in told.text


def test_a_vignette_is_told_from_a_case_of_somebody(client: TestClient, office: Office) -> None:
    """In the list, and on every page of it: what is typed there is about nobody."""
    given = Opened(vignette=True), Assigned(team=LOCAL.team or "", worker=LOCAL.id)
    office.journal.record("v-1", *given, by=LOCAL.actor, at=office.now())
    base = begun(client)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>', client.get("/").text)
    assert sorted(rows) == ["c-1", "v-1 (a vignette, of nobody)"]
    told = [said(client.get(f"{each}/talk").text) for each in (base, f"/cases/{office.ref('v-1')}")]
    assert ["vignette" in each for each in told] == [False, True]


def test_only_a_page_that_may_be_printed_has_a_button_for_it(client: TestClient, case: str) -> None:
    """The plan of staff is not to be printed, says its heading, and leads to one that may be."""
    staff, printed = (client.get(f"{case}/plan{each}").text for each in ("", "?print"))
    assert ("not to be printed" in staff, "data-print" in staff) == (True, False)
    assert f'href="{case}/plan?print"' in staff
    assert ("not to be printed" in printed, "data-print" in printed) == (False, True)
    assert "--" not in said(printed)  # no option of the command
    for page in (staff, printed):
        assert "not noted in the journal yet" in " ".join(said(page).split())


def test_what_was_put_aside_is_no_answer(client: TestClient) -> None:
    """It stands there, to be corrected; counted are answers."""
    base = begun(client)
    page = client.get(f"{base}/talk?ask=goal_state").text
    client.post(f"{base}/talk", data={**fields(page), "do": "unknown"})
    assert " answer)" not in said(client.get(f"{base}/talk?theme=goal").text)
    answered(client, base, "goal_state", "none")
    assert "(1 answer)" in said(client.get(f"{base}/talk?theme=goal").text)


def test_a_departure_takes_a_reason(client: TestClient, case: str, office: Office) -> None:
    """Without one nothing is noted; with one, the step is on the sheet no longer."""
    page = noted(client, case)
    suggested = re.search(r'name="suggested" value="(\d+)"', page)
    assert suggested
    data = {"suggested": suggested[1], "choice-0": "depart"}
    refused = client.post(f"{case}/confirm", data=data)
    assert refused.status_code == 422
    assert "form-error" in refused.text
    assert client.post(f"{case}/confirm", data={**data, "reason-0": "own_wish"}).status_code == 303
    events = office.journal.standing("c-1").counting.values()
    assert sum(isinstance(each, Departed) for each in events) == 1


def test_a_form_that_comes_twice_takes_its_step_once(client: TestClient) -> None:
    """As when the network drops before the answer comes; an old form does not overwrite."""
    base = begun(client)
    page = client.get(f"{base}/talk?ask=goal_state").text
    data = {**fields(page), "do": "answer", "answer": "none"}
    assert [client.post(f"{base}/talk", data=data).status_code for _ in range(2)] == [303, 303]
    old = client.post(f"{base}/talk", data={**data, "answer": "named"})
    assert old.status_code == 409
    assert client.get(f"{base}/talk?theme=goal").text.count("<dt>") == 1


@pytest.mark.parametrize(
    ("path", "answer"), [("talk", ""), ("own_words", " "), ("goals", "many"), ("age", "2020")]
)
def test_what_is_no_answer_is_put_again(client: TestClient, path: str, answer: str) -> None:
    """With what is wrong, and nothing is kept."""
    base = begun(client)
    if path == "goals":
        answered(client, base, "goal_state", "named")
    told = answered(client, base, path, answer)
    assert told.status_code == 422
    assert 'role="alert"' in told.text


def test_the_language_is_chosen_by_a_form(client: TestClient) -> None:
    """It goes back to the page that was open, and never to another site."""
    for back, went in (
        ("/rules", "/rules"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
    ):
        chosen = client.post("/language", data={"language": "en", "back": back})
        assert (chosen.status_code, chosen.headers["location"]) == (303, went)
    assert '<html lang="en">' in client.get("/").text


@pytest.mark.parametrize(
    "path", ["/", "/rules", "/rules/small", "/programmes", "/accessibility", "/nowhere"]
)
def test_pages_around_it(client: TestClient, path: str) -> None:
    """Each is whole, in every language, and says where it is not there."""
    for language in ("da", "sv", "en"):
        client.cookies.set("language", language)
        page = client.get(path)
        assert page.status_code in (200, 404)
        assert f'<html lang="{language}">' in page.text
        assert page.text.count("<h1>") == 1


def test_what_roles_are_shown(signed_in: Callable[..., TestClient]) -> None:
    """A method developer has no cases; figures are for those who may read what is behind them."""
    developer, worker = signed_in(Role.METHOD_DEVELOPER, "m-1", None), signed_in(Role.CASEWORKER)
    assert developer.get("/rules").status_code == 200
    assert developer.post("/cases", data={"case": "c-9"}).status_code == 403
    for who in (developer, worker):
        assert who.get("/programmes").status_code == 403
    assert signed_in(Role.AUDITOR, "a-1", None).get("/programmes").status_code == 200


def studied(client: TestClient, path: str) -> str:
    """Return what a page of a rulebook says, once what takes long is worked out."""
    for _ in range(600):
        told = said(client.get(path).text)
        if "still being worked out" not in told:
            return told
        sleep(0.05)
    raise AssertionError(f"{path} is never worked out")


def test_what_a_check_finds_stands_at_what_it_is_about(client: TestClient) -> None:
    """All of it on the first page, of what is written and of what it means; else at each rule."""
    every = studied(client, "/rules/small")
    assert "Warning: interventions.contact" in every  # as written: it says nothing to her
    conflict = "`T-open` and `T-late`"
    told = [conflict in studied(client, f"/rules/small?what={each}") for each in RULES]
    assert (conflict in every, told) == (True, [True, True, False])


RULES = ("T-open", "T-late", "T-none")


def too_much(*_: Rulebook) -> None:
    """Take longer than there is time."""
    raise LimitReached((Diagnostic("out-of-time"),))


def test_a_rulebook_too_large_to_check_is_shown_all_the_same(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rules are there to read, and the page says that not everything was looked at."""
    monkeypatch.setattr(studies, "check_meaning", too_much)
    assert "longer than the time it was given" in studied(client, "/rules/small")
    assert "R-mentor" in studied(client, "/rules/small?what=R-mentor")


def zipped(files: dict[str, str]) -> bytes:
    """Return a zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


COMPARED = "/rules/small/draft/compared"
UNCHANGED = zipped({"rulebook.yaml": Path(BOOK, "rulebook.yaml").read_text(encoding="utf-8")})


def test_a_draft_that_takes_too_long_to_compare_says_where_it_may_take_longer(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On its own page, from which it can be sent again."""
    monkeypatch.setattr(comparisons, "difference", too_much)
    told = compared(client, UNCHANGED)
    assert "triage rules diff" in told
    assert 'type="file"' in told


def compared(client: TestClient, sent: bytes) -> str:
    """Send a draft; return the page of what it does, once that is worked out."""
    answer = client.post("/rules/small/draft", files={"draft": ("d.zip", sent)})
    assert (answer.status_code, answer.headers["location"]) == (303, COMPARED)
    for _ in range(60):
        told = client.get(COMPARED)
        if told.status_code != 202:
            assert told.status_code == 200
            return told.text
    raise AssertionError("it is never compared")


def test_a_page_tells_that_a_draft_is_still_being_compared(
    big_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what came of it, as soon as it is there: to whoever sent it, and to nobody else."""
    done = Event()

    def late(old: Rulebook, new: Rulebook) -> RulesDiff:
        done.wait(20)
        return difference(old, new)

    monkeypatch.setattr(comparisons, "difference", late)
    monkeypatch.setattr(rule_drafts, "_AT_ONCE", 0.01)
    own = client_of(big_office, Person("m-1", Role.METHOD_DEVELOPER, None))
    other = client_of(big_office, Person("m-2", Role.METHOD_DEVELOPER, None), app=own.app)
    assert other.get(COMPARED).headers["location"] == "/rules/small/draft"
    own.post("/rules/small/draft", files={"draft": ("d.zip", UNCHANGED)})
    waiting = own.get(COMPARED)
    assert (waiting.status_code, "data-again" in waiting.text) == (202, True)
    for page in (waiting, own.get("/rules/small/draft")):  # without a script, and later
        assert f'href="{COMPARED}"' in page.text
    assert other.get(COMPARED).status_code == 303
    done.set()
    assert "data-again" not in compared(own, UNCHANGED)


def test_a_draft_is_compared_and_kept_nowhere(client: TestClient) -> None:
    """What it does is shown; what is no draft is refused, in words."""
    book = {
        f"book/{each.relative_to(BOOK)}": each.read_text() for each in Path(BOOK).rglob("*.yaml")
    }
    other = book["book/rulebook.yaml"].replace(
        "when: {talk: alone}, recommend: mentor", "when: {talk: others}, recommend: mentor"
    )
    wider = {**book, "book/rulebook.yaml": other}
    assert "R-mentor" in compared(client, zipped(wider))
    broken = {**book, "book/rulebook.yaml": "rulebook: {id: book}"}
    for sent, status in ((zipped(broken), 422), (b"no zip", 422), (zipped({}), 422)):
        again = client.post("/rules/small/draft", files={"draft": ("d.zip", sent)})
        assert again.status_code == status
        assert 'role="alert"' in again.text
    assert client.get("/rules/small/draft").status_code == 200


def test_what_is_wrong_is_told_in_the_language_of_the_page(
    signed_in: Callable[..., TestClient], golden: Callable[[str, str], None]
) -> None:
    """A refusal, and what is wrong with a draft."""
    developer = signed_in(Role.METHOD_DEVELOPER, "m-1", None)
    developer.cookies.set("language", "sv")
    refused = developer.post("/cases", data={"case": "c-9"})
    broken = zipped({"book/rulebook.yaml": "rulebook: {id: book, titel: B}\nquestions: {a: {}}"})
    draft = developer.post("/rules/small/draft", files={"draft": ("d.zip", broken)})
    assert (refused.status_code, draft.status_code) == (403, 422)
    golden("problems.sv.txt", "".join(map(said, (refused.text, draft.text))))


def said(page: str) -> str:
    """Return the text of the main part of a page, a line for each that has some."""
    main = page.partition("<main")[2].partition("</main>")[0]
    lines = map(str.strip, html.unescape(re.sub(r"^[^<>]*>|<[^>]+>", "\n", main)).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def test_what_is_due_leads_to_where_it_is_seen_to(
    client: TestClient, case: str, office: Office
) -> None:
    """Talking again to the talk; a step, by its name, to what was agreed on; closed is closed."""
    page = noted(client, case)
    number, suggested = next(
        (at, each)
        for at, each in office.journal.standing("c-1").counting.items()
        if isinstance(each, Suggested)
    )
    step = suggested.interventions[0]
    client.post(f"{case}/confirm", data={"suggested": str(number), "choice-0": "confirm"})
    assert client.post(f"{case}/agree", data={"step": step, "by": "2026-11-01"}).is_redirect
    changed = LifeChanged(on=date(2026, 11, 2), what="…")
    office.journal.record("c-1", changed, by=WORKER, at=NOW)
    due = client.get("/").text
    name = re.search(r'<fieldset class="item">\s*<legend>([^<]+)', page)
    assert name
    assert f'<a href="{case}/talk">c-1: life has changed' in due
    assert f'<a href="{case}/confirm">c-1, {name[1]}: agreed on, and not begun' in due
    assert "Plan noted" in due
    office.journal.record("c-1", Withdrawn(on=date(2026, 11, 3)), by=WORKER, at=NOW)
    closed = client.get("/").text
    assert "Nothing is due." in closed
    assert ("Closed" in closed, "Plan noted" in closed) == (True, False)
