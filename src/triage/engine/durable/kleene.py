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
from triage.engine.durable.three_valued import (
    UNKNOWN,
    Named,
    Names,
    false_text,
    true_text,
    variable_lines,
    written,
)
from triage.program.formula import And, Formula, Or
from triage.program.program import Derived, FlatRule, Program


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
    named: dict[Formula, Names] = {}
    whens = {rule.when for rule in program.rules}
    for derived in program.derived:
        for formula in _parts(derived):
            if isinstance(formula, And | Or) and formula in whens and formula not in named:
                names = Names(f"true{len(named)}", f"false{len(named)}")
                yield f"{names.true} = {true_text(formula)}"
                yield f"{names.false} = not {names.true} and {false_text(formula)}"
                named[formula] = names
        yield from _derived(derived, named)
    truths = ", ".join(_rule(rule, named) for rule in program.rules)
    classes = (program.target_group, program.typology)
    group, typology = ("None" if each is None else f"v{each.index}" for each in classes)
    yield f"return Settled([{truths}], {group}, {typology})"


def _parts(derived: Derived) -> Iterator[Formula]:
    """Yield what the cases of a derived value join: the conditions of rules are among them.

    They are written out once, and not wherever they are joined and tested.
    """
    for when, _ in derived.cases:
        yield from when.parts if isinstance(when, Or) else (when,)


def _derived(derived: Derived, named: Named) -> Iterator[str]:
    """Write the code of the first case that is true; unknown where one before it may be."""
    name = f"v{derived.index}"
    yield "while True:"  # left at the first case that is not false
    for when, code in derived.cases:
        yield f"    if {true_text(when, named)}: {name} = {code}; break"
        yield f"    if not {false_text(when, named)}: {name} = {UNKNOWN}; break"
    yield f"    {name} = {derived.otherwise}; break"


def _rule(rule: FlatRule, named: Named) -> str:
    true, false = true_text(rule.when, named), false_text(rule.when, named)
    truth = f"{TRUE} if {true} else {FALSE} if {false} else {MAYBE}"
    return f"({truth}) if force{rule.index} else {FALSE}" if rule.dated else truth
