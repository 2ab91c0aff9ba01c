"""Tests of dates: before a day, from a day on, and the time elapsed since (section 2)."""

from __future__ import annotations

from triage.language.conditions.names import Scope, Subject
from triage.language.conditions.operands import read_value
from triage.language.conditions.value_tests import read_number_tests
from triage.language.reading.nodes import Node, ScalarNode
from triage.language.reading.scalars import LARGEST_NUMBER
from triage.model.condition import DateCompared, Elapsed, Ref
from triage.model.question import Number

_MONTHS = {"months_ago": 1, "years_ago": 12}
# Time elapsed has no range of its own: it is negative for dates to come.
_ANY_NUMBER = Number(-LARGEST_NUMBER, LARGEST_NUMBER)


def read_date_test(
    key: ScalarNode, node: Node, subject: Subject, scope: Scope
) -> DateCompared | Elapsed | None:
    """Read one entry of a date's test."""
    if key.text in _MONTHS:
        # What is tested is a number of its own, and problems name it by the key it stands under.
        ref = Ref(subject.ref.kind, key.text)
        elapsed = Subject(ref, _ANY_NUMBER, may_not_apply=False, comparable=False)
        tests = read_number_tests(node, elapsed, scope)
        return None if tests is None else Elapsed(_MONTHS[key.text], tests)
    day = read_value(node, subject.domain, scope)
    return None if day is None else DateCompared(key.text == "before", day)
