"""Conjunctions as durable-rules reads them: one pattern a rule, no joins, no negation."""

from __future__ import annotations

import json
from collections.abc import Sequence

from triage.engine.rete.encode import Conjunction
from triage.engine.rete.layout import TAG_FIELD, TAGGED
from triage.engine.rete.names import TAG
from triage.engine.rete.terms import Term, Terms, Test, tests_of

LAST = "end"
"""The rule that always holds, and fires after all others."""

_Json = dict[str, object]


def definition_of(
    conjunctions: Sequence[Conjunction], ways: Sequence[Sequence[Test]], names: Sequence[str]
) -> str:
    """Return the JSON of a native ruleset: rules `000`, `001`, … and the one that fires last.

    `ways` are the tests of each before its choices, `names` those of the fields.
    """
    rules = {
        f"{index:03}": _rule([*_tests(way, names), *_choices(each.choices, names)], index)
        for index, (each, way) in enumerate(zip(conjunctions, ways, strict=True))
    }
    rules[LAST] = _rule(_tests([TAGGED], names), len(ways))
    return json.dumps(rules)


def _rule(tests: list[_Json], priority: int) -> _Json:
    return {"all": [{"m": {"$and": tests}}], "pri": priority}


def _choices(choices: Sequence[Terms], names: Sequence[str]) -> list[_Json]:
    return [{"$or": [_alternative(term, names) for term in choice]} for choice in choices]


def _alternative(term: Term, names: Sequence[str]) -> _Json:
    tests = _tests(tests_of(term), names)
    return tests[0] if len(tests) == 1 else {"$and": tests}


def _tests(tests: Sequence[Test], names: Sequence[str]) -> list[_Json]:
    return [_json_test(test, names) for test in tests]


def _json_test(test: Test, names: Sequence[str]) -> _Json:
    operator, field, value = test
    named: _Json = {TAG if field == TAG_FIELD else names[field]: value}
    return {operator: named} if operator else named
