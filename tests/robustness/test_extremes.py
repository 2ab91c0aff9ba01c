"""As large as anybody will make them: every engine takes them, and says the same."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.engine.small import DAY, by_all, evaluator, rulebook
from triage.diagnostics import RulebookError
from triage.engine import EngineName
from triage.engine.evaluator import Evaluator
from triage.intake.reading import read_answers
from triage.language.resolving.dependencies import LONGEST_CHAIN

MANY = 1_000
QUESTIONS = "questions: {n: {kind: number, min: 0, max: 999}, b: {kind: yes_no}}\n"
COMPLETE: dict[str, object] = {"n": 7, "b": "yes"}
HALF: dict[str, object] = {"n": 7}


def lines(pattern: str, numbers: Iterable[int] = range(MANY)) -> str:
    """Write a line for each number: `#` is the number, `%` one of three, `<` the one before."""
    return "".join(
        pattern.replace("#", str(n)).replace("%", str(n % 3)).replace("<", str(n - 1)) + "\n"
        for n in numbers
    )


def typology(policy: str) -> str:
    """Write a rulebook whose typology is decided by many rules."""
    rules = lines("    - {id: T-#, when: {n: #, b: yes}, then: t%}")
    return f"{QUESTIONS}typologies:\n  policy: {policy}\n  values: [t0, t1, t2]\n  rules:\n{rules}"


FINDING = (
    QUESTIONS
    + "findings:\n  f:\n    values: [v0, v1, v2]\n    otherwise: v0\n    rules:\n"
    + lines("      - {when: {n: #, b: yes}, then: v%}")
    + "typologies: {policy: unique, values: [t0], rules: [{id: T, when: {f: v1}, then: t0}]}\n"
)
RECOMMENDATIONS = (
    QUESTIONS
    + "interventions: {x: {kind: k}}\nrecommendations:\n"
    + lines("  - {id: R-#, when: {n: #, b: yes}, recommend: x}")
)


@pytest.mark.parametrize(
    "text",
    [typology("unique"), typology("first"), FINDING, RECOMMENDATIONS],
    ids=["unique", "first", "finding", "recommendations"],
)
def test_a_thousand_rules_on_one_decision(text: str) -> None:
    """Complete, with an answer open, and with an answer that no rule meets."""
    evaluating = evaluator(text)
    said = [by_all(evaluating, answers) for answers in (COMPLETE, HALF, {"n": 7, "b": "no"})]
    assert said[0] != said[1] != said[2]


@pytest.mark.more
def test_a_thousand_rules_with_everything_open() -> None:
    """The engines beside the reference, which would walk for half a minute."""
    for text in (typology("unique"), typology("first")):
        found = (
            evaluator(text)
            .assess(read_answers(evaluator(text).rulebook, {}, DAY), DAY, EngineName.CHECKED)
            .typology
        )
        assert found is not None
        assert found.possible == ("gap", "t0", "t1", "t2")


def test_long_lists_wide_grids_fine_scales() -> None:
    """Lists of 50 items, grids of 60 rows and scales of 200 steps, compared with each other."""
    steps = ", ".join(f"s{n}" for n in range(200))
    rows = ", ".join(f"r{n}" for n in range(60))
    evaluating = evaluator(
        f"""
        questions:
          s: {{kind: scale, values: [{steps}]}}
          l:
            kind: list
            max: 50
            item: {{a: {{kind: scale, values_of: s}}, b: {{kind: yes_no}}}}
          g: {{kind: grid, rows: [{rows}], item: {{w: {{kind: scale, values: [lo, mid, hi]}}}}}}
        typologies:
          policy: first
          values: [t0, t1, t2]
          rules:
            - id: T-0
              when: {{l: {{some: {{a: {{more_than: {{question: s}}}}, b: yes}}}}}}
              then: t0
            - {{id: T-1, when: {{g: {{count: {{of: {{w: hi}}, at_least: 20}}}}}}, then: t1}}
            - {{id: T-2, when: {{l: {{count: {{at_least: 30}}}}}}, then: t2}}
        """
    )
    grid = {f"r{n}": {"w": "hi" if n < 20 else "lo"} for n in range(60)}
    items = [{"a": f"s{n}", "b": "no"} for n in range(50)]
    for answers, expected in (
        ({"s": "s3", "l": items, "g": grid}, ("t1",)),
        ({"s": "s3", "l": [*items[:49], {"a": "s4", "b": "yes"}], "g": grid}, ("t0",)),
        ({"s": "s199", "l": items, "g": {**grid, "r0": {"w": "lo"}}}, ("t2",)),
        ({"s": "s3", "l": [*items[:49], {"a": "s4"}], "g": grid}, ("t0", "t1")),
    ):
        found = by_all(evaluating, answers).typology
        assert found is not None
        assert found.possible == expected
    open_ = evaluating.assess(
        read_answers(evaluating.rulebook, {"s": "s3", "g": grid}, DAY), DAY, EngineName.CHECKED
    ).typology
    assert open_ is not None
    assert open_.possible == ("t0", "t1")


def nested(levels: int) -> Evaluator:
    """Make a condition inside a condition inside a condition."""
    condition = "{b: yes}"
    for level in range(levels):
        condition = f"{{not: {{any: [{condition}, {{n: {level}}}]}}}}"
    rule = f"{{id: T, when: {condition}, then: t}}"
    return evaluator(f"{QUESTIONS}typologies: {{policy: unique, values: [t], rules: [{rule}]}}\n")


def test_conditions_inside_conditions() -> None:
    """As deep as a file may be."""
    far: dict[str, object] = {"n": 900, "b": "yes"}
    found = [by_all(nested(14), answers).typology for answers in (far, {"n": 900})]
    assert len(set(map(str, found))) == 2
    with pytest.raises(RulebookError) as refused:
        nested(40)
    assert [each.code for each in refused.value.diagnostics] == ["too-deep"]


CHAINED = {
    "finding-chain": (
        QUESTIONS + "findings:\n  f0: {when: {b: yes}}\n",
        "  f#: {when: {f<: yes, n: {at_least: #}}}",
        "f",
    ),
    "asked-when-chain": (
        "questions:\n  q0: {kind: yes_no}\n",
        "  q#: {kind: yes_no, asked_when: {q<: yes}}",
        "q",
    ),
}


@pytest.mark.parametrize("code", CHAINED)
def test_chains(code: str) -> None:
    """Up to the limit all engines follow them; one more is told."""
    head, pattern, name = CHAINED[code]

    def text(links: int) -> str:
        rule = f"{{id: T, when: {{{name}{links - 1}: yes}}, then: t}}"
        typologies = f"typologies: {{policy: unique, values: [t], rules: [{rule}]}}\n"
        return head + lines(pattern, range(1, links)) + typologies

    evaluating = evaluator(text(LONGEST_CHAIN))
    asked = {f"q{n}": "yes" for n in range(LONGEST_CHAIN)}
    for answers in ({"n": 900, "b": "yes"}, {"b": "yes"}) if name == "f" else (asked, {}):
        by_all(evaluating, dict(answers))
    with pytest.raises(RulebookError) as refused:
        rulebook(text(LONGEST_CHAIN + 1))
    assert [each.code for each in refused.value.diagnostics] == [code]


def test_days_at_the_ends_of_the_calendar() -> None:
    """Years 1 and 9999, and spans that reach beyond them."""
    evaluating = evaluator(
        """
        questions: {d: {kind: date, from: 0001-01-01, to: 9999-12-31}}
        typologies:
          policy: first
          values: [old, new, last]
          rules:
            - {id: T-old, when: {d: {months_ago: {at_least: 9000}}}, then: old}
            - {id: T-new, when: {d: {before: 9999-12-31}}, then: new}
            - {id: T-last, when: {d: {applies: yes}}, then: last}
        """
    )
    for day, expected in (("0001-01-01", "old"), ("9999-12-31", "last"), ("9999-12-30", "new")):
        found = by_all(evaluating, {"d": day}).typology
        assert found is not None
        assert found.possible == (expected,)
