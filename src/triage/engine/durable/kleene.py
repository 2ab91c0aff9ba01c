"""Three-valued (Kleene) evaluation of a program in plain Python: what the known answers settle.

durable-rules fires a rule where it surely holds, and another where it surely fails. Whether it left
one out cannot be seen from what it fired; it can be seen here, without durable-rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from triage.engine.compiled.engine import Constants
from triage.engine.compiled.write import unpack_constants
from triage.engine.durable.bounds import FALSE, MAYBE, TRUE
from triage.engine.durable.decided import (
    UNKNOWN,
    false_text,
    true_text,
    variable_lines,
    written,
)
from triage.engine.flat.formula import Formula
from triage.engine.flat.program import Derived, FlatRule, Program


class Settled(NamedTuple):
    """What known answers settle of a program.

    `truths` is `TRUE`, `FALSE` or `MAYBE` for each rule, by its number. A class is `UNKNOWN` where
    its code is not settled, and `None` in a program that has no such class.
    """

    truths: list[int]
    target_group: int | None
    typology: int | None


Settling = Callable[[Mapping[int, int], Mapping[int, int], Constants], Settled]
"""Returns what is settled, of given answers, filled answers, and what a day makes of dates."""


def settling(program: Program) -> Settling:
    """Write a program out as a function that settles what three-valued evaluation can."""
    return written("settled", "given, filled, constants", _body(program), Settled=Settled)


def _body(program: Program) -> Iterator[str]:
    yield from unpack_constants(program)
    yield "get = {**filled, **given}.get"
    applying: dict[Formula, int] = {}
    for variable in program.variables:
        yield from variable_lines(variable, applying)
    for derived in program.derived:
        yield from _derived(derived)
    truths = ", ".join(map(_rule, program.rules))
    classes = (program.target_group, program.typology)
    group, typology = ("None" if each is None else f"v{each.index}" for each in classes)
    yield f"return Settled([{truths}], {group}, {typology})"


def _derived(derived: Derived) -> Iterator[str]:
    """Write the code of the first case that is true; unknown where one before it may be."""
    name = f"v{derived.index}"
    yield "while True:"  # left at the first case that is not false
    for when, code in derived.cases:
        yield f"    if {true_text(when)}: {name} = {code}; break"
        yield f"    if not {false_text(when)}: {name} = {UNKNOWN}; break"
    yield f"    {name} = {derived.otherwise}; break"


def _rule(rule: FlatRule) -> str:
    when = rule.when
    truth = f"{TRUE} if {true_text(when)} else {FALSE} if {false_text(when)} else {MAYBE}"
    return f"({truth}) if force{rule.index} else {FALSE}" if rule.dated else truth
