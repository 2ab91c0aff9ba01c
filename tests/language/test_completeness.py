"""What `check` finds in a rulebook that loads."""

from pathlib import Path

import pytest

from triage.diagnostics import Diagnostic, Severity
from triage.language.load import check, load

from .conftest import Write

_NO_PARAGRAPH = "withheld-without-paragraph"
BARE = """
rulebook: {id: bare, version: 1}
factors: {goal: ~}
parameters: {limit: {value: 3, min: 0, max: 9}}
questions:
  read: {kind: choice, values: {a: A, b: ~}}
  gate: {kind: yes_no}
  asked: {kind: yes_no, asked_when: {gate: yes}}
  unread: {kind: yes_no}
  kept: {kind: text, used_for: people}
  only_promised: {kind: yes_no}
  trade: {kind: lookup, table: trades}
  far: {kind: yes_no}
  goals:
    kind: list
    max: 2
    item: {title: {kind: text}, own: {kind: yes_no}, other: {kind: yes_no, used_for: [report]}}
  grid:
    kind: grid
    used_for: [people]
    rows: [north]
    item: {weight: {kind: yes_no}}
tables: {trades: {columns: [far], rows: {cook: {far: yes}}}}
findings:
  used: {when: {read: a}}
  idle: {when: {unread: yes}}
  promised: {when: {only_promised: yes}}
  scale: {values: [low, high], rules: [{when: {goals: {some: {own: yes}}}, then: low}],
          otherwise: high}
typologies: {policy: unique, values: [one], rules: [{id: T-1, when: {used: yes}, then: one}]}
interventions: {mentor: {kind: talk}}
recommendations: [{id: R-1, when: {asked: yes, far: yes, scale: low}, recommend: mentor}]
availability: [{id: L-1, when: {}, interventions: all, verdict: needs_check}]
guarantees: [{id: G-1, never: {promised: yes}}]
"""


@pytest.fixture
def findings(write: Write) -> list[Diagnostic]:
    """Check a rulebook without any texts."""
    return list(check(write({"rulebook.yaml": BARE}) / "rulebook.yaml"))


def test_nothing_found_refuses_a_load(findings: list[Diagnostic], tmp_path: Path) -> None:
    """Findings have a place, and the rulebook loads."""
    assert load(tmp_path / "rulebook.yaml").id == "bare"
    assert all(each.span for each in findings)


def test_what_a_person_is_owed_is_an_error(findings: list[Diagnostic]) -> None:
    """Why a rule says what it does, on which law, and why a question is asked; nothing else."""
    wrong = [each for each in findings if each.severity is Severity.ERROR]
    errors = [each for each in wrong if each.code == "left-out"]
    keys = {(each.path or "").split(".")[1]: set[object]() for each in errors}
    for each in errors:
        keys[(each.path or "").split(".")[1]].add(each.details["key"])
    assert {each.code for each in wrong} == {"left-out", "no-report-reads"}
    assert keys["L-1"] == {"because", "law", "source", "checked_on", "confidence"}
    assert keys["R-1"] == keys["T-1"] == {"because"}
    assert keys["read"] == {"purpose"}
    assert "G-1" not in keys
    assert "mentor" not in keys


@pytest.mark.parametrize(
    ("verdict", "law", "confidence", "codes"),
    [
        ("not_available", "LAB § 61, stk. 1", "statute", set()),
        ("not_available", "Regulation 2016/679, Article 22", "authority_page", set()),
        ("not_available", "LAB", "statute", {_NO_PARAGRAPH}),
        ("not_available", "Vores egen praksis", "authority_page", {_NO_PARAGRAPH}),
        ("not_available", "LAB § 61", "municipal_page", {"withheld-on-less-than-law"}),
        ("not_available", "LAB § 61", "assumed", {"withheld-on-less-than-law"}),
        ("needs_check", "Vores egen praksis", "assumed", set()),
        ("{limit: {weeks: 4}}", "Vores egen praksis", "assumed", set()),
        # Nothing of something is closed, too.
        ("{limit: {weeks: 0}}", "LAB § 61, stk. 1", "statute", set()),
        ("{limit: {weeks: 4, hours: 0}}", "Vores egen praksis", "statute", {_NO_PARAGRAPH}),
        ("{limit: {weeks: 0}}", "LAB § 61", "assumed", {"withheld-on-less-than-law"}),
    ],
)
def test_only_law_withholds(
    write: Write, verdict: str, law: str, confidence: str, codes: set[str]
) -> None:
    """On less than a provision that was read, nothing is closed to anybody."""
    read = f"law: '{law}', source: A page, checked_on: 2026-11-22, confidence: {confidence}"
    rule = f"{{id: L-1, interventions: all, verdict: {verdict}, because: So, {read}}}"
    text = BARE.replace("{id: L-1, when: {}, interventions: all, verdict: needs_check}", rule)
    found = check(write({"rulebook.yaml": text}) / "rulebook.yaml")
    withheld = [each for each in found if each.code.startswith("withheld")]
    assert {each.code for each in withheld} == codes
    assert all(each.severity is Severity.ERROR and each.span for each in withheld)


@pytest.mark.parametrize(
    ("law", "named"),
    [
        ("Danskuddannelsesloven (S-kursist)", True),
        ("LAB § 61", True),
        ("Lag om etableringsinsatser", True),
        ("The Integration Act", True),
        ("Vores egen praksis", False),
        ("Skolens regler om merit", False),
        ("Ledelsens beslutning", False),
    ],
)
@pytest.mark.parametrize(
    "rule",
    [
        "availability: [{id: L-9, when: {read: a}, interventions: all, verdict: needs_check",
        "availability: [{id: L-9, when: {read: a}, interventions: all, verdict: {limit: {w: 4}}",
        "warnings: [{id: W-9, when: {read: a}, warn: So",
    ],
)
def test_only_law_tells_people_apart(write: Write, rule: str, law: str, named: bool) -> None:
    """A practice may not say for some what it does not say for everybody, nor pass for law."""
    read = "because: So, source: A page, checked_on: 2026-11-22, confidence: assumed"
    extended = f"{{id: own, version: 1, extends: bare}}\n{rule}, law: '{law}', {read}}}]\n"
    files = {"bare.yaml": BARE, "own.yaml": f"rulebook: {extended}"}
    found = [each for each in check(write(files) / "own.yaml") if each.code == "law-not-named"]
    assert [each.severity for each in found] == ([] if named else [Severity.ERROR])
    assert all(each.span for each in found)


def test_texts_that_are_left_out(findings: list[Diagnostic]) -> None:
    """Every named thing is asked for the texts people will look for."""
    left_out = {each.message() for each in findings if each.code == "left-out"}
    assert {
        "`rulebook` has no `title`",
        "`rulebook` has no `language`",
        "`factors.goal` has no `label`",
        "`parameters.limit` has no `means`",
        "`questions.read` has no `ask`",
        "`questions.read` has no `purpose`",
        "`questions.read.values.b` has no `label`",
        "`questions.goals.item.own` has no `ask`",
        "`questions.grid.rows.north` has no `label`",
        "`tables.trades.rows.cook` has no `label`",
        "`findings.used` has no `label`",
        "`findings.scale.values.low` has no `label`",
        "`typologies.values.one` has no `label`",
        "`typologies.values.one` has no `for_participant`",
        "`interventions.mentor` has no `label`",
        "`interventions.mentor` has no `for_participant`",
        "`interventions.mentor` has no `source`",
        "`rules.T-1` has no `because`",
        "`rules.R-1` has no `because`",
        "`rules.L-1` has no `because`",
        "`rules.L-1` has no `law`",
        "`rules.L-1` has no `source`",
        "`rules.L-1` has no `checked_on`",
        "`rules.G-1` has no `because`",
    } <= left_out
    assert "`questions.read.values.a` has no `label`" not in left_out


def test_questions_asked_for_nothing(findings: list[Diagnostic]) -> None:
    """What no rule reads, directly or through what it uses, has a stated use or is named."""
    unread = [each.path for each in findings if each.code == "unread-question"]
    assert unread == [
        "questions.unread",
        "questions.only_promised",
        "questions.goals.item.title",
    ]


def test_findings_nobody_uses(findings: list[Diagnostic]) -> None:
    """A finding is used by a rule, by another finding that is, or by a guarantee."""
    assert [each.path for each in findings if each.code == "unread-finding"] == ["findings.idle"]


def test_a_complete_rulebook_has_no_findings() -> None:
    """The shipped rulebook is complete."""
    shipped = Path(__file__).parents[2] / "rules/projekt-500"
    assert [str(each.span) for each in check(shipped)] == []


SCALED = """
rulebook: {id: scaled, version: 1, language: da, sources: {own: Egen læsning}}
questions:
  talks: {kind: scale, values: [none, some], used_for: report, purpose: Til opgørelsen}
  other: {kind: scale, values: [none, some], used_for: [people, report], purpose: Til opgørelsen}
programme:
  owner: En kommune
  outcomes: {closer: {scale: talks, source: own}}
"""


def test_what_is_asked_for_reports_is_read_by_one(write: Write) -> None:
    """A report reads the scale on which people come closer, and no other answer."""
    found = check(write({"rulebook.yaml": SCALED}) / "rulebook.yaml")
    unread = [each for each in found if each.code == "no-report-reads"]
    assert [(each.path, each.severity) for each in unread] == [("questions.other", Severity.ERROR)]
    assert all(each.span for each in unread)
