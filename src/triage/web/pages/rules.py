"""Rulebooks for those who write them: rules as sentences, and what is found in them."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from triage.diagnostics import Diagnostic
from triage.present import Words, list_rulebook
from triage.present.listing import headings, known_names
from triage.web.office import Office, Served
from triage.web.pages.rendering import AtOffice, not_there, show, words_for
from triage.web.pages.studies import AtStudies, Study
from triage.web.people import SignedIn

router = APIRouter()


@router.get("/rules")
def rulebooks(request: Request, _: SignedIn, office: AtOffice) -> Response:
    """List the rulebooks that are served."""
    language = words_for(request).language
    every = [
        (each.id, each.model.version, title_of(each, language))
        for each in office.rulebooks.values()
    ]
    return show(request, "rulebooks.html.jinja", rulebooks=every)


@router.get("/rules/{name}")
def rulebook(
    request: Request, _: SignedIn, office: AtOffice, studies: AtStudies, name: str
) -> Response:
    """Show what a rulebook consists of, or one part or thing of it with what holds it up.

    Raises:
        NotThere: there is no such rulebook, or nothing in it has that name.
    """
    served, what = served_at(office, name), request.query_params.get("what")
    if what is not None and what not in known_names(served.model):
        raise not_there()
    words = Words(words_for(request).language)
    study = studies.of(served)
    return show(
        request,
        "rules.html.jinja",
        name=name,
        heading=title_of(served, words.language),
        page=None if what is None else list_rulebook(served.model, words.language, what),
        sections=headings(served.model, words),
        what=what,
        is_rule=what in served.model.rules,
        working=study is None,
        findings=() if study is None else _told(study, what, words.language),
        cases=() if study is None or what is None else study.cases.get(what, ()),
    )


def served_at(office: Office, name: str) -> Served:
    """Return the rulebook of a name in an address.

    Raises:
        NotThere: it is not served.
    """
    served = office.rulebook(name)
    if served is None:
        raise not_there()
    return served


def title_of(served: Served, language: str) -> str:
    """Return what a rulebook is called."""
    return served.model.texts.get("rulebook.title", language) or served.id


def _told(study: Study, what: str | None, language: str) -> Sequence[tuple[str, str]]:
    """Return how bad findings are, and what they say; with `what`, those about it alone."""
    return [
        (each.severity.value, f"{each.path or ''}: {each.message(language)}".lstrip(": "))
        for each in study.findings
        if what is None or _is_about(each, what)
    ]


def _is_about(found: Diagnostic, what: str) -> bool:
    """Say whether a rule is where something was found, or what it was found of."""
    named = found.details.get("name"), found.details.get("other")
    return what in named or found.path == f"rules.{what}"
