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
    """A municipality cannot do away with it: such a rulebook does not load."""
    file = tmp_path / "rulebook.yaml"
    head = LOCAL.split("findings:", 1)[0]
    weaker = "{id: G-own, replaces: G-background, never: {goal_state: none}, because: Nej.}"
    file.write_text(f"{head}guarantees: [{weaker}]\n", encoding="utf-8")
    with pytest.raises(RulebookError) as refused:
        load(file)
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
        "{judging_a_wish: {words: {da: [urealistisk*]}}}",
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
