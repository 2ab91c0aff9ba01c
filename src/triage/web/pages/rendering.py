"""What every page has: its words, its template, and the way around."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from triage.diagnostics import Diagnostic
from triage.present import LANGUAGES, Words
from triage.present.blocks import Table
from triage.present.charts import chart
from triage.present.html import environment
from triage.web.office import Office
from triage.web.pages.wording import PageWords
from triage.web.people import Person, Role
from triage.web.problems import NotThere

LANGUAGE_COOKIE = "language"

_NAMES = {"da": "Dansk", "sv": "Svenska", "en": "English"}
_ROOM = "triage.web"


@dataclass(frozen=True, slots=True)
class _Link:
    """A way from the head of every page: where to, which pages lie under it, who is shown it."""

    href: str
    under: str
    key: str
    roles: frozenset[Role]


def _links(office: Office) -> Iterator[_Link]:
    cases = frozenset({Role.CASEWORKER, Role.TEAM_LEAD, Role.AUDITOR})
    yield _Link("/", "/cases", "menu.cases", cases)
    yield _Link("/programmes", "/programmes", "menu.programmes", office.follows)
    yield _Link("/rules", "/rules", "menu.rules", frozenset(Role))


def _office(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


AtOffice = Annotated[Office, Depends(_office)]


def words_for(request: Request) -> PageWords:
    """Return the words in the language somebody chose, else in the one of the office."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return PageWords(chosen if chosen in LANGUAGES else _office(request).settings.language)


def show(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Fill a template in; nothing in a value is read as markup."""
    words, person = words_for(request), getattr(request.state, "person", None)
    text = (
        _templates()
        .get_template(template)
        .render(
            words=words,
            say=words.say,
            here="/" if request.state.problem else request.url.path,  # which may be made up
            person=person,
            menu=tuple(_menu(person, _office(request))),
            languages=_NAMES,
            draw=_drawing(words.language),
            drawn={key: Words(words.language).say(f"html.{key}") for key in ("chart", "numbers")},
            **values,
        )
    )
    return HTMLResponse(text, status)


def see_other(path: str) -> RedirectResponse:
    """Send a browser on to a page, which it asks for anew."""
    return RedirectResponse(path, 303)


def _menu(person: Person | None, office: Office) -> Iterator[_Link]:
    if person is not None:
        every = _links(office)
        yield from (each for each in every if person.everything or person.role in each.roles)


@cache
def _templates() -> Environment:
    found: Environment = environment(PackageLoader(_ROOM, "templates"))
    found.globals |= {"static": _static, "swapping": _swapping}
    return found


def _drawing(language: str) -> Callable[[Table], Markup]:
    """Return what draws a table as a picture; no style of it reaches the page."""

    def draw(table: Table) -> Markup:
        svg = chart(table, language)
        picture = b64encode(svg.encode()).decode()
        return (
            Markup('<img alt="" src="data:image/svg+xml;base64,{}">').format(picture)
            if svg
            else Markup()
        )

    return draw


@cache
def _static(name: str) -> str:
    """Return the address of a file that is part of the package; it changes with its content."""
    content = files(_ROOM).joinpath("static", *name.split("/")).read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:12]}"


def _swapping(action: str, target: str) -> Markup:
    """Return the attributes by which htmx puts what comes back in place of a part of a page."""
    attributes = ' hx-post="{0}" hx-target="{1}" hx-select="{1}" hx-swap="outerHTML"'
    return Markup(attributes).format(action, target)


def not_there() -> NotThere:
    """Return the refusal of an address at which there is nothing."""
    return NotThere((Diagnostic("web-not-there"),))
