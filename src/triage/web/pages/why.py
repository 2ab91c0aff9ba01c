"""Why something is proposed, why something is not, and what would change it.

What is asked about goes by its number in addresses: names of typologies are for staff, and a screen
can be turned.
"""

from __future__ import annotations

from enum import StrEnum

from fastapi import APIRouter, Request, Response

from triage.explain import Assessed, plan_of
from triage.model.rulebook import Rulebook
from triage.present import Page, Words, explanation_page
from triage.present.explanation_page import Explanation
from triage.present.names import Names
from triage.web.case_access import ReadCase
from triage.web.pages.assessed import shown_case
from triage.web.pages.rendering import AtOffice, not_there, show, words_for

router = APIRouter()

_Named = tuple[int, str]


class Asked(StrEnum):
    """What can be asked about a thing."""

    WHY = "why"
    WHY_NOT = "why_not"
    TOWARDS = "towards"


@router.get("/cases/{ref}/why")
def why(
    request: Request, access: ReadCase, office: AtOffice, about: int = 0, asked: Asked = Asked.WHY
) -> Response:
    """Explain one thing, in the way that was asked for.

    Raises:
        NotThere: there is nothing of that number.
    """
    language = words_for(request).language
    with shown_case(office, access) as shown:
        if shown is None:
            return show(request, "nothing_yet.html.jinja", case=access)
        rulebook = shown.assessed.rulebook
        things = _things(rulebook)
        if about not in range(len(things)):
            raise not_there()
        return show(
            request,
            "why.html.jinja",
            case=access,
            about=about,
            asked=asked,
            ways=tuple(Asked),
            things=_named(rulebook, language),
            page=_page(shown.assessed, things[about], asked, language),
        )


def first_steps(assessed: Assessed, language: str) -> tuple[_Named, ...]:
    """Return what a plan begins with, and the typologies that are possible, by number and name."""
    rulebook, outcome = assessed.rulebook, assessed.outcome
    awaited = assessed.still_open(everything=True).awaited
    first = [each.intervention for each in plan_of(rulebook, outcome, awaited=awaited).first]
    possible = () if outcome.typology is None else outcome.typology.possible
    things = _things(rulebook)
    named = dict(_named(rulebook, language))
    numbers = [things.index(each) for each in (*first, *possible) if each in things]
    return tuple((number, named[number]) for number in numbers)


def _things(rulebook: Rulebook) -> tuple[str, ...]:
    """Return what can be asked about, by id: the catalogue, and then the typologies."""
    typologies = () if rulebook.typologies is None else rulebook.typologies.values
    return (*rulebook.interventions, *typologies)


def _named(rulebook: Rulebook, language: str) -> tuple[_Named, ...]:
    names = Names(rulebook, Words(language))
    many = len(rulebook.interventions)
    return tuple(
        (number, names.intervention(each) if number < many else names.typology(each))
        for number, each in enumerate(_things(rulebook))
    )


def _page(assessed: Assessed, thing: str, asked: Asked, language: str) -> Page:
    found: Explanation
    match asked:
        case Asked.WHY:
            found = assessed.why(thing)
        case Asked.WHY_NOT:
            found = assessed.why_not(thing)
        case Asked.TOWARDS:
            found = assessed.towards(thing)
    return explanation_page(assessed.rulebook, assessed.answers, assessed.outcome, found, language)
