"""A local rulebook over Projekt 500 that breaks what the person is promised: `check` finds each."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage.diagnostics import Diagnostic, RulebookError, Severity
from triage.language.load import check, load
from triage.verify import check_meaning

LOCAL = """
rulebook: {id: local, extends: projekt-500, version: 1.0.0, title: Lokal, language: da, owner: Os}
findings:
  twenties: {label: I tyverne, when: {birth_date: {years_ago: {at_least: 18, less_than: 30}}}}
typologies:
  rules:
    - {id: T-refugee, when: {residence_basis: refugee}, then: no_goal, because: Først målet.}
recommendations:
  - {id: R-twenties, when: {twenties: yes}, recommend: [cv_workshop], because: De er unge.}
  - {id: R-pupils, when: {studying: compulsory_school}, recommend: [student_job], because: Job.}
  - {id: R-home, when: {participation_wish: wants}, recommend: [family_talk], because: Familien.}
  - {id: R-fit, when: {weekly_hours: few}, recommend: [health_course], because: Flere timer senere.}
  - {id: A-danish, when: {danish_spoken: none}, against: [application_training], because: På dansk.}
  - id: R-writes
    when: {danish_written: none, participation_wish: wants}
    recommend: [mentor]
    start: {after: guidance_talk}
    because: Først dansk.
  - {id: R-talk, when: {participation_wish: wants}, recommend: [guidance_talk], because: Vi taler.}
  - {id: R-silent, when: {participation_wish: wants}, recommend: [guidance_talk]}
availability:
  - id: L-practice
    when: {network: nobody}
    interventions: [ordinary_job_match]
    verdict: not_available
    because: Uden netværk er det svært.
    law: Vores egen praksis
    source: Os
    checked_on: 2026-11-22
    confidence: authority_page
"""
"""What it breaks stands below."""

BREACHES = {
    "age is read, through a finding": ("guarantee-broken", "rules.G-background-adults"),
    "residence is read by a typology": ("guarantee-broken", "rules.G-background"),
    "origin is read by the method": ("protected-read", "rules.T-refugee"),
    "children are proposed work": ("guarantee-broken", "rules.G-children"),
    "the family is brought in unasked": ("guarantee-broken", "rules.G-home-own-wish"),
    "help with health that nobody asked for": ("guarantee-broken", "rules.G-health-own-wish"),
    "little Danish speaks against": ("proxy-against", "rules.A-danish"),
    "little Danish waits": ("proxy-later-start", "interventions.mentor"),
    "practice closes what law leaves open": ("withheld-without-paragraph", "rules.L-practice"),
    "a rule gives no reason": ("left-out", "rules.R-silent"),
}


DETOURS = """
rulebook: {id: local, extends: projekt-500, version: 1.0.0, title: Lokal, language: da, owner: Os}
questions:
  came_from:
    {factor: background, kind: lookup, table: countries, ask: Hvor fra?, purpose: Til listen,
     concerns: origin}
tables:
  countries:
    {label: Lande, columns: [digital], rows: {far: {label: Langt væk, digital: not_yet}}}
  occupations: {rows: {nurse: {authority_says: closed_by_law}}}
  papers_here:
    {label: Papirer, key: occupation, columns: [papers], rows: {nurse: {papers: from_abroad}}}
interventions:
  errands:
    {label: Ærinder, kind: support, delivery: individual, pay: unpaid, source: Os,
     for_participant: Du hjælper til.}
  walk: {label: Gåtur, kind: support, pay: not_work, source: Os, for_participant: Vi går en tur.}
recommendations:
  - {id: R-errands, when: {}, recommend: [errands, walk], strength: possible, because: Godt.}
availability:
  - id: L-nothing
    interventions: [mentor]
    verdict: {limit: {hours: 0}}
    because: Ingen timer.
    law: Vores egen praksis
    source: Os
    checked_on: 2026-11-22
    confidence: assumed
  - id: L-some
    when: {support_basis: self_supporting}
    interventions: all
    verdict: needs_check
    because: Undersøg det først.
    law: Ledelsens beslutning
    source: Os
    checked_on: 2026-11-22
    confidence: assumed
warnings:
  - id: W-practice
    when: {residence_basis: refugee}
    warn: Spørg lederen først.
    law: Vores egen praksis
    source: Os
    checked_on: 2026-11-22
    confidence: assumed
"""
"""The same by a way round: a list, a table, another name for work, a limit, a practice as law."""

ROUND = {
    "a list of countries fills an answer": ("guarantee-broken", "rules.G-background-fit"),
    "a list of countries says origin": ("protected-read", "rules.R-digital-help"),
    "a table says no in the person's place": ("guarantee-broken", "rules.G-silence-goals"),
    "children are proposed work by another name": ("guarantee-broken", "rules.G-children"),
    "the young are proposed it as well": ("guarantee-broken", "rules.G-minors"),
    "a group does not say that it is one": ("guarantee-broken", "rules.G-safety-groups"),
    "who declines is proposed something": ("guarantee-broken", "rules.G-no-means-nothing"),
    "nothing of something is closed": ("withheld-without-paragraph", "rules.L-nothing"),
    "practice tells people apart": ("law-not-named", "rules.L-some"),
    "practice passes for law": ("law-not-named", "rules.W-practice"),
}


@pytest.fixture(scope="module")
def round_about(tmp_path_factory: pytest.TempPathFactory) -> list[Diagnostic]:
    """Check the ways round as the command does."""
    file = tmp_path_factory.mktemp("detours") / "rulebook.yaml"
    file.write_text(DETOURS, encoding="utf-8")
    return [*check(file), *check_meaning(load(file))]


@pytest.mark.more
@pytest.mark.parametrize("way", ROUND)
def test_each_way_round_is_an_error(way: str, round_about: list[Diagnostic]) -> None:
    """What may not be done may not be done by a list, a table or another name either."""
    code, path = ROUND[way]
    severities = {each.severity for each in round_about if (each.code, each.path) == (code, path)}
    assert severities == {Severity.ERROR}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Diagnostic]:
    """Check it as the command does: what is written, then what it means."""
    file = tmp_path_factory.mktemp("local") / "rulebook.yaml"
    file.write_text(LOCAL, encoding="utf-8")
    return [*check(file), *check_meaning(load(file))]


@pytest.mark.more
@pytest.mark.parametrize("breach", BREACHES)
def test_each_breach_is_an_error(breach: str, found: list[Diagnostic]) -> None:
    """An error and no warning: the check fails, and the rulebook is not merged."""
    code, path = BREACHES[breach]
    severities = {each.severity for each in found if (each.code, each.path) == (code, path)}
    assert severities == {Severity.ERROR}


@pytest.mark.more
def test_what_is_not_broken_is_not_said_to_be(found: list[Diagnostic]) -> None:
    """Otherwise every guarantee might be called broken, whatever stands in the rulebook."""
    broken = {each.path for each in found if each.code == "guarantee-broken"}
    assert broken & {"rules.G-adults-no-youth-job", "rules.G-closed-beside-good"} == set()


def test_what_is_mandatory_is_not_replaced(tmp_path: Path) -> None:
    """A municipality cannot do away with any of it: such a rulebook does not load."""
    file = tmp_path / "rulebook.yaml"
    head = LOCAL.split("findings:", 1)[0]
    every = load(Path(__file__).parents[3] / "rules" / "projekt-500").guarantees
    mandatory = [each.id for each in every if each.mandatory]
    weaker = [
        f"{{id: {id_}-own, replaces: {id_}, never: {{goal_state: none}}, because: Nej.}}"
        for id_ in mandatory
    ]
    quiet = (
        "{id: W-own, replaces: W-send-nothing-home, when: {no_post: no}, warn: Ring., because: Os}"
    )
    file.write_text(f"{head}guarantees: [{', '.join(weaker)}]\nwarnings: [{quiet}]\n", "utf-8")
    with pytest.raises(RulebookError) as refused:
        load(file)
    told = [(each.code, each.details["name"]) for each in refused.value.diagnostics]
    assert set(told) == {
        *(("mandatory-guarantee", id_) for id_ in mandatory),
        ("on-top-replaced", "W-send-nothing-home"),
    }


def test_a_layer_between_takes_nothing_away(tmp_path: Path) -> None:
    """What the first says is mandatory is so for the third, whatever the second adds."""
    between = "rulebook: {id: county, extends: projekt-500, version: 1, title: Amt, language: da}\n"
    own = (
        "rulebook: {id: town, extends: county, version: 1, title: By, language: da}\n"
        "guarantees:\n"
        "  - {id: G-own, replaces: G-safety-page, never: {goal_state: none}, because: Nej.}\n"
    )
    (tmp_path / "county.yaml").write_text(between, encoding="utf-8")
    (tmp_path / "town.yaml").write_text(own, encoding="utf-8")
    with pytest.raises(RulebookError) as refused:
        load(tmp_path / "town.yaml")
    assert {each.code for each in refused.value.diagnostics} == {"mandatory-guarantee"}


WORDS = {
    "Dit mål er urealistisk.": "judging_a_wish",
    "De UREALISTISKE mål må vente.": "judging_a_wish",
    "Målen är orealistiska.": "judging_a_wish",
    "An unrealistic goal.": "judging_a_wish",
    "Chancen er 70 %.": "chance",
    "Det lykkes for 70 procent.": "chance",
    "Du prioriteres først.": "priority",
    "Det passer til indvandrerkvinder.": "origin",
    "Det passer til flygtninge.": "origin",
    "For icke-västliga kvinnor.": "origin",
}
"""Reasons nobody may be given, and the kind of words in each."""


@pytest.mark.parametrize("language", ["da", "en"])
def test_words_that_may_not_be_used(tmp_path: Path, language: str) -> None:
    """A local reason or translation that holds one is an error; one about law names the status."""
    told = {f"R-{number}": text for number, text in enumerate(WORDS)}
    own = told if language == "da" else dict.fromkeys(told, "Vi taler.")
    when = "when: {participation_wish: wants}, recommend: [guidance_talk]"
    rules = [f"  - {{id: {id_}, {when}, because: '{text}'}}" for id_, text in own.items()]
    law = LOCAL[LOCAL.index("availability:") :].replace("Uden netværk", "For flygtninge")
    head = LOCAL.split("findings:", 1)[0].replace(
        "language: da", "language: da, translations: [en]"
    )
    file = tmp_path / "local" / "rulebook.yaml"
    (file.parent / "texts").mkdir(parents=True)
    file.write_text("\n".join([head, "recommendations:", *rules, law]), encoding="utf-8")
    if language == "en":
        english = "".join(f"  {id_}: {{because: '{text}'}}\n" for id_, text in told.items())
        (file.parent / "texts" / "en.yaml").write_text(f"rules:\n{english}", encoding="utf-8")
    wrong = [each for each in check(file.parent) if each.code.startswith("never-said")]
    assert {each.severity for each in wrong} == {Severity.ERROR}
    assert {each.path: each.details["name"] for each in wrong} == {
        f"rules.{id_}.because": WORDS[text] for id_, text in told.items()
    }


@pytest.mark.parametrize(
    "taken",
    [
        "{origin: {words: {da: ~}, except: [law]}}",
        "{judging_a_wish: {because: Vi siger det som det er.}}",
        "{judging_a_wish: {words: {da: [u-realistisk*]}}}",
    ],
)
def test_words_are_added_and_not_taken_away(tmp_path: Path, taken: str) -> None:
    """A municipality cannot write the words of Projekt 500 anew: such a rulebook does not load."""
    file = tmp_path / "rulebook.yaml"
    head = LOCAL.split("findings:", 1)[0]
    file.write_text(f"{head}never_says: {taken}\n", encoding="utf-8")
    with pytest.raises(RulebookError) as refused:
        load(file)
    assert {each.code for each in refused.value.diagnostics} <= {"local-key", "redefined-locally"}
