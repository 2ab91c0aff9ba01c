"""What of a suggestion somebody means who types an id, or a label in any language.

What a rulebook does not have is refused: nothing noted in a journal can be taken back unseen.
"""

from __future__ import annotations

from collections.abc import Collection

from pydantic import ValidationError

from triage.diagnostics import Diagnostic, TriageError, nearest, quoted
from triage.intake.typed_names import typed_id
from triage.journal.events import About, Suggested
from triage.model.rulebook import Rulebook

_INTERVENTIONS = "interventions"


def typed_about(rulebook: Rulebook | None, suggested: Suggested, typed: str) -> About:
    """Return what is meant: something suggested, else another thing of the rulebook.

    Without a rulebook, as where none was kept, what is typed is an id.

    Raises:
        TriageError: the rulebook has nothing called so.
    """
    if typed == suggested.typology:
        return About(typology=typed)
    if rulebook is None or typed in suggested.interventions:
        return _unknown(typed)
    found = typed_id(rulebook, _INTERVENTIONS, rulebook.interventions, typed)
    if found is not None:
        return About(intervention=found)
    other = _typology(rulebook, typed)
    if other is not None:
        return About(typology=other)
    known = (*rulebook.interventions, *_typologies(rulebook))
    raise _nothing_called(typed, rulebook.texts.unsaid.shown(known))


def typed_instead(rulebook: Rulebook | None, about: About, typed: str) -> About:
    """Return what is done in the place of something: another of its kind.

    Raises:
        TriageError: the rulebook has nothing of that kind called so.
    """
    if about.typology is None:
        return About(intervention=typed_intervention(rulebook, typed))
    if rulebook is None:
        return About(typology=_unknown(typed).intervention)
    found = _typology(rulebook, typed)
    if found is None:
        raise _nothing_called(typed, rulebook.texts.unsaid.shown(_typologies(rulebook)))
    return About(typology=found)


def typed_intervention(rulebook: Rulebook | None, typed: str) -> str:
    """Return the id of the intervention that is meant.

    Raises:
        TriageError: the rulebook has none called so.
    """
    if rulebook is None:
        return str(_unknown(typed).intervention)
    found = typed_id(rulebook, _INTERVENTIONS, rulebook.interventions, typed)
    if found is None:
        raise _nothing_called(typed, rulebook.texts.unsaid.shown(rulebook.interventions))
    return found


def _typologies(rulebook: Rulebook) -> tuple[str, ...]:
    return () if rulebook.typologies is None else tuple(rulebook.typologies.values)


def _typology(rulebook: Rulebook, typed: str) -> str | None:
    return typed_id(rulebook, "typologies.values", _typologies(rulebook), typed)


def _unknown(typed: str) -> About:
    """Take what is typed for the id of an intervention.

    Raises:
        TriageError: it cannot be one.
    """
    try:
        return About(intervention=typed)
    except ValidationError:
        raise _nothing_called(typed, ()) from None


def _nothing_called(typed: str, known: Collection[str]) -> TriageError:
    near = nearest(typed, known)
    details = {"name": quoted(typed, near)}
    return TriageError((Diagnostic("journal-nothing-called", details=details, nearest=near),))
