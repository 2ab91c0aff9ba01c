"""The answers of two versions of a question as one: every value either of them knows.

Values are told apart by name, numbers and dates by themselves. What only one version knows has no
code in the other; such answers are left out of what is compared, and said to be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from triage.model.question import Choice, Dates, Domain, ListOf, Number, Subset, YesNo
from triage.program.program import Variable

Translation = Callable[[int], int | None]
"""From a code of both to that of one version, `None` where it has no such answer."""


@dataclass(frozen=True, slots=True)
class United:
    """One question of both versions: its answers, and their codes in each of them."""

    domain: Domain
    low: int
    high: int
    old: Translation
    new: Translation
    changed: bool = False
    """Whether the versions know different answers."""
    from_old: Callable[[int], int] | None = None
    from_new: Callable[[int], int] | None = None
    """What a set of either is among all members; `None` where it is the same."""


def unite(old: Variable, new: Variable, as_of: date) -> United | None:
    """Return the answers of two versions as one; `None` where they have none in common."""
    united = _united(old, new, as_of)
    return united if united is not None and _shares(united, as_of) else None


def _shares(united: United, as_of: date) -> bool:
    """Say whether both versions know some answer; to a set it is that nothing is in it."""
    if not united.changed or isinstance(united.domain, Subset):
        return True
    low, high = united.low, united.high
    if isinstance(united.domain, Dates):
        low, high = (day.toordinal() for day in united.domain.bounds(as_of))
    codes = range(low, high + 1)
    return any(united.old(code) is not None and united.new(code) is not None for code in codes)


def _united(old: Variable, new: Variable, as_of: date) -> United | None:
    match old.domain, new.domain:
        case (Choice() | YesNo(), Choice() | YesNo()):
            return _values(old.domain, new.domain)
        case (Number(), Number()) | (ListOf(), ListOf()):
            return _numbers(old, new, old.domain)
        case Dates() as one, Dates() as other:
            return _dates(one, other, as_of)
        case Subset() as one, Subset() as other:
            return _sets(one, other)
        case _ if old.domain.__class__ is new.domain.__class__:
            return United(new.domain, new.low, new.high, _same, _same)
        case _:
            return None


def alone(variable: Variable, is_old: bool) -> United:
    """Return a question only one version asks; the other never reads its answer."""
    there, nowhere = _same, _nothing
    old, new = (there, nowhere) if is_old else (nowhere, there)
    return United(variable.domain, variable.low, variable.high, old, new)


def _same(code: int) -> int | None:
    return code


def _nothing(_: int) -> int | None:
    return None


def _values(old: Choice | YesNo, new: Choice | YesNo) -> United | None:
    if old.values == new.values:
        return United(new, 0, len(new.values) - 1, _same, _same)
    values = (*new.values, *(value for value in old.values if value not in new.values))
    domain = Choice(values)
    return United(
        domain, 0, len(values) - 1, _found(values, old.values), _found(values, new.values), True
    )


def _found(values: tuple[str, ...], known: tuple[str, ...]) -> Translation:
    codes = [known.index(value) if value in known else None for value in values]
    return codes.__getitem__


def _numbers(old: Variable, new: Variable, domain: Domain) -> United:
    low, high = min(old.low, new.low), max(old.high, new.high)
    changed = (old.low, old.high) != (new.low, new.high)
    return United(
        domain, low, high, _within(old.low, old.high), _within(new.low, new.high), changed
    )


def _dates(old: Dates, new: Dates, as_of: date) -> United:
    if old == new:
        return United(new, 0, 0, _same, _same)
    (one, until), (other, end) = old.bounds(as_of), new.bounds(as_of)
    domain = Dates(min(one, other), max(until, end))
    before = _within(one.toordinal(), until.toordinal())
    after = _within(other.toordinal(), end.toordinal())
    return United(domain, 0, 0, before, after, True)


def _within(low: int, high: int) -> Translation:
    return lambda code: code if low <= code <= high else None


def _sets(old: Subset, new: Subset) -> United:
    if old.values == new.values:
        return United(new, 0, (1 << len(new.values)) - 1, _same, _same)
    values = (*new.values, *(value for value in old.values if value not in new.values))
    high = (1 << len(values)) - 1
    return United(
        Subset(values),
        0,
        high,
        _mask(values, old.values),
        _mask(values, new.values),
        set(old.values) != set(new.values),
        _among(old.values, values),
        _among(new.values, values),
    )


def _mask(values: tuple[str, ...], known: tuple[str, ...]) -> Translation:
    def translated(mask: int) -> int | None:
        chosen = [value for bit, value in enumerate(values) if mask >> bit & 1]
        if not all(value in known for value in chosen):
            return None
        return sum(1 << known.index(value) for value in chosen)

    return translated


def _among(known: tuple[str, ...], values: tuple[str, ...]) -> Callable[[int], int]:
    places = [values.index(value) for value in known]
    return lambda mask: sum(1 << place for bit, place in enumerate(places) if mask >> bit & 1)
