"""What holds of any rulebook that is resolved."""

from pathlib import Path

from tests.language.resolving import resolved, written
from triage.diagnostics import Diagnostic
from triage.language.load import load

SHIPPED = Path(__file__).parents[2] / "rules" / "projekt-500"
HEAD = "rulebook: {id: written, version: 1}\n"


def found(folder: Path, text: str) -> list[Diagnostic]:
    """Return what is said of a rulebook."""
    file = folder / "rulebook.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    return resolved(file)[1]


def test_the_shipped_rulebook_resolves_without_a_word() -> None:
    """Nothing is wrong with it, and nothing in it is most likely not meant."""
    rulebook, said = resolved(SHIPPED)
    assert said == []
    assert set(rulebook.rules) <= {path.removeprefix("rules.") for path in rulebook.places}


def test_every_thing_has_its_place() -> None:
    """Whatever has texts can be shown in its file."""
    rulebook, _ = resolved(SHIPPED)
    for section in ("questions", "tables", "parameters", "findings", "interventions", "factors"):
        for id_ in getattr(rulebook, section):
            id_path = f"{section}.{id_ if isinstance(id_, str) else id_.id}"
            assert rulebook.places[id_path].file.startswith(str(SHIPPED)), id_path
    assert rulebook.places["questions.goals.item.needs_danish"].line > 1
    assert rulebook.places["typologies.values.flexible"].line > 1


def test_a_switched_off_intervention_is_known_and_never_selected(tmp_path: Path) -> None:
    """A local rulebook may switch it off; the rules that name it stay right."""
    (tmp_path / "national").mkdir()
    (tmp_path / "local").mkdir()
    (tmp_path / "national" / "rulebook.yaml").write_text(
        "rulebook: {id: national, version: 1, language: en}\n"
        "interventions: {course: {kind: course}, job: {kind: job}}\n"
        "recommendations:\n"
        "  - {id: R-1, when: {}, recommend: course}\n"
        "  - {id: R-2, when: {}, recommend: {kind: course}}\n"
        "  - {id: R-3, when: {}, recommend: all, start: {after: course}}\n"
        "guarantees:\n"
        "  - {id: G-1, whenever: {}, then: {interventions: {course: not_suggested}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "local" / "rulebook.yaml").write_text(
        "rulebook: {id: local, version: 1, language: en, extends: national}\n"
        "interventions: {course: {offered: no, because: There is no teacher}}\n",
        encoding="utf-8",
    )
    rulebook = load(tmp_path / "local")
    assert not rulebook.interventions["course"].offered
    selected = {rule.id: rule.recommend for rule in rulebook.recommendations}
    assert selected == {"R-1": (), "R-2": (), "R-3": ("job",)}


def test_one_bad_rule_never_hides_another(tmp_path: Path) -> None:
    """Each wrong rule of a section is said, and the right ones are kept."""
    text = (
        "questions: {danish: {kind: yes_no}}\n"
        "typologies:\n"
        "  values: [near, far]\n"
        "  rules:\n"
        "    - {id: T-1, when: {dansk: yes}, then: near}\n"
        "    - {id: T-2, when: {danish: yes}, then: near}\n"
        "    - {id: T-3, when: {danish: no}, then: fra}\n"
        "    - {id: T-4, when: {danish: maybe}, then: fra}\n"
    )
    said = [(each.code, each.path) for each in found(tmp_path, text)]
    assert said == [
        ("unknown-name", "rules.T-1"),
        ("unknown-value", "rules.T-3"),
        ("unknown-value", "rules.T-4"),
        ("unknown-value", "rules.T-4"),
    ]
    rulebook, _ = resolved(tmp_path / "rulebook.yaml")
    assert rulebook.typologies is not None
    assert [rule.id for rule in rulebook.typologies.rules] == ["T-2"]


def test_an_unknown_name_used_a_hundred_times_in_a_table_is_said_once(tmp_path: Path) -> None:
    """A wrong column is wrong at its head."""
    rows = "\n".join(f"      - [T-{number}, yes, near]" for number in range(100))
    text = (
        "questions: {danish: {kind: yes_no}}\n"
        "typologies:\n"
        "  values: [near, far]\n"
        f"  table:\n    columns: [id, dansk, then]\n    rows:\n{rows}\n"
    )
    assert [each.code for each in found(tmp_path, text)] == ["unknown-name"]


def test_columns_fill_only_what_stands_beside_the_lookup(tmp_path: Path) -> None:
    """A table used beside two lookups fills at each what is there."""
    rulebook = written(
        tmp_path,
        "questions:\n"
        "  trade: {kind: lookup, table: trades}\n"
        "  demand: {kind: yes_no}\n"
        "  goals:\n"
        "    kind: list\n"
        "    max: 2\n"
        "    item:\n"
        "      sector: {kind: lookup, table: trades}\n"
        "      paid: {kind: yes_no}\n"
        "tables:\n"
        "  trades: {columns: [demand, paid], rows: {food: {demand: yes, paid: no}}}\n",
    )
    assert rulebook.tables["trades"].columns == ("demand", "paid")


def test_rules_need_no_typologies(tmp_path: Path) -> None:
    """A rulebook without typologies recommends by answers alone."""
    rulebook = written(
        tmp_path,
        "questions: {danish: {kind: yes_no}}\n"
        "interventions: {course: {kind: course}}\n"
        "recommendations: [{id: R-1, when: {danish: no}, recommend: course}]\n",
    )
    assert rulebook.typologies is None
    assert list(rulebook.rules) == ["R-1"]


def test_the_order_of_a_list_of_interventions_means_nothing(tmp_path: Path) -> None:
    """What a rule selects stands in the order of the catalogue, each once."""
    rulebook = written(
        tmp_path,
        "interventions: {a: {kind: x}, b: {kind: y}, c: {kind: x}}\n"
        "recommendations: [{id: R-1, when: {}, recommend: [c, {kind: x}, b, c]}]\n",
    )
    assert rulebook.recommendations[0].recommend == ("a", "b", "c")
