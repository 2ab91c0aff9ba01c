"""What rules mean, sentence by sentence of section 4, with outcomes worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engine.rete.installed import ENGINES
from tests.engine.small import DAY, HEAD, by_all, evaluator, typologies
from triage.diagnostics import InvalidAssessment
from triage.intake.reading import read_answers

TWO_TYPOLOGIES = """
    questions:
      wish: {kind: choice, values: [none, some, much]}
      sure: {kind: yes_no, asked_when: {wish: {not: none}}}
    typologies:
      policy: unique
      values: [calm, keen]
      rules:
        - {id: T-keen, when: {wish: much}, then: keen}
        - {id: T-calm, when: {any: [{wish: none}, {sure: no}]}, then: calm}
"""


@pytest.mark.parametrize(
    ("answers", "possible"),
    [
        ({"wish": "none"}, ("calm",)),
        ({"wish": "much", "sure": "yes"}, ("keen",)),
        ({"wish": "much", "sure": "no"}, ("conflict",)),
        ({"wish": "some", "sure": "yes"}, ("gap",)),
        ({"wish": "some"}, ("calm", "gap")),
        ({"wish": "some", "sure": "unknown"}, ("calm", "gap")),
        ({"wish": "some", "sure": "declined"}, ("calm", "gap")),
        ({}, ("calm", "conflict", "gap", "keen")),
        ({"sure": "yes"}, ("gap", "keen")),
        ({"sure": "no"}, ("calm", "conflict")),
    ],
)
def test_typology(answers: dict[str, object], possible: tuple[str, ...]) -> None:
    """One, none (a gap) or several (a conflict); open where completions differ."""
    assert typologies(evaluator(TWO_TYPOLOGIES), answers) == possible


def test_the_first_rule_decides_where_the_policy_says_so() -> None:
    """Under `first`, later rules may hold too."""
    first = evaluator(TWO_TYPOLOGIES.replace("unique", "first"))
    outcome = by_all(first, {"wish": "much", "sure": "no"})
    assert outcome.typology is not None
    assert outcome.typology.possible == ("keen",)
    assert outcome.rules == {"T-calm": "holds", "T-keen": "holds"}


def test_an_answer_where_the_question_does_not_apply_contradicts() -> None:
    """No completion is left, and the smallest contradicting set is named."""
    for engine in ENGINES:
        with pytest.raises(InvalidAssessment) as caught:
            evaluator(TWO_TYPOLOGIES).assess(
                read_answers(
                    evaluator(TWO_TYPOLOGIES).rulebook, {"wish": "none", "sure": "yes"}, DAY
                ),
                DAY,
                engine,
            )
        (found,) = caught.value.diagnostics
        assert found.code == "contradicting-answers"
        assert found.details["paths"] == "`sure`, `wish`"


def test_unknown_where_the_question_does_not_apply_contradicts_nothing() -> None:
    """Neither does declined."""
    calm = evaluator(TWO_TYPOLOGIES)
    assert typologies(calm, {"wish": "none", "sure": "unknown"}) == ("calm",)
    assert typologies(calm, {"wish": "none", "sure": "declined"}) == ("calm",)


def test_open_answers_are_those_that_are_read_and_may_apply() -> None:
    """Each with why it is open; a question that cannot apply any more is not open."""
    book = evaluator(TWO_TYPOLOGIES)
    everything = by_all(book, {"sure": "unknown"})
    assert [(one.path, one.why) for one in everything.open] == [
        ("sure", "unknown"),
        ("wish", "absent"),
    ]
    assert by_all(book, {"wish": "none"}).open == ()


NEGATION = """
    questions:
      works: {kind: yes_no}
      hours: {kind: number, min: 0, max: 40, asked_when: {works: yes}}
    typologies:
      policy: unique
      values: [a, b]
      rules:
        - {id: T-differs, when: {hours: {not: 7}}, then: a}
        - {id: T-not, when: {not: {hours: 7}}, then: a}
        - {id: T-applies, when: {hours: {applies: no}}, then: b}
        - {id: T-gap, when: {not: {hours: {applies: yes}}, works: yes}, then: b}
"""


def test_a_test_on_what_does_not_apply_is_false() -> None:
    """`{not: v}` means applies and differs, `not:` is plain negation."""
    outcome = by_all(evaluator(NEGATION), {"works": "no"})
    assert outcome.rules == {
        "T-differs": "cannot_hold",
        "T-not": "holds",
        "T-applies": "holds",
        "T-gap": "cannot_hold",
    }


UNDER_GAP = """
    questions: {x: {kind: yes_no}}
    typologies:
      policy: unique
      values: [a]
      rules: [{id: T-a, when: {x: yes}, then: a}]
    interventions: {talk: {kind: talk}, job: {kind: job}}
    recommendations:
      - {id: R-is, when: {typology: {not: a}}, recommend: [talk]}
      - {id: R-not, when: {not: {typology: a}}, recommend: [job]}
"""


def test_under_a_gap_the_typology_does_not_apply() -> None:
    """A test on it is false, and its plain negation holds."""
    outcome = by_all(evaluator(UNDER_GAP), {"x": "no"})
    assert outcome.rules["R-is"] == "cannot_hold"
    assert outcome.rules["R-not"] == "holds"


LISTS = """
    questions:
      asked: {kind: yes_no}
      jobs:
        kind: list
        max: 2
        asked_when: {asked: yes}
        item:
          near: {kind: yes_no}
          hours: {kind: choice, values: [day, night]}
    typologies:
      policy: unique
      values: [some, every, none, two]
      rules:
        - {id: T-some, when: {jobs: {some: {near: yes}}}, then: some}
        - {id: T-every, when: {jobs: {every: {near: yes}}}, then: some}
        - {id: T-none, when: {jobs: {none: {near: yes}}}, then: some}
        - id: T-two
          when: {jobs: {count: {distinct: hours, of: {near: yes}, at_least: 2}}}
          then: some
        - {id: T-length, when: {jobs: {count: 0}}, then: some}
"""


@pytest.mark.parametrize(
    ("answers", "holding"),
    [
        ({"asked": "no"}, ""),
        ({"asked": "yes", "jobs": []}, "every length none"),
        ({"asked": "yes", "jobs": [{"near": "no", "hours": "day"}]}, "none"),
        ({"asked": "yes", "jobs": [{"near": "yes", "hours": "day"}]}, "every some"),
        (
            {
                "asked": "yes",
                "jobs": [{"near": "yes", "hours": "day"}, {"near": "yes", "hours": "night"}],
            },
            "every some two",
        ),
    ],
)
def test_lists(answers: dict[str, object], holding: str) -> None:
    """`every` and `none` hold of an empty list that applies, and fail where it does not apply."""
    outcome = by_all(evaluator(LISTS), answers)
    held = {rule for rule, state in outcome.rules.items() if state == "holds"}
    assert held == {f"T-{name}" for name in holding.split()}


def test_a_given_list_is_complete_though_its_items_may_be_open() -> None:
    """One item with an open answer: some or none, but never two."""
    outcome = by_all(evaluator(LISTS), {"asked": "yes", "jobs": [{}]})
    assert outcome.rules["T-some"] == "may_hold"
    assert outcome.rules["T-two"] == "cannot_hold"
    assert [one.path for one in outcome.open] == ["jobs.1.hours", "jobs.1.near"]


FILLED = """
    questions:
      own: {kind: yes_no}
      job: {kind: lookup, table: jobs}
      danish: {kind: scale, values: [none, some, fluent], asked_when: {own: no}}
    tables:
      jobs: {columns: [danish], rows: {cook: {danish: some}, clerk: {}}}
    typologies:
      policy: unique
      values: [a, b]
      rules:
        - {id: T-a, when: {danish: {at_most: some}}, then: a}
        - {id: T-b, when: {danish: fluent}, then: b}
"""


@pytest.mark.parametrize(
    ("answers", "possible"),
    [
        ({"own": "no", "job": "cook"}, ("a",)),
        ({"own": "no", "job": "cook", "danish": "fluent"}, ("b",)),
        ({"own": "no", "job": "clerk"}, ("a", "b")),
        ({"own": "yes", "job": "cook"}, ("gap",)),
        ({"job": "cook"}, ("a", "gap")),
        ({"own": "no"}, ("a", "b")),
    ],
)
def test_tables_fill(answers: dict[str, object], possible: tuple[str, ...]) -> None:
    """An answered sibling wins, an empty cell leaves it open, a fill that does not apply drops."""
    assert typologies(evaluator(FILLED), answers) == possible


PLAN = """
    questions:
      fit: {kind: choice, values: [none, possible, core, both]}
      law: {kind: choice, values: [clear, check, barred]}
      against: {kind: yes_no}
    interventions: {job: {kind: job}, talk: {kind: talk}}
    recommendations:
      - {id: R-core, when: {fit: [core, both]}, recommend: [job], start: {after: talk}}
      - {id: R-possible, when: {fit: [possible, both]}, recommend: [job], strength: possible}
      - {id: A-job, when: {against: yes}, against: [{kind: job}]}
      - {id: R-talk, when: {fit: both}, recommend: [talk], start: alongside}
    availability:
      - {id: L-check, when: {law: check}, interventions: all, verdict: needs_check}
      - {id: L-barred, when: {law: barred}, interventions: [job], verdict: not_available}
      - {id: L-weeks, interventions: [job], verdict: {limit: {weeks: 13}}}
      - {id: L-fewer, when: {law: check}, interventions: [job], verdict: {limit: {weeks: 4}}}
      - {id: L-over, interventions: [job], verdict: not_available, valid_to: 2026-11-21}
"""


@pytest.mark.parametrize(
    ("fit", "law", "against", "status"),
    [
        ("none", "barred", "yes", "not_suggested"),
        ("core", "barred", "yes", "not_available"),
        ("core", "check", "yes", "advised_against"),
        ("core", "check", "no", "check_first"),
        ("core", "clear", "no", "recommended"),
        ("possible", "clear", "no", "possible"),
        ("both", "clear", "no", "recommended"),
    ],
)
def test_status(fit: str, law: str, against: str, status: str) -> None:
    """The first that applies, in the order of section 4.4."""
    outcome = by_all(evaluator(PLAN), {"fit": fit, "law": law, "against": against})
    assert outcome.interventions["job"].possible == (status,)


def test_start() -> None:
    """After what is not in the plan reads alongside; the winning strength decides."""
    plan = evaluator(PLAN)
    alone = by_all(plan, {"fit": "core", "law": "clear", "against": "no"})
    assert alone.interventions["job"].start.possible == ("alongside",)
    both = by_all(plan, {"fit": "both", "law": "clear", "against": "no"})
    assert both.interventions["job"].start.possible == ("after:talk",)
    none = by_all(plan, {"fit": "none", "law": "clear", "against": "no"})
    assert none.interventions["job"].start.possible == (None,)
    open_ = by_all(plan, {"law": "clear", "against": "no"})
    assert open_.interventions["job"].start.possible == (None, "after:talk", "alongside", "now")


def test_the_smallest_limit_counts() -> None:
    """Each limit is the smallest that some rule sets."""
    plan = evaluator(PLAN)
    answers: dict[str, object] = {"fit": "core", "against": "no"}
    limits = by_all(plan, {**answers, "law": "check"}).interventions["job"].limits
    assert limits["weeks"].possible == (4,)
    limits = by_all(plan, answers).interventions["job"].limits
    assert limits["weeks"].possible == (4, 13)


def test_outside_its_dates_a_rule_of_law_cannot_hold() -> None:
    """Both ends of its validity are included."""
    plan = evaluator(PLAN)
    answers: dict[str, object] = {"fit": "core", "law": "clear", "against": "no"}
    assert by_all(plan, answers).rules["L-over"] == "cannot_hold"
    assert by_all(plan, answers, date(2026, 11, 21)).rules["L-over"] == "holds"


def test_outside_the_rulebooks_dates_every_law_is_to_be_checked() -> None:
    """And the outcome says so."""
    head = HEAD.replace("}", ", valid_to: 2026-11-21}")
    answers: dict[str, object] = {"fit": "core", "law": "clear", "against": "no"}
    outcome = by_all(evaluator(PLAN, head), answers)
    assert outcome.interventions["job"].possible == ("check_first",)
    assert [found["code"] for found in outcome.diagnostics] == ["outside-validity"]


STATED = """
    questions:
      danish: {kind: scale, values: [none, some, fluent]}
      reach_stated: {kind: choice, values: [now, later]}
    findings:
      reach:
        values: [later, now]
        unless_stated: reach_stated
        rules: [{when: {danish: fluent}, then: now}]
        otherwise: later
    typologies:
      policy: unique
      values: [a, b]
      rules:
        - {id: T-a, when: {reach: now}, then: a}
        - {id: T-b, when: {reach: later}, then: b}
"""


def test_a_stated_finding() -> None:
    """The stated answer is the value; without one the question is never open."""
    book = evaluator(STATED)
    assert typologies(book, {"danish": "none", "reach_stated": "now"}) == ("a",)
    assert typologies(book, {"danish": "none"}) == ("b",)
    assert typologies(book, {"danish": "none", "reach_stated": "unknown"}) == ("b",)
    assert [one.path for one in by_all(book, {}).open] == ["danish"]


EXTREMES = """
    questions:
      asked: {kind: yes_no}
      barriers:
        kind: grid
        rows: [care, travel]
        asked_when: {asked: yes}
        item:
          weight: {kind: scale, values: [none, some, much], asked_when: {row: care}}
    findings:
      worst: {highest: barriers.weight}
    typologies:
      policy: unique
      values: [a, b, c]
      rules:
        - {id: T-a, when: {worst: much}, then: a}
        - {id: T-b, when: {worst: {less_than: much}}, then: b}
        - {id: T-c, when: {worst: {applies: no}}, then: c}
"""


def test_highest_skips_what_does_not_apply() -> None:
    """With none left it does not apply itself."""
    book = evaluator(EXTREMES)
    assert typologies(book, {"asked": "no"}) == ("c",)
    assert typologies(book, {"asked": "yes", "barriers": {"care": {"weight": "much"}}}) == ("a",)
    assert typologies(book, {"asked": "yes", "barriers": {"rest": {}}}) == ("a", "b")
    assert typologies(book, {"asked": "yes", "barriers": "declined"}) == ("a", "b")
