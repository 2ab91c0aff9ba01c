"""The JSON Schema that editors use: it knows what reading knows."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from triage.language.drafts import head
from triage.language.reading.files import read_file
from triage.language.reading.plain_data import plain_data
from triage.language.reading.problems import Problems
from triage.language.reading.vocabulary import RULE_SECTIONS, SECTIONS
from triage.language.resolving import (
    findings,
    interventions,
    parameters,
    programme,
    programme_parts,
    questions,
    rules,
    tables,
)
from triage.language.schema import rulebook_schema

SCHEMA = rulebook_schema()
SHIPPED = sorted((Path(__file__).parents[2] / "rules/projekt-500").glob("*.yaml"))
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "number": int | float,
    "boolean": bool,
    "null": type(None),
}


def fits(data: Any, schema: Mapping[str, Any]) -> bool:
    """Say whether data fits a schema; knows the few keywords that ours uses."""
    if "$ref" in schema:
        return fits(data, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema and not any(fits(data, each) for each in schema["anyOf"]):
        return False
    if "enum" in schema and data not in schema["enum"]:
        return False
    wanted = schema.get("type", list(TYPES))
    names = [wanted] if isinstance(wanted, str) else wanted
    if not any(isinstance(data, TYPES[name]) for name in names):
        return False
    if isinstance(data, list):
        return all(fits(each, schema.get("items", {})) for each in data)
    if isinstance(data, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        inner = [(each, known.get(key, others)) for key, each in data.items()]
        return all(other is not False and fits(each, other) for each, other in inner)
    return True


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_the_shipped_rulebook_fits(file: Path) -> None:
    """Nothing in a rulebook that loads is underlined in an editor."""
    node = read_file(file, Problems())
    assert node is not None
    assert fits(plain_data(node), SCHEMA)


@pytest.mark.parametrize(
    "data",
    [
        {"question": {}},
        {"questions": {"goal": {"kind": "choise"}}},
        {"questions": {"goals": {"kind": "list", "item": {"title": {"knd": "text"}}}}},
        {"recommendations": [{"id": "R-1", "recomend": "mentor"}]},
        {"availability": {"rules": [], "tabel": {}}},
        {"typologies": {"policy": "any"}},
    ],
)
def test_slips_do_not_fit(data: Any) -> None:
    """A misspelt section, key, kind or fixed word is underlined."""
    assert not fits(data, SCHEMA)


def keys_of(schema: Mapping[str, Any]) -> set[str]:
    """Return the keys a schema knows, of the last of its alternatives."""
    schema = schema["anyOf"][-1] if "anyOf" in schema else schema
    return set(schema["properties"])


def test_it_knows_the_keys_that_reading_knows() -> None:
    """A key that is added to the language is added here."""
    sections = SCHEMA["properties"]
    assert set(sections) == set(SECTIONS)
    of_section = {
        "findings": findings._KEYS,
        "interventions": interventions._KEYS,
        "parameters": parameters._KEYS,
        "tables": tables._KEYS,
    }
    for section, keys in of_section.items():
        assert keys_of(sections[section]["additionalProperties"]) == set(keys), section
    whole = {*programme.KEYS, *programme.TEXT_KEYS, programme_parts.SOURCE}
    assert keys_of(sections["programme"]) == whole
    assert keys_of(SCHEMA["$defs"]["question"]) == set(questions._KEYS)
    assert keys_of(sections["rulebook"]) == set(head.HEAD_KEYS)
    for section in ("findings", *RULE_SECTIONS):
        schema = sections[section]
        while "rules" not in schema.get("properties", {}):
            schema = schema["anyOf"][-1] if "anyOf" in schema else schema["additionalProperties"]
        assert keys_of(schema["properties"]["rules"]["items"]) == set(rules._KEYS[section]), section


def test_it_is_json() -> None:
    """Editors read it as a file."""
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
