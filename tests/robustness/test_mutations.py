"""Damaged rulebooks and cases, many of them: each is read, or refused with what is wrong."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.robustness.endings import assert_showable, at_most
from tests.robustness.mutants import mutated, words_of
from tests.strategies.drawing import Seeded
from triage.diagnostics import InvalidAssessment, LimitReached, RulebookError, Sources
from triage.engine import Evaluator
from triage.rulebook.cases import read_case
from triage.rulebook.load import check, load

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "rules" / "projekt-500"
SMALL = ROOT / "tests" / "report" / "book"
CASES = sorted((ROOT / "cases" / "projekt-500").glob("*.yaml"))
DAY = date(2026, 11, 22)

SHARES = 20
"""Parts the run is divided into, so that several processors can share it."""

LONGEST = 60.0
"""Seconds for one of them, many times what it takes on a busy machine."""

KINDS = ("shipped", *["small"] * 6, *["case"] * 13)
"""What is damaged, seed by seed: reading the shipped rulebook takes longest."""


class Workshop:
    """A folder with copies of what is damaged; each copy is whole again after a mutant."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts = {
            file: file.read_text(encoding="utf-8")
            for root in (SHIPPED, SMALL)
            for file in sorted(root.rglob("*.yaml"))
        }
        self._words = words_of("".join(self._texts.values()))
        self._cases = [(file, file.read_text(encoding="utf-8")) for file in CASES]
        self._answers = {
            SHIPPED: [read_case(file).answers for file in CASES[:: len(CASES) // 4]],
            SMALL: [{}, {"goal_state": "none"}],
        }
        self._shipped = Evaluator(load(SHIPPED))
        for root in (SHIPPED, SMALL):
            shutil.copytree(root, folder / root.name)

    def ending(self, seed: int) -> str:
        """Say how reading the mutant of a seed ends; anything but an ending is a fault."""
        draw, kind = Seeded(seed), KINDS[seed % len(KINDS)]
        if kind == "case":
            return self._case(draw)
        return self._rulebook(draw, SHIPPED if kind == "shipped" else SMALL)

    def _case(self, draw: Seeded) -> str:
        file, text = draw.choice(self._cases)
        path, sources = self._folder / file.name, Sources()
        path.write_bytes(mutated(text, draw, self._words))
        try:
            case = read_case(path, sources)
            engine = draw.choice(("compiled", "compiled", "checked"))
            self._shipped.assess(case.answers, case.as_of or DAY, engine)
        except (InvalidAssessment, LimitReached) as refused:
            assert_showable(refused.diagnostics, sources)
            return f"case refused: {type(refused).__name__}"
        return "case assessed"

    def _rulebook(self, draw: Seeded, root: Path) -> str:
        file = draw.choice(sorted(file for file in self._texts if root in file.parents))
        path = self._folder / root.name / file.relative_to(root)
        path.write_bytes(mutated(self._texts[file], draw, self._words))
        try:
            return f"{root.name} {self._read(self._folder / root.name, draw, root)}"
        finally:
            path.write_text(self._texts[file], encoding="utf-8")

    def _read(self, book: Path, draw: Seeded, root: Path) -> str:
        sources = Sources()
        try:
            evaluator = Evaluator(load(book))
        except RulebookError as refused:
            assert_showable(refused.diagnostics, sources)
            assert_showable(check(book, sources), sources)
            return "refused"
        try:
            engine = draw.choice(("compiled", "compiled", "compiled", "checked"))
            evaluator.assess(draw.choice(self._answers[root]), DAY, engine)
        except (InvalidAssessment, LimitReached) as refused:
            assert_showable(refused.diagnostics)
            return "loaded, and refuses the answers"
        return "loaded, and assesses"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Give a workshop of this process's own."""
    return Workshop(tmp_path_factory.mktemp("mutants"))


@pytest.mark.parametrize("share", range(SHARES))
def test_damage_is_told(share: int, workshop: Workshop, pytestconfig: pytest.Config) -> None:
    """As many mutants as `--mutations` asks for; the seed in the message makes one again."""
    mutants = max(len(KINDS), pytestconfig.getoption("mutations") // SHARES)
    endings: Counter[str] = Counter()
    faults = []
    for seed in range(share * mutants, (share + 1) * mutants):
        try:
            with at_most(LONGEST):
                endings[workshop.ending(seed)] += 1
        except Exception as fault:  # noqa: BLE001 what is looked for is any other exception
            faults.append((seed, KINDS[seed % len(KINDS)], repr(fault)))
    print(dict(sorted(endings.items())))  # noqa: T201 the figures of a long run, for `-rP`
    assert not faults
    assert endings.total() == mutants
