"""What differs between two versions of a rulebook: as text, and as outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from triage.diagnostics import EnginesDisagree, Shown
from triage.diagrams.nodes import Node
from triage.engine.crosscheck import disagreement
from triage.engine.symbolic.decisions import STATUSES
from triage.model.answer_path import printed
from triage.model.outcome import RulebookStamp
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.days import own_days
from triage.verify.diff.cube_cover import cube_cover
from triage.verify.diff.text_changes import TextChange, text_changes
from triage.verify.diff.version_product import Moved, Output, VersionProduct
from triage.verify.state_space import StateSpace
from triage.verify.witness import Witness

SCHEMA: Final = "triage.rules-diff/1"

_CLASSES = ("target_group", "typology")

_MOST_REGIONS = 4
"""More of them are no description anybody reads."""

NOTHING = "nothing"
"""Stands where one version has no such intervention, limit or class."""


@dataclass(frozen=True, slots=True)
class Movement:
    """So many (`count`) of all ways (`total`) to answer come to `after` where it was `before`.

    They are counted `over` the questions both outcomes depend on.

    `output` is `typology`, `target_group`, or an intervention with what of it: `mentor.status`.
    `regions` are conditions on answers that hold for them and nobody else; `more` says that they
    are not all. The assessment `shown` can be opened with either version.
    """

    output: str
    before: str
    after: str
    count: int
    total: int
    over: tuple[str, ...]
    regions: tuple[str, ...]
    more: bool
    shown: Shown

    @property
    def name(self) -> str:
        """What a declaration calls it."""
        return f"{self.output}: {self.before} -> {self.after}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "output": self.output,
            "before": self.before,
            "after": self.after,
            "count": self.count,
            "total": self.total,
            "over": list(self.over),
            "regions": list(self.regions),
            "more": self.more,
            "assessment": self.shown.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Day:
    """What moves on a day, which stands for all until the next one looked at."""

    as_of: date
    movements: tuple[Movement, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        moves = [each.to_dict() for each in self.movements]
        return {"as_of": self.as_of.isoformat(), "movements": moves}


@dataclass(frozen=True, slots=True)
class RulesDiff:
    """The difference of two versions.

    `not_carried` are questions whose answers are other ones now, or that only one version asks;
    what only one of them knows is not compared.
    """

    old: RulebookStamp
    new: RulebookStamp
    text: tuple[TextChange, ...]
    not_carried: tuple[str, ...]
    days: tuple[Day, ...]

    @property
    def movements(self) -> tuple[Movement, ...]:
        """Everything that moves on some day."""
        return tuple(each for day in self.days for each in day.movements)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "schema": SCHEMA,
            "old": self.old.model_dump(mode="json"),
            "new": self.new.model_dump(mode="json"),
            "text": [each.to_dict() for each in self.text],
            "not_carried": list(self.not_carried),
            "days": [each.to_dict() for each in self.days],
        }


def difference(old: Rulebook, new: Rulebook) -> RulesDiff:
    """Say what differs between two versions, over all assessments both can have.

    It looks at one day of each stretch of time in which neither changes.

    Raises:
        LimitReached: there are too many kinds of assessments.
    """
    days = sorted({*own_days(old, lower(old)), *own_days(new, lower(new))})
    compared = [VersionProduct(old, new, day) for day in days]
    changed = dict.fromkeys(path for both in compared for path in _not_carried(both))
    return RulesDiff(
        _stamp(old),
        _stamp(new),
        text_changes(old, new),
        tuple(changed),
        tuple(Day(both.as_of, tuple(movements(both))) for both in compared),
    )


def _stamp(book: Rulebook) -> RulebookStamp:
    return RulebookStamp(id=book.id, version=book.version, digest=book.digest)


def _not_carried(both: VersionProduct) -> Iterator[str]:
    for each in both.joint.asked:
        if each.answers.changed or each.old is None or each.new is None:
            yield each.variable.path


# --- what is compared


def movements(both: VersionProduct) -> Iterator[Movement]:
    """Yield everything that moves on a day, one after the other."""
    for output, values, nodes in outputs(both):
        for moved in both.moved(nodes):
            yield _movement(both, output, values, nodes, moved)


def outputs(both: VersionProduct) -> Iterator[tuple[str, tuple[str, ...], Output]]:
    """Yield everything an outcome says, as one function of both versions with the same values."""
    old, new = both.old, both.new
    for name in _CLASSES:
        one, other = (_class(whole, name) for whole in (old, new))
        if one is not None or other is not None:
            yield _aligned(both, name, one, other)
    plans = [{plan.id: plan for plan in whole.decisions.plans} for whole in (old, new)]
    statuses = tuple(str(status) for status in STATUSES)
    for id_ in dict.fromkeys([*plans[1], *plans[0]]):
        before, after = plans[0].get(id_), plans[1].get(id_)
        status = [None if plan is None else (plan.status, statuses) for plan in (before, after)]
        yield _aligned(both, f"{id_}.status", *status)
        start = [
            None if plan is None else (plan.start, tuple(map(_named, plan.starts)))
            for plan in (before, after)
        ]
        yield _aligned(both, f"{id_}.start", *start)
        limits = [{} if plan is None else plan.limits for plan in (before, after)]
        for limit in sorted({*limits[0], *limits[1]}):
            sides = [
                (each[limit][0], tuple(map(_named, each[limit][1]))) if limit in each else None
                for each in limits
            ]
            yield _aligned(both, f"{id_}.{limit}", *sides)


_Valued = tuple[Node, tuple[str, ...]]
"""A function, and what each of its terminals stands for."""


def _class(whole: StateSpace, name: str) -> _Valued | None:
    program, decisions = whole.program, whole.decisions
    if name == "typology" and program.typology is not None:
        return decisions.typology, program.typology.values
    if name == "target_group" and program.target_group is not None:
        return decisions.target_group, program.target_group.values
    return None


def _named(value: object) -> str:
    return NOTHING if value is None else str(value)


def _aligned(
    both: VersionProduct, output: str, old: _Valued | None, new: _Valued | None
) -> tuple[str, tuple[str, ...], Output]:
    sides = [(0, (NOTHING,)) if each is None else each for each in (old, new)]
    values = tuple(dict.fromkeys([*sides[1][1], *sides[0][1]]))
    one, other = (
        both.diagrams.map_terminals(node, lambda code, own=own: values.index(own[code]))  # type: ignore[misc]
        for node, own in sides
    )
    return output, values, (one, other)


# --- one movement


def _movement(
    both: VersionProduct, output: str, values: tuple[str, ...], nodes: Output, moved: Moved
) -> Movement:
    count = both.count(moved.states, nodes)
    before, after = values[moved.before], values[moved.after]
    where = cube_cover(both, moved.states, _MOST_REGIONS if output in _CLASSES else 1)
    shown = _shown(both, output, moved, (before, after))
    return Movement(
        output,
        before,
        after,
        count.count,
        count.total,
        count.questions,
        where.conditions,
        where.more,
        shown,
    )


def _shown(both: VersionProduct, output: str, moved: Moved, values: tuple[str, str]) -> Shown:
    """Show somebody who moves, whom the reference sees move as well."""
    example = both.old.witness(*moved.states[0])
    assert example is not None, "only what somebody meets is a movement"
    seen = [both.seen(whole, example.classes) for whole in (both.old, both.new)]
    if [_said(each, output) for each in seen] != list(values):
        raise EnginesDisagree((disagreement(output),))
    because = both.because(dict(sorted(example.classes.items())))
    return Shown(both.as_of.isoformat(), printed(because), dict(seen[1].answers))


def _said(seen: Witness, output: str) -> str:
    """Say what the reference concludes of an output."""
    conclusion = seen.conclusion
    if output in _CLASSES:
        return _named(getattr(conclusion, output))
    id_, _, part = output.partition(".")
    if id_ not in conclusion.statuses:
        return NOTHING
    match part:
        case "status":
            return str(conclusion.statuses[id_])
        case "start":
            return _named(conclusion.starts.get(id_))
        case _:
            return _named(conclusion.limits.get(id_, {}).get(part))
