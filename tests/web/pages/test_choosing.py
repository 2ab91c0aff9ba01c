"""What somebody makes of a plan: another typology, what became of the goal, and what is missing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.pages.filling import answered, begun, noted
from triage.journal.events import About, Confirmed, Departed, Suggested
from triage.web.office import Office

WORDS = "Hun så helst noget andet"


@pytest.fixture
def settled(client: TestClient, case: str) -> str:
    """Answer what settles the typology; return where the pages of the case are."""
    assert answered(client, case, "age", "41").status_code == 303
    return case


def suggested_in(office: Office) -> tuple[int, Suggested]:
    """Return the suggestion of the case, and its number."""
    events = office.journal.standing("c-1").counting.items()
    return next((at, each) for at, each in events if isinstance(each, Suggested))


def chosen_in(office: Office) -> list[Confirmed | Departed]:
    """Return what was made of it."""
    events = office.journal.standing("c-1").counting.values()
    return [each for each in events if isinstance(each, Confirmed | Departed)]


def sent(client: TestClient, case: str, office: Office, **data: str) -> Any:
    """Send the form of a plan; a field of the typology is named by its kind alone."""
    number, suggested = suggested_in(office)
    last = len(suggested.interventions)
    named = {
        f"{name}-{last}" if name in {"choice", "instead", "goal", "reason", "words"} else name: each
        for name, each in data.items()
    }
    return client.post(f"{case}/confirm", data={"suggested": str(number), **named})


def test_another_typology(client: TestClient, settled: str, office: Office) -> None:
    """Which it is instead, and what became of her goal, are noted and shown."""
    page = noted(client, settled)
    own = suggested_in(office)[1].typology
    assert own == "open_many"
    last = len(suggested_in(office)[1].interventions)
    others = re.search(rf'id="instead-{last}".*?</select>', page, re.DOTALL)
    assert others
    (other, name), *_ = re.findall(r'<option value="(\w+)">([^<]+)', others[0])
    assert f'value="{own}"' not in others[0]
    data = {"choice": "depart", "reason": "own_wish", "instead": other, "goal": "raised"}
    for _ in range(2):  # a form that comes twice is noted once
        assert sent(client, settled, office, **data).status_code == 303
    (event,) = chosen_in(office)
    assert isinstance(event, Departed)
    assert (event.about, event.instead) == (About(typology=own), About(typology=other))
    assert event.goal == "raised"
    assert f"Instead: {name}." in client.get(f"{settled}/confirm").text
    assert "The goal was set higher." in client.get(f"{settled}/history").text


def test_what_became_of_the_goal_goes_with_confirming_too(
    client: TestClient, settled: str, office: Office
) -> None:
    """It is told with the typology alone."""
    noted(client, settled)
    told = {"goal-0": "lowered", "choice-0": "confirm"}
    assert sent(client, settled, office, choice="confirm", goal="kept", **told).status_code == 303
    step, typology = chosen_in(office)
    assert (step.about.typology, step.goal) == (None, None)
    assert typology.about.typology
    assert typology.goal == "kept"


def test_a_typology_that_is_not_settled_is_chosen(client: TestClient, office: Office) -> None:
    """It cannot be confirmed; who chooses one says which, and why."""
    base = begun(client)
    answered(client, base, "own_words", "Jeg vil gerne ud blandt folk")
    page = noted(client, base)
    assert suggested_in(office)[1].typology == "open"
    last = len(suggested_in(office)[1].interventions)
    assert f'id="confirm-{last}"' not in page
    refused = sent(client, base, office, choice="depart", reason="own_wish")
    assert (refused.status_code, "Choose which it is instead." in refused.text) == (422, True)
    assert sent(client, base, office, choice="confirm").status_code == 303
    assert chosen_in(office) == []
    other = re.findall(rf'id="instead-{last}".*?<option value="(\w+)"', page, re.DOTALL)[0]
    told = sent(client, base, office, choice="depart", reason="own_wish", instead=other)
    assert told.status_code == 303
    assert [each.about.typology for each in chosen_in(office)] == ["open"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"words": WORDS}, "Choose what is done with this."),
        ({"words-0": WORDS}, "Choose what is done with this."),
        ({"goal": "kept", "words": WORDS}, "Choose what is done with this."),
        ({"words-wanted": WORDS}, "Choose what is done."),
        ({"wanted": "no_such_step", "reason-wanted": "own_wish", "words-0": ""}, "Choose what"),
        ({"choice": "depart", "instead": "no_such", "reason": "own_wish"}, "Choose which it is"),
        ({"choice": "depart", "words": WORDS}, "Choose a reason"),
    ],
)
def test_nothing_typed_is_left_out_in_silence(
    client: TestClient, settled: str, office: Office, data: dict[str, str], told: str
) -> None:
    """What goes with it is asked for, where it is missing, with all that was typed."""
    noted(client, settled)
    refused = sent(client, settled, office, **data)
    assert refused.status_code == 422
    assert f'role="alert">{told}' in refused.text
    assert (WORDS in refused.text) == (WORDS in data.values())
    assert chosen_in(office) == []
