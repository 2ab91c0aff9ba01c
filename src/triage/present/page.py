"""The one page at the end of a conversation: her words first, the typology last and small.

Where a programme has target groups, whether it is for her at all stands before everything else.
"""

from __future__ import annotations

from collections.abc import Collection

from triage.diagnostics import Diagnostic, TriageError, nearest, quoted
from triage.explain.assessed import Assessed
from triage.explain.open_questions import StillOpen
from triage.model.answers import Answers
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook
from triage.present.blocks import Page, Section
from triage.present.class_sections import target_group_section, typology_section
from triage.present.foot import foot
from triage.present.open_section import open_section
from triage.present.opening import head, next_step_section, own_words_section, resources_section
from triage.present.outdated import outdated
from triage.present.plan_section import (
    chosen_section,
    plan_section,
    unsuggested_section,
    warning_section,
)
from triage.present.stamp_section import stamp_section
from triage.present.view import view_of

_SECTIONS = (
    target_group_section,
    own_words_section,
    next_step_section,
    resources_section,
    plan_section,
    open_section,
    warning_section,
    typology_section,
    chosen_section,
    unsuggested_section,
    stamp_section,
)


def page_of(
    assessed: Assessed,
    language: str,
    *,
    case: str | None = None,
    by_hand: Collection[str] = (),
    everything: bool = False,
) -> Page:
    """Lay out an assessed case as one page, with what is still open.

    `by_hand` are interventions the caseworker adds to the plan. Without `everything`, the page may
    be printed: with the same additions it is the same for everybody who differs in nothing but
    answers that are kept off it.

    Raises:
        TriageError: there is no such intervention.
    """
    for each in by_hand:
        _check_known(assessed.rulebook, each)
    shown = assessed if everything else assessed.printable
    return build_page(
        shown.rulebook,
        shown.answers,
        shown.outcome,
        language,
        case=case,
        still_open=shown.still_open(everything=everything),
        by_hand=by_hand,
        everything=everything,
    )


def build_page(  # noqa: PLR0913 - everything a page is made from
    rulebook: Rulebook,
    answers: Answers,
    outcome: Outcome,
    language: str,
    *,
    case: str | None = None,
    still_open: StillOpen | None = None,
    by_hand: Collection[str] = (),
    everything: bool = False,
) -> Page:
    """Lay out an outcome as one page; `everything` also lists what is not suggested.

    `still_open` says what the open answers would change. Private answers are never on the page.

    Raises:
        ValueError: not `everything` is shown, and answers are among them that are kept off a page.
    """
    view = view_of(
        rulebook,
        answers,
        outcome,
        language,
        case=case,
        still_open=still_open,
        by_hand=by_hand,
        everything=everything,
    )
    sections = (make(view) for make in _SECTIONS)
    return Page(
        title=view.words.say("page.title"),
        head=head(view),
        sections=tuple(section for section in sections if isinstance(section, Section)),
        foot=(*outdated(view), *foot(view.words)),
    )


def _check_known(rulebook: Rulebook, intervention: str) -> None:
    if intervention not in rulebook.interventions:
        near = nearest(intervention, rulebook.interventions)
        details = {"name": quoted(intervention, near)}
        raise TriageError((Diagnostic("unknown-intervention", details=details, nearest=near),))
