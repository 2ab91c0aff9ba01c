"""Defects put into the shipped rulebook are all found, and nothing is found where there is none."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.counts import Count
from tests.sizes import SizeOf
from tests.verify.check.defects import seeded
from tests.verify.shipped import SHIPPED
from triage.verify import check_meaning

SHARES = 10


def test_nothing_is_found_in_the_shipped_rulebook() -> None:
    """No false alarm."""
    assert check_meaning(SHIPPED) == ()


@pytest.mark.parametrize("share", range(SHARES))
def test_every_defect_is_found(share: int, size: SizeOf, counted: Count) -> None:
    """As many as `--defects` asks for, of fifteen kinds; what is said besides follows from them."""
    many = size("defects") // SHARES
    missed = []
    besides = Counter[tuple[str, str]]()
    for seed in range(share * many, (share + 1) * many):
        defect = seeded(SHIPPED, seed)
        found = check_meaning(defect.rulebook)
        if not any(each.code == defect.code and each.path in defect.paths for each in found):
            missed.append((seed, defect.code, sorted(defect.paths)))
        besides.update((defect.code, each.code) for each in found if each.path not in defect.paths)
    counted("defects put into the shipped rulebook", many)
    assert not missed
    assert {also for _, also in besides} <= FOLLOWS, besides


FOLLOWS = {
    "effort-never-proposed",
    "typology-gap",
    "typology-conflict",
    "guarantee-about-nobody",
    "guarantee-broken",
    "never-decisive",
    "never-holds",
    "idle-test",
    "never-concluded",
    "needs-alone",
    "never-seen",
    "never-obtained",
    "no-influence",
}
"""What one defect can bring about elsewhere: a rule for nobody leaves a gap, and so on."""
