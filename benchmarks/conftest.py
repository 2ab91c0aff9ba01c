"""Turns, so that what is compared is timed side by side; and the table at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.contenders import rules
from benchmarks.growth import draw
from benchmarks.machine import described
from benchmarks.targets import per_rule, table

TURNS = 7
"""Everything is timed once in each turn."""

_MEASURED = pytest.StashKey[dict[str, list[float]]]()
_REMARKED = pytest.StashKey[dict[str, str]]()

_HEAD = """# How fast it is

Written by `make bench`. Times are processor time, the least of several rounds over 100 random
complete assessments; those of processes and of memory are what they say. Ratios are taken within
a turn, in which everything is timed once, and the median of the turns is shown. Ratios without a
target are there to be known. What stands behind the names:

- *benchmark* is `benchmarks/rulebook`: 20 questions, 60 rules, 16 interventions. *by hand* is the
  same as one Python function (`by_hand.py`), *zen-engine* the same as a decision model
  (`zen_rules.py`); `test_equal.py` holds all of them to the same outputs.
- *compiled* evaluates a complete row of answers; *trace* says also which rules hold.
- *durable* fires the rules and concludes. *bare durable-rules* is its extension module alone, with
  the same rules and the same flat facts, made into JSON as its own host does; *calls of
  durable-rules alone* has that JSON ready.
- *assess* is everything from answers to outcome, by `Rulebook.assess`; *as JSON* writes it too.
- *open* are golden cases of Projekt 500 that a person tells and in which something is open, once
  the decisions are made (about a fifth of a second). *Another day* is one not assessed for before.
- *checked less durable* is what the same cases take under `checked` more than under `durable`,
  divided by the completions compared. A completion *assessed by durable* is everything from answers
  to outcome; *fired and concluded* is durable-rules alone.
- *explained* are the same cases, asked of every typology, of three interventions (towards), and
  with three changes (what if); the assessment itself is not counted.
- *check* is all of `triage rules check` but reading, *diff* all of `triage rules diff` but reading.
  800 rules with one question beside them decide over 13,000 cells (`grown.py`); [how the cost
  grows](growth.svg).
- *first assessment* is a process that loads a grown rulebook and assesses with it by default; 6,000
  rules are more than are read, and refused.
- *a million stored assessments* are read by column from Parquet, each on a day of its own within
  two years, every second one half answered (`stored.py`); seconds of the clock, reading included.
- *rows by column* (`test_columns.py`): `triage batch` beside reading the same file and writing
  columns that are ready, by the clock; the kernel alone, by one core.
- *memory* is what 200,000 assessments, on 399 days, add to a process; of a command, the most its
  process held. The time of finding people (`finding.py`) is that of the clock.
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that keeps what was measured."""
    parser.addoption("--record", type=Path, help="write what was measured to this file")


def pytest_configure(config: pytest.Config) -> None:
    """Have room for what is measured."""
    config.stash[_MEASURED] = {}
    config.stash[_REMARKED] = {}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat what is timed."""
    if "turn" in metafunc.fixturenames:
        metafunc.parametrize("turn", range(TURNS))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Time everything once before anything is timed again."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    call = getattr(item, "callspec", None)
    return -1 if call is None else int(call.params.get("turn", -1))


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Callable[[str, float], None]:
    """Note a figure under a name."""
    figures = request.config.stash[_MEASURED]

    def note(name: str, figure: float) -> None:
        figures.setdefault(name, []).append(figure)

    return note


@pytest.fixture
def remarked(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Note something under a name; the last turn's is kept."""
    return request.config.stash[_REMARKED].__setitem__


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the table, and keep it where asked to."""
    figures, remarked = config.stash[_MEASURED], config.stash[_REMARKED]
    if not (figures or remarked):
        return
    remarks = (f"- {name}: {each}." for name, each in remarked.items())
    takes = "\n".join([*per_rule(figures, rules()), *remarks])
    text = f"{table(figures)}\n\n{takes}\n\n{described()}\n"
    terminalreporter.write_line("")
    terminalreporter.write_line(text)
    record: Path | None = config.getoption("--record")
    if record is not None:
        draw(figures, record.with_name("growth.svg"))
        record.write_text(f"{_HEAD}\n{text}", encoding="utf-8")
