"""An explanation as a page: for the caseworker, or for the person."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.answers import Answers
from triage.model.explanation import Stability, Towards, WhatIf, Why, WhyNot
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook
from triage.present.blocks import Line, Page, Section
from triage.present.change_pages import stability_sections, towards_sections, what_if_sections
from triage.present.explanation_writer import Audience, ExplanationWriter
from triage.present.foot import foot
from triage.present.view import view_of
from triage.present.why_page import why_not_sections, why_sections

Explanation = Why | WhyNot | Towards | WhatIf | Stability


def explanation_page(
    rulebook: Rulebook,
    answers: Answers,
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
    writer = ExplanationWriter(view, audience)
    subject = None if isinstance(found, WhatIf | Stability) else found.subject
    changes = found.changes if isinstance(found, WhatIf) else ()
    hidden = any(writer.hides(each.path) for each in changes)
    last = foot(view.words, outcome.rulebook) if everything else (Line(writer.tell("foot")),)
    if hidden or (subject is not None and writer.is_hidden(subject)):
        return Page(writer.tell("nothing_to_show"), (Line(writer.tell("proposal")),), (), last)
    return Page(
        title=_title(writer, found),
        head=tuple(_head(writer, found)),
        sections=tuple(_sections(writer, found)),
        foot=last,
    )


def _title(writer: ExplanationWriter, found: Explanation) -> str:
    match found:
        case Why(subject=subject):
            return writer.tell("why", name=writer.subject(subject))
        case WhyNot(subject=subject):
            return writer.tell("why_not", name=writer.subject(subject))
        case Towards(subject=subject):
            return writer.tell("towards", name=writer.subject(subject))
        case WhatIf():
            return writer.tell("what_if")
        case Stability():
            return writer.tell("stability")


def _head(writer: ExplanationWriter, found: Explanation) -> Iterator[Line]:
    yield Line(writer.tell("proposal"))
    if isinstance(found, Why | WhyNot | Towards):
        now = writer.possible(found.subject, found.possible)
        yield Line(now, label=writer.tell("now"))
    elif isinstance(found, Stability):
        yield Line(writer.typologies(found.typology), label=writer.tell("now"))


def _sections(writer: ExplanationWriter, found: Explanation) -> Iterator[Section]:
    match found:
        case Why():
            yield from why_sections(writer, found)
        case WhyNot():
            yield from why_not_sections(writer, found)
        case Towards():
            yield from towards_sections(writer, found)
        case WhatIf():
            yield from what_if_sections(writer, found)
        case Stability():
            yield from stability_sections(writer, found)
