"""The rulebooks that are served: what they ask and conclude, their texts, and how they read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from triage.diagnostics import Diagnostic, nearest, quoted
from triage.present import OutcomePage, language_for, list_rulebook
from triage.present.listing import known_names
from triage.web.api import answered
from triage.web.api.assessing import Language
from triage.web.api.etags import NOT_MODIFIED, IfNoneMatch, document
from triage.web.api.pinned import Pinned
from triage.web.api.questions import RulebookTold, languages_of, rulebook_told, texts_told
from triage.web.api.refusals import Unfit
from triage.web.api.route import ApiRoute
from triage.web.api.statuses import problems
from triage.web.office import Office, Served
from triage.web.people import signed_in

router = APIRouter(
    prefix="/rulebooks",
    route_class=ApiRoute,
    tags=["rulebooks"],
    dependencies=[Depends(signed_in)],
    responses={**problems(409), **NOT_MODIFIED},
)


@router.get("", response_model=answered.RulebooksTold)
def rulebooks(request: Request, if_none_match: IfNoneMatch = None) -> Response:
    """List the rulebooks that are served, each with its digests."""
    office: Office = request.app.state.office
    entries = tuple(map(_entry, office.rulebooks.values()))
    made_of = tuple(f"{each.digest} {each.texts_digest}" for each in entries)
    told = answered.RulebooksTold(rulebooks=entries)
    return document(if_none_match, ("rulebooks", *made_of), lambda: told.model_dump(mode="json"))


@router.get("/{rulebook}", response_model=RulebookTold)
def rulebook(served: Pinned, if_none_match: IfNoneMatch = None) -> Response:
    """Return what a rulebook asks and what it can conclude, by ids."""
    made_of = ("rulebook", *_versions(served))
    return document(
        if_none_match, made_of, lambda: rulebook_told(served.model).model_dump(mode="json")
    )


@router.get("/{rulebook}/texts", response_model=answered.RulebookTexts)
def texts(served: Pinned, language: Language = None, if_none_match: IfNoneMatch = None) -> Response:
    """Return every text of a rulebook by its path."""
    told_in = language_for(language, served.model.texts.language)
    made_of = ("texts", told_in, *_versions(served))
    return document(
        if_none_match,
        made_of,
        lambda: {"language": told_in, "texts": texts_told(served.model, told_in)},
    )


@router.get("/{rulebook}/listing", response_model=answered.PageTold)
def listing(
    served: Pinned,
    about: Annotated[
        str | None,
        Query(max_length=200, description="A section, or the id of one thing; else everything"),
    ] = None,
    language: Language = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return a rulebook, or one thing of it, in sentences: as blocks, like a page."""
    names = known_names(served.model)
    if about is not None and about not in names:
        near = nearest(about, names)
        details = {"name": quoted(about, near)}
        raise Unfit((Diagnostic("nothing-to-show", details=details, nearest=near),))
    told_in = language_for(language, served.model.texts.language)
    return document(
        if_none_match,
        ("listing", told_in, about or "", *_versions(served)),
        lambda: OutcomePage(told_in, list_rulebook(served.model, told_in, about)).to_dict(),
    )


def _versions(served: Served) -> tuple[str, str]:
    return served.model.digest, served.model.texts_digest


def _entry(served: Served) -> answered.RulebookEntry:
    model = served.model
    return answered.RulebookEntry(
        id=model.id,
        version=model.version,
        digest=model.digest,
        texts_digest=model.texts_digest,
        language=model.texts.language,
        languages=languages_of(model),
        title=model.texts.get("rulebook.title", model.texts.language),
    )
