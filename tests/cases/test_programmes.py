"""The shipped programmes: checked, their cases as expected, and the figures of their sources."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache, partial
from itertools import chain
from pathlib import Path

import pytest

from tests.cli.running import triage
from triage.cases.case_file import Case, read_case
from triage.cases.expected import differences
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.language.load import check, load
from triage.model.guarantee import NeverDepends, Output, Status
from triage.model.outcome import Outcome
from triage.model.programme import OutcomeKind, Programme, Who
from triage.model.rulebook import Rulebook
from triage.model.walk import refs_of
from triage.programme import summary_of
from triage.verify.coverage import coverage
from triage.verify.guarantees import breach
from triage.verify.mutants import GoldenCase
from triage.verify.state_space import StateSpace

ROOT = Path(__file__).parents[2]
BOOKS = sorted(each.name for each in (ROOT / "rules").iterdir())
CASES = [
    (book, file)
    for book in BOOKS
    if book != "projekt-500"
    for file in sorted((ROOT / "cases" / book).glob("*.yaml"))
]
KINDS = OutcomeKind
PROPOSED = {Status.RECOMMENDED, Status.POSSIBLE, Status.CHECK_FIRST}

each_book = pytest.mark.parametrize("book", BOOKS)


@cache
def rulebook(book: str) -> Rulebook:
    """Load a shipped rulebook."""
    return load(ROOT / "rules" / book)


@cache
def evaluator(book: str) -> Evaluator:
    """Make one evaluator for all cases of a rulebook."""
    return Evaluator(rulebook(book))


def programme(book: str) -> Programme:
    """Return the programme of a shipped rulebook."""
    found = rulebook(book).programme
    assert found is not None
    return found


@each_book
def test_nothing_is_found_wrong_or_missing(book: str) -> None:
    """No error, no text left out, nothing asked for nothing, everything translated."""
    assert check(ROOT / "rules" / book) == ()
    for_sheets = set(rulebook(book).sheet_translations)
    assert set(rulebook(book).texts.languages) - for_sheets == {"da", "sv", "en"}


@cache
def golden(book: str, file: Path) -> Outcome:
    """Assess a case of a rulebook by two engines that must agree."""
    case: Case = read_case(file)
    assert case.as_of is not None
    own = evaluator(book)
    return own.assess(read_answers(own.rulebook, case.answers, case.as_of), case.as_of, "checked")


@pytest.mark.parametrize(("book", "file"), CASES, ids=lambda each: getattr(each, "stem", each))
def test_cases_come_out_as_expected(book: str, file: Path) -> None:
    """By two engines that must agree."""
    expect = read_case(file).expect
    assert expect is not None
    assert differences(rulebook(book), expect, golden(book, file)) == ()


@each_book
def test_every_target_group_occurs(book: str) -> None:
    """Some case is settled to be in each of them."""
    groups = rulebook(book).target_groups
    expected = [read_case(file).expect for of, file in CASES if of == book]
    met = {each.target_group for each in expected if each is not None}
    known = () if groups is None else groups.values
    assert {(group,) for group in known} <= met


@each_book
def test_what_only_the_programme_asks_is_promised_to_decide_nothing_else(book: str) -> None:
    """A guarantee names every such question, for everything that may not rest on it."""
    own = {each.id for each in rulebook(book).questions.values() if each.programme_only}
    promised = [
        set(each.form.on)
        for each in rulebook(book).guarantees
        if isinstance(each.form, NeverDepends)
        and {Output.TYPOLOGY, Output.FIT, Output.AGAINST, Output.LAW} <= set(each.form.outcome)
    ]
    assert not own or any(own <= questions for questions in promised)


@pytest.mark.parametrize("book", [book for book in BOOKS if book != "projekt-500"])
def test_its_own_guarantees_are_proved(book: str) -> None:
    """On the day its cases are assessed for; those of Projekt 500 are proved elsewhere."""
    inherited = {each.id for each in rulebook("projekt-500").guarantees}
    own = [each for each in rulebook(book).guarantees if each.id not in inherited]
    day = read_case(next(file for of, file in CASES if of == book)).as_of
    assert day is not None
    whole = StateSpace(rulebook(book), day, chain(*(each.conditions for each in own)))
    assert own
    assert [each.id for each in own if breach(whole, each)] == []


# --- the figures of the sources


def test_projekt_500() -> None:
    """What it reached, as Cabi published it: 72 percent are not 72 percent in work."""
    reached = programme("projekt-500").reached
    assert reached is not None
    assert reached.participants == 274
    assert reached.outcomes == {
        KINDS.ORDINARY_JOB: 97,
        KINDS.EDUCATION: 54,
        KINDS.ACTIVE_JOB_SEARCH: 47,
    }
    assert reached.percent == {
        "ordinary_job": 35,
        "education": 20,
        "active_job_search": 17,
        "total": 72,
    }
    targets = programme("projekt-500").targets
    assert (targets["taking_part"].number, targets["labour_force"].number) == (300, 200)


def test_herning() -> None:
    """The grant by year, to the last øre; 88 who gain are not 88 jobs."""
    budget = programme("herning-2019").budget
    assert budget is not None
    assert {year: budget.of_year(year) for year in budget.years} == {
        2019: Decimal("264887.71"),
        2020: Decimal("1253371.13"),
        2021: Decimal("1447191.41"),
        2022: Decimal("1481455.75"),
    }
    assert budget.total == Decimal("4446906.00")
    gain = programme("herning-2019").targets["gain"]
    assert gain.number == 88
    assert gain.counts == (KINDS.ORDINARY_JOB, KINDS.SMALL_JOB, KINDS.CLOSER)
    assert len(programme("herning-2019").efforts) == 4


def test_helsingor() -> None:
    """200 taking part, 75 of them by the end of 2022, and 75 other women by 2025."""
    targets = programme("helsingor-2019").targets
    said = {id_: (each.number, each.who, each.by) for id_, each in targets.items()}
    assert said == {
        "taking_part": (200, Who.PARTICIPANTS, date(2022, 12, 31)),
        "into_work": (75, Who.PARTICIPANTS, date(2022, 12, 31)),
        "others": (75, Who.OTHERS, date(2025, 12, 31)),
    }
    assert targets["into_work"].counts == (
        KINDS.ORDINARY_JOB,
        KINDS.PART_TIME_JOB,
        KINDS.EDUCATION,
    )
    budget = programme("helsingor-2019").budget
    assert budget is not None
    assert (budget.total, budget.years) == (Decimal(3_345_000), ())


@pytest.mark.parametrize("book", BOOKS)
def test_no_places_that_no_source_gives(book: str) -> None:
    """Capacity stands in constructed examples alone."""
    assert not programme(book).capacity


@pytest.mark.parametrize("book", ["roskilde-2021", "siri-fitting"])
def test_targets_without_numbers(book: str) -> None:
    """Where a source names an aim and no number, what counts for it is declared all the same."""
    own = programme(book)
    assert own.targets
    for target in own.targets.values():
        assert target.number is None
        assert {*target.counts} <= own.outcomes.keys()


def test_roskilde() -> None:
    """Three lines of the agreement, exactly."""
    own = programme("roskilde-2021")
    assert own.budget is not None
    assert {id_: line.total for id_, line in own.budget.lines.items()} == {
        "courses": Decimal(600_000),
        "mentors": Decimal(350_000),
        "staff": Decimal(50_000),
    }
    assert own.budget.total == Decimal(1_000_000)


def test_every_figure_names_a_source_that_is_there() -> None:
    """What a page prints as a source is no bare id."""
    for book in BOOKS:
        summary = summary_of(rulebook(book), "da")
        assert summary is not None
        known = {each.id for each in summary.sources}
        figures = (*summary.targets, *summary.outcomes, *summary.efforts, *summary.capacity)
        lines = summary.budget.lines if summary.budget else ()
        assert {each.source for each in (*figures, *lines)} <= known
        assert all(each.title != each.id for each in summary.sources)


# --- the same person under all of them

P500_CASES = sorted((ROOT / "cases" / "projekt-500").glob("*.yaml"))

p500_case = cache(read_case)


@cache
def assessed(book: str, file: Path) -> Outcome:
    """Assess a golden case of Projekt 500 by a rulebook."""
    case = p500_case(file)
    assert case.as_of is not None
    return evaluator(book).assess(
        read_answers(evaluator(book).rulebook, case.answers, case.as_of), case.as_of, "compiled"
    )


HELSINGOR = "helsingor-2019"
LOCAL = (HELSINGOR, "herning-2019", "roskilde-2021")
OFFERS = {
    HELSINGOR: {"maternity_course": {"check_first"}},
    "herning-2019": {"coordinated_plan": {"recommended"}},
    "roskilde-2021": {"workplace_presence": {"possible"}},
}
"""What a programme proposes of the method's catalogue to more people, or asks about first."""


def method_alone(without: set[str]) -> set[str]:
    """Return the interventions of Projekt 500 but for some."""
    return set(rulebook("projekt-500").interventions) - without


def said(outcome: Outcome, id_: str) -> tuple[object, ...]:
    """Return what is possible of an intervention."""
    found = outcome.interventions[id_]
    return found.possible, found.start, found.limits


def test_a_local_list_changes_what_it_fills_and_nothing_else() -> None:
    """Helsingør's trades fill the local demand of three jobs; every other case is as it was."""
    changed = set()
    for file in P500_CASES:
        method, local = (assessed(each, file) for each in ("projekt-500", "helsingor-2019"))
        assert local.typology == method.typology, file.stem
        rest = method_alone(set(OFFERS[HELSINGOR]))
        if any(said(local, id_) != said(method, id_) for id_ in rest):
            changed.add(file.stem)
            assert {"kitchen_helper", "cook", "waiter"} & set(
                str(p500_case(file).answers).split("'")
            )
    assert len(changed) < len(P500_CASES) / 4


@pytest.mark.parametrize(
    "book", [*LOCAL[1:2], *(pytest.param(each, marks=pytest.mark.more) for each in LOCAL[::2])]
)
def test_a_programme_adds_offers_and_takes_nothing(book: str) -> None:
    """Over all assessments, as `rules diff` proves it: the method's own plan stays as it was.

    The typology of nobody moves, nothing begins later, and what is new is the programme's.
    """
    rules = (str(ROOT / "rules" / each) for each in ("projekt-500", book))
    days = json.loads(triage("rules", "diff", *rules, "--format", "json").out)["days"]
    moved = [each for day in days for each in day["movements"] if not day["not_compared"]]
    new = set(rulebook(book).interventions) - method_alone(set())
    offers = dict[str, set[str]]()
    for each in moved:
        about, _, part = each["output"].partition(".")
        if about in new or about in ("target_group", "warnings"):
            continue
        if part == "start":
            assert each["before"] == "nothing", about
        else:
            assert each["before"] in ("not_suggested", "recommended"), about
            offers.setdefault(about, set()).add(each["after"])
    assert {id_: after - {"advised_against"} for id_, after in offers.items()} == OFFERS[book]


@pytest.mark.parametrize("book", LOCAL)
def test_every_effort_is_proposed_to_somebody_and_not_to_everybody(book: str) -> None:
    """Of each effort, a case proposes something for certain, and another proposes none of it."""
    seen = [
        {id_: each.possible for id_, each in outcome.interventions.items()}
        for outcome in map(partial(golden, book), (file for of, file in CASES if of == book))
    ]
    for effort in programme(book).efforts.values():
        if effort.never_proposed:
            assert not effort.interventions
            continue
        ways = [[case[id_] for id_ in effort.interventions] for case in seen]
        proposed = [any(set(each) <= PROPOSED for each in way) for way in ways]
        silent = [all(each == (Status.NOT_SUGGESTED,) for each in way) for way in ways]
        assert any(proposed), effort.id
        assert any(silent), effort.id


@pytest.mark.parametrize("book", LOCAL)
def test_cases_exercise_every_rule_of_its_own(book: str) -> None:
    """Each both ways, and each test decisively; those of Projekt 500 have their own cases."""
    method = {*rulebook("projekt-500").rules, *rulebook("projekt-500").findings}
    own = {*rulebook(book).rules, *rulebook(book).findings} - method
    cases = [
        GoldenCase(file.stem, case.as_of, case.answers, case.expect)
        for file in (file for of, file in CASES if of == book)
        if (case := read_case(file)).as_of and case.expect
    ]
    assert coverage(rulebook(book), cases, own).uncovered() == ()


def test_an_effort_nothing_proposes_is_named() -> None:
    """Only the sanction says itself that nobody is ever proposed it, and why."""
    every = {book: programme(book).efforts.values() for book in BOOKS}
    never = [f"{book}.{each.id}" for book in BOOKS for each in every[book] if each.never_proposed]
    assert never == ["helsingor-2019.sanctions"]
    sanctions = "programme.efforts.sanctions.because"
    texts = rulebook("helsingor-2019").texts
    assert all(texts.get(sanctions, language) for language in ("da", "sv", "en"))


def test_no_rule_reads_whom_a_programme_is_for() -> None:
    """Neither a recommendation nor a condition of the programme reads sex, origin or the like."""
    for book in LOCAL:
        own = rulebook(book)
        asked = {each.id for each in own.questions.values() if each.programme_only}
        marked = {each.id for each in own.questions.values() if each.concerns}
        conditions = {each.id: each.when for each in own.recommendations}
        conditions |= {each.id: each.when for each in own.availability if not each.rests_on_law}
        local = conditions.keys() - rulebook("projekt-500").rules.keys()
        read = {ref.id for each in local for ref in refs_of(conditions[each])}
        assert read & (asked | marked) <= {"start_when", "confidential_help", "barriers"}


def test_siri_has_its_municipalities_and_its_money() -> None:
    """17 municipalities by name, beside those who accompany them, and DKK 30 million."""
    programme = rulebook("siri-fitting").programme
    assert programme is not None
    assert len(set(programme.partners) - {"ramboll"}) == 17
    assert programme.budget is not None
    assert programme.budget.total == Decimal(30_000_000)
    assert rulebook("siri-fitting").typologies is None
