"""What is timed, by name. durable-rules and zen-engine are imported for those that need them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.by_hand import assess
from benchmarks.intakes import intake
from benchmarks.material import BENCHMARK, PROJEKT_500, Material, material
from triage.engine import Engine
from triage.engine.durable.engine import Durable
from triage.language.load import load
from triage.library import Rulebook

if TYPE_CHECKING:
    from benchmarks.bare import Facts

T = TypeVar("T")

CASES = 100
"""Assessments drawn of each rulebook."""

RULEBOOKS = {"benchmark": BENCHMARK, "projekt-500": PROJEKT_500}


@dataclass(frozen=True)
class Timed:
    """What is run, and how many assessments or times that is."""

    run: Callable[[], object]
    count: int = 1


def _over(function: Callable[[T], object], cases: Sequence[T]) -> Timed:
    def run() -> None:
        for case in cases:
            function(case)

    return Timed(run, len(cases))


@cache
def _of(rulebook: str) -> Material:
    return material(RULEBOOKS[rulebook], CASES)


@cache
def _durable(rulebook: str) -> Durable:
    return Durable(_of(rulebook).program)


@cache
def _facts(rulebook: str) -> list[Facts]:
    from benchmarks import bare

    some, engine = _of(rulebook), _durable(rulebook)
    return [bare.facts_of(engine, coded, some.as_of) for coded in some.coded]


def _by_hand(rulebook: str) -> Timed:
    some = _of(rulebook)
    intakes = [intake(some.program, row) for row in some.rows]
    return _over(lambda one: assess(one, some.as_of), intakes)


def _compiled(trace: bool, rulebook: str) -> Timed:
    some = _of(rulebook)
    function = some.compiled.trace if trace else some.without_trace
    return _over(lambda row: function(row, some.constants), some.rows)


def _zen(trace: bool, rulebook: str) -> Timed:
    from benchmarks import zen_rules

    some = _of(rulebook)
    evaluate = zen_rules.evaluator(some.program, some.as_of, some.in_force, trace=trace)
    return _over(evaluate, [zen_rules.context(some.program, row) for row in some.rows])


def _fired(rulebook: str) -> Timed:
    some, engine = _of(rulebook), _durable(rulebook)
    return _over(
        lambda coded: engine.conclude(engine.fire(coded, some.as_of), some.in_force), some.coded
    )


def _bare(rulebook: str) -> Timed:
    from benchmarks import bare

    return _over(bare.fire, _facts(rulebook))


def _calls(rulebook: str) -> Timed:
    from benchmarks import bare

    texts = [[(native, json.dumps(fact)) for native, fact in facts] for facts in _facts(rulebook)]
    return _over(bare.fire_texts, texts)


@cache
def _library(rulebook: str) -> Rulebook:
    return Rulebook(_of(rulebook).rulebook)


def _assess(engine: Engine, rulebook: str) -> Timed:
    some, book = _of(rulebook), _library(rulebook)
    return _over(lambda each: book.assess(each, as_of=some.as_of, engine=engine), some.answers)


def _assess_to_json(rulebook: str) -> Timed:
    some, book = _of(rulebook), _library(rulebook)
    return _over(
        lambda each: book.assess(each, as_of=some.as_of, engine="compiled").to_json(), some.answers
    )


def _load(rulebook: str) -> Timed:
    return Timed(partial(load, RULEBOOKS[rulebook]))


def _help() -> list[str]:
    """Return the installed command where there is one, and otherwise what it would run."""
    command = Path(sys.executable).with_name("triage")
    if command.exists():
        return [str(command), "--help"]
    return [sys.executable, "-m", "triage", "--help"]


_OF_THE_BENCHMARK: dict[str, Callable[[str], Timed]] = {
    "by hand": _by_hand,
    "compiled": partial(_compiled, False),
    "zen-engine": partial(_zen, False),
    "zen-engine, trace": partial(_zen, True),
}
_OF_EACH: dict[str, Callable[[str], Timed]] = {
    "durable": _fired,
    "bare durable-rules": _bare,
    "calls of durable-rules alone": _calls,
    "compiled, trace": partial(_compiled, True),
    "assess, compiled": partial(_assess, "compiled"),
    "assess, compiled, as JSON": _assess_to_json,
    "assess, durable": partial(_assess, "durable"),
    "assess, checked": partial(_assess, "checked"),
    "load": _load,
}
CONTENDERS: dict[str, Callable[[], Timed]] = {
    **{f"benchmark: {name}": partial(of, "benchmark") for name, of in _OF_THE_BENCHMARK.items()},
    **{
        f"{rulebook}: {name}": partial(of, rulebook)
        for rulebook in RULEBOOKS
        for name, of in _OF_EACH.items()
    },
}
"""How each is made, by its name."""

PROCESSES: dict[str, Sequence[str]] = {
    "import click": [sys.executable, "-c", "import click"],
    "triage --help": _help(),
}
"""Whole processes, by name."""


@cache
def timed(name: str) -> Timed:
    """Return a contender, made when it is first timed."""
    return CONTENDERS[name]()


def rules() -> dict[str, int]:
    """Return the number of rules of each rulebook."""
    return {rulebook: len(_of(rulebook).program.rules) for rulebook in RULEBOOKS}
