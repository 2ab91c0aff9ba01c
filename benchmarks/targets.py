"""What must hold of what was measured, and the table that says whether it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Measured = Mapping[str, Sequence[float]]
"""For each name the least seconds of each turn, or the megabytes memory grew by."""

MEMORY = "memory: "


@dataclass(frozen=True)
class Ratio:
    """How many times the time of another something takes; without bounds it is only shown."""

    name: str
    against: str
    at_most: float | None = None
    at_least: float | None = None

    def of(self, measured: Measured) -> float:
        """Return the ratio: within each turn, since machines are now faster and now slower."""
        pairs = zip(measured[self.name], measured[self.against], strict=True)
        return median(one / other for one, other in pairs)


@dataclass(frozen=True)
class Limit:
    """What must not be exceeded, in seconds or megabytes; without a bound it is only shown."""

    name: str
    at_most: float | None = None


OPEN = "projekt-500, open: "
COMPLETE = "projekt-500: assess, compiled"

TRACE = "projekt-500: compiled, trace"
ANOTHER_DAY = f"{OPEN}first outcome of another day"
_JSON = "assess, compiled, as JSON"
_BOOKS = ("benchmark", "projekt-500")

_OPEN_LIMITS = {
    "outcome, median": 0.002,
    "outcome, 95th percentile": 0.010,
    "outcome, most": 0.050,
    "outcome, nothing answered": 0.050,
    "next question, typology, median": 0.020,
    "next question, typology, 95th percentile": 0.060,
    "next question, typology, nothing answered": 0.060,
    "next question, plan, median": 0.020,
    "next question, plan, 95th percentile": 0.060,
}
"""Seconds on the shipped rulebook, for golden cases in which something is open."""

BEYOND = f"{OPEN}checked less durable, for each completion"
ASSESSED = f"{OPEN}a completion assessed by durable"
FIRED = f"{OPEN}a completion fired and concluded"
"""What comparing a completion costs, and what durable-rules takes for one: all of it, or alone."""

EXPLAINED = "projekt-500, explained: "
EXPLANATIONS = ("why", "why not", "towards", "what if", "stability")

CHECK = "projekt-500: check"
DIFF = "projekt-500: diff, one recommendation less"
IMPACT = "projekt-500: the same on a million stored assessments"
ALL_CASES = "projekt-500: assess, checked, all golden cases"
TESTED = "projekt-500: rules test, all golden cases"
MUTATED = "projekt-500: rules mutate, one rule of law"
FIND = "found among a million course records by five million flags"
FIND_MEMORY = "memory: finding them, all of it"
GROWTH = "check of {rules} rules and {questions} questions beside"
GROWN = ((100, 1), (200, 1), (400, 1), (800, 1), (100, 4), (100, 16))
"""How many rules, and how many questions that one more rule reads."""

FIRST = "first assessment of {rules} rules, reading included"
FIRST_OF = {2000: (5.0, 500.0), 4000: (12.0, 1000.0), 6000: (2.0, 200.0)}
"""How many rules, and the seconds and megabytes; the last are more than are read, and refused."""

APPENDED = "journal: an event noted"
AT_ONCE = "journal: an event noted, eight threads at once"
BARE = "journal: its statements alone, with an event that is ready"
COMMITTED = "journal: a raw commit of as many bytes"
SHOWN = "journal: the history of a case, in a journal of a million events"
VERIFIED = "journal: a million events verified"
ON_DISK = f"{MEMORY}a journal of a million events, on the disk"
"""The first four wait for the disk: seconds of the clock."""

BATCH = "projekt-500: four million complete rows, from Parquet to all outcomes"
COPIED = "projekt-500: reading these rows, and writing columns that are ready"
BATCH_MEMORY = "memory: the same rows, all of it"
HALF_OPEN = "projekt-500: a half-open row by column, the typology settled"
COUPLED = "projekt-500: a half-open row by column, the typology open"
"""Rows by column: seconds of the clock for all, of one core for each half-open one."""

_LARGE = GROWTH.format(rules=800, questions=1)
_SMALL = GROWTH.format(rules=100, questions=1)

_HELD = (
    "benchmark, compiled",
    "benchmark, durable",
    "benchmark, checked",
    "projekt-500, checked",
)

TARGETS: tuple[Ratio | Limit, ...] = (
    Ratio("benchmark: compiled", "benchmark: by hand", at_most=1.3),
    Ratio("benchmark: compiled, trace", "benchmark: by hand", at_most=2.2),
    Ratio("benchmark: zen-engine, trace", "benchmark: compiled, trace", at_least=20),
    Ratio("benchmark: zen-engine", "benchmark: compiled"),
    Ratio("benchmark: assess, compiled", "benchmark: zen-engine, trace", at_most=0.5),
    Ratio("benchmark: assess, compiled", "benchmark: bare durable-rules"),
    Ratio("benchmark: assess, compiled", "benchmark: by hand"),
    Ratio(COMPLETE, TRACE, at_most=13),
    Ratio(f"{OPEN}outcome, median", TRACE, at_most=42),
    *(Ratio(f"{book}: {_JSON}", f"{book}: assess, compiled", at_most=2) for book in _BOOKS),
    Ratio("benchmark: durable", "benchmark: bare durable-rules", at_most=1.3),
    Ratio("projekt-500: durable", "projekt-500: bare durable-rules", at_most=1.3),
    Ratio("benchmark: durable", "benchmark: calls of durable-rules alone"),
    Ratio("projekt-500: durable", "projekt-500: calls of durable-rules alone"),
    Ratio("benchmark: assess, checked", "benchmark: assess, durable", at_most=1.2),
    Ratio("projekt-500: assess, checked", "projekt-500: assess, durable", at_most=1.2),
    Ratio("projekt-500: assess, compiled", "projekt-500: assess, durable"),
    Ratio(BEYOND, ASSESSED, at_most=1.3),
    Ratio(BEYOND, FIRED),
    *(Ratio(f"{OPEN}{name}", COMPLETE) for name in _OPEN_LIMITS),
    Ratio(f"{OPEN}next question, plan, nothing answered", COMPLETE),
    *(Limit(f"{OPEN}{name}", at_most) for name, at_most in _OPEN_LIMITS.items()),
    Limit(f"{ANOTHER_DAY}, median", at_most=0.010),
    Limit(f"{ANOTHER_DAY}, most", at_most=0.010),
    *(Ratio(f"{EXPLAINED}{kind}, median", COMPLETE) for kind in EXPLANATIONS),
    *(Ratio(f"{EXPLAINED}{kind}, most", COMPLETE) for kind in EXPLANATIONS),
    *(Limit(f"{EXPLAINED}{kind}, most", at_most=0.050) for kind in EXPLANATIONS),
    Ratio(TESTED, ALL_CASES, at_most=1.5),
    Ratio(MUTATED, ALL_CASES, at_most=2.0),
    Limit("projekt-500: load", at_most=0.150),
    Limit(CHECK, at_most=1.0),
    Limit(DIFF, at_most=1.0),
    Limit(IMPACT, at_most=5.0),
    Ratio(BATCH, COPIED, at_most=1.5),
    Limit(HALF_OPEN, at_most=2e-6),
    Limit(COUPLED),
    Limit(BATCH_MEMORY, at_most=1536.0),
    Limit(_LARGE, at_most=3.0),
    *(Ratio(GROWTH.format(rules=r, questions=q), _SMALL) for r, q in GROWN[1:]),
    *(Limit(FIRST.format(rules=rules), most) for rules, (most, _) in FIRST_OF.items()),
    Ratio("triage --help", "import click", at_most=1.5),
    *(Limit(f"{MEMORY}{name}") for name in (CHECK, DIFF)),
    Limit(f"{MEMORY}{IMPACT}", at_most=1536.0),
    *(Limit(f"{MEMORY}{FIRST.format(rules=r)}", most) for r, (_, most) in FIRST_OF.items()),
    Limit(FIND, at_most=30.0),
    Limit(FIND_MEMORY, at_most=2048.0),
    *(Limit(f"{MEMORY}{held}", at_most=1.0) for held in _HELD),
    Ratio(APPENDED, COMMITTED, at_most=2),
    Ratio(AT_ONCE, COMMITTED),
    Ratio(BARE, COMMITTED),
    Limit(VERIFIED, at_most=20.0),
    Limit(SHOWN, at_most=0.050),
    Limit(ON_DISK),
)


def table(measured: Measured) -> str:
    """Say of each target that could be measured whether it is met."""
    lines = ["| what | | against | | ratio | target | |", "|---|---:|---|---:|---:|---|---|"]
    for target in TARGETS:
        cells = _ratio(target, measured) if isinstance(target, Ratio) else _limit(target, measured)
        if cells:
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _ratio(target: Ratio, measured: Measured) -> list[str]:
    if not {target.name, target.against} <= measured.keys():
        return []
    ratio, words, met = target.of(measured), "", ""
    if target.at_most is not None:
        words, met = f"≤ {target.at_most:g}", _met(ratio <= target.at_most)
    if target.at_least is not None:
        words, met = f"≥ {target.at_least:g}", _met(ratio >= target.at_least)
    figures = [_seconds(min(measured[name])) for name in (target.name, target.against)]
    return [target.name, figures[0], target.against, figures[1], f"{ratio:.2f}", words, met]


def _limit(target: Limit, measured: Measured) -> list[str]:
    if target.name not in measured:
        return []
    value = min(measured[target.name])
    say = _megabytes if target.name.startswith(MEMORY) else _seconds
    if target.at_most is None:
        return [target.name, say(value), "", "", "", "", ""]
    met = _met(value <= target.at_most)
    return [target.name, say(value), "", "", "", f"≤ {say(target.at_most)}", met]


def _met(is_so: bool) -> str:
    return "met" if is_so else "**not met**"


def _seconds(value: float) -> str:
    if value < 0.001:
        return f"{value * 1e6:.1f} µs" if value < 1e-4 else f"{value * 1e6:.0f} µs"
    return f"{value * 1e3:.1f} ms" if value < 0.1 else f"{value * 1e3:.0f} ms"


def _megabytes(value: float) -> str:
    return f"{value:+.2f} MB" if value < 1 else f"{value:.1f} MB"


def per_rule(measured: Measured, rules: Mapping[str, int]) -> Iterator[str]:
    """Say what durable-rules takes for an assessment and for each rule."""
    for rulebook, count in rules.items():
        if times := measured.get(f"{rulebook}: durable"):
            best = min(times)
            yield (
                f"- *durable*, {rulebook}: {_seconds(best)} an assessment; "
                f"{_seconds(best / count)} for each of {count} rules."
            )
