"""What no longer speaks for the day of a page: said once, at its foot, and on no other line."""

from __future__ import annotations

from collections.abc import Iterator

from triage.present.blocks import Line, Tone
from triage.present.view import View


def outdated(view: View) -> Iterator[Line]:
    """Say that the law was not read for this day, and that the programme has ended."""
    if not view.rulebook.valid_at(view.outcome.as_of):
        yield Line(view.words.say("page.outside_validity"), tone=Tone.STRONG)
    if view.rulebook.target_groups is not None:
        yield from _programme_ended(view)


def _programme_ended(view: View) -> Iterator[Line]:
    programme = view.rulebook.programme
    period = None if programme is None else programme.period
    if period is not None and period.end is not None and period.end < view.outcome.as_of:
        title = view.names.text("programme.label") or view.rulebook.id
        day = view.words.date(period.end)
        yield Line(view.words.say("stamp.programme_ended", title=title, day=day))
