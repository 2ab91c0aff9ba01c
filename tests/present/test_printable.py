"""Pages that may be printed: the same for everybody who differs in what is kept off them alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from tests.counts import Count
from tests.engine.small import DAY, rulebook
from tests.present.test_explanations import page_for
from tests.present.test_shipped_pages import FILES, shipped
from tests.strategies.drawing import Seeded
from triage.cases.case_file import Case, read_case
from triage.engine import Evaluator
from triage.explain import Assessed, Explainer
from triage.intake.reading import read_answers
from triage.model.question import Choice, YesNo
from triage.model.rulebook import Rulebook
from triage.present import (
    Audience,
    Explanation,
    build_page,
    page_of,
    render_html,
    render_markdown,
    render_text,
)

PEOPLE = tuple(
    file
    for file in FILES
    if file.stem.startswith(("safety", "demo-open", "uncertain-suggested", "wants-information"))
)
SHIELDED = (
    "safe_contact",
    "post_and_mitid",
    "address_protection",
    "safety",
    "confidential_help",
    "help_telling_home",
    "health_help",
)
"""What people answer about safety, contact, home and health."""


@cache
def explainer() -> Explainer:
    """Return what explains the shipped rulebook."""
    book, evaluator = shipped()
    return Explainer(book, evaluator)


def assessed(case: Case, answers: dict[str, Any]) -> Assessed:
    """Take up a case with other answers."""
    assert case.as_of is not None
    return explainer().of(read_answers(explainer().rulebook, answers, case.as_of), case.as_of)


def differing(case: Case, seed: int, many: int) -> Iterator[dict[str, Any]]:
    """Yield answers that differ in what is shielded alone: any of them, or open in any way."""
    draw, book = Seeded(seed), explainer().rulebook
    left = {name: answer for name, answer in case.answers.items() if name not in SHIELDED}
    found = 0
    while found < many:
        answers = dict(left)
        for name in SHIELDED:
            domain = book.questions[name].domain
            assert isinstance(domain, Choice | YesNo)
            answer = draw.choice((*domain.values, *domain.values, "unknown", "declined", None))
            answers |= {} if answer is None else {name: answer}
        read = read_answers(book, answers, case.as_of or DAY)
        if explainer().evaluator.consistent(read, case.as_of or DAY):
            found += 1
            yield answers


def test_these_are_what_the_shipped_rulebook_shields() -> None:
    """All of them, and the guarantee names them."""
    book = shipped()[0]
    assert {each.id for each in book.questions.values() if each.off_page} == set(SHIELDED)


@pytest.mark.parametrize("file", PEOPLE, ids=lambda file: file.stem)
def test_pages_of_a_pair_are_equal(file: Any, counted: Count) -> None:
    """Byte for byte, in every language and form, with the same additions by hand."""
    case = read_case(file)
    hand = ("motivation_group", "safety_referral")
    pages: set[tuple[str, ...]] = set()
    for answers in differing(case, 7, 3):
        one = assessed(case, answers)
        plain, added = page_of(one, "da", case="c"), page_of(one, "sv", case="c", by_hand=hand)
        texts = (render_text(page_of(one, "en", case="c")), render_text(added))
        pages.add((*texts, render_markdown(plain), render_html(plain, "da")))
    assert len(pages) == 1
    counted("pages of pairs that differ in what is kept off the page", 3)


ASKED: tuple[Callable[[Assessed], Explanation], ...] = (
    lambda one: one.why("motivation_group"),
    lambda one: one.why("safety_referral"),
    lambda one: one.why_not("cv_workshop=recommended"),
    lambda one: one.what_if({"goal_state": "vague"}),
    lambda one: one.stability(),
)


@pytest.mark.parametrize("number", range(len(ASKED)))
def test_explanations_of_a_pair_are_equal(number: int) -> None:
    """What the person is told when she asks why."""
    case = read_case(next(file for file in FILES if file.stem == "safety-acute-wants-work"))
    told = {
        render_text(page_for(assessed(case, answers), ASKED[number], Audience.PARTICIPANT))
        for answers in differing(case, number, 3)
    }
    assert len(told) == 1


def test_staff_see_the_difference() -> None:
    """Else all of this would prove nothing."""
    case = read_case(next(file for file in FILES if file.stem == "safety-acute-wants-work"))
    told = {
        render_text(page_of(assessed(case, answers), "da", everything=True))
        for answers in differing(case, 7, 4)
    }
    assert len(told) == 4


SMALL = rulebook(
    """
    questions:
      danger: {ask: Fare?, kind: scale, values: {none: Ingen, some: Noget}, off_page: yes}
      home: {ask: Må vi skrive?, kind: yes_no, off_page: yes}
      wish: {ask: Ønske?, kind: yes_no}
    interventions:
      group: {label: Hold, kind: k}
      visit: {label: Besøg, kind: k}
      shelter: {label: Husly, kind: k}
    recommendations:
      - {id: R-group, when: {wish: yes}, recommend: [group, visit], start: now, because: Du vil.}
      - {id: R-shelter, when: {danger: some}, recommend: [shelter], because: Du er bange.}
      - {id: A-group, when: {danger: some}, against: [group], because: Nogen kan kende dig.}
    warnings:
      - {id: W-home, when: {any: [{home: no}, {danger: some}]}, on_top: yes, warn: Send intet hjem.}
      - {id: W-danger, when: {danger: some}, warn: Pas på.}
    """
)


def small(
    answers: dict[str, Any],
    *,
    everything: bool = False,
    for_staff: bool = False,
    by_hand: tuple[str, ...] = (),
) -> str:
    """Return the page of the small rulebook."""
    one = Explainer(SMALL, Evaluator(SMALL)).of(read_answers(SMALL, answers, DAY), DAY)
    page = page_of(one, "da", everything=everything, for_staff=for_staff, by_hand=by_hand)
    return render_text(page)


@pytest.mark.parametrize("danger", ["none", "some", "declined", None])
def test_what_is_settled_with_shielded_answers_open(danger: str | None) -> None:
    """An offer that danger alone speaks against is neither certain nor absent, for anybody."""
    page = small({"wish": "yes", "home": "yes"} | ({"danger": danger} if danger else {}))
    assert page == small({"wish": "yes"})
    assert "1. Besøg" in page
    assert "Plan (ét er muligt: --all)\n" in page
    assert "Hold" not in page
    assert "Husly" not in page
    assert "kende dig" not in page


def test_what_the_caseworker_adds_by_hand() -> None:
    """It stands in the plan under its own heading, and tells no shielded reason."""
    page = small({"wish": "yes", "danger": "some"}, by_hand=("shelter", "group"))
    assert page == small({"wish": "yes", "danger": "none"}, by_hand=("group", "shelter"))
    assert "Tilføjet af medarbejderen:\n    2. Hold (nu)\n" in page
    assert "    3. Husly (nu)\n" in page
    assert "--all" not in page.split("\n\n")[1]
    assert "bange" not in page


def test_what_is_added_by_hand_is_told_no_reason_that_may_not_hold() -> None:
    """The wish is open: that she wants it would be said of her without her."""
    page = small({}, by_hand=("visit",))
    assert "Tilføjet af medarbejderen:\n    1. Besøg" in page
    assert "Du vil" not in page


def test_what_stands_in_the_plan_is_not_added_twice() -> None:
    """By hand or not."""
    page = small({"wish": "yes"}, by_hand=("visit",))
    assert page == small({"wish": "yes"})


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"home": "no"}, "Send intet hjem."),
        ({"home": "yes", "danger": "some"}, "Send intet hjem."),
        # An answer that is missing is no permission.
        ({}, "Ikke afklaret endnu, så indtil videre gælder: Send intet hjem."),
        ({"home": "yes"}, "Ikke afklaret endnu, så indtil videre gælder: Send intet hjem."),
        ({"home": "yes", "danger": "none"}, None),
    ],
)
def test_on_top_for_staff_and_nowhere_else(answers: dict[str, str], said: str | None) -> None:
    """Before anything else, once; and on no page that may be printed."""
    for page in (small(answers, everything=True), small(answers, for_staff=True)):
        lines = page.splitlines()
        assert lines[0].startswith("Kun til medarbejdere, må ikke printes")
        assert (lines[1] == said) is (said is not None)
        assert sum("Send intet hjem" in line for line in lines) == (said is not None)
    assert "Send intet hjem" not in small(answers)


def test_other_warnings_stay_among_the_warnings() -> None:
    """For staff; what is shielded is on no page that may be printed."""
    assert "Vær opmærksom på\n  - Pas på.\n" in small({"danger": "some"}, everything=True)
    assert "Pas på" not in small({"danger": "some"})


def test_no_page_is_made_of_shielded_answers_by_mistake() -> None:
    """Whoever builds one from an outcome is told."""
    answers = read_answers(SMALL, {"danger": "some"}, DAY)
    outcome = Evaluator(SMALL).assess(answers, DAY)
    with pytest.raises(ValueError, match="kept off the page"):
        build_page(SMALL, answers, outcome, "da")
    assert build_page(SMALL, answers, outcome, "da", everything=True).sections


WHOSE = rulebook(
    """
    questions:
      whose:
        ask: Hvis idé?
        kind: choice
        values: {own: Egen, other: Andres}
        reason_off_page: other
        keep_private: yes
      sure: {ask: Sikker?, kind: yes_no}
      named: {ask: Nævnt?, kind: yes_no}
    findings:
      chosen: {when: {whose: own}}
    typologies:
      policy: first
      values: {doubt: I tvivl, near: Nær}
      rules:
        - {id: T-vague, when: {named: no}, then: doubt, because: Intet er nævnt.}
        - {id: T-other, when: {named: yes, whose: other}, then: doubt, because: Andre vil det.}
        - {id: T-doubt, when: {named: yes, sure: no}, then: doubt, because: Der er tvivl.}
        - {id: T-near, when: {whose: own}, then: near, because: Det er valgt.}
    interventions: {talk: {label: Samtale, kind: k}, job: {label: Job, kind: k}}
    recommendations:
      - {id: R-talk, when: {chosen: no}, recommend: [talk], because: Målet er en andens.}
      - {id: R-job, when: {typology: doubt}, recommend: [job], because: Et job viser vej.}
    """
)


def whose(answers: dict[str, str], book: Rulebook = WHOSE, *, everything: bool = False) -> str:
    """Return the page where a value may not be told as a reason."""
    one = Explainer(book, Evaluator(book)).of(read_answers(book, answers, DAY), DAY)
    return render_text(page_of(one, "da", everything=everything))


def test_only_the_reason_is_off_the_page() -> None:
    """What follows stands on it: the typology, and the plan."""
    page = whose({"named": "yes", "whose": "other", "sure": "yes"})
    assert "I tvivl." in page
    assert "Samtale" in page
    assert "Et job viser vej." in page
    assert "Andre" not in page
    assert "en andens" not in page
    staff = whose({"named": "yes", "whose": "other", "sure": "yes"}, everything=True)
    assert "Andre vil det." in staff
    assert "Målet er en andens." in staff


def test_a_missing_reason_tells_nothing() -> None:
    """No rule that could be mistaken for it says why; others do."""
    assert "Der er tvivl" not in whose({"named": "yes", "whose": "own", "sure": "no"})
    assert "Det er valgt." in whose({"named": "yes", "whose": "own", "sure": "yes"})
    assert "Intet er nævnt." in whose({"named": "no", "whose": "own", "sure": "no"})


def test_a_page_for_staff_begins_with_how_she_may_be_reached() -> None:
    """What not to send and how to reach her stand first; neither is on the page to print."""
    case = read_case(next(file for file in FILES if file.stem == "safety-acute-wants-work"))
    one = assessed(case, dict(case.answers))
    staff = render_text(page_of(one, "da", for_staff=True)).splitlines()
    assert staff[1].startswith("Send intet hjem")
    assert "Sikker kontakt: Kun på egen telefon." in staff[2]
    printed = render_text(page_of(one, "da"))
    for told in ("Send intet hjem", "Sikker kontakt", "egen telefon", "Akut", "Eget MitID"):
        assert told not in printed


@pytest.mark.parametrize("language", ["da", "en", "sv"])
def test_on_a_screen_it_names_no_option_to_type(language: str) -> None:
    """Whoever reads it there has buttons; of the command, it names some."""
    case = read_case(next(file for file in PEOPLE if file.stem == "demo-open"))
    shown = assessed(case, dict(case.answers))
    typed, on_screen = (
        render_text(page_of(shown, language, on_screen=each), width=10_000)
        for each in (False, True)
    )
    assert ("--for staff" in typed, "--" in on_screen) == (True, False)
