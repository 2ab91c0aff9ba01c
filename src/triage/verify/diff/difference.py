"""What differs between two versions of a rulebook: as it is written, and as it comes out."""

from __future__ import annotations

from datetime import date
from functools import partial

from triage.diagnostics import LimitReached
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.days import own_days
from triage.verify.diff.effort import Effort, every_output
from triage.verify.diff.given_warnings import as_far_as_told
from triage.verify.diff.moving import moved
from triage.verify.diff.one_sided import answers_of_one, questions_of_one
from triage.verify.diff.outputs import Compared, outputs, reasons
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renames import renames
from triage.verify.diff.rules_diff import Day, Movement, RulesDiff
from triage.verify.diff.version_product import VersionProduct
from triage.verify.diff.written import written


def difference(old: Rulebook, new: Rulebook) -> RulesDiff:
    """Say what differs between two versions, over all assessments either can have.

    It looks at one day of each stretch of time in which neither changes. What takes too many steps
    is named as not compared.
    """
    effort = Effort()
    renaming = renames(old, new)
    before = Renamed(old, renaming).book()
    days = sorted({*own_days(before, lower(before)), *own_days(new, lower(new))})
    return RulesDiff(
        old.stamp,
        new.stamp,
        before,
        new,
        written(before, new, renaming),
        tuple(_day(before, new, day, effort) for day in days),
    )


def _day(old: Rulebook, new: Rulebook, as_of: date, effort: Effort) -> Day:
    try:
        both = VersionProduct(old, new, as_of)
    except LimitReached:
        return Day(as_of, (), not_compared=tuple(every_output(old, new)))
    effort.begin(both)
    left: list[str] = []
    outcomes = tuple(effort.movements(both, outputs(both), left))
    rules = tuple(effort.movements(both, reasons(both), left))
    answers = tuple(effort.told(answers_of_one(both, effort.check), left))
    questions = tuple(effort.told(questions_of_one(both), left))
    warned, untold = as_far_as_told(both, partial(_given_to_others, both, effort))
    not_compared = tuple(dict.fromkeys((*left, *untold)))
    return Day(as_of, (*outcomes, *warned), rules, answers, questions, not_compared)


def _given_to_others(both: VersionProduct, effort: Effort, warning: Compared) -> list[Movement]:
    effort.check()
    return [*moved(both, warning)]
