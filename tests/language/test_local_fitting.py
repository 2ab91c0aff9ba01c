"""Local fitting: what a rulebook that extends another may change, and what is told of it."""

import pytest

from triage.diagnostics import RulebookError
from triage.language.load import load
from triage.model.rule import Policy
from triage.model.rulebook import Change, Rulebook

from .conftest import Write

OFFICE = """
rulebook: {id: office, version: '2', extends: national, valid_to: 2026-06-30}
parameters:
  horizon_months: {value: 24, because: Vi følger op efter to år}
  weeks: {value: 4, min: 1, max: 13, means: Uger}
questions:
  bus: {kind: yes_no}
tables:
  occupations:
    columns: [months]
    rows: {cook: {months: 12}, driver: {label: Chauffør, needs_danish: daily_work, months: 3}}
interventions:
  course: {offered: no, because: Ingen pladser}
  ride: {kind: transport}
recommendations:
  table:
    columns: [id, replaces, bus, recommend, because]
    rows:
      - [R-ride, _, no, ride, Ingen bus]
      - [R-near, R-mentor, yes, mentor, Kun hvor der går en bus]
"""


@pytest.fixture
def office(write: Write, national: str) -> Rulebook:
    """Load a rulebook that extends another."""
    folder = write({"national/rulebook.yaml": national, "office/rulebook.yaml": OFFICE})
    return load(folder / "office")


def test_what_is_added_stands_beside_what_was_there(office: Rulebook) -> None:
    """Questions, rows, columns, interventions, parameters and rules come after the parent's."""
    assert list(office.questions)[-1] == "bus"
    assert office.tables["occupations"].columns == ("needs_danish", "months")
    assert office.tables["occupations"].rows == {
        "cook": {"needs_danish": "daily_work", "months": 12},
        "driver": {"needs_danish": "daily_work", "months": 3},
    }
    assert list(office.interventions) == ["mentor", "course", "ride"]
    assert list(office.parameters) == ["horizon_months", "weeks"]


def test_a_replacement_takes_the_place_of_the_rule(office: Rulebook) -> None:
    """The order of rules stays; what is added comes last."""
    assert [rule.id for rule in office.recommendations] == ["R-near", "R-course", "R-ride"]
    assert office.recommendations[0].recommend == ("mentor",)


def test_a_parameter_is_set(office: Rulebook) -> None:
    """The value changes, and its range stays."""
    parameter = office.parameters["horizon_months"]
    assert (parameter.value, parameter.min, parameter.max) == (24, 6, 120)
    assert office.texts.get("parameters.horizon_months.because") == "Vi følger op efter to år"
    assert office.texts.get("parameters.horizon_months.means") == "Måneder"


def test_an_intervention_that_is_switched_off_stays_known(office: Rulebook) -> None:
    """It is in the catalogue, and no longer offered."""
    assert not office.interventions["course"].offered
    assert office.interventions["mentor"].offered
    assert office.texts.get("interventions.course.because") == "Ingen pladser"


def test_the_head_is_the_nearest_and_dates_are_inherited(office: Rulebook) -> None:
    """What the child does not say, its parent says."""
    assert (office.id, office.version, office.extends) == ("office", "2", ("national",))
    assert str(office.valid_from) == "2026-01-01"
    assert str(office.valid_to) == "2026-06-30"
    assert office.texts.language == "da"


def test_everything_that_changes_is_listed(office: Rulebook) -> None:
    """Nothing is redefined in silence."""
    assert office.changes == (
        Change("set", "rulebook.valid_to", "2026-12-31", "2026-06-30"),
        Change("added", "questions.bus"),
        Change("added", "tables.occupations.columns.months"),
        Change("added", "tables.occupations.rows.cook.months", after="12"),
        Change("added", "tables.occupations.rows.driver"),
        Change("set", "parameters.horizon_months", "36", "24"),
        Change("added", "parameters.weeks"),
        Change("switched_off", "interventions.course"),
        Change("added", "interventions.ride"),
        Change("replaced", "rules.R-mentor", "R-mentor", "R-near"),
        Change("added", "rules.R-ride"),
    )


def test_the_digest_covers_the_parent(write: Write, national: str) -> None:
    """A change in the parent changes the child's digest."""
    folder = write({"national/rulebook.yaml": national, "office/rulebook.yaml": OFFICE})
    before = load(folder / "office").digest
    write({"national/rulebook.yaml": national.replace("max: 120}", "max: 119}")})
    assert load(folder / "office").digest != before


def test_children_of_children(write: Write, national: str) -> None:
    """Each rulebook is laid over the one it extends, and a replacement may keep the id."""
    folder = write(
        {
            "national.yaml": national,
            "region.yaml": "rulebook: {id: region, version: 1, extends: national}\n"
            "parameters: {horizon_months: 30}\n",
            "offices/north/rulebook.yaml": "rulebook: {id: north, version: 1, extends: "
            "../../region.yaml}\nparameters: {horizon_months: 12}\nrecommendations:\n"
            "  - {id: R-mentor, replaces: R-mentor, when: {}, recommend: [course], because: Ja}\n",
        }
    )
    north = load(folder / "offices/north", root=folder)
    assert north.extends == ("region", "national")
    assert north.parameters["horizon_months"].value == 12
    assert [rule.recommend for rule in north.recommendations] == [("course",), ("course",)]
    assert [change.path for change in north.changes] == [
        "parameters.horizon_months",
        "parameters.horizon_months",
        "rules.R-mentor",
    ]


def test_a_replacement_decides_where_the_first_decides(write: Write, national: str) -> None:
    """With `policy: first` a rule in the place of another is asked when the other was."""
    first = national.replace("policy: unique", "policy: first")
    folder = write(
        {
            "national/rulebook.yaml": first,
            "office/rulebook.yaml": "rulebook: {id: office, version: 1, extends: national}\n"
            "typologies:\n  rules:\n"
            "    - {id: T-more, when: {}, then: flexible, because: Ellers}\n"
            "    - {id: T-named, replaces: T-none, when: {goal_state: named}, then: no_goal,"
            " because: Vi læser det anderledes}\n",
        }
    )
    typologies = load(folder / "office").typologies
    assert typologies is not None
    assert typologies.policy is Policy.FIRST
    assert [rule.id for rule in typologies.rules] == ["T-named", "T-more"]


def test_a_parent_that_does_not_load_is_reported_where_it_is_wrong(
    write: Write, national: str
) -> None:
    """Problems of the parent are named in the parent's file."""
    wrong = national.replace("when: {close: no}", "when: {closer: no}")
    folder = write({"national/rulebook.yaml": wrong, "office/rulebook.yaml": OFFICE})
    with pytest.raises(RulebookError) as error:
        load(folder / "office")
    files = {each.span.file for each in error.value.diagnostics if each.span}
    assert files == {str(folder / "national/rulebook.yaml")}


def test_sources_come_to_those_of_the_parent(write: Write, national: str) -> None:
    """With their translations; of the same id, the child's counts and is translated anew."""
    head = "rulebook: {id: national, "
    assert head in national
    sources = "translations: [en], sources: {law: Loven, letter: Brevet}, "
    english = "rulebook: {sources: {law: {title: Act}, letter: {title: Letter}}}"
    ours = "rulebook: {id: office, version: 1, extends: national, sources: {letter: Vores brev}}"
    folder = write(
        {
            "national/rulebook.yaml": national.replace(head, head + sources),
            "national/texts/en.yaml": english,
            "office/rulebook.yaml": ours,
        }
    )
    texts = load(folder / "office").texts
    told = [texts.get(f"rulebook.sources.{each}.title", "en") for each in ("law", "letter")]
    assert told == ["Act", "Vores brev"]


PROGRAMME = """
rulebook:
  {id: fund, version: 1, language: da, translations: [en], sources: {grant: Tilsagn}}
interventions: {mentor: {label: Mentor, kind: person}}
programme:
  owner: En styrelse
  period: {from: 2020-01-01, source: grant}
  efforts: {talk: {label: Samtaler, interventions: [mentor], source: grant}}
  outcomes: {education: {label: Uddannelse, source: grant}}
  targets:
    taught: {label: Under uddannelse, number: 300, counts: [education], source: grant}
    taking_part: {label: Deltagere, number: 500, source: grant}
"""
TOLD = """
programme: {owner: An agency, targets: {taught: In education, taking_part: Participants}}
"""
TOWN = """
rulebook: {id: town, version: 1, extends: fund, sources: {own: Egen plan}}
programme:
  owner: En kommune
  targets:
    taught: {label: På skole, number: 12, counts: [education], source: own}
    helped: {label: Hjulpet, counts: [education], source: own}
  capacity: {mentors: {intervention: mentor, places: 4, source: own}}
"""


def town(write: Write, text: str = TOWN) -> Rulebook:
    """Load a town's rulebook over the fund's."""
    parent = {"fund/rulebook.yaml": PROGRAMME, "fund/texts/en.yaml": TOLD}
    return load(write({**parent, "town/rulebook.yaml": text}) / "town")


def test_single_entries_of_a_programme_are_changed(write: Write) -> None:
    """What the town does not say is the fund's; an entry it says is all the town's."""
    made = town(write)
    own = made.programme
    assert own is not None
    assert [(each.id, each.number, each.source) for each in own.targets.values()] == [
        ("taught", 12, "own"),
        ("taking_part", 500, "grant"),
        ("helped", None, "own"),
    ]
    assert (own.owner, list(own.efforts), list(own.capacity)) == (
        "En kommune",
        ["talk"],
        ["mentors"],
    )
    assert own.period is not None
    assert made.texts.get("programme.targets.taught.label", "en") == "På skole"
    assert made.texts.get("programme.targets.taking_part.label", "en") == "Participants"
    assert made.changes == (
        Change("replaced", "programme.owner", "En styrelse", "En kommune"),
        Change("replaced", "programme.targets.taught"),
        Change("added", "programme.targets.helped"),
        Change("added", "programme.capacity.mentors"),
    )


def test_an_entry_never_keeps_the_source_of_another(write: Write) -> None:
    """A figure of the town's with the source of the fund's would be a figure nobody gave."""
    with pytest.raises(RulebookError) as caught:
        town(write, TOWN.replace("number: 12, counts: [education], source: own", "number: 12"))
    assert [each.code for each in caught.value.diagnostics] == ["missing-key"]


def test_a_programme_of_its_own(write: Write) -> None:
    """Nothing of the fund's is left."""
    head = "rulebook: {id: town, version: 1, extends: fund}\n"
    made = town(write, f"{head}programme: {{replaces: fund, owner: En kommune}}\n")
    own = made.programme
    assert own is not None
    assert (own.owner, own.period, own.targets, own.efforts) == ("En kommune", None, {}, {})
    assert made.changes == (Change("replaced", "programme", "fund", "town"),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TOWN.replace("programme:\n", "programme:\n  replaces: found\n"), "programme-not-replaced"),
        (PROGRAMME.replace("programme:\n", "programme:\n  replaces: x\n"), "nothing-to-replace"),
    ],
)
def test_what_cannot_be_replaced(write: Write, text: str, code: str) -> None:
    """It is said what could be."""
    with pytest.raises(RulebookError) as caught:
        town(write, text)
    assert code in [each.code for each in caught.value.diagnostics]
