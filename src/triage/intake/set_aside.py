"""Answers set aside: for other rulebooks alone, or to questions asked in another way now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from triage.model.outcome import Outcome, ReplacedAnswer
from triage.model.rulebook import Rulebook


def own_answers(
    rulebook: Rulebook, answers: Mapping[str, Any], others: Iterable[Rulebook]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the answers a rulebook reads, and the names of those to questions only `others` ask.

    What none of them asks is among the first, and refused where it is read.
    """
    elsewhere = frozenset[str]().union(*map(_asked, others)) - _asked(rulebook)
    own = {name: answer for name, answer in answers.items() if name not in elsewhere}
    return own, tuple(sorted(name for name in answers if name in elsewhere))


def naming_replaced(rulebook: Rulebook, answers: Mapping[str, Any], outcome: Outcome) -> Outcome:
    """Return an outcome that names the answers to questions there are no more, where it has any."""
    replaced = tuple(
        ReplacedAnswer(question=old, asked_now=now)
        for old, now in rulebook.replaced.items()
        if old in answers
    )
    if not replaced:
        return outcome
    fields = {**outcome.__dict__, "replaced": replaced}
    return Outcome.unchecked(fields, {*outcome.model_fields_set})


def _asked(rulebook: Rulebook) -> frozenset[str]:
    """Return the names of the questions at the top, those of before too."""
    return frozenset((*rulebook.questions, *rulebook.earlier_names.get("questions", ())))
