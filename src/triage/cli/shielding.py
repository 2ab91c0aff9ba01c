"""What of a case file the command shows beside a message: what the message itself may quote."""

from __future__ import annotations

from triage.diagnostics import Sources
from triage.model.question import Grid, ListOf, Question, Text
from triage.model.rulebook import Rulebook
from triage.rulebook.cases import Case


def shield(case: Case, rulebook: Rulebook, sources: Sources) -> None:
    """Show the answers that are not private, and hide what stands within those that are.

    What answers no question of the rulebook may be anything and stays hidden.
    """
    sources.show(span for path, span in case.words.items() if _is_open(rulebook, path))
    sources.hide(
        span
        for path, span in case.names.items()
        if _is_within_an_answer(rulebook, path) and not _is_open(rulebook, path)
    )


def _is_open(rulebook: Rulebook, path: str) -> bool:
    """Say whether a path leads to an answer, or into one, that anybody may see."""
    top, *inside = path.split(".")
    owner = rulebook.questions.get(top)
    asked = _asked(owner, inside) if owner else None
    if owner is None or asked is None or isinstance(asked.domain, Text):
        return False
    return not owner.keep_private and not asked.keep_private


def _asked(owner: Question, inside: list[str]) -> Question | None:
    if not isinstance(owner.domain, ListOf | Grid):
        return owner
    return next((each for each in owner.domain.item if inside[1:2] == [each.id]), None)


def _is_within_an_answer(rulebook: Rulebook, path: str) -> bool:
    top, *inside = path.split(".")
    owner = rulebook.questions.get(top)
    has_items = owner is not None and isinstance(owner.domain, ListOf | Grid)
    return len(inside) > (2 if has_items else 0)
