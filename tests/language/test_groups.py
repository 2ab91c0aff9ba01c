"""Groups: a name for a list, which means the same as the list written out."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage.diagnostics import RulebookError, Severity
from triage.language.load import check, load
from triage.model.guarantee import NeverDepends
from triage.model.rulebook import Change, Rulebook
from triage.present import list_rulebook, render_text

BOOK = """\
rulebook: {id: tiny, version: 1.0.0, title: Lille, language: da, page: {brings: [about_her, wish]}}
questions:
  wish: {kind: choice, values: [wants, not_now], ask: Vil du?, purpose: P, used_for: [people]}
  age: {kind: number, min: 0, max: 99, ask: Alder?, purpose: P, used_for: [people]}
  place: {kind: yes_no, ask: Sted?, purpose: P, used_for: [people]}
interventions:
  talk: {label: Samtale, kind: talk}
  visit: {label: Besøg, kind: job}
  weeks: {label: Uger, kind: job}
  days: {label: Dage, kind: job}
recommendations:
  - {id: R-try, when: {wish: wants}, recommend: [trials, talk], because: B}
  - {id: R-not, when: {wish: not_now}, against: trials, because: B}
  - {id: R-rest, when: {place: yes}, recommend: [{except: trials}], because: B}
availability:
  - {id: L-limit, interventions: [trials], verdict: {limit: {weeks: 4}}}
warnings:
  - {id: W-many, plan: {interventions: [trials], more_than: 1}, warn: Mange.}
guarantees:
  - {id: G-about, never_depends: {outcome: [interventions], on: [about_her]}}
  - id: G-no
    whenever: {wish: not_now}
    then: {interventions: {every: [trials], status: not_suggested}}
"""
GROUPS = """\
groups:
  trials: {label: Prøve et sted, interventions: [days, weeks]}
  about_her: {label: Om hende, questions: [age, place]}
"""
WRITTEN_OUT = (
    BOOK.replace("[trials, talk]", "[weeks, days, talk]")
    .replace("against: trials", "against: [days, weeks]")
    .replace("except: trials", "except: [days, weeks]")
    .replace("[trials]", "[weeks, days]")
    .replace("[about_her, wish]", "[age, place, wish]")
    .replace("[about_her]", "[age, place]")
)


def book(folder: Path, text: str, name: str = "tiny") -> Path:
    """Write a rulebook."""
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def codes(folder: Path, text: str, name: str = "tiny") -> list[str]:
    """Return the errors of a rulebook."""
    return [
        each.code for each in check(book(folder, text, name)) if each.severity is Severity.ERROR
    ]


@pytest.fixture
def grouped(tmp_path: Path) -> Rulebook:
    """Return the rulebook with groups."""
    return load(book(tmp_path, BOOK + GROUPS))


def test_a_group_means_what_is_in_it(grouped: Rulebook, tmp_path: Path) -> None:
    """Wherever interventions or questions are listed; the digest is that of the lists."""
    plain = load(book(tmp_path, WRITTEN_OUT, "plain"))
    assert grouped.digest == plain.digest
    assert grouped.page == plain.page
    assert grouped.recommendations == plain.recommendations
    assert grouped.guarantees == plain.guarantees


def test_where_groups_may_stand(grouped: Rulebook) -> None:
    """In selectors and their exceptions, in what is counted, in what makes no difference."""
    first, against, rest = grouped.recommendations
    assert first.recommend == ("talk", "weeks", "days")
    assert against.against == ("weeks", "days")
    assert rest.recommend == ("talk", "visit")
    assert grouped.availability[0].interventions == ("weeks", "days")
    form = grouped.guarantees[0].form
    assert isinstance(form, NeverDepends)
    assert form.on == ("age", "place")


def test_other_members_are_another_meaning(grouped: Rulebook, tmp_path: Path) -> None:
    """Through the rules that name the group."""
    other = GROUPS.replace("[days, weeks]", "[days, visit]")
    assert load(book(tmp_path, BOOK + other, "other")).digest != grouped.digest


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("trials: {label", "talk: {label", ["group-name-taken"]),
        ("trials: {label", "age: {label", ["group-name-taken"]),
        ("trials: {label", "all: {label", ["group-name-taken"]),
        ("[days, weeks]", "[days, week]", ["unknown-intervention"]),
        ("[age, place]", "[age, plac]", ["unknown-question"]),
        ("interventions: [days, weeks]", "interventions: []", ["empty-list"]),
        ("interventions: [days, weeks]", "interventions: [days], questions: [age]", ["either-or"]),
        (", interventions: [days, weeks]", "", ["missing-key"]),
        ("interventions: [days, weeks]", "interventions: days", ["wrong-kind"]),
        ("[days, weeks]", "[about_her]", ["unknown-intervention"]),
        ("label: Om hende", "labl: Om hende", ["unknown-key"]),
    ],
)
def test_groups_that_are_wrong(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    """Each is named where it stands."""
    assert set(expected) <= set(codes(tmp_path, BOOK + GROUPS.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new"),
    [("recommend: [trials, talk]", "recommend: [about_her]"), ("on: [about_her]", "on: [trials]")],
)
def test_a_group_of_the_other_kind(tmp_path: Path, old: str, new: str) -> None:
    """A group of questions is no list of interventions, nor the other way round."""
    assert "group-of-others" in codes(tmp_path, BOOK.replace(old, new) + GROUPS)


def test_a_group_that_is_nearly_named(tmp_path: Path) -> None:
    """It is what was most likely meant."""
    found = check(book(tmp_path, BOOK.replace("[trials, talk]", "[trals, talk]") + GROUPS))
    assert [each.nearest for each in found if each.code == "unknown-intervention"] == ["trials"]


def test_a_group_without_a_label_is_left_out(tmp_path: Path) -> None:
    """People read it where rules are shown."""
    text = BOOK + GROUPS.replace("label: Prøve et sted, ", "")
    found = [each for each in check(book(tmp_path, text)) if each.path == "groups.trials"]
    assert [(each.code, each.severity) for each in found] == [("left-out", Severity.WARNING)]


def test_a_local_rulebook_extends_a_group(tmp_path: Path) -> None:
    """Rules of its parent that name the group speak of what is added, and the change is listed."""
    book(tmp_path, BOOK + GROUPS)
    local = """\
rulebook: {id: local, version: 1.0.0, extends: tiny}
interventions: {hours: {label: Timer, kind: job}}
groups:
  trials: {interventions: [hours]}
  mine: {label: Vores, interventions: [hours, talk]}
"""
    found = load(book(tmp_path, local, "local"))
    assert found.availability[0].interventions == ("weeks", "days", "hours")
    assert Change("added", "groups.trials.interventions.hours") in found.changes
    assert Change("added", "groups.mine") in found.changes


@pytest.mark.parametrize("own", ["{label: Andet}", "{interventions: [days]}"])
def test_a_local_rulebook_redefines_no_group(tmp_path: Path, own: str) -> None:
    """It adds, and says nothing twice."""
    book(tmp_path, BOOK + GROUPS)
    local = f"rulebook: {{id: local, version: 1.0.0, extends: tiny}}\ngroups: {{trials: {own}}}\n"
    with pytest.raises(RulebookError) as error:
        load(book(tmp_path, local, "local"))
    assert {each.code for each in error.value.diagnostics} <= {"local-key", "redefined-locally"}


@pytest.mark.parametrize(("mandatory", "refused"), [("yes", True), ("no", False)])
def test_a_mandatory_guarantee_keeps_its_groups(
    tmp_path: Path, mandatory: str, refused: bool
) -> None:
    """What it names would mean something else in the local rulebook; other groups may grow."""
    book(tmp_path, BOOK.replace("- id: G-no", f"- id: G-no\n    mandatory: {mandatory}") + GROUPS)
    local = (
        "rulebook: {id: local, version: 1.0.0, extends: tiny}\n"
        "groups: {trials: {interventions: [visit]}, about_her: {questions: [wish]}}\n"
    )
    found = [each for each in codes(tmp_path, local, "local") if each != "left-out"]
    assert found == (["mandatory-group"] if refused else [])


def test_a_group_is_shown_by_its_name(grouped: Rulebook) -> None:
    """Where all of it is meant, and with what is in it."""
    shown = render_text(list_rulebook(grouped, "da"), 80)
    assert "Anbefaler: Prøve et sted, Samtale" in shown
    assert "trials: Prøve et sted" in shown
    assert "Omfatter: Uger, Dage" in shown
    assert "Omfatter: Alder?, Sted?" in shown
