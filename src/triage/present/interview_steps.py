"""What a step of an interview left, in words: the answer that stands now, and how to correct it."""

from __future__ import annotations

from collections.abc import Iterator

from triage.interview import Interview
from triage.model.assessment import HistoryEntry, Step
from triage.model.rulebook import Rulebook
from triage.present.held_answers import HeldAnswers
from triage.present.wording import Words


def step_lines(
    rulebook: Rulebook, words: Words, before: Interview, after: Interview, path: str | None
) -> Iterator[str]:
    """Yield what the step from `before` to `after` left at `path`; without one, what it took back.

    An answer that was given again stands as before, and is said again.
    """
    entry = before.history[-1] if path is None else _last(after, path)
    if entry is None:
        return
    held = HeldAnswers(rulebook, after.answers, after.as_of, words)
    said = held.said(entry.path, entry.answer, after.as_of)
    name = said.label.removesuffix("?")
    if path is None:
        yield words.say("interview.taken_back", name=name)
    elif entry.step is Step.SKIPPED:
        yield words.say("interview.put_off", name=name)
    elif entry.step is Step.WITHDRAWN:
        yield words.say("interview.removed", name=name)
    else:
        yield words.say("interview.recorded", name=name, answer=said.text, path=path)


def _last(interview: Interview, path: str) -> HistoryEntry | None:
    steps = (entry for entry in reversed(interview.history) if entry.path == path)
    return next(steps, None)
