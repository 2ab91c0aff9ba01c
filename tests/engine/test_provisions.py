"""What rules rest on in law: it stands in every outcome that speaks of them, and is explained."""

from __future__ import annotations

from datetime import date

from tests.engine.small import DAY, by_all
from tests.engine.small import evaluator as small
from tests.present.test_shipped_pages import ROOT, shipped
from triage.cases.case_file import read_case
from triage.explain import Assessed, Explainer
from triage.intake.reading import read_answers
from triage.model.outcome import Outcome
from triage.model.provision import Provision

HEAD = "rulebook: {id: small, version: '1', language: da, valid_to: 2026-12-31}\n"
BOOK = small(
    """
    questions:
      wish: {kind: yes_no}
      years: {kind: number, min: 0, max: 99}
    interventions: {work: {kind: job}}
    recommendations: [{id: R-1, when: {wish: yes}, recommend: work}]
    availability:
      - {id: L-closed, when: {years: {less_than: 18}}, interventions: work, verdict: not_available,
         law: Loven § 1, source: Lovtidende, checked_on: 2026-11-01, confidence: statute}
      - {id: L-weeks, when: {years: {at_least: 18}}, interventions: work,
         verdict: {limit: {weeks: 4}}, law: Loven § 2, source: Siden, checked_on: 2026-11-02,
         confidence: authority_page, valid_to: 2026-11-30}
    warnings:
      - {id: W-law, when: {wish: yes}, warn: Pas på, law: Loven § 3, source: Siden,
         checked_on: 2026-11-03, confidence: municipal_page}
      - {id: W-other, when: {wish: yes}, warn: Pas på}
    """,
    HEAD,
)

CLOSED = Provision(
    law="Loven § 1",
    source="Lovtidende",
    confidence="statute",
    checked_on=date(2026, 11, 1),
    valid_to=date(2026, 12, 31),
)
WEEKS = Provision(
    law="Loven § 2",
    source="Siden",
    confidence="authority_page",
    checked_on=date(2026, 11, 2),
    valid_to=date(2026, 11, 30),
)
WARNED = Provision(
    law="Loven § 3",
    source="Siden",
    confidence="municipal_page",
    checked_on=date(2026, 11, 3),
    valid_to=date(2026, 12, 31),
)


def explained(**answers: object) -> Assessed:
    """Assess answers in the book above, to be asked about."""
    read = read_answers(BOOK.rulebook, answers, DAY)
    return Explainer(BOOK.rulebook, BOOK).of(read, DAY)


def test_what_holds_or_may_hold_names_its_law() -> None:
    """By every engine: the paragraph, the source, what was read and when, and the last day."""
    assert by_all(BOOK, {"wish": "yes", "years": 17}).law == {"L-closed": CLOSED, "W-law": WARNED}
    assert by_all(BOOK, {"wish": "no", "years": 30}).law == {"L-weeks": WEEKS}
    may_hold = {"L-closed": CLOSED, "L-weeks": WEEKS, "W-law": WARNED}
    assert by_all(BOOK, {"wish": "yes"}).law == may_hold


def test_the_law_is_read_back() -> None:
    """From JSON, as the rest of an outcome."""
    outcome = by_all(BOOK, {"wish": "yes", "years": 17})
    assert Outcome.model_validate(outcome.to_dict()) == outcome
    assert outcome.to_dict()["law"]["L-closed"] == {
        "law": "Loven § 1",
        "source": "Lovtidende",
        "confidence": "statute",
        "checked_on": "2026-11-01",
        "valid_to": "2026-12-31",
    }


def test_explanations_name_the_law() -> None:
    """Why, why not, and what would differ."""
    why = {each.rule: each.law for each in explained(wish="yes", years=17).why("work").rules}
    assert why == {"R-1": None, "L-closed": CLOSED}
    (hindrance,) = explained(wish="yes", years=17).why_not("work").in_the_way
    assert hindrance.law == CLOSED
    needed = explained(wish="yes", years=30).why_not("work=not_available").rules
    assert {each.rule: each.law for each in needed} == {"R-1": None, "L-closed": CLOSED}
    differing = explained(wish="yes", years=17).what_if({"years": 30, "wish": "no"})
    assert differing.law == {"L-closed": CLOSED, "L-weeks": WEEKS, "W-law": WARNED}


def test_every_rule_of_law_shipped_says_all_of_it() -> None:
    """Nothing that rests on law leaves out its paragraph, source, reading or last day."""
    rulebook, _ = shipped()
    told = rulebook.provisions
    assert {each.id for each in rulebook.availability} < told.keys()
    assert all(
        None not in (p.law, p.source, p.confidence, p.checked_on, p.valid_to) for p in told.values()
    )


# --- a demand in law about a goal, in Projekt 500


def typologies(law_read: str | None, **more: str) -> set[str]:
    """Return what is possible where the law is said to demand a long education for a goal."""
    rulebook, evaluating = shipped()
    case = read_case(ROOT / "cases" / "projekt-500" / "law-without-source.yaml")
    assert case.as_of is not None
    (goal,) = case.answers["goals"]
    goals = [{**goal, **more} if law_read is None else {**goal, **more, "law_read": law_read}]
    answers = read_answers(rulebook, {**case.answers, "goals": goals}, case.as_of)
    outcome = evaluating.assess(answers, case.as_of, "compiled")
    assert outcome.typology is not None
    return set(outcome.typology.possible)


def test_a_demand_in_law_without_evidence_settles_nothing() -> None:
    """However long it takes. Only the authority's answer on a law that was read closes a path."""
    for read in (None, "elsewhere", "statute", "authority_page"):
        assert typologies(read) == {"ambitious"}
    assert typologies("elsewhere", papers="from_abroad") == {"ambitious"}
    for read in ("statute", "authority_page"):
        open_ = typologies(read, papers="from_abroad")
        closed = typologies(read, papers="from_abroad", authority_says="closed_by_law")
        assert (open_, closed) == ({"ambitious", "unrealistic"}, {"unrealistic"})


def test_every_demand_in_law_on_the_list_says_where_it_was_read() -> None:
    """A job of the list whose demand may close a path has a source and a day."""
    rulebook, _ = shipped()
    for id_, row in rulebook.tables["occupations"].rows.items():
        assert (row.get("demanded_by") == "law") == ("law_read" in row), id_
        path = f"tables.occupations.rows.{id_}"
        if "law_read" in row:
            assert rulebook.texts.get(f"{path}.source"), id_
