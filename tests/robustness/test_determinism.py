"""The same rulebook, answers and day: the same digest, outcome and page, wherever and however."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given

from tests.engine.agreement import evaluator
from tests.robustness.saying import said
from tests.strategies.answers import RandomAssessment, pairs
from tests.strategies.drawing import Seeded
from tests.strategies.layout import spread, write
from tests.strategies.reorder import reordered
from tests.strategies.rulebooks import RandomRulebook
from tests.strategies.shape import Document
from triage.diagnostics import TriageError
from triage.intake.reading import read_answers

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "rules" / "projekt-500"
CASES = [ROOT / "cases" / "projekt-500" / f"{name}.yaml" for name in ("demo-open", "demo-settled")]

SURROUNDINGS: dict[str, dict[str, str]] = {
    "a hash seed": {"PYTHONHASHSEED": "1"},
    "another hash seed": {"PYTHONHASHSEED": "4242"},
    "the locale C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Danish": {"LC_ALL": "da_DK.UTF-8", "LANG": "da_DK.UTF-8", "LANGUAGE": "da"},
    "far in the east": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"},
    "far in the west": {"TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "8"},
    "without asserts": {"PYTHONOPTIMIZE": "2", "PYTHONHASHSEED": "9"},
}

QUICK = ("a hash seed", "Danish")
"""Those tried in every run; the rest in larger tiers."""


@pytest.fixture(scope="module")
def here() -> list[str]:
    """Return what is said in this process."""
    return said(SHIPPED, CASES)


@pytest.mark.parametrize(
    "surroundings",
    [pytest.param(each, marks=() if each in QUICK else pytest.mark.more) for each in SURROUNDINGS],
)
def test_surroundings(surroundings: str, here: list[str]) -> None:
    """Another process, whose hashes, locale or clock are others, says the same byte for byte."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    child = subprocess.run(
        [sys.executable, "-m", "tests.robustness.saying", SHIPPED, *CASES],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths, **SURROUNDINGS[surroundings]},
    )
    assert json.loads(child.stdout) == here


Layout = Callable[[Document], dict[str, Document]]


def renamed(document: Document) -> dict[str, Document]:
    """Return each section a file of its own, named so that the last comes first."""
    return {f"{99 - n}.yaml": {name: document[name]} for n, name in enumerate(document)}


LAYOUTS: dict[str, Layout] = {
    "one file": lambda document: {"all.yaml": document},
    "a file for each section": renamed,
}
ORDERS = range(3)
"""Seeds of other orders."""


@pytest.fixture(scope="module")
def document() -> Document:
    """Return the shipped rulebook in one document; scalars are text, as the language has it."""
    together: Document = {}
    for file in sorted(SHIPPED.glob("*.yaml")):
        # `BaseLoader` makes texts, lists and mappings, and nothing else.
        parts = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
        for section, its in parts.items():
            together[section] = together.get(section, {}) | its if isinstance(its, dict) else its
    return together


def laid_out(files: dict[str, Document], folder: Path) -> Path:
    """Write a rulebook with the shipped translations."""
    write(files, folder, quick=True)
    shutil.copytree(SHIPPED / "texts", folder / "texts")
    return folder


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout(layout: str, document: Document, here: list[str], tmp_path: Path) -> None:
    """How a rulebook is divided into files, and how these are called, is told nowhere."""
    files = LAYOUTS[layout](document)
    assert said(laid_out(files, tmp_path / "book"), CASES) == here


@pytest.mark.parametrize("order", ORDERS)
def test_order(order: int, document: Document, here: list[str], tmp_path: Path) -> None:
    """The order of keys, rules and files changes no digest and no outcome; a page follows it."""
    draw = Seeded(order)
    files = spread(draw, reordered(draw, document))
    there = said(laid_out(files, tmp_path / "book"), CASES)
    assert [there[0], *outcomes(there)] == [here[0], *outcomes(here)]


def outcomes(told: list[str]) -> Iterator[str]:
    """Return the outcomes among what was told."""
    return (text for text in told if text.startswith("{"))


@given(pairs())
def test_order_of_items(pair: tuple[RandomRulebook, RandomAssessment]) -> None:
    """Items in another order change nothing but their paths, members of sets nothing at all."""
    book, one = pair
    evaluating = evaluator(book)

    def told(answers: dict[str, Any]) -> dict[str, Any] | list[str]:
        try:
            return evaluating.assess(
                read_answers(evaluating.rulebook, answers, one.as_of), one.as_of, "compiled"
            ).to_dict()
        except TriageError as refused:
            return sorted(each.code for each in refused.diagnostics)

    turned = {
        name: answer[::-1] if isinstance(answer, list) else answer
        for name, answer in one.answers.items()
    }
    assert with_paths_turned(told(turned), one.answers) == told(one.answers)


def with_paths_turned(
    told: dict[str, Any] | list[str], answers: dict[str, Any]
) -> dict[str, Any] | list[str]:
    """Count the items of lists from the end."""
    if isinstance(told, list):
        return told
    opened = [{**each, "path": turned_path(each["path"], answers)} for each in told["open"]]
    return {**told, "open": sorted(opened, key=lambda each: str(each["path"]))}


def turned_path(path: str, answers: dict[str, Any]) -> str:
    """Count an item from the end."""
    top, *inside = path.split(".")
    items = answers.get(top)
    if inside and isinstance(items, list):
        inside[0] = str(len(items) + 1 - int(inside[0]))
    return ".".join([top, *inside])
