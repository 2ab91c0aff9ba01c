"""The difference of two versions of a rulebook, for a method developer at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage.verify.diff import (
        CaseImpact,
        Day,
        Movement,
        RulesDiff,
        TableImpact,
        Written,
    )

_WIDTH = 80
_MOST_CASES = 20
_LARGE = 10**9


def diff_lines(
    found: RulesDiff,
    impact: CaseImpact | None,
    rows: TableImpact | None,
    undeclared: tuple[str, ...] | None,
) -> Iterator[str]:
    """Yield the lines: as it is written, as it comes out, the cases, what is not declared."""
    for sign, stamp in (("from", found.old), ("to", found.new)):
        yield f"{sign:>4} {stamp.id} {stamp.version}, digest {stamp.digest[:12]}"
    yield ""
    yield "As it is written"
    yield from _or_nothing(_written(found.written), "nothing but layout")
    for day in found.days:
        yield ""
        yield f"As it comes out on {day.as_of.isoformat()}"
        yield from _or_nothing(_day(day), "the same for everybody")
    if impact is not None:
        yield ""
        yield from _cases(impact)
    if rows is not None:
        yield ""
        yield from _rows(rows)
    if undeclared is not None:
        yield ""
        yield "Not declared" if undeclared else "Everything that moves is declared."
        yield from (f"  {name}" for name in undeclared)


def _or_nothing(lines: Iterable[str], otherwise: str) -> Iterator[str]:
    every = list(lines)
    yield from every or [f"  {otherwise}"]


def _written(changes: Iterable[Written]) -> Iterator[str]:
    in_order = sorted(changes, key=lambda each: (each.what, each.kind))
    for (what, kind), group in groupby(in_order, key=lambda each: (each.what, each.kind)):
        names = ", ".join(
            each.id if each.formerly is None else f"{each.formerly} to {each.id}" for each in group
        )
        yield from _wrapped(f"{what} {kind.replace('_', ' ')}: {names}")


def _day(day: Day) -> Iterator[str]:
    classes = [each for each in day.movements if each.output in ("target_group", "typology")]
    rest = [each for each in day.movements if each not in classes]
    for each in classes:
        yield from _movement(each)
    for output, group in groupby(rest, key=lambda each: each.output):
        yield f"  {output}"
        for each in group:
            yield from _wrapped(f"{each.before} -> {each.after}: {_share(each)}", "    ")


def _movement(each: Movement) -> Iterator[str]:
    yield f"  {each.name}"
    yield from _wrapped(_share(each), "    ")
    for number, condition in enumerate(each.regions):
        yield from _wrapped(f"{'or   ' if number else 'where'} {condition}", "    ")
    if each.more:
        yield "    and more"
    because = "; ".join(f"{path}: {_plain(value)}" for path, value in each.shown.because.items())
    yield from _wrapped(f"for example {because}", "    ")


def _share(each: Movement) -> str:
    percent = f"{100 * each.count / each.total:.2g}% of all ways to answer"
    return percent if each.total > _LARGE else f"{each.count} of {each.total}, {percent}"


def _cases(impact: CaseImpact) -> Iterator[str]:
    yield f"Cases: {len(impact.moved)} of {impact.looked_at} move"
    for case in impact.moved[:_MOST_CASES]:
        yield f"  {case.name}"
        for output, before, after in case.changes:
            yield from _wrapped(f"{output}: {before} -> {after}", "    ")
    if len(impact.moved) > _MOST_CASES:
        yield f"  and {len(impact.moved) - _MOST_CASES} more"


def _rows(rows: TableImpact) -> Iterator[str]:
    yield f"Stored assessments: {rows.moved} of {rows.looked_at} move"
    for name, count in rows.movements[:_MOST_CASES]:
        yield from _wrapped(f"{name}: {count}")
    if rows.unreadable:
        numbers = ", ".join(map(str, rows.unreadable[:_MOST_CASES]))
        more = ", …" if len(rows.unreadable) > _MOST_CASES else ""
        count = len(rows.unreadable)
        which = "1 row holds" if count == 1 else f"{count} rows hold"
        yield from _wrapped(f"{which} no assessment: {numbers}{more}")


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
