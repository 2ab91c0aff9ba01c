"""Who comes out differently: each movement counted, described, and shown by somebody who moves."""

from __future__ import annotations

from collections.abc import Iterator

from triage.diagnostics import EnginesDisagree, Shown
from triage.engine.crosscheck import disagreement
from triage.model.answer_path import printed
from triage.verify.counting import Count
from triage.verify.diff.cube_cover import cube_cover
from triage.verify.diff.outputs import CLASSES, Compared, outputs, says_nothing
from triage.verify.diff.rules_diff import Movement
from triage.verify.diff.said import said
from triage.verify.diff.version_product import Moved, VersionProduct

_MOST_REGIONS = 4
"""More of them are no description anybody reads."""


def movements(both: VersionProduct) -> Iterator[Movement]:
    """Yield every outcome that moves on a day, one after the other."""
    for output in outputs(both):
        yield from moved(both, output)


def moved(both: VersionProduct, output: Compared) -> Iterator[Movement]:
    """Yield everybody for whom an output is another, by what it was and is.

    That something new or gone is not there for somebody either, is no movement.
    """
    apart = both.apart(output.nodes)
    counts = both.count(apart, output.nodes) if apart else {}
    for each in both.moved(apart):
        values = output.values[each.before], output.values[each.after]
        if not says_nothing(output.name, *values):
            yield _movement(both, output, each, counts[each.before, each.after])


def _movement(both: VersionProduct, output: Compared, moved: Moved, count: Count) -> Movement:
    before, after = output.values[moved.before], output.values[moved.after]
    where = cube_cover(both, moved.states, _MOST_REGIONS if output.name in CLASSES else 1)
    return Movement(
        output.name,
        before,
        after,
        count.count,
        count.total,
        count.questions,
        where.regions,
        where.more,
        _shown(both, output.name, moved, (before, after)),
    )


def _shown(both: VersionProduct, output: str, moved: Moved, values: tuple[str, str]) -> Shown:
    """Show somebody who moves, whom the reference sees move as well."""
    example = both.old.witness(*moved.some)
    assert example is not None, "only what somebody meets is a movement"
    seen = [both.seen(whole, example.classes) for whole in both.sides]
    books = [whole.rulebook for whole in both.sides]
    if [said(each, book, output) for each, book in zip(seen, books, strict=True)] != [*values]:
        raise EnginesDisagree((disagreement(output),))
    because = both.because(dict(sorted(example.classes.items())))
    return Shown(both.as_of.isoformat(), printed(because), dict(seen[1].answers))
