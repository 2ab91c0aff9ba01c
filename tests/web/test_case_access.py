"""Whose case it is: by role, team and what the journal says of who has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.offices import Clock
from triage.diagnostics import TriageError
from triage.journal import (
    Assigned,
    Corrected,
    HandedOver,
    Informed,
    MasterKey,
    Opened,
    OutOfSequence,
    Read,
    ReadReason,
    Released,
    Withdrawn,
)
from triage.journal.events import Event
from triage.journal.sequence import Sequence as Standing
from triage.journal.sequence import of_events
from triage.web.case_access import (
    ONE_READING,
    CaseAccess,
    Doing,
    begin_case,
    case_of,
    cases_of,
    due_of,
    may,
)
from triage.web.office import Office
from triage.web.people import LOCAL, Person, Role
from triage.web.problems import NoSuchCase, NotAllowed
from triage.web.references import References

W1, W2 = (Person(id_, Role.CASEWORKER, "north") for id_ in ("w-1", "w-2"))
SOUTH = Person("w-3", Role.CASEWORKER, "south")
LEAD, SOUTH_LEAD = (Person("l-1", Role.TEAM_LEAD, team) for team in ("north", "south"))
AUDITOR = Person("a-1", Role.AUDITOR, None)
METHOD = Person("m-1", Role.METHOD_DEVELOPER, None)
EVERYBODY = (W1, W2, SOUTH, LEAD, SOUTH_LEAD, AUDITOR, METHOD)
REFERENCES = References(MasterKey(b"k" * 32))
R, W, L = Doing.READ, Doing.WORK, Doing.LEAD


def after(*events: Event) -> Standing:
    """Return where a case stands that was opened, after some events."""
    return of_events(enumerate((Opened(), *events), start=1))


def allowed(case: Standing) -> dict[Person, Sequence[Doing]]:
    """Return what who may do with a case; nobody who may do nothing."""
    found = {person: [doing for doing in Doing if may(person, doing, case)] for person in EVERYBODY}
    return {person: doings for person, doings in found.items() if doings}


def test_nobody_has_a_case_nobody_was_given() -> None:
    """It is looked at by an auditor, until a team has it."""
    assert allowed(after()) == {AUDITOR: [R]}


def test_a_case_of_a_worker_is_hers_and_her_leads() -> None:
    """Not her colleague's, who has no need to know."""
    case = after(Assigned(team="north", worker="w-1"))
    assert allowed(case) == {W1: [R, W], LEAD: [R, W, L], AUDITOR: [R]}


def test_a_case_of_a_team_is_for_each_of_its_workers() -> None:
    """And for no other team."""
    case = after(Assigned(team="north"))
    assert allowed(case) == {W1: [R, W], W2: [R, W], LEAD: [R, W, L], AUDITOR: [R]}


def test_the_same_id_in_another_team_is_another_person() -> None:
    """Local ids are those of a team's own list."""
    case = after(Assigned(team="south", worker="w-1"))
    assert W1 not in allowed(case)


@pytest.mark.parametrize(
    "event",
    [Released(team="north", worker="w-1"), Released(team="north"), HandedOver(team="south")],
)
def test_who_no_longer_has_it_may_no_longer_read_it(event: Event) -> None:
    """From the moment it is noted."""
    case = after(Assigned(team="north", worker="w-1"), event)
    assert not {W1, W2} & allowed(case).keys()
    assert (SOUTH in allowed(case)) == isinstance(event, HandedOver)


def test_a_team_keeps_its_case_when_one_of_its_workers_gives_it_up() -> None:
    """What was assigned to the team was not released."""
    case = after(
        Assigned(team="north"),
        Assigned(team="north", worker="w-1"),
        Released(team="north", worker="w-1"),
    )
    assert allowed(case).keys() >= {W1, W2}


ids = st.sampled_from(["north", "south"]), st.sampled_from(["w-1", "w-2", None])
changes = st.lists(
    st.builds(Assigned, team=ids[0], worker=ids[1])
    | st.builds(Released, team=ids[0], worker=ids[1])
    | st.builds(HandedOver, team=ids[0])
)


@given(changes)
def test_whatever_happens_to_a_case(events: list[Event]) -> None:
    """Method developers read none, auditors change none, and nobody reads another team's."""
    case = after(*events)
    found = allowed(case)
    teams = {team for team, _ in case.holders}
    assert METHOD not in found
    assert found[AUDITOR] == [R]
    for person in found.keys() - {AUDITOR}:
        assert person.team in teams
    assert (LEAD in found) == ("north" in teams)
    assert all(may(LOCAL, doing, case) for doing in Doing)


def test_200_attempts_at_cases_of_others(big_office: Office) -> None:
    """Each is refused in the same words as for a case there is not, and leaves no trace in it."""
    own = [begin_case(big_office, person, f"c-{n}") for n, person in enumerate((W1, W2, SOUTH) * 4)]
    others = {person: [each for each in own if not _may_read(person, each)] for person in EVERYBODY}
    assert {person: len(cases) for person, cases in others.items()} == {
        W1: 8, W2: 8, SOUTH: 8, LEAD: 4, SOUTH_LEAD: 8, AUDITOR: 0, METHOD: 12,
    }  # fmt: skip
    random, told, before = Random(22), Counter[str](), big_office.journal.anchor()
    who = [person for person, cases in others.items() if cases]
    for _ in range(200):
        person = random.choice(who)
        ref, doing = random.choice(others[person]).ref, random.choice(list(Doing))
        told[_refused(big_office, person, ref, doing)] += 1
        told[_refused(big_office, person, _changed(ref, random), doing)] += 1
        told[_refused(big_office, person, big_office.ref("c-none"), doing)] += 1
    assert len(told) == 1
    assert big_office.journal.anchor() == before


def _may_read(person: Person, case: CaseAccess) -> bool:
    return may(person, Doing.READ, case.standing)


def _refused(office: Office, person: Person, ref: str, doing: Doing) -> str:
    with pytest.raises(NoSuchCase) as error:
        case_of(office, person, ref, doing)
    return f"{error.value} {error.value.diagnostics[0].to_dict()}"


def _changed(ref: str, random: Random) -> str:
    at = random.randrange(len(ref))
    return ref[:at] + random.choice("AbC-_9") + ref[at + 1 :] + random.choice(("", "A"))


def test_a_reference_says_nothing_and_stays(big_office: Office) -> None:
    """Of similar ids they are nothing alike; after a restart they are what they were."""
    refs = [big_office.ref(f"sag-{number}") for number in range(50)]
    assert len({ref[:8] for ref in refs}) == 50
    assert not any("sag" in ref for ref in refs)
    with Office(big_office.settings, big_office.now) as again:
        assert [again.ref(f"sag-{number}") for number in range(50)] == refs
        assert [again.case(ref) for ref in refs] == [f"sag-{number}" for number in range(50)]


@given(st.text(max_size=80))
def test_whatever_is_no_reference_is_no_case(text: str) -> None:
    """Nothing that is guessed or pasted fails, or opens anything."""
    assert REFERENCES.case(text) is None


def test_reading_is_noted_once_in_a_while(big_office: Office, clock: Clock) -> None:
    """Of each person, with why; what is looked up without opening anything is not."""
    access = begin_case(big_office, W1, "c-1")
    for person in (W1, LEAD, AUDITOR):
        for _ in range(3):
            case_of(big_office, person, access.ref, Doing.READ).history()
    cases_of(big_office, W1), due_of(big_office, W1, big_office.today())
    access.draft()
    assert _reads(big_office, access) == [
        ("w-1", ReadReason.CASEWORK), ("l-1", ReadReason.SUPERVISION), ("a-1", ReadReason.AUDIT),
    ]  # fmt: skip
    clock.time += ONE_READING + timedelta(seconds=1)
    access.draft()
    access.history(ReadReason.COMPLAINT)
    assert _reads(big_office, access)[3:] == [
        ("w-1", ReadReason.CASEWORK), ("w-1", ReadReason.COMPLAINT),
    ]  # fmt: skip


def _reads(office: Office, access: CaseAccess) -> list[tuple[str, ReadReason]]:
    noted = office.journal.history(
        access.id, by=METHOD.actor, at=office.now(), why=ReadReason.CORRECTION
    )
    return [
        (each.by.id, each.event.why)
        for each in noted
        if isinstance(each.event, Read) and each.by != METHOD.actor
    ]


def test_lists_hold_what_a_person_may_read(big_office: Office) -> None:
    """And what is due, what she may work with."""
    for number, person in enumerate((W1, W2, SOUTH)):
        begin_case(big_office, person, f"c-{number}")
    assert [each.id for each in cases_of(big_office, W1)] == ["c-0"]
    assert [each.id for each in cases_of(big_office, LEAD)] == ["c-0", "c-1"]
    assert len(cases_of(big_office, AUDITOR)) == 3
    assert cases_of(big_office, METHOD) == ()


def test_nobody_opens_the_case_of_another_anew(big_office: Office) -> None:
    """Not even one that somebody withdrew from: its history is not theirs."""
    access = begin_case(big_office, W1, "c-1")
    with pytest.raises(OutOfSequence):
        begin_case(big_office, W1, "c-1")
    access.note(Withdrawn(on=big_office.today()))
    for person in (W2, SOUTH, SOUTH_LEAD, AUDITOR, METHOD):
        with pytest.raises(NotAllowed):
            begin_case(big_office, person, "c-1")
    assert begin_case(big_office, W1, "c-1").standing.is_open


@pytest.mark.parametrize(
    "event",
    [Assigned(team="north", worker="w-2"), Released(team="north"), HandedOver(team="south")],
)
def test_who_has_a_case_is_for_the_lead_to_say(big_office: Office, event: Event) -> None:
    """A worker hands her case to nobody, beside other events neither; her lead does."""
    access = begin_case(big_office, W1, "c-1")
    before = big_office.journal.anchor()
    with pytest.raises(NotAllowed):
        access.note(Informed(article=13, on=big_office.today()), event)
    assert big_office.journal.anchor() == before
    case_of(big_office, LEAD, access.ref, Doing.LEAD).note(event)
    assert (cases_of(big_office, W1) == ()) == (not isinstance(event, Assigned))


def test_taking_back_who_has_a_case_is_for_the_lead_too(big_office: Office) -> None:
    """A worker gets no colleague out of a case by correcting how she came into it."""
    access = begin_case(big_office, W1, "c-1")
    lead = case_of(big_office, LEAD, access.ref, Doing.LEAD)
    (given,) = lead.note(Assigned(team="north", worker="w-2"))
    (informed,) = lead.note(Informed(article=13, on=big_office.today()))
    worker = case_of(big_office, W1, access.ref, Doing.WORK)
    wrong = Corrected(event=given.number, words="by mistake")
    assert worker.correctable == (informed.number,)
    with pytest.raises(NotAllowed):
        worker.note(wrong)
    lead = case_of(big_office, LEAD, access.ref, Doing.LEAD)
    assert {given.number, informed.number} <= set(lead.correctable)
    lead.note(wrong)
    assert cases_of(big_office, W2) == ()


def test_what_cannot_be_read_is_no_refusal(big_office: Office) -> None:
    """A journal that fails does not look like a case that is somebody else's."""
    ref = begin_case(big_office, W1, "c-1").ref
    big_office.journal.close()
    Path(big_office.settings.journal).write_bytes(b"nothing")
    with pytest.raises(TriageError) as error:
        case_of(big_office, W1, ref, Doing.READ)
    assert not isinstance(error.value, NoSuchCase)
