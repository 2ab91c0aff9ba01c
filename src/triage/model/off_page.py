"""What a page that may be printed never tells of: by the rulebook alone, so that it is always so.

Such a page is made of an assessment in which the answers to questions marked `off_page` are taken
as open. Rules that hold because of them, directly or through findings, are not on it either; what a
rule merely excludes (`not:`) tells nothing. Of a value marked `reason_off_page`, what follows may
be printed, but no reason that names it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from triage.model.condition import Among, Condition, Ref, RefKind, Tested, Value
from triage.model.questions_read import questions_read
from triage.model.walk import asserted, conjuncts, is_test, tests_of

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook


def off_page_questions(rulebook: Rulebook) -> frozenset[str]:
    """Return the questions at the top whose answers, and all that follows, are kept off a page."""
    return frozenset(each.id for each in rulebook.questions.values() if each.off_page)


def rules_off_page(rulebook: Rulebook) -> frozenset[str]:
    """Return the rules that hold because of an answer that is kept off the page."""
    off = off_page_questions(rulebook)
    if not off:
        return frozenset()
    return frozenset(
        id_
        for id_, condition in rulebook.conditions.items()
        if any(
            (owner or question) in off
            for owner, _, question in questions_read(rulebook.findings, asserted(condition))
        )
    )


def reasons_off_page(rulebook: Rulebook) -> frozenset[str]:
    """Return the rules that hold because of a value no reason may tell of.

    Where such a rule assigns a class, so are those that assign the same and may hold where that
    value alone is another: else the reason that is missing would tell.
    """
    shielded = {
        (each.id, value) for each in rulebook.questions.values() for value in each.reason_off_page
    }
    if not shielded:
        return frozenset()
    conditions = rulebook.conditions.items()
    silent = {id_ for id_, when in conditions if not shielded.isdisjoint(_rests_on(rulebook, when))}
    asked = {id_ for id_, _ in shielded}
    for classes in (rulebook.typologies, rulebook.target_groups):
        rules = classes.rules if classes else ()
        told = [rule for rule in rules if rule.id in silent]
        silent |= {
            rule.id
            for rule in rules
            for other in told
            if rule.then.value == other.then.value and not _apart(rule.when, other.when, asked)
        }
    return frozenset(silent)


def _apart(one: Condition, other: Condition, but: Collection[str]) -> bool:
    """Say whether two conditions ask one question for different values, `but` for some."""
    named = _named(one, but)
    return any(
        values.isdisjoint(named[ref]) for ref, values in _named(other, but).items() if ref in named
    )


def _named(condition: Condition, but: Collection[str]) -> dict[Ref, set[object]]:
    """Return the values a condition asks questions for, where it takes one of them."""
    found = dict[Ref, set[object]]()
    for part in filter(is_test, conjuncts(condition)):
        match part.ref, part.tests:
            case Ref(RefKind.QUESTION, id_, None), (Among(operands, negated=False),):
                if id_ not in but and all(isinstance(each, Value) for each in operands):
                    found[part.ref] = {getattr(each, "value", None) for each in operands}
    return found


def _rests_on(rulebook: Rulebook, condition: Condition) -> Iterator[tuple[str, str]]:
    """Yield the shielded values a condition may hold because of."""
    for tested in tests_of(asserted(condition)):
        for owner, _, id_ in questions_read(rulebook.findings, tested):
            if owner is None:
                values = rulebook.questions[id_].reason_off_page
                is_direct = tested.ref == Ref(RefKind.QUESTION, id_)
                yield from ((id_, each) for each in values if not is_direct or _meets(tested, each))


def _meets(tested: Tested, value: str) -> bool:
    """Say whether an answer may meet a test, as one of the values it names or leaves."""
    named = [
        ({getattr(each, "value", None) for each in test.operands}, test.negated)
        for test in tested.tests
        if isinstance(test, Among)
    ]
    return all((value in values) is not negated for values, negated in named)
