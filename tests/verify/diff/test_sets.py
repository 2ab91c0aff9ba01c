"""What is said of answers that are sets holds for all who move, and for nobody else."""

from __future__ import annotations

from itertools import chain, combinations
from pathlib import Path

import pytest

from triage.language.load import load
from triage.model.rulebook import Rulebook
from triage.verify.diff import difference
from triage.verify.diff.region import Answered, Members, Sets

BOOK = """\
rulebook: {{id: sets, version: 1, language: en, title: Sets}}
questions:
  kinds: {{kind: set, values: [cleaning, kitchen, children, driving], ask: Which?}}
typologies:
  values: [flexible, uncertain]
  rules:
    - {{id: T-some, when: {{kinds: {0}}}, then: flexible}}
    - {{id: T-none, when: {{not: {{kinds: {0}}}}}, then: uncertain}}
warnings:
  - {{id: W-drives, when: {{kinds: {{includes: driving}}}}, warn: Look at the licence.}}
"""
EVERY = frozenset(
    map(
        frozenset,
        chain.from_iterable(
            combinations(("cleaning", "kitchen", "children", "driving"), size) for size in range(5)
        ),
    )
)


def book(folder: Path, name: str, test: str) -> Rulebook:
    """Write a rulebook whose typology rests on one test of a set."""
    file = folder / f"{name}.yaml"
    file.write_text(BOOK.format(test), encoding="utf-8")
    return load(file)


def meant(answer: Answered) -> frozenset[frozenset[str]]:
    """Return the sets somebody has who reads a description as it is written."""
    match answer:
        case Sets(sets):
            return frozenset(map(frozenset, sets))
        case Members():
            return frozenset(each for each in EVERY if has(each, answer))
    raise AssertionError(answer)


def has(value: frozenset[str], said: Members) -> bool:
    """Say whether a set is as described."""
    return (
        value >= {*said.includes}
        and not value & {*said.excludes}
        and all(value & {*each} for each in said.any_of)
        and not any(value >= {*each} for each in said.not_all)
        and (not said.sizes or any(low <= len(value) <= high for low, high in said.sizes))
    )


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        ("{count: {at_least: 1}}", "{count: {at_least: 2}}", lambda had: len(had) == 1),
        ("{count: {at_least: 1}}", "{count: {at_least: 5}}", bool),
        ("{includes: cleaning}", "{includes: driving}", lambda had: "cleaning" in had),
        ("{includes: cleaning}", "{count: {at_least: 5}}", lambda had: "cleaning" in had),
        (
            "{includes_any: [cleaning, kitchen]}",
            "{count: {at_least: 5}}",
            lambda had: bool(had & {"cleaning", "kitchen"}),
        ),
    ],
)
def test_a_description_leaves_out_nobody_in_silence(
    tmp_path: Path, before: str, after: str, moves: object
) -> None:
    """It is exactly those who move, or says that there are others."""
    assert callable(moves)
    found = difference(book(tmp_path, "old", before), book(tmp_path, "new", after))
    (movement,) = (each for each in found.movements if each.before == "flexible")
    told = [answer for region in movement.regions for _, answer in region.answers]
    wanted = frozenset(each for each in EVERY if moves(each))
    if "driving" in after:
        wanted = frozenset(each for each in wanted if "driving" not in each)
    said = frozenset(chain.from_iterable(map(meant, told)))
    assert said <= wanted
    says_so = movement.more or any(isinstance(each, Sets) and each.more for each in told)
    assert said == wanted or says_so
