"""Whether memory grows: what the process holds before and after 200,000 assessments.

`python -m benchmarks.memory` prints it for each engine but the reference, which is not for use. The
shipped rulebook is measured with the default engine, which runs the other two.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.material import BENCHMARK, PROJEKT_500, material
from triage.engine import EngineName
from triage.library import Rulebook

ASSESSMENTS = 200_000
MEASURED = (
    (BENCHMARK, EngineName.COMPILED),
    (BENCHMARK, EngineName.DURABLE),
    (BENCHMARK, EngineName.CHECKED),
    (PROJEKT_500, EngineName.CHECKED),
)

_DIFFERENT = 1_000
_DAYS = 399
"""With so many days each assessment is made on every one of them in turn."""
_TO_WARM_UP = 20_000


@dataclass(frozen=True)
class Held:
    """Megabytes a process holds in memory, before and after."""

    before: float
    after: float

    @property
    def growth(self) -> float:
        """How many more after than before."""
        return self.after - self.before


def held(rulebook: Path, engine: EngineName, assessments: int = ASSESSMENTS) -> Held:
    """Measure one engine with a rulebook, in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
        return alone.submit(_held, rulebook, engine, assessments).result()


def _held(rulebook: Path, engine: EngineName, assessments: int) -> Held:
    some = material(rulebook, _DIFFERENT)

    book = Rulebook(some.rulebook)

    def assess(times: int) -> float:
        for number in range(times):
            day = some.as_of + timedelta(days=number % _DAYS)
            book.assess(some.answers[number % _DIFFERENT], as_of=day, engine=engine.value)
        gc.collect()
        return _resident()

    return Held(assess(_TO_WARM_UP), assess(assessments))


def _resident() -> float:
    """Return the megabytes this process holds; Linux says so in pages of 4 KB."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096 / 1e6


def main() -> None:
    """Print what each engine holds."""
    for rulebook, engine in MEASURED:
        found = held(rulebook, engine)
        print(
            f"{rulebook.name:12} {engine:9} {found.before:6.1f} MB before, "
            f"{found.after:6.1f} MB after "
            f"{ASSESSMENTS:,} assessments: {found.growth:+.2f} MB"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
