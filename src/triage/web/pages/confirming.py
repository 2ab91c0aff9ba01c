"""Confirming a plan, or departing from it with a reason, step by step; nothing is ticked before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from triage.diagnostics import ChangedMeanwhile
from triage.explain import plan_of
from triage.journal.events import GOALS, About, Departed, Suggested
from triage.model.departure import DepartureReason
from triage.model.rulebook import Rulebook
from triage.present import Words
from triage.present.journal_page import named
from triage.web.case_access import CaseAccess, WorkCase
from triage.web.office import Office
from triage.web.pages.agreeing import agreed_in, date_agreed
from triage.web.pages.assessed import noted_rulebook, shown_case, suggestion_in
from triage.web.pages.choosing import (
    Chosen,
    Missing,
    abouts,
    chosen_in,
    done_with,
    may_stand_by,
    others_of,
    wanted_in,
)
from triage.web.pages.forms import Posted, text_in
from triage.web.pages.meeting import last_assessed
from triage.web.pages.rendering import AtOffice, see_other, show, words_for

router = APIRouter()


@dataclass(frozen=True, slots=True)
class _Item:
    """Something that was suggested: its fields in the form, its name, and what was done with it.

    Of a typology, `others` may stand in its place, each by its id and name.
    """

    field: str
    about: About
    name: str
    done: Chosen | None
    instead: str | None
    others: tuple[tuple[str, str], ...]

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be done with it."""
        return ("confirm", "depart") if may_stand_by(self.about) else ("depart",)


@router.get("/cases/{ref}/confirm")
def to_confirm(request: Request, access: WorkCase, office: AtOffice) -> Response:
    """Show what was suggested last, and what was done with it."""
    return _page(request, access, office)


@router.post("/cases/{ref}/confirm")
def confirm(request: Request, access: WorkCase, office: AtOffice, form: Posted) -> Response:
    """Note what a form confirms and departs from, all of it or nothing.

    Raises:
        ChangedMeanwhile: another suggestion was noted since the form was shown.
    """
    found = suggestion_in(access.standing)
    if found is None or text_in(form, "suggested") != str(found[0]):
        raise ChangedMeanwhile()
    assessed = last_assessed(access)
    assert assessed is not None  # the suggestion rests on it
    try:
        with noted_rulebook(office, assessed) as rulebook:
            events = tuple(chosen_in(form, access.standing, *found, rulebook))
    except Missing as missing:
        return _page(request, access, office, refused=(form, missing))
    if events:
        access.note(*events)
    return see_other(f"/cases/{access.ref}/confirm")


# --- the page


def _page(
    request: Request,
    access: CaseAccess,
    office: Office,
    refused: tuple[FormData, Missing] | None = None,
) -> Response:
    """Show what was suggested; where a form was refused, with what it held and what it lacks."""
    form, missing = refused or ({}, None)
    found = suggestion_in(access.standing)
    with shown_case(office, access) as shown:
        if shown is None or found is None:
            return show(request, "nothing_yet.html.jinja", case=access, is_draft=shown is not None)
        number, suggested = found
        rulebook, words = shown.assessed.rulebook, Words(words_for(request).language)
        items = tuple(_items(access, number, suggested, rulebook, words))
        waiting = () if shown.is_draft else shown.assessed.still_open(everything=True).awaited
        plan = plan_of(rulebook, shown.outcome, awaited=waiting)
        first = {each.intervention for each in plan.first}
        return show(
            request,
            "confirm.html.jinja",
            200 if missing is None else 422,
            case=access,
            suggested=number,
            first=[each for each in items if each.about.intervention in first],
            rest=[each for each in items if each.about.intervention not in {None, *first}],
            typology=next((each for each in items if each.about.typology), None),
            awaited=[
                named(rulebook, words, "intervention", each.intervention)
                for each in plan.awaited
                if each in plan.first
            ],
            reasons=[(one.value, words.say(f"departure.{one.value}")) for one in DepartureReason],
            goals=[(each, words.say(f"journal.goal_{each}")) for each in GOALS],
            wanted=[
                (each, named(rulebook, words, "intervention", each))
                for each in wanted_in(access.standing, suggested, rulebook)
            ],
            chosen=[
                (each, named(rulebook, words, "intervention", each))
                for each in sorted(access.standing.chosen)
            ],
            agreed=tuple(agreed_in(access.standing, rulebook, words)),
            date=date_agreed(shown.assessed),
            missing=missing,
            form=form,
            is_draft=shown.is_draft,
        )


def _items(
    access: CaseAccess, number: int, suggested: Suggested, rulebook: Rulebook, words: Words
) -> Iterator[_Item]:
    def name_of(about: About) -> str:
        kind = "intervention" if about.typology is None else "typology"
        return named(rulebook, words, kind, about.typology or str(about.intervention))

    for at, about in enumerate(abouts(suggested, rulebook)):
        done = done_with(access.standing, number, about)
        instead = done.instead if isinstance(done, Departed) else None
        yield _Item(
            field=str(at),
            about=about,
            name=name_of(about),
            done=done,
            instead=None if instead is None else name_of(instead),
            others=tuple(
                (each, named(rulebook, words, "typology", each))
                for each in others_of(about, rulebook)
            ),
        )
