"""The digest: the same for the same meaning, another for another."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.drawing import Seeded
from tests.strategies.layout import spread, write
from tests.strategies.rulebooks import seeded
from triage.language.load import load

ORDERED = {"values", "rules", "table", "item"}


def shuffled(value: Any, chance: random.Random, ordered: bool = False) -> Any:
    """Return data with the keys of its mappings reordered, except where order has a meaning."""
    if isinstance(value, list):
        return [shuffled(each, chance) for each in value]
    if not isinstance(value, dict):
        return value
    entries = [(key, shuffled(each, chance, key in ORDERED)) for key, each in value.items()]
    if not ordered:
        chance.shuffle(entries)
    return dict(entries)


@given(seed=st.integers(0, 100_000))
def test_layout_makes_no_difference(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files, order of keys, and YAML or JSON: the same rules have the same digest."""
    book = seeded(seed)
    folder = tmp_path_factory.mktemp("books")
    first = load(book.write(folder))
    if first.extends:
        return
    other = shuffled(book.document, random.Random(seed))
    write(spread(Seeded(seed + 1), other), folder / "other", quick=True)
    assert load(folder / "other").digest == first.digest


def changed(national: str, folder: Path, old: str, new: str) -> bool:
    """Say whether replacing a part of a rulebook changes its digest."""
    assert old in national
    file = folder / "rulebook.yaml"
    file.write_text(national, encoding="utf-8")
    before = load(file).digest
    file.write_text(national.replace(old, new), encoding="utf-8")
    return load(file).digest != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("min: 6", "min: 7"),
        ("value: 36", "value: 35"),
        ("at_most", "less_than"),
        ("then: no_goal", "then: flexible"),
        ("R-mentor", "R-other"),
        ("policy: unique", "policy: first"),
        ("needs_danish: daily_work", "needs_danish: short_instructions"),
        ("values: [short_instructions, daily_work]", "values: [daily_work, short_instructions]"),
        ("valid_to: 2026-12-31", "valid_to: 2026-12-30"),
        ("kind: course", "kind: school"),
        ("max: 120}\ntables", "max: 121}\ntables"),
        ("{factor: goal, kind: choice,", "{factor: goal, changeable: true, kind: choice,"),
    ],
)
def test_meaning_makes_a_difference(national: str, tmp_path: Path, old: str, new: str) -> None:
    """A different value, name, kind, order of a scale or date is a different rulebook."""
    assert changed(national, tmp_path, old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: '1'", "version: '2'"),
        ("id: national", "id: local"),
        ("means: Måneder", "means: Antal måneder"),
        ("unit: months", "unit: måneder"),
        ("label: Kok", "label: 'Kok, smørrebrød'"),
        ("because: Tæt på", "because: Målet er tæt på, source: Projektets læsning"),
        ("values: [none, named]", "values: {named: Ja, none: Nej}"),
        ("\n", "\r\n"),
        ("factors:", "# Bemærkning\nfactors:"),
        ("value: 36", "value: '36'"),
        ("recommend: mentor", "recommend: [mentor]"),
        ("{factor: goal, kind: choice,", "{factor: goal, formerly: goal, kind: choice,"),
    ],
)
def test_texts_and_spelling_make_none(national: str, tmp_path: Path, old: str, new: str) -> None:
    """What is for people, and how something is written, is no part of the digest."""
    assert not changed(national, tmp_path, old, new)


def test_a_rulebook_keeps_its_digest() -> None:
    """Stored outcomes name it: it changes with `_FORM`, never because code was renamed."""
    example = Path(__file__).parents[2] / "docs" / "examples" / "a-gap.yaml"
    assert load(example).digest.startswith("93bf35b18a03bdeb")
