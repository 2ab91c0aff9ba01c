"""Walking and transforming conditions, the shipped and random ones."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from itertools import chain, product
from pathlib import Path

import pytest

from tests.strategies.drawing import Seeded
from tests.strategies.rulebooks import rulebook as drawn
from triage.language.load import load
from triage.language.printing import condition_data
from triage.model import condition as model
from triage.model import walk as walking
from triage.model.condition import ALWAYS, AllOf, AnyOf, Condition, Negation
from triage.model.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
SEEDS = 20


@pytest.fixture(scope="module")
def conditions(tmp_path_factory: pytest.TempPathFactory) -> list[Condition]:
    """Return every condition of the shipped rulebook and of some random ones."""
    folder = tmp_path_factory.mktemp("rulebooks")
    books = [load(ROOT / "rules" / "projekt-500")]
    for seed in range(SEEDS):
        (folder / str(seed)).mkdir()
        books.append(load(drawn(Seeded(seed)).write(folder / str(seed), quick=True)))
    return list(chain.from_iterable(map(_conditions, books)))


def _conditions(book: Rulebook) -> Iterator[Condition]:
    yield from book.conditions.values()
    for finding in book.findings.values():
        yield from finding.conditions
    yield from (each.asked_when for _, each in book.every_question() if each.asked_when)


def test_nothing_changed_is_the_same_object(conditions: list[Condition]) -> None:
    """So that what is kept by condition stays."""
    for each in conditions:
        assert walking.transform(each, lambda part: part) is each
        assert all(put(part) == each for part, put in walking.contexts(each))


def test_a_change_reaches_every_part_from_below(conditions: list[Condition]) -> None:
    """Each part is changed once, after its own."""
    for each in conditions:
        seen: list[Condition] = []

        def note(part: Condition, seen: list[Condition] = seen) -> Condition:
            seen.append(part)
            return part

        walking.transform(each, note)
        assert len(seen) == len(list(walking.walk(each)))
        assert seen[-1] == each
        tests = list(walking.tests_of(each))
        # The default keeps what the loop has now; of such a lambda no types are inferred.
        negated = walking.transform(each, lambda p, t=tests: Negation(p) if p in t else p)  # type: ignore[misc]
        assert list(walking.tests_of(negated)) == tests


def test_what_is_put_in_a_context_stands_there(conditions: list[Condition]) -> None:
    """And nothing else has changed: putting the part back gives the condition again."""
    marker = AnyOf((ALWAYS, ALWAYS, ALWAYS))
    for each in conditions:
        for place, (part, put) in enumerate(walking.contexts(each)):
            changed = put(marker)
            there, back = list(walking.contexts(changed))[place]
            assert there == marker
            assert back(part) == each


def test_every_test_is_found(conditions: list[Condition]) -> None:
    """Also those inside tests of items and rows, as many as are written."""
    for each in conditions:
        written = str(condition_data(each))
        inside = [tested for tested, _ in walking.contexts_of_tests(each)]
        assert len(list(walking.every_test(each))) == sum(len(tested.tests) for tested in inside)
        assert {ref.id for ref in walking.refs_of(each)} >= {tested.ref.id for tested in inside}
        assert all(ref.id in written for ref in walking.refs_of(each))
    assert any(
        len(list(walking.tests_of(each))) < len(list(walking.contexts_of_tests(each)))
        for each in conditions
    )


@cache
def _small() -> tuple[model.Tested, ...]:
    book = load(ROOT / "rules" / "projekt-500")
    every = chain.from_iterable(map(walking.tests_of, book.conditions.values()))
    return tuple(dict.fromkeys(every))[:3]


def _value(condition: Condition, true: frozenset[model.Tested]) -> bool:
    match condition:
        case AllOf(parts):
            return all(_value(part, true) for part in parts)
        case AnyOf(parts):
            return any(_value(part, true) for part in parts)
        case Negation(part):
            return not _value(part, true)
        case model.Tested():
            return condition in true


def _compound() -> Iterator[Condition]:
    a, b, c = _small()
    inner: list[Condition] = [
        AllOf((a, Negation(b))),
        AnyOf((Negation(a), c)),
        Negation(AnyOf((b, c))),
        ALWAYS,
    ]
    yield from inner
    for one, other in product(inner, repeat=2):
        yield Negation(AllOf((one, Negation(other))))
        yield AnyOf((one, AllOf((other, Negation(Negation(c))))))


def test_negation_normal_form_means_the_same() -> None:
    """Whichever tests are true."""
    for condition in _compound():
        for chosen in product((False, True), repeat=3):
            true = frozenset(t for t, is_true in zip(_small(), chosen, strict=True) if is_true)

            def literal(
                test: model.Tested, negated: bool, s: frozenset[model.Tested] = true
            ) -> bool:
                return (test in s) is not negated

            folded = walking.fold_literals(condition, literal, all, any)
            assert folded is _value(condition, true)


def test_what_is_excluded_is_left_out() -> None:
    """Everything under a `not`, and nothing else."""
    a, b, c = _small()
    assert walking.asserted(AnyOf((a, AllOf((b, Negation(c)))))) == AnyOf((a, AllOf((b, ALWAYS))))


def test_joining_otherwise() -> None:
    """`all` and `any` of several parts change places; nothing else has a dual."""
    a, b, _ = _small()
    assert walking.joined_otherwise(AllOf((a, b))) == AnyOf((a, b))
    assert walking.joined_otherwise(AnyOf((a, b))) == AllOf((a, b))
    assert walking.joined_otherwise(AllOf((a,))) is walking.joined_otherwise(Negation(a)) is None


# --- who asks which kind a condition is of

KINDS = {"AllOf", "AnyOf", "Negation", "Tested"}
MAY_ASK = {
    "model/walk.py",
    "program/lower_conditions.py",
    "engine/reference/completion.py",
    "language/printing.py",
    "present/conditions.py",
}


def asks_for_kinds(source: str) -> Iterator[int]:
    """Yield the lines on which conditions are matched by kind."""
    for each in ast.walk(ast.parse(source)):
        match each:
            case ast.MatchClass(cls=asked):
                pass
            case ast.Call(ast.Name("isinstance"), [_, asked]):
                pass
            case _:
                continue
        if any(isinstance(n, ast.Name) and n.id in KINDS for n in ast.walk(asked)):
            yield each.lineno


def test_only_these_modules_match_conditions_by_kind() -> None:
    """Where they are walked, lowered, printed in two ways, and evaluated by the reference."""
    source = ROOT / "src" / "triage"
    asking = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if any(asks_for_kinds(path.read_text(encoding="utf-8")))
    }
    assert asking == MAY_ASK


def test_matching_by_kind_is_noticed() -> None:
    """In each of its forms."""
    for source in (
        "isinstance(when, AllOf)",
        "isinstance(when, AllOf | AnyOf)",
        "match when:\n    case Negation(part): pass",
        "match when:\n    case AllOf(parts) | AnyOf(parts): pass",
    ):
        assert [*asks_for_kinds(source)], source
    assert not [*asks_for_kinds("AllOf((one, Negation(other)))")]
