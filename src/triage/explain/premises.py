"""What a rule rests on: the questions its condition reads, directly or through findings.

Where it tests the typology, that stands for itself: it has reasons of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from triage.explain.answered import Answered, answered
from triage.model.answers import Answers
from triage.model.condition import Condition
from triage.model.questions_read import Place, questions_read
from triage.model.rulebook import Rulebook


def premises(
    rulebook: Rulebook, rule: str, answers: Answers, still_open: Iterable[str] = ()
) -> tuple[Answered, ...]:
    """Return the answers a rule rests on, in file order, and those of `still_open` it waits for.

    Questions that were not answered and are not open stay out: they do not apply.
    """
    read = set(questions_read(rulebook.findings, rulebook.conditions[rule]))
    waiting = set(still_open)
    return tuple(
        found
        for found in answered(rulebook, answers)
        if is_read(found, read) and (found.answer is not None or found.path in waiting)
    )


def reads_private(rulebook: Rulebook, condition: Condition) -> bool:
    """Say whether a condition reads a question that is kept private, through findings too."""
    read = {
        owner or question for owner, _, question in questions_read(rulebook.findings, condition)
    }
    return any(rulebook.questions[each].keep_private for each in read)


def is_read(found: Answered, read: set[Place]) -> bool:
    """Say whether an answer stands at one of the places read."""
    owner, question = found.path.place
    return (owner, None, question) in read or (owner, found.path.row, question) in read
