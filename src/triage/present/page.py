"""The one page at the end of a conversation: her words first, the typology last and small.

Where a programme has target groups, whether it is for her at all stands before everything else.
"""

from __future__ import annotations

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
    assessed: Assessed, language: str, *, case: str | None = None, everything: bool = False
) -> Page:
    """Lay out an assessed case as one page, with what is still open."""
    return build_page(
        assessed.rulebook,
        assessed.answers,
        assessed.outcome,
        language,
        case=case,
        still_open=assessed.still_open(everything=everything),
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
    everything: bool = False,
) -> Page:
    """Lay out an outcome as one page; `everything` also lists what is not suggested.

    `still_open` says what the open answers would change. Private answers are never on the page.
    """
    view = view_of(
        rulebook,
        answers,
        outcome,
        language,
        case=case,
        still_open=still_open,
        everything=everything,
    )
    sections = (make(view) for make in _SECTIONS)
    return Page(
        title=view.words.say("page.title"),
        head=head(view),
        sections=tuple(section for section in sections if isinstance(section, Section)),
        foot=(*outdated(view), *foot(view.words)),
    )
