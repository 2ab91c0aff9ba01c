"""Writes a program out as Python: one function to prepare answers, one to evaluate them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.engine.compiled.formulas import Expressions
from triage.engine.compiled.function import function_source
from triage.model.question import ListOf
from triage.model.rule import ALONGSIDE, NOW, Strength, Verdict
from triage.program.formula import NA, TRUE, Formula, variables_of
from triage.program.program import Derived, FlatIntervention, Program, Role, Variable

STATUS_CODES = (
    "not_suggested",
    "not_available",
    "advised_against",
    "check_first",
    "possible",
    "recommended",
)
"""Statuses by the numbers the written code uses; from `FITTING` on, others can wait for them."""

FITTING = 3


def prepare_source(program: Program) -> str:
    """Write `prepare(known, given, grids, constants)`.

    It returns the row of values of complete answers, and `None` where a read answer that applies
    is open or where a given answer does not apply.
    """
    formulas = [*(variable.applies for variable in program.variables), *program.grids.values()]
    expressions = Expressions(program, formulas)
    body: list[str] = list(unpack_constants(program))
    for variable in program.variables:
        body += _prepare(variable, expressions)
    for id_, formula in program.grids.items():
        if formula != TRUE:
            applies = expressions.define(formula, body)
            body.append(f"if {id_!r} in grids and not {applies}: return None")
    row = "".join(f"v{variable.index}, " for variable in program.variables)
    body.append(f"return ({row})")
    return function_source("prepare", "known, given, grids, constants", body)


def _prepare(variable: Variable, expressions: Expressions) -> list[str]:
    name, index = f"v{variable.index}", variable.index
    lines: list[str] = []
    applies = expressions.define(variable.applies, lines)
    missing = f"if {name} is None: {name} = {NA}"
    if variable.role is Role.READ:
        missing = f"if {name} is None: return None"
    elif variable.role is Role.UNREAD and not isinstance(variable.domain, ListOf):
        missing = f"{name} = {NA}"  # a list's length still says which items are there
    if variable.applies == TRUE:
        return [*lines, f"{name} = known[{index}]", missing]
    return [
        *lines,
        f"if {applies}:",
        f"    {name} = known[{index}]",
        f"    {missing}",
        f"elif {index} in given: return None",
        f"else: {name} = {NA}",
    ]


def evaluate_source(program: Program, *, trace: bool) -> str:
    """Write `evaluate(row, constants)`, or `trace` with the same arguments.

    Both return the codes of target group and typology, and the status code, start and limits of
    each intervention; `trace` adds whether each rule holds and the code of each derived value.
    """
    read = {rule for one in program.interventions for rule in _rules_of(one)}
    rules = [rule for rule in program.rules if trace or rule.index in read]
    needed = list(_needed(program, [rule.when for rule in rules], trace))
    whens = [when for derived in needed for when, _ in derived.cases]
    expressions = Expressions(program, [*whens, *(rule.when for rule in rules)])
    names = ", ".join(f"v{variable.index}" for variable in program.variables)
    body = [f"({names},) = row"] if names else []
    body += unpack_constants(program)
    for derived in needed:
        body += _derived(derived, expressions)
    for rule in rules:
        text = expressions.define(rule.when, body)
        force = f"force{rule.index} and " if rule.dated else ""
        body.append(f"r{rule.index} = {force}{text}")
    for position, one in enumerate(program.interventions):
        body += _intervention(program, position, one)
    body.append(f"return {_result(program, trace=trace)}")
    return function_source("trace" if trace else "evaluate", "row, constants", body)


def _needed(program: Program, whens: Iterable[Formula], everything: bool) -> Iterator[Derived]:
    """Yield the derived values that are put out or read by a rule, directly or not."""
    if everything:
        yield from program.derived
        return
    first = len(program.variables)
    wanted = {variable for when in whens for variable in variables_of(when)}
    wanted.update(each.index for each in _classes(program) if each is not None)
    for derived in reversed(program.derived):
        if derived.index in wanted:
            wanted.update(v for when, _ in derived.cases for v in variables_of(when))
    yield from (program.derived[index - first] for index in sorted(wanted) if index >= first)


def _derived(derived: Derived, expressions: Expressions) -> list[str]:
    name = f"v{derived.index}"
    lines: list[str] = []
    cases = [(expressions.define(when, lines), code) for when, code in derived.cases]
    if [code for _, code in cases] == [1] and derived.otherwise == 0:
        return [*lines, f"{name} = 1 if {cases[0][0]} else 0"]
    lines.append("while True:")  # left at the first case that is true
    lines += [f"    if {text}: {name} = {code}; break" for text, code in cases]
    return [*lines, f"    {name} = {derived.otherwise}; break"]


def _rules_of(one: FlatIntervention) -> Iterator[int]:
    yield from (favour.rule for favour in one.favours)
    yield from one.against
    yield from (rule.rule for rule in one.law)


def _any(numbers: Iterable[int]) -> str:
    return " or ".join(f"r{number}" for number in numbers) or "False"


def _intervention(program: Program, position: int, one: FlatIntervention) -> list[str]:
    status, start = f"s{position}", f"b{position}"
    core = [f.rule for f in one.favours if f.strength is Strength.CORE]
    possible = [f.rule for f in one.favours if f.strength is Strength.POSSIBLE]
    lines = [f"{status} = 0; {start} = None"]
    barred = [rule.rule for rule in one.law if rule.verdict is Verdict.NOT_AVAILABLE]
    check = [rule.rule for rule in one.law if rule.verdict is Verdict.NEEDS_CHECK]
    for strength, numbers, code in ((Strength.CORE, core, 5), (Strength.POSSIBLE, possible, 4)):
        if numbers:
            word = "elif" if strength is Strength.POSSIBLE and core else "if"
            lines += [
                f"{word} {_any(numbers)}:",
                f"    {start} = {_start(program, one, strength)}",
                f"    {status} = {_status(barred, one.against, check, code)}",
            ]
    limits = (_limit(one, name) for name in one.limit_names)
    lines.append(f"l{position} = ({''.join(f'{limit}, ' for limit in limits)})")
    return lines


def _status(barred: list[int], against: tuple[int, ...], check: list[int], code: int) -> str:
    text = f"3 if {'' if not check else _any(check) + ' or '}unchecked else {code}"
    if against:
        text = f"2 if {_any(against)} else {text}"
    return f"1 if {_any(barred)} else {text}" if barred else text


def _start(program: Program, one: FlatIntervention, strength: Strength) -> str:
    """Write the earliest start among the rules of one strength, at least one of which holds."""
    now: list[str] = []
    alongside: list[str] = []
    after: dict[str, list[str]] = {}
    for favour in one.favours:
        if favour.strength is strength:
            rule = f"r{favour.rule}"
            if isinstance(favour.start, int):
                name = program.interventions[favour.start].id
                after.setdefault(name, []).append(rule)
                alongside.append(f"({rule} and s{favour.start} < {FITTING})")
            else:
                (now if favour.start == NOW else alongside).append(rule)
    options = [(now, NOW), (alongside, ALONGSIDE)]
    options += [(after[name], f"after:{name}") for name in sorted(after)]
    options = [(texts, value) for texts, value in options if texts]
    chain = (f"{value!r} if {' or '.join(texts)} else " for texts, value in options[:-1])
    return f"{''.join(chain)}{options[-1][1]!r}"


def _limit(one: FlatIntervention, name: str) -> str:
    setting = sorted((rule.limits[name], rule.rule) for rule in one.law if name in rule.limits)
    return "".join(f"{value} if r{number} else " for value, number in setting) + "None"


def _result(program: Program, *, trace: bool) -> str:
    positions = range(len(program.interventions))
    classes = ("None" if each is None else f"v{each.index}" for each in _classes(program))
    parts = [*classes, *(_tuple(f"{letter}{p}" for p in positions) for letter in "sbl")]
    if trace:
        parts.append(_tuple(f"r{rule.index}" for rule in program.rules))
        parts.append(_tuple(f"v{derived.index}" for derived in program.derived))
    return ", ".join(parts)


def _classes(program: Program) -> tuple[Derived | None, Derived | None]:
    return program.target_group, program.typology


def _tuple(names: Iterable[str]) -> str:
    return f"({''.join(f'{name}, ' for name in names)})"


def unpack_constants(program: Program) -> Iterator[str]:
    """Write the line that names what a day makes of the program's dates."""
    names = [f"{end}{n}" for n in range(len(program.spans)) for end in ("first", "last")]
    names += [f"force{rule.index}" for rule in program.rules if rule.dated]
    names.append("unchecked")
    yield f"({', '.join(names)},) = constants"
