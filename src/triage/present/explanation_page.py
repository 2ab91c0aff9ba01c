"""An explanation as a page: for the caseworker, or for the person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.model.explanation import Stability, Towards, WhatIf, Why, WhyNot
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook
from triage.present.blocks import Line, Page, Section
from triage.present.change_pages import stability_sections, towards_sections, what_if_sections
from triage.present.explanation_writer import Audience, Telling
from triage.present.view import view_of
from triage.present.why_page import why_not_sections, why_sections

Explanation = Why | WhyNot | Towards | WhatIf | Stability


def explanation_page(
    rulebook: Rulebook,
    answers: Mapping[str, object],
    outcome: Outcome,
    found: Explanation,
    language: str,
    audience: Audience = Audience.STAFF,
) -> Page:
    """Lay out an explanation of an outcome as one page.

    For the person, nothing is on it that is kept private or off the page, and no name the rulebook
    or the staff has for a typology.
    """
    everything = audience is Audience.STAFF
    view = view_of(rulebook, answers, outcome, language, everything=everything)
    telling = Telling(view, audience)
    subject = None if isinstance(found, WhatIf | Stability) else found.subject
    changes = found.changes if isinstance(found, WhatIf) else ()
    hidden = any(telling.hides(each.path) for each in changes)
    if hidden or (subject is not None and telling.is_hidden(subject)):
        return Page(telling.tell("nothing_to_show"), (Line(telling.tell("proposal")),), ())
    return Page(
        title=_title(telling, found),
        head=tuple(_head(telling, found)),
        sections=tuple(_sections(telling, found)),
    )


def _title(telling: Telling, found: Explanation) -> str:
    match found:
        case Why(subject=subject):
            return telling.tell("why", name=telling.subject(subject))
        case WhyNot(subject=subject):
            return telling.tell("why_not", name=telling.subject(subject))
        case Towards(subject=subject):
            return telling.tell("towards", name=telling.subject(subject))
        case WhatIf():
            return telling.tell("what_if")
        case Stability():
            return telling.tell("stability")


def _head(telling: Telling, found: Explanation) -> Iterator[Line]:
    yield Line(telling.tell("proposal"))
    if isinstance(found, Why | WhyNot | Towards):
        now = telling.possible(found.subject, found.possible)
        yield Line(now, label=telling.tell("now"))
    elif isinstance(found, Stability):
        yield Line(telling.typologies(found.typology), label=telling.tell("now"))


def _sections(telling: Telling, found: Explanation) -> Iterator[Section]:
    match found:
        case Why():
            yield from why_sections(telling, found)
        case WhyNot():
            yield from why_not_sections(telling, found)
        case Towards():
            yield from towards_sections(telling, found)
        case WhatIf():
            yield from what_if_sections(telling, found)
        case Stability():
            yield from stability_sections(telling, found)
