"""Case files made to expect what came out: right, and otherwise as they were."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.sizes import SizeOf, spread
from triage.authoring.accepting import accepted
from triage.authoring.rewriting import rewritten
from triage.cases.case_file import Case, parse_case
from triage.cases.expectations import Expectation
from triage.cases.expected import differences
from triage.engine import EngineName, Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.outcome import Outcome

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "cases" / "projekt-500").glob("*.yaml"))

BLOCK = """\
# above
title: "A title"   # with quotes
as_of: 2026-11-22
answers:   # what was said
  goal_state: none
expect:
  typology: [with_goal]   # one
  rules:
    hold: [T-named,   # why
      R-try]
    not_hold:
    - T-none   # neither
    - L-weeks
  # of these two
  interventions:
    internship: recommended   # a comment
    course: [possible, 'recommended']
  limits: {internship: {weeks: 4}}
  plan:
    recommended: [a, c, e]
    possible: [b]   # gone
  starts:
    now: []
    after:
      a: [c]
because: >-
  So it is.
"""


def expectation(text: str) -> Expectation:
    """Return what a case expects."""
    found = parse_case(text, "-").expect
    assert found is not None
    return found


def changed(after: str, before: str = BLOCK) -> list[tuple[str, str]]:
    """Return the lines that are no longer there, and those that are new."""
    old, new = before.splitlines(), after.splitlines()
    return [("-", line) for line in old if line not in new] + [
        ("+", line) for line in new if line not in old
    ]


def to(expect: str) -> str:
    """Rewrite the case so that it expects something else."""
    return rewritten(BLOCK, expectation(f"answers: {{}}\nexpect:\n{expect}"))


EXPECTED = BLOCK[BLOCK.index("  typology") : BLOCK.index("because")]


def test_nothing_differs() -> None:
    """What is expected already stays as it is written, in whatever order."""
    assert to(EXPECTED) == BLOCK
    assert to(EXPECTED.replace("[a, c, e]", "[e, a, c]")) == BLOCK


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("[with_goal]", "none", [("-", "  typology: [with_goal]   # one")]),
        ("[with_goal]", "[gap, with_goal]", [("-", "  typology: [with_goal]   # one")]),
        ("[a, c, e]", "[a, b, c, e]", [("-", "    recommended: [a, c, e]")]),
        ("[a, c, e]", "[c, e]", [("-", "    recommended: [a, c, e]")]),
        ("[a, c, e]", "[a, c]", [("-", "    recommended: [a, c, e]")]),
        ("    - L-weeks\n", "", [("-", "    - L-weeks")]),
        ("    - L-weeks\n", "    - L-weeks\n    - X\n", []),
        ("    possible: [b]   # gone\n", "", [("-", "    possible: [b]   # gone")]),
        ("    internship: recommended", "    internship: possible", None),
        ("{weeks: 4}", "{weeks: null}", [("-", "  limits: {internship: {weeks: 4}}")]),
        ("[T-named,   # why\n      R-try]", "[R-try]", None),
        ("[T-named,   # why\n      R-try]", "[T-named]", None),
        ("      a: [c]\n", "      a: [c]\n      d: [a]\n", []),
        ("    now: []\n", "    now: [b]\n", None),
        ("    after:\n      a: [c]\n", "    alongside: [c]\n", None),
        ("  limits: {internship: {weeks: 4}}\n", "", None),
    ],
)
def test_only_what_differs_is_written(
    old: str, new: str, lines: list[tuple[str, str]] | None
) -> None:
    """Each change leaves every other line as it was."""
    assert old in EXPECTED
    made = to(EXPECTED.replace(old, new, 1))
    removed = [each for each in changed(made) if each[0] == "-"]
    assert lines is None or removed == lines
    assert len(removed) <= 2
    assert made.startswith(BLOCK[: BLOCK.index("  typology")])
    assert made.endswith(BLOCK[BLOCK.index("because") :])


def test_comments_stay() -> None:
    """Also those on lines that change."""
    made = to(EXPECTED.replace("[with_goal]", "none").replace("[T-named,   # why", "[   # why"))
    assert "  typology: none   # one\n" in made
    assert "# why" in made


def test_everything_gone() -> None:
    """A case of things the rulebook no longer has expects nothing of them."""
    made = rewritten(BLOCK, Expectation(plan={}))
    assert expectation(made).is_same(Expectation(plan={}))
    assert "expect:\n" in made


def test_json_stays_json() -> None:
    """With quotes where JSON has them."""
    text = '{"answers": {}, "expect": {"plan": {"recommended": ["a"]}, "typology": "x"}}'
    made = rewritten(text, expectation("answers: {}\nexpect: {plan: {possible: [b]}}"))
    assert json.loads(made) == {"answers": {}, "expect": {"plan": {"possible": ["b"]}}}


def outcome(evaluator: Evaluator, case: Case) -> Outcome:
    """Assess a case."""
    assert case.as_of is not None
    answers = read_answers(evaluator.rulebook, case.answers, case.as_of)
    return evaluator.assess(answers, case.as_of, EngineName.COMPILED)


def test_every_case_can_expect_what_comes_out_of_another(size: SizeOf) -> None:
    """Of what it speaks of; all else in the file is byte for byte the same."""
    rulebook = load(ROOT / "rules" / "projekt-500")
    evaluator = Evaluator(rulebook)
    for number, file in enumerate(spread(FILES, size("explained"))):
        text = file.read_text(encoding="utf-8")
        case, other = parse_case(text, "-"), parse_case(FILES[-number].read_text("utf-8"), "-")
        assert case.expect is not None
        found = outcome(evaluator, other)
        made = rewritten(text, accepted(rulebook, case.expect, found))
        again = expectation(made)
        assert differences(rulebook, again, found) == (), file.name
        assert again.about is None or again.about == case.expect.about
        assert made.partition("\nexpect:")[0] == text.partition("\nexpect:")[0]
        assert made.rpartition("\nbecause:")[2] == text.rpartition("\nbecause:")[2]
        back = rewritten(made, case.expect)
        assert expectation(back).is_same(case.expect)


@pytest.mark.parametrize("flow", [True, False, None], ids=["flow", "block", "mixed"])
def test_however_a_case_is_written(flow: bool | None, size: SizeOf) -> None:
    """In braces or on lines of their own: it can be made to expect what any other case does."""
    files = spread(FILES, size("explained"))
    for file, other in zip(files, reversed(files), strict=True):
        as_it_is = file.read_text(encoding="utf-8")
        data = yaml.load(as_it_is, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
        text = yaml.dump(data, default_flow_style=flow, allow_unicode=True, sort_keys=False)
        wanted = expectation(other.read_text(encoding="utf-8"))
        made = rewritten(text, wanted)
        assert parse_case(made, "-").answers == parse_case(text, "-").answers
        assert expectation(rewritten(made, expectation(text))).is_same(expectation(text))
