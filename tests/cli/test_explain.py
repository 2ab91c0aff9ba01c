"""`triage explain`, run as people run it."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import BOOK, OPEN, SETTLED, Exit, Result, triage, triage_process
from tests.docs.test_schemas import schema

ASKED = {
    "why": ("--why", "open_many"),
    "why-not": ("--why-not", "no_goal"),
    "towards": ("--towards", "no_goal"),
    "what-if": ("--set", "danish=good"),
    "stability": ("--stability",),
}


def explain(*arguments: str, case: str = OPEN, given: bytes = b"") -> Result:
    """Explain a case of the miniature rulebook."""
    return triage("explain", case, "-r", BOOK, *arguments, given=given)


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("language", ["da", "sv", "en"])
@pytest.mark.parametrize("audience", ["staff", "participant"])
def test_pages(name: str, language: str, audience: str) -> None:
    """Every kind of explanation in every language for every reader, at most 80 columns wide."""
    done = explain(*ASKED[name], "--lang", language, "--for", audience)
    assert (done.exit, done.err) == (Exit.DONE, "")
    assert max(map(len, done.out.splitlines())) <= 80
    assert "\x1b" not in done.out


@pytest.mark.parametrize("name", ASKED)
def test_json(name: str) -> None:
    """JSON is as its schema says."""
    done = explain(*ASKED[name], "--format", "json")
    found = json.loads(done.out)
    assert found["schema"] == f"triage.{name}/1"
    Draft202012Validator(schema(f"{name}-1.json")).validate(found)


def test_markdown() -> None:
    """Markdown has a title and sections."""
    lines = explain("--why", "open_many", "--format", "md").out.splitlines()
    assert lines[0].startswith("# ")
    assert any(line.startswith("## ") for line in lines)


def test_changes_as_typed() -> None:
    """Numbers, sets, cells, items and answers taken back."""
    typed = (
        "age=61",
        "worked=shop, home",
        "barriers.childcare.weight=much",
        "goals.1.needs_danish=good",
        "talk=",
    )
    asked = [part for each in typed for part in ("--set", each)]
    found = json.loads(explain(*asked, "--format", "json").out)
    assert [(each["path"], each["after"]) for each in found["changes"]] == [
        ("age", 61),
        ("worked", ["shop", "home"]),
        ("barriers.childcare.weight", "much"),
        ("goals.1.needs_danish", "good"),
        ("talk", None),
    ]


def test_a_set_without_members() -> None:
    """An empty set is written with brackets; unknown is no answer."""
    found = json.loads(
        explain("--set", "hours=[]", "--set", "danish=unknown", "--format", "json").out
    )
    assert [each["after"] for each in found["changes"]] == [[], "unknown"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--why", "open_mani"), "open_many"),
        (("--why-not", "contact=posible"), "contact=possible"),
        (("--towards", "T-open"), "nothing-to-explain"),
        (("--set", "danis=good"), "danish"),
        (("--set", "danish=goot"), "good"),
        (("--set", "goals.1.need_danish=good"), "goals.1.needs_danish"),
        (("--set", "goals.2.needs_danish=good"), "goals"),
        (("--set", "danish"), "question=value"),
        (("--set", "=good"), "question=value"),
        (("--set", "danis="), "unknown-question"),
        (("--why-not", "contact="), "contact=possible"),
        (("--why", "open_many", "--stability"), "Ask one thing"),
        ((), "Ask one thing"),
        (("--stability", "--for", "participant", "--format", "json"), "text or md"),
    ],
)
def test_what_is_not_understood(arguments: tuple[str, ...], said: str) -> None:
    """What was asked for is said to be wrong, with the nearest there is."""
    done = explain(*arguments, "--lang", "en")
    assert (done.exit, done.out) == (Exit.USAGE, "")
    assert said in done.err


def test_a_case_that_is_none() -> None:
    """A wrong answer in the case is shown where it stands."""
    done = triage("explain", "-", "-r", BOOK, "--stability", given=b"answers: {danish: goot}\n")
    assert done.exit == Exit.INVALID
    assert "good" in done.err


def test_standard_input() -> None:
    """A case may come through a pipe."""
    done = triage(
        "explain", "-", "-r", BOOK, "--why", "T-none", given=b"answers: {goal_state: none}\n"
    )
    assert done.exit == Exit.DONE


def test_nothing_private_is_printed() -> None:
    """The answers of a private grid are on no page and in no JSON."""
    for form in ("text", "md", "json"):
        done = explain("--why", "childcare", "--format", form, case=SETTLED)
        assert done.exit == Exit.DONE
        assert "Meget" not in done.out
        assert "much" not in done.out


def test_as_a_process() -> None:
    """The command writes to a pipe that is as narrow as it is told."""
    done = triage_process("explain", OPEN, "-r", BOOK, "--stability", COLUMNS="40")
    assert done.exit == Exit.DONE
    assert max(map(len, done.out.splitlines())) <= 42
