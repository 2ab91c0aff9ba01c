"""Conditions written out read as the same conditions."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.strategies.answers import series
from triage.language.load import load
from triage.language.printing import condition_data
from triage.model.rulebook import Rulebook


def read_back(rulebook: Rulebook, folder: Path) -> dict[str, object]:
    """Add every condition of a rulebook, written out, as a warning, and give what is read."""
    every = rulebook.conditions
    rules = [
        {"id": f"Again-{number}", "when": condition_data(each), "warn": "x"}
        for number, each in enumerate(every.values())
    ]
    (folder / "again.yaml").write_text(json.dumps({"warnings": rules}), encoding="utf-8")
    found = load(folder).conditions
    return {id_: found[f"Again-{n}"] for n, id_ in enumerate(every)}


def test_every_condition_reads_back() -> None:
    """Over random rulebooks of the whole language."""
    for seed in range(40):
        book, _ = series(seed, 1, 10)
        with tempfile.TemporaryDirectory() as temporary:
            path = book.write(Path(temporary), quick=True)
            # A warning may not read what only the rules of target groups may.
            rulebook = replace(load(path), target_groups=None)
            if path.is_dir() and not rulebook.extends:
                assert read_back(rulebook, path) == rulebook.conditions
