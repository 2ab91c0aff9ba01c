"""Steps: changes a person can make by learning, getting or trying something (section 4.7).

A question says under `steps` which way that is. Whatever goes another way is never proposed to the
person: a smaller goal, less of a skill, or a fact of where she is from.
"""

from __future__ import annotations

from triage.intake.places import question_at
from triage.model.answer_path import AnswerPath
from triage.model.answers import AnswerValue
from triage.model.question import DOWN, UP, Choice, Number, Question
from triage.model.rulebook import Rulebook


def may_step(rulebook: Rulebook, path: AnswerPath) -> bool:
    """Say whether steps at a path may be proposed to the person: some are declared, none shielded.

    What is kept private or off the page is not talked of on a page for her.
    """
    every = (rulebook.questions[path.question], question_at(rulebook, path))
    shielded = any(each.keep_private or each.off_page for each in every)
    return bool(every[-1].steps) and not shielded


def is_step(question: Question, before: AnswerValue | None, after: AnswerValue) -> bool:
    """Say whether an answer that becomes another is a step; giving one that is open is none."""
    if before is None:
        return False
    steps = question.steps
    match question.domain:
        case Choice(values, ordered=True):
            return _goes(steps, values.index(str(before)), values.index(str(after)))
        case Number():
            return _goes(steps, int(str(before)), int(str(after)))
        case _ if after in steps:
            return before not in steps or steps.index(str(before)) < steps.index(str(after))
        case _:
            return False


def goes_back(question: Question, before: AnswerValue | None, after: AnswerValue) -> bool:
    """Say whether an answer that becomes another takes a step back: less of what the person can.

    Nobody proposes that, to her or to staff.
    """
    return before is not None and is_step(question, after, before)


def _goes(steps: tuple[str, ...], before: int, after: int) -> bool:
    return (after > before and UP in steps) or (after < before and DOWN in steps)
