from __future__ import annotations

from datetime import date

import pytest

from tests.present.pages import book
from triage.model.condition import (
    AS_OF,
    TYPOLOGY,
    AllOf,
    Among,
    AnyOf,
    Applies,
    Compared,
    Condition,
    DateCompared,
    Elapsed,
    ItemCount,
    Members,
    Membership,
    Negation,
    Order,
    OtherQuestion,
    Quantified,
    Quantifier,
    Ref,
    RefKind,
    Size,
    Test,
    Value,
)
from triage.model.condition import (
    Tested as Entry,
)
from triage.present.conditions import ConditionWords
from triage.present.names import Names
from triage.present.wording import Words

QUESTION, FINDING = RefKind.QUESTION, RefKind.FINDING
DANISH = Ref(QUESTION, "danish")
AGE = Ref(QUESTION, "age")
WORKED = Ref(QUESTION, "worked")
MEET = Ref(QUESTION, "meet")
GOALS = Ref(QUESTION, "goals")
WEIGHT = Ref(QUESTION, "weight", "barriers", "childcare")
OVER_60 = Compared(Order.MORE_THAN, Value(60))
REACH_NOW = Entry(Ref(FINDING, "reach", "goals"), (Among((Value("now"),)),))


def phrases(discreet: bool) -> ConditionWords:
    """Return the Danish words for conditions of the miniature rulebook."""
    words = Words("da")
    return ConditionWords(book(), words, Names(book(), words), discreet)


CASES: list[tuple[Condition, str]] = [
    (Entry(DANISH, (Among((Value("some"), Value("good"))),)), "Dansk: Noget eller Godt"),
    (Entry(DANISH, (Among((Value("none"),), negated=True),)), "Dansk: ikke Intet"),
    (Entry(DANISH, (Compared(Order.AT_LEAST, Value("some")),)), "Dansk: mindst Noget"),
    (
        Entry(DANISH, (Compared(Order.AT_MOST, OtherQuestion(Ref(QUESTION, "age"))),)),
        "Dansk: højst det samme som svaret på (age)",
    ),
    (
        Entry(AGE, (OVER_60, Compared(Order.LESS_THAN, Value(67)))),
        "age: mere end 60 år og mindre end 67 år",
    ),
    (Entry(MEET, (DateCompared(True, Value(date(2026, 7, 1))),)), "Ses igen: før 1. juli 2026"),
    (
        Entry(MEET, (DateCompared(False, Value(AS_OF)),)),
        "Ses igen: den dag, der vurderes for eller senere",
    ),
    (
        Entry(MEET, (Elapsed(1, (Compared(Order.AT_LEAST, Value(6)),)),)),
        "Ses igen: for mindst 6 måneder siden",
    ),
    (Entry(MEET, (Elapsed(12, (Among((Value(2),)),)),)), "Ses igen: for 2 år siden"),
    (
        Entry(WORKED, (Members(Membership.ANY, (Value("shop"), Value("home"))),)),
        "Har lavet: omfatter Butik eller Hjem og have",
    ),
    (
        Entry(WORKED, (Members(Membership.ALL, (Value("shop"), Value("home"))),)),
        "Har lavet: omfatter Butik og Hjem og have",
    ),
    (
        Entry(WORKED, (Members(Membership.NONE, (Value("shop"),)),)),
        "Har lavet: omfatter ikke Butik",
    ),
    (
        Entry(WORKED, (Size((Compared(Order.AT_MOST, Value(1)),)),)),
        "Har lavet: højst 1 i alt",
    ),
    (
        Entry(GOALS, (Quantified(Quantifier.SOME, REACH_NOW),)),
        "goals: mindst én med (Rækkevidde: Nu)",
    ),
    (
        Entry(GOALS, (ItemCount((Compared(Order.AT_LEAST, Value(2)),)),)),
        "goals: mindst 2 i alt",
    ),
    (
        Entry(GOALS, (ItemCount((Compared(Order.AT_LEAST, Value(2)),), of=REACH_NOW),)),
        "goals: antal med (Rækkevidde: Nu) mindst 2",
    ),
    (
        Entry(GOALS, (ItemCount((Among((Value(2),)),), distinct="job"),)),
        "goals: antal forskellige svar på (Hvilket job ligner?) 2",
    ),
    (Entry(GOALS, (Applies(False),)), "goals: er ikke relevant"),
    (Entry(WEIGHT, (Among((Value("much"),)),)), "Pasning, weight: Meget"),
    (
        Entry(Ref(RefKind.ROW, "row", "barriers"), (Among((Value("transport"),)),)),
        "rækken: Transport",
    ),
    (Entry(Ref(FINDING, "best"), (Among((Value("now"),)),)), "Nærmeste mål: Nu"),
    (Entry(Ref(FINDING, "childcare_missing"), (Among((Value("yes"),)),)), "Pasning mangler: Ja"),
    (Entry(TYPOLOGY, (Among((Value("no_goal"),)),)), "Typologi: Intet mål endnu"),
    (AllOf(()), "altid"),
    (AllOf((REACH_NOW, Entry(GOALS, (Applies(True),)))), "Rækkevidde: Nu; goals: er relevant"),
    (
        AnyOf((REACH_NOW, AllOf((REACH_NOW, REACH_NOW)))),
        "enten Rækkevidde: Nu eller (Rækkevidde: Nu; Rækkevidde: Nu)",
    ),
    (Negation(REACH_NOW), "ikke (Rækkevidde: Nu)"),
]


@pytest.mark.parametrize(("condition", "said"), CASES, ids=[said for _, said in CASES])
def test_conditions_in_words(condition: Condition, said: str) -> None:
    """Every kind of test has words of its own."""
    assert phrases(discreet=False).of(condition) == said


PRIVATE = Entry(WEIGHT, (Applies(True),))


@pytest.mark.parametrize("condition", [PRIVATE, Negation(PRIVATE), AnyOf((PRIVATE, PRIVATE))])
def test_private_tests_are_left_out_of_a_page(condition: Condition) -> None:
    """On a page, nothing is said of what a private question was tested for."""
    discreet = phrases(discreet=True)
    assert discreet.is_private(condition)
    assert discreet.parts(AllOf((condition, REACH_NOW))) == ("Rækkevidde: Nu",)


def test_private_tests_inside_others() -> None:
    """Left out inside others they would turn the meaning around: there, they are mentioned."""
    discreet = phrases(discreet=True)
    assert discreet.parts(Negation(AllOf((PRIVATE, REACH_NOW)))) == (
        "ikke (noget privat; Rækkevidde: Nu)",
    )
    assert discreet.parts(AnyOf((PRIVATE, REACH_NOW, PRIVATE))) == (
        "enten noget privat eller Rækkevidde: Nu",
    )


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ((Compared(Order.AT_LEAST, Value("some")),), "Dansk: Noget eller Godt"),
        ((Compared(Order.MORE_THAN, Value("some")),), "Dansk: Godt"),
        ((Compared(Order.AT_MOST, Value("none")),), "Dansk: Intet"),
        (
            (
                Compared(Order.AT_LEAST, Value("none", "from")),
                Compared(Order.LESS_THAN, Value("good")),
            ),
            "Dansk: Intet eller Noget",
        ),
        ((Compared(Order.LESS_THAN, Value("none")),), "Dansk: mindre end Intet"),
        ((Among((Value("some"),), negated=True),), "Dansk: ikke Noget"),
    ],
)
def test_comparisons_on_a_scale_on_a_page(tests: tuple[Test, ...], said: str) -> None:
    """A caseworker reads the values, not how they compare."""
    assert phrases(discreet=True).of(Entry(DANISH, tests)) == said
