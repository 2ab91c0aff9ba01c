"""An outcome that can be asked why: it keeps the answers it was found from, and never shows them.

It equals, reads, dumps and pickles as the outcome it is. What was pickled has let go of the answers
and is an outcome alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import PrivateAttr

from triage.diagnostics.arguments import mapping_argument, text_argument
from triage.explain.assessed import Assessed
from triage.intake.built_in import answers_as_built_in
from triage.model.explanation import Stability, Towards, WhatIf, Why, WhyNot
from triage.model.outcome import Outcome


class ExplainedOutcome(Outcome):
    """What `Rulebook.assess` gives: an outcome, and explanations of it as data.

    Every explanation raises `TriageError` where nothing has the name asked for or what is handed
    over has another type, and `LimitReached` where being exact takes too much.
    """

    _assessed: Assessed = PrivateAttr()

    def why(self, name: str) -> Why:
        """Say which rules make a typology, an intervention or a rule what it is."""
        return self._assessed.why(text_argument(name, "name"))

    def why_not(self, name: str) -> WhyNot:
        """Say what keeps a typology, an intervention (`id` or `id=status`) or a rule from being."""
        return self._assessed.why_not(text_argument(name, "name"))

    def towards(self, name: str) -> Towards:
        """Return the smallest changes that settle a typology, or an intervention (`id=status`)."""
        return self._assessed.towards(text_argument(name, "name"))

    def what_if(self, changes: Mapping[str, object | None]) -> WhatIf:
        """Return what differs with answers changed, by path; `None` takes one back.

        Raises:
            InvalidAssessment: a change does not fit, or does not apply.
        """
        given = answers_as_built_in(mapping_argument(changes, "changes"))
        return self._assessed.what_if(given)

    def stability(self) -> Stability:
        """Return the single answers that, one step off, would change the typology."""
        return self._assessed.stability()

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if isinstance(other, Outcome) else NotImplemented

    __hash__ = Outcome.__hash__

    def __repr_name__(self) -> str:
        return Outcome.__name__

    def __reduce__(self) -> tuple[Any, ...]:
        return _plain, (self.model_fields_set, dict(self.__dict__))


def with_explanations(assessed: Assessed) -> ExplainedOutcome:
    """Return the outcome of an assessed case, with what explains it."""
    outcome = assessed.outcome
    made = ExplainedOutcome.unchecked({**outcome.__dict__}, {*outcome.model_fields_set})
    object.__setattr__(made, "__pydantic_private__", {"_assessed": assessed})
    return made


def assessed_of(outcome: ExplainedOutcome) -> Assessed:
    """Return the assessed case behind an outcome."""
    return outcome._assessed


def _plain(names: set[str], fields: dict[str, Any]) -> Outcome:
    """Make the outcome alone."""
    return Outcome.model_construct(names, **fields)
