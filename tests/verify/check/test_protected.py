"""Planted breaches: reading origin, sex or religion, and deciding by what stands close to them."""

from __future__ import annotations

import pytest

from tests.engine.small import rulebook
from triage.diagnostics import Diagnostic, Severity
from triage.model.rulebook import Rulebook
from triage.verify import check_meaning
from triage.verify.check.protected import protected_readings

BOOK = """
questions:
  sex: {kind: choice, values: [woman, man], concerns: sex}
  wish: {kind: yes_no}
  danish: {kind: scale, values: [none, some, fluent], proxy_of: {origin: [none, some]}}
  schooling: {kind: choice, values: [denmark, abroad], proxy_of: {origin: [abroad]}}
  recognised: {kind: yes_no, asked_when: {schooling: abroad}}
  barriers:
    kind: grid
    rows: [transport, residence]
    proxy_of: {origin: [residence]}
    item:
      weight: {kind: scale, values: [none, blocks]}
      done: {kind: yes_no, asked_when: {weight: blocks}}
  goals:
    kind: list
    max: 2
    item:
      needs_danish: {kind: scale, values_of: danish, job_demand: yes}
      demanded_by: {kind: choice, values: [nobody, law], job_demand: yes}
      papers:
        {kind: choice, values: [here, abroad], proxy_of: {origin: [abroad]},
         asked_when: {demanded_by: law}}
      reach: {kind: yes_no}

findings:
  woman: {when: {sex: woman}}
  woman_who_wants: {when: {woman: yes, wish: yes}}
  stuck: {when: {barriers: {some: {weight: blocks}}}}
  practical: {when: {barriers: {some: {row: transport, weight: blocks}}}}
  met: {for_each: goals, when: {danish: {at_least: {question: needs_danish}}}}
  foreign: {when: {schooling: abroad}}

interventions:
  mentor: {kind: support}
  course: {kind: skill, delivery: group}
  employer: {kind: job}
"""
RECOMMEND = "recommendations: [{id: R-one, when: %s, recommend: [mentor]}]"
AGAINST = "recommendations: [{id: A-one, when: %s, against: [course]}]"
TYPOLOGY = "typologies: {values: [near, far], rules: [{id: T-one, when: %s, then: near}]}"
WARN = "warnings: [{id: W-one, when: %s, warn: Hør.}]"


def book(rules: str) -> Rulebook:
    """Load the book with some rules."""
    return rulebook(f"{BOOK}\n{rules}\n")


def breaches(rules: str) -> list[Diagnostic]:
    """Return what reads what it must not in the book with some rules."""
    return list(protected_readings(book(rules)))


def codes(rules: str) -> list[str]:
    """Return the codes of what is found."""
    return [each.code for each in breaches(rules)]


@pytest.mark.parametrize("kind", [RECOMMEND, AGAINST, TYPOLOGY, WARN])
@pytest.mark.parametrize("when", ["{sex: woman}", "{woman: yes}", "{not: {woman_who_wants: yes}}"])
def test_no_rule_of_the_method_reads_sex(kind: str, when: str) -> None:
    """An error, directly and through findings."""
    found = breaches(kind % when)
    assert [each.code for each in found] == ["protected-read"]
    assert found[0].severity is Severity.ERROR
    assert found[0].details["question"] == "sex"


def test_the_way_is_named() -> None:
    """From the question over findings to the rule."""
    [found] = breaches(RECOMMEND % "{woman_who_wants: yes}")
    assert found.details["way"] == "sex → woman → woman_who_wants → R-one"


def test_law_may_read_it() -> None:
    """Rules of law, and warnings that rest on law."""
    law = "law: L § 1, source: S, checked_on: 2026-11-22, confidence: statute"
    assert not breaches(
        f"availability: [{{id: L-one, when: {{sex: woman}}, interventions: [mentor], "
        f"verdict: needs_check, {law}}}]\n"
        "warnings: [{id: W-one, when: {sex: woman}, warn: Hør., law: L § 1, "
        "checked_on: 2026-11-22, confidence: statute}]"
    )


@pytest.mark.parametrize(("flag", "expected"), [("yes", []), ("no", ["protected-read"])])
def test_a_target_group_may_where_the_question_is_of_the_programme_alone(
    flag: str, expected: list[str]
) -> None:
    """`programme_only` keeps it out of everything else."""
    text = BOOK.replace("concerns: sex}", f"concerns: sex, programme_only: {flag}}}")
    text = text.replace("  woman_who_wants: {when: {woman: yes, wish: yes}}\n", "")
    groups = (
        "target_groups: {values: [in, out], rules: [{id: M-one, when: {woman: yes}, then: in}]}"
    )
    found = protected_readings(rulebook(f"{text}\n{groups}\n"))
    assert [each.code for each in found] == expected


def test_through_a_table() -> None:
    """A row that a person's origin looks up fills what it says of her."""
    text = """
questions:
  country: {kind: lookup, table: countries, concerns: origin}
  distance: {kind: choice, values: [near, far]}
tables: {countries: {columns: [distance], rows: {sweden: {distance: near}}}}
interventions: {mentor: {kind: support}}
recommendations: [{id: R-one, when: {distance: far}, recommend: [mentor]}]
"""
    [found] = protected_readings(rulebook(text))
    assert (found.code, found.details["way"]) == ("protected-read", "country → distance → R-one")


def test_through_what_is_asked_because_of_it() -> None:
    """That a question applies says the same; it must say so itself, and may not be read."""
    text = BOOK.replace("wish: {kind: yes_no}", "wish: {kind: yes_no, asked_when: {sex: woman}}")
    found = list(protected_readings(rulebook(f"{text}\n{RECOMMEND % '{wish: yes}'}\n")))
    assert [each.code for each in found] == ["protected-read", "protected-asked"]
    assert found[0].details["way"] == "sex → wish → R-one"
    assert found[1].path == "questions.wish"


@pytest.mark.parametrize(
    "guarantee",
    [
        "never_depends: {outcome: against, on: [wish], among: {sex: man}}",
        "never_depends: {outcome: against, on: [wish], among: {woman: no}}",
        "never_depends: {outcome: against, factors: other, except: sex}",
        "whenever: {sex: man}, then: {interventions: {mentor: not_suggested}}",
        "never: {sex: woman, interventions_wanted: yes}",
    ],
)
def test_a_guarantee_makes_no_exception_by_it(guarantee: str) -> None:
    """What it leaves out is what it is there for."""
    text = BOOK.replace("concerns: sex}", "concerns: sex, factor: other}")
    text = text.replace(
        "wish: {kind: yes_no}",
        "wish: {kind: yes_no, factor: other}\n  interventions_wanted: {kind: yes_no}",
    )
    text = f"factors: {{other: Andet}}\n{text}\nguarantees: [{{id: G-one, {guarantee}}}]\n"
    [found] = protected_readings(rulebook(text))
    assert (found.code, found.path) == ("protected-exception", "rules.G-one")
    assert found.severity is Severity.ERROR


def test_a_guarantee_that_nothing_depends_on_it_is_no_exception() -> None:
    """That is what guarantees are for."""
    assert not breaches("guarantees: [{id: G-one, never_depends: {outcome: against, on: [sex]}}]")


@pytest.mark.parametrize(
    ("when", "question"),
    [
        ("{danish: none}", "danish"),
        ("{foreign: yes}", "schooling"),
        ("{recognised: no}", "schooling"),
        ("{barriers.residence.weight: blocks}", "barriers.residence"),
        ("{stuck: yes}", "barriers.residence"),
        ("{goals: {some: {met: yes}}}", "danish"),
        ("{goals: {some: {papers: here}}}", "goals.papers"),
    ],
)
def test_no_proxy_speaks_against(when: str, question: str) -> None:
    """Not through findings, rows, or what is asked because of it either."""
    [found] = breaches(AGAINST % when)
    assert (found.code, found.details["question"]) == ("proxy-against", question)
    assert found.severity is Severity.ERROR
    assert codes(RECOMMEND % when) == []
    assert codes(WARN % when) == []


def test_a_row_that_is_left_out_is_not_read() -> None:
    """Rows are told apart."""
    assert codes(AGAINST % "{practical: yes}") == []


@pytest.mark.parametrize(
    ("when", "is_breach"),
    [
        ("{danish: {at_least: some}}", True),
        ("{foreign: yes}", True),
        ("{recognised: no}", True),
        ("{goals: {some: {danish: {more_than: {question: needs_danish}}}}}", True),
        ("{goals: {some: {needs_danish: {question: danish}}}}", True),
        ("{goals: {some: {met: yes, danish: fluent}}}", True),
        ("{goals: {some: {met: yes}}}", False),
        ("{goals: {every: {not: {met: yes}}}}", False),
        ("{goals: {some: {needs_danish: {at_most: {question: danish}}}}}", False),
        ("{goals: {some: {needs_danish: {more_than: {question: danish}}}}}", False),
        ("{goals: {some: {papers: abroad}}}", False),
        ("{goals: {some: {needs_danish: none, reach: yes}}}", False),
    ],
)
def test_a_typology_reads_a_proxy_only_as_a_job_demands_it(when: str, is_breach: bool) -> None:
    """Whether a demand is met, and answers that are asked for only where something is demanded."""
    assert codes(TYPOLOGY % when) == (["proxy-typology"] if is_breach else [])


LATER = {
    "the offer of those educated here begins at once": (
        "- {id: R-all, when: {wish: yes}, recommend: [employer], start: alongside}\n"
        "- {id: R-here, when: {wish: yes, schooling: denmark}, recommend: [employer]}"
    ),
    "a stronger reason that begins later": (
        "- {id: R-all, when: {wish: yes}, recommend: [employer], strength: possible}\n"
        "- {id: R-far, when: {wish: yes, foreign: yes}, recommend: [employer], start: alongside}"
    ),
    "after something only they are offered": (
        "- {id: R-far, when: {foreign: yes}, recommend: [course]}\n"
        "- {id: R-all, when: {wish: yes}, recommend: [employer], start: {after: course}}"
    ),
    "a doubt about residence holds all back": (
        "- {id: R-all, when: {wish: yes}, recommend: [employer], start: alongside}\n"
        "- {id: R-now, when: {wish: yes, stuck: no}, recommend: [employer]}"
    ),
}
NO_LATER = {
    "an offer more": "- {id: R-far, when: {foreign: yes}, recommend: [course], start: alongside}",
    "an earlier start for those whose answer stands close": (
        "- {id: R-all, when: {wish: yes}, recommend: [employer], start: alongside}\n"
        "- {id: R-far, when: {wish: yes, foreign: yes}, recommend: [employer]}"
    ),
    "what is practical may hold back": (
        "- {id: R-all, when: {wish: yes}, recommend: [employer], start: alongside}\n"
        "- {id: R-now, when: {wish: yes, practical: no}, recommend: [employer]}"
    ),
    "another typology, by what the job demands": (
        "- {id: R-near, when: {typology: near}, recommend: [employer]}\n"
        "- {id: R-far, when: {typology: far}, recommend: [employer], start: alongside}"
    ),
}
TYPOLOGIES = """
typologies:
  values: [near, far]
  rules:
    - {id: T-near, when: {goals: {some: {met: yes}}}, then: near}
    - {id: T-far, when: {goals: {none: {met: yes}}}, then: far}
recommendations:
"""


def later(rules: str) -> list[Diagnostic]:
    """Return what begins later because of a proxy."""
    text = "\n".join(f"  {line}" for line in rules.splitlines())
    found = check_meaning(book(f"{TYPOLOGIES}{text}\n"))
    return [each for each in found if each.code == "proxy-later-start"]


@pytest.mark.parametrize("rules", LATER.values(), ids=LATER)
def test_nothing_begins_later_because_of_a_proxy(rules: str) -> None:
    """An error, shown by two who differ in that answer alone."""
    [found] = later(rules)
    assert (found.path, found.severity) == ("interventions.employer", Severity.ERROR)
    assert found.evidence is not None
    one, other = (dict(each.answers) for each in found.evidence.shown)
    asked = {str(found.details["question"]).split(".")[0], "recognised"}
    differing = {each for each in {*one, *other} if one.get(each) != other.get(each)}
    assert differing <= asked


@pytest.mark.parametrize("rules", NO_LATER.values(), ids=NO_LATER)
def test_what_adds_something_is_no_breach(rules: str) -> None:
    """An offer, a right or a step more; an earlier start for those it concerns."""
    assert later(rules) == []


def test_without_values_any_difference_counts() -> None:
    """Where the rulebook does not say which answers stand close, nobody may begin later."""
    text = BOOK.replace(
        "proxy_of: {origin: [abroad]}}\n  recognised", "proxy_of: origin}\n  recognised"
    )
    rules = NO_LATER["an earlier start for those whose answer stands close"]
    lines = "\n".join(f"  {line}" for line in rules.splitlines())
    found = check_meaning(rulebook(f"{text}\n{TYPOLOGIES}{lines}\n"))
    assert "proxy-later-start" in {each.code for each in found}
