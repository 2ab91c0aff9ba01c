"""What a form says of what was suggested: it stands, something else is done, or more is wanted."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.datastructures import FormData

from triage.journal.events import GOALS, About, Confirmed, Departed, Goal, Suggested
from triage.journal.sequence import UNSETTLED, Sequence
from triage.model.departure import DepartureReason
from triage.model.rulebook import Rulebook
from triage.web.pages.forms import text_in

Chosen = Confirmed | Departed
WANTED = "wanted"
"""The fields of what was not suggested."""


class Missing(Exception):
    """A form lacks something; `field` is what it is about, and `key` of the words says what."""

    def __init__(self, field: str, key: str) -> None:
        super().__init__(field)
        self.field, self.key = field, key


def abouts(suggested: Suggested, rulebook: Rulebook) -> tuple[About, ...]:
    """Return what somebody may stand by or depart from: the steps, and last the typology."""
    steps = (About(intervention=each) for each in suggested.interventions)
    return (*steps, *([About(typology=suggested.typology)] if rulebook.typologies else ()))


def may_stand_by(about: About) -> bool:
    """Say whether it can be confirmed: a typology that is not settled can only be chosen."""
    return about.typology not in UNSETTLED


def wanted_in(case: Sequence, suggested: Suggested, rulebook: Rulebook) -> tuple[str, ...]:
    """Return the interventions that were not suggested and may be wanted all the same."""
    known = {*suggested.interventions, *case.chosen}
    return tuple(each for each in rulebook.interventions if each not in known)


def others_of(about: About, rulebook: Rulebook) -> tuple[str, ...]:
    """Return the typologies that may stand in the place of one; of a step, there are none."""
    if about.typology is None or rulebook.typologies is None:
        return ()
    return tuple(each for each in rulebook.typologies.values if each != about.typology)


def done_with(case: Sequence, number: int, about: About) -> Chosen | None:
    """Return what was done last with something of a suggestion."""
    for each in reversed(case.counting.values()):
        if isinstance(each, Chosen) and (each.suggested, each.about) == (number, about):
            return each
    return None


def chosen_in(
    form: FormData, case: Sequence, number: int, suggested: Suggested, rulebook: Rulebook
) -> Iterator[Chosen]:
    """Yield what a form says of each thing, where it is not what was noted already.

    Raises:
        Missing: a reason, or what is done; what was typed is never left out in silence.
    """
    for at, about in enumerate(abouts(suggested, rulebook)):
        event = _chosen(form, str(at), number, about, rulebook)
        if event is not None and event != done_with(case, number, about):
            yield event
    wanted = text_in(form, WANTED)
    if wanted in wanted_in(case, suggested, rulebook):
        about = About(intervention=wanted)
        yield _departed(form, WANTED, number, about, about)
    elif _is_begun(form, WANTED) and wanted not in case.chosen:
        raise Missing(WANTED, "confirm.wanted_missing")


def _chosen(
    form: FormData, field: str, number: int, about: About, rulebook: Rulebook
) -> Chosen | None:
    match text_in(form, f"choice-{field}"):
        case "confirm" if may_stand_by(about):
            return Confirmed(
                suggested=number,
                about=about,
                goal=_goal(form, field, about),
                words=_words(form, field),
            )
        case "depart":
            return _departed(form, field, number, about, _instead(form, field, about, rulebook))
        case _ if _is_begun(form, field):
            raise Missing(field, "confirm.choice_missing")
        case _:
            return None


def _departed(
    form: FormData, field: str, number: int, about: About, instead: About | None
) -> Departed:
    reason = text_in(form, f"reason-{field}")
    if reason not in set(DepartureReason):
        raise Missing(field, "confirm.reason_missing")
    return Departed(
        suggested=number,
        about=about,
        instead=instead,
        reason=DepartureReason(reason),
        goal=_goal(form, field, about),
        words=_words(form, field),
    )


def _instead(form: FormData, field: str, about: About, rulebook: Rulebook) -> About | None:
    instead = text_in(form, f"instead-{field}")
    if instead in others_of(about, rulebook):
        return About(typology=instead)
    if instead or not may_stand_by(about):
        raise Missing(field, "confirm.instead_missing")
    return None


def _goal(form: FormData, field: str, about: About) -> Goal | None:
    """Return what became of the person's own goal; only with a typology is it asked."""
    told = text_in(form, f"goal-{field}")
    return next((each for each in GOALS if each == told and about.typology), None)


def _words(form: FormData, field: str) -> str | None:
    return text_in(form, f"words-{field}") or None


def _is_begun(form: FormData, field: str) -> bool:
    """Say whether something was put in beside the choice that goes with it."""
    return any(text_in(form, f"{each}-{field}") for each in ("reason", "instead", "goal", "words"))
