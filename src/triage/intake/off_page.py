"""Answers as a page that may be printed takes them, and as texts for others do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers
from triage.model.off_page import off_page_questions
from triage.model.rulebook import Rulebook
from triage.model.sensitive import sensitive_questions


def without_off_page(rulebook: Rulebook, answers: Answers) -> Answers:
    """Return answers with those kept off the page open, as if nobody had spoken of them.

    INVARIANT: a page that may be printed is made of these, the day and the rulebook alone. No
    answer that is left hangs on one that is not: reading a rulebook sees to that.
    """
    return _without(off_page_questions(rulebook), answers)


def without_sensitive(rulebook: Rulebook, answers: Answers) -> Answers:
    """Return answers with those open that nothing others read may rest on."""
    return _without(sensitive_questions(rulebook), answers)


def _without(off: Collection[str], answers: Answers) -> Answers:
    if not any(path.question in off for path in answers):
        return answers

    def on_page(paths: Iterable[AnswerPath]) -> Iterator[AnswerPath]:
        return (path for path in paths if path.question not in off)

    return Answers(
        given={path: answers.given[path] for path in on_page(answers.given)},
        filled={path: answers.filled[path] for path in on_page(answers.filled)},
        counts={path: answers.counts[path] for path in on_page(answers.counts)},
        grids=frozenset(on_page(answers.grids)),
        reasons={path: answers.reasons[path] for path in on_page(answers.reasons)},
        origins={path: answers.origins[path] for path in on_page(answers.origins)},
    )
