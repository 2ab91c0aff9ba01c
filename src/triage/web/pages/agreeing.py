"""What the person and a worker agreed on: noted, begun, and asked after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Response

from triage.explain import Assessed
from triage.journal.events import Agreed, FollowedUp, Started
from triage.journal.sequence import Sequence
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook
from triage.present import Words
from triage.present.journal_page import named
from triage.web.case_access import WorkCase
from triage.web.pages.forms import Posted, day_in, number_in, text_in
from triage.web.pages.rendering import AtOffice, see_other

router = APIRouter()


@dataclass(frozen=True, slots=True)
class _Agreement:
    """Something agreed on: its event, its name, when it is to begin, and since when it runs."""

    number: int
    name: str
    by: str | None
    since: str | None


def agreed_in(case: Sequence, rulebook: Rulebook, words: Words) -> Iterator[_Agreement]:
    """Yield what was agreed on in a case, the earliest first."""
    begun = {each.agreed: each.on for each in case.counting.values() if isinstance(each, Started)}
    for number, each in case.counting.items():
        if isinstance(each, Agreed):
            name = named(rulebook, words, "intervention", each.intervention)
            since = begun.get(number)
            yield _Agreement(
                number,
                name,
                None if each.by is None else words.date(each.by),
                None if since is None else words.date(since),
            )


def begins_by(case: Sequence) -> dict[str, date | None]:
    """Return the interventions that were agreed on in a case, and by when each is to begin."""
    agreed = (each for each in case.counting.values() if isinstance(each, Agreed))
    return {each.intervention: each.by for each in agreed}


def date_agreed(assessed: Assessed) -> date | None:
    """Return the day of the next meeting, where one was agreed on in the conversation."""
    paths = map(AnswerPath.of, assessed.rulebook.page.get("next_step", ()))
    days = (assessed.answers.value(path) for path in paths)
    return next((each for each in days if isinstance(each, date)), None)


@router.post("/cases/{ref}/agree")
def agree(access: WorkCase, form: Posted) -> Response:
    """Note that the person and the worker agreed on a step, and by when it is to begin."""
    step, by = text_in(form, "step"), day_in(form, "by")
    known = (each for each in access.standing.counting.values() if isinstance(each, Agreed))
    if step and not any((each.intervention, each.by) == (step, by) for each in known):
        access.note(Agreed(intervention=step, by=by, words=text_in(form, "words") or None))
    return see_other(f"/cases/{access.ref}/confirm")


@router.post("/cases/{ref}/begun")
def begun(access: WorkCase, office: AtOffice, form: Posted) -> Response:
    """Note that what was agreed on has begun."""
    number, on = number_in(form, "agreed"), day_in(form, "on") or office.today()
    known = (each for each in access.standing.counting.values() if isinstance(each, Started))
    if not any(each.agreed == number for each in known):
        access.note(Started(agreed=number, on=on))
    return see_other(f"/cases/{access.ref}/confirm")


@router.post("/cases/{ref}/followed-up")
def followed_up(access: WorkCase, office: AtOffice, form: Posted) -> Response:
    """Note that somebody asked how it goes with what was agreed on."""
    number, on = number_in(form, "agreed"), day_in(form, "on") or office.today()
    words = text_in(form, "words") or None
    known = (each for each in access.standing.counting.values() if isinstance(each, FollowedUp))
    if not any((each.agreed, each.on) == (number, on) for each in known):
        access.note(FollowedUp(agreed=number, on=on, words=words))
    return see_other(f"/cases/{access.ref}/confirm")
