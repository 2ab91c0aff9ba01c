"""What embedders really hand over: classes of their own, and values of every wrong type.

INVARIANT: a value counts as what it holds, never as what its class says of it; and whatever is
handed over, only `TriageError` with a code comes back.
"""

from __future__ import annotations

import enum
import inspect
import types
from collections import ChainMap, OrderedDict, UserDict, UserString, defaultdict, deque, namedtuple
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import triage
from tests.sizes import examples
from tests.test_library_storage import Row as Stored

FOLDER = Path(__file__).parent / "present" / "book"
BOOK = triage.load_rulebook(FOLDER)
DAY = date(2026, 5, 4)
ANSWERS: dict[str, Any] = {
    "goal_state": "named",
    "goals": [{"job": "cleaner"}, {"needs_danish": "some"}],
    "scope": "open",
    "danish": "some",
    "worked": ["shop"],
    "age": 41,
    "meet": "2026-06-01",
    "barriers": {"childcare": {"weight": "much"}},
}


class Goal(str, enum.Enum):  # noqa: UP042 - as embedders write it
    """An enumeration whose text is `Goal.NAMED`."""

    NAMED = "named"


class Age(enum.IntEnum):
    """A number with a name."""

    NOW = 41


class Lying(str):
    """A text that says it is another, and equals everything."""

    __slots__ = ()

    def __str__(self) -> str:
        return "none"

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


class LyingNumber(int):
    """A number that says it is another."""

    def __int__(self) -> int:
        return 16

    def __index__(self) -> int:
        return 16

    def __str__(self) -> str:
        return "16"

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


class Day(date):
    """A date as some libraries have it."""

    def isoformat(self) -> str:
        """Say another day."""
        return "1999-01-01"


class Items(list[Any]):
    """A list as a database gives it."""


Row = namedtuple("Row", ["one"])

SAME: list[tuple[str, Any]] = [
    ("goal_state", Goal.NAMED),
    ("goal_state", np.str_("named")),
    ("goal_state", Lying("named")),
    ("danish", Lying("some")),
    ("age", Age.NOW),
    ("age", LyingNumber(41)),
    ("meet", Day(2026, 6, 1)),
    ("meet", date(2026, 6, 1)),
    ("worked", {"shop"}),
    ("worked", frozenset({Lying("shop")})),
    ("worked", Row("shop")),
    ("worked", Items([np.str_("shop")])),
    ("goals", Items([OrderedDict(job=Lying("cleaner")), ChainMap({"needs_danish": "some"})])),
    ("goals", ({"job": "cleaner"}, UserDict(needs_danish="some"))),
    ("barriers", types.MappingProxyType({Lying("childcare"): {"weight": Lying("much")}})),
    ("barriers", defaultdict(dict, childcare=OrderedDict(weight="much"))),
]
"""The same answers as in `ANSWERS`, in other classes."""


@pytest.mark.parametrize("engine", ["checked", "reference"])
@pytest.mark.parametrize(("question", "value"), SAME, ids=lambda each: type(each).__name__)
def test_a_value_counts_as_what_it_holds(question: str, value: Any, engine: triage.Engine) -> None:
    """Whatever its class makes of it, in an assessment, in an interview and in what if."""
    expected = BOOK.assess(ANSWERS, as_of=DAY, engine=engine)
    answers: dict[str, Any] = {
        Lying(key): each for key, each in {**ANSWERS, question: value}.items()
    }
    found = BOOK.assess(answers, as_of=Day(2026, 5, 4), engine=engine)
    assert found.to_dict() == expected.to_dict()
    assert BOOK.interview(answers, as_of=DAY).outcome(engine) == expected


def test_values_in_an_interview_and_in_changes() -> None:
    """Answers one by one count as what they hold too."""
    talk = BOOK.interview(as_of=DAY).answer(Lying("goal_state"), Goal.NAMED)
    talk = talk.answer("worked", frozenset({Lying("shop")})).answer("age", LyingNumber(41))
    assert talk.answers == {"goal_state": "named", "worked": ["shop"], "age": 41}
    assert {type(each.answer) for each in talk.history} == {str, list, int}
    outcome = BOOK.assess(ANSWERS, as_of=DAY)
    changed = outcome.what_if({Lying("age"): LyingNumber(65)})
    assert changed == outcome.what_if({"age": 65})
    assert outcome.why(Lying("open_many")) == outcome.why("open_many")


@pytest.mark.parametrize(
    "value",
    [np.int64(41), np.float64(41), 41.0, Decimal(41), Fraction(41), b"41", "41", True, [41]],
    ids=lambda each: type(each).__name__,
)
def test_nothing_is_coerced(value: object) -> None:
    """What is no whole number is refused where one is asked for."""
    with pytest.raises(triage.InvalidAssessment, match="wrong-answer at age"):
        BOOK.assess({"age": value}, as_of=DAY)


def test_what_is_refused_is_told_by_its_type() -> None:
    """`np.True_` prints as `True`, which would have been right."""
    with pytest.raises(triage.InvalidAssessment) as caught:
        BOOK.assess({"age": np.int64(41)}, as_of=DAY)
    assert caught.value.diagnostics[0].message().startswith("`numpy.int64` is not an answer")


def test_a_name_given_twice() -> None:
    """Two keys that hold the same text are one question answered twice."""

    class Other(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            return self is other

    with pytest.raises(triage.InvalidAssessment, match="duplicate-key"):
        BOOK.assess({"danish": "some", Other("danish"): "good"}, as_of=DAY)


def test_a_point_in_time_is_no_day() -> None:
    """Which day it is depends on the time zone: nobody guesses."""
    # A time without a zone is what is tried.
    for when in (datetime(2026, 5, 4, 23, tzinfo=UTC), datetime(2026, 5, 4)):  # noqa: DTZ001
        with pytest.raises(triage.InvalidAssessment, match="as-of-with-time at as_of"):
            BOOK.assess(ANSWERS, as_of=when)


# --- wrong types


class Hostile:
    """An object that says nothing of itself without raising."""

    def _refuse(self, *_: object) -> Any:
        raise RuntimeError

    __str__ = __repr__ = __eq__ = __bool__ = __len__ = __iter__ = __getattr__ = _refuse
    __hash__ = object.__hash__


CYCLE: list[Any] = []
CYCLE.append(CYCLE)
ROUND: dict[str, Any] = {}
ROUND["goals"] = ROUND
WRONG: list[Any] = [
    *(None, 0, 3, -1, 10**5000, True, 3.5, float("nan"), 1j, b"named", bytearray(b"x"), ...),
    *(
        "",
        "\0",
        "x" * 5000,
        "nobody",
        "goals.1",
        "goals.99999.job",
        "a.b.c.d",
        "barriers.rest.weight",
    ),
    *("\ud800", "2026-13-01", "day", "=", "contact=", "contact=never"),
    *([], [1], [None], [[]], {}, {3: 4}, {None: None}, {"goals": {}}, {"danish": [{}]}, set(), {1}),
    *(CYCLE, ROUND, (), ((),), deque(), range(3), iter(()), UserString("danish"), UserDict(a=1)),
    *(object(), type, int, len, lambda: None, Hostile(), NotImplemented, Ellipsis, ValueError("x")),
    *(date.min, time(), Decimal("NaN"), Fraction(1, 3), Path("nobody"), Path("\0")),
    *(np.int64(3), np.array([1, 2]), np.bool_(True), np.datetime64("2026-05-04"), memoryview(b"x")),
    *(Goal.NAMED, Age.NOW, Lying("x"), LyingNumber(3), Day(2026, 5, 4), types.SimpleNamespace()),
    triage.Assessment(answers={"danish": 3}, as_of=DAY),
    triage.Assessment(answers={}, as_of=DAY).model_copy(update={"answers": 3, "rulebook": [3]}),
    triage.Assessment(answers={}).model_copy(update={"as_of": 3, "history": 3}),
]
"""Values of many types; a few of them fit somewhere."""


def hashable(value: Any) -> bool:
    """Say whether a value can be a key."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


EXPLAINED = BOOK.assess(ANSWERS, as_of=DAY)
TALK = BOOK.interview(ANSWERS, as_of=DAY)
PAGE = BOOK.page(EXPLAINED)
PROBLEM = triage.Diagnostic("as-of-missing")

TABLE = pa.table({"age": [41]})

DOORS: dict[str, Callable[[Any], object]] = {
    "load_rulebook": triage.load_rulebook,
    "check_rulebook": triage.check_rulebook,
    "load_rulebook limits": lambda x: triage.load_rulebook(FOLDER, limits=x),
    "load_rulebook root": lambda x: triage.load_rulebook(FOLDER, root=x),
    "load_rulebook approved": lambda x: triage.load_rulebook(FOLDER, approved=x),
    "check_rulebook limits": lambda x: triage.check_rulebook(FOLDER, limits=x),
    "check_rulebook root": lambda x: triage.check_rulebook(FOLDER, root=x),
    "Rulebook": triage.Rulebook,
    "Rulebook limits": lambda x: triage.Rulebook(BOOK._rulebook, x),
    "assess": lambda x: BOOK.assess(x, as_of=DAY),
    "assess as_of": lambda x: BOOK.assess({}, as_of=x),
    "assess engine": lambda x: BOOK.assess({}, as_of=DAY, engine=x),
    "assess one answer": lambda x: [BOOK.assess({id_: x}, as_of=DAY) for id_ in ANSWERS],
    "assess an item": lambda x: BOOK.assess({**ANSWERS, "goals": [x, {"job": x}]}, as_of=DAY),
    "assess a row": lambda x: BOOK.assess({"barriers": {"childcare": x, "rest": x}}, as_of=DAY),
    "assess most_seconds": lambda x: BOOK.assess({}, as_of=DAY, most_seconds=x),
    "assess_many most_seconds": lambda x: BOOK.assess_many([], as_of=DAY, most_seconds=x),
    "next_question most_seconds": lambda x: BOOK.next_question({}, as_of=DAY, most_seconds=x),
    "assess_many": lambda x: BOOK.assess_many(x, as_of=DAY),
    "assess_many one": lambda x: list(BOOK.assess_many([x], as_of=DAY)),
    "assess_many as_of": lambda x: list(BOOK.assess_many([ANSWERS], as_of=x)),
    "assess_many engine": lambda x: list(BOOK.assess_many([ANSWERS], as_of=DAY, engine=x)),
    "assess_table": lambda x: BOOK.assess_table(x, as_of=DAY),
    "assess_table as_of": lambda x: BOOK.assess_table(TABLE, as_of=x),
    "assess_table keep": lambda x: BOOK.assess_table(TABLE, as_of=DAY, keep=x),
    "assess_table skip": lambda x: BOOK.assess_table(TABLE, as_of=DAY, skip=x),
    "assess_table tell": lambda x: BOOK.assess_table(TABLE, as_of=DAY, tell=x),
    "assess_stream": lambda x: BOOK.assess_stream(x, as_of=DAY),
    "assess_stream as_of": lambda x: [*BOOK.assess_stream(TABLE.to_reader(), as_of=x)],
    "assess_stream keep": lambda x: [*BOOK.assess_stream(TABLE.to_reader(), as_of=DAY, keep=x)],
    "assess_stream skip": lambda x: [*BOOK.assess_stream(TABLE.to_reader(), as_of=DAY, skip=x)],
    "assess_stream tell": lambda x: [*BOOK.assess_stream(TABLE.to_reader(), as_of=DAY, tell=x)],
    "own_answers": lambda x: BOOK.own_answers(x, []),
    "own_answers others": lambda x: BOOK.own_answers(ANSWERS, x),
    "own_answers another": lambda x: BOOK.own_answers(ANSWERS, [x]),
    "page": BOOK.page,
    "page language": lambda x: BOOK.page(EXPLAINED, language=x),
    "page case": lambda x: BOOK.page(EXPLAINED, case=x).to_text(),
    "page by_hand": lambda x: BOOK.page(EXPLAINED, by_hand=x),
    "page everything": lambda x: BOOK.page(EXPLAINED, everything=x),
    "page for_staff": lambda x: BOOK.page(EXPLAINED, for_staff=x),
    "page choices": lambda x: BOOK.page(EXPLAINED, choices=x),
    "copies": lambda x: BOOK.copies(x, "min_plan"),
    "copies target": lambda x: BOOK.copies(EXPLAINED, x),
    "copies language": lambda x: BOOK.copies(EXPLAINED, "min_plan", language=x),
    "copies by_hand": lambda x: BOOK.copies(EXPLAINED, "min_plan", by_hand=x),
    "copies limits": lambda x: BOOK.copies(EXPLAINED, "min_plan", limits=x),
    "sheet": BOOK.sheet,
    "sheet language": lambda x: BOOK.sheet(EXPLAINED, language=x),
    "sheet in_person": lambda x: BOOK.sheet(EXPLAINED, in_person=x),
    "sheet by_hand": lambda x: BOOK.sheet(EXPLAINED, by_hand=x),
    "texts": BOOK.texts,
    "texts language": lambda x: BOOK.texts(EXPLAINED, language=x),
    "texts everything": lambda x: BOOK.texts(EXPLAINED, everything=x),
    "to_text": PAGE.to_text,
    "next_question": lambda x: BOOK.next_question(x, as_of=DAY),
    "next_question as_of": lambda x: BOOK.next_question({}, as_of=x),
    "next_question goal": lambda x: BOOK.next_question({}, as_of=DAY, goal=x),
    "next_question last": lambda x: BOOK.next_question({}, as_of=DAY, last=x),
    "kept_interview": lambda x: BOOK.kept_interview(x, as_of=DAY),
    "kept_interview as_of": lambda x: BOOK.kept_interview(Stored(), as_of=x),
    "kept_interview in_order": lambda x: BOOK.kept_interview(Stored(), as_of=DAY, in_order=x),
    "interview": lambda x: BOOK.interview(x, as_of=DAY).next,
    "interview as_of": lambda x: BOOK.interview(as_of=x),
    "interview source": lambda x: BOOK.interview(ANSWERS, as_of=DAY, source=x).next,
    "interview before": lambda x: BOOK.interview(as_of=DAY, before=x).next,
    "interview in_order": lambda x: BOOK.interview(as_of=DAY, in_order=x).next,
    "outcome engine": TALK.outcome,
    "ask": TALK.ask,
    "answer path": lambda x: TALK.answer(x, "some").next,
    "answer value": lambda x: [TALK.answer(id_, x).answers for id_ in ANSWERS],
    "change path": lambda x: TALK.change(x, None).next,
    "change value": lambda x: TALK.change("danish", x).next,
    "cannot_tell": lambda x: TALK.cannot_tell(x).next,
    "would_rather_not": lambda x: TALK.would_rather_not(x).next,
    "skip": lambda x: TALK.skip(x).next,
    "note": TALK.note,
    "note path": lambda x: TALK.note("Noted", x),
    "why": EXPLAINED.why,
    "why_not": EXPLAINED.why_not,
    "towards": EXPLAINED.towards,
    "what_if": EXPLAINED.what_if,
    "what_if path": lambda x: EXPLAINED.what_if({x: "some"} if hashable(x) else {}),
    "what_if value": lambda x: [EXPLAINED.what_if({id_: x}) for id_ in ANSWERS],
    "message": PROBLEM.message,
    "expected": PROBLEM.expected,
    "matters": PROBLEM.matters,
    "to_dict": PROBLEM.to_dict,
}
"""Every public parameter: the first of a function by its name alone."""


def parameters() -> Iterator[str]:
    """Return every public parameter there is, named as in `DOORS`."""
    held = (
        triage.Rulebook,
        triage.Interview,
        triage.ExplainedOutcome,
        triage.OutcomePage,
        triage.Diagnostic,
    )
    functions: list[Any] = [triage.load_rulebook, triage.check_rulebook]
    functions += [
        each
        for kind in held
        for name, each in vars(kind).items()
        if inspect.isfunction(each) and each.__module__.startswith("triage") and name[0] != "_"
    ]
    for each in (triage.Rulebook, *functions):
        named = [name for name in inspect.signature(each).parameters if name != "self"]
        yield from (f"{each.__name__} {name}" for name in named[1:])
        yield from (each.__name__ for _ in named[:1])


def test_every_public_parameter_is_tried() -> None:
    """A new one comes here too."""
    alike = {"answer": "answer path", "change": "change path", "outcome": "outcome engine"}
    missing = [each for each in parameters() if alike.get(each, each) not in DOORS]
    assert missing == []


def refused(door: Callable[[Any], object], value: Any) -> triage.TriageError | None:
    """Hand a value over; any other exception is a fault of the library."""
    try:
        door(value)
    except triage.TriageError as error:
        return error
    return None


@pytest.mark.parametrize("door", DOORS)
def test_only_documented_errors_come_back(door: str) -> None:
    """Each with a code, words in both languages, and no word of what was handed over."""
    for value in WRONG:
        error = refused(DOORS[door], value)
        for each in error.diagnostics if error else ():
            assert each.message("da")
            assert each.message("en")
            str(error)


@pytest.mark.parametrize(
    ("door", "value", "code"),
    [
        ("assess", None, "wrong-argument"),
        ("assess", 3, "wrong-argument"),
        ("assess", [], "wrong-argument"),
        ("assess as_of", 0, "wrong-argument"),
        ("assess as_of", "today", "not-a-date"),
        ("assess engine", None, "wrong-argument"),
        ("assess engine", "compild", "unknown-engine"),
        ("outcome engine", None, "wrong-argument"),
        ("assess most_seconds", "1", "wrong-argument"),
        ("assess most_seconds", True, "wrong-argument"),
        ("assess most_seconds", 0, "bad-seconds"),
        ("next_question most_seconds", float("nan"), "bad-seconds"),
        ("assess_many", ANSWERS, "wrong-argument"),
        ("assess_many", 3, "wrong-argument"),
        ("assess_many engine", "compild", "unknown-engine"),
        ("page", triage.load_rulebook, "wrong-argument"),
        ("page language", "de", "no-such-word"),
        ("page everything", 1, "wrong-argument"),
        ("page for_staff", 1, "wrong-argument"),
        ("texts language", 3, "wrong-argument"),
        ("to_text", "wide", "wrong-argument"),
        ("next_question goal", 3, "wrong-argument"),
        ("next_question goal", "plans", "no-such-word"),
        ("next_question last", 3, "wrong-argument"),
        ("kept_interview", {}, "wrong-argument"),
        ("interview before", "yes", "wrong-argument"),
        ("interview in_order", "yes", "wrong-argument"),
        ("interview source", "guessed", "no-such-word"),
        ("interview source", 3, "wrong-argument"),
        ("load_rulebook", 3, "wrong-argument"),
        ("load_rulebook", "nobody", "rulebook-not-found"),
        ("load_rulebook limits", None, "wrong-argument"),
        ("load_rulebook root", 3, "wrong-argument"),
        ("load_rulebook approved", "yes", "wrong-argument"),
        ("Rulebook", 3, "wrong-argument"),
        ("why", 3, "wrong-argument"),
        ("what_if", [], "wrong-argument"),
        ("what_if path", 3, "unknown-question"),
        ("answer path", None, "wrong-argument"),
        ("skip", "nobody", "unknown-question"),
        ("note", "", "empty-note"),
        ("note", 3, "wrong-argument"),
        ("change path", "talk", "nothing-answered"),
    ],
)
def test_codes(door: str, value: object, code: str) -> None:
    """What is handed over wrongly has a code."""
    error = refused(DOORS[door], value)
    assert error is not None
    assert [each.code for each in error.diagnostics] == [code]


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Put values into lists and mappings, some with names of questions."""
    names = st.sampled_from([*ANSWERS, "childcare", "weight", "job", "rest"]) | st.text(max_size=3)
    return st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4)


ANY = [*WRONG, *ANSWERS.values()]
VALUES = st.recursive(st.integers(0, len(ANY) - 1).map(lambda number: ANY[number]), nested)
"""Drawn by number, for some of them cannot even be shown."""


@settings(max_examples=examples(1.5))
@given(door=st.sampled_from(list(DOORS)), value=VALUES)
def test_values_of_any_type(door: str, value: Any) -> None:
    """The same for values put together at random."""
    refused(DOORS[door], value)
