"""The one page at the end of a conversation: her words first, the typology last and small.

Where a programme has target groups, whether it is for her at all stands before everything else.
"""

from __future__ import annotations

from collections.abc import Collection

from triage.explain.assessed import Assessed
from triage.explain.open_questions import StillOpen
from triage.model.answers import Answers
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook
from triage.present.blocks import Line, Page, Section
from triage.present.by_hand import refuse_unknown
from triage.present.choices import NONE_MADE, StaffChoices
from triage.present.class_sections import target_group_section, typology_line, typology_section
from triage.present.foot import foot
from triage.present.open_section import open_section
from triage.present.opening import head, own_words_section, title
from triage.present.outdated import outdated
from triage.present.plan_section import plan_section
from triage.present.refused import unsuggested_section
from triage.present.stamp_section import off_page_line, stamp_section
from triage.present.view import View, view_of
from triage.present.warning_section import warning_section

_SECTIONS = (
    target_group_section,
    own_words_section,
    plan_section,
    open_section,
    warning_section,
    typology_section,
    unsuggested_section,
    stamp_section,
)


def page_of(  # noqa: PLR0913 - everything a page is made from
    assessed: Assessed,
    language: str,
    *,
    case: str | None = None,
    by_hand: Collection[str] = (),
    for_staff: bool = False,
    everything: bool = False,
    choices: StaffChoices = NONE_MADE,
    on_screen: bool = False,
) -> Page:
    """Lay out an assessed case as one page, with what is still open.

    `by_hand` are interventions the caseworker adds to the plan, beside those of the `choices` that
    staff made; who stands by what is told by their role. A page `for_staff` begins with what keeps
    the person safe; with `everything`, it is for staff too, and told in full. Any other page
    may be printed: with the same additions it is the same for everybody who differs in nothing but
    answers that are kept off it. `on_screen`, it names no option to type.

    Raises:
        TriageError: there is no such intervention.
    """
    refuse_unknown(assessed.rulebook, by_hand)
    by_hand = (*by_hand, *(each for each in choices.by_hand if each not in by_hand))
    for_staff = for_staff or everything
    shown = assessed if for_staff else assessed.printable
    return build_page(
        shown.rulebook,
        shown.answers,
        shown.outcome,
        language,
        case=case,
        still_open=shown.still_open(everything=for_staff),
        by_hand=by_hand,
        for_staff=for_staff,
        everything=everything,
        choices=choices,
        on_screen=on_screen,
    )


def screen_page(
    assessed: Assessed,
    language: str,
    *,
    choices: StaffChoices = NONE_MADE,
    everything: bool = False,
) -> Page:
    """Lay out an assessed case for staff, on a screen: it names no option to type.

    Raises:
        TriageError: there is no such intervention.
    """
    refuse_unknown(assessed.rulebook, choices.by_hand)
    return build_page(
        assessed.rulebook,
        assessed.answers,
        assessed.outcome,
        language,
        still_open=assessed.still_open(everything=True),
        by_hand=choices.by_hand,
        for_staff=True,
        everything=everything,
        choices=choices,
        on_screen=True,
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
    for_staff: bool = False,
    everything: bool = False,
    choices: StaffChoices = NONE_MADE,
    on_screen: bool = False,
) -> Page:
    """Lay out an outcome as one page; `everything` also lists what is not suggested.

    `still_open` says what the open answers would change. Private answers are on no page, but for
    how she may be reached, on one `for_staff`.

    Raises:
        ValueError: it is not for staff, and answers are among them that are kept off a page.
    """
    view = view_of(
        rulebook,
        answers,
        outcome,
        language,
        case=case,
        still_open=still_open,
        by_hand=by_hand,
        for_staff=for_staff,
        everything=everything,
        choices=choices,
        on_screen=on_screen,
    )
    sections = (make(view) for make in _SECTIONS)
    return Page(
        title=title(view),
        head=head(view),
        sections=tuple(section for section in sections if isinstance(section, Section)),
        foot=(
            *typology_line(view),
            *outdated(view),
            *off_page_line(view),
            *_is_not(view),
        ),
    )


def _is_not(view: View) -> tuple[Line, ...]:
    """Say what the tool is not; in short, its title says already that it decides nothing."""
    return foot(view.words) if view.everything else (Line(view.words.say("foot.is_not_short")),)
