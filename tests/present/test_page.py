from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest

from tests.present.pages import CASES, book, case, page_from, page_of
from triage.present import LANGUAGES, render_markdown, render_text

Golden = Callable[[str, str], None]
PAGES = list(itertools.product(CASES, LANGUAGES))


def text_of(name: str, language: str = "da", everything: bool = False) -> str:
    """Return a page as one line."""
    return " ".join(render_text(page_of(name, language, everything), 120).split())


def stamped(text: str) -> str:
    """Put the same digests on every page, so that golden files outlive changes to them."""
    shown = book().stamp.shown
    return text.replace(shown["digest"], "0123456789ab").replace(shown["texts"], "ba9876543210")


@pytest.mark.parametrize(("name", "language"), PAGES)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_page_as_text(golden: Golden, name: str, language: str, width: int) -> None:
    """Each page reads as it did, in every language and width."""
    golden(f"{name}.{language}.{width}.txt", stamped(render_text(page_of(name, language), width)))


@pytest.mark.parametrize("name", CASES)
def test_page_as_markdown(golden: Golden, name: str) -> None:
    """Each page reads as it did in Markdown."""
    golden(f"{name}.da.md", stamped(render_markdown(page_of(name))))


def test_page_with_everything(golden: Golden) -> None:
    """With everything asked for, nothing is shortened and what is not suggested is listed."""
    golden("settled.all.da.txt", stamped(render_text(page_of("settled", everything=True))))


def test_her_words_come_first_and_the_typology_late() -> None:
    """The page begins with her own words and the next step; the typology is a last line."""
    page = page_of("settled")
    headings = [section.heading for section in page.sections]
    assert headings[0] == "Egne ord, og det, personen har med sig"
    assert headings[1].startswith("Plan")
    assert getattr(page.sections[0].blocks[-1], "heading", None) == "Næste skridt"
    assert page.foot[0].label == "Typologi, en hjælp til samtalen"
    staff = [section.heading for section in page_of("settled", everything=True).sections]
    assert staff.index("Typologi, en hjælp til samtalen") > staff.index("Plan")


def test_open_typology_names_all_its_members_and_what_settles_it() -> None:
    """An open typology reads `Åbent: … eller …`, a gap and a conflict in words."""
    text = text_of("open", everything=True)
    assert (
        "Åbent: Åben for flere job, Intet mål endnu, ingen typologi passer (et hul i reglerne) "
        "eller flere typologier på én gang (reglerne er uenige). Afgøres af: Kun det?"
    ) in text


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_no_ids_on_the_page(name: str, language: str) -> None:
    """No id of the rulebook is read by a caseworker."""
    text = text_of(name, language, everything=True)
    for id_ in ("open_many", "with_steps", "no_goal", "gap", "conflict", "T-", "R-", "L-", "_"):
        assert id_ not in text.replace("a gap in the rules", "")


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_private_answers_are_never_on_the_page(name: str, language: str) -> None:
    """What is kept private is shown nowhere, even where the page has a place for it."""
    assert "noget privat" in str(case("open").answers)
    assert "noget privat" not in text_of(name, language, everything=True)


def test_a_gap_that_is_settled_is_told_in_words() -> None:
    """Where no typology rule can hold, the page says so instead of an id."""
    answers = {**case("open").answers, "scope": "only_this", "age": 30}
    text = render_text(page_from(answers, "open"), 120)
    assert "samtalen: Ingen typologi passer (et hul i reglerne). Ikke bekræftet" in text


def test_a_conflict_that_is_settled_names_both_sides() -> None:
    """Where typology rules disagree for certain, both are named with their reasons."""
    answers = {**case("open").answers, "scope": "open", "age": 64}
    text = render_text(page_from(answers, "open", everything=True), 120)
    assert "(reglerne er uenige) (Åben for flere job og Intet mål endnu)." in text
    assert "Hvorfor: Flere slags job er nær." in text
    assert "Hvorfor: Sen begyndelse." in text


def test_a_special_cell_is_named_beside_its_typology() -> None:
    """A typology rule with a name of its own is shown by it."""
    answers = {**case("settled").answers, "goals": [{"job": "nurse"}]}
    text = render_text(page_from(answers, "settled"), 120)
    assert "samtalen: Mål, med trin på vejen (Et enkelt mål). " in text


def test_what_is_advised_against_is_given_with_its_reason() -> None:
    """What rules speak for and against stands under what was not chosen."""
    answers = {**case("settled").answers, "talk": "alone"}
    text = render_text(page_from(answers, "settled"), 120)
    assert "    - En fast person: frarådes nu. Du kender det allerede.\n" in text


def test_what_the_law_refuses_is_given_with_its_reason() -> None:
    """What the law does not allow stands under what was not chosen."""
    answers = {**case("settled").answers, "age": 16}
    text = render_text(page_from(answers, "settled"), 120)
    assert "ikke muligt efter loven. Ikke under 18 år" in text


def test_plan_shows_five_steps_and_names_the_rest() -> None:
    """A plan on the page has at most five steps."""
    answers = {**case("settled").answers, "talk": "alone", "worked": []}
    text = render_text(page_from(answers, "settled"))
    plan = text.split("\nPlan", 1)[1].split("\n\n", 1)[0]
    assert len(re.findall(r"(?m)^ {2}\d\. ", plan)) == 5
