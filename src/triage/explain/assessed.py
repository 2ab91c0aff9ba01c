"""One assessed case: answers, what they come to, and the means to explain it.

The command, the library and the pages share it, so that all of them speak of the same outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from triage.engine import Evaluator
from triage.explain.changed_answers import ChangedAnswers
from triage.explain.context import Context
from triage.explain.counterfactuals import towards
from triage.explain.literals import LiteralStates, literal_states, without_plan
from triage.explain.open_questions import StillOpen, still_open
from triage.explain.sensitivity import Sensitivity
from triage.explain.subjects import subject_of
from triage.explain.what_if import what_if
from triage.explain.why import why
from triage.explain.why_not import why_not
from triage.intake.off_page import without_off_page, without_sensitive
from triage.model.answers import Answers
from triage.model.explanation import (
    Stability,
    SubjectKind,
    Towards,
    WhatIf,
    Why,
    WhyNot,
)
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook

_WISHES = (SubjectKind.TYPOLOGY, SubjectKind.INTERVENTION)


class Explainer:
    """Explains assessments of one rulebook; may be shared by threads.

    What explaining needs of the rulebook is made when first asked for, and kept.
    """

    def __init__(self, rulebook: Rulebook, evaluator: Evaluator) -> None:
        self.rulebook = rulebook
        self.evaluator = evaluator

    def of(self, answers: Answers, as_of: date, outcome: Outcome | None = None) -> Assessed:
        """Take up one assessment, whose answers stay as they are; `outcome` where it is known."""
        return Assessed(self, answers, as_of, outcome)

    @cached_property
    def literal_states(self) -> LiteralStates:
        """What evaluates the tests of rules."""
        return literal_states(self.rulebook)

    @cached_property
    def sensitivity(self) -> Sensitivity:
        """What finds edges."""
        return Sensitivity(self.rulebook, Evaluator(without_plan(self.rulebook)))


class Assessed:
    """One assessed case, to be shown and asked about.

    Every method raises `InvalidAssessment` where the answers are no assessment, `LimitReached`
    where being exact takes too much, and `TriageError` where nothing has the name asked for.
    """

    def __init__(
        self,
        explainer: Explainer,
        answers: Answers,
        as_of: date,
        outcome: Outcome | None,
    ) -> None:
        self._explainer, self._assessed = explainer, (answers, as_of, outcome)
        self._still_open: dict[bool, StillOpen] = {}

    def __deepcopy__(self, _: dict[int, Any]) -> Assessed:
        return self  # nothing in it changes

    @cached_property
    def _context(self) -> Context:
        return Context(self._explainer.rulebook, self._explainer.evaluator, *self._assessed)

    @cached_property
    def _changed_answers(self) -> ChangedAnswers:
        context = self._context
        return ChangedAnswers(context.rulebook, context.evaluator, context.answers, context.as_of)

    @property
    def outcome(self) -> Outcome:
        """What the assessment comes to."""
        return self._context.outcome

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook it was assessed with."""
        return self._context.rulebook

    @property
    def answers(self) -> Answers:
        """The answers, as they were read."""
        return self._context.answers

    @cached_property
    def printable(self) -> Assessed:
        """The case as a page that may be printed tells it: answers kept off the page are open.

        It is the same for everybody who differs in such answers alone.
        """
        return self._with(without_off_page(self.rulebook, self.answers))

    @cached_property
    def for_others(self) -> Assessed:
        """The case as texts tell it that others may read: sensitive answers are open too."""
        return self._with(without_sensitive(self.rulebook, self.answers))

    def _with(self, left: Answers) -> Assessed:
        """Take up the case with the answers that are left."""
        context = self._context
        if left is context.answers:
            return self
        engine = context.outcome.engine.asked
        outcome = context.evaluator.assess(left, context.as_of, engine)
        return self._explainer.of(left, context.as_of, outcome)

    def still_open(self, *, everything: bool = False) -> StillOpen:
        """Return the open questions that may change something, as a page shows them; found once."""
        if everything not in self._still_open:
            context = self._context
            self._still_open[everything] = still_open(
                context.rulebook,
                context.evaluator,
                context.answers,
                context.outcome,
                everything=everything,
            )
        return self._still_open[everything]

    def why(self, name: str) -> Why:
        """Say which rules make a typology, an intervention's status or a rule what it is."""
        return why(self._context, subject_of(self._context.rulebook, name, tuple(SubjectKind)))

    def why_not(self, name: str) -> WhyNot:
        """Say what keeps a typology, an intervention (`id` or `id=status`) or a rule from being."""
        subject = subject_of(self._context.rulebook, name, tuple(SubjectKind))
        return why_not(self._context, subject, self._explainer.literal_states)

    def towards(self, name: str) -> Towards:
        """Return the smallest changes that settle a typology, or an intervention (`id=status`)."""
        subject = subject_of(self._context.rulebook, name, _WISHES)
        return towards(self._context, self._changed_answers, subject)

    def what_if(self, changes: Mapping[str, object | None]) -> WhatIf:
        """Return what differs with answers changed, by path; `None` takes one back."""
        return what_if(self._context, self._changed_answers, changes)

    def stability(self) -> Stability:
        """Return the single answers that, one step off, would change the typology."""
        return self._explainer.sensitivity.of(self._context)
