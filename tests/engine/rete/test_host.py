"""What a ruleset does for whoever uses it."""

import random
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.engine.rete.installed import needs_durable_rules
from tests.engine.rete.random_rules import expected, fact
from triage.diagnostics import EngineUnavailable, LimitReached
from triage.engine.rete import (
    LARGEST,
    SMALLEST,
    Between,
    Both,
    Either,
    Positive,
    PositiveRule,
    Ruleset,
)

pytestmark = needs_durable_rules

ALWAYS, NEVER = Both(()), Either(())


def ruleset(*whens: Positive) -> Ruleset:
    """Make a ruleset of conditions as rules 0, 1, …."""
    return Ruleset("these", [PositiveRule(index, when) for index, when in enumerate(whens)])


def fails_at(
    monkeypatch: pytest.MonkeyPatch, function: str, call: int, error: BaseException
) -> None:
    """Have one function of durable-rules raise at its so-manieth call from here."""
    module = sys.modules["durable_rules_engine"]
    real: Callable[..., object] = getattr(module, function)
    calls = iter(range(1, sys.maxsize))

    def failing(*arguments: object) -> object:
        if next(calls) == call:
            raise error
        return real(*arguments)

    monkeypatch.setattr(module, function, failing)


def test_rules_fire_in_their_order_each_once() -> None:
    """Neither ids nor the number of ways in which a rule holds matter."""
    both = Either((Between("b", 1, 1), Between("a", 1, 1)))
    some = [
        PositiveRule(9, both),
        PositiveRule(2, Between("a", 0, 1)),
        PositiveRule(5, Between("a", 1, 1)),
    ]
    assert Ruleset("order", some).fire({"a": 1, "b": 1}) == (9, 2, 5)


def test_a_test_on_an_absent_field_is_false() -> None:
    """Even one that every value meets."""
    assert ruleset(Between("a", SMALLEST, LARGEST), ALWAYS).fire({"b": 1}) == (1,)


def test_rules_that_always_or_never_hold() -> None:
    """Also on an empty fact, and where there are no rules at all."""
    assert ruleset(NEVER, ALWAYS, Both((ALWAYS, NEVER)), Either((ALWAYS, NEVER))).fire({}) == (1, 3)
    assert ruleset(NEVER).fire({}) == ()
    assert ruleset().fire({"a": 1}) == ()


@pytest.mark.parametrize("value", [SMALLEST, -1, 0, 1, LARGEST])
def test_values_to_both_ends(value: int) -> None:
    """Bounds are included, also at the ends of what a field can have."""
    near = ruleset(*(Between("a", value + low, value + high) for low, high in RANGES))
    assert near.fire({"a": value}) == (0, 1, 2, 3)


RANGES = ((0, 0), (-1, 0), (0, 1), (-1, 1), (-1, -1), (1, 1))


@pytest.mark.parametrize("value", ["abc", "1", True, 1.0, 1e-7, None, 2**70, LARGEST + 1])
def test_nothing_but_small_whole_numbers_gets_through(value: object) -> None:
    """What durable-rules would coerce is refused, without saying what it was."""
    some = ruleset(Between("a", 1, 1))
    with pytest.raises(ValueError, match="a is not a small whole number") as raised:
        # A wrong type is what is tried.
        some.fire({"a": value})  # type: ignore[dict-item]
    assert repr(value) not in str(raised.value)
    # A wrong type is what is tried.
    assert some.fire({"a": 1, "unread": value}) == (0,)  # type: ignore[dict-item]


def test_two_rules_with_one_id_are_refused() -> None:
    """A firing could mean either."""
    with pytest.raises(ValueError, match="same id"):
        Ruleset("twice", [PositiveRule(1, ALWAYS), PositiveRule(1, NEVER)])


def test_rules_may_be_numbered_beyond_any_priority_of_durable_rules() -> None:
    """Its priorities wrap at 65,536; ids are not priorities."""
    some = [PositiveRule(id_, Between("a", 1, 1)) for id_ in (70_000, 65_536, 65_535, 2**40, -1)]
    assert Ruleset("numbers", some).fire({"a": 1}) == (70_000, 65_536, 65_535, 2**40, -1)


def test_a_thousand_rules_on_one_decision() -> None:
    """They stand in several native rulesets and fire in one order."""
    draw = random.Random(4)
    some = [PositiveRule(index, _decision(draw)) for index in range(1000)]
    decision = Ruleset("decision", some)
    for _ in range(50):
        each = {f"f{field}": draw.randrange(5) for field in range(20)}
        assert decision.fire(each) == expected(some, each)


def _decision(draw: random.Random) -> Positive:
    fields = draw.sample(range(20), draw.choice((1, 2, 3, 4)))
    return Both(tuple(Between(f"f{field}", draw.randrange(5), 4) for field in fields))


def test_a_rule_that_reads_more_fields_than_a_fact_can_have() -> None:
    """It is refused when it is made, not when it is fired."""
    with pytest.raises(LimitReached) as raised:
        ruleset(Both(tuple(Between(f"a{field}", 1, 1) for field in range(241))))
    assert raised.value.diagnostics[0].code == "durable-rules-too-wide"


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Have threads change as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty_threads")
def test_eight_threads_share_one_ruleset() -> None:
    """They take turns, and each gets its own answers."""
    draw = random.Random(6)
    some = [PositiveRule(index, _decision(draw)) for index in range(60)]
    facts = [{f"f{field}": draw.randrange(5) for field in range(20)} for _ in range(300)]
    answers = [expected(some, each) for each in facts]
    shared, started = Ruleset("shared", some), threading.Barrier(8)

    def wrong(first: int) -> int:
        started.wait()
        asked = [*range(first, len(facts)), *range(first)] * 4
        return sum(shared.fire(facts[index]) != answers[index] for index in asked)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(wrong, range(0, 240, 30))) == 0


@pytest.mark.parametrize(
    ("function", "call"),
    [
        ("assert_fact", 1),
        ("start_action_for_state", 1),
        ("complete_and_start_action", 1),
        ("complete_and_start_action", 3),
        ("retract_fact", 1),
    ],
)
def test_nothing_is_left_of_a_run_that_was_cut_short(
    monkeypatch: pytest.MonkeyPatch, function: str, call: int
) -> None:
    """A key pressed while rules fire must not let one person's fact reach the next."""
    some = ruleset(Between("a", 1, 1), Between("b", 1, 1), Either((*_ones("abc"),)))
    fails_at(monkeypatch, function, call, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        some.fire({"a": 1})
    assert some.fire({"b": 1}) == (1, 2)
    assert some.fire({}) == ()


def _ones(fields: str) -> list[Between]:
    return [Between(field, 1, 1) for field in fields]


def test_an_error_of_durable_rules_is_reported_and_the_next_run_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its own words are kept; what it left behind is not."""
    some = ruleset(Between("a", 1, 1))
    error = sys.modules["durable_rules_engine"].error("Could not start action, error code: 307")
    fails_at(monkeypatch, "complete_and_start_action", 1, error)
    with pytest.raises(EngineUnavailable) as raised:
        some.fire({"a": 1})
    assert raised.value.diagnostics[0].code == "durable-rules-failed"
    assert "307" in raised.value.diagnostics[0].message()
    assert some.fire({"a": 1}) == (0,)


@pytest.mark.parametrize("function", ["start_action_for_state", "complete_and_start_action"])
def test_firings_that_stop_early_are_noticed(
    monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    """The rule that fires last did not: an answer would be a guess."""
    some = ruleset(Between("a", 1, 1))
    module = sys.modules["durable_rules_engine"]
    monkeypatch.setattr(module, function, lambda *_: None)
    with pytest.raises(EngineUnavailable):
        some.fire({"a": 1})


@pytest.mark.parametrize("text", ['"$gte"', '"$lte"', '"$or"'])
def test_a_build_that_fires_wrongly_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """The self-test: here every rule gets an operator that no fact meets."""
    module = pytest.importorskip("durable_rules_engine")
    real = module.create_ruleset
    monkeypatch.setattr(
        module, "create_ruleset", lambda name, rules: real(name, rules.replace(text, '"$gt"'))
    )
    with pytest.raises(EngineUnavailable):
        ruleset(Between("a", 3, LARGEST), Between("a", SMALLEST, 3), Either((*_ones("abc"),)))


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_memory_does_not_grow() -> None:
    """20,000 runs and a hundred rulesets take less than a megabyte more."""
    some = ruleset(*(Between(f"f{n % 8}", n % 5, 9) for n in range(40)), Either((*_ones("abc"),)))
    draw = random.Random(7)
    facts = [fact(draw, 8) for _ in range(500)]

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])

    def use() -> None:
        for _ in range(8):
            for each in facts:
                some.fire(each)
        for _ in range(20):
            ruleset(*(Between(f"f{n}", n, 9) for n in range(40))).fire({"f1": 9})

    use()
    before = resident()
    for _ in range(4):
        use()
    assert resident() - before < 256
