"""The faults of durable-rules 2.0.28, each shown without its guard, and gone with it.

Without a guard they run in a process of their own, for many end it. Should one no longer show,
durable-rules has changed: look whether its guard is still needed.
"""

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Sequence

import pytest

from tests.engine.rete.installed import needs_durable_rules
from triage.engine.rete import Between, Both, Either, Positive, PositiveRule, Ruleset

pytestmark = needs_durable_rules

SECONDS = 3

BARE = """
import json
import durable_rules_engine as engine

def make(rules):
    return engine.create_ruleset("bare", json.dumps(rules))

def rule(*tests, **settings):
    return {"all": [{"m": {"$and": list(tests)}}], **settings}

def fire(handle, fact, on=lambda name: None):
    _, state = engine.assert_fact(handle, json.dumps(fact))
    started = engine.start_action_for_state(handle, state)
    firing, names = started and started[1], []
    while firing and len(names) < 1000:
        names.append(firing.split('"')[1])
        on(names[-1])
        firing = engine.complete_and_start_action(handle, state)
    return names
"""


def bare(script: str) -> str:
    """Run a script on the extension module alone: what it prints, or how it ends."""
    code = BARE + textwrap.dedent(script)
    environment = {
        **os.environ,
        "MALLOC_PERTURB_": "165",
    }  # glibc: memory nobody has written to is not 0
    try:
        ran = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "no end"
    if ran.returncode < 0:
        return "crash"
    return ran.stderr.strip().splitlines()[-1] if ran.returncode else ran.stdout.strip()


def fired(whens: Sequence[Positive], fact: dict[str, int]) -> list[int]:
    """Fire conditions as rules 0, 1, … with all guards."""
    return list(
        Ruleset("guarded", [PositiveRule(n, when) for n, when in enumerate(whens)]).fire(fact)
    )


def one(field: str) -> Between:
    """Test that a field is 1."""
    return Between(field, 1, 1)


def ones(count: int) -> dict[str, int]:
    """Return a fact with so many fields, all 1."""
    return {f"a{n}": 1 for n in range(count)}


def test_names_of_fields_are_told_apart_by_a_hash_alone() -> None:
    """Guard: names of our own, with one hash each."""
    assert bare('print(fire(make({"r": rule({"costarring": 1})}), {"liquid": 1}))') == "['r']"
    both = [one("costarring"), one("liquid")]
    assert fired(both, {"liquid": 1}) == [1]
    assert fired(both, {"costarring": 1}) == [0]


def test_ids_of_states_are_told_apart_by_a_hash_alone() -> None:
    """Guard: no ids; every fact goes to the one state, and is gone before the next comes."""
    joined = bare("""
        handle = make({"r": {"all": [{"x": {"a": 1}}, {"y": {"b": 1}}]}})
        fire(handle, {"sid": "costarring", "a": 1})
        print(fire(handle, {"sid": "liquid", "b": 1}))
    """)
    assert joined == "['r']"
    both = Ruleset("both", [PositiveRule(0, Both((one("a"), one("b"))))])
    assert [both.fire({"a": 1}), both.fire({"b": 1})] == [(), ()]


def test_a_state_in_which_nothing_fired_cannot_be_freed() -> None:
    """Guard: a rule that always holds."""
    freed = bare("""
        handle = make({"r": rule({"a": 1})})
        fire(handle, {"b": 1})
        engine.delete_state(handle, None)
        print("freed")
    """)
    if freed == "freed":
        pytest.skip("here memory nobody has written to happens to be 0")
    assert freed == "crash"
    nothing = Ruleset("nothing", [PositiveRule(0, one("a"))])
    assert nothing.fire({"b": 1}) == ()
    del nothing


def test_states_run_out() -> None:
    """Guard: one state, emptied after every run."""
    out = bare("""
        handle = make({"r": rule({"a": 1})})
        for person in range(1025):
            fire(handle, {"sid": str(person), "a": 1})
    """)
    assert out == "MemoryError"
    many = Ruleset("many", [PositiveRule(0, one("a"))])
    assert all(many.fire({"a": 1, "person": person}) == (0,) for person in range(2000))


def test_256_rules_on_one_pattern_end_the_process() -> None:
    """Guard: at most 250 rules in one native ruleset."""
    ended = bare('print(len(fire(make({str(n): rule({"a": 1}) for n in range(256)}), {"a": 1})))')
    assert ended != "256"
    assert fired([one("a")] * 600, {"a": 1}) == list(range(600))


def test_512_fields_never_end() -> None:
    """Guard: at most 250 rules in one native ruleset, so no place has as many tests."""
    script = 'print(fire(make({str(n): rule({f"a{n}": 1}) for n in range(513)}), {"a1": 1}))'
    assert bare(script) == "no end"
    assert fired([one(f"a{n}") for n in range(600)], {"a1": 1}) == [1]


def test_65_tests_that_hold_at_once_are_refused_when_the_fact_comes() -> None:
    """Guard: branches; and a native ruleset whose worst fact would still need more is divided."""
    refused = bare("""
        rules = {str(n): rule({f"a{n}": 1}) for n in range(65)}
        fire(make(rules), {f"a{n}": 1 for n in range(65)})
    """)
    assert refused == "durable_rules_engine.error: Could not assert fact, error code: 303"
    assert fired([one(f"a{n}") for n in range(300)], ones(300)) == list(range(300))
    assert fired([Either(tuple(one(f"a{n}") for n in range(100)))], ones(100)) == [0]


def test_no_fact_needs_more_of_the_stack_than_there_is() -> None:
    """Fifteen ways on, all open, and behind the first fifteen more, and so on: 225 rules."""
    sides = [one(f"side{n}") for n in range(15)]
    steps = [one(f"step{n}") for n in range(15)]
    rules = [Both((*steps[: n + 1], side)) for n in range(15) for side in sides]
    fact = {test.field: 1 for test in (*sides, *steps)}
    assert fired([Both(tuple(sides)), *rules], fact) == list(range(226))


def test_a_fact_of_253_fields_is_refused() -> None:
    """Guard: a native ruleset gets the fields its rules read, and they read at most 240."""
    refused = bare('fire(make({"r": rule({"a0": 1})}), {f"a{n}": 1 for n in range(253)})')
    assert refused == "durable_rules_engine.error: Could not assert fact, error code: 302"
    pairs = [Both((one(f"a{n}"), one(f"a{n + 1}"))) for n in range(0, 600, 2)]
    assert fired(pairs, ones(600)) == list(range(300))


def test_an_expression_has_32_places() -> None:
    """Guard: what takes more is divided over several native rules, or found a round before."""
    refused = bare("""
        ranges = [{"$and": [{"$gte": {f"a{n}": 1}}, {"$lte": {f"a{n}": 2}}]} for n in range(15)]
        make({"r": rule({"$or": ranges})})
    """)
    assert refused == "durable_rules_engine.error: Could not create ruleset, error code: 113"
    wide = Either(tuple(Between(f"a{n}", 1, 2) for n in range(60)))
    assert fired([wide, Both((wide, wide, one("a59")))], {"a59": 1}) == [0, 1]


def test_129_choices_at_one_place_write_over_other_memory() -> None:
    """Guard: branches, and the bound on the stack: where choices meet, all are on it at once."""
    script = """
        either = {"$or": [{"a": 1}, {"b": 1}]}
        rules = {str(n): rule(either, {"c": n}) for n in range(129)}
        print(fire(make(rules), {"a": 1, "c": 128}))
    """
    assert bare(script) != "['128']"
    choice = Either((one("a"), one("b")))
    assert fired([Both((choice, Between("c", n, n))) for n in range(300)], {"a": 1, "c": 299}) == [
        299
    ]


def test_a_rule_fires_once_for_each_way_in_which_it_holds() -> None:
    """Guard: rules are given once, and at most 32 combinations of choices are left to one rule."""
    script = """
        choices = [{"$or": [{f"a{n}": 1}, {f"b{n}": 1}]} for n in range(6)]
        fact = {f"{letter}{n}": 1 for letter in "ab" for n in range(6)}
        print(len(fire(make({"r": rule(*choices)}), fact)))
    """
    assert bare(script) == "64"
    choices = tuple(Either((one(f"a{n}"), one(f"b{n}"))) for n in range(12))
    fact = {f"{letter}{n}": 1 for letter in "ab" for n in range(12)}
    assert fired([Both(choices)], fact) == [0]


def test_negation_and_derived_facts_fire_what_no_longer_holds() -> None:
    """Guard: one fact, no negation, no joins; what is found becomes a field of the next fact."""
    script = """
        absent = {"all": [{"x": {"a": 1}}, {"y$not": {"b": 1}}], "pri": 1}
        handle = make({"derive": rule({"a": 1}, pri=0), "absent": absent})
        derive = lambda name: name == "derive" and engine.assert_fact(handle, '{"b":1}')
        print(fire(handle, {"a": 1}, derive))
    """
    assert bare(script) == "['derive', 'absent']"


def test_a_test_for_absence_holds_of_the_states_own_fact_too() -> None:
    """Guard: every rule tests for a tag that facts have and states do not."""
    assert bare('print(fire(make({"r": rule({"$nex": {"a": 1}})}), {"b": 1}))') == "['r', 'r']"
    assert fired([Both(())], {"b": 1}) == [0]


def test_values_are_coerced() -> None:
    """Guard: only whole numbers within 32 bits get through (see `test_host`)."""
    script = """
        handle = make({"three": rule({"$gte": {"a": 3}}), "one": rule({"a": 1})})
        values = ("abc", 2**70, True, 1.0)
        print([fire(handle, {"id": n, "a": value}) for n, value in enumerate(values)])
    """
    assert bare(script) == "[['three'], ['three'], ['one'], ['one']]"


def test_priorities_wrap_at_65536() -> None:
    """Guard: priorities are our own, from 0 in each native ruleset."""
    script = """
        rules = {"first": rule({"a": 1}, pri=65535), "second": rule({"a": 1}, pri=65536)}
        print(fire(make(rules), {"a": 1}))
    """
    assert bare(script) == "['second', 'first']"


def test_a_firing_that_is_not_completed_blocks_the_state() -> None:
    """Guard: the state of a run that was cut short is freed (see `test_host`)."""
    script = """
        handle = make({"r": rule({"a": 1})})
        _, state = engine.assert_fact(handle, '{"a":1}')
        engine.start_action_for_state(handle, state)
        print(fire(handle, {"a": 1, "b": 2}))
    """
    assert bare(script) == "[]"


def test_the_host_keeps_threads_swallows_errors_and_changes_definitions() -> None:
    """Guard: the host is never imported."""
    script = """
        import threading
        from durable import engine as host
        def lost(c):
            raise ValueError
        definition = {"r": {"all": [{"m": {"a": 1}}], "run": lost}}
        found = host.Host({"x": definition})
        state = found.assert_fact("x", {"a": 1})
        print("exception" in state, threading.active_count() > 1, "run" in definition["r"])
    """
    assert bare(script) == "True True False"
    before = threading.active_count()
    fired([one("a")], {"a": 1})
    assert threading.active_count() == before
    assert "durable.engine" not in sys.modules
