"""How many questions settle the typology: as they are proposed, and in the order of the file.

Respondents are random complete assessments of the shipped rulebook, and its golden cases. A lookup
cannot be told by a random respondent, who is then asked for what its table would have filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean

import pytest

from benchmarks.material import PROJEKT_500, Material, material, told
from triage.intake.mapping import as_mapping, by_path
from triage.intake.places import Plain, plain, question_at
from triage.intake.reading import read_answers
from triage.interview.next_question import next_question
from triage.model.answer_path import AnswerPath
from triage.model.asking import AskingState, Goal
from triage.model.question import ListOf, Lookup
from triage.program.encoding import value_of
from triage.program.formula import NA
from triage.program.program import Role

RESPONDENTS = 2_000

Truth = Mapping[AnswerPath, Plain]
"""What somebody would answer, by path, in the order of the file."""

Remark = Callable[[str, str], None]


@cache
def drawn() -> Material:
    """Draw the respondents."""
    return material(PROJEKT_500, RESPONDENTS)


def at_random() -> Iterator[Truth]:
    """Yield random respondents."""
    variables = [each for each in drawn().program.variables if each.role is Role.READ]
    for row in drawn().rows:
        yield {
            each.path: row[each.index]
            if isinstance(each.domain, ListOf)
            else plain(each.domain, value_of(each, row[each.index]))
            for each in variables
            if row[each.index] != NA
        }


def golden() -> Iterator[Truth]:
    """Yield the golden cases, half-answered ones too."""
    for _, case in told():
        answers = read_answers(drawn().rulebook, case.answers, drawn().as_of)
        yield by_path(drawn().rulebook, answers)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many questions somebody was asked as proposed, and would be in the order of the file."""

    proposed: int
    in_order: int


def taken(truth: Truth) -> Taken:
    """Ask somebody until the typology is settled, or nothing more can be learnt."""
    return Taken(_proposed(truth), _in_order(truth))


def _proposed(truth: Truth) -> int:
    rulebook, evaluator, day = drawn().rulebook, drawn().evaluator, drawn().as_of
    said: dict[AnswerPath, Plain] = {}
    last: AnswerPath | None = None
    asked = 0
    while True:
        answers = as_mapping(rulebook, said)
        found = next_question(
            rulebook, evaluator, read_answers(rulebook, answers, day), day, Goal.TYPOLOGY, last
        )
        if found.state is not AskingState.ASK or found.question is None:
            return asked
        last = AnswerPath.parse(found.question.path)
        question = question_at(rulebook, last)
        told = truth.get(last, "unknown")
        said[last] = told if not isinstance(question.domain, Lookup) or last in truth else "unknown"
        asked += 1


def _in_order(truth: Truth) -> int:
    """Count the questions in file order up to the one that settles it, by halving."""
    order: Sequence[AnswerPath] = list(truth)
    few, many = 0, len(order)
    settled = len(_typologies(truth, order))
    while few < many:
        middle = (few + many) // 2
        if len(_typologies(truth, order[:middle])) <= settled:
            many = middle
        else:
            few = middle + 1
    return few


def _typologies(truth: Truth, asked: Sequence[AnswerPath]) -> tuple[str, ...]:
    answers = as_mapping(drawn().rulebook, {path: truth[path] for path in asked})
    return drawn().evaluator.typologies(
        read_answers(drawn().evaluator.rulebook, answers, drawn().as_of), drawn().as_of
    )


@pytest.mark.parametrize(
    ("who", "respondents"), [("random respondents", at_random), ("golden cases", golden)]
)
def test_questions(who: str, respondents: Callable[[], Iterator[Truth]], remarked: Remark) -> None:
    """Note the means over all of them."""
    every = [taken(truth) for truth in respondents()]
    proposed, in_order = (mean(getattr(each, at) for each in every) for at in Taken.__slots__)
    saved = 100 * (1 - proposed / in_order)
    remarked(
        f"Questions to a settled typology, {len(every)} {who}",
        f"{proposed:.1f} as proposed, {in_order:.1f} in the order of the file, {saved:.0f} % fewer",
    )
