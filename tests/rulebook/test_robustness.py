"""Rulebooks whose parts are moved about at random: what is wrong is said, and nothing breaks."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from triage.diagnostics import LANGUAGES, Sources, render_text
from triage.rulebook.drafts.layers import read_draft
from triage.rulebook.reading.problems import Problems
from triage.rulebook.resolving.resolve import resolve

FOLDER = Path(__file__).parent / "good"
GOOD = sorted(file for file in FOLDER.glob("*.yaml") if file.stem != "smallest")
WORDS = (
    "",
    "x",
    "yes",
    "all",
    "_",
    "$few",
    "7",
    "2026-01-01",
    "typology",
    "row",
    "a.b.c",
    "*",
    "é",
)
JUNK: tuple[Any, ...] = (
    *WORDS,
    None,
    [],
    {},
    [[]],
    {"not": {}},
    {"any": []},
    {"question": "x"},
    {"applies": "yes"},
    {"count": {}},
    {"at_least": ["x"]},
)


def slots(tree: Any) -> list[tuple[Any, Any]]:
    """Give every place in a tree, as what holds it and where."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree))
    found = [(tree, key) for key in keys]
    for key in keys:
        if isinstance(tree[key], dict | list):
            found += slots(tree[key])
    return found


def damage(tree: dict[str, Any], source: random.Random) -> None:
    """Change one place: put junk or another part there, wrap, rename or remove it."""
    places = slots(tree) or [({"x": tree}, "x")]
    holder, key = source.choice(places)
    other, there = source.choice(places)
    match source.randrange(5):
        case 0:
            holder[key] = copy.deepcopy(source.choice(JUNK))
        case 1:
            holder[key] = copy.deepcopy(other[there])
        case 2:
            holder[key] = source.choice(([holder[key]], {source.choice(WORDS): holder[key]}))
        case 3 if isinstance(holder, dict):
            holder[source.choice([str(there), source.choice(WORDS)])] = holder.pop(key)
        case _:
            del holder[key]


@pytest.mark.parametrize("file", GOOD, ids=lambda file: str(file.stem))
def test_no_order_of_parts_breaks_resolution(file: Path, tmp_path: Path) -> None:
    """Every damaged rulebook is either resolved or refused with messages that can be shown."""
    whole = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    damaged = tmp_path / "rulebook.yaml"
    for seed in range(25):
        source, tree = random.Random(seed), copy.deepcopy(whole)
        for _ in range(source.randint(1, 4)):
            damage(tree, source)
        damaged.write_text(json.dumps(tree, indent=1), encoding="utf-8")
        problems, sources = Problems(), Sources()
        draft = read_draft(damaged, problems, sources)
        if draft is not None:
            resolve(draft, problems)
        for lang in LANGUAGES:
            assert bool(render_text(problems.diagnostics, sources, lang)) == bool(
                problems.diagnostics
            )
