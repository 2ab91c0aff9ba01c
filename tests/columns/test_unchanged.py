"""What is said to be the same in two versions is the same for every row."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

pytest.importorskip("numpy", reason="numpy is not installed (the extra `tables`)")

from tests.columns.tables import as_columns, drawn
from tests.counts import Count
from tests.engine.small import rulebook
from tests.strategies.drawing import seeds
from tests.verify.diff.pairs import changed
from triage.columns.kernel import Kernel
from triage.columns.outputs import Kind
from triage.columns.unchanged import unchanged
from triage.program.lower import lower

SEEDS, ROWS = 8, 25

FILLED = """
questions:
  job: {{kind: lookup, table: jobs, ask: Which job?}}
  car: {{kind: yes_no, ask: A car?}}
tables: {{jobs: {{columns: [car], rows: {{driver: {{car: {}}}}}}}}}
interventions: {{mentor: {{kind: talk}}}}
recommendations: [{{id: R-mentor, when: {{car: yes}}, recommend: [mentor]}}]
"""


def test_what_tables_fill() -> None:
    """Rules that are the same come to something else where a table says something else."""
    old, new = (rulebook(FILLED.format(each)) for each in ("yes", "no"))
    programs = lower(old), lower(new)
    assert not unchanged(old, new, programs)
    assert "mentor.status" in unchanged(old, old, (programs[0], programs[0]))


def test_what_is_the_same(part: int, counted: Count) -> None:
    """Of random rulebooks, one rule of which is left out or turned around."""
    counts = Counter[str]()

    def met() -> bool:
        return all(counts[each] for each in ("same", "left", "another"))

    for seed in seeds(part, SEEDS, met):
        old, rows = drawn(seed, ROWS)
        if not (old.recommendations or old.availability):
            continue
        new = changed(old, Random(seed))
        kernels = [Kernel(each, frozenset(Kind)) for each in (old, new)]
        same = unchanged(old, new, (kernels[0].program, kernels[1].program))
        before, after = (each.assess(as_columns(rows)) for each in kernels)
        masks = {
            each.name: mask for each, mask in zip(kernels[0].outputs, before.masks, strict=True)
        }
        for output, mask in zip(kernels[1].outputs, after.masks, strict=True):
            is_another = output.name not in masks or (masks[output.name] != mask).any()
            counts["same"] += output.name in same
            counts["left"] += output.name not in same
            counts["another"] += bool(is_another)
            assert not (output.name in same and is_another), (seed, output.name)
    counted("outputs said to be the same in two versions", counts["same"])
    assert met(), counts
