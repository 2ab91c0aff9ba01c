"""What differs between two versions of a rulebook: as it is written, and as it comes out."""

from __future__ import annotations

from contextlib import suppress

from triage.diagnostics import LimitReached
from triage.model.outcome import RulebookStamp
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.days import own_days
from triage.verify.diff.given_warnings import warnings_given
from triage.verify.diff.moving import moved, movements
from triage.verify.diff.one_sided import answers_of_one, questions_of_one
from triage.verify.diff.outputs import reasons
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renames import renames
from triage.verify.diff.rules_diff import Day, Movement, RulesDiff
from triage.verify.diff.version_product import VersionProduct
from triage.verify.diff.written import written

MOST_STEPS_OF_WARNINGS = 100_000
"""How many steps warnings that count the plan may take together; others are said to be left out."""


def difference(old: Rulebook, new: Rulebook) -> RulesDiff:
    """Say what differs between two versions, over all assessments either can have.

    It looks at one day of each stretch of time in which neither changes.

    Raises:
        LimitReached: there are too many kinds of assessments.
    """
    renaming = renames(old, new)
    before = Renamed(old, renaming).book()
    days = sorted({*own_days(before, lower(before)), *own_days(new, lower(new))})
    return RulesDiff(
        _stamp(old),
        _stamp(new),
        before,
        new,
        written(before, new, renaming),
        tuple(_day(VersionProduct(before, new, day)) for day in days),
    )


def _stamp(book: Rulebook) -> RulebookStamp:
    return RulebookStamp(id=book.id, version=book.version, digest=book.digest)


def _day(both: VersionProduct) -> Day:
    outcomes = tuple(movements(both))
    rules = tuple(each for rule in reasons(both) for each in moved(both, rule))
    answers, questions = tuple(answers_of_one(both)), tuple(questions_of_one(both))
    warned, left = _warned(both)
    return Day(both.as_of, (*outcomes, *warned), rules, answers, questions, left)


def _warned(both: VersionProduct) -> tuple[list[Movement], tuple[str, ...]]:
    """Return who is given other warnings, and which of them it takes too long to tell of."""
    found: list[Movement] = []
    waiting = [each for each in warnings_given(both) if not each.is_the_same()]
    with both.diagrams.within(MOST_STEPS_OF_WARNINGS), suppress(LimitReached):
        while waiting:
            found += moved(both, waiting[0].compared())
            del waiting[0]
    return found, tuple(each.name for each in waiting)
