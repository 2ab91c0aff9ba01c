"""What the exact engine says of open answers, found by walking all completions instead."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import prod

from triage.engine.possible import Conclusion
from triage.engine.reference.choices import Walk, domain_size, too_many
from triage.engine.reference.completion import Completion
from triage.engine.reference.plan import conclude
from triage.intake.places import question_at
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers, AnswerValue
from triage.model.guarantee import IN_PLAN
from triage.model.question import ListOf
from triage.model.rulebook import Rulebook
from triage.program.reads import read_paths

MOST_WHOLES = 2_000_000
"""How many completions are walked here: every answer of each is chosen, all values of it."""


@dataclass(frozen=True)
class StateSpace:
    """A completion with the value of every open answer that applies, and what it concludes."""

    values: dict[AnswerPath, AnswerValue]
    conclusion: Conclusion


def wholes(
    rulebook: Rulebook, answers: Answers, as_of: date, most: int = MOST_WHOLES
) -> Iterator[StateSpace]:
    """Walk all completions; none is left out because nothing happened to read an answer.

    Raises:
        LimitReached: there are more than `most`, those included that do not agree.
    """
    unanswered = [path for path in read_paths(rulebook) if _is_open(rulebook, answers, path)]
    if fewest(rulebook, unanswered, as_of) > most:
        raise too_many(most)
    for _ in _walked(rulebook, answers, as_of, unanswered, most):
        pass  # where there are too many, nothing is concluded from any
    for completion, values in _walked(rulebook, answers, as_of, unanswered, most):
        if completion.agrees():
            yield StateSpace(values, conclude(completion))


def _walked(
    rulebook: Rulebook, answers: Answers, as_of: date, unanswered: list[AnswerPath], most: int
) -> Iterator[tuple[Completion, dict[AnswerPath, AnswerValue]]]:
    walk = Walk()
    for _ in range(most):
        completion = Completion(rulebook, answers, as_of, walk)
        values = {
            path: _value(completion, path) for path in unanswered if completion.path_applies(path)
        }
        yield completion, values
        if not walk.advance():
            return
    raise too_many(most)


def fewest(rulebook: Rulebook, unanswered: list[AnswerPath], as_of: date) -> int:
    """Count the ways to answer the open questions that always apply: there are no fewer."""
    always = [
        rulebook.questions[path].domain
        for path in unanswered
        if path.element is None and rulebook.questions[path].asked_when is None
    ]
    return prod(domain_size(domain, as_of) for domain in always)


def _is_open(rulebook: Rulebook, answers: Answers, path: AnswerPath) -> bool:
    if isinstance(rulebook.questions[path.question].domain, ListOf) and path.element is None:
        return path not in answers.counts
    return answers.value(path) is None


def _value(completion: Completion, path: AnswerPath) -> AnswerValue:
    return completion._choice(path, question_at(completion.rulebook, path).domain)


def bearing(found: list[StateSpace], goal: Callable[[Conclusion], Hashable]) -> set[AnswerPath]:
    """Return the paths two completions differ in alone, and in the goal (section 4.6).

    What starts or stops applying may differ as well.
    """
    bears: set[AnswerPath] = set()
    for one, other in combinations(found, 2):
        if goal(one.conclusion) != goal(other.conclusion):
            both = one.values.keys() & other.values.keys()
            differ = [path for path in both if one.values[path] != other.values[path]]
            if len(differ) == 1:
                bears.add(differ[0])
    return bears


def typology(conclusion: Conclusion) -> Hashable:
    """Return what settling the typology is about."""
    return conclusion.typology


def target_group(conclusion: Conclusion) -> Hashable:
    """Return what settling the target group is about."""
    return conclusion.target_group


def plan(conclusion: Conclusion) -> Hashable:
    """Return what settling the plan is about."""
    return tuple(conclusion.statuses.items()), tuple(sorted(conclusion.starts.items()))


def in_plan(intervention: str, conclusion: Conclusion) -> bool:
    """Say whether an intervention stands in the plan."""
    return conclusion.statuses[intervention] in IN_PLAN
